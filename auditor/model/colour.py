"""Relative luminance and contrast of colours, as WCAG 2 defines them."""

import re
from collections.abc import Sequence
from functools import lru_cache

Colour = tuple[int, int, int]  # red, green and blue, 0 to 255
_HEXADECIMAL = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@lru_cache(maxsize=4096)
def luminance(red: float, green: float, blue: float) -> float:
    """Return the relative luminance (0 to 1) of a colour whose parts go from 0 to 255."""
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def contrast(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the contrast ratio (1 to 21) of two opaque colours; what follows red, green and blue is not read."""
    light, dark = sorted((luminance(*one[:3]), luminance(*other[:3])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nearest_passing(text: Colour, background: Colour, ratio: float) -> Colour | None:
    """Return the colour nearest to a text's that has a contrast of `ratio` on the background, in the same hue.

    It lies on the way from the text's colour to black or to white, whichever is shorter; None where neither reaches
    the ratio. Parts are whole numbers from 0 to 255, as style sheets write them.
    """
    found = [
        way for end in ((0, 0, 0), (255, 255, 255)) if (way := _first_passing(text, end, background, ratio))
    ]
    return min(
        found, key=lambda colour: sum((a - b) ** 2 for a, b in zip(colour, text, strict=True)), default=None
    )


def _first_passing(text: Colour, end: Colour, background: Colour, ratio: float) -> Colour | None:
    for step in range(256):
        part = step / 255
        mixed = tuple(round(a + (b - a) * part) for a, b in zip(text, end, strict=True))
        if contrast(mixed, background) >= ratio:
            return mixed[0], mixed[1], mixed[2]
    return None


def hexadecimal(colour: Sequence[float]) -> str:
    """Return a colour as style sheets write it: #1a2b3c."""
    return "#" + "".join(f"{round(part):02x}" for part in colour)


def of_hexadecimal(text: str) -> Colour | None:
    """Return the colour of #rgb or #rrggbb, None for any other text."""
    match = _HEXADECIMAL.fullmatch(text.strip())
    if match is None:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _linear(part: float) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
