"""What stands in the cells of each table: rows of plain values drawn from an ImprovementPlan."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import urlsplit

from auditor.model import ImprovementPlan
from auditor.words import word
from auditor.workbook.form import columns
from auditor.workbook.form.columns import Column, Sheet
from auditor.workbook.form.received import EXTRA, FILL, HAND, HAND_PREFIX
from auditor.workbook.form.row_digests import CHECKED, ORDER, ROW_ID, witness

_RECIPE = f"（設定の例は「{columns.HEADERS}」のシートの「直し方」にあります。）"

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `key` names it for people's columns; `link` is the address behind its link cell."""

    key: str
    cells: tuple[Cell, ...]
    link: str = ""
    decision: Mapping[str, str] = field(default_factory=dict)  # what people wrote in this row
    fills: Mapping[str, str] = field(default_factory=dict)  # heading → RRGGBB that people chose
    comments: Mapping[str, str] = field(default_factory=dict)  # heading → what people noted there


def _people(sheet: Sheet, decision: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(decision.get(column.field, "") for column in sheet.people)


def _cure(fix: str, elsewhere: frozenset[str]) -> str:
    """A cure without its settings for each kind of server where the sheet of headers has them.

    With them a row is as high as half a sheet of paper.
    """
    head, _, recipe = fix.partition("\n")
    return f"{head}{_RECIPE}" if recipe and fix in elsewhere else fix


def _plan(plan: ImprovementPlan) -> list[Row]:
    shown = frozenset(line.fix for line in plan.headers)
    return [
        Row(
            row.number,
            (
                row.number, row.site_name, word(row.verdict), row.typed.get("priority", word(row.priority)),
                row.priority_reason, row.typed.get("family", word(row.family)),
                row.criterion, row.level, row.typed.get("certainty", word(row.certainty)), row.message, row.people, _cure(row.fix, shown),
                row.typed.get("place", word(row.place)),
                row.typed.get("responsible", word(row.responsible)), row.pages, row.change,
                _page_words(row.example_url, row.example_title),
                row.first_cycle, row.comment, *_people(columns.PLAN_SHEET, row.decision), row.key,
            ),
            row.example_url,
            row.decision,
        )
        for row in plan.rows
    ]  # fmt: skip


def _page_words(url: str, title: str) -> str:
    """The words of a link: the address within the site, which tells pages apart, then the title."""
    if not url:
        return ""
    parts = urlsplit(url)
    return f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}（{title or 'ページ名なし'}）"


def _findings(plan: ImprovementPlan) -> list[Row]:
    return [
        Row(
            line.id,
            (
                line.id, line.number, word(line.verdict), word(line.family), line.rule, line.criterion, line.level,
                word(line.impact), word(line.certainty), line.site, line.url, line.page_title, line.selector,
                line.snippet, line.count, line.message, line.found, line.tool, line.evidence,
            ),
        )
        for line in plan.findings
    ]  # fmt: skip


def _criteria(plan: ImprovementPlan) -> list[Row]:
    return [
        Row(
            line.key,
            (
                line.site, line.number, line.name, line.level, word(line.applies), word(line.result), line.note,
                word(line.method), line.pages, line.failed_pages, line.issues, word(line.previous),
                *_people(columns.CRITERIA_SHEET, line.decision),
            ),
            decision=line.decision,
        )
        for line in plan.criteria
    ]  # fmt: skip


def _pages(plan: ImprovementPlan) -> list[Row]:
    return [
        Row(
            line.key,
            (
                line.id, line.site, line.url, line.title, word(line.kind), word(line.sample), line.status, word(line.result),
                line.reason, line.modified, line.high, line.middle, line.low, line.before,
                *_people(columns.PAGES_SHEET, line.decision),
            ),
            decision=line.decision,
        )
        for line in plan.pages
    ]  # fmt: skip


def _headers(plan: ImprovementPlan) -> list[Row]:
    return [
        Row(
            f"{line.site}/{line.host}/{line.name}",
            (
                line.site, line.host, line.name, line.expected, line.actual, word(line.judged), word(line.impact),
                line.message, line.fix, word(line.previous), line.number,
            ),
        )
        for line in plan.headers
    ]  # fmt: skip


