"""JIS X 8341-3:2016 JA.1, JB.3.1: the accessibility policy names the standard in force, by its right number."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    advice,
    likely,
    passed,
    review,
    site_rule,
)

from ._statements import Statement, statements

_OTHER_PART = re.compile(r"X8341-(?!3(?!\d))\d", re.IGNORECASE)
_PART_3 = re.compile(r"8341-3")
_CURRENT = re.compile(
    r"8341-3[:-]?(?:\()?2016|8341-3.{0,20}2016|8341-3.{0,20}平成28|WCAG2\.[0-2]", re.IGNORECASE
)
_OLD = re.compile(r"8341-3[:(]?(?:2004|2010)|8341-3.{0,20}(?:平成22|平成16)年")
_CLAUSE = re.compile(r"(?<![\d.])7\.[1-4]\.\d{1,2}\.\d{1,2}(?![\d.])")
_GRADE = re.compile(r"(?:達成)?等級(?:「|の)?A{1,3}")
CLAUSES = 2

_TITLE = "<title>ウェブアクセシビリティ方針｜総務局</title><p>"
_GOOD = _TITLE + "日本産業規格 JIS X 8341-3:2016 の適合レベル AA に準拠することを目標とします。"


def _site(html: str) -> dict[str, tuple[str, tuple[()]]]:
    return {
        "/": ('<title>総務局</title><a href="/a11y">ウェブアクセシビリティ方針</a>', ()),
        "/a11y": (html, ()),
    }


@site_rule(
    id="jis/policy-standard-misnamed",
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(
        ja="アクセシビリティ方針の規格の番号や版が古いか、誤っている",
        en="Accessibility policy names a wrong or old standard",
    ),
    why=Text(
        ja="どの規格のどの版に対する方針や試験結果なのかが分からないと、利用者も調査する側も確かめられません。"
        "（根拠: JIS X 8341-3:2016 附属書JA.1、JB.3.1 の「規格の規格番号及び改正年」）",
        en="Without the right number and edition nobody can check the claim (JIS X 8341-3:2016 JA.1 and JB.3.1).",
    ),
    fix=Text(
        ja="「日本産業規格 JIS X 8341-3:2016」と番号と改正年を書いてください。"
        "古い版の条番号（7.1.1.1 など）や「等級」は、今の番号（1.1.1）と「適合レベル」に直します。"
        "過去の試験結果を残すときは、いつの版によるものかを添えてください。",
        en="Write JIS X 8341-3:2016 in full, with today's clause numbers and 適合レベル; say of old results by which "
        "edition they are.",
    ),
    messages={
        "other-part": Text(
            ja="規格の番号が「{said}」です。ウェブコンテンツの規格は JIS X 8341-3 です（ほかの部は別の製品の規格です）。",
            en="The standard named is “{said}”; the one for web content is JIS X 8341-3.",
        ),
        "old-edition": Text(
            ja="「{said}」という古い版だけが書かれています。今の版は JIS X 8341-3:2016 です。",
            en="Only the old edition “{said}” is named; the one in force is JIS X 8341-3:2016.",
        ),
        "edition-untold": Text(
            ja="JIS X 8341-3 の改正年（:2016）が書かれていません。",
            en="The edition (:2016) of JIS X 8341-3 is not told.",
        ),
        "standard-untold": Text(
            ja="方針のページに、目標とする規格（JIS X 8341-3:2016 など）が書かれていません。",
            en="The policy names no standard.",
        ),
        "clauses": Text(
            ja="2010年版の条番号（{said} など {count} 個）が使われています。2016年版では {now} です。",
            en="Clause numbers of the 2010 edition are used ({said}, {count} in all); today it is {now}.",
        ),
        "old-name": Text(
            ja="「日本工業規格」と書かれています。2019年7月から「日本産業規格」です。",
            en="日本工業規格 has been called 日本産業規格 since July 2019.",
        ),
        "grade": Text(
            ja="「{said}」という2010年版の言い方が残っています。2016年版では「適合レベル」です。",
            en="“{said}” is the wording of 2010; the edition of 2016 says 適合レベル.",
        ),
    },
    question=Text(
        ja="この記載は、今の方針や最新の試験結果についてのものですか。過去の記録として残しているだけなら問題ありません。",
        en="Does this speak of today's policy or newest result? A record of the past is no problem.",
    ),
    examples=[
        Example(PASSED, pages=_site(_GOOD)),
        Example(
            LIKELY, pages=_site(_GOOD.replace("8341-3:2016", "8341-4:2016")), at="/a11y", key="other-part"
        ),
        Example(REVIEW, pages=_site(_GOOD.replace("2016", "2010")), at="/a11y", key="old-edition"),
        Example(REVIEW, pages=_site(_GOOD.replace("：2016", "").replace(":2016", "")), key="edition-untold"),
        Example(
            REVIEW, pages=_site(_TITLE + "誰にでも使いやすいサイトを目指します。"), key="standard-untold"
        ),
        Example(REVIEW, pages=_site(_GOOD + "<p>達成基準 7.1.1.1 から 7.4.1.2 まで"), key="clauses"),
        Example(ADVICE, pages=_site(_GOOD.replace("産業", "工業")), at="/a11y", key="old-name"),
        Example(ADVICE, pages=_site(_GOOD.replace("適合レベル", "等級")), key="grade"),
        Example(
            PASSED,
            pages=_site(_GOOD + "<p>JIS X 8341-1:2010 も参考にします。"),
            why="The general part beside part 3.",
        ),
        Example(
            PASSED,
            pages=_site(_GOOD + "<p>2015年度は JIS X 8341-3:2010 により試験しました。"),
            why="The old edition beside the one in force.",
        ),
        Example(
            INAPPLICABLE,
            pages={
                "/": ('<title>総務局</title><a href="/k">研修</a>', ()),
                "/k": (
                    "<title>ウェブアクセシビリティ研修の開催</title><p>JIS X 8341-3:2010 を学びます。",
                    (),
                ),
            },
            why="News on a training.",
        ),
    ],
)
def policy_standard_misnamed(site: SiteView) -> Iterator[Finding]:
    for one in statements(site):
        said = list(_findings(one))
        yield from said
        if not said:
            yield passed(one.page)


def _findings(one: Statement) -> Iterator[Finding]:
    page, text = one.page, one.dense
    other, old = _OTHER_PART.search(text), _OLD.search(text)
    if other and not _PART_3.search(text):
        yield likely(page, "other-part", said=f"JIS X {other[0][1:]}")
    elif other and other[0][-1] in "4567":  # parts 1 and 2 may well be named beside part 3
        yield review(page, "other-part", said=f"JIS X {other[0][1:]}")
    elif _CURRENT.search(text):
        pass
    elif old:
        yield review(page, "old-edition", said=f"JIS X {old[0]}")
    elif _PART_3.search(text):
        yield review(page, "edition-untold")
    elif not one.formal and re.search("方針|ポリシー", page.title):
        yield review(page, "standard-untold")
    clauses = sorted(set(_CLAUSE.findall(one.text)))
    if len(clauses) >= CLAUSES:
        yield review(page, "clauses", said=clauses[0], count=len(clauses), now=clauses[0].removeprefix("7."))
    if "日本工業規格" in text:
        yield advice(page, "old-name")
    if one.formal and (grade := _GRADE.search(text)):
        yield advice(page, "grade", said=grade[0])
