"""Contrast of a text over a linear gradient, and of a lone sign, which axe-core leaves open: computed anew."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from auditor.model.colour import contrast
from auditor.page import TreeElement

_GRADIENT = re.compile(r"linear-gradient\((.*)\)", re.DOTALL)
_RGB = re.compile(r"rgb\((\d+), (\d+), (\d+)\)")
_STOP = re.compile(r"(rgb\(\d+, \d+, \d+\))(?: (-?[\d.]+)%)?")
_SIDES = {"top": 0.0, "right": 90.0, "bottom": 180.0, "left": 270.0}
_STEPS = 32  # places looked at along the text
_MAX_STOPS = 20
MAX_UP = 40  # ancestors looked at for the background

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class OverGradient:
    """The least and the greatest contrast of a text with what lies behind it."""

    least: float
    most: float
    text: Colour
    worst: Colour


def over_gradient(element: TreeElement) -> OverGradient | None:
    """Contrast of an element's text with the gradient behind it, None where it cannot be worked out."""
    box, colour = element.text_box, _colour(element.style("color"))
    holder = _holder(element)
    if box is None or colour is None or holder is None:
        return None
    # The background of body is painted over the whole page, measured by the root element.
    painted = holder.parent.box if holder.tag == "body" and holder.parent else holder.box
    if painted is None:
        return None
    gradient = _parse(holder.style("background-image"))
    if gradient is None:
        return None
    angle, stops = gradient
    behind = [_at(stops, share) for share in _shares(angle, painted, box)]
    ratios = [(contrast(colour, one), one) for one in behind]
    least, most = min(ratios), max(ratios)
    return OverGradient(least[0], most[0], colour, least[1])


def over_plain(element: TreeElement) -> float | None:
    """Contrast of an element's text with the one colour behind it, None where anything else may lie there."""
    colour = _colour(element.style("color"))
    ground: Colour | None = None
    at: TreeElement | None = element
    for _ in range(MAX_UP):
        if at is None:
            ground = ground or (255.0, 255.0, 255.0)  # the browser's own page
            return None if colour is None else contrast(colour, ground)
        if at.style("opacity") not in ("1", "") or at.style("position") in ("fixed", "absolute"):
            return None
        if ground is None:
            painted = at.style("background-color")
            if at.style("background-image") not in ("none", ""):
                return None
            if painted not in ("rgba(0, 0, 0, 0)", "transparent", ""):
                ground = _colour(painted)
                if ground is None:
                    return None
        at = at.parent
    return None


def _colour(computed: str) -> Colour | None:
    """Return an opaque colour; anything seen through is left open."""
    match = _RGB.fullmatch(computed)
    return (float(match[1]), float(match[2]), float(match[3])) if match else None


def _holder(element: TreeElement) -> TreeElement | None:
    """Return the element whose gradient is behind the text, with nothing painted between, seen in full strength."""
    holder: TreeElement | None = None
    at: TreeElement | None = element
    for _ in range(MAX_UP):
        if at is None:
            return holder
        if at.style("opacity") not in ("1", ""):
            return None
        if holder is None and at.style("background-image") not in ("none", ""):
            holder = at
        elif holder is None and at.style("background-color") not in ("rgba(0, 0, 0, 0)", "transparent", ""):
            return None
        at = at.parent
    return None


def _parse(image: str) -> tuple[float, list[tuple[float, Colour]]] | None:
    """Angle in degrees and stops by share of the way, of one opaque linear gradient."""
    match = _GRADIENT.fullmatch(image)
    parts = re.split(r", (?![^(]*\))", match[1]) if match else []
    angle = 180.0
    if parts and (said := _angle(parts[0])) is not None:
        angle, parts = said, parts[1:]
    found = [_STOP.fullmatch(part) for part in parts]
    stops = [
        (None if one[2] is None else float(one[2]) / 100, _colour(one[1])) for one in found if one is not None
    ]
    if not 2 <= len(stops) <= _MAX_STOPS or len(stops) != len(found):
        return None
    return angle, list(_placed(stops))


def _angle(said: str) -> float | None:
    if said.endswith("deg"):
        return float(said.removesuffix("deg"))
    return _SIDES.get(said.removeprefix("to ")) if said.startswith("to ") else None


def _placed(stops: list[tuple[float | None, Colour | None]]) -> Iterator[tuple[float, Colour]]:
    """Stops without a place stand at even distances between their neighbours; none goes back."""
    places = [place for place, _ in stops]
    places[0] = places[0] or 0.0
    places[-1] = 1.0 if places[-1] is None else places[-1]
    reached = 0.0
    for number, (place, (_, colour)) in enumerate(zip(places, stops, strict=True)):
        if place is None:
            later = next(at for at in range(number, len(places)) if places[at] is not None)
            end = places[later] or 0.0
            place = reached + (end - reached) / (later - number + 1)
        reached = max(reached, place)
        yield reached, colour or (0.0, 0.0, 0.0)


def _at(stops: list[tuple[float, Colour]], share: float) -> Colour:
    if share <= stops[0][0]:
        return stops[0][1]
    for (start, one), (end, other) in pairwise(stops):
        if share <= end:
            part = (share - start) / (end - start) if end > start else 1.0
            red, green, blue = (a + (b - a) * part for a, b in zip(one, other, strict=True))
            return red, green, blue
    return stops[-1][1]


def _shares(
    angle: float, holder: tuple[float, float, float, float], text: tuple[float, float, float, float]
) -> list[float]:
    """Where on the gradient's line the text lies, from end to end."""
    x, y, width, height = holder
    across, down = math.sin(math.radians(angle)), -math.cos(math.radians(angle))
    length = abs(width * across) + abs(height * down)
    if length <= 0:
        return [0.5]
    corners = [
        ((left - x - width / 2) * across + (top - y - height / 2) * down) / length + 0.5
        for left in (text[0], text[0] + text[2])
        for top in (text[1], text[1] + text[3])
    ]
    low, high = max(0.0, min(corners)), min(1.0, max(corners))
    return [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
