"""The colour of a cell as RRGGBB, whichever of Excel's three ways it is written in."""

import colorsys
import re
from typing import Any

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.workbook.workbook import Workbook

_SCHEME = re.compile(rb'<a:(dk1|lt1|dk2|lt2|accent[1-6])>.*?(?:lastClr|srgbClr val)="([0-9A-Fa-f]{6})"', re.S)
_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


def theme_of(book: Workbook) -> tuple[str, ...]:
    """The ten theme colours in the order cells count them, () where there is no theme."""
    raw = getattr(book, "loaded_theme", None) or b""
    found = {name.decode(): colour.decode().upper() for name, colour in _SCHEME.findall(raw)}
    return tuple(found.get(name, "") for name in _ORDER)


def rgb(colour: Any, theme: tuple[str, ...]) -> str:  # Any: openpyxl's Color, without types
    """RRGGBB, '' where it is automatic or unknown."""
    if colour is None:
        return ""
    kind = colour.type
    if kind == "rgb" and isinstance(colour.rgb, str):
        return colour.rgb[-6:].upper()
    if kind == "indexed" and isinstance(colour.indexed, int) and colour.indexed < len(COLOR_INDEX):
        return COLOR_INDEX[colour.indexed][-6:].upper()
    if (
        kind == "theme"
        and isinstance(colour.theme, int)
        and colour.theme < len(theme)
        and theme[colour.theme]
    ):
        return _tinted(theme[colour.theme], float(colour.tint or 0))
    return ""


def _tinted(colour: str, tint: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(1, light), full))


def fill_of(cell: Any, theme: tuple[str, ...]) -> str:
    """The colour a cell is filled with, '' where it is not."""
    if not cell.has_style or cell.fill.fill_type != "solid":
        return ""
    return rgb(cell.fill.fgColor, theme)
