"""The parts of an Office file (Open Packaging Conventions): found through relationships, whatever they are called."""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from auditor.read.limits import MAX_MEMBER, member
from auditor.read.xml_events import parse

_ROOT = re.compile(r"<(?:[\w.-]+:)?(workbook|document|presentation)[\s>]")
_FORMS = {"workbook": "xlsx", "document": "docx", "presentation": "pptx"}
_USUAL = ("xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml")


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part is to another: `kind` is the last word of its type, the same in both editions of the standard."""

    id: str
    kind: str
    target: str  # name of the part, '' for what lies outside


class Package:
    """The parts of a package. Names compare without case, as the conventions have it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names: dict[str, str] = {}
        for name in archive.namelist():
            self._names.setdefault(_key(name), name)

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts in lower case."""
        return frozenset(self._names)

    def holds(self, name: str) -> bool:
        """Return whether there is a part of this name."""
        return _key(name) in self._names

    def part(self, name: str, most: int = MAX_MEMBER) -> bytes:
        """Return the bytes of a part, b'' where there is none."""
        return member(self._archive, self._names.get(_key(name), ""), most)

    def relations(self, name: str = "") -> tuple[Relation, ...]:
        """Return what a part is related to; the package itself where no name is given."""
        folder, last = posixpath.split(name)
        data = self.part(posixpath.join(folder, "_rels", f"{last}.rels"))
        found: list[Relation] = []

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "Relationship":
                target = attributes.get("Target", "").replace("\\", "/")
                outside = attributes.get("TargetMode") == "External" or not target
                kind = attributes.get("Type", "").rsplit("/", 1)[-1]
                found.append(
                    Relation(attributes.get("Id", ""), kind, "" if outside else self._whole(folder, target))
                )

        if data:
            parse(data, start)
        return tuple(found)

    def main(self) -> tuple[str, str]:
        """(form, name of the main part); '' where this is no Office file."""
        if not self.holds("[Content_Types].xml"):
            return "", ""
        told = [one.target for one in self.relations() if one.kind == "officeDocument"]
        name = next((one for one in (*told, *_USUAL) if self.holds(one)), "")
        if name.lower().endswith(".bin"):
            return "xlsb", name
        root = _ROOT.search(_beginning(self.part(name))) if name else None
        form = _FORMS[root[1]] if root else ""
        macros = form == "xlsx" and any(one.endswith("vbaproject.bin") for one in self._names)
        return "xlsm" if macros else form, name

    def _whole(self, folder: str, target: str) -> str:
        """Return the name of a part as its relation tells it, which may be written like an address."""
        path = posixpath.normpath(
            target if target.startswith("/") else posixpath.join(folder, target)
        ).lstrip("/")
        return path if self.holds(path) else unquote(path)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _beginning(data: bytes) -> str:
    """Return the first characters of an XML part, to find its root element by."""
    wide = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return data[:4_000].decode(wide, "replace")
