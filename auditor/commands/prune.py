"""Deletes the evidence of old cycles; what was judged, found and decided stays."""

import argparse
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from auditor.commands.reports_folder import opened
from auditor.console import Exit, out
from auditor.model import AuditorError
from auditor.store import FileStore, ReadingStore, Store


def prune(arguments: argparse.Namespace) -> int:
    """`auditor prune`"""
    if arguments.keep < 1:
        raise AuditorError(f"--keep {arguments.keep}: 1 以上の数を書いてください。")
    with opened(arguments.reports) as store:
        for name, size in prune_evidence(store, arguments.reports, arguments.keep):
            out(f"{name}: 証拠を消しました（{size / 2**20:,.1f} MB）。判定・指摘・記入は残しています。")
    return Exit.OK


def prune_evidence(store: Store, reports: Path, keep: int) -> Iterator[tuple[str, int]]:
    """Delete captures and linked files of the cycles older than the newest `keep`; (cycle, bytes of captures)."""
    captures = reports / "captures"
    for name in store.prune(keep):
        folder = captures / name
        if folder.exists():
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            shutil.rmtree(folder)
            yield name, size
    kept = store.cycles()[-keep:]
    for path in sorted((captures / "files").glob("*.sqlite")) if kept else ():
        with closing(FileStore(path)) as files:
            files.prune(kept[0])
    for path in sorted((captures / "pictures").glob("*.sqlite")) if kept else ():
        with closing(ReadingStore(path)) as readings:
            readings.prune(kept[0])
