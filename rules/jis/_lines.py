"""Lines as a reader sees them: text of a block split at br elements, groups split at inner blocks."""

from auditor.rule import Element

from ._words import BLOCKS, NOT_PROSE

MAX_DEPTH = 50  # nesting of inline elements that is followed


def groups(element: Element) -> list[list[str]]:
    """Return lines of the element's own inline content; a block inside begins a new group."""
    found: list[list[str]] = [[""]]
    _collect(element, found, 0)
    return [[line for line in group if line.strip()] for group in found]


def _collect(element: Element, found: list[list[str]], depth: int) -> None:
    for node in element.nodes:
        if isinstance(node, str):
            found[-1][-1] += node.replace("\r", " ").replace("\n", " ")
        elif node.tag == "br":
            found[-1].append("")
        elif node.tag in BLOCKS:
            found.append([""])
        elif node.tag not in NOT_PROSE and depth < MAX_DEPTH:
            _collect(node, found, depth + 1)
