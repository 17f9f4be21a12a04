"""What a workbook says of its own rows when it is written, so that a row is known again without its keys."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping

from auditor.workbook.form.cells import clean
from auditor.workbook.form.columns import ABOUT, EXAMPLE, NUMBER, PLAN_SHEET, ROW_ID, SITE

# Headings of base rows that no column has.
CONTENT, CONTENT_AND_PAGE, MACHINE = "_照合", "_照合とページ", "_機械"
ORDER = "_順"  # of the rows of a table as written
_PARTS = (SITE, PLAN_SHEET.heading("criterion"), ABOUT)
_PAGE = EXAMPLE
CHECKED = tuple(c.heading for c in PLAN_SHEET.columns if not c.field and c.heading not in (NUMBER, ROW_ID))
_DIGEST = 5  # hexadecimal digits of one cell


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(text))).lstrip("'")


def _hash(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def content(machine: Mapping[str, str], *, page: bool) -> str:
    """Hash of what the row is about; '' where the columns for it are not there."""
    parts = (*_PARTS, _PAGE) if page else _PARTS
    if any(part not in machine for part in parts) or not _plain(machine[_PARTS[2]]):
        return ""
    return _hash("\x1f".join(_plain(machine[part]) for part in parts), 16)


def digest(text: str) -> str:
    """Short hash of one cell of the machine."""
    return _hash(_plain(text), _DIGEST)


def row_digests(machine: Mapping[str, str], row_id: str) -> dict[str, str]:
    """Return what is kept of a row of 改善計画 beside people's columns."""
    return {
        ROW_ID: row_id,
        CONTENT: content(machine, page=False),
        CONTENT_AND_PAGE: content(machine, page=True),
        MACHINE: "".join(digest(machine.get(heading, "")) for heading in CHECKED),
    }


def machine_digests(base_row: Mapping[str, str]) -> dict[str, str]:
    """Heading → digest as written; {} for a workbook that did not keep them."""
    text = base_row.get(MACHINE, "")
    if len(text) != _DIGEST * len(CHECKED):
        return {}
    return {heading: text[at * _DIGEST : (at + 1) * _DIGEST] for at, heading in enumerate(CHECKED)}
