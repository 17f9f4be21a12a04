"""Compares what a page of a PDF draws with the text that it holds; it runs where pictures are read."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from auditor.read.drawn import DrawnLine
from auditor.read.facts import LayerPart, PageLayer
from auditor.read.likeness import TOLD, folded, lacks_figures, told_share

SIDE = 1600  # px of the longer side of a page as it is rendered
GLANCE_SIDE, GLANCE_LINES = 800, 6  # of a first look at the largest lines: half a second
GLANCE_LETTERS = 8  # read there at least, of which the text has less than half: then the page is compared
MAX_TEXT = 20_000  # characters of a page's text
MAX_OBJECTS, MAX_PICTURES = 5_000, 200  # of a page that are looked at
SURE = 0.9  # confidence below which a line says nothing of the text layer
LEAST = 3  # letters of a line that is compared
SAMPLE = 60  # characters of what differs that are kept
# Text that may be garbled: of so many letters, the share that are no characters, or that no Japanese text has.
GARBLED_FROM, STRANGE = 40, 0.05
BODY, THIN = (
    0.2,
    300,
)  # of a page's area in pictures, beside fewer letters of text: its content may be a picture
HIDDEN = 4  # letters that a picture hides, to be worth a look

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]  # left, top, right, bottom in px of the rendered page
Bounds = tuple[float, float, float, float]  # left, bottom, right, top in points from the bottom left


class Read(Protocol):
    """Reads the lines of a rendered page, all over it. Raises NoTime where there is none for all of them."""

    def __call__(
        self, picture: Pixels, *, first: Sequence[Box] = (), tallest: int = 0
    ) -> Sequence[DrawnLine]:
        """first: places whose lines are read before others; tallest: so many of the largest lines alone."""
        ...


class NoTime(Exception):
    """The lines of a page could not be read in the time there was."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture on a page."""

    box: Box
    share: float  # of the page's area
    hidden: str  # the text that it covers, or that lies unseen over it


