"""JIS X 8341-3:2016 2.1.1: server-side image map (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/server-side-image-map",
    criteria=["2.1.1"],
    techniques=["F54"],
    act=[],
    impact=Impact.MINOR,
    certainty=Certainty.LIKELY,
    title=Text(ja="押した位置で行き先が変わる画像（サーバー側の画像地図）がある", en="Server-side image map"),
    why=Text(
        ja="位置をマウスで指せない人は、行き先を選べません。",
        en="People who cannot point with a mouse cannot choose a destination.",
    ),
    fix=Text(
        ja=(
            "リンク領域を HTML で定義するか、文字のリンクを並べてください。"
            '例：ismap 属性（位置を送る指定）をやめ、<map> の <area href="…" alt="新宿区"> にします。'
        ),
        en=(
            "Define the areas in HTML or offer text links: "
            'use <area href="…" alt="Shinjuku"> in a <map> for ismap.'
        ),
    ),
    messages={
        "violation": Text(
            ja="この画像は ismap 属性により、押した位置をサーバーに送る作りになっています。",
            en="This image sends the clicked position to the server (ismap).",
        ),
        "incomplete": Text(
            ja="この画像が押した位置によって行き先を変えるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this image acts by the clicked position.",
        ),
    },
    question=Text(
        ja="同じ行き先を、キーボードで選べるリンクが別にありますか。",
        en="Are there links to the same places that the keyboard can choose?",
    ),
)
