"""Walks through an XML part piece by piece, within bounds of number, depth and length."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

from auditor.model import WorkbookError

MAX_ELEMENTS = 12_000_000  # of one part; 200,000 rows of 15 cells have 6 million
MAX_DEPTH = 100
MAX_INSIDE = 20_000  # elements inside one piece
MAX_TEXT = 2_000_000  # characters of one piece; Excel writes no more than 32,767

BROKEN = "Excelブックとして読めません。Excelで開いて保存し直してから、もう一度取り込んでください。"
TOO_LARGE = (
    "中身が多すぎて読めません。計画書にない表や空の行・書式を除き、保存し直してから取り込んでください。"
)
UNSAFE = "安全でない内容（DOCTYPE）を含むため読めません。保存し直してください。"
_CHUNK = 65_536


class Readable(Protocol):
    """Bytes that come piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, b'' at the end."""


@dataclass(slots=True)
class Piece:
    """One element with all that is in it; names are without their namespace."""

    name: str
    facts: dict[str, str]  # attributes
    parent: str = ""  # name of the element it stands in
    text: str = ""  # up to the first element in it
    parts: list["Piece"] = field(default_factory=list)
    tail: str = ""  # text behind it, before the next element

    def first(self, name: str) -> "Piece | None":
        """Return the first child of that name."""
        return next((part for part in self.parts if part.name == name), None)

    def words(self) -> str:
        """Return the text of a string item: its runs together, without what only tells how it is read aloud."""
        if self.name == "t":
            return self.text
        return "".join(part.words() for part in self.parts if part.name not in ("rPh", "phoneticPr"))


class _Walk:
    """What the parser calls: it gathers pieces until they are taken."""

    def __init__(self, whole: frozenset[str], opened: frozenset[str]) -> None:
        self._whole, self._opened = whole, opened
        self._path: list[str] = []
        self._inside: list[Piece] = []  # from the piece being read to the element being read
        self._ready: list[Piece] = []
        self._count = self._size = self._length = 0

    def start(self, name: str, facts: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise WorkbookError(TOO_LARGE)
        if len(self._path) >= MAX_DEPTH:
            raise WorkbookError(BROKEN)
        local = name.rpartition(" ")[2]
        inside = self._inside
        if inside or local in self._whole or local in self._opened:
            for key in facts:
                if " " in key:
                    facts = {key.rpartition(" ")[2]: value for key, value in facts.items()}
                    break
            piece = Piece(local, facts, self._path[-1] if self._path else "")
            if inside:
                self._size += 1
                if self._size > MAX_INSIDE:
                    raise WorkbookError(TOO_LARGE)
                inside[-1].parts.append(piece)
                inside.append(piece)
            elif local in self._opened:
                self._ready.append(piece)
            else:
                self._size = self._length = 0
                inside.append(piece)
        self._path.append(local)

    def end(self, name: str) -> None:
        self._path.pop()
        if self._inside:
            piece = self._inside.pop()
            if not self._inside:
                self._ready.append(piece)

    def text(self, text: str) -> None:
        if self._inside:
            self._length += len(text)
            if self._length > MAX_TEXT:
                raise WorkbookError(TOO_LARGE)
            inside = self._inside[-1]
            if inside.parts:
                inside.parts[-1].tail += text
            else:
                inside.text += text

    def doctype(self, *_: object) -> None:
        # No office program writes one; entities are how a small file grows without bound.
        raise WorkbookError(UNSAFE)

    def take(self) -> list[Piece]:
        ready, self._ready = self._ready, []
        return ready


def pieces(stream: Readable, whole: frozenset[str], opened: frozenset[str] = frozenset()) -> Iterator[Piece]:
    """Yield elements of the names in `whole` with what is in them, and those in `opened` as soon as they begin.

    Nothing else of the part is held. Raises WorkbookError where it is no XML or beyond the bounds.
    """
    walk = _Walk(whole, opened)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.StartDoctypeDeclHandler = walk.doctype
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            yield from walk.take()
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: an encoding nobody knows
        raise WorkbookError(BROKEN) from error
    yield from walk.take()
