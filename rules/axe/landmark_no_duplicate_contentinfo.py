"""Near JIS X 8341-3:2016 1.3.1: several contentinfo landmarks (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/landmark-no-duplicate-contentinfo",
    criteria=["1.3.1"],
    techniques=["ARIA11"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(ja="ページ下部の領域（footer）が二つ以上ある", en="Several contentinfo landmarks"),
    why=Text(
        ja="読み上げソフトの利用者は、どれが連絡先などのあるページ全体の下部なのか区別できません。",
        en="Screen reader users cannot tell which one is the footer of the whole page.",
    ),
    fix=Text(
        ja=(
            "ページ全体の footer は一つにし、ほかは div にするか article の中に置いてください。"
            "例：<footer>所在地・連絡先</footer> を一か所だけにします。"
        ),
        en=(
            "Keep one page footer, as in <footer>Address</footer>; "
            "make others a div or put them inside article."
        ),
    ),
    messages={
        "violation": Text(
            ja='ページ下部を表す領域（role="contentinfo"）が複数あります。',
            en="The page has several contentinfo landmarks (page footers).",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="ページ全体の下部を表す領域は、本当に複数必要ですか。",
        en="Does the page really need several page footers?",
    ),
)
