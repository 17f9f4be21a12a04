"""JIS X 8341-3:2016 2.2.4: automatic redirect or reload (AAA) (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/meta-refresh-no-exceptions",
    criteria=["2.2.4", "3.2.5"],
    techniques=["F40", "F41", "F61"],
    act=["bisz58"],
    impact=Impact.MINOR,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="自動で別のページへ移る、または再読み込みされる設定がある（AAA）",
        en="Automatic redirect or reload (AAA)",
    ),
    why=Text(
        ja="待ち時間が長くても、利用者が望まないときにページが変わり、読んでいた場所を見失います。",
        en="Even after a long time, the page changes unasked and people lose their place.",
    ),
    fix=Text(
        ja=(
            "自動更新（refresh）の設定を外し、更新は利用者が選べるようにしてください。"
            '例：<meta http-equiv="refresh" …> の代わりに「最新の情報に更新」ボタンを置きます。'
        ),
        en=(
            "Remove the refresh and let users choose: "
            'put an “Update” button in place of <meta http-equiv="refresh" …>.'
        ),
    ),
    messages={
        "violation": Text(
            ja="利用者の操作によらず、このページを移動または再読み込みさせる設定があります。",
            en="A setting makes this page move on or reload without the user asking.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="利用者の操作なしにページが変わることがありますか。",
        en="Does the page ever change without the user asking?",
    ),
)
