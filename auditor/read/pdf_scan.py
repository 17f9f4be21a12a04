"""Takes the picture of the first scanned page out of a PDF; it runs where pictures are read."""

import io
from typing import Any

import pikepdf

MAX_LOOKED = 20  # pages from the beginning
MAX_PICTURES = 50  # of one page: a scan is one picture, or a few strips
LEAST = 300  # px of its shorter side: less is a mark or an ornament
MAX_PIXELS = 40_000_000


def first_scan(data: bytes) -> bytes | None:
    """Return the bytes of the largest picture on the first page that holds a large one, None where there is none.

    Raises ValueError for what is no PDF, or holds a picture that cannot be taken out.
    """
    try:
        with pikepdf.Pdf.open(io.BytesIO(data)) as document:
            for page in list(document.pages)[:MAX_LOOKED]:
                pictures = [
                    pikepdf.PdfImage(one)
                    for one in list(page.images.values())[:MAX_PICTURES]
                    if isinstance(one, pikepdf.Stream)
                ]
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


def _fits(picture: pikepdf.PdfImage) -> bool:
    return min(picture.width, picture.height) >= LEAST and picture.width * picture.height <= MAX_PIXELS


def _bytes(picture: Any) -> bytes:  # Any: pikepdf types the method of one of two classes only
    out = io.BytesIO()
    picture.extract_to(stream=out)
    return out.getvalue()
