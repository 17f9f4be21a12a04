"""試験結果: the nine items of JIS X 8341-3:2016 JB.3.1 and the checklist of one site, as one HTML page."""

from collections.abc import Sequence

from auditor.model import CriterionResult, ImprovementPlan, Site
from auditor.report.html import draw_page
from auditor.report.words import DISCLAIMER, METHODS

_STANDARDS = {
    "jis-x-8341-3-2016": "JIS X 8341-3:2016（WCAG 2.0）",
    "wcag-2.2": "WCAG 2.2",
}
_SIGNED = frozenset({"適合", "不適合", "適用なし"})
_SHOWN = 40  # addresses of pages
_MET = 4  # place of 適合 in a line of the checklist
CLEAR = "機械検出なし（要確認）"


def verdict(line: CriterionResult) -> tuple[str, str, str]:
    """適用, 適合 and 注記 of one criterion: a person's word where there is one, else what the machine saw."""
    said = line.decision.get("review-result", "")
    who, when = line.decision.get("reviewer", ""), line.decision.get("reviewed-at", "")
    if said in _SIGNED and who and when:
        note = f"目視：{when}"
        if said == "適合" and line.result == "不適合":
            return (
                "○",
                "不適合",
                f"{note}（適合との記入がありますが、機械が不適合を検出しています）。{line.note}",
            )
        if said == "適用なし":
            return "－", "適合（適用なし）", note
        return "○", said, note + (f"。{line.note}" if said == "不適合" else "")
    asks = "目視結果に、確認者と確認日を添えてください。" if said in _SIGNED else ""
    return line.applies, line.result, asks + line.note


def statement_html(plan: ImprovementPlan, site: Site, tools: Sequence[tuple[str, str]] = ()) -> str:
    """Draw the page. It claims nothing that the evidence and people's signatures do not carry."""
    lines = [line for line in plan.criteria if line.site == site.id]
    asked = [_row(line) for line in lines if line.asked]
    facts = dict(plan.facts)
    return draw_page(
        "statement.html",
        lang="ja",
        plan=plan,
        site=site,
        asked=asked,
        others=[_row(line) for line in lines if not line.asked],
        waiting=sum(row[_MET] not in ("適合", "不適合", "適合（適用なし）") for row in asked),
        failing=sum(row[_MET] == "不適合" for row in asked),
        standards=[
            next((name for key, name in _STANDARDS.items() if one.startswith(key)), one)
            for one in site.standard
        ],
        levels=sorted({one.rpartition("-")[2].upper() for one in site.standard}),
        technologies=facts.get("依存したウェブコンテンツ技術", ""),
        method=METHODS.get(site.selection, "") or facts.get("ページを選択した方法", ""),
        pages=[page.url for page in plan.pages if page.site == site.id and page.result == "正常"],
        most=_SHOWN,
        apart=sum(row.exempt and row.site == site.id for row in plan.rows),
        exceptions=[(exemption.pattern, exemption.reason) for exemption in site.exceptions],
        disclaimer=DISCLAIMER.ja,
        tools="、".join(f"{name} {version}" for name, version in tools),
    )


def _row(line: CriterionResult) -> tuple[str, ...]:
    """A line of the checklist; what stands under 適合 is at `_MET`."""
    return (line.number, line.name, line.level, *verdict(line))
