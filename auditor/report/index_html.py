"""All bureaus of one cycle at a glance: one self-contained HTML file, the three most urgent things first."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from auditor.model import Fate
from auditor.report.html import draw_page, worded
from auditor.report.index_data import open_data
from auditor.report.index_page import (
    FIRST,
    NOT_ASKED,
    ORDER,
    BureauLine,
    IndexPage,
    SiteLine,
)
from auditor.report.index_trend import courses, indicators
from auditor.report.text import brief
from auditor.report.words import CERTAINTY, DISCLAIMER, FATES, METHODS

_VERDICTS = ("新規", "改善確認済")  # those that the table of bureaus counts
RECIPE = "（設定の例は、改善計画書にあります。）"


def by_need(bureaus: Sequence[BureauLine]) -> list[BureauLine]:
    """The bureaus with most serious issues first."""
    return sorted(
        bureaus,
        key=lambda line: (
            -line.high,
            *(-line.issues.get(certainty, 0) for certainty in ORDER),
            line.name,
            line.id,
        ),
    )


def index_html(page: IndexPage) -> str:
    """Draw the page."""
    bureaus = by_need(page.bureaus)
    sites = [(line, site) for line in bureaus for site in line.sites]
    return draw_page(
        "index.html",
        lang="ja",
        sort=max(len(bureaus), len(sites)) > 1,
        page=page,
        bureaus=bureaus,
        sites=sites,
        urgent=page.urgent[:FIRST],
        first=FIRST,
        order=ORDER,
        certainties=[CERTAINTY[one].ja for one in ORDER],
        kind=_kind,
        cure=lambda cause: worded(brief(cause.fix, more=RECIPE)),
        serious=sum(line.issues.get(certainty, 0) for line in bureaus for certainty in ORDER[:2]),
        high=sum(line.high for line in bureaus),
        most=max((line.high for line in bureaus), default=0),
        found=sum(site.found for _, site in sites),
        tried=sum(site.tried for _, site in sites),
        audited=sum(site.audited for _, site in sites),
        unread=sum(not site.audited for _, site in sites),
        issues={one: sum(line.issues.get(one, 0) for line in bureaus) for one in ORDER},
        verdicts={word: sum(line.verdicts.get(word, 0) for line in bureaus) for word in _VERDICTS},
        courses=courses(bureaus),
        open_data=open_data(bureaus),
        indicators=indicators,
        methods=METHODS,
        opens=lambda site: urlsplit(site.url).scheme in ("http", "https"),
        ways=_ways,
        disclaimer=DISCLAIMER.ja,
        versions="、".join(f"{name} {value}" for name, value in page.versions.items()),
    )


def _kind(certainty: str) -> str:
    """The class of a certainty that is given by its word."""
    return next((str(key) for key, text in CERTAINTY.items() if text.ja == certainty), "review")


def _ways(site: SiteLine) -> Iterator[tuple[str, str, int]]:
    """Audited first, then what was read and not drawn, then the other fates; the sum is `found`."""
    # A page that stopped half-way may be audited and yet have another fate: it stands with its fate.
    well = min(site.audited, site.fates.get(Fate.OK, 0))
    rest = site.fates.get(Fate.OK, 0) - well
    yield "ブラウザーで表示して検査しました", "検査した", well
    if rest:
        yield "読めましたが、検査するページには選びませんでした", "試した", rest
    others = sorted(
        ((fate, count) for fate, count in site.fates.items() if fate is not Fate.OK and count),
        key=lambda item: (item[0] in NOT_ASKED, -item[1], item[0]),
    )
    for fate, count in others:
        kind = "試していない" if fate in NOT_ASKED else "試した"
        yield FATES[fate].ja, kind, count
