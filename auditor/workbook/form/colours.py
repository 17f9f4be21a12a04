"""A colour of a received workbook as RRGGBB, whichever of Excel's three ways it is written in."""

import colorsys
import re
from collections.abc import Mapping

from openpyxl.styles.colors import COLOR_INDEX

_SCHEME = re.compile(rb'<a:(dk1|lt1|dk2|lt2|accent[1-6])>.*?(?:lastClr|srgbClr val)="([0-9A-Fa-f]{6})"', re.S)
_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_HEX = re.compile(r"#?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
MAX_THEME = 1_000_000


def theme_of(part: bytes) -> tuple[str, ...]:
    """Return the ten colours of a theme in the order cells count them, '' where one is missing."""
    found = {name.decode(): colour.decode().upper() for name, colour in _SCHEME.findall(part[:MAX_THEME])}
    return tuple(found.get(name, "") for name in _ORDER)


def rgb(colour: Mapping[str, str], theme: tuple[str, ...]) -> str:
    """RRGGBB of the attributes of a colour, '' where it is automatic or unknown."""
    if match := _HEX.fullmatch(colour.get("rgb", "").strip()):
        return match[1].upper()
    index = _whole(colour.get("indexed", ""))
    if 0 <= index < len(COLOR_INDEX):
        return COLOR_INDEX[index][-6:].upper()
    index = _whole(colour.get("theme", ""))
    if 0 <= index < len(theme) and theme[index]:
        return _tinted(theme[index], colour.get("tint", ""))
    return ""


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1


def _tinted(colour: str, said: str) -> str:
    try:
        tint = max(-1.0, min(1.0, float(said or 0)))
    except ValueError:
        tint = 0.0
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(1, light), full))
