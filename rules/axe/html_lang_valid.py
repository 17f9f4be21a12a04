"""JIS X 8341-3:2016 3.1.1: invalid page language (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/html-lang-valid",
    criteria=["3.1.1"],
    techniques=["H57"],
    act=["bf051a"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="ページの言語の指定が正しい値でない", en="Invalid page language"),
    why=Text(
        ja="読み上げソフトが言語を判別できず、誤った発音で読み上げることがあります。",
        en="A screen reader cannot identify the language and may pronounce the page wrongly.",
    ),
    fix=Text(
        ja=(
            "決められた言語コードを指定してください。"
            '例：日本語は lang="ja"（"jp" や "japanese" は誤り）、英語は lang="en" です。'
        ),
        en='Use a valid language code: lang="ja" for Japanese (not "jp"), lang="en" for English.',
    ),
    messages={
        "violation": Text(
            ja="html 要素の lang 属性の値は、言語コードとして正しくありません。",
            en="The lang attribute of the html element is not a valid language code.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="lang 属性の値は、このページの言語を表す正しいコードですか。",
        en="Is the lang value a valid code for the language of this page?",
    ),
)
