"""What stands in the cells of each table: rows of plain values drawn from an ImprovementPlan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from auditor.model import ImprovementPlan
from auditor.report.workbook import columns
from auditor.report.workbook.columns import Sheet

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `key` names it for people's columns; `link` is the address behind its link cell."""

    key: str
    cells: tuple[Cell, ...]
    link: str = ""


def _people(sheet: Sheet, decision: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(decision.get(column.field, "") for column in sheet.people)


def _plan(plan: ImprovementPlan) -> list[Row]:
    return [
        Row(
            row.number,
            (
                row.number, row.site_name, row.verdict, row.priority, row.priority_reason, row.family,
                row.criterion, row.level, row.certainty, row.message, row.people, row.fix, row.place,
                row.charge, row.pages, row.change,
                f"代表ページ（{row.example_title or 'ページ名なし'}）" if row.example_url else "",
                row.first_cycle, row.comment, *_people(columns.PLAN_SHEET, row.decision), row.key,
            ),
            row.example_url,
        )
        for row in plan.rows
    ]  # fmt: skip


def _findings(plan: ImprovementPlan) -> list[Row]:
    return [
        Row(
            line.id,
            (
                line.id, line.number, line.verdict, line.family, line.rule, line.criterion, line.level,
                line.impact, line.certainty, line.site, line.url, line.page_title, line.selector,
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
                line.site, line.number, line.name, line.level, line.applies, line.result, line.note,
                line.method, line.pages, line.failed_pages, line.issues, line.previous,
                *_people(columns.CRITERIA_SHEET, line.decision),
            ),
        )
        for line in plan.criteria
    ]  # fmt: skip


def _pages(plan: ImprovementPlan) -> list[Row]:
    return [
        Row(
            line.key,
            (
                line.id, line.site, line.url, line.title, line.kind, line.sample, line.status, line.result,
                line.reason, line.modified, line.high, line.middle, line.low, line.before,
                *_people(columns.PAGES_SHEET, line.decision),
            ),
        )
        for line in plan.pages
    ]  # fmt: skip


def _headers(plan: ImprovementPlan) -> list[Row]:
    return [
        Row(
            f"{line.site}/{line.host}/{line.name}",
            (
                line.site, line.host, line.name, line.expected, line.actual, line.judged, line.impact,
                line.message, line.fix, line.previous, line.number,
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
                line.modified, line.encoding, line.check, line.broken_since, line.judged, line.number,
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


def base_values(plan: ImprovementPlan) -> dict[str, dict[str, str]]:
    """Row key → heading → value of every people's column, as this workbook shows it."""
    base: dict[str, dict[str, str]] = {}
    for sheet in columns.CARRIED:
        for row in ROWS[sheet.name](plan):
            base[row.key] = {
                column.heading: str(row.cells[sheet.index(column.heading)] or "") for column in sheet.people
            }
    return base
