"""Cells that are safe to open: whatever a site sent is text, never a formula, link or broken file."""

import re
import unicodedata
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlsplit

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from auditor.model import Text
from auditor.model.colour import luminance
from auditor.words import say

LIMIT = 32_000  # UTF-16 units; Excel takes 32,767
LINES = 250  # Excel takes 253 line feeds
MOST, MOST_LINES = 32_767, 254  # what Excel takes of people
MAX_URL = 2_079
MAX_LINKS = 60_000  # Excel takes 65,530 on a sheet
CUT = "…（以下省略。全文は指摘一覧CSV）"
FONT = "游ゴシック"
LINE = 16.5  # points of a line of 10-point text
MAX_HEIGHT = 409.0  # points; Excel takes no higher row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")

_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 10, "valign": "top"}
_BORDER: dict[str, Any] = {"border": 1, "border_color": "#8C8C8C"}
# Room at the right, so that a figure does not run into the words of the next column.
_FIGURE: dict[str, Any] = {"align": "right", "indent": 1}
# Contrast: white on #1F3864 11.6:1, #0B4DA2 on white 8.1:1.
STYLES: dict[str, dict[str, Any]] = {
    "text": {**_BASE, **_BORDER, "text_wrap": True},
    "inset": {**_BASE, **_BORDER, "text_wrap": True, "indent": 1},
    "quoted": {**_BASE, **_BORDER, "text_wrap": True, "quote_prefix": True, "num_format": "@"},
    "people": {**_BASE, **_BORDER, "text_wrap": True, "bg_color": "#FFFBE6"},
    "people-quoted": {
        **_BASE, **_BORDER, "text_wrap": True, "bg_color": "#FFFBE6", "quote_prefix": True, "num_format": "@",
    },
    "people-date": {**_BASE, **_BORDER, "bg_color": "#FFFBE6", "num_format": "yyyy/mm/dd", "align": "left"},
    "people-int": {**_BASE, **_BORDER, "bg_color": "#FFFBE6", "num_format": "0"},
    "int": {**_BASE, **_BORDER, **_FIGURE, "num_format": "#,##0"},
    "change": {**_BASE, **_BORDER, **_FIGURE, "num_format": "+#,##0;-#,##0;0"},
    # General shows 230 and 805.9; #,##0.## would show "230.".
    "number": {**_BASE, **_BORDER, **_FIGURE},
    "difference": {**_BASE, **_BORDER, **_FIGURE, "num_format": "+General;-General;0"},
    "none": {**_BASE, **_BORDER, **_FIGURE},
    "date": {**_BASE, **_BORDER, "num_format": "yyyy/mm/dd"},
    "link": {**_BASE, **_BORDER, "text_wrap": True, "font_color": "#0B4DA2", "underline": 1},
    "head": {
        **_BASE, **_BORDER, "bold": True, "text_wrap": True, "valign": "vcenter",
        "font_color": "#FFFFFF", "bg_color": "#1F3864",
    },
    "people-head": {
        **_BASE, **_BORDER, "bold": True, "text_wrap": True, "valign": "vcenter",
        "font_color": "#1F3864", "bg_color": "#FFE699",
    },
    "title": {**_BASE, "font_size": 16, "bold": True, "font_color": "#1F3864"},
    "section": {**_BASE, "font_size": 12, "bold": True, "font_color": "#1F3864"},
    "plain": {**_BASE},
    "lead": {**_BASE, "font_size": 11},
}  # fmt: skip


def utf16(text: str) -> int:
    """Length as Excel counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Return text that any spreadsheet can hold: no control characters, hidden direction marks shown, bounded."""
    # Nearly all texts are in order; what is printable holds no control, no direction mark, no half pair.
    if len(text) < LIMIT // 2 and text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    text = _BIDI.sub(lambda match: f"⟦U+{ord(match[0]):04X}⟧", _in_order(text))
    lines = text.split("\n")
    if len(lines) > LINES:
        text = "\n".join(lines[:LINES]) + CUT
    if utf16(text) > LIMIT:
        units = text.encode("utf-16-le")[: 2 * (LIMIT - len(CUT))]
        text = units.decode("utf-16-le", "ignore") + CUT
    return text


def words(text: str) -> str:
    """Return what a person wrote, letter for letter: without control characters and invisible direction
    marks, of any length.
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    return _BIDI.sub("", _in_order(text))


def parted(text: str) -> tuple[str, str]:
    """Return what a cell can hold of a person's text, and the rest ('' nearly always)."""
    if len(text) <= MOST // 2 and text.count("\n") < MOST_LINES:
        return text, ""
    at = len("\n".join(text.split("\n")[:MOST_LINES]))
    held = text[:at].encode("utf-16-le", "surrogatepass")[: 2 * MOST].decode("utf-16-le", "ignore")
    return held, text[len(held) :].lstrip("\n")


