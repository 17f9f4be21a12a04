"""Files before they are published: read each in a process of its own, judge, report as a page is reported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urljoin

from auditor import __version__, files_plan
from auditor.crawl.url import canonical
from auditor.criteria import STANDARDS, profile
from auditor.evaluate.file import judge_file, readability
from auditor.evaluate.judge import to_rows
from auditor.evaluate.rulebook import Rulebook
from auditor.evaluate.rulebook import load as load_rules
from auditor.model import Assertion, AuditorError, Fate, FindingRow
from auditor.read.child import read_file
from auditor.read.facts import FileFacts
from auditor.report.jsonl import Line, finding_line, sort_key
from auditor.report.page_report import PageReport, page_report_of
from auditor.rule import File

MAX_FILES = 1_000
NAME = "file"


@dataclass(frozen=True, slots=True)
class FilesResult:
    """The audit of some files, ready for every form of output."""

    report: PageReport
    rows: tuple[FindingRow, ...]
    lines: tuple[Line, ...]
    scores: Mapping[str, Mapping[str, int]]  # address → points of each level of machine readability
    workbook: bytes = b""


def audit_files(
    paths: Sequence[Path],
    *,
    standards: Sequence[str] = (),
    base: str = "",
    today: str,
    lang: str = "ja",
    workbook: bool = False,
) -> FilesResult:
    """Audit files and all files of folders. Raises AuditorError for what is not there.

    base: the folder they will be published in; then they are named by their public addresses.
    """
    chosen = tuple(standards) or ("jis-x-8341-3-2016-aa",)
    unknown = [name for name in chosen if name not in STANDARDS]
    if unknown:
        raise AuditorError(f"--standard {unknown[0]}: 次のどれかを書いてください。{'、'.join(STANDARDS)}")
    wanted = profile(chosen)
    book = load_rules()
    if base and canonical(base) is None:
        raise AuditorError(f"--base {base}: http:// か https:// で始まるアドレスを書いてください。")
    files = _read(paths, base)
    rules = book.of_kind("file")
    assertions: list[Assertion] = []
    scores: dict[str, Mapping[str, int]] = {}
    for file in files:
        made = judge_file(file, rules, wanted)
        assertions += made
        if file.facts.sheets and not file.facts.problem and (points := readability(made, book.rules)):
            scores[file.url] = points
    rows = tuple(to_rows(assertions, NAME, NAME, book, wanted))
    lines = sorted((finding_line(row, book[row.rule], "", lang) for row in rows), key=sort_key)
    report = _report(files, rows, assertions, book, chosen, today)
    data = b""
    if workbook:
        data = files_plan.workbook(NAME, files, assertions, rows, book, chosen, today, report.versions)
    return FilesResult(report, rows, tuple(lines), scores, data)


def _read(paths: Sequence[Path], base: str) -> list[File]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
        elif path.is_file():
            found.append(path)
        else:
            raise AuditorError(f"{path}: ファイルがありません。名前と場所を確かめてください。")
    if not found:
        raise AuditorError("検査するファイルがありません。ファイルの名前を書いてください。")
    if len(found) > MAX_FILES:
        raise AuditorError(
            f"ファイルが{len(found):,}個あります。一度に検査できるのは{MAX_FILES:,}個までです。"
        )
    facts = [_facts(path) for path in found]
    return [
        File(one, _address(path, base), siblings=_siblings(facts, found, number))
        for number, (path, one) in enumerate(zip(found, facts, strict=True))
    ]


def _address(path: Path, base: str) -> str:
    return urljoin(base, quote(path.name)) if base else path.resolve().as_uri()


def _facts(path: Path) -> FileFacts:
    try:
        return read_file(path)
    except OSError as error:
        raise AuditorError(f"{path}: 読めません（{error.strerror}）。") from error


def _siblings(facts: Sequence[FileFacts], paths: Sequence[Path], number: int) -> tuple[FileFacts, ...]:
    """The other files of the same folder."""
    folder = paths[number].resolve().parent
    return tuple(
        one
        for other, (path, one) in enumerate(zip(paths, facts, strict=True))
        if other != number and path.resolve().parent == folder
    )


def _report(
    files: Sequence[File],
    rows: Sequence[FindingRow],
    assertions: Sequence[Assertion],
    book: Rulebook,
    standards: Sequence[str],
    today: str,
) -> PageReport:
    shown = [_named(row, files) for row in rows] if len(files) > 1 else list(rows)
    problems, untested, passed = page_report_of(shown, assertions, book)
    names = [file.name for file in files]
    return PageReport(
        url=files[0].url if len(files) == 1 else files[0].url.rsplit("/", 1)[0] + "/",
        title=names[0] if len(files) == 1 else f"{names[0]} ほか{len(files) - 1}ファイル",
        fate=Fate.OK,
        day=today,
        standard="、".join(STANDARDS[name] for name in standards),
        problems=problems,
        untested=untested,
        passed=passed,
        versions={"auditor": __version__, "rules": book.digest},
        crops={},
    )


def _named(row: FindingRow, files: Sequence[File]) -> FindingRow:
    """The row with the name of its file before the place, where there are several files."""
    name = next((file.name for file in files if file.url == row.url), "")
    if not name or row.target.where == name:
        return row
    return replace(row, target=replace(row.target, where=f"{name}: {row.target.where}"))
