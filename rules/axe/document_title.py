"""JIS X 8341-3:2016 2.4.2: page without a title (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/document-title",
    criteria=["2.4.2"],
    techniques=["F25", "H25", "G88"],
    act=["2779a5"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="ページに題名（title）がない", en="Page without a title"),
    why=Text(
        ja="読み上げソフトの利用者は最初に題名を聞きます。題名がないと、何のページを開いたのか分かりません。",
        en=(
            "The title is the first thing a screen reader says; "
            "without it people cannot tell which page they opened."
        ),
    ),
    fix=Text(
        ja=(
            "CMS の「ページタイトル」欄を埋め、内容が分かる題名を付けてください。"
            "例：<title>粗大ごみの申込み｜○○局</title>"
        ),
        en=(
            "Fill in the page title in the CMS with what the page is about: "
            "<title>Bulky waste collection | Bureau</title>"
        ),
    ),
    messages={
        "violation": Text(
            ja="このページには title 要素がないか、中身が空です。",
            en="This page has no title element, or it is empty.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="ブラウザーのタブに、内容が分かる題名が表示されますか。",
        en="Does the browser tab show a title that tells what the page is about?",
    ),
)
