"""Reads colours out of a picture of a page: what lies behind a text, along an edge, within a sign."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image

from auditor.model.colour import contrast, luminance

Colour = tuple[int, int, int]
Box = Sequence[float]  # x, y, width, height in CSS px

CELLS = (3, 2)  # a stretch of text is looked at in so many places across and down
_FEW = 0.015  # of a sign's area: less of a colour is the softened edge of another
_PLAIN = 0.3  # of a sign's area: less of one colour is no plain ground but a photograph
_NEAR = 8  # of 255 a channel: what compression makes of one colour


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a page as pixels; boxes are given in the page's own CSS px."""

    image: Image.Image
    x: float
    y: float

    @classmethod
    def of(cls, data: bytes, x: float, y: float) -> "Picture":
        """Return the picture of PNG bytes whose upper left corner stands there on the page."""
        return cls(Image.open(io.BytesIO(data)).convert("RGB"), x, y)

    def part(self, box: Box) -> Image.Image | None:
        """Return the pixels of a box, None where less than a pixel of it was photographed."""
        left, top = max(0, round(box[0] - self.x)), max(0, round(box[1] - self.y))
        right = min(self.image.width, round(box[0] - self.x + box[2]))
        bottom = min(self.image.height, round(box[1] - self.y + box[3]))
        return self.image.crop((left, top, right, bottom)) if right > left and bottom > top else None

    def behind(self, box: Box) -> list[Colour]:
        """Return the mean colours of the parts of a box, row by row."""
        part = self.part(box)
        if part is None:
            return []
        return pixels(part.resize(CELLS, Image.Resampling.BOX))


def pixels(image: Image.Image) -> list[Colour]:
    """Return all pixels of a picture, row by row."""
    data = image.tobytes()
    return [(data[i], data[i + 1], data[i + 2]) for i in range(0, len(data), 3)]


def lightness(image: Image.Image) -> bytes:
    """Return the relative luminance of each pixel of a small picture, 0 to 255."""
    return bytes(round(255 * luminance(*colour)) for colour in pixels(image))


def over(text: Sequence[float], behind: Colour) -> Colour:
    """Return a colour with its alpha laid over another."""
    red, green, blue = (
        round(value * text[3] + under * (1 - text[3])) for value, under in zip(text[:3], behind, strict=True)
    )
    return red, green, blue


def strongest_line(picture: Picture, outer: Box, inward: float, outward: float) -> float | None:
    """Return the greatest contrast of a line along an edge of the box with what lies outside it.

    From `outward` px outside the box each line of pixels is looked at until `inward` px within it, without the
    corners; a label over the edge or a rounded corner leaves the mean of the line nearly as it is.
    """
    x, y, width, height = outer
    found = []
    for across in (True, False):
        for far in (True, False):
            found += list(_lines(picture, (x, y, width, height), across, far, inward, outward))
    return max(found, default=None)


def _lines(
    picture: Picture, box: Box, across: bool, far: bool, inward: float, outward: float
) -> Iterator[float]:
    x, y, width, height = box
    deep = inward + outward
    if across:
        top = y + height - inward if far else y - outward
        part = picture.part((x + width * 0.1, top, width * 0.8, deep))
    else:
        left = x + width - inward if far else x - outward
        part = picture.part((left, y + height * 0.2, deep, height * 0.6))
    if part is None:
        return
    if across:
        lines = pixels(part.resize((1, part.height), Image.Resampling.BOX))
    else:
        lines = pixels(part.resize((part.width, 1), Image.Resampling.BOX))
    lines = lines[::-1] if far else lines
    for line in lines[1:]:
        yield contrast(lines[0], line)


def sign_contrast(image: Image.Image) -> tuple[float, Colour, Colour] | None:
    """Return the contrast of a sign with its ground, and both colours; None where there is but one colour, or a
    photograph behind: what is sign and what is ground cannot be told there.

    The ground is the commonest colour. The sign is the colour furthest from it that fills more than softened edges do.
    """
    found = image.getcolors(1 << 16)
    if not found or len(found) < 2:
        return None
    counted = [(count, _rgb(colour)) for count, colour in found]
    ground = max(counted)[1]
    plain = sum(count for count, colour in counted if _alike(colour, ground))
    if plain < _PLAIN * image.width * image.height:
        return None
    ranked = sorted(((contrast(ground, colour), count, colour) for count, colour in counted), reverse=True)
    enough = max(4.0, _FEW * image.width * image.height)
    met = 0
    for ratio, count, colour in ranked:
        met += count
        if met >= enough:
            return (ratio, colour, ground) if colour != ground else None
    return None


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _rgb(colour: Any) -> Colour:  # Any: of an RGB picture three numbers, of others one
    red, green, blue = colour
    return red, green, blue
