"""Near JIS X 8341-3:2016 1.3.1: main landmark inside another landmark (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/landmark-main-is-top-level",
    criteria=["1.3.1"],
    techniques=["ARIA11"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(ja="本文の領域（main）が別の領域の中に入っている", en="Main landmark inside another landmark"),
    why=Text(
        ja="読み上げソフトで本文へ移ろうとする人が、本文の範囲をつかみにくくなります。",
        en="People who jump to the main content cannot easily tell where it begins and ends.",
    ),
    fix=Text(
        ja="main を header・nav・aside などの外に出してください。例：<header>…</header><main>…</main>",
        en="Move main out of header, nav, aside and the like: <header>…</header><main>…</main>",
    ),
    messages={
        "violation": Text(
            ja="本文を表す main の領域が、別の領域の中にあります。",
            en="The main landmark lies inside another landmark.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="読み上げソフトの領域一覧から、本文へ正しく移れますか。",
        en="Can people jump to the main content from the list of landmarks?",
    ),
)
