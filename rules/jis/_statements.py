"""The pages on which a site states its accessibility policy and test results, with their text folded for search."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cached_property

from auditor.model import PageFacts
from auditor.rule import Page, SiteView

MOST = 8  # pages of one site
LONGEST = 200_000  # characters read of one
ASKED = 200  # pages whose links are read, spread over the site
LINKED = 1 / 3  # of the pages lead to it by its name
_TITLE = re.compile(
    r"アクセシビリティ(?:(?:に関する|についての|への|の)?(?:基本)?(?:方針|ポリシー|対応|取り?組|配慮|試験|検証|検査|達成)|$|に?について)"
    r"|(?:方針|試験|検証|検査)(?:結果)?.{0,12}アクセシビリティ|8341-3|accessibility (?:policy|statement)",
    re.IGNORECASE,
)
_NAME = re.compile(r"アクセシビリティ|accessibility", re.IGNORECASE)
_POLICY = re.compile(r"サイトポリシー|このサイトについて|当サイトについて|ご利用にあたって")
_EVENT = re.compile(r"研修|講習|セミナー|講座|募集|入札|委託|採用|開催|委員会|計画書|取組確認")
_STANDARD = re.compile(r"8341|WCAG", re.IGNORECASE)
_RESULT_TITLE = re.compile(r"(?:試験|検証|検査|評価)(?:の)?結果")
_RESULT_WORDS = re.compile(
    r"試験実施期間|試験期間|試験実施日|表明日|達成基準チェックリスト|試験を行った|試験対象|依存した|検証結果|試験結果"
)
_TEST_PERIOD = re.compile(
    r"(?:試験|検証|検査)(?:を(?:行った|実施した)|の)?(?:実施)?(?:期間|日|時期|年月|ページ)"
)
_POLICY_WORDS = re.compile(r"方針|ポリシー|目標(?:とする|と致|とし)")
_SPACE = re.compile(r"\s+")
_ERAS = {"令和": 2018, "平成": 1988}
_DATE = re.compile(
    r"(?:(?P<era>令和|平成)(?P<nth>\d{1,2}|元)|(?P<year>20\d\d))(?:年|[./-])(?P<month>\d{1,2})(?:月|[./-])"
    r"(?:(?P<day>\d{1,2})日?)?"
)


@dataclass(frozen=True)
class Statement:
    """One page that states policy or results."""

    page: PageFacts
    view: Page
    text: str  # NFKC, white space folded

    @cached_property
    def dense(self) -> str:
        """The text without any white space: words are looked for in it."""
        return _SPACE.sub("", self.text)

    @property
    def result(self) -> bool:
        """Whether it tells of a test."""
        words = set(_RESULT_WORDS.findall(self.dense))
        if _TEST_PERIOD.search(self.dense) and _RESULT_TITLE.search(self.dense):
            return True
        titled = _RESULT_TITLE.search(_first(self.page.title)) is not None
        return len(words) >= 3 or (titled and bool(words))

    @property
    def policy(self) -> bool:
        """Whether it states what the site aims at."""
        title = _first(self.page.title)
        return _POLICY_WORDS.search(f"{title} {self.dense}") is not None and not _RESULT_TITLE.search(title)

    @property
    def formal(self) -> bool:
        """Whether it speaks of a standard at all: other pages only explain how letters are enlarged."""
        return _STANDARD.search(self.text) is not None


def statements(site: SiteView) -> Iterator[Statement]:
    """Yield the captured pages of a site that state its accessibility policy or test results."""
    named = _linked_as_accessibility(site)
    audited = set(site.audited)
    found = 0
    for page in site.pages:
        title = unicodedata.normalize("NFKC", _first(page.title))
        likely = bool(_TITLE.search(title)) or page.url in named
        if page.url not in audited or _EVENT.search(title) or not (likely or _POLICY.search(title)):
            continue
        view = site.view(page.url)
        if view is None:
            continue
        text = _SPACE.sub(" ", unicodedata.normalize("NFKC", view.text[:LONGEST]))
        # A general site policy counts where it speaks of the standard.
        if likely or (_NAME.search(text) and _STANDARD.search(text)):
            yield Statement(page, view, text)
            found += 1
        if found >= MOST:
            return


def _linked_as_accessibility(site: SiteView) -> frozenset[str]:
    """Return pages that much of the site links with a name like アクセシビリティ: the link of the footer."""
    counts: Counter[str] = Counter()
    pages = site.pages[:: max(1, len(site.pages) // ASKED)]
    for page in pages:
        counts.update(
            {link.url for link in site.links(page) if _NAME.search(link.text) and len(link.text) <= 40}
        )
    return frozenset(url for url, times in counts.items() if times > max(1, LINKED * len(pages)))


def _first(title: str) -> str:
    """Return the page's own part of a title; the site's name follows a bar."""
    return re.split(r"\s*[|｜]\s*", title)[0].strip()


def missing(items: Sequence[tuple[str, re.Pattern[str]]], text: str) -> list[str]:
    """Return the names of items that a text says nothing of."""
    return [name for name, words in items if not words.search(text)]


def dates(text: str) -> Iterator[tuple[int, date]]:
    """Yield every date of a text without spaces, with the place where it begins; a month counts to its end."""
    for match in _DATE.finditer(text):
        years = match["year"] or str(_ERAS[match["era"]] + (1 if match["nth"] == "元" else int(match["nth"])))
        try:
            yield match.start(), date(int(years), int(match["month"]), int(match["day"] or 28))
        except ValueError:  # 2025.13.40 is a number of something else
            continue


def seen_on(page: PageFacts) -> date | None:
    """Return the day a page was fetched, by the Date its server sent; rules ask no clock."""
    for name, value in page.headers:
        if name.lower() == "date":
            try:
                return parsedate_to_datetime(value).date()
            except ValueError:
                return None
    return None
