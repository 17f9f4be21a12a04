"""A PDF document as facts: its tags, titles, languages, annotations and fonts. No Java, no rendering."""

import re
from io import BytesIO
from typing import Any

import pikepdf

from auditor.read.facts import MAX_NOTED, Annotation, Font, Pdf
from auditor.read.limits import Unreadable
from auditor.read.pdf_content import Walker
from auditor.read.pdf_fonts import font_of
from auditor.read.pdf_structure import Structure, dictionary, items, name_of, read_structure, text_of
from auditor.read.xml_events import parse

MAX_PAGES = 300  # whose content is read
MAX_OUTLINES = 5_000
_READ_ALOUD = 1 << 9  # permission bit 10


def read_pdf(data: bytes) -> Pdf:
    """Return the facts of a PDF document. Raises Unreadable."""
    try:
        document = pikepdf.open(BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Unreadable("encrypted", "password") from error
    except (pikepdf.PdfError, ValueError, OSError) as error:
        raise Unreadable("damaged", str(error)[:200]) from error
    with document:
        return _read(document)


def _read(document: pikepdf.Pdf) -> Pdf:
    root = document.Root
    pages = list(document.pages)[: MAX_PAGES * 10]
    numbers = {page.obj.objgen: number for number, page in enumerate(pages, 1)}
    marks = dictionary(root.get("/MarkInfo"))
    tree = dictionary(root.get("/StructTreeRoot"))
    structure = read_structure(tree, numbers) if tree is not None else Structure()
    walker = Walker(structure.content)
    for number, page in enumerate(pages[:MAX_PAGES], 1):
        walker.page(number, page)
    shown = walker.shown
    view = dictionary(root.get("/ViewerPreferences"))
    metadata = _metadata(root)
    notes = _annotations(pages, structure)
    lang = text_of(root.get("/Lang"))
    outlines = _outlines(root)
    info = dictionary(document.trailer.get("/Info"))
    info_title = text_of(info.get("/Title")) if info is not None else None
    marked = marks is not None and marks.get("/Marked") is True
    return Pdf(
        pages=len(document.pages),
        marked=marked,
        structured=bool(structure.elements),
        suspects=marks is not None and marks.get("/Suspects") is True,
        lang=lang or "",
        title=metadata.get("title", "").strip(),
        info_title=(info_title or "").strip(),
        display_title=view is not None and view.get("/DisplayDocTitle") is True,
        ua_part=metadata.get("part", ""),
        ua_faults=tuple(sorted(key.removeprefix("fault:") for key in metadata if key.startswith("fault:"))),
        assistive=_assistive(document),
        protected=document.is_encrypted,
        outlines=outlines,
        elements=tuple(structure.elements),
        cut=structure.cut or shown.cut or len(document.pages) > MAX_PAGES,
        role_faults=tuple(dict.fromkeys(structure.faults)),
        annotations=tuple(notes),
        untabbed=tuple(
            n for n, page in enumerate(pages, 1) if _annots(page) and name_of(page.obj.get("/Tabs")) != "S"
        )[:MAX_NOTED],
        fonts=_fonts(walker),
        image_pages=tuple(sorted(shown.image_pages - shown.text_pages - shown.hidden_pages)),
        hidden_text_pages=tuple(sorted((shown.hidden_pages - shown.text_pages) & shown.image_pages)),
        text_pages=tuple(sorted(shown.text_pages)),
        pictures=tuple(sorted(one for one in shown.pictures if one[0] not in shown.text_pages)),
        ruled_pages=tuple(sorted(shown.ruled_pages)),
        unmarked_pages=tuple(sorted(shown.unmarked)),
        mixed_pages=tuple(sorted(shown.mixed)),
        untold_lang=tuple(_untold(lang, structure, walker, notes, outlines)),
        faults=tuple(_faults(document, root, pages, shown.artifact_references)),
    )


def _assistive(document: pikepdf.Pdf) -> bool:
    entry = dictionary(document.trailer.get("/Encrypt"))
    if entry is None:
        return True
    bits = entry.get("/P", -1)
    return not isinstance(bits, int) or bool(bits & _READ_ALOUD)


def _metadata(root: Any) -> dict[str, str]:
    """Title and PDF/UA identification from the XMP packet; {} where there is none."""
    stream = root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    try:
        data = bytes(stream.read_bytes()[:5_000_000])
    except (pikepdf.PdfError, ValueError):
        return {}
    found = {"packet": "1"}
    path: list[str] = []

    def start(name: str, attributes: Any) -> None:
        path.append(name)
        for key, value in attributes.items():
            prefix, _, short = key.rpartition(":")
            if short == "part" and "ua" in prefix.lower():
                found.setdefault("part", value.strip())
            elif short in ("amd", "corr") and "ua" in prefix.lower():
                found[f"fault:{short}"] = value
            if (
                key.startswith("xmlns:")
                and value.startswith("http://www.aiim.org/pdfua/ns/id")
                and short != "pdfuaid"
            ):
                found["fault:prefix"] = short

    def end(name: str, text: str) -> None:
        path.pop()
        if name == "li" and "title" in path[-2:] and not found.get("title"):
            found["title"] = text
        elif name == "part" and path and path[-1] == "Description":
            found.setdefault("part", text.strip())
        elif name in ("amd", "corr") and path and path[-1] == "Description":
            found.setdefault(name, text.strip())

    try:
        parse(data.strip(b"\0\xef\xbb\xbf \r\n"), start, end)
    except Unreadable:
        return {"packet": "1", "fault:unreadable": "1"}
    if b"pdfuaid" not in data and "fault:prefix" not in found:
        found.pop("part", None)
    return found


def _annots(page: Any) -> list[Any]:
    return [one for one in map(dictionary, items(page.obj.get("/Annots"))) if one is not None]


def _annotations(pages: list[Any], structure: Structure) -> list[Annotation]:
    found: list[Annotation] = []
    for number, page in enumerate(pages, 1):
        for one in _annots(page):
            if len(found) >= 5_000:
                return found
            found.append(_annotation(one, number, page, structure))
    return found


def _annotation(one: Any, number: int, page: Any, structure: Structure) -> Annotation:
    at = structure.objects.get(one.objgen)
    element = structure.elements[at] if at is not None else None
    flags = one.get("/F", 0)
    lang = ""
    while at is not None and at >= 0 and not lang:
        lang = structure.elements[at].lang or ""
        at = structure.elements[at].parent
    return Annotation(
        kind=name_of(one.get("/Subtype")), page=number, contents=text_of(one.get("/Contents")) or "",
        label=_inherited(one, "/TU"), name=_inherited(one, "/T"), field=_inherited(one, "/FT"),
        alt=(element.alt or "") if element else "", role=element.role if element else "",
        hidden=isinstance(flags, int) and bool(flags & 2), outside=_outside(one, page), lang=lang,
    )  # fmt: skip


def _inherited(one: Any, key: str) -> str:
    for _ in range(8):
        if one is None:
            return ""
        value = one.get(key)
        if value is not None:
            return name_of(value) or text_of(value) or ""
        one = dictionary(one.get("/Parent"))
    return ""


def _outside(one: Any, page: Any) -> bool:
    try:
        box, area = [float(x) for x in one.get("/Rect")], [float(x) for x in page.cropbox]
    except (TypeError, ValueError, pikepdf.PdfError):
        return False
    x0, x1, y0, y1 = min(box[0::2]), max(box[0::2]), min(box[1::2]), max(box[1::2])
    return x1 < area[0] or x0 > area[2] or y1 < area[1] or y0 > area[3]


def _outlines(root: Any) -> int:
    """Return the number of bookmarks, bounded."""
    top = dictionary(root.get("/Outlines"))
    number, stack, seen = 0, [top.get("/First")] if top is not None else [], set()
    while stack and number < MAX_OUTLINES:
        node = dictionary(stack.pop())
        if node is None or node.objgen in seen:
            continue
        seen.add(node.objgen)
        number += 1
        stack += [node.get("/Next"), node.get("/First")]
    return number


def _fonts(walker: Walker) -> tuple[Font, ...]:
    shown = walker.shown
    made = [
        font_of(font, pages, shown.codes.get(key, set()))
        for key, (font, pages) in list(shown.fonts.items())[:200]
    ]
    made += [font_of(font, {page}, set()) for font, page in shown.direct_fonts]
    return tuple(sorted(made, key=lambda one: (one.name, one.kind, one.pages)))


def _untold(
    lang: str | None, structure: Structure, walker: Walker, notes: list[Annotation], outlines: int
) -> list[str]:
    """Where text has no language of its own while the document has none (Matterhorn 11-001 to 11-006)."""
    if lang:
        return []
    told: list[bool] = []
    for element in structure.elements:
        above = told[element.parent] if element.parent >= 0 else False
        told.append(bool(element.lang) or above)
    found = set()
    for key, of_itself in walker.shown.langs.items():
        at = structure.content.get(key)
        if not of_itself and at is not None and not told[at]:
            found.add("content")
    if walker.shown.untold and structure.elements:
        found.add("content")
    for element, known in zip(structure.elements, told, strict=True):
        if not known:
            found |= {
                kind
                for kind, text in (
                    ("alt", element.alt),
                    ("actual", element.actual),
                    ("expansion", element.expansion),
                )
                if text
            }
    if outlines:
        found.add("outlines")
    if any(note.contents and not note.lang and note.kind != "Popup" for note in notes):
        found.add("contents")
    if any(note.label and not note.lang for note in notes):
        found.add("label")
    return sorted(found)


def _faults(document: pikepdf.Pdf, root: Any, pages: list[Any], shown: set[str]) -> list[str]:
    """Further conditions of ISO 14289-1 that the object model alone shows."""
    found = set(shown)
    form = dictionary(root.get("/AcroForm"))
    packet = form.get("/XFA") if form is not None else None
    if packet is not None and _dynamic(packet):
        found.add("dynamic-xfa")
    layers = dictionary(root.get("/OCProperties"))
    for entry in map(
        dictionary, [layers.get("/D"), *items(layers.get("/Configs"))] if layers is not None else []
    ):
        if entry is None:
            continue
        if not (text_of(entry.get("/Name")) or "").strip():
            found.add("layer-unnamed")
        if entry.get("/AS") is not None:
            found.add("layer-automatic")
    for entry in _file_specs(document):
        if entry.get("/EF") is not None and not (text_of(entry.get("/F")) and text_of(entry.get("/UF"))):
            found.add("embedded-file-unnamed")
    lang = text_of(root.get("/Lang"))
    if lang and not re.match(r"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$", lang):
        found.add("lang-invalid")
    for page in pages[:MAX_PAGES]:
        for one in _annots(page):
            if name_of(one.get("/Subtype")) == "TrapNet":
                found.add("trap-net")
            if name_of(one.get("/Subtype")) == "PrinterMark" and one.get("/StructParent") is not None:
                found.add("printer-mark")
    return sorted(found)


def _dynamic(packet: Any) -> bool:
    for one in items(packet):
        if isinstance(one, pikepdf.Stream):
            _, told, rest = bytes(one.read_bytes()[:200_000]).partition(b"dynamicRender")
            if told and b"required" in rest[:40]:
                return True
    return False


def _file_specs(document: pikepdf.Pdf) -> list[Any]:
    found = []
    for one in list(document.objects)[:50_000]:
        entry = dictionary(one)
        if (
            entry is not None
            and not isinstance(one, pikepdf.Stream)
            and name_of(entry.get("/Type")) in ("Filespec", "F")
        ):
            found.append(entry)
    return found