def _data_links(plan: ImprovementPlan) -> list[Row]:
    return [
        Row(
            f"{line.page} {line.url}",
            (
                line.dataset, line.page, line.url, line.form, line.status, line.redirect, line.size,
                line.modified, line.encoding, line.check, line.broken_since, word(line.judged), line.number,
            ),
        )
        for line in plan.data_links
    ]  # fmt: skip


def _trends(plan: ImprovementPlan) -> list[Row]:
    return [
        Row(
            "",
            (
                line.cycle, line.site, line.family, line.name, line.value, line.unit, line.tools, line.note,
            ),
        )
        for line in plan.trends
    ]  # fmt: skip


def _form(plan: ImprovementPlan) -> list[Row]:
    return [
        Row(
            line.key,
            (
                line.site, line.group, line.number, line.item, line.full,
                *_people(columns.FORM_SHEET, line.decision), line.previous, line.hint,
            ),
            decision=line.decision,
        )
        for line in plan.form
    ]  # fmt: skip


ROWS: Mapping[str, Callable[[ImprovementPlan], list[Row]]] = MappingProxyType(
    {
        columns.PLAN: _plan,
        columns.FINDINGS: _findings,
        columns.CRITERIA: _criteria,
        columns.PAGES: _pages,
        columns.HEADERS: _headers,
        columns.DATA_LINKS: _data_links,
        columns.TRENDS: _trends,
        columns.FORM: _form,
    }
)


def dressed(
    spec: Sheet,
    rows: Sequence[Row],
    headings: Iterable[str] = (),
    comments: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> tuple[Sheet, list[Row]]:
    """The table with what people brought along: their own columns, colours and comments.

    `headings`: of columns that people added, empty ones too; `comments`: row key → heading → text.
    """
    found = {h.removeprefix(EXTRA) for row in rows for h in row.decision if h.startswith(EXTRA)}
    extra = [h for h in dict.fromkeys([*headings, *sorted(found)]) if h not in spec.headings]
    wide = replace(
        spec, columns=(*spec.columns, *(Column(heading, 18, field=EXTRA + heading) for heading in extra))
    )
    return wide, [
        replace(
            row,
            cells=(*row.cells, *(row.decision.get(EXTRA + heading, "") for heading in extra)),
            fills={
                h.removeprefix(FILL): colour
                for h, colour in row.decision.items()
                if h.startswith(FILL) and colour
            },
            comments=comments.get(row.key, {}),
        )
        for row in rows
    ]


def base_of(spec: Sheet, rows: Iterable[Row]) -> dict[str, dict[str, str]]:
    """Row key → heading → value of people's columns and colours, as these rows show them."""
    base: dict[str, dict[str, str]] = {}
    people = [(spec.index(column.heading), column) for column in spec.people]
    for position, row in enumerate(rows, start=1):
        facts = {
            EXTRA + column.heading if column.field.startswith(EXTRA) else column.heading: str(
                row.cells[at] or ""
            )
            for at, column in people
        }
        facts |= {FILL + heading: colour for heading, colour in row.fills.items()}
        if spec.name == columns.PLAN:
            shown = {
                heading: "" if row.cells[at] is None else str(row.cells[at])
                for at, heading in enumerate(spec.headings)
                if heading in CHECKED
            }
            facts |= witness(shown, str(row.cells[spec.index(ROW_ID)] or ""))
            if row.key.startswith(HAND_PREFIX):
                facts |= {HAND + heading: shown[heading] for heading in columns.HAND_HEADINGS}
        base[row.key] = facts | {ORDER: str(position)}
    return base


def base_values(plan: ImprovementPlan) -> dict[str, dict[str, str]]:
    """The base of all people's tables of a workbook to which people added nothing but words."""
    base: dict[str, dict[str, str]] = {}
    for spec in columns.CARRIED:
        base |= base_of(*dressed(spec, ROWS[spec.name](plan)))
    return base
