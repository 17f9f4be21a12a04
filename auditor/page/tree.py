"""Trees of a rendered page: one lxml tree per document, frame and shadow root, grown node by node."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol, cast

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

from auditor.crawl.address import absolute
from auditor.rule import MissingEvidence

Node = etree._Element

# Their text is not for readers: it is kept apart, so that the text of a tree is what a reader meets.
UNREAD = frozenset({"script", "style", "template", "noscript"})
SHADOW_ROOT = "shadow-root"

_PARSER = etree.HTMLParser()
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAG_NAME = re.compile(r"[a-z][\w.-]*\Z", re.ASCII)
_PLAIN_TAG = re.compile(r"[a-z][a-z0-9]*\Z", re.ASCII)
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Facts(Protocol):
    """What is known of the nodes of one document beyond the tree; each may raise MissingEvidence."""

    def name(self, node: Node, index: int) -> str: ...
    def role(self, node: Node, index: int) -> str: ...
    def box(self, index: int) -> tuple[float, float, float, float] | None: ...
    def text_box(self, index: int) -> tuple[float, float, float, float] | None: ...
    def visible(self, index: int) -> bool: ...
    def style(self, index: int, prop: str) -> str: ...


class NoFacts:
    """The facts of HTML text that no browser rendered."""

    def name(self, node: Node, index: int) -> str:
        raise MissingEvidence("accessibility")

    def role(self, node: Node, index: int) -> str:
        raise MissingEvidence("accessibility")

    def box(self, index: int) -> tuple[float, float, float, float] | None:
        raise MissingEvidence("layout")

    def text_box(self, index: int) -> tuple[float, float, float, float] | None:
        raise MissingEvidence("layout")

    def visible(self, index: int) -> bool:
        raise MissingEvidence("layout")

    def style(self, index: int, prop: str) -> str:
        raise MissingEvidence("layout")


@dataclass(eq=False, slots=True)
class Tree:
    """One document or shadow root. `index` keeps the nodes alive, so a node is its own identity."""

    root: Node
    facts: Facts
    url: str
    base: str
    host: "tuple[Tree, Node] | None" = None  # the frame or shadow host this tree hangs from
    shadow: bool = False
    closed: bool = False  # a shadow root that no script can enter
    index: dict[Node, int] = field(default_factory=dict)  # node → place in the facts
    unread: dict[Node, str] = field(default_factory=dict)  # text of script, style …
    spelling: dict[Node, str] = field(default_factory=dict)  # tag as the document has it, where it differs
    texts: dict[Node, str] = field(default_factory=dict)
    matches: dict[str, frozenset[Node]] = field(default_factory=dict)
    turns: dict[Node, tuple[int, bool]] = field(default_factory=dict)
    _ids: dict[str, tuple[Node, int]] | None = None
    _under: dict[Node, Node] | None = None

    def add(self, parent: Node, tag: str, attributes: Mapping[str, str], index: int) -> Node:
        """Append an element and return it."""
        if "xlink:href" in attributes:  # the older way to write `href` in a picture (SVG)
            attributes = {"href": attributes["xlink:href"], **attributes}
        lower = tag.lower()
        safe = lower if _TAG_NAME.match(lower) else "x-" + re.sub(r"[^a-z0-9]+", "-", lower)
        try:
            node = etree.SubElement(parent, safe, dict(attributes))
        except (ValueError, TypeError):
            node = etree.SubElement(parent, safe)
            _set_possible(node, attributes)
        return self.register(node, tag, index)

    def register(self, node: Node, tag: str, index: int) -> Node:
        """Take a node into the tree's records."""
        self.index[node] = index
        if node.tag != tag:
            self.spelling[node] = tag
        return node

    def add_text(self, parent: Node, text: str) -> None:
        """Append a run of text."""
        if parent.tag in UNREAD:
            self.unread[parent] = self.unread.get(parent, "") + text
            return
        try:
            _append(parent, text)
        except ValueError:
            _append(parent, _NOT_XML.sub("\ufffd", text))

    def select(self, css: str) -> Sequence[Node]:
        """Return elements of the whole tree that match, in document order."""
        return found_by(css, "descendant" if self.shadow else "descendant-or-self", self.root)

    def matching(self, css: str) -> frozenset[Node]:
        """Return the set of elements that match, remembered: a question asked of many elements costs one search."""
        found = self.matches.get(css)
        if found is None:
            found = self.matches[css] = frozenset(self.select(css))
        return found

    def turn(self, node: Node) -> tuple[int, bool]:
        """Return the element's turn among the siblings of its tag, from 1, and whether it is the only one."""
        parent = node.getparent()
        if parent is None:
            return 1, True
        if node not in self.turns:
            counts = Counter(child.tag for child in parent)
            so_far: Counter[str] = Counter()
            for child in parent:
                so_far[child.tag] += 1
                self.turns[child] = so_far[child.tag], counts[child.tag] == 1
        return self.turns[node]

    def heading_above(self, node: Node) -> Node | None:
        """Return the last heading with words that begins before an element in the document, unless it is hidden."""
        if self._under is None:
            self._under, last = {}, None
            for one in self.root.iter():
                if one in self.index:
                    if last is not None:
                        self._under[one] = last
                    if self._is_heading(one):
                        last = one
        return self._under.get(node)

    def _is_heading(self, node: Node) -> bool:
        if node.tag not in _HEADINGS and (node.get("role") or "").strip().lower() != "heading":
            return False
        try:
            return self.facts.visible(self.index[node]) and bool(words(node).strip())
        except MissingEvidence:
            return bool(words(node).strip())

    def id_count(self, id: str) -> int:
        """Return how many elements of the tree carry this id."""
        return self._by_id().get(id, (None, 0))[1]

    def by_id(self, id: str) -> Node | None:
        """Return the first element of the tree with this id."""
        return self._by_id().get(id, (None, 0))[0]

    def _by_id(self) -> dict[str, tuple[Node, int]]:
        if self._ids is None:
            ids: dict[str, tuple[Node, int]] = {}
            for node in self.index:
                id = node.get("id")
                if id:
                    first, count = ids.get(id, (node, 0))
                    ids[id] = (first, count + 1)
            self._ids = ids
        return self._ids


