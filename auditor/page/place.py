"""What stands around a link of a page: the item, row or paragraph it is in."""

from auditor.rule import Element, MissingEvidence

NEAR = 300  # characters
_BLOCKS = "li, tr, dd, dt, p, figcaption, td, caption"


def near(element: Element) -> str:
    """The text of the list item, row or paragraph an element stands in."""
    block = element.closest(_BLOCKS)
    row = block.closest("tr") if block is not None else None
    around = row or block or element.parent
    return around.text[:NEAR] if around is not None else ""


def name(element: Element) -> str:
    """The accessible name where the capture has it, '' elsewhere."""
    try:
        return element.name
    except MissingEvidence:
        return ""
