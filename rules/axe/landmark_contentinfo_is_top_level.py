"""Near JIS X 8341-3:2016 1.3.1: contentinfo landmark inside another landmark (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/landmark-contentinfo-is-top-level",
    criteria=["1.3.1"],
    techniques=["ARIA11"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="ページ下部の領域（footer）が別の領域の中に入っている",
        en="Contentinfo landmark inside another landmark",
    ),
    why=Text(
        ja="読み上げソフトで領域を頼りに移動する人が、連絡先などのあるページ下部を見つけにくくなります。",
        en="People who move by landmarks may not find the page footer with its contact details.",
    ),
    fix=Text(
        ja=(
            "連絡先などの footer を、main などの外に出してください。"
            "例：<body><main>…</main><footer>…</footer></body>"
        ),
        en="Move the site footer out of main and the like: <body><main>…</main><footer>…</footer></body>",
    ),
    messages={
        "violation": Text(
            ja='ページ下部を表す領域（role="contentinfo"）が、別の領域の中にあります。',
            en="The contentinfo landmark (the page footer) lies inside another landmark.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="読み上げソフトの領域一覧で、ページ下部の位置が正しく分かりますか。",
        en="Does the list of landmarks in a screen reader show the page footer in its right place?",
    ),
)
