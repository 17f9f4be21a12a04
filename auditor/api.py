"""The functions of `import auditor`: what the commands do, as calls with typed answers.

Each function imports its rooms when it is called: `load_rules` shall not wait for a browser library.
Raises AuditorError, one clear Japanese line, for whatever a user can mend.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from auditor import calendar
from auditor.model import AuditorError, Targets

if TYPE_CHECKING:
    from auditor.commands.file import FilesResult
    from auditor.commands.page import PageResult
    from auditor.commands.run import Audited, Progress
    from auditor.evaluate.rulebook import Rulebook
    from auditor.publish.reports import Reports

Language = Literal["ja", "en"]


def audit_page(
    page: str | Path | bytes,
    *,
    standards: str | Sequence[str] = (),
    base: str = "",
    lang: Language = "ja",
    today: date | None = None,
    contact: str = "",
    workbook: bool = False,
) -> "PageResult":
    """Audit one page, as `auditor page` does.

    page: an address, the path of a file, or the HTML itself as bytes, which `base` gives an address.
    standards: one or several of `auditor page --standard`; JIS X 8341-3:2016 level AA where none is named.
    today: the day that the report carries; today in Tokyo where it is None.
    workbook: also make the improvement plan, `PageResult.workbook`.
    """
    from auditor.commands.page import audit_page

    text = page if isinstance(page, bytes) else None
    if base and text is None:
        raise AuditorError(
            "base: HTML を bytes で渡すときだけ指定できます。（直し方: base を外してください。）"
        )
    where = page if isinstance(page, str) else "-" if isinstance(page, bytes) else str(page.absolute())
    if where == "-" and text is None:
        raise AuditorError("-: 標準入力は読みません。（直し方: HTML を bytes で渡してください。）")
    return audit_page(
        where, base=base, text=text, standards=_names(standards), contact=contact, today=_day(today),
        lang=lang, workbook=workbook,
    )  # fmt: skip


def audit_file(
    *paths: str | Path,
    standards: str | Sequence[str] = (),
    base: str = "",
    lang: Language = "ja",
    today: date | None = None,
    workbook: bool = False,
) -> "FilesResult":
    """Audit data files and PDFs before they are published, as `auditor file` does; a folder means its files.

    base: address of the folder they will be published in.
    """
    from auditor.commands.file import audit_files

    if not paths:
        raise AuditorError(
            "audit_file: 検査するファイルがありません。（直し方: 一つ以上のパスを渡してください。）"
        )
    return audit_files(
        [Path(path) for path in paths], standards=_names(standards), base=base, today=_day(today), lang=lang,
        workbook=workbook,
    )  # fmt: skip


def run(
    targets: str | Path | Targets,
    *,
    reports: str | Path = "reports",
    cycle: str | None = None,
    bureau: str | Sequence[str] = (),
    site: str | Sequence[str] = (),
    workers: int = 1,
    cluster: str = "",
    today: date | None = None,
    tick: "Callable[[Progress], None] | None" = None,
) -> "Audited":
    """Audit the sites of a targets.yaml and write the reports of a cycle, as `auditor run` does.

    It does what is missing of the cycle: after an interruption the same call goes on.
    cycle: the newest unfinished one, else the quarter of `today`, where it is None.
    tick: is called about once a second with how far the sites are.
    """
    from auditor import targets as documents
    from auditor.commands.run import run_targets

    whole = targets if isinstance(targets, Targets) else documents.load(Path(targets))
    return run_targets(
        whole, reports=Path(reports), cycle=cycle, bureaus=_names(bureau), sites=_names(site),
        workers=workers, cluster=cluster, today=_day(today), tick=tick or (lambda progress: None),
    )  # fmt: skip


def load_rules() -> "Rulebook":
    """Return all rules, sorted by id: `load_rules()["axe/image-alt"].title.ja`."""
    from auditor.evaluate.rulebook import load

    return load()


def open_reports(path: str | Path = "reports") -> "Reports":
    """Open the folder of an audit to read: `with open_reports("reports") as reports: reports.kpis()`."""
    from auditor.publish.reports import Reports

    return Reports(path)


def _names(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _day(today: date | None) -> str:
    return (today or calendar.today()).isoformat()
