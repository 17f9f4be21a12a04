"""JIS X 8341-3:2016 3.1.1: page language missing (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/html-has-lang",
    criteria=["3.1.1"],
    techniques=["H57"],
    act=["b5c3f8"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="ページの言語が指定されていない", en="Page language missing"),
    why=Text(
        ja="読み上げソフトが日本語の発音に切り替わらず、内容を聞き取れないことがあります。",
        en="A screen reader may not switch to Japanese pronunciation, and the page cannot be understood.",
    ),
    fix=Text(
        ja=(
            "html 要素に lang 属性を付けてください（CMS のテンプレートで一度直せば全ページに効きます）。"
            '例：<html lang="ja">'
        ),
        en='Add lang to the html element, once in the CMS template: <html lang="ja">',
    ),
    messages={
        "violation": Text(
            ja="html 要素に lang 属性がないか、値が空です。",
            en="The html element has no lang attribute, or it is empty.",
        ),
        "incomplete": Text(
            ja="ページの言語が指定されているか、自動検査では分かりませんでした。",
            en="The check could not tell whether the page language is set.",
        ),
    },
    question=Text(
        ja="html 要素に、このページの言語を示す lang 属性がありますか。",
        en="Does the html element have a lang attribute for the language of this page?",
    ),
)
