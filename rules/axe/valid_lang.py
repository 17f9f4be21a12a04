"""JIS X 8341-3:2016 3.1.2: invalid language of a part (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/valid-lang",
    criteria=["3.1.2"],
    techniques=["H58"],
    act=["de46e4"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="文中の言語の指定（lang 属性）が正しい値でない", en="Invalid language of a part"),
    why=Text(
        ja="外国語の部分が誤った発音で読み上げられ、聞き取れません。",
        en="A passage in another language is pronounced wrongly and cannot be understood.",
    ),
    fix=Text(
        ja=(
            "決められた言語コードを使ってください。"
            '例：英語は lang="en"、中国語（簡体字）は lang="zh-Hans"、韓国語は lang="ko" です。'
        ),
        en=(
            "Use a valid code: "
            'lang="en" for English, lang="zh-Hans" for simplified Chinese, lang="ko" for Korean.'
        ),
    ),
    messages={
        "violation": Text(
            ja="この要素の lang 属性の値は、言語コードとして正しくありません。",
            en="The lang attribute of this element is not a valid language code.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="この部分は、書かれた言語の発音で読み上げられますか。",
        en="Is this part pronounced in the language it is written in?",
    ),
)
