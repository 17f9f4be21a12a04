"""The data files a bureau links to: whether they answer, and whether a machine can read them."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from auditor.model import Certainty, DataLinkLine, Fate, FindingRow, PageFacts
from auditor.plan import words
from auditor.plan.material import Material

GOOD, BROKEN, DOUBTFUL, UNKNOWN = "正常", "リンク切れ", "要判断", "未検査"
FORMS: Mapping[str, str] = {
    ".csv": "CSV",
    ".tsv": "TSV",
    ".xlsx": "Excel",
    ".xlsm": "Excel",
    ".xls": "Excel",
    ".ods": "ODS",
    ".json": "JSON",
    ".geojson": "GeoJSON",
    ".xml": "XML",
    ".rdf": "RDF",
    ".ttl": "RDF",
    ".kml": "KML",
    ".kmz": "KML",
    ".gpx": "GPX",
    ".shp": "Shapefile",
    ".zip": "ZIP",
    ".parquet": "Parquet",
}
_DEAD_RULE = "opendata/data-link-dead"
_ANSWERED = frozenset({Fate.OK, Fate.NOT_HTML, Fate.DOWNLOAD, Fate.REDIRECTED, Fate.REDIRECTED_OFF_SITE})
_DEAD = frozenset({Fate.HTTP_ERROR, Fate.DNS, Fate.REDIRECT_LOOP, Fate.SERVER_ERROR, Fate.CONNECTION})


def form(url: str) -> str:
    """The form of a data file by its address, '' for what is no data file."""
    return FORMS.get(PurePosixPath(unquote(urlsplit(url).path)).suffix.lower(), "")


def lines(material: Material) -> tuple[DataLinkLine, ...]:
    """One line per page and data file it links to."""
    return tuple(line for site in material.sites for line in _site(material, site.id))


def _site(material: Material, site: str) -> list[DataLinkLine]:
    pages = material.pages.get(site, ())
    known = {page.url: page for page in pages}
    found: dict[str, list[FindingRow]] = defaultdict(list)
    for row in material.rows:
        if row.site == site and row.rule.startswith("opendata/"):
            for url in {row.url, row.target.identity, row.target.url, str(row.data.get("url", ""))} - {""}:
                found[url].append(row)
    result = []
    for page in pages:
        for url, text in sorted({link.url: link.text for link in reversed(page.links)}.items()):
            if form(url):
                result.append(_line(material, page, url, text, known.get(url), found[url]))
    return sorted(result, key=lambda line: (line.page, line.url))


def _line(
    material: Material,
    page: PageFacts,
    url: str,
    text: str,
    facts: PageFacts | None,
    found: list[FindingRow],
) -> DataLinkLine:
    judged = _judge(facts, found)
    headers = {name.lower(): value for name, value in facts.headers} if facts else {}
    # A finding on the page that holds the link is about this file only if it names it.
    issue = min((row.issue for row in found if row.issue), default="")
    broken = material.previous.get("broken", {})
    return DataLinkLine(
        dataset=text or PurePosixPath(unquote(urlsplit(url).path)).name,
        page=page.url,
        url=url,
        form=form(url),
        status=facts.status if facts else None,
        redirect=facts.hops[-1].url if facts and len(facts.hops) > 1 else "",
        size=facts.size if facts else None,
        modified=headers.get("last-modified", ""),
        encoding=facts.encoding if facts else "",
        check=_check(material, facts, found),
        broken_since=str(broken.get(url, material.cycle)) if judged == BROKEN else "",
        judged=judged,
        number=issue,
    )


def _judge(facts: PageFacts | None, found: list[FindingRow]) -> str:
    sure = (Certainty.DEFINITE, Certainty.LIKELY)
    if any(row.rule == _DEAD_RULE and row.certainty in sure for row in found):
        return BROKEN
    if facts is None or facts.fate is None:
        return DOUBTFUL if found else UNKNOWN
    if facts.fate in _DEAD:
        return BROKEN
    if facts.fate not in _ANSWERED:
        return UNKNOWN
    return DOUBTFUL if any(row.certainty is not Certainty.ADVICE for row in found) else GOOD


def _check(material: Material, facts: PageFacts | None, found: list[FindingRow]) -> str:
    titles = sorted({words.title(row.rule, material.rules) for row in found})
    if titles:
        return "、".join(titles)
    if facts is None or facts.fate not in _ANSWERED:
        return "点検できていません" if facts is None else words.FATE.get(facts.fate or Fate.INTERRUPTED, "")
    return "指摘はありません"
