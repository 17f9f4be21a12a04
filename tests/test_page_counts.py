"""Countable facts of real pages: our view of a page holds what a plain reader of its tags counts."""

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from auditor.crawl.encoding import decode
from auditor.page import page_from_html

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
PAGES = sorted((CORPUS / "municipal-pages").glob("*.html"))
TAGS = (
    "a", "button", "form", "h1", "h2", "h3", "h4", "h5", "h6", "iframe", "img", "input", "label", "li", "p",
    "select", "table", "td", "textarea", "th",
)  # fmt: skip
WITH = ("alt", "aria-label", "headers", "href", "lang", "scope", "target", "title")
UNSEEN = ("noscript", "template")  # a browser with scripts makes no elements of what stands in these


class PlainReader(HTMLParser):
    """Counts start tags and the attributes in them, as written; it builds no tree."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self._unseen = 0
        # Python takes an ideographic space for white space; in HTML, as in browsers, `<img 　alt="x">` has no alt.
        self.feed(text.replace("\u3000", "_"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count one tag with its attributes."""
        self._unseen += tag in UNSEEN
        if not self._unseen and tag in TAGS:
            self.counts.update({tag, *(f"[{name}]" for name, _ in attrs if name in WITH)})

    def handle_endtag(self, tag: str) -> None:
        """Leave what is not seen."""
        self._unseen -= tag in UNSEEN and self._unseen > 0


def counted(text: str) -> Counter[str]:
    seen = [one for one in page_from_html(text).select(", ".join(TAGS)) if not one.closest(", ".join(UNSEEN))]
    counts = Counter(one.tag for one in seen)
    counts.update(f"[{name}]" for one in seen for name in WITH if name in one)
    return counts


@pytest.mark.skipif(not PAGES, reason="../shared/corpus/municipal-pages is absent")
def test_the_view_of_municipal_pages_counts_what_a_plain_parser_counts() -> None:
    differing: dict[str, tuple[Counter[str], Counter[str]]] = {}
    elements = 0
    for path in PAGES:
        text, _ = decode(path.read_bytes(), "text/html")
        plain, ours = PlainReader(text).counts, counted(text)
        elements += ours.total()
        differing |= {path.name: (plain, ours)} if plain != ours else {}

    assert differing == {}
    assert elements > 10_000


def test_the_plain_parser_and_the_view_agree_on_a_small_page() -> None:
    text = (
        '<p>x<p>y<img alt=""><a href="/a" target="_blank">z</a><noscript><img></noscript><ul><li>1<li>2</ul>'
    )

    assert counted(text) == PlainReader(text).counts
    assert counted(text)["li"] == 2
