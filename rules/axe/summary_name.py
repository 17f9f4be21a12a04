"""JIS X 8341-3:2016 4.1.2: summary without a name (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/summary-name",
    criteria=["4.1.2"],
    techniques=["F68"],
    act=["2t702h"],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(ja="開閉する見出し（summary）に文字がない", en="Summary without a name"),
    why=Text(
        ja="読み上げソフトの利用者は、開くと何が出てくるか分かりません。",
        en="Screen reader users cannot tell what opening it will show.",
    ),
    fix=Text(
        ja="summary に文字を入れてください。例：<details><summary>必要な書類</summary>…</details>",
        en="Put text in the summary: <details><summary>Papers you need</summary>…</details>",
    ),
    messages={
        "violation": Text(
            ja="この summary 要素に、読み上げられる文字がありません。",
            en="This summary element has no text to be read aloud.",
        ),
        "incomplete": Text(
            ja="この summary 要素に読み上げられる文字があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this summary has text to be read aloud.",
        ),
    },
    question=Text(
        ja="この見出しは、開くと何が出てくるか分かる名前で読み上げられますか。",
        en="Is it announced what opening this part will show?",
    ),
)
