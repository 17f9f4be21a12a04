"""What is written in a picture: frozen facts, as the recogniser tells them."""

from dataclasses import dataclass

from auditor.read.facts import PageLayer

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line of letters. Lengths are pixels of the picture as it came."""

    text: str
    confidence: float  # 0 to 1
    box: tuple[int, int, int, int]  # x, y, width, height
    size: int  # height of the letters themselves; of vertical text their width
    ink: Colour
    ground: Colour
    plain: float  # share of the box that the two colours and the steps between them make up


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was read of one picture. `problem` is a value of `Reason`, or damaged: then nothing was read."""

    width: int = 0
    height: int = 0
    lines: tuple[DrawnLine, ...] = ()  # in reading order
    more: int = (
        0  # further lines that were seen and not read: the picture has too many; of a PDF, further pages
    )
    clear: bool = False  # parts of it are transparent: what its letters stand on is the page's
    layers: tuple[PageLayer, ...] = ()  # of a PDF: the pages that were compared with their text
    problem: str = ""
    cpu: float = 0.0  # seconds of processor time
