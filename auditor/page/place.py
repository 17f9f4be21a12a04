"""What stands around a link of a page: the menu, item, row or paragraph it is in."""

from auditor.rule import Element, MissingEvidence, Page

NEAR = 300  # characters
_MENU = "nav a[href], header a[href], [role=navigation] a[href], [role=banner] a[href]"
_BLOCKS = "li, tr, dd, dt, p, figcaption, td, caption"


def menu_links(page: Page) -> frozenset[Element]:
    """Return the links that stand in a menu or in the head of the page."""
    return frozenset(page.select(_MENU))


def near(element: Element) -> str:
    """Return the text of the list item, row or paragraph an element stands in."""
    block = element.closest(_BLOCKS)
    row = block.closest("tr") if block is not None else None
    around = row or block or element.parent
    return around.text[:NEAR] if around is not None else ""


def name(element: Element) -> str:
    """Return the accessible name where the capture has it, '' elsewhere."""
    try:
        return element.name
    except MissingEvidence:
        return ""
