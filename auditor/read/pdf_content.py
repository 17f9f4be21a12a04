"""What a PDF page shows: text, pictures and lines, and whether each is tagged or an artifact."""

from dataclasses import dataclass, field
from typing import Any

import pikepdf

from auditor.read.pdf_structure import dictionary, name_of

MAX_OPERATORS = 400_000  # of one file
MAX_NESTED = 6
_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_PAINT = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"})
_LINES = frozenset({"l", "re"})
Key = tuple[int, int]


@dataclass(slots=True)
class Shown:
    """What the pages show, collected while their streams are read."""

    fonts: dict[Key, tuple[Any, set[int]]] = field(default_factory=dict)  # object → (font, pages)
    direct_fonts: list[tuple[Any, int]] = field(default_factory=list)
    codes: dict[Key, set[bytes]] = field(default_factory=dict)  # strings shown, bounded
    text_pages: set[int] = field(default_factory=set)
    hidden_pages: set[int] = field(default_factory=set)
    image_pages: set[int] = field(default_factory=set)
    pictures: set[tuple[int, int]] = field(default_factory=set)  # (page, element it is tagged with or -1)
    ruled_pages: set[int] = field(default_factory=set)
    unmarked: set[int] = field(default_factory=set)
    mixed: set[int] = field(default_factory=set)
    langs: dict[tuple[Key, int], bool] = field(default_factory=dict)  # marked content → told its language
    untold: set[int] = field(default_factory=set)  # pages with text outside of any language
    artifact_references: set[str] = field(default_factory=set)
    operators: int = 0
    cut: bool = False


@dataclass(slots=True)
class _Mark:
    kind: str  # tagged | artifact | other
    lang: bool = False
    key: tuple[Key, int] | None = None
    replaced: bool = False  # it has ActualText, Alt or E of its own


