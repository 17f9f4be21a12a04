"""取組確認・評価表 of one site (the form of the 総務省 guideline): people score it, the audit gives hints."""

from collections.abc import Sequence

from auditor.model import CriterionResult, FormLine, Verdict
from auditor.plan.criterion import FAILING
from auditor.plan.material import Material

_POLICY = "アクセシビリティ"  # in the title of the page that states a policy
# number, group, item, highest score: 30 points a site
ITEMS = (
    ("1-1", "継続性", "ガイドラインを定め、職員と委託先に周知しているか", 4),
    ("1-2", "継続性", "職員研修を続けて行っているか", 4),
    ("1-3", "継続性", "公開前と定期の検証を行っているか", 4),
    ("1-4", "継続性", "検証で見つけた問題を計画して改善しているか", 4),
    ("2-1", "実現内容の確認と公開", "ウェブアクセシビリティ方針を定め、公開しているか", 4),
    ("2-2", "実現内容の確認と公開", "JIS X 8341-3:2016に基づく試験を行い、結果を公開しているか", 4),
    ("3-1", "利用者との協調", "利用者の意見を受け付け、改善に生かしているか", 3),
    ("3-2", "利用者との協調", "高齢者・障害者等の利用者による評価を行っているか", 3),
)


def lines(material: Material, criteria: Sequence[CriterionResult]) -> tuple[FormLine, ...]:
    """The items of each site."""
    previous = material.previous.get("form", {})
    result = []
    for site in material.sites:
        hints = _hints(material, site.id, [line for line in criteria if line.site == site.id])
        for number, group, item, full in ITEMS:
            key = f"form:{site.id}:{number}"
            result.append(
                FormLine(
                    key=key,
                    site=site.id,
                    group=group,
                    number=number,
                    item=item,
                    full=full,
                    previous=str(previous.get(key, "")),
                    hint=hints.get(number, ""),
                    decision=material.decisions.get(key, {}),
                )
            )
    return tuple(result)


def _hints(material: Material, site: str, criteria: Sequence[CriterionResult]) -> dict[str, str]:
    failing = sum(line.result in FAILING for line in criteria if line.asked)
    fixed = sum(issue.verdict is Verdict.FIXED for issue in material.issues if issue.site == site)
    asked = sum(line.asked for line in criteria)
    named = [
        page for page in material.pages.get(site, ())
        if "accessibility" in page.features or _POLICY in page.title
    ]  # fmt: skip
    return {
        "1-3": f"今期{material.subject if material.of_files else f'{len(material.audited.get(site, ()))}ページ'}を機械で検査しました。",
        "1-4": f"今期{fixed}件の改善を再検査で確認しました。",
        "2-1": f"方針のページの候補：{named[0].url}" if named else "方針のページの候補は見つかりません。",
        "2-2": f"目標の{asked}項目のうち{failing}項目で機械が不適合（可能性大を含む）を検出しました。",
    }
