"""Compares what a page of a PDF draws with the text that it holds; it runs where pictures are read."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.read.drawn import DrawnLine
from auditor.read.facts import PageLayer
from auditor.read.likeness import TOLD, folded, told_share

SIDE = 1600  # px of the longer side of a page as it is rendered
MAX_TEXT = 20_000  # characters of a page's text
SURE = 0.9  # confidence below which a line says nothing of the text layer
LEAST = 3  # letters of a line that is compared
SAMPLE = 60  # characters of what differs that are kept
# Text that may be garbled: of so many letters, the share that are no characters, or that no Japanese text has.
GARBLED_FROM, STRANGE = 40, 0.05

Pixels = NDArray[np.uint8]
Read = Callable[[Pixels], Sequence[DrawnLine]]


def layers(read: Read, data: bytes, pages: Sequence[int]) -> tuple[PageLayer, ...]:
    """Return the pages asked for with how much of what they draw their text says.

    pages: numbers from 1; a negative one is compared only where its text looks garbled.
    Raises ValueError for what is no PDF that can be opened.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    found = []
    try:
        for number in pages:
            if 0 < abs(number) <= len(document) and (one := _layer(read, document, number)):
                found.append(one)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    finally:
        document.close()
    return tuple(found)


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


def _layer(read: Read, document: Any, number: int) -> PageLayer | None:
    """Return one page, None where there is nothing to compare."""
    page = document[abs(number) - 1]
    try:
        text = page.get_textpage().get_text_range()[:MAX_TEXT]
        if number < 0 and not is_garbled(text):
            return None
        scale = SIDE / max(1.0, *page.get_size())
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        picture = np.ascontiguousarray(bitmap.to_numpy()[..., :3])
    finally:
        page.close()
    said = folded(text)
    lines = [
        (line.text, letters)
        for line in read(picture)
        if line.confidence >= SURE and len(letters := folded(line.text)) >= LEAST
    ]
    untold = [line for line in lines if told_share(line[1], said) < TOLD]
    total = sum(len(letters) for _, letters in lines)
    missing = sum(len(letters) for _, letters in untold)
    return PageLayer(
        page=abs(number),
        letters=total,
        told=round(1 - missing / total, 2) if total else 1.0,
        drawn=" ".join(text for text, _ in untold)[:SAMPLE],
        text="".join(char if char.isprintable() else "□" for char in " ".join(text.split())[:SAMPLE]),
    )
