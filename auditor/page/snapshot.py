"""A page view of a Capture: DOMSnapshot and accessibility trees joined on the backend node id.

Chromium walks the flat tree: what a shadow root holds stands under its host and carries shadowRootType,
what was slotted in stands under its slot. The walk below gives both back to the tree they were written in.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auditor.model import Capture, CaptureError, Reason
from auditor.page.dom import TreePage
from auditor.page.rendered import RenderedFacts, strings_of
from auditor.page.source import MarkupSource, source_from_bytes
from auditor.page.tree import SHADOW_ROOT, Node, Tree, new_root
from auditor.rule import Need, header_values

_ELEMENT, _TEXT = 1, 3
_ABSENT = CaptureError("absent")
_LACKS = {"absent": Reason.MISSING_EVIDENCE, "too-large": Reason.TOO_LARGE}  # else the evidence is lost


def page_from_capture(capture: Capture) -> TreePage:
    """Return the view of everything a capture holds; a member that is missing raises when it is asked for."""
    axe = capture.axe
    width, _, height = capture.viewport.partition("x")
    return TreePage(
        capture.url,
        [] if isinstance(capture.snapshot, CaptureError) else _trees(capture.snapshot, capture.ax),
        viewport=(int(width), int(height)),
        hops=capture.hops,
        source=source_opener(capture),
        axe=axe,
        probes={name: value for name, value in capture.probes.items() if not isinstance(value, CaptureError)},
        requests=capture.requests,
        cookies=capture.cookies,
        events=capture.events,
    )


def source_opener(capture: Capture) -> Callable[[], MarkupSource] | None:
    """Return what reads the markup as sent, None where a capture lacks it."""
    source = capture.source
    if isinstance(source, CaptureError):
        return None
    content_type = " ".join(header_values(capture.hops[-1].headers, "content-type")) if capture.hops else ""
    return lambda: source_from_bytes(source, capture.encoding, content_type)


def evidence_lacking(capture: Capture) -> dict[Need, Reason]:
    """Return the kinds of evidence this capture cannot give to any rule, and whether they were lost or not
    asked for.
    """
    told: dict[Need, Any] = {
        need: capture.probes.get(need.removeprefix("probe:"), _ABSENT)
        for need in Need
        if need.startswith("probe:")
    }
    told |= {
        Need.LAYOUT: capture.snapshot, Need.ACCESSIBILITY: capture.ax, Need.SOURCE: capture.source,
        Need.AXE: capture.axe,
    }  # fmt: skip
    if not capture.hops or not capture.hops[-1].headers:
        told[Need.RESPONSE] = _ABSENT
    return {need: reason for need, member in told.items() if (reason := _lack(member))}


def _lack(member: Any) -> Reason | None:  # Any: a member of a capture or the JSON of a probe
    if isinstance(member, CaptureError):
        return _LACKS.get(member.kind, Reason.LOST_EVIDENCE)
    return Reason.LOST_EVIDENCE if isinstance(member, Mapping) and "error" in member else None


def _trees(snapshot: Mapping[str, Any], ax: Mapping[str, Any] | CaptureError) -> list[Tree]:
    trees = _Grower(snapshot, ax).trees
    for frame in snapshot.get("frames", ()):
        if "snapshot" not in frame:
            continue  # it did not answer in time
        # A frame of another process has a snapshot, strings and node ids of its own.
        grower = _Grower(frame["snapshot"], ax, snapshot.get("styles", ()))
        host = _owner(trees, frame, grower.trees[0].url) if grower.trees else None
        if host:
            grower.trees[0].host = host
            grower.place(host)
        trees += grower.trees
    return trees


def _owner(trees: Sequence[Tree], frame: Mapping[str, Any], url: str) -> tuple[Tree, Node] | None:
    taken = {tree.host[1] for tree in trees if tree.host}
    free = [
        (tree, node)
        for tree in trees
        for node in tree.select("iframe, frame, object, embed")
        if node not in taken
    ]
    backend = frame.get("owner")
    for tree, node in free:
        if backend is not None and isinstance(tree.facts, RenderedFacts):
            if tree.facts.backend[tree.index[node]] == backend:
                return tree, node
        elif backend is None and url and node.get("src") and url.endswith(node.get("src", "").lstrip("./")):
            return tree, node
    return None


class _Grower:
    """Grows the trees of one snapshot; `trees` has the documents first come, each before what it hosts."""

    def __init__(
        self,
        snapshot: Mapping[str, Any],
        ax: Mapping[str, Any] | CaptureError,
        styles: Sequence[str] = (),
    ) -> None:
        self._strings = strings_of(snapshot)
        self._documents: Sequence[Mapping[str, Any]] = snapshot["documents"]
        self._styles = tuple(snapshot.get("styles", styles))
        self._ax = ax
        self.trees: list[Tree] = []
        self._grow_all()

    def place(self, host: tuple[Tree, Node]) -> None:
        """Shift the boxes of the top document here to where its frame stands."""
        for tree in self.trees:
            if isinstance(tree.facts, RenderedFacts) and tree.host == host:
                tree.facts.host = host[0].facts, host[0].index[host[1]]

    def _grow_all(self) -> None:
        waiting: list[tuple[int, tuple[Tree, Node] | None]] = [(0, None)]
        seen: set[int] = set()
        while waiting:
            number, host = waiting.pop(0)
            if number in seen or not 0 <= number < len(self._documents):
                continue
            seen.add(number)
            waiting += self._grow(self._documents[number], host)

    def _grow(
        self, document: Mapping[str, Any], host: tuple[Tree, Node] | None
    ) -> list[tuple[int, tuple[Tree, Node]]]:
        text = self._strings
        nodes = document["nodes"]
        frame = text(document.get("frameId", -1))
        facts = RenderedFacts(document, text, self._styles, self._ax, frame)
        if host:
            facts.host = host[0].facts, host[0].index[host[1]]
        url = text(document["documentURL"])
        base = text(document["baseURL"]) or url
        types = nodes.get("shadowRootType", {"index": (), "value": ()})
        shadow = set(types["index"])
        closed = {i for i, type in zip(types["index"], types["value"], strict=True) if text(type) == "closed"}
        pseudo = set(nodes.get("pseudoType", {}).get("index", ()))
        parents, kinds, names = nodes["parentIndex"], nodes["nodeType"], nodes["nodeName"]
        values, attributes = nodes["nodeValue"], nodes["attributes"]

        top: Tree | None = None
        shadows: dict[Node, Tree] = {}
        homes: list[tuple[Tree, Node] | None] = [None] * len(kinds)  # where a node stands
        for i, kind in enumerate(kinds):
            if kind == _ELEMENT and i not in pseudo:
                tag = text(names[i])
                tag = tag.lower() if tag.isupper() else tag
                pairs = attributes[i]
                attrs = {text(pairs[k]).lower(): text(pairs[k + 1]) for k in range(0, len(pairs) - 1, 2)}
                if top is None:
                    top = Tree(new_root(tag.lower(), attrs), facts, url, base, host)
                    self.trees.append(top)
                    homes[i] = top, top.register(top.root, tag, i)
                    continue
                home = homes[parents[i]] if parents[i] >= 0 else None
                if home is None:
                    continue
                tree, parent = self._home(home, i in shadow, shadows)
                tree.closed = tree.closed or i in closed
                homes[i] = tree, tree.add(parent, tag, attrs, i)
            elif kind == _TEXT:
                home = homes[parents[i]] if parents[i] >= 0 else None
                if home is not None:
                    tree, parent = self._home(home, i in shadow, shadows)
                    tree.add_text(parent, text(values[i]))
        frames = nodes.get("contentDocumentIndex", {"index": (), "value": ()})
        hosted = zip(frames["index"], frames["value"], strict=True)
        return [(number, home) for i, number in hosted if (home := homes[i]) is not None]

    def _home(self, home: tuple[Tree, Node], in_shadow: bool, shadows: dict[Node, Tree]) -> tuple[Tree, Node]:
        tree, parent = home
        if parent.tag == "slot" and tree.shadow and tree.host:
            outer = tree.host[0]
            # Slotted into a host of the document: not marked. Into a host inside a shadow root: marked as
            # fallback content would be, which is the rarer of the two.
            if not in_shadow or outer.shadow:
                return tree.host
            return home
        # Inside a shadow root the mark does not tell a nested host; a custom element nearly always is one.
        nested = tree.shadow and "-" in str(parent.tag)
        if not in_shadow or (tree.shadow and not nested):
            return home
        below = shadows.get(parent)
        if below is None:
            root = new_root(SHADOW_ROOT, {})
            below = shadows[parent] = Tree(root, tree.facts, tree.url, tree.base, home, shadow=True)
            self.trees.append(below)
        return below, below.root
