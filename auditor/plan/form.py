"""取組確認・評価表 of one site (the form of the 総務省 guideline): people score it, the audit gives hints."""

from collections.abc import Sequence

from auditor.model import CriterionResult, FormLine, Text, Verdict
from auditor.plan.criterion import FAILING
from auditor.plan.material import Material, pages_of
from auditor.words import say

_POLICY = "アクセシビリティ"  # in the title of the page that states a policy
_LASTING = Text("継続性", "Continuity")
_CHECKED = Text("実現内容の確認と公開", "Checking and publishing what was achieved")
_TOGETHER = Text("利用者との協調", "Working together with users")
# number, group, item, highest score: 30 points a site
ITEMS = (
    ("1-1", _LASTING, Text("ガイドラインを定め、職員と委託先に周知しているか",
                           "Is there a guideline, and do staff and contractors know it?"), 4),
    ("1-2", _LASTING, Text("職員研修を続けて行っているか", "Is staff trained regularly?"), 4),
    ("1-3", _LASTING, Text("公開前と定期の検証を行っているか", "Are pages checked before they are published, and regularly?"), 4),
    ("1-4", _LASTING, Text("検証で見つけた問題を計画して改善しているか", "Are problems that were found mended by a plan?"), 4),
    ("2-1", _CHECKED, Text("ウェブアクセシビリティ方針を定め、公開しているか",
                           "Is there a web accessibility policy, and is it published?"), 4),
    ("2-2", _CHECKED, Text("JIS X 8341-3:2016に基づく試験を行い、結果を公開しているか",
                           "Is the site tested by JIS X 8341-3:2016, and are the results published?"), 4),
    ("3-1", _TOGETHER, Text("利用者の意見を受け付け、改善に生かしているか",
                            "Can users give their opinion, and is it used to improve the site?"), 3),
    ("3-2", _TOGETHER, Text("高齢者・障害者等の利用者による評価を行っているか",
                            "Do users who are old or have disabilities evaluate the site?"), 3),
)  # fmt: skip
_AUDITED = Text("今期{subject}を機械で検査しました。", "In this cycle {subject} were audited by machine.")
_FIXED = Text(
    "今期{n}件の改善を再検査で確認しました。", "In this cycle {n} repairs were confirmed by a new test."
)
_POLICY_AT = Text("方針のページの候補：{url}", "This may be the page of the policy: {url}")
_NO_POLICY = Text("方針のページの候補は見つかりません。", "No page that may be that of the policy was found.")
_FAILING = Text(
    "目標の{asked}項目のうち{failing}項目で機械が不適合（可能性大を含む）を検出しました。",
    "Of {asked} success criteria aimed at, the machine found failures (likely ones included) of {failing}.",
)


def lines(material: Material, criteria: Sequence[CriterionResult]) -> tuple[FormLine, ...]:
    """Return the items of each site."""
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
                    group=say(group, material.lang),
                    number=number,
                    item=say(item, material.lang),
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
    lang = material.lang
    subject = material.subject if material.of_files else pages_of(len(material.audited.get(site, ())), lang)
    return {
        "1-3": _AUDITED.fill(lang, {"subject": subject}),
        "1-4": _FIXED.fill(lang, {"n": fixed}),
        "2-1": _POLICY_AT.fill(lang, {"url": named[0].url}) if named else say(_NO_POLICY, lang),
        "2-2": _FAILING.fill(lang, {"asked": asked, "failing": failing}),
    }