class Walker:
    """Reads the content of one document; `content` holds the marked content the structure tree knows."""

    def __init__(self, content: dict[tuple[Key, int], int]) -> None:
        self.shown = Shown()
        self._content = content
        self._page = 0
        self._lines = 0
        self._texts = 0

    def page(self, number: int, page: Any) -> None:
        """Read the content of one page."""
        self._page, self._lines, self._texts = number, 0, 0
        resources = dictionary(page.obj.get("/Resources")) or dictionary(page.get("/Resources"))
        self._stream(page.obj, resources, [], page.obj.objgen, 0)
        if self._lines >= 12 and self._texts >= 12:
            self.shown.ruled_pages.add(number)

    def _stream(self, source: Any, resources: Any, outer: list[_Mark], home: Key, depth: int) -> None:
        try:
            instructions = pikepdf.parse_content_stream(source)
        except (pikepdf.PdfError, TypeError, ValueError):
            return
        marks = list(outer)
        font: Any = None
        mode, saved = 0, []
        for instruction in instructions:
            self.shown.operators += 1
            if self.shown.operators > MAX_OPERATORS:
                self.shown.cut = True
                return
            operator = str(instruction.operator)
            operands = instruction.operands
            if operator in ("BDC", "BMC"):
                marks.append(self._mark(operator, operands, resources, home, marks))
            elif operator == "EMC":
                if len(marks) > len(outer):
                    marks.pop()
            elif operator == "Tf" and operands:
                font = _resource(resources, "/Font", operands[0])
            elif operator == "Tr" and operands:
                mode = int(operands[0]) if isinstance(operands[0], int) else 0
            elif operator == "q":
                saved.append((font, mode))
            elif operator == "Q" and saved:
                font, mode = saved.pop()
            elif operator == "gs" and operands:
                state = dictionary(_resource(resources, "/ExtGState", operands[0]))
                entry = state.get("/Font") if state is not None else None
                if isinstance(entry, pikepdf.Array) and len(entry):
                    font = entry[0]
            elif operator in _TEXT:
                self._text(font, mode, operands, marks)
            elif operator in _LINES:
                self._lines += 1
            elif operator in _PAINT:
                if operator == "INLINE IMAGE":
                    self._picture(marks)
                self._content_shown(marks)
            elif operator == "Do" and operands:
                self._object(_resource(resources, "/XObject", operands[0]), resources, marks, depth)

    def _mark(self, operator: str, operands: Any, resources: Any, home: Key, marks: list[_Mark]) -> _Mark:
        tag = name_of(operands[0]) if operands else ""
        properties = None
        if operator == "BDC" and len(operands) > 1:
            value = operands[1]
            properties = dictionary(value) or dictionary(_resource(resources, "/Properties", value))
        number = properties.get("/MCID") if properties is not None else None
        lang = properties is not None and properties.get("/Lang") is not None
        replaced = properties is not None and any(
            properties.get(key) is not None for key in ("/ActualText", "/Alt", "/E")
        )
        if tag == "Artifact":
            if any(mark.kind == "tagged" for mark in marks):
                self.shown.mixed.add(self._page)
            return _Mark("artifact", lang)
        if isinstance(number, int):
            if any(mark.kind == "artifact" for mark in marks):
                self.shown.mixed.add(self._page)
            key = (home, number)
            known = key in self._content
            if replaced and not lang:
                self.shown.langs[key] = self.shown.langs.get(key, True) and any(one.lang for one in marks)
            return _Mark("tagged" if known else "other", lang, key if known else None, replaced)
        if replaced and not lang and not any(mark.lang for mark in marks):
            owner = next((mark.key for mark in reversed(marks) if mark.key), None)
            if owner:
                self.shown.langs[owner] = False
        return _Mark("other", lang)

    def _text(self, font: Any, mode: int, operands: Any, marks: list[_Mark]) -> None:
        if mode == 3:
            self.shown.hidden_pages.add(self._page)
        else:
            self.shown.text_pages.add(self._page)
        self._texts += 1
        self._content_shown(marks, text=True)
        font = dictionary(font)
        if font is None or mode == 3:
            return
        if font.objgen == (0, 0):
            if len(self.shown.direct_fonts) < 50:
                self.shown.direct_fonts.append((font, self._page))
            return
        self.shown.fonts.setdefault(font.objgen, (font, set()))[1].add(self._page)
        codes = self.shown.codes.setdefault(font.objgen, set())
        if len(codes) < 2_000:
            for operand in operands:
                parts = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
                codes.update(bytes(part) for part in parts if isinstance(part, pikepdf.String))

    def _content_shown(self, marks: list[_Mark], *, text: bool = False) -> None:
        inner = next((mark for mark in reversed(marks) if mark.kind != "other"), None)
        if inner is None:
            self.shown.unmarked.add(self._page)
            if text and not any(mark.lang for mark in marks):
                self.shown.untold.add(self._page)
        elif inner.kind == "tagged" and text and inner.key:
            told = any(mark.lang for mark in marks)
            self.shown.langs[inner.key] = self.shown.langs.get(inner.key, True) and told

    def _picture(self, marks: list[_Mark]) -> None:
        inner = next((mark for mark in reversed(marks) if mark.kind != "other"), None)
        owner = self._content.get(inner.key, -1) if inner and inner.key else -1
        self.shown.image_pages.add(self._page)
        self.shown.pictures.add((self._page, owner))

    def _object(self, target: Any, resources: Any, marks: list[_Mark], depth: int) -> None:
        stream = dictionary(target)
        if stream is None:
            return
        kind = name_of(stream.get("/Subtype"))
        if kind == "Image":
            self._picture(marks)
            self._content_shown(marks)
        elif kind == "Form" and depth < MAX_NESTED:
            if stream.get("/Ref") is not None:
                self.shown.artifact_references.add("reference-xobject")
            inner = dictionary(stream.get("/Resources")) or resources
            self._stream(stream, inner, marks, stream.objgen, depth + 1)


def _resource(resources: Any, kind: str, name: Any) -> Any:
    group = dictionary(resources.get(kind)) if resources is not None else None
    if group is None or not isinstance(name, pikepdf.Name):
        return None
    try:
        return group.get(str(name))
    except UnicodeDecodeError:  # a name that is not text finds nothing
        return None
