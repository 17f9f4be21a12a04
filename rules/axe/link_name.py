"""JIS X 8341-3:2016 2.4.4: link without text (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/link-name",
    criteria=["2.4.4", "4.1.2"],
    techniques=["F89", "H30"],
    act=["c487ae"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="リンクに文字がない", en="Link without text"),
    why=Text(
        ja="読み上げソフトが「リンク」やアドレスしか読まないため、どこへ行くか分かりません。",
        en="A screen reader says only “link” or an address, so people cannot tell where it leads.",
    ),
    fix=Text(
        ja=(
            "リンクに文字を入れるか、画像リンクの alt に行き先を書いてください。"
            '例：<a href="/"><img src="logo.png" alt="総務局トップページ"></a>'
        ),
        en=(
            "Put text in the link, or the destination in its image's alt: "
            '<a href="/"><img src="logo.png" alt="Home"></a>'
        ),
    ),
    messages={
        "violation": Text(
            ja="このリンクには、読み上げられる文字がありません。",
            en="This link has no text to be read aloud.",
        ),
        "incomplete": Text(
            ja="このリンクに読み上げられる文字があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this link has text to be read aloud.",
        ),
    },
    question=Text(
        ja="このリンクは、行き先が分かる名前で読み上げられますか。",
        en="Is this link announced with a name that tells where it leads?",
    ),
)
