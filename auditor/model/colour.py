"""Relative luminance and contrast of colours, as WCAG 2 defines them."""

from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=4096)
def luminance(red: float, green: float, blue: float) -> float:
    """Return the relative luminance (0 to 1) of a colour whose parts go from 0 to 255."""
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def contrast(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the contrast ratio (1 to 21) of two opaque colours; what follows red, green and blue is not read."""
    light, dark = sorted((luminance(*one[:3]), luminance(*other[:3])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _linear(part: float) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
