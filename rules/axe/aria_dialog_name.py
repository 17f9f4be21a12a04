"""Near JIS X 8341-3:2016 4.1.2: dialog without a name (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-dialog-name",
    criteria=["4.1.2"],
    techniques=["ARIA16"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,
    title=Text(ja="ダイアログ（画面に重ねて開く窓）に名前がない", en="Dialog without a name"),
    why=Text(
        ja="窓が開いても何の窓か読み上げられず、見えない利用者は突然の変化に戸惑います。",
        en="When the dialog opens nothing says what it is, which confuses people who cannot see it.",
    ),
    fix=Text(
        ja=(
            "見出しを名前として結び付けます。"
            '例：<div role="dialog" aria-labelledby="t1"><h2 id="t1">お知らせ</h2>…</div>'
        ),
        en=(
            "Tie the heading to the dialog as its name: "
            '<div role="dialog" aria-labelledby="t1"><h2 id="t1">Notice</h2>…</div>'
        ),
    ),
    messages={
        "violation": Text(
            ja="このダイアログには、読み上げられる名前がありません。",
            en="This dialog has no name to be read aloud.",
        ),
        "incomplete": Text(
            ja="このダイアログに読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this dialog has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="ダイアログが開いたとき、何の窓かが音声で伝わりますか。",
        en="When the dialog opens, is its purpose announced?",
    ),
)
