"""The structure tree of a PDF as a flat list of elements, with the roles they map to."""

import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from auditor.read.facts import Element

MAX_ELEMENTS = 30_000
MAX_DEPTH = 120
MAX_KIDS = 20_000
STANDARD = frozenset(
    {
        "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
        "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH",
        "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link",
        "Annot", "Ruby", "Warichu", "RB", "RT", "RP", "WT", "WP", "Figure", "Formula", "Form",
    }
)  # fmt: skip
# PDF 2.0 adds these; a document that uses them maps them or says so with a namespace.
NEWER = frozenset({"DocumentFragment", "Aside", "Title", "FENote", "Sub", "Em", "Strong", "Artifact"})
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")


@dataclass(slots=True)
class Structure:
    """What the walk over the tree collects."""

    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    content: dict[tuple[tuple[int, int], int], int] = field(default_factory=dict)  # (page, mcid) → element
    objects: dict[tuple[int, int], int] = field(default_factory=dict)  # annotation → element
    cut: bool = False


def text_of(value: Any) -> str | None:
    """Return a string entry as text, None where there is none."""
    return str(value)[:2_000] if isinstance(value, pikepdf.String) else None


def name_of(value: Any) -> str:
    """Return a name entry without its slash, '' where there is none."""
    if not isinstance(value, pikepdf.Name):
        return ""
    try:
        return str(value)[1:]
    except UnicodeDecodeError:  # names are bytes; Japanese tools write them in CP932
        escaped = value.unparse()[1:]
        return _ESCAPED.sub(lambda one: bytes.fromhex(one[1].decode()), escaped).decode("cp932", "replace")


def dictionary(value: Any) -> Any:
    """Return the value where it is a dictionary or a stream's, else None. Any: pikepdf's own types are as loose."""
    return value if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) else None


def keys(entry: Any) -> list[str]:
    """Return the keys of a dictionary, none where they are not text."""
    try:
        return sorted(entry.keys())
    except UnicodeDecodeError:
        return []


def items(value: Any) -> list[Any]:
    """Return the value as a list: an array's items, one for a single value, none for nothing."""
    if value is None:
        return []
    if isinstance(value, pikepdf.Array):
        return [value[index] for index in range(min(len(value), MAX_KIDS))]
    return [value]


def read_structure(root: Any, pages: dict[tuple[int, int], int]) -> Structure:
    """Walk the tree under StructTreeRoot in document order."""
    found = Structure()
    roles = _Roles(dictionary(root.get("/RoleMap")), found.faults)
    classes = dictionary(root.get("/ClassMap"))
    seen: set[tuple[int, int]] = set()
    stack: list[tuple[Any, int, Any, int]] = [(kid, -1, None, 0) for kid in reversed(items(root.get("/K")))]
    while stack:
        node, parent, page, depth = stack.pop()
        node = dictionary(node)
        if node is None or depth > MAX_DEPTH:
            found.cut = found.cut or node is not None
            continue
        if node.objgen != (0, 0):
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        if len(found.elements) >= MAX_ELEMENTS:
            found.cut = True
            break
        page = dictionary(node.get("/Pg")) or page
        index = len(found.elements)
        kids = items(node.get("/K"))
        content, kinds, nested = _kids(kids, page, index, found)
        found.elements.append(_element(node, parent, page, pages, roles, classes, content, kinds))
        stack += [(kid, index, page, depth + 1) for kid in reversed(nested)]
    return found


def _kids(kids: list[Any], page: Any, index: int, found: Structure) -> tuple[int, list[str], list[Any]]:
    content, kinds, nested = 0, [], []
    for kid in kids:
        if isinstance(kid, int):
            content += 1
            if page is not None:
                found.content[page.objgen, kid] = index
            continue
        entry = dictionary(kid)
        if entry is None:
            continue
        kind = name_of(entry.get("/Type"))
        if kind == "MCR":
            content += 1
            number, place = entry.get("/MCID"), dictionary(entry.get("/Pg")) or page
            stream = dictionary(entry.get("/Stm"))
            if isinstance(number, int) and place is not None:
                key = stream.objgen if stream is not None else place.objgen
                found.content[key, number] = index
        elif kind == "OBJR":
            content += 1
            target = dictionary(entry.get("/Obj"))
            if target is not None:
                found.objects[target.objgen] = index
                kinds.append(name_of(target.get("/Subtype")))
        else:
            nested.append(entry)
    return content, kinds, nested


def _element(
    node: Any,
    parent: int,
    page: Any,
    pages: dict[tuple[int, int], int],
    roles: "_Roles",
    classes: Any,
    content: int,
    kinds: list[str],
) -> Element:
    raw = name_of(node.get("/S"))
    told = _attributes(node, classes)
    spans = [told.get(key) for key in ("/RowSpan", "/ColSpan")]
    rows, columns = (value if isinstance(value, int) and 0 < value < 1_000 else 1 for value in spans)
    return Element(
        role=roles.standard(raw), raw=raw, parent=parent,
        page=pages.get(page.objgen, 0) if page is not None else 0,
        alt=text_of(node.get("/Alt")), actual=text_of(node.get("/ActualText")), lang=text_of(node.get("/Lang")),
        expansion=text_of(node.get("/E")), id=text_of(node.get("/ID")) or "",
        scope=name_of(told.get("/Scope")), headers=bool(items(told.get("/Headers"))), rows=rows, columns=columns,
        content=content, objects=tuple(kinds),
    )  # fmt: skip


def _attributes(node: Any, classes: Any) -> dict[str, Any]:
    """Entries of all attribute objects, those of classes first."""
    objects: list[Any] = []
    for one in items(node.get("/C")):
        if classes is not None and isinstance(one, pikepdf.Name):
            objects += items(classes.get(str(one)))
    objects += items(node.get("/A"))
    told: dict[str, Any] = {}
    for one in objects:
        entry = dictionary(one)
        if entry is not None:
            told.update({key: entry.get(key) for key in keys(entry)[:40]})
    return told


class _Roles:
    """Follows the role map to a standard type and remembers what is wrong with it."""

    def __init__(self, mapped: Any, faults: list[str]) -> None:
        self._map: dict[str, str] = {}
        if mapped is not None:
            self._map = {key[1:]: name_of(mapped.get(key)) for key in keys(mapped)[:2_000]}
        self._faults = faults
        for name in sorted(self._map):
            if name in STANDARD and self._map[name] != name:
                faults.append(f"remapped:{name}")
        self._known: dict[str, str] = {}

    def standard(self, raw: str) -> str:
        if raw in self._known:
            return self._known[raw]
        now, passed = raw, {raw}
        while now not in STANDARD and now in self._map:
            now = self._map[now]
            if now in passed:
                self._faults.append(f"circular:{raw}")
                break
            passed.add(now)
        if now not in STANDARD and now not in NEWER and f"circular:{raw}" not in self._faults:
            self._faults.append(f"unmapped:{raw}")
        self._known[raw] = now
        return now
