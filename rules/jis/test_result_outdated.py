"""みんなの公共サイト運用ガイドライン: a test result is renewed every year and names pages that are there."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from auditor.model import Fate, Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Need, SiteView, passed, review, site_rule

from ._statements import Statement, dates, seen_on, statements

YEAR = timedelta(days=366 + 31)  # tests of one season do not fall on one day
ADDRESSES = 200  # of one page
_LABEL = re.compile(
    r"表明日|公表日|公開日|(?:試験|検証|検査|評価)(?:を(?:行った|実施した)|の)?(?:実施)?(?:期間|日|時期|年月)|実施(?:期間|日|時期|年月)"
)
_REACH = 60  # characters after a label in which its date stands
_FISCAL = re.compile(r"(?:(令和|平成)(\d{1,2}|元)|(20\d\d))年度.{0,20}?(?:試験|検証|検査)")
_ERAS = {"令和": 2018, "平成": 1988}
_ADDRESS = re.compile(r"https?://[!-~]{4,300}")

_SEEN = (("date", "Sun, 22 Nov 2026 00:00:00 GMT"),)
_RESULT = (
    "<title>ウェブアクセシビリティ試験結果｜総務局</title><p>JIS X 8341-3:2016 レベルAA 一部準拠<p>依存した技術 HTML"
    "<p>達成基準チェックリスト<p>"
)


def _site(html: str, **more: tuple[str, tuple[()], int]) -> dict[str, object]:
    home = ('<title>総務局</title><a href="/r">アクセシビリティ試験結果</a>', _SEEN)
    return {"/": home, "/r": (_RESULT + html, _SEEN), **{f"/{path}": page for path, page in more.items()}}


@site_rule(
    id="jis/test-result-outdated",
    impact=Impact.MINOR,
    needs=[Need.SITE],
    title=Text(
        ja="試験結果の日付が1年より古い、または書かれていない",
        en="Test result older than a year, or without a date",
    ),
    why=Text(
        ja="サイトは変わり続けるので、古い試験結果は今の状態を表しません。総務省「みんなの公共サイト運用ガイドライン」は、"
        "少なくとも年に1回の確認と公開を求めています。",
        en="Sites change; the ministry's guideline for public sites asks for a test at least once a year.",
    ),
    fix=Text(
        ja="今年度の試験を行い、結果のページの表明日と試験実施期間を更新してください。"
        "移動したページがあれば、試験を行ったページの一覧も今の URL に直します。",
        en="Test again and renew the dates; mend the addresses of pages that moved.",
    ),
    messages={
        "old": Text(
            ja="試験結果でいちばん新しい日付が {date} です。{seen} の時点で、1年より前の結果です。",
            en="The newest date of the result is {date}, seen on {seen}: more than a year ago.",
        ),
        "undated": Text(
            ja="試験を行った時期（表明日、試験実施期間など）の日付が見当たりません。",
            en="No date of the test was found.",
        ),
        "tested-page-gone": Text(
            ja="試験を行ったページとして挙がっている {url} は、今はありません（HTTP {status}）。ほかに {count} 件あります。",
            en="{url} is listed as tested and answers HTTP {status}; {count} more do.",
        ),
    },
    question=Text(
        ja="これより新しい試験結果が、別のページやファイルで公開されていますか。",
        en="Is a newer result published elsewhere?",
    ),
    examples=[
        Example(PASSED, pages=_site("表明日 2026年4月1日 試験実施期間 令和8年2月1日から3月1日")),
        Example(
            REVIEW,
            pages=_site("表明日: 2023年3月31日 試験実施期間: 2023年2月1日～2月28日"),
            at="/r",
            key="old",
        ),
        Example(REVIEW, pages=_site("令和4年度の試験結果を公開します。"), at="/r", key="old"),
        Example(REVIEW, pages=_site("試験対象 40ページ"), at="/r", key="undated"),
        Example(
            REVIEW,
            pages={
                "/": ('<title>総務局</title><a href="/r">アクセシビリティ</a><p>更新日：2026年10月1日', ()),
                "/r": (_RESULT + "試験実施期間 平成27年2月1日から平成27年2月20日まで", ()),
            },
            at="/r",
            key="old",
            why="Without the Date of the answer the newest page tells what day it is.",
        ),
        Example(
            REVIEW,
            pages=_site("表明日 2026年4月1日 http://example.localhost/old.html", **{"old.html": ("なし", (), 404)}),
            at="/r",
            key="tested-page-gone",
        ),
        Example(
            PASSED,
            pages=_site("表明日 2023年3月31日 表明日 2026年3月31日"),
            why="Results of several years on one page.",
        ),
        Example(
            INAPPLICABLE,
            pages={
                "/": ('<title>総務局</title><a href="/p">アクセシビリティ</a>', _SEEN),
                "/p": (
                    "<title>ウェブアクセシビリティ方針</title><p>JIS X 8341-3:2016 のAAに準拠を目標とします。公開日 2020年1月1日",
                    _SEEN,
                ),
            },
            why="A policy is no result.",
        ),
    ],
)  # fmt: skip
def test_result_outdated(site: SiteView) -> Iterator[Finding]:
    newest: list[tuple[Statement, date | None]] = []
    for one in statements(site):
        if not (one.formal and one.result):
            continue
        newest.append((one, max(_tested(one.dense), default=None)))
        gone = _gone(site, one)
        if gone:
            url, status = gone[0]
            yield review(one.page, "tested-page-gone", url=url, status=status, count=len(gone) - 1)
    # Of several results the newest counts; the others are its history.
    known = [(tested, one) for one, tested in newest if tested is not None]
    if known:
        tested, one = max(known, key=lambda pair: (pair[0], pair[1].page.url))
        now = seen_on(one.page) or _newest_page(site)
        if now is None:
            return  # no evidence of what day it is
        if tested < now - YEAR:
            yield review(one.page, "old", date=tested.isoformat(), seen=now.isoformat())
        else:
            yield passed(one.page)
    elif newest:
        yield review(newest[0][0].page, "undated")


def _newest_page(site: SiteView) -> date | None:
    """Return the newest day a page says it was updated on: it cannot be earlier than that."""
    return max((date.fromisoformat(page.updated[:10]) for page in site.pages if page.updated), default=None)


def _tested(text: str) -> Iterator[date]:
    """Yield the days that a text labels as those of a test."""
    labels = [match.end() for match in _LABEL.finditer(text)]
    for place, day in dates(text):
        if any(0 <= place - end <= _REACH for end in labels):
            yield day
    for era, nth, year in _FISCAL.findall(text):
        first = int(year) if year else _ERAS[era] + (1 if nth == "元" else int(nth))
        yield date(first + 1, 3, 31)


def _gone(site: SiteView, one: Statement) -> list[tuple[str, int]]:
    """Return addresses written on a result that are known to lead nowhere."""
    written = [address.rstrip(").,;]>\"'") for address in _ADDRESS.findall(one.text)]
    listed = [link.url for link in site.links(one.page) if _ADDRESS.match(link.text)]
    found = []
    for url in dict.fromkeys([*written, *listed][:ADDRESSES]):
        target = site.resource(url)
        if target is not None and target.fate is Fate.HTTP_ERROR and target.status in (404, 410):
            found.append((url, target.status))
    return found
