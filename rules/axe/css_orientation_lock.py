"""WCAG 2.1 1.3.4: screen orientation locked (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import Need, axe_rule

RULE = axe_rule(
    id="axe/css-orientation-lock",
    criteria=["1.3.4"],
    techniques=["F97"],
    act=["b33eff"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    certainty=Certainty.LIKELY,
    title=Text(ja="画面の向き（縦・横）が固定されている", en="Screen orientation locked"),
    why=Text(
        ja="車椅子などに端末を固定して使う人は画面を回せないため、内容を見たり操作したりできません。",
        en=(
            "People whose device is mounted, on a wheelchair for "
            "example, cannot turn it and so cannot use the page."
        ),
    ),
    fix=Text(
        ja=(
            "向きに応じて画面全体を回す CSS を外し、縦横どちらでも使えるようにしてください。"
            "例：横向きのときに body に掛けた transform: rotate(90deg) を削除します。"
        ),
        en=(
            "Remove CSS that turns the page by orientation: delete transform: "
            "rotate(90deg) set on body for landscape."
        ),
    ),
    messages={
        "violation": Text(
            ja="画面の向きに応じて内容を回転させ、片方の向きに固定する CSS があります。",
            en="CSS rotates the content by orientation and so locks it to one.",
        ),
        "incomplete": Text(
            ja="スタイルシートを読めず、画面の向きが固定されているか分かりませんでした。",
            en=(
                "The style sheets could not be read, so the check "
                "could not tell whether orientation is locked."
            ),
        ),
    },
    question=Text(
        ja="端末を縦にしても横にしても、内容を見て操作できますか。",
        en="Can the content be seen and used in both portrait and landscape?",
    ),
)
