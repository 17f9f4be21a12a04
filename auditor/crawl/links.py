"""The links of a page's raw HTML, with a place for those that lead to data and documents."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from auditor.crawl.encoding import encode_query
from auditor.crawl.url import canonical, has_route
from auditor.model import Link

MAX_LINKS = 3_000
MAX_ANCHORS = 30_000  # looked at, repetitions included
MAX_NODES = 200  # of one link: a page may wrap itself into a single one
MAX_SNIPPET = 300
MAX_LABEL = 200
_DATA_EXTENSION = re.compile(
    r"(?i)\.(?:csv|tsv|xlsx|xlsm|xls|ods|json|geojson|jsonl|xml|rdf|ttl|kml|kmz|gml|shp|zip|lzh|pdf|docx?|pptx?|jtdc?|txt)(?:[?#]|$)"
)
_DATA_WORD = re.compile(
    r"(?i)\b(?:csv|tsv|xlsx?|json|geojson|xml|kml|zip|pdf|ods)\b|エクセル|excel|オープンデータ|ワード形式|一太郎|(?:CSV|PDF|Excel|ZIP)(?:ファイル|形式|[：:（(])"
)
_WRITTEN = re.compile(r"(?i)^[^?#]+\.x?html?(?:#|$)")
_ADDRESS = {"frame": "src", "form": "action"}
_WHITE = re.compile(r"\s+")
_VALUE = re.compile(r'(?i)\svalue="[^"]*"')


def page_links(root: etree._Element, url: str, encoding: str) -> tuple[Link, ...]:
    """Return the links of a page in document order, each address and label once; at most MAX_LINKS."""
    base = base_of(root, url)
    place = _Places()
    found: dict[tuple[str, str], Link] = {}
    for element, href in islice(_anchors(root), MAX_ANCHORS):
        target = canonical(encode_query(href, encoding), base)
        if target is None or (href.strip().startswith("#") and not has_route(target)):
            continue
        label = _label(element)
        if (target, label) in found:
            continue
        data = _DATA_EXTENSION.search(target) or _DATA_WORD.search(label)
        found[target, label] = (
            Link(target, label, place.selector(element), _snippet(element)) if data else Link(target, label)
        )
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())


def _anchors(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    # A frame is no part of its page but the page itself: old sites are framesets.
    for element in root.iter("a", "area", "frame", "form"):
        href = element.get(_ADDRESS.get(str(element.tag), "href"))
        if element.tag == "form" and not leads_to_page(element.get("method") or "", href or ""):
            continue
        linked = element.get("xlink:href")
        if href is None and linked and _in_picture(element):
            href = linked
        if href is not None:
            yield element, href


def leads_to_page(method: str, action: str) -> bool:
    """Return whether a form goes on to a written page, the next step of a procedure, that can be asked for as it is.

    Nothing is filled in or sent; what a program answers to is left alone.
    """
    return method.strip().lower() in ("", "get") and _WRITTEN.search(action) is not None


def _in_picture(element: etree._Element) -> bool:
    tags = (str(above.tag).lower() for above in element.iterancestors())
    return next((tag for tag in tags if tag in ("svg", "foreignobject")), "") == "svg"


def base_of(root: etree._Element, url: str) -> str:
    """Return the address that the relative ones of a page start from."""
    first = next((element for element in root.iter("base") if element.get("href") is not None), None)
    return (canonical(first.get("href") or "", url) or url) if first is not None else url


def _label(element: etree._Element) -> str:
    parts: list[str] = []
    for node in islice(element.iter(), MAX_NODES):
        if node.tag == "img":
            parts.append(node.get("alt") or "")
        elif node.tag not in ("script", "style"):
            parts.append(node.text or "")
        if node is not element:
            parts.append(node.tail or "")
    written = element.get("aria-label") or " ".join(parts) if element.tag == "a" else element.get("alt") or ""
    folded = _WHITE.sub(" ", written).strip() or _WHITE.sub(" ", element.get("title") or "").strip()
    return folded[:MAX_LABEL]


def _snippet(element: etree._Element) -> str:
    shown = element
    if sum(1 for _ in islice(element.iter(), MAX_NODES)) == MAX_NODES:
        shown = etree.Element(str(element.tag), {str(k): str(v) for k, v in element.attrib.items()})
    markup = etree.tostring(shown, encoding="unicode", method="html", with_tail=False)
    return _VALUE.sub("", _WHITE.sub(" ", markup[: MAX_SNIPPET * 4]))[:MAX_SNIPPET]


class _Places:
    """Selectors of elements; the order of children is counted once per parent, not once per link."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, dict[etree._Element, int]] = {}

    def selector(self, element: etree._Element) -> str:
        steps: list[str] = []
        node: etree._Element | None = element
        while node is not None and (parent := node.getparent()) is not None:
            step = f"{node.tag}:nth-of-type({self._nth(node, parent)})"
            # A browser puts rows that stand directly in a table into a tbody; libxml2 does not.
            steps.append(
                f"tbody:nth-of-type(1) > {step}" if (parent.tag, node.tag) == ("table", "tr") else step
            )
            node = parent
        return " > ".join(["html", *reversed(steps)])

    def _nth(self, node: etree._Element, parent: etree._Element) -> int:
        if parent not in self._known:
            seen: dict[object, int] = {}
            order: dict[etree._Element, int] = {}
            for child in parent:
                seen[child.tag] = order[child] = seen.get(child.tag, 0) + 1
            self._known[parent] = order
        return self._known[parent][node]
