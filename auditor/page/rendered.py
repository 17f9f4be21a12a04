"""Facts of rendered nodes by their place in a snapshot: box, style, visibility, accessible name and role."""

from collections.abc import Callable, Mapping
from typing import Any

from auditor.model import CaptureError
from auditor.page.tree import Facts, Node
from auditor.rule import MissingEvidence

Strings = Callable[[int], str]
Box = tuple[float, float, float, float]

# Chromium's own words where ARIA has one.
_ROLE = {"image": "img", "none": "", "presentation": ""}
# Rendered and exposed, these always have an accessibility node; where it is missing the page moved between
# the two looks. A plain <span> has none at any time.
_ALWAYS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "button", "input", "select", "textarea", "iframe"})


def strings_of(snapshot: Mapping[str, Any]) -> Strings:
    """Return the string table as a function: -1 stands for none."""
    table = snapshot["strings"]
    return lambda index: table[index] if index >= 0 else ""


class RenderedFacts:
    """The columns of one document of a snapshot, read on request."""

    def __init__(
        self,
        document: Mapping[str, Any],
        text: Strings,
        styles: tuple[str, ...],
        ax: Mapping[str, Any] | CaptureError,
        frame: str,
    ) -> None:
        self._text = text
        self._parents = document["nodes"]["parentIndex"]
        self._kinds = document["nodes"]["nodeType"]
        self._attributes = document["nodes"]["attributes"]
        self.backend = document["nodes"]["backendNodeId"]
        self._layout = document["layout"]
        self._row = {node: row for row, node in reversed(list(enumerate(self._layout["nodeIndex"])))}
        self._column = {name: column for column, name in enumerate(styles)}
        self._raw_ax = None if isinstance(ax, CaptureError) else ax.get(frame)
        self._ax: dict[int, Mapping[str, Any]] | None = None
        self._seen: dict[int, bool] = {}
        self._areas: dict[int, bool] = {}
        self._children: dict[int, list[int]] | None = None
        self.host: tuple[Facts, int] | None = None  # the frame element this document is shown in

    def box(self, index: int) -> Box | None:
        """x, y, width, height in CSS px of the page; None for what is not rendered."""
        row = self._row.get(index)
        if row is None:
            return None
        x, y, width, height = self._layout["bounds"][row]
        dx, dy = self._offset()
        return x + dx, y + dy, width, height

    def text_box(self, index: int) -> Box | None:
        """Return the box around a node's own runs of text; None where it shows none."""
        rows = [
            self._row[child] for child in self._below(index) if self._kinds[child] == 3 and child in self._row
        ]
        boxes = [box for row in rows if (box := self._layout["bounds"][row])[2] > 0 and box[3] > 0]
        if not boxes:
            return None
        dx, dy = self._offset()
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
        return left + dx, top + dy, right - left, bottom - top

    def _offset(self) -> tuple[float, float]:
        if self.host is None:
            return 0.0, 0.0
        facts, index = self.host
        frame = facts.box(index)
        if frame is None:
            return 0.0, 0.0
        # The border and padding of the frame element: what its box has more than the view in it.
        _, _, width, height = self._layout["bounds"][self._row[0]] if 0 in self._row else (0, 0, *frame[2:])
        return frame[0] + max(0.0, frame[2] - width) / 2, frame[1] + max(0.0, frame[3] - height) / 2

    def style(self, index: int, prop: str) -> str:
        """Computed value; of what is not rendered only `display` is known."""
        column = self._column.get(prop)
        if column is None:
            raise MissingEvidence(f"style:{prop}")
        row = self._row.get(index)
        if row is None:
            return "none" if prop == "display" else ""
        values = self._layout["styles"][row]
        return self._text(values[column]) if column < len(values) else ""

    def visible(self, index: int) -> bool:
        """Rendered, with area or a visible child, not hidden, and nothing above it fully transparent."""
        known = self._seen.get(index)
        if known is None:
            known = self._seen[index] = self._shown(index) and not self._transparent(index)
        return known

    def _shown(self, index: int) -> bool:
        known = self._areas.get(index)
        if known is None:
            known = self._areas[index] = self._has_area(index)
        return known

    def _has_area(self, index: int) -> bool:
        row = self._row.get(index)
        if row is not None:
            if self._known("visibility", index) in ("hidden", "collapse"):
                return any(self._shown(child) for child in self._below(index) if self._kinds[child] == 1)
            _, _, width, height = self._layout["bounds"][row]
            if width > 0 and height > 0:
                return True
            clipped = {self._known("overflow-x", index), self._known("overflow-y", index)}
            if clipped & {"hidden", "clip"}:
                return False
        # No box of its own: display: contents, or an inline box around floats.
        return any(self._shown(child) for child in self._below(index))

    def _known(self, prop: str, index: int) -> str:
        return self.style(index, prop) if prop in self._column else ""

    def _transparent(self, index: int) -> bool:
        while index >= 0:
            if self._known("opacity", index) == "0":
                return True
            index = self._parents[index]
        return False

    def _below(self, index: int) -> list[int]:
        if self._children is None:
            self._children = {}
            for child, parent in enumerate(self._parents):
                self._children.setdefault(parent, []).append(child)
        return self._children.get(index, [])

    def name(self, node: Node, index: int) -> str:
        """Accessible name as Chromium computed it; '' for what is not exposed."""
        found = self._ax_node(node, index)
        return "" if found is None or found.get("ignored") else _value(found, "name")

    def role(self, node: Node, index: int) -> str:
        """Computed role in ARIA's words; '' for what is not exposed."""
        found = self._ax_node(node, index)
        if found is None or found.get("ignored"):
            return ""
        role = _value(found, "role")
        return _ROLE.get(role, role)

    def _ax_node(self, node: Node, index: int) -> Mapping[str, Any] | None:
        if not self._raw_ax or isinstance(self._raw_ax, CaptureError):
            raise MissingEvidence("accessibility")
        if self._ax is None:
            known: dict[int, Mapping[str, Any]] = {}
            for entry in self._raw_ax:
                if "backendDOMNodeId" in entry:
                    known.setdefault(entry["backendDOMNodeId"], entry)
            self._ax = known
        found = self._ax.get(self.backend[index])
        if found is None and self._exposed(node, index):
            raise MissingEvidence("moved")
        return found

    def _exposed(self, node: Node, index: int) -> bool:
        tag = node.tag
        always = (
            tag in _ALWAYS
            or (tag == "a" and node.get("href") is not None)
            or (tag == "img" and node.get("alt"))
        )
        if not always or index not in self._row or "role" in node.attrib:
            return False
        if self._known("visibility", index) in ("hidden", "collapse"):
            return False
        return not self._muted(index)

    def _muted(self, index: int) -> bool:
        """Return whether it or anything around it, shadow hosts included, is kept from assistive technology."""
        while index >= 0:
            pairs = [self._text(place) for place in self._attributes[index]]
            around = dict(zip(pairs[::2], pairs[1::2], strict=False))
            if around.get("aria-hidden", "").lower() == "true" or "inert" in around:
                return True
            index = self._parents[index]
        return False


def _value(node: Mapping[str, Any], member: str) -> str:
    value = node.get(member, {}).get("value", "")
    return value if isinstance(value, str) else ""
