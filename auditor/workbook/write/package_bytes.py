"""Finishes the bytes of a workbook: equal content gives equal bytes, and rows grow where they must."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

from auditor.workbook.write.bulk_rows import (
    BulkRows,
    Strings,
    has_counts,
    has_pattern,
    sheet_part,
    strings_of,
    strings_part,
)

_DATE = (1980, 1, 1, 0, 0, 0)
_STRINGS = "xl/sharedStrings.xml"
_CORE_END = b"</cp:coreProperties>"
_LANGUAGE = {"ja": b"<dc:language>ja-JP</dc:language>", "en": b"<dc:language>en</dc:language>"}
_FILTER = re.compile(rb"<autoFilter (ref=\"[^\"]*\")/>")
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")


def pourable(data: bytes, pours: Sequence[BulkRows]) -> bool:
    """Return whether the package is laid out as pouring expects: it knows XlsxWriter's XML, which is
    nobody's promise.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        names = frozenset(source.namelist())
        return not pours or (
            _STRINGS in names
            and has_counts(source.read(_STRINGS))
            and all(pour.part in names and has_pattern(source.read(pour.part)) for pour in pours)
        )


def finish(
    data: bytes,
    pours: Sequence[BulkRows] = (),
    lang: str = "ja",
    filters: Mapping[str, tuple[int, str]] = MappingProxyType({}),
) -> bytes:
    """Rewrite the package with fixed dates, and pour the rows of the long sheets into it, where it is `pourable`.

    `filters`: name of a table → the column, from 0, and the word that its rows in sight have there.

    `customHeight` goes so that LibreOffice and Excel keep the rows in automatic mode and do not cut text;
    core.xml gets its language, which XlsxWriter has no setting for.
    """
    result = io.BytesIO()
    waiting = {pour.part: pour for pour in pours}
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        strings = strings_of(source.read(_STRINGS)) if pours else Strings(0, 0)
        # The strings come last: they are known when the sheets are written.
        for entry in sorted(source.infolist(), key=lambda entry: entry.filename == _STRINGS):
            content = source.read(entry)
            pieces: Iterable[bytes] = (content,)
            if entry.filename == _STRINGS:
                pieces = strings_part(content, strings)
            elif _SHEET.fullmatch(entry.filename):
                content = content.replace(b' customHeight="1"', b"")
                pour = waiting.get(entry.filename)
                pieces = sheet_part(content, pour, strings) if pour else (content,)
            elif entry.filename.startswith("xl/tables/"):
                pieces = (_filtered(content, filters),)
            elif entry.filename == "docProps/core.xml":
                pieces = (content.replace(_CORE_END, _LANGUAGE[lang] + _CORE_END),)
            info = zipfile.ZipInfo(entry.filename, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            with target.open(info, "w") as part:
                for piece in pieces:
                    part.write(piece)
    return result.getvalue()


def _filtered(content: bytes, filters: Mapping[str, tuple[int, str]]) -> bytes:
    """Set the filter of a table, which XlsxWriter does for sheets without tables only."""
    for name, (column, value) in filters.items():
        if f"displayName={quoteattr(name)}".encode() in content:
            chosen = f'<filterColumn colId="{column}"><filters><filter val={quoteattr(value)}/></filters></filterColumn>'
            return _FILTER.sub(rb"<autoFilter \1>" + chosen.encode() + b"</autoFilter>", content, count=1)
    return content
