"""Colours as a browser computes them, and the contrast between two (WCAG: relative luminance)."""

import re

from auditor.model.colour import contrast as ratio

Colour = tuple[float, float, float, float]  # red, green, blue 0–255; alpha 0–1
_NUMBER = re.compile(r"[\d.]+")


def parse(text: str) -> Colour | None:
    """The colour of 「rgb(…)」 or 「rgba(…)」, None for another notation."""
    if not text.startswith("rgb"):
        return None
    parts = [float(part) for part in _NUMBER.findall(text)]
    if len(parts) not in (3, 4):
        return None
    return parts[0], parts[1], parts[2], parts[3] if len(parts) == 4 else 1.0


def over(colour: Colour, ground: Colour) -> Colour:
    """A colour as it is seen over a ground that shines through."""
    alpha = colour[3]
    red, green, blue = (
        alpha * one + (1 - alpha) * other for one, other in zip(colour[:3], ground[:3], strict=True)
    )
    return red, green, blue, 1.0


def contrast(colour: Colour, ground: Colour) -> float:
    """The contrast of a colour, seen through or not, with an opaque ground."""
    return ratio(over(colour, ground), ground)
