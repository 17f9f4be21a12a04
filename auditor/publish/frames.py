"""Rows of the store as pandas DataFrames with named, typed columns; docs/library.md lists them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO

import pandas as pd

from auditor.evaluate.rulebook import Rulebook
from auditor.judge.lost import lost_in
from auditor.model import (
    AuditorError,
    Certainty,
    Fate,
    Impact,
    Issue,
    Outcome,
    PageFacts,
    Site,
    Targets,
    Verdict,
)
from auditor.plan.counts import is_open
from auditor.plan.decision import latest
from auditor.plan.kpi import INDICATORS
from auditor.publish.export_lines import export_lines
from auditor.report.csv_lines import flat, table
from auditor.report.jsonl import Line
from auditor.store import Store

CERTAINTIES = (Certainty.ADVICE, Certainty.REVIEW, Certainty.LIKELY, Certainty.DEFINITE)
IMPACTS = (Impact.MINOR, Impact.MODERATE, Impact.SERIOUS, Impact.CRITICAL)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its pandas type, and the categories of a closed list, from least to most where it is ordered."""

    name: str
    dtype: str = "string"  # string | Int64 | Float64 | boolean | category
    categories: tuple[str, ...] = ()  # of a closed list; () for those that are there
    ordered: bool = False


_CYCLE = Column("cycle", "category", ordered=True)
_WHERE = (_CYCLE, Column("bureau", "category"), Column("site", "category"))
_CERTAINTY = Column("certainty", "category", CERTAINTIES, ordered=True)
_IMPACT = Column("impact", "category", IMPACTS, ordered=True)
_RULE = Column("rule", "category")

FINDINGS = (
    *_WHERE, Column("url"), _RULE, Column("outcome", "category", tuple(Outcome)), _CERTAINTY, Column("criteria"),
    Column("techniques"), Column("act"), _IMPACT, Column("selector"), Column("where"), Column("snippet"),
    Column("message"), Column("question"), Column("title"), Column("issue"), Column("viewport", "category"),
)  # fmt: skip
PAGES = (
    *_WHERE, Column("url"), Column("title"), Column("fate", "category", tuple(Fate)), Column("detail"),
    Column("status", "Int64"), Column("depth", "Int64"), Column("found_by", "category"), Column("found_on"),
    Column("sample"), Column("audited", "boolean"), Column("seen_on"), Column("content_type"), Column("size", "Int64"),
    Column("updated"), Column("definite", "Int64"), Column("likely", "Int64"), Column("review", "Int64"),
    Column("advice", "Int64"), Column("rules_lost", "Int64"),
)  # fmt: skip
ISSUES = (
    *_WHERE, Column("issue"), _RULE, Column("title"), Column("message"),
    Column("verdict", "category", tuple(Verdict)), Column("open", "boolean"), _CERTAINTY, _IMPACT,
    Column("criteria"), Column("place", "category"), Column("pages", "Int64"), Column("findings", "Int64"),
    Column("findings_before", "Int64"), Column("first_cycle"), Column("exempt", "boolean"),
    Column("tool_news", "boolean"), Column("example_url"), Column("status", "category"), Column("unit"),
    Column("due"),
)  # fmt: skip
KPIS = (
    _CYCLE, Column("bureau", "category"), Column("bureau_name"),
    Column("kpi", "category", tuple(INDICATORS)), Column("group", "category"), Column("name"),
    Column("value", "Float64"), Column("unit", "category"), Column("tools"), Column("note"),
)  # fmt: skip
# What `auditor export` writes: findings, with --all the rows of assertions and pages too.
EXPORT = (Column("kind", "category"), *FINDINGS)
EXPORT_ALL = (
    *EXPORT, Column("counts"), Column("reason"), Column("fate", "category", tuple(Fate)), Column("depth", "Int64"),
    Column("status", "Int64"), Column("sample"), Column("seen_on"),
)  # fmt: skip


def frame(
    columns: Sequence[Column], rows: Iterable[Mapping[str, object]], cycles: Sequence[str]
) -> pd.DataFrame:
    """Return the rows under the columns; what a row lacks is missing.

    `cycles`: categories of `cycle`, oldest first.
    """
    values: dict[str, list[object]] = {column.name: [] for column in columns}
    for row in rows:
        for name, kept in values.items():
            kept.append(row.get(name))
    return pd.DataFrame({column.name: _array(column, values.pop(column.name), cycles) for column in columns})


def _array(column: Column, values: Sequence[object], cycles: Sequence[str]) -> "pd.Categorical | pd.Series":
    if column.dtype == "category":
        known = cycles if column is _CYCLE else column.categories
        there = [None if value is None else str(value) for value in values]
        categories = known or sorted({value for value in there if value is not None})
        return pd.Categorical(there, categories=[str(value) for value in categories], ordered=column.ordered)
    if column.dtype == "string":
        return pd.Series([None if value is None else _text(str(value)) for value in values], dtype="string")
    return pd.Series(list(values), dtype=column.dtype)


def _text(value: str) -> str:
    """Return text that UTF-8 can hold: half a surrogate pair is U+FFFD."""
    if value.isprintable():
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def findings(
    store: Store, wanted: Mapping[str, Targets], book: Rulebook, lang: str = "ja"
) -> Iterator[Mapping[str, object]]:
    """Yield rows of FINDINGS of the sites wanted of each cycle."""
    for cycle, targets in wanted.items():
        yield from map(_flat, export_lines(store, cycle, targets, book, lang=lang))


