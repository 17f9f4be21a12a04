"""What the JIS rules share: how text is folded, where its runs are, and what a control or link is called."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from auditor.rule import Element, Page, has_kana, japanese_share

# Text of these is not prose: code, samples, or markup that a browser with scripts keeps as text.
NOT_PROSE = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "code",
        "kbd",
        "samp",
        "pre",
        "textarea",
        "head",
        "svg",
        "math",
    }
)
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "dialog", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
        "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
SAMPLE = 20_000  # characters read to learn the language of a page; more changes nothing
_NOISE = re.compile(
    r"[\s!-/:-@\[-`{-~、。，．・…‥：；！？「」『』【】（）〈〉《》〔〕［］｛｝＞＜→←↑↓▶►▲▼◆◇■□●○★☆※～〜―-]+"
)
TEXT_FIELDS = (
    "input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url],"
    " input[type=search], input[type=password], input[type=number], input[type=date], textarea"
)


def fold(text: str) -> str:
    """Return text without width, case, spaces and punctuation, for comparing words."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


def in_japanese(page: Page) -> bool:
    """Return whether a page is written in Japanese: rules on Japanese wording keep silent elsewhere."""
    bodies = page.select("body")  # its text is read once and kept, for all rules
    text = bodies[0].text[:SAMPLE] if bodies else ""
    chinese = page.root["lang"].lower().startswith("zh")
    return japanese_share(text) >= 0.1 and (has_kana(text) or not chinese)


@lru_cache(maxsize=4)  # the documents of the page being judged: a dozen rules walk them
def runs(root: Element) -> tuple[tuple[Element, str], ...]:
    """Return every text run of prose below an element with the element that holds it."""
    return tuple(_walk(root))


def _walk(root: Element) -> Iterator[tuple[Element, str]]:
    stack = [root]
    while stack:
        element = stack.pop()
        if element.tag in NOT_PROSE or "hidden" in element:
            continue
        children = []
        for node in element.nodes:
            if not isinstance(node, str):
                children.append(node)
            elif not node.isspace():
                yield element, node
        stack.extend(reversed(children))


def find(
    page: Page, pattern: re.Pattern[str], hint: re.Pattern[str] | None = None
) -> Iterator[tuple[Element, str]]:
    """Yield text runs that hold a match. A document without one is not walked: most pages cost one search.

    hint: a looser pattern for that search, where `pattern` looks at what comes before and after: in the
    document's whole text the runs stand without anything between them.
    """
    for document in page.documents:
        if (hint or pattern).search(document.text):
            yield from ((element, run) for element, run in runs(document) if pattern.search(run))


def referenced(page: Page, element: Element, attribute: str) -> str:
    """Return text of the elements that an attribute names by id."""
    found = (page.by_id(element, id) for id in element[attribute].split()[:10])
    return " ".join(one.text for one in found if one)


def content(element: Element) -> str:
    """Return text of an element with the alternative texts of its images."""
    images = " ".join(img["alt"] for img in element.select("img[alt], input[type=image][alt]"))
    return f"{element.text} {images}".strip()


def name(page: Page, element: Element) -> str:
    """Return what a link or button is called, from the markup alone (aria, text with alternatives, title)."""
    return (
        referenced(page, element, "aria-labelledby")
        or element["aria-label"].strip()
        or content(element)
        or element["title"].strip()
    )


def label(page: Page, field: Element) -> str:
    """Return text that names a form field: aria, label elements, title; not the placeholder."""
    said = referenced(page, field, "aria-labelledby") or field["aria-label"].strip()
    if said:
        return said
    texts = []
    if field["id"]:
        texts = [one.text for one in page.select("label[for]") if one["for"] == field["id"]]
    around = field.closest("label")
    if around:
        texts.append(around.text)
    return " ".join(filter(None, texts)) or field["title"].strip()


def block(element: Element) -> Element | None:
    """Return the nearest block-level element around an element."""
    around = element.parent
    while around and around.tag not in BLOCKS:
        around = around.parent
    return around


def shown(element: Element) -> bool:
    """Return whether the markup alone does not hide the element or what is around it."""
    return element.closest("[hidden], [aria-hidden=true], template, noscript") is None


def short(text: str, length: int = 40) -> str:
    """Return text folded to one line and cut, to be quoted in a message."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
