"""JIS X 8341-3:2016 1.1.1: image map area without alternative text (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/area-alt",
    criteria=["1.1.1", "2.4.4", "4.1.2"],
    techniques=["F65", "H24"],
    act=["c487ae"],
    impact=Impact.CRITICAL,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="クリッカブルマップ（画像内のリンク領域）に代替テキスト（alt）がない",
        en="Image map area without alternative text",
    ),
    why=Text(
        ja="地図や案内図の中のリンクがどこへ行くものか、読み上げソフトの利用者には分かりません。",
        en="Screen reader users cannot tell where a link inside a map or diagram leads.",
    ),
    fix=Text(
        ja='リンク領域ごとに行き先を書きます。例：<area href="/shinjuku/" alt="新宿区のページ" coords="…">',
        en='Write the destination on each area: <area href="/shinjuku/" alt="Shinjuku City" coords="…">',
    ),
    messages={
        "violation": Text(
            ja="画像内のリンク領域に、行き先を示す alt がありません。",
            en="This area of the image map has no alt that names its destination.",
        ),
        "incomplete": Text(
            ja="画像内のリンク領域に読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this area has a name that is read aloud.",
        ),
    },
    question=Text(
        ja="このリンク領域には、行き先が分かる代替テキストがありますか。",
        en="Does this area have alternative text that tells its destination?",
    ),
)
