"""Files before they are published: read each in a process of its own, judge, report as a page is reported."""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

from auditor import __version__, calendar
from auditor.commands import file_workbook
from auditor.commands.outputs import hand_over
from auditor.commands.reports_folder import rule_settings
from auditor.crawl.url import canonical
from auditor.criteria import STANDARDS, profile
from auditor.evaluate.adjustments import adjustments
from auditor.evaluate.assertions import to_rows
from auditor.evaluate.file_rules import judge_file, readability
from auditor.evaluate.rulebook import Rulebook, configured
from auditor.model import Assertion, AuditorError, Fate, FindingRow, Outcome, PageFacts, RuleSettings, Text
from auditor.read.child import read_file
from auditor.read.facts import FileFacts
from auditor.read.local import require_readable
from auditor.read.recogniser_child import Recogniser, recogniser_version, with_pages_read
from auditor.report.jsonl import Line, finding_line, sort_key, unjudged_line
from auditor.report.page_report import Missed, PageReport, Score, page_report_of, why_unjudged
from auditor.rule import File

MAX_FILES = 1_000
_FOUND = frozenset({Outcome.FAILED, Outcome.CANT_TELL})
NAME = "file"


@dataclass(frozen=True, slots=True)
class FilesResult:
    """The audit of some files, ready for every form of output."""

    report: PageReport
    rows: tuple[FindingRow, ...]
    lines: tuple[Line, ...]
    workbook: bytes = b""


def file(arguments: argparse.Namespace) -> int:
    """`auditor file`"""
    result = audit_files(
        arguments.paths, standards=arguments.standard, base=arguments.base, today=calendar.today().isoformat(),
        lang=arguments.lang, workbook=arguments.xlsx is not None, rules=rule_settings(arguments),
    )  # fmt: skip
    return hand_over(arguments, result)


def audit_files(
    paths: Sequence[Path],
    *,
    standards: Sequence[str] = (),
    base: str = "",
    today: str,
    lang: str = "ja",
    workbook: bool = False,
    rules: RuleSettings = RuleSettings(),
) -> FilesResult:
    """Audit files and all files of folders. Raises AuditorError for what is not there.

    base: the folder they will be published in; then they are named by their public addresses.
    """
    chosen = tuple(standards) or ("jis-x-8341-3-2016-aa",)
    unknown = [name for name in chosen if name not in STANDARDS]
    if unknown:
        raise AuditorError(f"--standard {unknown[0]}: 次のどれかを書いてください。{'、'.join(STANDARDS)}")
    wanted = profile(chosen)
    book = configured(rules)
    if base and canonical(base) is None:
        raise AuditorError(f"--base {base}: http:// か https:// で始まるアドレスを書いてください。")
    files = _read(paths, base)
    of_files = book.of_kind("file")
    assertions: list[Assertion] = []
    scores: list[Score] = []
    missed: list[Missed] = []
    names = _names(files)
    for file in files:
        made = judge_file(file, of_files, wanted)
        assertions += made
        if why := _unjudged(file.facts, made):
            missed.append(Missed(names[file.url], why))
        elif file.facts.sheets and not file.facts.problem and (points := readability(made, book.rules)):
            scores.append(Score(names[file.url], points))
    rows = tuple(to_rows(assertions, NAME, NAME, book, wanted))
    lines = sorted((finding_line(row, book[row.rule], "", lang) for row in rows), key=sort_key)
    lines += _unjudged_lines(files, missed, names)
    report = _report(files, rows, assertions, book, chosen, today, names)
    report = replace(report, scores=tuple(scores), missed=tuple(missed))
    data = b""
    if workbook:
        data = file_workbook.workbook(
            NAME, files, assertions, rows, book, chosen, today, report.versions, lang
        )
    return FilesResult(report, rows, tuple(lines), data)


def _read(paths: Sequence[Path], base: str) -> list[File]:
    found = list(dict.fromkeys(one for path in paths for one in _found(path)))
    if len(found) > MAX_FILES:
        raise AuditorError(
            f"ファイルが{len(found):,}個あります。一度に検査できるのは{MAX_FILES:,}個までです。"
        )
    with Recogniser() as recogniser:
        facts = [_facts(path, recogniser) for path in found]
    return [
        File(one, _address(path, base), siblings=_siblings(facts, found, number))
        for number, (path, one) in enumerate(zip(found, facts, strict=True))
    ]


def _found(path: Path) -> list[Path]:
    """Return the files that one argument names: itself, or those of a folder."""
    require_readable(path, folders=True)
    if not path.is_dir():
        return [path]
    inside = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
    if not inside:
        raise AuditorError(
            f"{path}: フォルダーの中に検査するファイルがありません。"
            "（下のフォルダーと、名前が . で始まるファイルは見ません。）"
        )
    return inside


