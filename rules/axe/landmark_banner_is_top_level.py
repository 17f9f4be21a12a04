"""Near JIS X 8341-3:2016 1.3.1: banner landmark inside another landmark (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/landmark-banner-is-top-level",
    criteria=["1.3.1"],
    techniques=["ARIA11"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(
        ja="ページ上部の領域（header）が別の領域の中に入っている",
        en="Banner landmark inside another landmark",
    ),
    why=Text(
        ja="読み上げソフトで領域を頼りに移動する人に、ページの上部がどこか正しく伝わりません。",
        en="People who move by landmarks do not get a true picture of where the page header is.",
    ),
    fix=Text(
        ja=(
            "サイト名などの header を、main や nav の外に出してください。"
            "例：<body><header>…</header><main>…</main></body>"
        ),
        en="Move the site header out of main and nav: <body><header>…</header><main>…</main></body>",
    ),
    messages={
        "violation": Text(
            ja='ページ上部を表す領域（role="banner"）が、本文など別の領域の中にあります。',
            en="The banner landmark (the page header) lies inside another landmark.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="読み上げソフトの領域一覧で、ページ上部の位置が正しく分かりますか。",
        en="Does the list of landmarks in a screen reader show the page header in its right place?",
    ),
)
