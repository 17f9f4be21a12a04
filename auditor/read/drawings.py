"""Pictures, shapes and charts that float over the cells of an Excel sheet."""

import re
from collections.abc import Mapping

from auditor.read.facts import MAX_NOTED, Box, Drawn
from auditor.read.xml_events import parse

_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_KINDS = {"pic": "image", "sp": "shape", "graphicFrame": "chart", "cxnSp": "line", "grpSp": "group"}
_OLD = re.compile(rb'<x:ClientData[^>]*ObjectType="(\w+)"', re.I)


class _Anchors:
    """Handlers for a drawing part: one object an anchor."""

    def __init__(self) -> None:
        self.found: list[Drawn] = []
        self._kind = ""
        self._ends: dict[str, dict[str, int]] = {}
        self._side = ""
        self._texts: list[str] = []
        self._anchor = ""

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name in _ANCHORS:
            self._anchor, self._kind, self._side = name, "", ""
            self._ends, self._texts = {}, []
        elif name in ("from", "to"):
            self._side = name
            self._ends[name] = {}
        elif name in _KINDS and not self._kind:
            self._kind = _KINDS[name]

    def end(self, name: str, text: str) -> None:
        if name in ("col", "row", "colOff", "rowOff") and self._side:
            number = text.strip()
            self._ends[self._side][name] = int(number) if number.lstrip("-").isdigit() else 0
        elif name in ("from", "to"):
            self._side = ""
        elif name == "t":
            self._texts.append(text)
        elif name in _ANCHORS and len(self.found) < MAX_NOTED:
            self.found.append(Drawn(self._kind or "shape", self._box(), "".join(self._texts)[:300]))

    def _box(self) -> Box | None:
        first = self._ends.get("from")
        if not first:
            return None
        last = self._ends.get("to", first)
        bottom, right = last.get("row", 0) + 1, last.get("col", 0) + 1
        # An end exactly on a border does not reach into the next cell.
        if last is not first and last.get("rowOff") == 0 and bottom > first.get("row", 0) + 1:
            bottom -= 1
        if last is not first and last.get("colOff") == 0 and right > first.get("col", 0) + 1:
            right -= 1
        return Box(first.get("row", 0) + 1, first.get("col", 0) + 1, bottom, right)


def drawn_of(data: bytes) -> list[Drawn]:
    """Return the objects of a drawing part."""
    anchors = _Anchors()
    parse(data, anchors.start, anchors.end)
    return anchors.found


def old_drawn_of(data: bytes) -> tuple[list[Drawn], int]:
    """(controls and shapes, comments) of a VML part, which need not be well-formed."""
    kinds = [found.group(1).decode("ascii", "replace") for found in _OLD.finditer(data)]
    notes = sum(kind == "Note" for kind in kinds)
    return [Drawn("control", None) for kind in kinds if kind != "Note"][:MAX_NOTED], notes
