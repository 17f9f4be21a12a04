"""Near JIS X 8341-3:2016 1.3.1: several main landmarks (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/landmark-no-duplicate-main",
    criteria=["1.3.1"],
    techniques=["ARIA11"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(ja="本文の領域（main）が二つ以上ある", en="Several main landmarks"),
    why=Text(
        ja="読み上げソフトで本文へ移る人が、どこが本文なのか迷います。",
        en="People who jump to the main content cannot tell which is the real one.",
    ),
    fix=Text(
        ja=(
            "main は一つにまとめ、ほかは section や div にしてください。"
            "例：<main><section>…</section><section>…</section></main>"
        ),
        en=(
            "Keep a single main and use section inside it: "
            "<main><section>…</section><section>…</section></main>"
        ),
    ),
    messages={
        "violation": Text(
            ja="本文を表す main の領域が複数あります。",
            en="The page has several main landmarks.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="同時に表示される本文の領域は一つだけですか。",
        en="Is only one main region shown at a time?",
    ),
)
