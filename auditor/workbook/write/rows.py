"""What stands in the cells of each table: rows of plain values drawn from an ImprovementPlan."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from auditor.model import MOVE_TO, ImprovementPlan, Text, Work
from auditor.words import PICKED, say, stored_word, translated, word
from auditor.workbook.form import added_columns, columns
from auditor.workbook.form.columns import Column, Sheet
from auditor.workbook.form.received import EXTRA, FILL, HAND, HAND_PREFIX
from auditor.workbook.form.row_digests import CHECKED, ORDER, row_digests

Cell = str | int | float | None
_RECIPE = Text(
    f"（設定の例は「{columns.HEADERS}」のシートの「{columns.HEADERS_SHEET.heading('fix')}」にあります。）",
    " (Examples of settings stand on the sheet “Security headers”.)",
)
_WORK = tuple(Work)
_UNTITLED = Text("ページ名なし", "no title")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `key` names it for people's columns; `link` is the address behind its link cell."""

    key: str
    cells: tuple[Cell, ...]
    link: str = ""
    decision: Mapping[str, str] = field(default_factory=dict)  # what people wrote in this row
    fills: Mapping[str, str] = field(default_factory=dict)  # heading → RRGGBB that people chose
    comments: Mapping[str, str] = field(default_factory=dict)  # heading → what people noted there


def cells_of(sheet: Sheet, values: Mapping[str, Cell]) -> tuple[Cell, ...]:
    """Return the cells of a row in the order of the columns. `values`: name of a column → its value."""
    return tuple(values.get(column.name, "") for column in sheet.columns)


def picked(column: Column, value: str, lang: str) -> str:
    """Return what a cell of people shows: a word of its list in the language, or what they typed."""
    table = PICKED.get(column.name)
    found = next((text for one, text in table.items() if one.value == value), None) if table else None
    return say(found, lang) if found else value


def _cell(line: Any, column: Column, lang: str) -> Cell:  # Any: a line of any of the tables
    if column.field:
        return picked(column, line.decision.get(column.field, ""), lang)
    value = getattr(line, column.attribute)
    if isinstance(value, StrEnum):
        return word(value, lang)
    return "" if value is None and column.kind == "text" else value


def row_of(
    sheet: Sheet, line: Any, lang: str, key: str = "", link: str = "", drawn: Mapping[str, Cell] = MappingProxyType({})
) -> Row:  # fmt: skip
    """Return the row of a line. `drawn`: columns that show something else than an attribute of the line."""
    values = {
        column.name: drawn[column.name] if column.name in drawn else _cell(line, column, lang)
        for column in sheet.columns
    }
    return Row(key, cells_of(sheet, values), link, getattr(line, "decision", {}))


def _cure(fix: str, elsewhere: frozenset[str], lang: str) -> str:
    """Return a cure without its settings for each kind of server where the sheet of headers has them.

    With them a row is as high as half a sheet of paper.
    """
    head, _, recipe = fix.partition("\n")
    return f"{head}{say(_RECIPE, lang)}" if recipe and fix in elsewhere else fix


def _plan(plan: ImprovementPlan) -> list[Row]:
    shown = frozenset(line.fix for line in plan.headers)
    return [
        row_of(
            columns.PLAN_SHEET, row, plan.lang, row.number, row.example_url,
            {
                **row.typed,
                "fix": _cure(row.fix, shown, plan.lang),
                "example": _page_words(row.example_url, row.example_title, plan.lang),
            },
        )
        for row in sorted(plan.rows, key=lambda row: _WORK.index(row.work))  # by rank within
    ]  # fmt: skip


def _page_words(url: str, title: str, lang: str) -> str:
    """Return the words of a link: the address within the site, which tells pages apart, then the title."""
    if not url:
        return ""
    parts = urlsplit(url)
    address = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    title = title or say(_UNTITLED, lang)
    return f"{address}（{title}）" if lang == "ja" else f"{address} ({title})"


def _findings(plan: ImprovementPlan) -> list[Row]:
    return [row_of(columns.FINDINGS_SHEET, line, plan.lang, line.id) for line in plan.findings]


