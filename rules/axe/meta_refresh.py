"""JIS X 8341-3:2016 2.2.1: timed redirect or reload (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/meta-refresh",
    criteria=["2.2.1"],
    techniques=["F40", "F41", "G110"],
    act=["bc659a", "bisz58"],
    impact=Impact.CRITICAL,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="一定時間で別のページへ移る、または再読み込みされる設定がある",
        en="Timed redirect or reload",
    ),
    why=Text(
        ja="読むのに時間がかかる人や読み上げで聞いている人は、途中でページが変わり最後まで読めません。",
        en="Slow readers and people who listen are cut off when the page changes by itself.",
    ),
    fix=Text(
        ja=(
            "自動で移る設定をやめ、リンクで案内してください。移転した場合はサーバーの転送（301）を使います。"
            '例：<meta http-equiv="refresh" content="5;url=…"> を削除します。'
        ),
        en=(
            "Drop the timed change and offer a link, or a server redirect (301): "
            'delete <meta http-equiv="refresh" content="5;url=…">.'
        ),
    ),
    messages={
        "violation": Text(
            ja="このページは、一定時間が過ぎると自動で移動または再読み込みされます。",
            en="This page moves on or reloads by itself after a set time.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="利用者が、時間を延ばすか止めるかを選べますか。",
        en="Can users stop or extend the time?",
    ),
)
