"""What the rules on markup share: whose address it is, and which elements load something."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from auditor.rule import Element, Page, Source

from ._domains import host_of, is_address, same_site
from ._observed import equiv_of

METAS, META = 500, 4_000  # meta elements of a page that are looked at, characters of each

# What runs or restyles the page, and what is only shown.
ACTIVE = (
    ("script", "src"), ("iframe", "src"), ("frame", "src"), ("embed", "src"), ("object", "data"),
    ("link[rel~=stylesheet]", "href"), ("link[rel~=preload]", "href"), ("link[rel~=modulepreload]", "href"),
)  # fmt: skip
PASSIVE = (
    ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"), ("audio", "src"),
    ("video", "src"), ("video", "poster"), ("input[type=image]", "src"), ("link[rel~=icon]", "href"),
)  # fmt: skip


def is_here(host: str) -> bool:
    """Return whether it is a name of this machine: a folder that is served before it is published."""
    return host == "localhost" or host.endswith(".localhost") or host.startswith("127.")


def is_secure(page: Page) -> bool:
    """Judged as a page of an https site."""
    return page.url.startswith("https://") or is_here(host_of(page.url))


def is_web(page: Page) -> bool:
    """Return whether it is a page with an address, not a file on a disk."""
    return page.url.startswith(("http://", "https://"))


def is_plain(url: str) -> bool:
    """Return whether it is an address that is asked for without encryption, on another machine."""
    return url.startswith("http://") and not is_here(host_of(url))


def is_foreign(url: str, page: Page) -> bool:
    """Return whether it is an address of another owner: of another registrable domain."""
    host, home = host_of(url), host_of(page.url)
    if not host or host == home:  # nearly all are the page's own
        return False
    return not is_here(host) and not same_site(host, home) and not is_address(host)


def loads(page: Page, kinds: tuple[tuple[str, str], ...]) -> Iterator[tuple[Element, str]]:
    """(element, absolute address) of everything these kinds of elements load."""
    for css, attribute in kinds:
        for element in page.select(css):
            written = element[attribute]
            if attribute == "srcset":
                for candidate in written.split(",")[:50]:
                    address = candidate.split()
                    if address and re.match("(https?:)?//", address[0]):
                        yield element, resolved(page, address[0])
            elif written.strip():
                yield element, element.url(attribute)


def resolved(page: Page, address: str) -> str:
    """Return an address from the page's own; as written where it is none."""
    try:
        return urljoin(page.url, address)
    except ValueError:
        return address


def plain_loads(page: Page, kinds: tuple[tuple[str, str], ...]) -> Iterator[tuple[Element, str]]:
    """(element, host) of what these kinds of elements of an https page load; host is '' where the way is safe."""
    if is_secure(page) and is_web(page):
        for element, url in loads(page, kinds):
            yield element, host_of(url) if is_plain(url) else ""


def metas_of(source: Source | None) -> Mapping[str, tuple[str, ...]]:
    """Return what the meta elements of a page's markup say in place of headers, by header; nothing without a
    markup.
    """
    if source is None:
        return {}
    # To read all the markup takes longer than the rest of a rule, and most pages have no such element.
    return equiv_of(source.text) if _has_such_meta(source.text.lower()) else {}


def _has_such_meta(text: str) -> bool:
    at = text.find("<meta")
    for _ in range(METAS):
        if at < 0:
            return False
        tag = text[at : at + META].partition(">")[0]
        if "content-security-policy" in tag or "referrer" in tag:
            return True
        at = text.find("<meta", at + 1)
    return False
