"""JIS X 8341-3:2016 2.4.1: no way found to skip repeated content (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/bypass",
    criteria=["2.4.1"],
    techniques=["G1", "H69", "ARIA11"],
    act=["cf77f2", "047fe0", "b40fd1", "3e12e1", "ye5d6e"],
    impact=Impact.SERIOUS,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="繰り返しのメニューを飛ばして本文に移る手段が見当たらない",
        en="No way found to skip repeated content",
    ),
    why=Text(
        ja=(
            "キーボードや読み上げソフトの利用者は、"
            "ページを開くたびに長いメニューをすべて通らなければなりません。"
        ),
        en="Keyboard and screen reader users must go through the whole menu on every page.",
    ),
    fix=Text(
        ja=(
            "ページの先頭に本文へのリンクを置くか、本文を <main> で囲み見出しを付けてください。"
            '例：<a href="#main">本文へ移動</a> … <main id="main">'
        ),
        en=(
            "Put a link to the content first, or wrap the content in <main> with headings: "
            '<a href="#main">Skip to content</a> … <main id="main">'
        ),
    ),
    messages={
        "violation": Text(
            ja="本文へのリンク、見出し、本文の領域を示す main のいずれも見つかりませんでした。",
            en="No link to the content, no headings and no main region were found.",
        ),
        "incomplete": Text(
            ja="繰り返しのメニューを飛ばす手段があるか、人の目で確かめる必要があります。",
            en="Someone must check whether there is a way to skip the repeated content.",
        ),
    },
    question=Text(
        ja=(
            "見出しや「本文へ」のリンクなどで、"
            "共通のメニューを飛ばして本文に移れますか（メニューのないページなら問題ありません）。"
        ),
        en="Can people skip the shared menu by headings or a link? (A page without such a menu is fine.)",
    ),
)