def _address(path: Path, base: str) -> str:
    return urljoin(base, quote(path.name)) if base else path.resolve().as_uri()


def _facts(path: Path, recogniser: Recogniser) -> FileFacts:
    """Return what is read in a file; of a PDF also what is drawn on its pages, where there is something to read
    it with.
    """
    try:
        facts = read_file(path)
        if not recogniser_version():
            return facts
        return with_pages_read(facts, lambda pages: recogniser.read(path.read_bytes(), pages))
    except OSError as error:
        raise AuditorError(f"{path}: 読めません（{error.strerror}）。") from error


def _siblings(facts: Sequence[FileFacts], paths: Sequence[Path], number: int) -> tuple[FileFacts, ...]:
    """Return the other files of the same folder."""
    folder = paths[number].resolve().parent
    return tuple(
        one
        for other, (path, one) in enumerate(zip(paths, facts, strict=True))
        if other != number and path.resolve().parent == folder
    )


def _unjudged(facts: FileFacts, made: Sequence[Assertion]) -> Text | None:
    """Return why the content of a file was not judged; None where it was, or where something was found."""
    if facts.problem == "unknown":  # whatever was said of it, nobody saw its content
        return Text(
            "中身をどの形式としても読めません。作成したソフトで保存し直してください",
            "its content cannot be read in any form: save it again with the program it was made with",
        )
    if facts.archive is not None and (facts.archive.unread or facts.archive.beyond):
        names = "、".join(facts.archive.unread[:5]) or f"{facts.archive.beyond:,}ファイル"
        return Text(
            f"ZIPの中に、検査していないファイルがあります（{names}）。取り出して検査してください",
            f"Files within the ZIP file were not audited ({names}): take them out and audit them",
        )
    outcomes = {one.outcome for one in made}
    if outcomes & _FOUND:
        return None
    if Outcome.PASSED not in outcomes:
        return why_unjudged(made)
    content = (facts.sheets, facts.text, facts.csv, facts.data, facts.linked, facts.members, facts.pdf)
    if any(content):
        return None
    if facts.form == "html":
        return Text("HTMLのページです。auditor page で検査してください", "A page: audit it with auditor page")
    if facts.archive is not None:
        return Text(
            "ZIPの中に、検査できる形式のデータがありません。中のファイルを取り出して検査してください",
            "The ZIP file holds no data that can be audited here: take its files out and audit them",
        )
    return Text(
        f"この形式（{facts.form}）の中身は検査できません。開けることだけを確かめました",
        f"The content of this form ({facts.form}) cannot be audited; it opens",
    )


def _unjudged_lines(
    files: Sequence[File], missed: Sequence[Missed], names: Mapping[str, str]
) -> Iterator[Line]:
    """Yield what JSON readers get of files that no rule could judge: silence would read as no problem."""
    lost = {item.name: item for item in missed}
    for file in files:
        if (item := lost.get(names[file.url])) is not None:
            yield unjudged_line(PageFacts(file.url, title=file.name), NAME, item.why.ja)


def _names(files: Sequence[File]) -> dict[str, str]:
    """Address → name for people; of files with one name in several folders the whole address."""
    many = Counter(file.name for file in files)
    return {file.url: file.name if many[file.name] == 1 else unquote(file.url) for file in files}


def _report(
    files: Sequence[File],
    rows: Sequence[FindingRow],
    assertions: Sequence[Assertion],
    book: Rulebook,
    standards: Sequence[str],
    today: str,
    names: Mapping[str, str],
) -> PageReport:
    several = len(files) > 1
    shown = [_named(row, names.get(row.url, "")) for row in rows] if several else list(rows)
    problems, untested, passed = page_report_of(shown, assertions, book)
    return PageReport(
        url=files[0].url.rsplit("/", 1)[0] + "/" if several else files[0].url,
        title=f"{files[0].name} ほか{len(files) - 1}ファイル" if several else files[0].name,
        fate=Fate.OK,
        day=today,
        standard="、".join(STANDARDS[name] for name in standards),
        problems=problems,
        untested=untested,
        passed=passed,
        versions={"auditor": __version__, "rules": book.digest},
        crops={},
        of_files=True,
        notes=tuple(filter(None, [adjustments(book)])),
    )


def _named(row: FindingRow, name: str) -> FindingRow:
    """Return the row with the name of its file before the place."""
    if not name or row.target.where == name:
        return row
    where = f"{name}: {row.target.where}" if row.target.where else name
    return replace(row, target=replace(row.target, where=where))