def export_frame(lines: Iterable[Line], cycle: str) -> pd.DataFrame:
    """Return the lines of an export; assertions and pages add their own columns where there are any."""
    made = [_flat(line) for line in lines]
    columns = EXPORT_ALL if any(line["kind"] != "finding" for line in made) else EXPORT
    return frame(columns, made, [cycle])


def csv_text(data: pd.DataFrame) -> str:
    """Return the frame as CSV without the mark: what is missing is empty, nothing is computed by a spreadsheet."""
    plain = data.astype(object)
    return table(list(data.columns), plain.where(data.notna(), None).itertuples(index=False, name=None))


def require_pyarrow() -> None:
    """Raise AuditorError where Parquet cannot be written."""
    if find_spec("pyarrow") is None:
        raise AuditorError(
            "--format parquet: pyarrow が入っていません。"
            "（直し方: pip install 'tokyo-web-auditor[analysis]' を実行するか、--format csv を使ってください。）"
        )


def parquet(data: pd.DataFrame) -> bytes:
    """Return the frame as Parquet, with its types."""
    buffer = BytesIO()
    data.to_parquet(buffer, engine="pyarrow", index=False)
    return buffer.getvalue()


def _flat(line: Line) -> dict[str, object]:
    return {name: flat(value) for name, value in line.items()}


def pages(store: Store, wanted: Mapping[str, Targets]) -> Iterator[Mapping[str, object]]:
    """Yield rows of PAGES: every URL that was found, but for resources of pages."""
    for cycle, targets in wanted.items():
        for site in targets.sites:
            yield from _pages(store, cycle, site)


def _pages(store: Store, cycle: str, site: Site) -> Iterator[Mapping[str, object]]:
    rows = store.site(cycle, site.id)
    audited = set(rows.audited())
    judged: set[str] = set()
    lost: Counter[str] = Counter()
    for one in rows.assertions():
        if one.outcome is not Outcome.UNTESTED:
            judged.add(one.url)
        lost[one.url] += lost_in([one])
    counts = Counter((row.url, row.certainty) for row in rows.findings())
    for page in rows.pages():
        if page.found_by == "resource":
            continue
        known = page.url in judged
        yield {
            "cycle": cycle, "bureau": site.bureau, "site": site.id, **_page(page),
            "audited": page.url in audited,
            # Nobody looked is no zero.
            **{certainty.value: counts[page.url, certainty] if known else None for certainty in CERTAINTIES},
            "rules_lost": lost[page.url] if known or page.url in lost else None,
        }  # fmt: skip


def _page(page: PageFacts) -> dict[str, object]:
    return {
        "url": page.url, "title": page.title, "fate": page.fate, "detail": page.detail, "status": page.status,
        "depth": page.depth, "found_by": page.found_by, "found_on": page.found_on, "sample": page.sample,
        "seen_on": page.seen_on,
        "content_type": page.content_type, "size": page.size, "updated": page.updated,
    }  # fmt: skip


def issues(
    store: Store, wanted: Mapping[str, Targets], book: Rulebook, lang: str = "ja"
) -> Iterator[Mapping[str, object]]:
    """Yield rows of ISSUES, each with the last word of people whichever cycle they wrote it in."""
    merged = store.merged()
    for cycle, targets in wanted.items():
        day = store.opened(cycle)
        for bureau in targets.bureaus:
            decided = latest(store.decisions(bureau.id), merged)
            for site in bureau.sites:
                for issue in store.site(cycle, site.id).issues():
                    yield {"cycle": cycle, **_issue(issue, decided.get(issue.number, {}), day, book, lang)}


def _issue(
    issue: Issue, decision: Mapping[str, str], day: str, book: Rulebook, lang: str
) -> dict[str, object]:
    rule = book[issue.rule] if issue.rule in book or issue.rule.startswith("axe/") else None
    message = rule.messages.get(issue.message) if rule else None
    return {
        "bureau": issue.bureau, "site": issue.site, "issue": issue.number, "rule": issue.rule,
        "title": rule.title.fill(lang, {}) if rule else issue.rule,
        "message": message.fill(lang, issue.data) if message else issue.message,
        "verdict": issue.verdict, "open": is_open(issue, decision, day), "certainty": issue.certainty,
        "impact": issue.impact, "criteria": " ".join(issue.criteria), "place": issue.place,
        "pages": len(issue.pages), "findings": issue.count, "findings_before": issue.last_count,
        "first_cycle": issue.first_cycle, "exempt": issue.exempt, "tool_news": issue.tool_news,
        "example_url": issue.pages[0] if issue.pages else None, "status": decision.get("status") or None,
        "unit": decision.get("owner-unit") or None, "due": decision.get("due") or None,
    }  # fmt: skip


def kpis(store: Store, wanted: Mapping[str, Targets]) -> Iterator[Mapping[str, object]]:
    """Yield rows of KPIS: all indicators of each bureau and cycle whose plan was written."""
    for cycle, targets in wanted.items():
        for bureau in targets.bureaus:
            plan = store.summary(cycle, bureau.id, "plan")
            if plan is None:
                continue
            own = [line for line in plan.get("trends", ()) if line[0] == cycle]
            tools, note = (own[0][6], own[0][7]) if own else ("", "")
            for one in INDICATORS.values():
                yield {
                    "cycle": cycle, "bureau": bureau.id, "bureau_name": bureau.name, "kpi": one.id,
                    "group": one.group, "name": one.name, "value": plan["kpis"].get(one.id), "unit": one.unit,
                    "tools": tools, "note": note or None,
                }  # fmt: skip
