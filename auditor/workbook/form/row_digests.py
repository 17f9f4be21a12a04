"""What a workbook says of its own rows when it is written, so that a row is known again without its keys."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence

from auditor.workbook.form.cells import clean
from auditor.workbook.form.columns import ABOUT, EXAMPLE, PLAN_SHEET, ROW_ID, SITE, TODO_SHEET

# Headings of base rows that no column has.
CONTENT, CONTENT_AND_PAGE, MACHINE, SHORT = "_照合", "_照合とページ", "_機械", "_やること"
ORDER = "_順"  # of the rows of a table as written
_PARTS = (SITE, PLAN_SHEET.heading("criterion"), ABOUT)
_PAGE = EXAMPLE
# In the order of the first workbooks, whatever order the columns are in now: returned ones hold their digests so.
# A new column goes to the end.
CHECKED = tuple(
    PLAN_SHEET.heading(name)
    for name in (
        "site_name", "verdict", "priority", "priority_reason", "family", "criterion", "level", "certainty", "message",
        "people", "fix", "place", "responsible", "pages", "change", "example", "first_cycle", "comment", "work", "spot",
    )
)  # fmt: skip
_SHORT = tuple(TODO_SHEET.heading(name) for name in ("spot", "title", "step"))
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


def short_digests(machine: Mapping[str, str]) -> dict[str, str]:
    """Return what is kept of the machine's cells of a row of やること. `machine`: heading → text."""
    return {SHORT: "".join(digest(machine.get(heading, "")) for heading in _SHORT)}


def todo_digests(base_row: Mapping[str, str]) -> dict[str, str]:
    """Heading of やること → digest as written; {} for a row that did not stand there."""
    return _digests(_SHORT, base_row.get(SHORT, ""))


def machine_digests(base_row: Mapping[str, str]) -> dict[str, str]:
    """Heading → digest as written; {} for a workbook that did not keep them."""
    return _digests(CHECKED, base_row.get(MACHINE, ""))


def _digests(headings: Sequence[str], text: str) -> dict[str, str]:
    digests = [text[at : at + _DIGEST] for at in range(0, len(text), _DIGEST)]
    return dict(zip(headings, digests, strict=False))  # an earlier workbook has no digest of a newer column
