"""The styles of an Excel workbook: which are dates, and what differs from plain."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.read.xml_events import parse

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.I)
_DATES = frozenset({14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47, *range(27, 37), *range(50, 59)})


@dataclass(frozen=True, slots=True)
class Style:
    """One cell format: whether numbers are dates in it, and its marks."""

    date: bool = False
    mark: str = ""


def is_date(code: str) -> bool:
    """Return whether a number format shows dates or times."""
    bare = _QUOTED.sub("", code.split(";")[0])
    return bool(re.search(r"[ydhs]|m(?!\d)|[ge](?=[/\-ge]|$)", bare, re.I)) and not re.search(r"[0#?]E", bare)


class _Reader:
    """Handlers for styles.xml; what is collected is read off afterwards."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.fonts: list[str] = []
        self.fills: list[str] = []
        self.formats: list[tuple[int, int, int]] = []
        self._path: list[str] = []
        self._marks: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        above = self._path[-1] if self._path else ""
        self._path.append(name)
        on = attributes.get("val", "1") not in ("0", "false")
        if name == "numFmt" and above == "numFmts":
            number = attributes.get("numFmtId", "")
            if number.isdecimal():
                self.codes[int(number)] = attributes.get("formatCode", "")
        elif above == "fonts" and name == "font":
            self._marks = []
        elif above == "font" and name in ("b", "i", "strike") and on:
            self._marks.append({"b": "bold", "i": "italic", "strike": "strike"}[name])
        elif above == "font" and name == "u" and attributes.get("val") != "none":
            self._marks.append("underline")
        elif above == "font" and name == "color":
            colour = _colour(attributes)
            if colour:
                self._marks.append(f"color={colour}")
        elif above == "patternFill" and name == "fgColor" and self.fills and self.fills[-1] == "solid":
            colour = _colour(attributes, fill=True)
            self.fills[-1] = f"fill={colour}" if colour else ""
        elif above == "fill" and name == "patternFill":
            self.fills.append("solid" if attributes.get("patternType") == "solid" else "")
        elif name == "xf" and above == "cellXfs":
            numbers = (attributes.get(key, "0") for key in ("numFmtId", "fontId", "fillId"))
            form, font, fill = (int(text) if text.isdecimal() else 0 for text in numbers)
            self.formats.append((form, font, fill))

    def end(self, name: str, _text: str) -> None:
        self._path.pop()
        if name == "font" and self._path and self._path[-1] == "fonts":
            self.fonts.append(" ".join(sorted(self._marks)))


def _colour(attributes: Mapping[str, str], *, fill: bool = False) -> str:
    """Return a colour as written, '' for black text, white ground and automatic ones."""
    if rgb := attributes.get("rgb", ""):
        plain = ("FFFFFF",) if fill else ("000000",)
        return "" if rgb[-6:].upper() in plain else rgb.upper()
    if theme := attributes.get("theme", ""):
        tint = attributes.get("tint", "0")
        plain_theme = "0" if fill else "1"
        return "" if theme == plain_theme and tint in ("0", "") else f"theme{theme}/{tint[:6]}"
    indexed = attributes.get("indexed", "")
    if indexed in ("", "64", "65", "8" if not fill else "9", "0" if not fill else "1"):
        return ""
    return f"indexed{indexed}"


def styles_of(data: bytes) -> tuple[Style, ...]:
    """Return the cell formats of styles.xml in their order."""
    if not data:
        return ()
    reader = _Reader()
    parse(data, reader.start, reader.end)
    made: dict[tuple[int, int, int], Style] = {}
    for key in reader.formats:
        if key in made:
            continue
        number, font, fill = key
        code = reader.codes.get(number)
        date = number in _DATES if code is None else is_date(code)
        marks = [
            kept[place]
            for kept, place in ((reader.fonts, font), (reader.fills, fill))
            if place < len(kept) and kept[place] not in ("", "solid")
        ]
        made[key] = Style(date, " ".join(marks))
    return tuple(made[key] for key in reader.formats)