def _criteria(plan: ImprovementPlan) -> list[Row]:
    return [row_of(columns.CRITERIA_SHEET, line, plan.lang, line.key) for line in plan.criteria]


def _pages(plan: ImprovementPlan) -> list[Row]:
    return [row_of(columns.PAGES_SHEET, line, plan.lang, line.key) for line in plan.pages]


def _headers(plan: ImprovementPlan) -> list[Row]:
    return [
        row_of(columns.HEADERS_SHEET, line, plan.lang, f"{line.site}/{line.host}/{line.name}")
        for line in plan.headers
    ]


def _data_links(plan: ImprovementPlan) -> list[Row]:
    return [
        row_of(columns.DATA_LINKS_SHEET, line, plan.lang, f"{line.page} {line.url}")
        for line in plan.data_links
    ]


def _trends(plan: ImprovementPlan) -> list[Row]:
    return [
        row_of(
            columns.TRENDS_SHEET, line, plan.lang,
            drawn={
                **{name: translated(getattr(line, name), plan.lang) for name in _TREND_WORDS},
                "tools": line.tools if plan.lang == "ja" else line.tools.replace("・", ", "),
            },
        )
        for line in plan.trends
    ]  # fmt: skip


def _form(plan: ImprovementPlan) -> list[Row]:
    return [row_of(columns.FORM_SHEET, line, plan.lang, line.key) for line in plan.form]


_SAID_IN = tuple(column for column in columns.PLAN_SHEET.people if column.field != MOVE_TO)


def _done(plan: ImprovementPlan) -> list[Row]:
    return [
        row_of(columns.DONE_SHEET, line, plan.lang, line.key, drawn={"said": _said(line.said, plan.lang)})
        for line in plan.done
    ]


def _said(words: Mapping[str, str], lang: str) -> str:
    """Return what people wrote in a row in one cell, each with its heading."""
    parts = [(column.title(lang), picked(column, words.get(column.field, ""), lang)) for column in _SAID_IN]
    parts += [(name.removeprefix(EXTRA), text) for name, text in words.items() if name.startswith(EXTRA)]
    return "\n".join(f"{heading}: {text}" for heading, text in parts if text)


_TREND_WORDS = ("site", "family", "name", "unit", "note")  # of a TrendLine, as stores hold them
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
        columns.DONE: _done,
    }
)


def dressed(
    spec: Sheet,
    rows: Sequence[Row],
    headings: Iterable[str] = (),
    comments: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> tuple[Sheet, list[Row]]:
    """Return the table with what people brought along: their own columns before the folded ones, colours and
    comments.

    `headings`: of columns that people added, empty ones too; `comments`: row key → heading → text.
    """
    found = {h.removeprefix(EXTRA) for row in rows for h in row.decision if h.startswith(EXTRA)}
    extra = [h for h in dict.fromkeys([*headings, *sorted(found)]) if h not in spec.headings]
    added = (
        Column(heading, 18, english=added_columns.shown(heading, spec, "en"), field=EXTRA + heading)
        for heading in extra
    )
    at = next(
        (at for at, column in enumerate(spec.columns) if column.folded or column.hidden), len(spec.columns)
    )
    wide = replace(spec, columns=(*spec.columns[:at], *added, *spec.columns[at:]))
    return wide, [
        replace(
            row,
            cells=(
                *row.cells[:at],
                *(row.decision.get(EXTRA + heading, "") for heading in extra),
                *row.cells[at:],
            ),
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
    """Row key → heading → value of people's columns and colours, as these rows show them.

    Headings and picked words are those that stores hold, whatever language the workbook is in.
    """
    base: dict[str, dict[str, str]] = {}
    people = [(spec.index(column.heading), column) for column in spec.people]
    for position, row in enumerate(rows, start=1):
        facts = {
            EXTRA + column.heading if column.field.startswith(EXTRA) else column.heading: stored_word(
                column.name, str(row.cells[at] or "")
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
            facts |= row_digests(shown, str(row.cells[spec.index(columns.ROW_ID)] or ""))
            if row.key.startswith(HAND_PREFIX):
                facts |= {HAND + heading: shown[heading] for heading in columns.HAND_HEADINGS}
        base[row.key] = facts | {ORDER: str(position)}
    return base
