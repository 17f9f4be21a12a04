"""Rows that people added to the plan: carried from cycle to cycle as they wrote them."""

from collections.abc import Mapping

from auditor.model import HAND_COLUMNS, HAND_FIELD, PlanRow, Text, Verdict
from auditor.plan.material import Material
from auditor.words import say

PREFIX = "M-"  # 管理番号 of such rows
# Fields that are a closed list where the machine writes them; here people may write what they like.
_TYPED = ("priority", "family", "certainty", "place", "responsible")
# Fields that the machine fills in where a person wrote nothing.
_TYPED_OVER = ("verdict", "priority_reason", "pages", "change", "first_cycle")
_COMMENT = Text(
    "人が追加した行です。機械では確かめられません。",
    "A row that a person wrote. The machine cannot check it.",
)
_EXAMPLE = Text("代表ページ：{page}", " Example page: {page}")


def hand_rows(material: Material, rank: int) -> tuple[PlanRow, ...]:
    """Return the rows people added, after the machine's, by their number."""
    added = sorted((n, d) for n, d in material.decisions.items() if n.startswith(PREFIX))
    return tuple(_row(material, n, d, rank + at) for at, (n, d) in enumerate(added, start=1))


def _row(material: Material, number: str, decision: Mapping[str, str], rank: int) -> PlanRow:
    def typed(name: str) -> str:
        return decision.get(HAND_FIELD + HAND_COLUMNS[name], "")

    pages, page = typed("pages"), typed("example")
    comment = typed("comment") or say(_COMMENT, material.lang)
    example = _EXAMPLE.fill(material.lang, {"page": page}) if page else ""
    if example not in comment:
        comment += example
    return PlanRow(
        number=number,
        key="",
        site=next((site.id for site in material.sites if typed("site_name") in (site.name, site.id)), ""),
        site_name=typed("site_name"),
        rule="",
        rank=rank,
        verdict=Verdict.UNCONFIRMED,
        priority=None,
        priority_reason="",
        family=None,
        criterion=typed("criterion"),
        level=typed("level"),
        certainty=None,
        message=typed("message"),
        people=typed("people"),
        fix=typed("fix"),
        place=None,
        responsible=None,
        pages=int(pages) if pages.isascii() and pages.isdecimal() else 0,
        change=None,
        example_url=page if page.startswith(("http://", "https://")) else "",
        example_title="",
        first_cycle="",
        comment=comment,
        decision=decision,
        spot=typed("spot"),
        typed={name: typed(name) for name in (*_TYPED, *_TYPED_OVER) if name in _TYPED or typed(name)},
    )
