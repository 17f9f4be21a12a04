"""Takes the picture of the first scanned page out of a PDF; it runs where pictures are read."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pikepdf

from auditor.read.pdf_structure import dictionary, name_of

MAX_LOOKED = 20  # pages from the beginning
MAX_PICTURES = 50  # of one page: a scan is one picture, or a few strips
MAX_OBJECTS, MAX_NESTED = 200, 2  # of one place, and forms within forms
LEAST = 300  # px of its shorter side: less is a mark or an ornament
MAX_PIXELS = 40_000_000


def first_scan(data: bytes) -> bytes | None:
    """Return the bytes of the largest picture on the first page that holds a large one, None where there is none.

    Raises ValueError for what is no PDF, or holds a picture that cannot be taken out.
    """
    try:
        with pikepdf.Pdf.open(io.BytesIO(data)) as document:
            for page in list(document.pages)[:MAX_LOOKED]:
                pictures = [pikepdf.PdfImage(one) for one in islice(_pictures(page.resources), MAX_PICTURES)]
                large = [one for one in pictures if _fits(one)]
                if large:
                    return _bytes(max(large, key=lambda one: one.width * one.height))
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
        pikepdf.UnsupportedImageTypeError,
        NotImplementedError,
    ) as error:
        raise ValueError(str(error)) from error
    return None


def _pictures(resources: Any, depth: int = 0) -> Iterator[pikepdf.Stream]:
    """Yield the pictures that resources name, and those of the forms among them."""
    objects = dictionary(resources.get("/XObject")) if dictionary(resources) is not None else None
    for one in list(objects.values())[:MAX_OBJECTS] if objects is not None else ():
        kind = name_of(one.get("/Subtype")) if isinstance(one, pikepdf.Stream) else ""
        if kind == "Image":
            yield one
        elif kind == "Form" and depth < MAX_NESTED:
            yield from _pictures(one.get("/Resources"), depth + 1)


def _fits(picture: pikepdf.PdfImage) -> bool:
    return min(picture.width, picture.height) >= LEAST and picture.width * picture.height <= MAX_PIXELS


def _bytes(picture: Any) -> bytes:  # Any: pikepdf types the method of one of two classes only
    out = io.BytesIO()
    picture.extract_to(stream=out)
    return out.getvalue()
