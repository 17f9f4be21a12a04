"""JIS X 8341-3:2016 4.1.2: duplicate id used for labels or ARIA (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/duplicate-id-aria",
    criteria=["4.1.2"],
    techniques=["F77"],
    act=["3ea0c8"],
    impact=Impact.CRITICAL,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="名前や説明の結び付けに使う id（要素を区別する名札）が重複している",
        en="Duplicate id used for labels or ARIA",
    ),
    why=Text(
        ja="ラベルや説明が別の部品に結び付き、読み上げソフトの利用者が誤った欄に入力するおそれがあります。",
        en="A label or description may attach to the wrong part, and people may fill in the wrong field.",
    ),
    fix=Text(
        ja=(
            "id をページ内で一つだけになるように変え、label の for や "
            "aria-labelledby（名前を結び付ける属性）も合わせて直してください。"
            '例：id="name" を id="name-kana" に変えます。'
        ),
        en=(
            "Make each id unique and update label for and aria-labelledby to match: "
            'change a second id="name" to id="name-kana".'
        ),
    ),
    messages={
        "violation": Text(
            ja="ラベルや aria 属性（読み上げ用の補足情報）から参照される id が、ページ内に二つ以上あります。",
            en="An id that a label or ARIA attribute refers to occurs more than once in the page.",
        ),
        "incomplete": Text(
            ja=(
                "ラベルや aria 属性（読み上げ用の補足情報）から参照される id が重複しています。"
                "正しく結び付いているか確かめる必要があります。"
            ),
            en=(
                "An id used by a label or ARIA attribute is repeated; "
                "someone must check what it ties together."
            ),
        ),
    },
    question=Text(
        ja="それぞれの部品が、正しい名前と説明で読み上げられますか。",
        en="Is each part announced with its right name and description?",
    ),
)
