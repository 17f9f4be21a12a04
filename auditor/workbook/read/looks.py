"""Reads what the style sheet of a received workbook says of its cells: number formats, fills, letters.

Programs write style sheets that break the schema; what is odd is passed over, so that the cells are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from auditor.model import WorkbookError
from auditor.workbook.form.colours import rgb
from auditor.workbook.read.pieces import Piece, pieces
from auditor.workbook.read.untrusted_xlsx import Package

MAX_LOOKS = 65_536  # Excel takes 65,490 cell formats
# Japanese built-in formats that openpyxl does not know: without them a date comes back as a number.
_ERA, _LONG = "[$-411]ge.m.d", '[$-411]ggge"年"m"月"d"日"'
_YM, _MD = 'yyyy"年"m"月"', 'm"月"d"日"'
DATE_FORMATS: Mapping[int, str] = {
    27: _ERA, 28: _LONG, 29: _LONG, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"', 34: _YM, 35: _MD, 36: _ERA, 50: _ERA, 51: _LONG, 52: _YM, 53: _MD, 54: _LONG,
    55: _YM, 56: _MD, 57: _ERA, 58: _LONG,
}  # fmt: skip
_FORMATS: Mapping[int, str] = {**DATE_FORMATS, **BUILTIN_FORMATS}
Item = TypeVar("Item")
_WANTED = frozenset({"numFmt", "font", "fill", "xf"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks, as far as it means something or can be drawn again."""

    form: str = "General"  # number format
    is_date: bool = False
    is_span: bool = False  # hours beyond a day: [h]:mm
    fill: str = ""
    ink: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    wrap: bool = False
    size: float = 0.0


PLAIN = Look()


def looks_of(package: Package, part: str, theme: tuple[str, ...]) -> list[Look]:
    """Return the looks that cells name by number; as far as they could be read."""
    forms: dict[str, str] = {str(number): form for number, form in _FORMATS.items()}
    fonts: list[Look] = []
    fills: list[str] = []
    found: list[Look] = []
    try:
        with package.open(part) as stream:
            for piece in pieces(stream, _WANTED):
                match piece.name, piece.parent:
                    case "numFmt", "numFmts":
                        forms[piece.facts.get("numFmtId", "")] = piece.facts.get("formatCode", "")[:255]
                    case "font", "fonts":
                        fonts.append(_font(piece, theme))
                    case "fill", "fills":
                        fills.append(_fill(piece, theme))
                    case "xf", "cellXfs":
                        found.append(_look(piece, forms, fonts, fills))
                if len(found) >= MAX_LOOKS or len(fonts) >= MAX_LOOKS or len(fills) >= MAX_LOOKS:
                    break
    except WorkbookError:
        return found  # a broken style sheet costs colours, never words
    return found


def _font(piece: Piece, theme: tuple[str, ...]) -> Look:
    colour, size = piece.first("color"), piece.first("sz")
    return Look(
        bold=is_on(piece.first("b")),
        italic=is_on(piece.first("i")),
        strike=is_on(piece.first("strike")),
        ink=rgb(colour.facts, theme) if colour else "",
        size=_number(size.facts.get("val", "")) if size else 0.0,
    )


def is_on(piece: Piece | None) -> bool:
    """Return whether a font says that of its letters."""
    return piece is not None and piece.facts.get("val", "1") in ("1", "true", "on")


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 1 <= value <= 409 else 0.0


def _fill(piece: Piece, theme: tuple[str, ...]) -> str:
    pattern = piece.first("patternFill")
    if pattern is None or pattern.facts.get("patternType") != "solid":
        return ""
    colour = pattern.first("fgColor")
    return rgb(colour.facts, theme) if colour else ""


def _look(piece: Piece, forms: Mapping[str, str], fonts: Sequence[Look], fills: Sequence[str]) -> Look:
    form = forms.get(piece.facts.get("numFmtId", "0"), "") or "General"
    font = _at(fonts, piece.facts.get("fontId", "")) or PLAIN
    alignment = piece.first("alignment")
    return Look(
        form=form,
        is_date=is_date_format(form),
        is_span=is_timedelta_format(form),
        fill=_at(fills, piece.facts.get("fillId", "")) or "",
        ink=font.ink,
        bold=font.bold,
        italic=font.italic,
        strike=font.strike,
        wrap=alignment is not None and alignment.facts.get("wrapText") in ("1", "true"),
        size=font.size,
    )


def _at(items: Sequence[Item], number: str) -> Item | None:
    at = int(number) if number.isascii() and number.isdecimal() and len(number) < 8 else -1
    return items[at] if 0 <= at < len(items) else None
