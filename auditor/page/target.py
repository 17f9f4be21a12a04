"""Where an element is: its selector, and what of its place survives a redesign."""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import parse_qsl, urlsplit

from auditor.crawl.address import as_read
from auditor.model import Target
from auditor.page.tree import Node, Tree, resolved, words
from auditor.rule import MissingEvidence

_SAFE_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_SAFE_TAG = re.compile(r"[A-Za-z][A-Za-z0-9-]*\Z")
_DIGITS = re.compile(r"[0-9０-９]+")
_DOTS = re.compile(r"\.{1,2}(?:/\.{1,2})*/?")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ROLES = {
    "banner": "banner", "navigation": "navigation", "main": "main", "contentinfo": "contentinfo",
    "complementary": "complementary", "search": "search",
}  # fmt: skip
_LANDMARKS = {"nav": "navigation", "main": "main", "aside": "complementary", "search": "search"}
# A header or footer of one of these is not the page's (HTML-AAM).
_SECTIONING = frozenset({"article", "aside", "main", "nav", "section"})
# A redesign adds and drops these without touching what the page says.
_NEUTRAL = frozenset(
    {"html", "body", "div", "span", "center", "font", "b", "i", "u", "small", "big", "tbody"}
)
_FIELDS = frozenset({"input", "select", "textarea"})
_MEDIA = frozenset(
    {"img", "iframe", "frame", "video", "audio", "source", "embed", "object", "script", "track"}
)
# The value of these is a label or a constant, not something a person typed.
_FIXED_VALUE = frozenset({"submit", "button", "reset", "image", "checkbox", "radio"})
_INPUT = re.compile(r"<input\b[^>]*>?", re.IGNORECASE)
_INPUT_VALUE = re.compile(r"(\bvalue\s*=\s*)(\"[^\"]*\"?|'[^']*'?|[^\s>]+)", re.IGNORECASE)
_TEXTAREA = re.compile(r"(<textarea\b[^>]*>)[^<]+", re.IGNORECASE)
_SNIPPET = 500
_VALUE = 160
_HEADING = 60


def target_of(tree: Tree, node: Node) -> Target:
    """Return the place of an element as a finding stores it."""
    region, path = region_of(tree, node)
    try:
        box = tree.facts.box(tree.index[node])
    except MissingEvidence:
        box = None
    return Target(
        selector=selector_of(tree, node),
        snippet=snippet_of(tree, node),
        region=region,
        path=path,
        identity=identity_of(tree, node),
        box=box,
        frame=frame_of(tree),
        former=former_identity_of(tree, node),
        heading=heading_of(tree, node, region),
    )


def heading_of(tree: Tree, node: Node, region: str) -> str:
    """Return the words of the heading under which an element stands; '' where that one lies in another region."""
    here: tuple[Tree, Node] | None = (tree, node)
    while here is not None:
        home, inner = here
        heading = home.heading_above(inner)
        if heading is not None:
            said = " ".join(words(heading).split())
            said = said if len(said) <= _HEADING else said[: _HEADING - 1] + "…"
            return said if region_of(home, heading)[0] == region else ""
        here = home.host
    return ""


def frame_of(tree: Tree) -> str:
    """Return the address of the embedded document a tree belongs to, '' for the page's own."""
    here, embedded = tree, False
    while here.host is not None:
        embedded = embedded or not here.shadow
        if not here.shadow:
            break
        here = here.host[0]
    return here.url if embedded else ""


def tag_of(tree: Tree, node: Node) -> str:
    """Return the tag as the document spells it."""
    return tree.spelling.get(node) or str(node.tag)


def ancestry(tree: Tree, node: Node, *, frames: bool = True) -> Iterator[tuple[Tree, Node]]:
    """Yield the element and its ancestors, out through shadow roots and, unless told not to, frames."""
    here: Node | None = node
    while True:
        while here is not None:
            if here in tree.index:
                yield tree, here
            here = here.getparent()
        if tree.host is None or (not frames and not tree.shadow):
            return
        tree, here = tree.host


