"""Outside the success criteria: frame content not tested (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/frame-tested",
    criteria=[],
    techniques=[],
    act=[],
    impact=Impact.CRITICAL,
    certainty=Certainty.REVIEW,
    title=Text(ja="埋め込み枠（iframe）の中を検査できなかった", en="Frame content not tested"),
    why=Text(
        ja="枠の中に不備があっても、この検査には現れません。",
        en="Defects inside the frame do not show up in this audit.",
    ),
    fix=Text(
        ja=(
            "枠の中のページを単独で開いて検査してください。"
            '例：<iframe src="/form.html"> なら /form.html を開きます。'
            "地図や動画など外部サービスの枠は、提供元の対応状況を確かめます。"
        ),
        en=(
            'Open the framed page by itself and test it: for <iframe src="/form.html"> open /form.html. '
            "For maps, videos and other services, ask what the provider ensures."
        ),
    ),
    messages={
        "violation": Text(
            ja="この埋め込み枠の中は検査されていません。",
            en="The content of this frame was not tested.",
        ),
        "incomplete": Text(
            ja="この埋め込み枠の中は検査されていません。",
            en="The content of this frame was not tested.",
        ),
    },
    question=Text(
        ja="枠の中の内容も、達成基準を満たしていますか（単独で開いて確かめてください）。",
        en="Does the content of the frame meet the success criteria, too? (Open it by itself.)",
    ),
)
