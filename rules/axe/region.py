"""Near JIS X 8341-3:2016 1.3.1: content outside any landmark (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/region",
    criteria=["1.3.1", "2.4.1"],
    techniques=["ARIA11"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="どの領域（本文・メニューなど）にも入っていない内容がある",
        en="Content outside any landmark",
    ),
    why=Text(
        ja="読み上げソフトで領域ごとに移動する人が、その内容を読み落とすおそれがあります。",
        en="People who move from landmark to landmark may miss this content.",
    ),
    fix=Text(
        ja=(
            "テンプレートで header・nav・main・footer などの中に入れてください。"
            "例：お知らせ欄を <main> の中に移します。"
        ),
        en="Put it inside header, nav, main or footer in the template: move a notice into <main>.",
    ),
    messages={
        "violation": Text(
            ja="この内容など、本文・メニュー・ページ上部・下部などのどの領域にも入っていない内容があります。",
            en="This content, perhaps more, is in no landmark: neither main, navigation, header nor footer.",
        ),
        "incomplete": Text(
            ja="この内容などがいずれかの領域に入っているか、自動検査では分かりませんでした。",
            en="The check could not tell whether this content is in a landmark.",
        ),
    },
    question=Text(
        ja="領域や見出しを使って移動するとき、この内容を見つけられますか。",
        en="Can this content be found when moving by landmarks or headings?",
    ),
)
