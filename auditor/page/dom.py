"""Element and page as a rule sees them: read-only views over trees and facts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from auditor.model import CaptureError, Hop, Target
from auditor.page import target as place
from auditor.page.source import MarkupSource
from auditor.page.tree import Node, Tree, found_below, found_by, resolved, walked, words
from auditor.rule import Element, EvidenceCut, MissingEvidence


def fold(text: str) -> str:
    """Return text with every run of white space, no-break and ideographic included, as one space."""
    return " ".join(text.split())


class TreeElement:
    """One element: a node of a tree. Equal to every other view of the same node."""

    __slots__ = ("node", "tree")

    def __init__(self, tree: Tree, node: Node) -> None:
        self.tree = tree
        self.node = node

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TreeElement) and other.node is self.node

    def __hash__(self) -> int:
        return hash(self.node)

    def __repr__(self) -> str:
        return f"<{place.selector_of(self.tree, self.node)}>"

    @property
    def tag(self) -> str:
        return place.tag_of(self.tree, self.node).lower()

    @property
    def attributes(self) -> Mapping[str, str]:
        return MappingProxyType({str(name): str(value) for name, value in self.node.attrib.items()})

    def __getitem__(self, name: str) -> str:
        return self.node.get(name.lower(), "")

    def __contains__(self, name: str) -> bool:
        return self.node.get(name.lower()) is not None

    def select(self, css: str) -> Sequence["TreeElement"]:
        return [TreeElement(self.tree, node) for node in found_below(css, self.node)]

    def closest(self, css: str) -> "TreeElement | None":
        found = self.tree.matching(css)
        node: Node | None = self.node
        while node is not None and node not in found:
            node = node.getparent()
        return None if node is None else TreeElement(self.tree, node)

    def matches(self, css: str) -> bool:
        return self.node in self.tree.matching(css)

    @property
    def parent(self) -> "TreeElement | None":
        return self._wrap(self.node.getparent())

    @property
    def children(self) -> Sequence["TreeElement"]:
        return [TreeElement(self.tree, node) for node in self.node]

    @property
    def previous(self) -> "TreeElement | None":
        return self._wrap(self.node.getprevious())

    @property
    def next(self) -> "TreeElement | None":
        return self._wrap(self.node.getnext())

    @property
    def nodes(self) -> Sequence["TreeElement | str"]:
        runs: list[TreeElement | str] = [self.node.text] if self.node.text else []
        for child in self.node:
            runs.append(TreeElement(self.tree, child))
            if child.tail:
                runs.append(child.tail)
        return runs

    @property
    def text(self) -> str:
        known = self.tree.texts.get(self.node)
        if known is None:
            known = self.tree.texts[self.node] = fold(words(self.node))
        return known

    @property
    def own_text(self) -> str:
        return fold("".join([self.node.text or "", *(child.tail or "" for child in self.node)]))

    @property
    def raw_text(self) -> str:
        return self.tree.unread.get(self.node) or words(self.node)

    @property
    def name(self) -> str:
        return self.tree.facts.name(self.node, self.tree.index[self.node])

    @property
    def role(self) -> str:
        return self.tree.facts.role(self.node, self.tree.index[self.node])

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        return self.tree.facts.box(self.tree.index[self.node])

    @property
    def text_box(self) -> tuple[float, float, float, float] | None:
        """x, y, width, height around its own text, None where it shows none."""
        return self.tree.facts.text_box(self.tree.index[self.node])

    @property
    def visible(self) -> bool:
        return self.tree.facts.visible(self.tree.index[self.node])

    def style(self, prop: str) -> str:
        return self.tree.facts.style(self.tree.index[self.node], prop)

    @property
    def lang(self) -> str:
        for _, node in place.ancestry(self.tree, self.node, frames=False):
            value = node.get("lang")
            if value is not None:
                return value.strip().lower()
        return ""

    @property
    def region(self) -> str:
        return place.region_of(self.tree, self.node)[0]

    def url(self, attribute: str) -> str:
        value = self[attribute].strip()
        try:
            return resolved(self.tree.base, value)
        except ValueError:  # "http://[": what the author wrote is no address
            return value

    def target(self) -> Target:
        return place.target_of(self.tree, self.node)

    def _wrap(self, node: Node | None) -> "TreeElement | None":
        return TreeElement(self.tree, node) if node is not None and node in self.tree.index else None


class TreePage:
    """The read-only view of one page. Evidence it lacks is told by MissingEvidence when it is asked for."""

    def __init__(
        self,
        url: str,
        trees: Sequence[Tree],
        *,
        viewport: tuple[int, int] = (1280, 900),
        hops: Sequence[Hop] = (),
        source: Callable[[], MarkupSource] | None = None,
        axe: Mapping[str, Any] | CaptureError | None = None,
        probes: Mapping[str, Any] | None = None,
        requests: Sequence[Mapping[str, Any]] = (),
        events: Sequence[Mapping[str, Any]] = (),
        cookies: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self.url = url
        self.viewport = viewport
        self.hops = tuple(hops)
        self.requests = tuple(requests)
        self.events = tuple(events)
        self.cookies = tuple(cookies)
        self._trees = tuple(trees)
        self._hosted = {tree.host[1]: tree for tree in trees if tree.host}
        self._selected: dict[str, tuple[TreeElement, ...]] = {}
        self._text: str | None = None
        self._make_source = source
        self._source: MarkupSource | None = None
        self._axe = axe
        self._probes = probes or {}
        self.lost: set[str] = set()
        self.left_out: set[str] = set()

    @property
    def trees(self) -> Sequence[Tree]:
        """The trees behind the view: top document, then frames and shadow roots."""
        if not self._trees:
            raise MissingEvidence("snapshot")
        return self._trees

    @property
    def title(self) -> str:
        found = self.root.select("head > title") or self.root.select("title")
        return found[0].text if found else ""

    @property
    def root(self) -> TreeElement:
        return TreeElement(self.trees[0], self.trees[0].root)

    @property
    def documents(self) -> Sequence[TreeElement]:
        return [TreeElement(tree, tree.root) for tree in self.trees if not tree.shadow]

    @property
    def closed_hosts(self) -> Sequence[TreeElement]:
        return [TreeElement(*tree.host) for tree in self.trees if tree.closed and tree.host]

    def select(self, css: str) -> Sequence[TreeElement]:
        found = self._selected.get(css)
        if found is None:
            found = tuple(TreeElement(tree, node) for tree in self.trees for node in tree.select(css))
            self._selected[css] = found
        return found

    def by_id(self, element: Element, id: str) -> TreeElement | None:
        """Return the element with this id in the same tree as `element`: ids do not reach across frames."""
        if not isinstance(element, TreeElement):
            return None
        node = element.tree.by_id(id)
        return None if node is None else TreeElement(element.tree, node)

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = fold(" ".join(words(node) for node in self._readable()))
        return self._text

    def _readable(self) -> Iterator[Node]:
        for tree in self.trees:
            yield from [tree.root] if tree.shadow else tree.select("body")

    @property
    def source(self) -> MarkupSource:
        if self._make_source is None:
            raise MissingEvidence("source")
        if self._source is None:
            self._source = self._make_source()
        return self._source

    @property
    def axe(self) -> Mapping[str, Any]:
        if self._axe is None:
            raise MissingEvidence("axe")
        if isinstance(self._axe, CaptureError):
            raise MissingEvidence(
                ":".join(
                    part for part in ("axe", self._axe.kind, self._axe.detail) if part not in ("", "absent")
                )
            )
        return self._axe

    def probe(self, name: str) -> Any:
        """Return what a probe measured.

        Raises MissingEvidence where it was not made, EvidenceCut where it failed or was not made to its end, and
        notes the latter in `lost`: a rule that goes on without it may find something, its silence is no answer.
        """
        told = self._probes.get(name)
        if told is None:
            raise MissingEvidence(f"probe:{name}")
        if isinstance(told, Mapping):
            if "error" in told:
                self.lost.add(f"probe:{name}:{told['error']}")
                raise EvidenceCut(f"probe:{name}:{told['error']}")
            if "cut" in told or told.get("end") == "time":
                self.lost.add(f"probe:{name}:cut")
                raise EvidenceCut(f"probe:{name}:cut")
        return told

    def at(self, selector: str) -> TreeElement | None:
        """Return the element a selector with ` >>> ` between trees names, None where there is none."""
        return self.at_parts(selector.split(" >>> "))

    def at_parts(self, parts: Sequence[str]) -> TreeElement | None:
        """Return the element named by one selector per tree on the way down from the top document."""
        tree: Tree | None = self.trees[0]
        node: Node | None = None
        for part in parts:
            tree = tree if node is None else self._hosted.get(node)
            if tree is None:
                return None
            known = walked(part, tree)
            if known is not None:
                node = known
                continue
            try:
                found = (tree.shadow and found_by(part, "child", tree.root)) or tree.select(part)
            except ValueError:
                return None
            if not found:
                return None
            node = found[0]
        return None if tree is None or node is None else TreeElement(tree, node)
