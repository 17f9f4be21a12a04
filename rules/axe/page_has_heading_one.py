"""Near JIS X 8341-3:2016 1.3.1: page without a level-one heading (axe-core good practice)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/page-has-heading-one",
    criteria=["1.3.1", "2.4.6"],
    techniques=["G141", "H42"],
    act=[],
    impact=Impact.MODERATE,
    certainty=Certainty.REVIEW,
    title=Text(ja="ページに最上位の見出し（h1）がない", en="Page without a level-one heading"),
    why=Text(
        ja="見出しを頼りに読む人が、ページの主題や本文の始まりを見つけにくくなります。",
        en="People who read by headings do not easily find the subject and start of the page.",
    ),
    fix=Text(
        ja="ページの主題を h1 にしてください（CMS では通常ページ名の見出し）。例：<h1>粗大ごみの出し方</h1>",
        en="Make the subject of the page an h1, usually the page name in the CMS: <h1>Bulky waste</h1>",
    ),
    messages={
        "violation": Text(ja="このページには h1 の見出しがありません。", en="This page has no h1 heading."),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="ページの主題を表す見出しが、別の階層などで示されていますか。",
        en="Is the subject of the page given by a heading of another level?",
    ),
)
