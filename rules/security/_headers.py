"""What the header rules share: which pages are judged, and the lines that set a header on each server."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.model import PageFacts, Text
from auditor.rule import SiteView, header_values


def is_local(page: PageFacts) -> bool:
    """A folder that is served for the audit: its headers are those it will have on the real site."""
    host = urlsplit(page.url).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or host.startswith("127.")


def is_https(page: PageFacts) -> bool:
    """Judged as a page of an https site: a folder has no certificate, and is published with one."""
    return page.url.startswith("https://") or is_local(page)


def judged(site: SiteView) -> Iterator[PageFacts]:
    """HTML pages whose header lines are known; a page from a file or standard input has none."""
    return (page for page in site.pages if page.hops and page.url.startswith(("http://", "https://")))


def joined(page: PageFacts, name: str) -> str:
    """The values of a header as a browser joins them; '' where it is absent."""
    return ", ".join(value.strip() for value in header_values(page.headers, name))


def policies(page: PageFacts, name: str = "Content-Security-Policy") -> list[dict[str, list[str]]]:
    """The policies of a page: directive → sources; the first of a name stands (CSP3 2.2.1)."""
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


def how_to(ja: str, en: str, header: str, value: str) -> Text:
    """A cure with the very lines for nginx, Apache and IIS, for the person who runs the server."""
    iis_value = value.replace('"', "&quot;")
    lines = (
        f"nginx: add_header {header} {_quoted(value)} always;"
        f"  Apache: Header always set {header} {_quoted(value)}"
        f'  IIS: <customHeaders><add name="{header}" value="{iis_value}" /></customHeaders>'
    )
    return Text(
        ja=f"{ja}サーバーの管理者に次の設定を依頼してください。{lines}",
        en=f"{en} Ask whoever runs the server for this setting. {lines}",
    )


def _quoted(value: str) -> str:
    return f"'{value}'" if '"' in value else f'"{value}"'
