"""Opens the package of a received workbook: what kind of file it is, by its bytes, and its parts within bounds."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from auditor.model import WorkbookError
from auditor.read.compound import compound
from auditor.workbook.read.pieces import pieces

MAX_BYTES = 50_000_000
MAX_UNPACKED = 400_000_000
MAX_PARTS = 5_000
MAX_RELATIONS = 20_000

_OLE = b"\xd0\xcf\x11\xe0"
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = "xl/workbook.xml"
_NOT_EXCEL = "Excelブックではありません。書き出された改善計画書（.xlsx）を指定してください。"
_OLD = "古い形式（.xls）です。「Excelブック（.xlsx）」で保存し直してください。"
_OUTLOOK = (
    "Outlookのメール（.msg）です。メールを開き、添付されている計画書（.xlsx）を保存して、そのファイルを取り込んでください。"
    "本文に書かれたことは、計画書の備考に写してください。"
)
DAMAGED = "ファイルが壊れています。元のファイルを開いて保存し直してください。"
LOCKED = "パスワードで保護されています。パスワードを解除して保存し直してください。"


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: `kind` is the last word of its type, `part` '' where it is outside."""

    id: str
    kind: str
    part: str
    target: str


class Stream:
    """A part that is read; what zipfile says of damage becomes a WorkbookError."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source

    def read(self, size: int) -> bytes:
        """Return the next bytes, b'' at the end."""
        with damage_said():
            return self._source.read(size)


class Package:
    """The parts of a workbook. Raises WorkbookError, in one line that says what to do, for what is none."""

    def __init__(self, data: bytes) -> None:
        _check(data)
        with damage_said():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise WorkbookError(
                "展開すると大きすぎるファイルです。不要なシートや画像を除いて保存し直してください。"
            )
        # Names of parts do not differ by case, and some programs write them with backslashes.
        self._entries = {_plain(entry.filename): entry for entry in entries}
        self.main = self._main()

    def _main(self) -> str:
        named = [one.part for one in self.relations("") if one.kind == "officeDocument" and one.part in self]
        main = named[0] if named else _USUAL
        if main.endswith(".bin"):
            raise WorkbookError("バイナリ形式（.xlsb）です。「Excelブック（.xlsx）」で保存し直してください。")
        if main not in self:
            raise WorkbookError(_NOT_EXCEL)
        if _STRICT in self.read(main, 4_096):
            raise WorkbookError(
                "「Strict Open XML」形式です。「Excelブック（.xlsx）」で保存し直してください。"
            )
        return main

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._entries

    @contextmanager
    def open(self, part: str) -> Iterator[Stream]:
        """Give a part to read from; an empty one where there is none."""
        entry = self._entries.get(_plain(part))
        if entry is None:
            yield Stream(io.BytesIO())
            return
        with damage_said():
            source = self._zip.open(entry)
        with source:
            yield Stream(source)

    def read(self, part: str, most: int) -> bytes:
        """Return the first bytes of a part, b'' where there is none."""
        with self.open(part) as stream:
            return stream.read(most)

    def parts_in(self, folder: str) -> list[str]:
        """Return names of the parts in a folder."""
        return sorted(name for name in self._entries if name.startswith(folder.casefold()))

    def relations(self, part: str) -> list[Relation]:
        """Return what a part is connected with; `part` '' stands for the package."""
        folder, _, name = part.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        found: list[Relation] = []
        if rels not in self:
            return found
        with self.open(rels) as stream:
            for piece in pieces(stream, frozenset({"Relationship"})):
                kind = piece.facts.get("Type", "").rpartition("/")[2]
                target = piece.facts.get("Target", "")
                inside = piece.facts.get("TargetMode", "") != "External"
                path = posixpath.join("/", folder, target.replace("\\", "/"))
                where = posixpath.normpath(path).lstrip("/") if inside else ""
                found.append(Relation(piece.facts.get("Id", ""), kind, where, target))
                if len(found) >= MAX_RELATIONS:
                    break
        return found


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _check(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise WorkbookError(
            f"ファイルが大きすぎます（上限{MAX_BYTES // 1_000_000}MB）。画像等を除いて保存し直してください。"
        )
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise WorkbookError(LOCKED)
        raise WorkbookError(_of_compound(data))
    if not data.startswith(b"PK"):
        raise WorkbookError(_NOT_EXCEL)


def _of_compound(data: bytes) -> str:
    """Return what is said of a file in the form of old Office programs and of Outlook."""
    found = compound(data)
    streams = found.streams if found else {}
    if any(name.startswith("__properties_version1") for name in streams):
        return _OUTLOOK
    return _NOT_EXCEL if streams and not {"Workbook", "Book"} & streams.keys() else _OLD


@contextmanager
def damage_said() -> Iterator[None]:
    """Say in one line what zipfile says in a dozen exceptions."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise WorkbookError(DAMAGED) from error
    except RuntimeError as error:  # of zipfile: the member is encrypted
        raise WorkbookError(LOCKED) from error