def region_of(tree: Tree, node: Node) -> tuple[str, str]:
    """Return the nearest landmark, and the tags from it down to the element without neutral wrappers."""
    tags: list[str] = []
    region = ""
    for level, (home, here) in enumerate(ancestry(tree, node)):
        tag = str(here.tag)
        region = _landmark(home, here)
        if level == 0 or not (region or tag in _NEUTRAL or "-" in tag):
            tags.append(tag)
        if region:
            break
    return region, ">".join(reversed(tags[:12]))


def _landmark(tree: Tree, node: Node) -> str:
    role = (node.get("role") or "").split()
    if role:
        return _ROLES.get(role[0].lower(), "")
    tag = node.tag
    if tag in ("header", "footer"):
        inside = any(above.tag in _SECTIONING for above in node.iterancestors())
        return "" if inside else {"header": "banner", "footer": "contentinfo"}[tag]
    return _LANDMARKS.get(str(tag), "")


def selector_of(tree: Tree, node: Node) -> str:
    """Return a selector that is unique in its document; frames and shadow roots are joined with ` >>> `."""
    parts = [_selector_in(tree, node)]
    while tree.host is not None:
        tree, node = tree.host
        parts.append(_selector_in(tree, node))
    return " >>> ".join(reversed(parts))


def _selector_in(tree: Tree, node: Node) -> str:
    steps: list[str] = []
    here: Node | None = node
    while here is not None and here in tree.index:
        id = here.get("id")
        if id and _SAFE_ID.match(id) and tree.id_count(id) == 1:
            steps.append("#" + id)
            break
        if here.tag in ("html", "body") and here.getparent() in (None, tree.root):
            steps.append(str(here.tag))
            break
        steps.append(_step(tree, here))
        here = here.getparent()
    return " > ".join(reversed(steps))


def _step(tree: Tree, node: Node) -> str:
    parent = node.getparent()
    tag = tag_of(tree, node)
    if not _SAFE_TAG.match(tag):
        place = 1 if parent is None else parent.index(node) + 1
        return f"*:nth-child({place})"
    turn, alone = tree.turn(node)
    return tag if alone else f"{tag}:nth-of-type({turn})"


def snippet_of(tree: Tree, node: Node) -> str:
    """Return the start tag and a little text, at most 500 characters; what a person typed is masked."""
    tag = tag_of(tree, node).lower()
    parts = ["<" + tag]
    for name, value in node.attrib.items():
        shown = _masked(node, str(name), str(value))
        shown = shown if len(shown) <= _VALUE else shown[: _VALUE - 1] + "…"
        parts.append(f'{name!s}="{escape(shown)}"' if shown else str(name))
    start = " ".join(parts) + ">"
    if node.tag == "textarea":
        text = "***" if any(node.itertext()) else ""
    elif tag in ("html", "head", "body"):
        text = ""
    elif len(node) > 40:
        text = " ".join((node.text or "").split())
    else:
        text = " ".join(words(node).split())
    if text and not _void(tag):
        start += escape(text if len(text) <= 80 else text[:79] + "…", quote=False) + f"</{tag}>"
    return start if len(start) <= _SNIPPET else start[: _SNIPPET - 1] + "…"


def masked_markup(markup: str) -> str:
    """Markup another instrument quoted, with the values of its inputs and textareas masked."""
    hidden = _INPUT.sub(lambda tag: _INPUT_VALUE.sub(r'\1"***"', tag.group()), markup)
    return _TEXTAREA.sub(r"\1***", hidden)[:_SNIPPET]


def _masked(node: Node, name: str, value: str) -> str:
    if name == "value" and node.tag == "input":
        fixed = (node.get("type") or "text").strip().lower() in _FIXED_VALUE
        return value if fixed or not value else "***"
    return _EMAIL.sub("***", value) if node.tag in _FIELDS else value


