"""JIS X 8341-3:2016 1.3.1: paragraph styled to look like a heading (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/p-as-heading",
    criteria=["1.3.1"],
    techniques=["F2", "H42", "G141"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="段落を太字や大きな文字にして見出しのように見せている",
        en="Paragraph styled to look like a heading",
    ),
    why=Text(
        ja="読み上げソフトには見出しと伝わらず、見出しを頼りに読む人が内容を見つけられません。",
        en="It is not announced as a heading, so people who read by headings do not find the content.",
    ),
    fix=Text(
        ja=(
            "見出しなら CMS の「見出し」書式を使ってください。"
            "例：<p><b>申込方法</b></p> は <h3>申込方法</h3> にします。"
        ),
        en=(
            "If it is a heading, use the CMS's heading style: "
            "<h3>How to apply</h3> for <p><b>How to apply</b></p>."
        ),
    ),
    messages={
        "violation": Text(
            ja="この段落は太字や大きな文字で、見出しのように見えます。",
            en="This paragraph is bold, italic or large and looks like a heading.",
        ),
        "incomplete": Text(
            ja="この段落が見出しの役目をしているか、自動検査では分かりませんでした。",
            en="The check could not tell whether this paragraph serves as a heading.",
        ),
    },
    question=Text(
        ja="この段落は、続く内容の見出しの役目をしていますか（単なる強調なら問題ありません）。",
        en="Does this paragraph head what follows? (Mere emphasis is fine.)",
    ),
)
