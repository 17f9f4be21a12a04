"""How the JIS rules read a table from its markup: rows, cells, and whether it holds data."""

import re
import unicodedata
from collections.abc import Sequence

from auditor.rule import Element

NUMBER = re.compile(r"[\s△▲+\-－−]*[\d,.]+\s*\D{0,3}")
# A number, a date, a time or nothing: of a state it tells nothing. A sign (○, △) does.
STATELESS = re.compile(r"[\s\d０-９()（）/／:：.,、，・年月火水木金土日時分祝~〜～-]*")
MAX_ROWS = 500


def rows(table: Element) -> list[list[Element]]:
    """Return cells of each row of the table itself, inner tables left out, at most 500 rows."""
    found = []
    for child in table.children:
        parts = child.children if child.tag in ("thead", "tbody", "tfoot") else [child]
        for row in parts:
            if row.tag == "tr":
                found.append([cell for cell in row.children if cell.tag in ("td", "th")])
            if len(found) >= MAX_ROWS:
                return found
    return found


def is_layout(table: Element) -> bool:
    """Return whether the markup shows that the table only arranges things on the page."""
    return (
        table["role"] in ("presentation", "none")
        or table.closest("[aria-hidden=true], [hidden]") is not None
        or bool(table.select("table, form, h1, h2, h3, input, select, textarea, iframe, nav"))
    )


def is_numeric(text: str) -> bool:
    """Return whether a cell's text is a figure, perhaps with a unit."""
    return bool(NUMBER.fullmatch(unicodedata.normalize("NFKC", text)))


def is_emphasised(cell: Element) -> bool:
    """Return whether a cell looks like a header: all its text bold, or a background of its own."""
    strong = cell.select("b, strong")
    return bool(cell.text) and (
        any(one.text == cell.text for one in strong)
        or "bgcolor" in cell
        or bool(re.search(r"background|font-weight\s*:\s*(bold|[6-9]00)", cell["style"]))
        or bool(re.search(r"head|midashi|title|(^|[\s_-])th($|[\s_-])", cell["class"], re.IGNORECASE))
    )


def all_emphasised(cells: Sequence[Element]) -> bool:
    """Return whether every cell that holds text looks like a header."""
    filled = [cell for cell in cells if cell.text]
    return bool(filled) and all(map(is_emphasised, filled))
