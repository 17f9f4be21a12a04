"""Colours as a browser computes them, and the contrast between two (WCAG: relative luminance)."""

import re

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
    """The ratio of luminance between a colour and its ground, 1 to 21."""
    light, dark = sorted((_luminance(over(colour, ground)), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
