"""JIS X 8341-3:2016 2.2.2: scrolling text (marquee element) (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/marquee",
    criteria=["2.2.2"],
    techniques=["F16"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.LIKELY,
    title=Text(ja="流れる文字（marquee 要素）が使われている", en="Scrolling text (marquee element)"),
    why=Text(
        ja="動く文字は読むのに時間がかかる人には読み取れず、周りの文章を読む妨げにもなります。",
        en="Moving text cannot be read by slow readers and distracts everyone from the rest.",
    ),
    fix=Text(
        ja=(
            "marquee を普通の文章に変えてください。"
            "例：<marquee>お知らせ</marquee> は <p>お知らせ</p> にします。"
        ),
        en="Turn the marquee into ordinary text: <p>Notice</p> for <marquee>Notice</marquee>.",
    ),
    messages={
        "violation": Text(
            ja="文字が流れ続ける marquee 要素が使われています。",
            en="A marquee element keeps this text moving.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="この動きは5秒以内に止まるか、利用者が止められますか。",
        en="Does the movement end within 5 seconds, or can users stop it?",
    ),
)
