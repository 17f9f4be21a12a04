"""The template signature: a hash of a page's landmarks and containers that its content does not change."""

import hashlib

from lxml import etree

_CONTAINERS = frozenset(
    {
        "header",
        "nav",
        "main",
        "aside",
        "footer",
        "form",
        "div",
        "section",
        "article",
        "frameset",
        "frame",
        "center",
    }
)
_INSIDE_MAIN = frozenset({"nav", "aside", "form", "article"})
_ROLES = frozenset({"banner", "navigation", "main", "complementary", "contentinfo", "search", "form"})
_DEPTH = 4
_MAIN_DEPTH = 3
_MAX_CHILDREN = 300


def signature(root: etree._Element) -> str:
    """Return the signature, '' for a document without a body.

    Text, ids, classes and counts are left out: of equal neighbours the first is kept, so a page with three
    boxes and one with five are of one template. The main area is what authors fill; of it only the kinds of
    containers count.
    """
    body = next(iter(root.iter("body", "frameset")), None)
    if body is None:
        return ""
    return hashlib.sha256(_shape(body, _DEPTH).encode()).hexdigest()[:16]


def _shape(element: etree._Element, depth: int) -> str:
    name = _name(element)
    if name == "main":
        return f"main[{','.join(sorted(_kinds(element, _MAIN_DEPTH)))}]"
    if depth == 0:
        return name
    inner: dict[str, None] = {}
    for child in list(element)[:_MAX_CHILDREN]:
        if child.tag in _CONTAINERS or child.get("role") in _ROLES:
            inner[_shape(child, depth - 1)] = None
    return f"{name}({' '.join(inner)})" if inner else name


def _name(element: etree._Element) -> str:
    role = element.get("role")
    if role == "main" or element.tag == "main":
        return "main"
    return f"{element.tag}:{role}" if role in _ROLES else str(element.tag)


def _kinds(element: etree._Element, depth: int) -> set[str]:
    found: set[str] = set()
    for child in list(element)[:_MAX_CHILDREN]:
        if child.tag in _INSIDE_MAIN:
            found.add(str(child.tag))
        if depth:
            found |= _kinds(child, depth - 1)
    return found
