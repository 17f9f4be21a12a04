"""Headings of the columns that people added, as a workbook of either language shows them.

A column that somebody called "Notes" is one of theirs in a Japanese workbook, where the column of the plan is called 備考. In
an English one it shows as "Notes (added)" beside "Notes" of the plan, and is read back as "Notes".
"""

import re
import unicodedata

from auditor.workbook.form.columns import Sheet

_MARK = " (added)"
TYPED_NUMBER = "記入された管理番号"  # added by an import, for numbers that no row of the plan has
_TYPED_NUMBER = "Issue no. as entered"


def plain(value: object) -> str:
    """Return a heading without white space and width, '' for what is no text."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", value)) if isinstance(value, str) else ""


def shown(heading: str, spec: Sheet, lang: str) -> str:
    """Return an added heading as it is shown: marked where it may pass for one of the sheet in that language."""
    if lang == "en" and heading == TYPED_NUMBER:
        return _TYPED_NUMBER
    return heading + _MARK if lang == "en" and _is_taken(heading, spec) else heading


def stored(title: str, spec: Sheet, lang: str) -> str:
    """Return the added heading that a title shows: the inverse of `shown`."""
    if lang == "en" and plain(title) == plain(_TYPED_NUMBER):
        return TYPED_NUMBER
    bare = title.removesuffix(_MARK)
    return bare if lang == "en" and bare != title and _is_taken(bare, spec) else title


def _is_taken(heading: str, spec: Sheet) -> bool:
    """Return whether a heading, one mark after another taken off, is an English one of the sheet."""
    while heading.endswith(_MARK):
        heading = heading.removesuffix(_MARK)
    ours = {plain(column.english).casefold() for column in spec.columns if column.english}
    ours.add(plain(_TYPED_NUMBER).casefold())
    return plain(heading).casefold() in ours