def _in_order(text: str) -> str:
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _BAD.sub("", _composed(text).replace("\r\n", "\n").replace("\r", "\n"))


def _composed(text: str) -> str:
    """Return the text with letters and their marks as one character.

    A character that NFC would replace by itself stays: 塚 of U+FA10 is how a person writes a name.
    """
    runs = groupby(text, key=lambda letter: unicodedata.is_normalized("NFC", letter))
    return "".join(
        unicodedata.normalize("NFC", "".join(run)) if usual else "".join(run) for usual, run in runs
    )


def is_formula_like(text: str) -> bool:
    """Return whether a spreadsheet would take this for a formula when somebody edits the cell or opens a CSV."""
    return text.startswith(_FORMULA)


def safe_url(url: str) -> str:
    """Return the address percent-encoded, '' if it is not a link a reader should follow."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    encoded = quote(url.strip().encode("utf-8", "replace"), safe="%/:=&?~#+!$,;'@()*[]")
    return encoded if len(encoded) <= MAX_URL else ""


def as_date(value: str) -> date | None:
    """Return the day of an ISO date, None for anything else."""
    try:
        day = date.fromisoformat(value[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", value) else None
    except ValueError:
        return None
    return day if day and 1900 <= day.year <= 9999 else None


def width(text: str) -> int:
    """Return columns that a line takes, near enough: two for a character that UTF-8 holds in three bytes."""
    if text.isascii():
        return len(text)
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 2


def lines_needed(text: str, columns: float) -> int:
    """Return lines that a wrapped text takes in a column so wide."""
    usable = max(1.0, columns)
    return sum(max(1, -(-width(line) // int(usable))) for line in text.split("\n"))


def is_dark(colour: str) -> bool:
    """Return whether black letters would be hard to read on RRGGBB (WCAG's relative luminance)."""
    return luminance(*(int(colour[at : at + 2], 16) for at in (0, 2, 4))) < 0.18


class CellWriter:
    """Writes cells of one workbook in one language; a format is made once and shared."""

    def __init__(self, book: Workbook, lang: str = "ja") -> None:
        self._book, self.lang = book, lang
        self._formats: dict[str, Format] = {}
        self._links: dict[str, int] = {}
        self._fill = ""

    def style(self, name: str) -> Format:
        """Return the format of this name, in the colour of this writer."""
        key = f"{name}{self._fill}"
        if key not in self._formats:
            look = dict(STYLES[name])
            if self._fill:
                look |= {"bg_color": f"#{self._fill}"}
                look |= {"font_color": "#FFFFFF" if is_dark(self._fill) else "#000000"}
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    def say(self, text: Text) -> str:
        """Return the sentence in the language of the workbook."""
        return say(text, self.lang)

    def tinted(self, fill: str) -> "CellWriter":
        """Return a writer that fills cells with the colour a person chose (RRGGBB)."""
        writer = CellWriter(self._book, self.lang)
        writer._formats, writer._links, writer._fill = self._formats, self._links, fill
        return writer

    def text(self, sheet: Worksheet, row: int, column: int, text: str, style: str = "text") -> None:
        """Put text, and nothing but text, into a cell."""
        text = parted(words(text))[0] if style.startswith("people") else clean(text)
        if not text:
            sheet.write_blank(row, column, None, self.style(style))
            return
        if is_formula_like(text):
            style = {"text": "quoted", "people": "people-quoted"}.get(style, "quoted")
        sheet.write_string(row, column, text, self.style(style))

    def number(self, sheet: Worksheet, row: int, column: int, value: float, style: str = "int") -> None:
        """Put a number into a cell."""
        sheet.write_number(row, column, value, self.style(style))

    def date(self, sheet: Worksheet, row: int, column: int, value: str, style: str = "date") -> None:
        """Put a day into a cell; what is no ISO date stays the text it is."""
        day = as_date(value)
        if day is None:
            self.text(sheet, row, column, value, "people" if style.startswith("people") else "text")
            return
        sheet.write_datetime(row, column, day, self.style(style))

    def link(self, sheet: Worksheet, row: int, column: int, url: str, words: str) -> None:
        """Put words that lead to a web page into a cell; text where the address is not fit for that."""
        address = safe_url(url)
        used = self._links.get(sheet.name, 0)
        words = clean(words)
        if not address or not words or is_formula_like(words) or used >= MAX_LINKS:
            self.text(sheet, row, column, words)
            return
        self._links[sheet.name] = used + 1
        sheet.write_url(row, column, address, self.style("link"), words, address[:255])