def new_root(tag: str, attributes: Mapping[str, str]) -> Node:
    """Return the first node of a tree whose names follow HTML's rules, which are wider than XML's."""
    root = _PARSER.makeelement(tag if _TAG_NAME.match(tag) else "html")
    _set_possible(root, attributes)
    return root


_STEP = re.compile(r"([a-z][a-z0-9-]*)(?::nth-child\(([1-9]\d{0,5})\))?")


@lru_cache(maxsize=8192)
def resolved(base: str, address: str) -> str:
    """Return an address made absolute. ValueError for what is none, such as "http://["."""
    return absolute(base, address)


@lru_cache(maxsize=2048)
def plain_tags(css: str) -> tuple[str, ...]:
    """Return the tags of a selector that is nothing but a list of tags, else nothing."""
    tags = tuple(part.strip().lower() for part in css.split(","))
    return tags if all(map(_PLAIN_TAG.match, tags)) else ()


@lru_cache(maxsize=2048)
def compiled(css: str, axis: str) -> etree.XPath:
    """Return a CSS selector as compiled XPath; ValueError names a selector that is not understood."""
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(css, prefix=f"{axis}::"))
    except (SelectorError, etree.XPathSyntaxError) as error:
        raise ValueError(f"selector not understood: {css!r} ({error})") from error


def found_by(css: str, axis: str, node: Node) -> list[Node]:
    """Return the elements on an axis of this node that match."""
    tags = plain_tags(css)
    if tags and axis == "descendant":  # the commonest questions, at a tenth of the price
        return list(node.iterdescendants(*tags))
    if tags and axis == "descendant-or-self":
        return list(node.iter(*tags))
    return cast(list[Node], compiled(css, axis)(node))


def walked(path: str, tree: "Tree") -> Node | None:
    """Return the element at the end of a path of children, `html > body > p:nth-child(2)`, without any search.

    None where the path is of another form, or leads nowhere. axe-core names every place this way, a hundred
    of them on a page, and each as a selector of its own would cost more than what is said about it.
    """
    node: Node | None = tree.root if tree.shadow else None
    for step in path.split(" > "):
        match = _STEP.fullmatch(step)
        if match is None:
            return None
        tag, turn = match.groups()
        if node is None:
            node = tree.root if turn is None and tree.root.tag == tag else None
        elif turn is not None:
            at = int(turn) - 1
            child = node[at] if at < len(node) else None
            node = child if child is not None and child.tag == tag else None
        else:
            node = next(iter(node.iterchildren(tag)), None)
        if node is None:
            return None
    return node


def found_below(css: str, node: Node) -> list[Node]:
    """Return the descendants that match; `:scope > x` means children. Each part of a list is one search there."""
    if ":scope" not in css:
        return found_by(css, "descendant", node)
    parts = [part.strip() for part in css.split(",")]
    if len(parts) == 1:
        rest = parts[0].removeprefix(":scope").strip()
        return found_by(rest[1:], "child", node) if rest[:1] == ">" else found_by(rest, "descendant", node)
    wanted = {found for part in parts for found in found_below(part, node)}
    return [below for below in node.iterdescendants() if below in wanted]


def words(node: Node) -> str:
    """Return the text of a node and all below it as it stands."""
    return "".join(cast(Iterator[str], node.itertext()))


def _append(parent: Node, text: str) -> None:
    last = parent[-1] if len(parent) else None
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _set_possible(node: Node, attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        try:
            node.set(_NOT_XML.sub("\ufffd", name), _NOT_XML.sub("\ufffd", value))
        except ValueError:
            continue  # a name such as "{{x}}": no tree can hold it, the source view can
