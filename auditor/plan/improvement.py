"""The ImprovementPlan of a bureau: everything its reports show, built from values."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from auditor.model import (
    OPEN_ISSUES,
    TOOLS_CHANGED,
    VERDICT_COUNTS,
    WHOLE_BUREAU,
    Certainty,
    Counts,
    ImprovementPlan,
    Kpi,
    PageResult,
    PlanRow,
    TrendLine,
    Verdict,
)
from auditor.plan import criterion, data_link, form, header, page_line, plan_words
from auditor.plan.audit_information import facts_of, label_of
from auditor.plan.counts import counts_of, open_rows
from auditor.plan.done import done_lines
from auditor.plan.hand_row import hand_rows
from auditor.plan.highlights import highlights
from auditor.plan.kpi import kpis
from auditor.plan.material import Material
from auditor.plan.row import finding_lines, plan_rows
from auditor.plan.short import worded
from auditor.words import word

_OF_FILES = frozenset({"issues-open", "issues-high", "readable-files"})  # what files alone can tell


def build(material: Material) -> ImprovementPlan:
    """Build the plan. Equal material gives an equal plan."""
    rows = plan_rows(material)
    criteria = criterion.results(material)
    headers = header.lines(material)
    links = data_link.lines(material)
    forms = form.lines(material, criteria)
    pages = page_line.lines(material, rows)
    held = material.held()
    counts = counts_of(rows, material.date, _was_open(material))
    indicators = kpis(
        held,
        rows,
        counts,
        criteria if held is material else criterion.results(held),
        headers if held is material else header.lines(held),
        links if held is material else data_link.lines(held),
        forms,
        pages if held is material else page_line.lines(held, rows),
    )
    if material.of_files:
        indicators = tuple(kpi for kpi in indicators if kpi.id in _OF_FILES)
    return ImprovementPlan(
        cycle=material.cycle,
        label=label_of(material),
        date=material.date,
        organisation=material.organisation,
        bureau=material.bureau.id,
        bureau_name=material.bureau.name,
        previous_cycle=str(material.previous.get("cycle", "")),
        highlights=highlights(material, rows),
        lost=plan_words.lost(material.lost, material.lang),
        facts=facts_of(material, criteria),
        kpis=indicators,
        rows=worded(material, (*rows, *hand_rows(material, len(rows)))),
        findings=finding_lines(material, rows),
        criteria=criteria,
        pages=pages,
        headers=headers,
        data_links=links,
        trends=_trends(material, rows, indicators, counts),
        form=forms,
        done=done_lines(material, rows),
        counts=counts,
        unreached=tuple(sorted(material.unreached)),
        lang=material.lang,
        return_to=material.bureau.return_to,
        return_by=material.bureau.return_by if material.bureau.return_by >= material.date else "",
        of_files=material.of_files,
    )


def _was_open(material: Material) -> frozenset[str]:
    """管理番号 of what counted as 残存 last cycle; summaries of older versions did not keep them."""
    if "open" in material.previous:
        return frozenset(material.previous["open"])
    return frozenset(
        issue.number
        for issue in material.issues
        if issue.verdict not in (Verdict.NEW, Verdict.REAPPEARED)
        and issue.certainty is not Certainty.ADVICE
        and not issue.exempt
    )


def remember(plan: ImprovementPlan, previous: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """Return what the next cycle compares with, as JSON values: `Material.previous`.

    `previous`: what was remembered of the cycle before; of sites that were not reached it still holds.
    """

    def held(name: str, mark: str) -> dict[str, Any]:
        kept = tuple(f"{site}{mark}" for site in plan.unreached)
        return {key: value for key, value in previous.get(name, {}).items() if key.startswith(kept)}

    return {
        "cycle": plan.cycle,
        "kpis": {kpi.id: kpi.now for kpi in plan.kpis if kpi.now is not None},
        "open": sorted(row.number for row in open_rows(plan.rows, plan.date)),
        "criteria": {f"{line.site}/{line.number}": line.result for line in plan.criteria}
        | held("criteria", "/"),
        "headers": {f"{line.site}/{line.host}/{line.name.lower()}": line.judged for line in plan.headers}
        | held("headers", "/"),
        "pages": {
            f"{line.site} {line.url}": line.high + line.middle + line.low
            for line in plan.pages
            if line.result is PageResult.OK
        }
        | held("pages", " "),
        "broken": {line.url: line.broken_since for line in plan.data_links if line.broken_since},
        "form": {line.key: line.decision["points"] for line in plan.form if line.decision.get("points")},
        "trends": [
            [t.cycle, t.site, t.family, t.name, t.value, t.unit, t.tools, t.note] for t in plan.trends
        ],
    }


def _trends(
    material: Material, rows: Sequence[PlanRow], indicators: Sequence[Kpi], counts: Counts
) -> tuple[TrendLine, ...]:
    """Return all earlier values and those of this cycle. A change of tools is a note, or the trend would lie."""
    earlier = [
        TrendLine(*values) for values in material.previous.get("trends", ()) if values[0] < material.cycle
    ]
    tools = "・".join(f"{name} {version}" for name, version in sorted(material.versions.items()) if version)
    changed = bool(earlier) and earlier[-1].tools != tools
    note = TOOLS_CHANGED if changed else ""
    now = [
        TrendLine(material.cycle, WHOLE_BUREAU, kpi.group, kpi.name, kpi.now, kpi.unit, tools, note)
        for kpi in indicators
        if kpi.now is not None
    ]
    by_site = Counter((row.site, row.family) for row in open_rows(rows, material.date))
    now += [
        TrendLine(material.cycle, site, word(family), OPEN_ISSUES, count, "件", tools, note)
        for (site, family), count in sorted(by_site.items(), key=lambda item: (item[0][0], word(item[0][1])))
    ]
    now += [
        TrendLine(material.cycle, WHOLE_BUREAU, VERDICT_COUNTS, verdict.value, counts.verdicts[verdict], "件",
                  tools, note)
        for verdict in Verdict
    ]  # fmt: skip
    return tuple(earlier + now)
