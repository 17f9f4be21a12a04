"""All bureaus of one cycle at a glance: one self-contained HTML file, the three most urgent things first."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from auditor.model import Certainty, Fate, Verdict
from auditor.report.html_frame import draw_page, worded
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
from auditor.report.report_words import DISCLAIMER, FATES
from auditor.report.safe_text import brief
from auditor.words import CERTAINTY, SELECTION, VERDICT, word

MOST_SITES = 60  # of an index that has all its bureaus on one page
_VERDICTS = (Verdict.NEW, Verdict.FIXED)  # those that the table of bureaus counts
_ANNEX = "JIS X 8341-3 附属書JB.1.2"
RECIPE = "（設定の例は、改善計画書にあります。）"


def by_need(bureaus: Sequence[BureauLine]) -> list[BureauLine]:
    """Return the bureaus with most serious issues first."""
    return sorted(
        bureaus,
        key=lambda line: (
            -line.high,
            *(-line.issues.get(certainty, 0) for certainty in ORDER),
            line.name,
            line.id,
        ),
    )


def is_parted(page: IndexPage) -> bool:
    """Return whether each bureau has a page of its own: with many sites one page is too long to read, load
    or print.
    """
    return sum(len(line.sites) for line in page.bureaus) > MOST_SITES


def place(line: BureauLine) -> str:
    """Return the name of the page of a bureau, which lies beside the index."""
    return f"index_{line.id}.html"


def index_html(page: IndexPage) -> str:
    """Draw the page."""
    bureaus = by_need(page.bureaus)
    sites = [(line, site) for line in bureaus for site in line.sites]
    return draw_page(
        "index.html",
        sort=max(len(bureaus), len(sites)) > 1,
        bureaus=bureaus,
        sites=sites,
        parted=is_parted(page),
        place=place,
        urgent=page.urgent[:FIRST],
        order=ORDER,
        certainties=[CERTAINTY[one].ja for one in ORDER],
        cure=lambda cause: worded(brief(cause.fix, more=RECIPE)),
        serious=sum(line.issues.get(certainty, 0) for line in bureaus for certainty in ORDER[:2]),
        high=sum(line.high for line in bureaus),
        most=max((line.high for line in bureaus), default=0),
        found=sum(site.found for _, site in sites),
        tried=sum(site.tried for _, site in sites),
        audited=sum(site.audited for _, site in sites),
        unread=sum(not site.audited for _, site in sites),
        issues={one: sum(line.issues.get(one, 0) for line in bureaus) for one in ORDER},
        heads=[VERDICT[one].ja for one in _VERDICTS],
        verdicts={one: sum(line.verdicts.get(one, 0) for line in bureaus) for one in _VERDICTS},
        courses=courses(bureaus),
        open_data=open_data(bureaus),
        versions="、".join(f"{name} {value}" for name, value in page.versions.items()),
        **_shared(page),
    )


def bureau_html(page: IndexPage, line: BureauLine) -> str:
    """Draw the page of one bureau."""
    return draw_page("index_bureau.html", sort=False, line=line, **_shared(page))


def _shared(page: IndexPage) -> dict[str, Any]:
    """Return what the index and the pages of the bureaus show alike."""
    return {
        "lang": "ja",
        "page": page,
        "first": FIRST,
        "kind": lambda certainty: certainty or Certainty.REVIEW,
        "word": word,
        "indicators": indicators,
        "method": _method,
        "opens": lambda site: urlsplit(site.url).scheme in ("http", "https"),
        "ways": _ways,
        "disclaimer": DISCLAIMER.ja,
    }


def _method(site: SiteLine) -> str:
    """Return how the pages of a site were chosen, in words."""
    return SELECTION[site.method].fill("ja", {"annex": _ANNEX}) if site.method else ""


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
