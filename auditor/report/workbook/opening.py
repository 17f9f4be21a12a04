"""Opens a received workbook safely: what kind of file it is, by its bytes, and no more than fits."""

import io
import re
import warnings
import zipfile
from collections.abc import Mapping

import openpyxl
from openpyxl.styles import numbers
from openpyxl.workbook.workbook import Workbook

from auditor.model import WorkbookError

MAX_BYTES = 50_000_000
MAX_UNPACKED = 400_000_000
MAX_PARTS = 5_000

_OLE = b"\xd0\xcf\x11\xe0"
_STRICT = b"http://purl.oclc.org/ooxml/"
# Japanese built-in formats that openpyxl does not know: without them a date comes back as a number.
_ERA, _LONG = "[$-411]ge.m.d", '[$-411]ggge"年"m"月"d"日"'
_YM, _MD = 'yyyy"年"m"月"', 'm"月"d"日"'
DATE_FORMATS: Mapping[int, str] = {
    27: _ERA, 28: _LONG, 29: _LONG, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"', 34: _YM, 35: _MD, 36: _ERA, 50: _ERA, 51: _LONG, 52: _YM, 53: _MD, 54: _LONG,
    55: _YM, 56: _MD, 57: _ERA, 58: _LONG,
}  # fmt: skip


def check(data: bytes) -> None:
    """Refuse what is no ordinary .xlsx workbook, in one line that says what to do."""
    if len(data) > MAX_BYTES:
        raise WorkbookError(
            f"ファイルが大きすぎます（上限{MAX_BYTES // 1_000_000}MB）。画像等を除いて保存し直してください。"
        )
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise WorkbookError("パスワードで保護されています。パスワードを解除して保存し直してください。")
        raise WorkbookError("古い形式（.xls）です。「Excelブック（.xlsx）」で保存し直してください。")
    if not data.startswith(b"PK"):
        raise WorkbookError("Excelブックではありません。書き出された改善計画書（.xlsx）を指定してください。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_package(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise WorkbookError("ファイルが壊れています。元のファイルを開いて保存し直してください。") from error


def _check_package(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise WorkbookError(
            "展開すると大きすぎるファイルです。不要なシートや画像を除いて保存し直してください。"
        )
    names = set(package.namelist())
    if "xl/workbook.bin" in names:
        raise WorkbookError("バイナリ形式（.xlsb）です。「Excelブック（.xlsx）」で保存し直してください。")
    if "xl/workbook.xml" not in names:
        raise WorkbookError("Excelブックではありません。書き出された改善計画書（.xlsx）を指定してください。")
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            with package.open(entry) as part:
                head = part.read(4_096)
            # No office program writes one; entities are how a small file grows without bound.
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise WorkbookError("安全でない内容（DOCTYPE）を含むため読めません。保存し直してください。")
            if entry.filename == "xl/workbook.xml" and _STRICT in head:
                raise WorkbookError(
                    "「Strict Open XML」形式です。「Excelブック（.xlsx）」で保存し直してください。"
                )


# Sheets the machine draws new: nothing of them is read, and a long one would fill the memory.
_LONG_SHEETS = ("指摘一覧",)
_LIGHT = 2_000_000  # bytes of a sheet that may stay
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/'
    b'spreadsheetml/2006/main"><sheetData/></worksheet>'
)


def lighter(data: bytes) -> bytes:
    """The package without the rows of a long sheet that is ours; as it was where there is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = {name: part for name, part in _parts(package).items() if name in _LONG_SHEETS}
        sizes = {entry.filename: entry.file_size for entry in package.infolist()}
        long = {part for part in sheets.values() if sizes.get(part, 0) > _LIGHT}
        if not long:
            return data
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as target:
            for entry in package.infolist():
                rels = {part.replace("worksheets/", "worksheets/_rels/") + ".rels" for part in long}
                if entry.filename not in rels:
                    target.writestr(entry.filename, _EMPTY if entry.filename in long else package.read(entry))
    return result.getvalue()


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Name of a sheet → its part."""
    try:
        book = package.read("xl/workbook.xml").decode("utf-8", "replace")
        rels = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile):
        return {}
    targets = {}
    for tag in re.findall(r"<Relationship\b[^>]*>", rels):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        targets[facts.get("Id", "")] = facts.get("Target", "").removeprefix("/xl/")
    found = {}
    for tag in re.findall(r"<sheet\b[^>]*>", book):
        facts = dict(re.findall(r'([\w:]+)="([^"]*)"', tag))
        found[facts.get("name", "")] = "xl/" + targets.get(facts.get("r:id", ""), "")
    return found


def load(data: bytes, *, cached: bool = False) -> Workbook:
    """The workbook, with formulas as written or, when `cached`, their last computed values."""
    missing = {key: text for key, text in DATE_FORMATS.items() if key not in numbers.BUILTIN_FORMATS}
    numbers.BUILTIN_FORMATS.update(missing)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features that reading does not need
        try:
            return openpyxl.load_workbook(io.BytesIO(data), data_only=cached)
        except Exception as error:  # whatever a broken file makes openpyxl raise
            raise WorkbookError(
                "Excelブックとして読めません。Excelで開いて保存し直してから、もう一度取り込んでください。"
            ) from error
