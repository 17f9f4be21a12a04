"""Near JIS X 8341-3:2016 1.1.1: alternative text repeating the text beside it (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/image-redundant-alt",
    criteria=["1.1.1"],
    techniques=["H2"],
    act=[],
    impact=Impact.MINOR,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="画像の代替テキスト（alt）が隣の文字と同じである",
        en="Alternative text repeating the text beside it",
    ),
    why=Text(
        ja="同じ言葉が二度読み上げられ、聞いている人には煩わしく、別のものと誤解することもあります。",
        en="The same words are read twice, which is tiring and may suggest two different things.",
    ),
    fix=Text(
        ja=(
            "隣の文字で意味が伝わる画像は alt を空にしてください。"
            '例：<a href="…"><img src="pdf.png" alt="">申請書</a>'
        ),
        en=(
            "Leave alt empty where the text beside says it all: "
            '<a href="…"><img src="pdf.png" alt="">Application form</a>'
        ),
    ),
    messages={
        "violation": Text(
            ja="画像の alt と、同じリンクやボタンの中の文字が同じ内容です。",
            en="The alt of this image equals the text in the same link or button.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="同じ言葉が二度読み上げられますか。画像には文字と別の意味がありますか。",
        en="Are the same words read twice, or does the image mean something else?",
    ),
)
