"""Rows that people added to the plan: carried from cycle to cycle as they wrote them."""

from collections.abc import Mapping

from auditor.model import PlanRow, Verdict
from auditor.plan.material import Material

PREFIX = "M-"  # 管理番号 of such rows
_FIELD = "hand:"
# Columns whose words are a closed list where the machine writes them; here people may write what they like.
_TYPED = {
    "priority": "優先度",
    "family": "分類",
    "certainty": "確からしさ",
    "place": "原因の場所",
    "responsible": "担当区分",
}
_COMMENT = "人が追加した行です。機械では確かめられません。"


def hand_rows(material: Material, rank: int) -> tuple[PlanRow, ...]:
    """The rows people added, after the machine's, by their number."""
    added = sorted((n, d) for n, d in material.decisions.items() if n.startswith(PREFIX))
    return tuple(_row(material, n, d, rank + at) for at, (n, d) in enumerate(added, start=1))


def _row(material: Material, number: str, decision: Mapping[str, str], rank: int) -> PlanRow:
    def said(heading: str) -> str:
        return decision.get(_FIELD + heading, "")

    pages, page = said("該当ページ数"), said("代表ページ")
    comment = _COMMENT + (f"代表ページ：{page}" if page else "")
    return PlanRow(
        number=number,
        key="",
        site=next((site.id for site in material.sites if said("サイト") in (site.name, site.id)), ""),
        site_name=said("サイト"),
        rule="",
        rank=rank,
        verdict=Verdict.UNCONFIRMED,
        priority=None,
        priority_reason="",
        family=None,
        criterion=said("達成基準"),
        level=said("適合レベル"),
        certainty=None,
        message=said("指摘内容（何が問題か）"),
        people=said("影響を受ける人"),
        fix=said("直し方"),
        place=None,
        responsible=None,
        pages=int(pages) if pages.isascii() and pages.isdecimal() else 0,
        change=None,
        example_url=page if page.startswith(("http://", "https://")) else "",
        example_title="",
        first_cycle="",
        comment=comment,
        decision=decision,
        typed={name: said(heading) for name, heading in _TYPED.items()},
    )
