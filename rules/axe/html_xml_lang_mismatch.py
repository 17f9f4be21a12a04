"""JIS X 8341-3:2016 3.1.1: conflicting lang and xml:lang (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/html-xml-lang-mismatch",
    criteria=["3.1.1"],
    techniques=["H57"],
    act=["5b7ae0"],
    impact=Impact.MODERATE,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="ページの言語の二つの指定（lang と xml:lang）が食い違っている",
        en="Conflicting lang and xml:lang",
    ),
    why=Text(
        ja="閲覧環境によって別の言語として読み上げられ、内容を聞き取れないことがあります。",
        en="Depending on the software the page is read in another language and cannot be understood.",
    ),
    fix=Text(
        ja='二つの値をそろえるか、xml:lang を削除してください。例：<html lang="ja" xml:lang="ja">',
        en='Make both equal or delete xml:lang: <html lang="ja" xml:lang="ja">',
    ),
    messages={
        "violation": Text(
            ja="html 要素の lang と xml:lang が、違う言語を指しています。",
            en="The html element's lang and xml:lang name different languages.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="lang と xml:lang は、どちらもこのページの言語を表していますか。",
        en="Do lang and xml:lang both name the language of this page?",
    ),
)
