"""WCAG 2.1 1.3.5: invalid autocomplete value (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/autocomplete-valid",
    criteria=["1.3.5"],
    techniques=["F107", "H98"],
    act=["73f2c2"],
    impact=Impact.SERIOUS,
    certainty=Certainty.LIKELY,
    title=Text(ja="自動入力の指定（autocomplete）の値が正しくない", en="Invalid autocomplete value"),
    why=Text(
        ja="氏名や住所の自動入力が働かず、入力が負担になる人や覚えるのが苦手な人が困ります。",
        en="Autofill does not work, which hurts people for whom typing or remembering is hard.",
    ),
    fix=Text(
        ja=(
            "決められた値を使ってください。"
            '例：氏名は autocomplete="name"、電話番号は "tel"、郵便番号は "postal-code" です。'
        ),
        en=(
            "Use the fixed values: "
            'autocomplete="name" for a name, "tel" for a phone number, "postal-code" for a postal code.'
        ),
    ),
    messages={
        "violation": Text(
            ja="autocomplete の値が規格にないか、この入力欄の種類に合っていません。",
            en="The autocomplete value does not exist or does not fit this kind of field.",
        ),
        "incomplete": Text(
            ja="autocomplete の値がこの入力欄に合っているか、自動検査では分かりませんでした。",
            en="The check could not tell whether the autocomplete value fits this field.",
        ),
    },
    question=Text(
        ja="この欄は利用者本人の情報を入力するもので、autocomplete の値がその内容に合っていますか。",
        en="Does this field ask for the user's own data, and does the autocomplete value match it?",
    ),
)
