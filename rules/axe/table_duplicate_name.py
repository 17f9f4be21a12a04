"""Outside the success criteria: table caption repeated in summary (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/table-duplicate-name",
    criteria=[],
    techniques=[],
    act=[],
    impact=Impact.MINOR,
    certainty=Certainty.ADVICE,
    title=Text(
        ja="表の題名（caption）と要約（summary 属性）が同じである",
        en="Table caption repeated in summary",
    ),
    why=Text(
        ja="同じ言葉が二度読み上げられ、聞いている人には煩わしいだけで役に立ちません。",
        en="The same words are read twice, to no use for those who listen.",
    ),
    fix=Text(
        ja="caption に題名を残し、summary 属性は削除してください。例：<table><caption>施設の料金</caption>",
        en="Keep the caption and delete the summary attribute: <table><caption>Fees</caption>",
    ),
    messages={
        "violation": Text(
            ja="表の caption と summary が同じ内容です。",
            en="The caption and summary of this table are the same.",
        ),
        "incomplete": Text(
            ja="表の caption と summary が同じ内容か、自動検査では分かりませんでした。",
            en="The check could not tell whether caption and summary of this table are the same.",
        ),
    },
    question=Text(ja="表の題名が二度読み上げられますか。", en="Is the name of the table read twice?"),
)
