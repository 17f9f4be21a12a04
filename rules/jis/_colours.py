"""Colours as a browser computes them, and the contrast between two (WCAG: relative luminance)."""

import colorsys
import re

from auditor.model.colour import contrast as ratio

Colour = tuple[float, float, float, float]  # red, green, blue 0–255; alpha 0–1
_NUMBER = re.compile(r"[\d.]+")


def parse(text: str) -> Colour | None:
    """Return the colour of 「rgb(…)」 or 「rgba(…)」, None for another notation."""
    if not text.startswith("rgb"):
        return None
    parts = [float(part) for part in _NUMBER.findall(text)]
    if len(parts) not in (3, 4):
        return None
    return parts[0], parts[1], parts[2], parts[3] if len(parts) == 4 else 1.0


def over(colour: Colour, ground: Colour) -> Colour:
    """Return a colour as it is seen over a ground that shines through."""
    alpha = colour[3]
    red, green, blue = (
        alpha * one + (1 - alpha) * other for one, other in zip(colour[:3], ground[:3], strict=True)
    )
    return red, green, blue, 1.0


def contrast(colour: Colour, ground: Colour) -> float:
    """Return the contrast of a colour, seen through or not, with an opaque ground."""
    return ratio(over(colour, ground), ground)


# Hues in degrees that people call by a name: the ranges overlap, as the words do.
_HUES = (
    ("red", 340, 380), ("pink", 285, 375), ("orange", 10, 48), ("yellow", 38, 72), ("green", 62, 172),
    ("blue", 165, 262), ("purple", 245, 325), ("brown", 5, 50),
)  # fmt: skip
# Words for colours in Japanese texts, as stems: 赤い, 赤色の, 赤の.
WORDS = {
    "赤": "red", "朱": "red", "レッド": "red", "桃": "pink", "ピンク": "pink", "橙": "orange", "オレンジ": "orange",
    "黄": "yellow", "イエロー": "yellow", "緑": "green", "グリーン": "green", "青": "blue", "ブルー": "blue",
    "水色": "blue", "紺": "blue", "紫": "purple", "茶": "brown", "灰": "grey", "グレー": "grey", "黒": "black", "白": "white",
}  # fmt: skip
_PLAIN = 0.1  # saturation times lightness range under which a colour is a grey


def called(colour: Colour) -> frozenset[str]:
    """Return the names (values of WORDS) people may give a colour; of white none.

    Hue, lightness and saturation are those of CSS Color 4 hsl().
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour[:3]))
    if saturation * (1 - abs(2 * lightness - 1)) < _PLAIN:
        return frozenset({"black"} if lightness < 0.25 else {"grey"} if lightness < 0.95 else ())
    degrees = hue * 360
    found = {name for name, low, high in _HUES if low <= degrees < high or low <= degrees + 360 < high}
    if lightness < 0.6:
        found.discard("pink")
    else:
        found.discard("brown")
    return frozenset(found)
