"""Says which boxes of a page are private: filled-in fields, and addresses outside contact blocks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Box = tuple[float, float, float, float]

MAX_MASKS = 500
MAX_DEPTH = 12
EDGE = 1.0

_MAIL = re.compile(r"[\w.+-]{1,64}[@＠][\w-]{1,63}(?:[.．][\w-]{1,63}){1,5}")
_DIGIT, _DASH = "[\\d０-９]", "[)）\\-－‐ー−‑ ]"
_PHONE = re.compile(
    f"(?<!{_DIGIT})[（(]?[0０]{_DIGIT}{{1,4}}{_DASH}{_DIGIT}{{1,4}}{_DASH}{_DIGIT}{{3,4}}(?!{_DIGIT})"
)
_CONTACT = re.compile(
    r"contact|inquir|enquir|toiawase|toi-?awase|otoiawase|tantou|問い?合わ?せ|連絡先|担当", re.IGNORECASE
)
_VALUELESS = frozenset(
    {"hidden", "submit", "button", "reset", "checkbox", "radio", "image", "range", "color"}
)


def private_boxes(snapshot: Mapping[str, Any]) -> tuple[Box, ...]:
    """Boxes to paint over, in CSS px of the page. A frame with anything private is painted whole."""
    documents = snapshot.get("documents", ())
    if not documents:
        return ()
    strings = snapshot["strings"]
    boxes = list(_boxes(documents[0], strings))
    owners = documents[0]["nodes"].get("contentDocumentIndex", {"index": [], "value": []})
    top = _Layout(documents[0])
    for node, inner in zip(owners["index"], owners["value"], strict=True):
        box = top.box(node)
        if box and any(True for _ in _boxes(documents[inner], strings)):
            boxes.append(box)
    return tuple(boxes[:MAX_MASKS])


class _Layout:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self.layout = document["layout"]
        self.place = {node: place for place, node in enumerate(self.layout["nodeIndex"])}

    def box(self, node: int) -> Box | None:
        place = self.place.get(node)
        if place is None:
            return None
        x, y, width, height = self.layout["bounds"][place]
        return (x, y, width, height) if width > 0 and height > 0 else None


def _boxes(document: Mapping[str, Any], strings: Sequence[str]) -> Iterator[Box]:
    layout = _Layout(document)
    yield from _fields(document["nodes"], strings, layout)
    yield from _addresses(document, strings)


def _fields(nodes: Mapping[str, Any], strings: Sequence[str], layout: _Layout) -> Iterator[Box]:
    """Inputs and text areas that hold a value, typed or sent with the page."""
    for key in ("inputValue", "textValue"):
        values = nodes.get(key, {"index": [], "value": []})
        for node, value in zip(values["index"], values["value"], strict=True):
            if value < 0 or not strings[value].strip():
                continue
            if _attributes(nodes, strings, node).get("type", "text").lower() in _VALUELESS:
                continue
            box = layout.box(node)
            if box:
                yield box


def _addresses(document: Mapping[str, Any], strings: Sequence[str]) -> Iterator[Box]:
    """Yield the lines of text that hold an e-mail address or a phone number outside a contact block."""
    nodes, layout, runs = document["nodes"], document["layout"], document.get("textBoxes")
    lines: dict[int, list[int]] = {}
    if runs:
        for run, place in enumerate(runs["layoutIndex"]):
            lines.setdefault(place, []).append(run)
    for place, index in enumerate(layout["text"]):
        if index < 0:
            continue
        text = strings[index]
        hits = [match.span() for pattern in (_MAIL, _PHONE) for match in pattern.finditer(text)]
        if not hits or _in_contact_block(nodes, strings, layout["nodeIndex"][place]):
            continue
        own = lines.get(place, [])
        if not runs or not own:
            x, y, width, height = layout["bounds"][place]
            yield (x, y, width, height)
            continue
        for run in own:
            start, length = runs["start"][run], runs["length"][run]
            if any(first < start + length and start < last for first, last in hits):
                x, y, width, height = runs["bounds"][run]
                yield (x - EDGE, y - EDGE, width + 2 * EDGE, height + 2 * EDGE)


def _in_contact_block(nodes: Mapping[str, Any], strings: Sequence[str], node: int) -> bool:
    for _ in range(MAX_DEPTH):
        node = nodes["parentIndex"][node]
        if node < 0:
            return False
        name = strings[nodes["nodeName"][node]].lower()
        if name in ("address", "footer"):
            return True
        if name in ("body", "html", "main"):
            return False
        attributes = _attributes(nodes, strings, node)
        if attributes.get("role") == "contentinfo":
            return True
        labels = " ".join(attributes.get(key, "") for key in ("id", "class", "aria-label"))
        if _CONTACT.search(labels):
            return True
    return False


def _attributes(nodes: Mapping[str, Any], strings: Sequence[str], node: int) -> dict[str, str]:
    flat = nodes["attributes"][node]
    return {strings[flat[i]].lower(): strings[flat[i + 1]] for i in range(0, len(flat), 2)}
