"""The reports folder that a command works on: its store under a lock, and the cycle and sites asked for."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from auditor.gather.log import logged
from auditor.model import AuditorError, RuleSettings, StoreError, Targets
from auditor.publish.targets import chosen, targets_of
from auditor.store import Store
from auditor.whole_file import sweep


@contextmanager
def opened(reports: Path) -> Iterator[Store]:
    """Give the store of a reports folder, locked against a second writer, with its log beside it."""
    try:
        reports.mkdir(parents=True, exist_ok=True)
        lock = FileLock(reports / ".auditor.lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise StoreError(
            f"{reports}: ほかの auditor が使っています。（直し方: 終わるのを待つか、--reports で別の場所を指定してください。）"
        ) from error
    except OSError as error:
        raise StoreError(
            f"{reports}: 書き込めません（{error.strerror}）。"
            "（直し方: フォルダーの権限を確かめるか、--reports で別の場所を指定してください。）"
        ) from error
    try:
        sweep(reports)
        with logged(reports), Store(reports / "auditor.sqlite") as store:
            yield store
    finally:
        lock.release()


def stored(arguments: argparse.Namespace, store: Store) -> tuple[str, Targets]:
    """Return the cycle asked for and its bureaus and sites, narrowed to the filters."""
    known = store.cycles()
    if not known:
        raise AuditorError(
            f"{arguments.reports}: まだ結果がありません。先に auditor run を実行してください。"
        )
    name = arguments.cycle or known[-1]
    if name not in known:
        raise AuditorError(f"--cycle {name}: その期の結果はありません。ある期: {'、'.join(known)}")
    return name, chosen(targets_of(store, name), arguments.bureau, arguments.site)


def rule_settings(arguments: argparse.Namespace, rules: RuleSettings = RuleSettings()) -> RuleSettings:
    """Return the settings of the rules with the folders of `--rules`."""
    return rules.with_folders(str(folder.resolve()) for folder in arguments.rule_folders)