def _void(tag: str) -> bool:
    return tag in {
        "img",
        "input",
        "br",
        "hr",
        "meta",
        "link",
        "area",
        "source",
        "track",
        "embed",
        "base",
        "wbr",
    }


def identity_of(tree: Tree, node: Node) -> str:
    """Return what the element itself is; digits become `#`, so a changed number stays one cause."""
    tag = str(node.tag)
    if tag in _FIELDS and (node.get("type") or "").lower() != "image":
        return _plain(node.get("name") or _label(tree, node) or node.get("title") or "")
    if tag in _MEDIA or tag == "input":
        return _file(node.get("src") or node.get("data") or "") or _own_text(node)
    if tag in ("a", "area", "link") and node.get("href"):
        return _address(tree, node.get("href", "")) or _plain(words(node))
    if tag in ("svg", "html"):
        return tag
    if tag == "meta":
        return _plain(node.get("name") or node.get("http-equiv") or node.get("property") or "")
    return _own_text(node)


def _own_text(node: Node) -> str:
    own = "".join([node.text or "", *(child.tail or "" for child in node)])
    if own.strip():
        return _plain(own)
    # A heading or button often keeps its words in a span; a list or table has none of its own.
    inner = words(node) if len(node) <= 3 else ""
    return _plain(inner) if len(inner) <= 200 else ""


def _label(tree: Tree, node: Node) -> str:
    id = node.get("id")
    for label in tree.matching("label"):
        if (id and label.get("for") == id) or label in node.iterancestors("label"):
            return words(label)
    return node.get("aria-label") or node.get("placeholder") or ""


def _file(address: str) -> str:
    if address.startswith("data:"):
        return "data:" + address[5:40].split(";")[0].split(",")[0]
    return _plain(address.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1])


def former_identity_of(tree: Tree, node: Node) -> str:
    """Return the identity as it was before same-page links had one of their own; '' where it is the same
    (decision 0008).
    """
    href = node.get("href", "") if node.tag in ("a", "area", "link") else ""
    if not href:
        return ""
    before = _resolved(tree, href) or _plain(words(node))
    return before if before != identity_of(tree, node) else ""


def _address(tree: Tree, href: str) -> str:
    """Return the identity of a link: where it leads; as it is written where that is another address on every page."""
    document, mark, fragment = as_read(href, tree.base).partition("#")
    path, _, query = document.partition("?")
    if _DOTS.fullmatch(
        path
    ):  # the folder of the page or one above: the same link, written by the page's depth
        path, mark = "./", ""
    elif mark and _is_own(tree, document):
        path = query = ""
    elif path:
        return _resolved(tree, href)
    shown = path + _names(query) + (f"#{fragment}" if mark else "")
    return _DIGITS.sub("#", shown)[:200]


def _is_own(tree: Tree, document: str) -> bool:
    """Return whether an address names the page itself where a base element keeps `#main` from doing so."""
    here = tree.url.partition("#")[0]
    try:
        return tree.base.partition("#")[0] != here and resolved(tree.base, document) == here
    except ValueError:
        return False


def _names(query: str) -> str:
    names = sorted({name for name, _ in parse_qsl(query, keep_blank_values=True)})
    return "?" + "&".join(names) if names else ""


def _resolved(tree: Tree, href: str) -> str:
    try:
        url = urlsplit(resolved(tree.base, href.strip()))
        own = urlsplit(tree.url).netloc
    except ValueError:
        return _plain(href)
    if url.scheme not in ("http", "https", "file"):
        return ""
    host = "" if url.netloc == own else url.netloc
    fragment = "#" + url.fragment if href.strip().startswith("#") else ""
    return host + _DIGITS.sub("#", url.path + _names(url.query) + fragment)[:200]


def _plain(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split()))[:60]