def layers(read: Read, data: bytes, pages: Sequence[int]) -> tuple[tuple[PageLayer, ...], int]:
    """Return the parts of the pages asked for with how much of what they draw their text says, and for how many
    pages there was no time.

    pages: numbers from 1; a negative one is compared only where there is a reason to: text that looks garbled,
    a picture over text or in place of it, or large lines that the text does not say (of the first such page).
    Raises ValueError for what is no PDF that can be opened.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    found: list[PageLayer] = []
    glanced = next((number for number in pages if number < 0), 0)
    try:
        for at, number in enumerate(pages):
            if not 0 < abs(number) <= len(document):
                continue
            page = document[abs(number) - 1]
            try:
                found += _layers_of(read, page, number, glance=number == glanced)
            except NoTime:
                return tuple(found), len(pages) - at
            finally:
                page.close()
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    finally:
        document.close()
    return tuple(found), 0


def is_garbled(text: str) -> bool:
    """Return whether a text may be what codes without a map to characters give; text of other languages may be too."""
    letters = [char for char in unicodedata.normalize("NFKC", text) if not char.isspace()]
    if len(letters) < GARBLED_FROM:
        return False
    return sum(map(_is_strange, letters)) > STRANGE * len(letters)


def _is_strange(char: str) -> bool:
    if unicodedata.category(char) in ("Cc", "Cn", "Co"):
        return True
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return True
    return False


def _layers_of(read: Read, page: Any, number: int, *, glance: bool) -> list[PageLayer]:
    """Return the parts of one page, none where there is no reason to compare it."""
    textpage = page.get_textpage()
    text = textpage.get_text_range()[:MAX_TEXT]
    said = folded(text)
    scale = SIDE / max(1.0, *page.get_size())
    pictures = _pictures(page, textpage, scale)
    hiding = [one for one in pictures if len(folded(one.hidden)) >= HIDDEN]
    if number < 0 and not (
        hiding
        or is_garbled(text)
        or (len(said) < THIN and sum(one.share for one in pictures) >= BODY)
        or (glance and _differs(read, page, said))
    ):
        return []
    parts: dict[LayerPart, tuple[str, list[DrawnLine]]] = {
        LayerPart.TEXT: (text, []), LayerPart.PICTURE: (text, []),
        LayerPart.HIDDEN: (" ".join(one.hidden for one in hiding)[:MAX_TEXT], []),
    }  # fmt: skip
    for line in read(_rendered(page, SIDE), first=[one.box for one in hiding]):
        on = [one for one in pictures if _holds(one.box, line)]
        part = LayerPart.PICTURE if on else LayerPart.TEXT
        parts[LayerPart.HIDDEN if any(one in hiding for one in on) else part][1].append(line)
    return [_compared(abs(number), part, *found) for part, found in parts.items() if found[1]]


def _compared(number: int, part: LayerPart, text: str, lines: Sequence[DrawnLine]) -> PageLayer:
    said = folded(text)
    sure = [
        (line.text, letters)
        for line in lines
        if line.confidence >= SURE and len(letters := folded(line.text)) >= LEAST
    ]
    untold = [
        line for line in sure
        if told_share(line[1], said) < TOLD or (part is LayerPart.HIDDEN and lacks_figures(line[1], said))
    ]  # fmt: skip
    total = sum(len(letters) for _, letters in sure)
    missing = sum(len(letters) for _, letters in untold)
    return PageLayer(
        page=number,
        letters=total,
        told=round(1 - missing / total, 2) if total else 1.0,
        drawn=" ".join(text for text, _ in untold)[:SAMPLE],
        text="".join(char if char.isprintable() else "□" for char in " ".join(text.split())[:SAMPLE]),
        part=part,
        beside=len(said),
    )


def _differs(read: Read, page: Any, said: str) -> bool:
    """Return whether the text lacks most of the largest lines: words made of outlines, codes with a wrong map."""
    lines = [
        line for line in read(_rendered(page, GLANCE_SIDE), tallest=GLANCE_LINES) if line.confidence >= SURE
    ]
    seen = [letters for line in lines if len(letters := folded(line.text)) >= LEAST]
    missing = sum(len(letters) for letters in seen if told_share(letters, said) < TOLD)
    total = sum(map(len, seen))
    return total >= GLANCE_LETTERS and missing > total / 2


def _pictures(page: Any, textpage: Any, scale: float) -> list[_Picture]:
    """Return the pictures of a page with the text that each hides."""
    from pypdfium2 import raw

    width, height = page.get_size()
    images, covered, unseen = list[tuple[Bounds, int]](), list[Bounds](), list[Bounds]()
    for one in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE]), MAX_OBJECTS):
        bounds = one.get_bounds()
        if one.type == raw.FPDF_PAGEOBJ_IMAGE and len(images) < MAX_PICTURES:
            images.append((bounds, len(covered)))
        elif one.type == raw.FPDF_PAGEOBJ_IMAGE:
            continue
        elif raw.FPDFTextObj_GetTextRenderMode(one.raw) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            unseen.append(bounds)
        else:
            covered.append(bounds)  # by what is drawn after it
    return [
        _Picture(
            box=(left * scale, (height - top) * scale, right * scale, (height - bottom) * scale),
            share=max(0.0, right - left) * max(0.0, top - bottom) / max(1.0, width * height),
            hidden=textpage.get_text_bounded(*bounds)[:MAX_TEXT]
            if any(_is_within(one, bounds) for one in (*covered[:before], *unseen))
            else "",
        )
        for bounds, before in images
        for left, bottom, right, top in [bounds]
    ]


def _is_within(text: Bounds, picture: Bounds) -> bool:
    left, bottom, right, top = picture
    return left <= (text[0] + text[2]) / 2 <= right and bottom <= (text[1] + text[3]) / 2 <= top


def _rendered(page: Any, side: int) -> Pixels:
    scale = side / max(1.0, *page.get_size())
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    return np.ascontiguousarray(bitmap.to_numpy()[..., :3])


def _holds(box: Box, line: DrawnLine) -> bool:
    x, y, width, height = line.box
    left, top, right, bottom = box
    return left <= x + width / 2 <= right and top <= y + height / 2 <= bottom
