"""What the header rules share: which pages are judged, how far a fault reaches, the lines that set a header."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from urllib.parse import urlsplit

from auditor.model import Finding, Hop, Impact, PageFacts, Text
from auditor.rule import SiteCheck, SiteView, header_values

from ._cookies import Cookie, cookies_of

_FORMS = re.compile(
    r"login|logon|signin|mypage|shinsei|moushikomi|toiawase|inquiry|contact|form\b|apply", re.IGNORECASE
)
# Where the part of a cure that is for one server begins.
_SERVER = re.compile(r"(?:\s+|(?<=\S))(?<![A-Za-z(])(?=(?:nginx|Apache|IIS|CDN|PHP|Tomcat|ASP\.NET): )")
_STEPS = (Impact.MINOR, Impact.MODERATE, Impact.SERIOUS, Impact.CRITICAL)
FOLDERS = 3  # that are named where a fault is in several
# Said after a message: {affected} of {total} pages, all under {under}.
REACH_JA = "（{total}ページ中{affected}ページ、場所: {under}）"
REACH_EN = " ({affected} of {total} pages, under {under})"


def is_local(page: PageFacts) -> bool:
    """Return whether it is a folder that is served for the audit: its headers are those it will have on the real site."""
    host = urlsplit(page.url).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or host.startswith("127.")


def is_https(page: PageFacts) -> bool:
    """Judged as a page of an https site: a folder has no certificate, and is published with one."""
    return page.url.startswith("https://") or is_local(page)


def judged(site: SiteView) -> Iterator[PageFacts]:
    """HTML pages whose header lines are known; a page from a file or standard input has none."""
    return (page for page in site.pages if page.hops and page.url.startswith(("http://", "https://")))


def joined(page: PageFacts, name: str) -> str:
    """Return the values of a header as a browser joins them; '' where it is absent."""
    return ", ".join(value.strip() for value in header_values(page.headers, name))


def policies(page: PageFacts, name: str = "Content-Security-Policy") -> list[dict[str, list[str]]]:
    """Return the policies of a page: directive → sources; the first of a name stands (CSP3 2.2.1)."""
    found = []
    for value in header_values(page.headers, name):
        for policy in value.split(","):
            directives: dict[str, list[str]] = {}
            for part in policy.split(";"):
                words = part.split()
                if words:
                    directives.setdefault(words[0].lower(), [word.lower() for word in words[1:]])
            if directives:
                found.append(directives)
    return found


def takes_input(page: PageFacts) -> bool:
    """Return whether a page asks people for something: what it lacks weighs more."""
    return bool({"form", "contact"} & set(page.features)) or bool(_FORMS.search(urlsplit(page.url).path))


def with_reach(impact: Impact) -> Callable[[SiteCheck], SiteCheck]:
    """Let every finding say on how many pages its fault is and under which folder; forms weigh one step more."""

    def decorate(check: SiteCheck) -> SiteCheck:
        @wraps(check)
        def told(site: SiteView) -> Iterator[Finding]:
            pages = {page.url: page for page in judged(site)}
            faults: dict[tuple[str, str], list[Finding]] = defaultdict(list)
            for finding in check(site):
                if finding.certainty is None:
                    yield finding
                else:
                    faults[finding.key, finding.target.identity].append(finding)
            for found in faults.values():
                urls = sorted({finding.target.url for finding in found})
                reach = {"affected": len(urls), "total": max(len(pages), len(urls)), "under": folder_of(urls)}
                for finding in found:
                    page = pages.get(finding.target.url)
                    weighed = {"impact": str(_raised(impact))} if page and takes_input(page) else {}
                    yield replace(finding, data={**finding.data, **reach, **weighed})

        return told

    return decorate


def _raised(impact: Impact) -> Impact:
    return _STEPS[min(_STEPS.index(impact) + 1, len(_STEPS) - 1)]


def folder_of(urls: list[str]) -> str:
    """Return the folder all addresses lie in, or the few they lie in: paths alone where they are of one host."""
    hosts = {urlsplit(url).netloc for url in urls}
    if len(hosts) != 1:
        return ", ".join(sorted(hosts)[:3])
    paths = [urlsplit(url).path or "/" for url in urls]
    if len(paths) == 1:
        return paths[0]
    folders = [path.rpartition("/")[0] + "/" for path in paths]
    common = posixpath.commonpath(folders).rstrip("/") + "/"
    tops = sorted({"/".join(folder.split("/")[:2]) + "/" for folder in folders})
    # Pages in two or three places: "/" would say nothing.
    return "・".join(tops) if common == "/" and len(tops) <= FOLDERS and "//" not in tops else common


def answers(site: SiteView) -> Iterator[tuple[PageFacts, Hop]]:
    """Yield every answer on the way to every page, redirects first."""
    for page in judged(site):
        for hop in page.hops:
            yield page, hop


def cookies_sent(site: SiteView) -> Iterator[tuple[PageFacts, Hop, Cookie]]:
    """Yield every cookie of every answer on the way to every page."""
    for page, hop in answers(site):
        for cookie in cookies_of(header_values(hop.headers, "Set-Cookie")):
            yield page, hop, cookie


def reached(ja: str, en: str) -> Text:
    """Return a message that ends with how far the fault reaches."""
    return Text(ja=ja.rstrip("。") + REACH_JA + "。", en=en.rstrip(".") + REACH_EN + ".")


def how_to(ja: str, en: str, header: str, value: str) -> Text:
    """Return a cure with the very lines for nginx, Apache and IIS, for the person who runs the server."""
    iis_value = value.replace('"', "&quot;")
    servers = (
        f"nginx: add_header {header} {_quoted(value)} always;",
        f"Apache: Header always set {header} {_quoted(value)}",
        f'IIS: <customHeaders><add name="{header}" value="{iis_value}" /></customHeaders>',
    )
    cdn_ja = f"CDN: 配信設定の「応答ヘッダー」に {header} を同じ値で設定し、二重に付かないことを確かめる"
    cdn_en = (
        f"CDN: set {header} to the same value among its response headers, and see that it is not sent twice"
    )
    return Text(
        ja="\n".join((f"{ja}サーバーの管理者に次の設定を依頼してください。", *servers, cdn_ja)),
        en="\n".join((f"{en} Ask whoever runs the server for this setting.", *servers, cdn_en)),
    )


def cure(ja: str, en: str) -> Text:
    """Return a cure that names servers: what each of them needs stands on a line of its own."""
    return Text(ja=_SERVER.sub("\n", ja), en=_SERVER.sub("\n", en))


def _quoted(value: str) -> str:
    return f"'{value}'" if '"' in value else f'"{value}"'
