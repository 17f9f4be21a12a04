"""JIS X 8341-3:2016 1.4.1: link in text marked by color alone (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import Need, axe_rule

RULE = axe_rule(
    id="axe/link-in-text-block",
    criteria=["1.4.1"],
    techniques=["F73", "G182", "G183"],
    act=[],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    certainty=Certainty.LIKELY,
    title=Text(ja="文中のリンクが色だけで示されている", en="Link in text marked by color alone"),
    why=Text(
        ja="色の違いが分かりにくい人は、文中のどこがリンクか気づけません。",
        en="People who see colors poorly do not notice which words are links.",
    ),
    fix=Text(
        ja="文中のリンクに下線を付けてください。例：本文の a に text-decoration: underline を指定します。",
        en="Underline links in running text: set text-decoration: underline on a in the content.",
    ),
    messages={
        "violation": Text(
            ja="このリンクは周りの文字と色でしか区別されず、色の差も足りません（3:1 未満）。",
            en="This link differs from the text around it only by color, and by less than 3:1.",
        ),
        "incomplete": Text(
            ja="このリンクが色以外でも区別できるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this link is marked by more than color.",
        ),
    },
    question=Text(
        ja="画面を白黒にしても、どこがリンクか分かりますか。",
        en="With the screen in black and white, is it clear which words are links?",
    ),
)
