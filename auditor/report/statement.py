"""What a bureau publishes of one site: 試験結果 with the nine items of JIS X 8341-3:2016 JB.3.1, a draft of its 方針."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model import (
    Applies,
    Conformity,
    CriterionResult,
    Fact,
    ImprovementPlan,
    PageKind,
    PageResult,
    Priority,
    Review,
    Site,
    Work,
)
from auditor.report.html_frame import draw_page
from auditor.report.report_words import DISCLAIMER
from auditor.words import REVIEW, of_value, word

_STANDARDS = {
    "jis-x-8341-3-2016": "JIS X 8341-3:2016（WCAG 2.0）",
    "wcag-2.2": "WCAG 2.2",
}
_DOCUMENTS = frozenset({PageKind.PDF, PageKind.WORD, PageKind.POWERPOINT, PageKind.EXCEL, PageKind.VIDEO})
_SHOWN = 40  # addresses of pages
_SIGNED: frozenset[Review | Conformity | None] = frozenset(
    {Review.CONFORMS, Review.FAILS, Review.NOT_APPLICABLE}
)

_FAILING: frozenset[Review | Conformity] = frozenset({Review.FAILS, Conformity.FAILED})


@dataclass(frozen=True, slots=True)
class Entry:
    """What the checklist says of one criterion: 適用, 適合 and 注記."""

    applies: Applies
    found: Review | Conformity
    note: str

    @property
    def result(self) -> str:
        """適合 in words."""
        if self.found is Review.NOT_APPLICABLE:
            return f"{REVIEW[Review.CONFORMS].ja}（{REVIEW[self.found].ja}）"
        return word(self.found)


def verdict(line: CriterionResult) -> Entry:
    """Return a person's word where there is one with name and day, else what the machine saw."""
    said = of_value(Review, line.decision.get("review-result", ""))
    who, when = line.decision.get("reviewer", ""), line.decision.get("reviewed-at", "")
    if said is not None and said in _SIGNED and who and when:
        note = f"目視：{when}"
        if said is Review.CONFORMS and line.result is Conformity.FAILED:
            note = f"{note}（適合との記入がありますが、機械が不適合を検出しています）。{line.note}"
            return Entry(Applies.YES, Review.FAILS, note)
        if said is Review.NOT_APPLICABLE:
            return Entry(Applies.NO, said, note)
        return Entry(Applies.YES, said, note + (f"。{line.note}" if said is Review.FAILS else ""))
    asks = "目視結果に、確認者と確認日を添えてください。" if said in _SIGNED else ""
    return Entry(line.applies, line.result, asks + line.note)


def statement_html(plan: ImprovementPlan, site: Site, tools: Sequence[tuple[str, str]] = ()) -> str:
    """Draw the page. It claims nothing that the evidence and people's signatures do not carry."""
    lines = [line for line in plan.criteria if line.site == site.id]
    asked = [line for line in lines if line.asked]
    found = [verdict(line).found for line in asked]
    facts = dict(plan.facts)
    return draw_page(
        "statement.html",
        lang="ja",
        plan=plan,
        site=site,
        asked=[_row(line) for line in asked],
        others=[_row(line) for line in lines if not line.asked],
        waiting=sum(one not in _SIGNED | _FAILING for one in found),
        failing=sum(one in _FAILING for one in found),
        standards=_standards(site),
        levels=_levels(site),
        technologies=facts.get(Fact.TECHNOLOGIES, ""),
        method=facts.get(Fact.SELECTION, ""),
        pages=_tested(plan, site),
        seen=sorted(page.seen_on for page in plan.pages if page.site == site.id and page.seen_on),
        most=_SHOWN,
        apart=sum(row.exempt and row.site == site.id for row in plan.rows),
        exceptions=[(exemption.pattern, exemption.reason) for exemption in site.exceptions],
        disclaimer=DISCLAIMER.ja,
        tools="、".join(f"{name} {version}" for name, version in tools),
    )


def policy_html(plan: ImprovementPlan, site: Site) -> str:
    """Draw the draft of the アクセシビリティ方針 of a site; what only the bureau knows is left open in 【 】."""
    asked = [line for line in plan.criteria if line.site == site.id and line.asked]
    found = [verdict(line).found for line in asked]
    mend = [row for row in plan.rows if row.site == site.id and row.work is Work.MEND]
    return draw_page(
        "policy.html",
        lang="ja",
        plan=plan,
        site=site,
        standards=_standards(site),
        levels=_levels(site),
        extra=[
            f"{number} {name}"
            for number, name in dict.fromkeys((line.number, line.name) for line in asked)
            if number in site.extra_criteria
        ],
        last=max((row.decision.get("due", "") for row in mend), default=""),
        exceptions=[(exemption.pattern, exemption.reason) for exemption in site.exceptions],
        documents=any(page.site == site.id and page.kind in _DOCUMENTS for page in plan.pages),
        pages=len(_tested(plan, site)),
        asked=len(asked),
        failing=sum(one in _FAILING for one in found),
        waiting=sum(one not in _SIGNED | _FAILING for one in found),
        mend=len(mend),
        high=sum(row.priority is Priority.HIGH for row in mend),
        disclaimer=DISCLAIMER.ja,
    )


def _standards(site: Site) -> list[str]:
    return list(
        dict.fromkeys(
            next((name for key, name in _STANDARDS.items() if one.startswith(key)), one)
            for one in site.standard
        )
    )


def _levels(site: Site) -> list[str]:
    return sorted({one.rpartition("-")[2].upper() for one in site.standard})


def _tested(plan: ImprovementPlan, site: Site) -> list[str]:
    return [page.url for page in plan.pages if page.site == site.id and page.result is PageResult.OK]


def _row(line: CriterionResult) -> tuple[str, ...]:
    """Return a line of the checklist in words."""
    entry = verdict(line)
    return line.number, line.name, line.level, word(entry.applies), entry.result, entry.note
