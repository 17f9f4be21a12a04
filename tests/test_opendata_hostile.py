"""`auditor file` over a folder of hostile files: one clear finding each, bounded time, nothing run, nothing written."""

import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from auditor.cli import main

ROWS = 10_000_000
ENTITIES = b'<!DOCTYPE a [<!ENTITY x "aaaaaaaaaa"><!ENTITY y "&x;&x;&x;&x;&x;">]><worksheet>&y;</worksheet>'
SHEET = "xl/worksheets/sheet1.xml"


def packed(members: Mapping[str, bytes], into: bytes = b"") -> bytes:
    data = io.BytesIO(into)
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(list(row))
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def with_sheet(markup: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook([]))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    return packed({**parts, SHEET: markup})


def wide() -> bytes:
    names = (openpyxl.utils.get_column_letter(at) for at in range(1, 16_385))
    cells = "".join(f'<c r="{name}1"><v>1</v></c>' for name in names)
    return with_sheet(f"<worksheet><sheetData><row r='1'>{cells}</row></sheetData></worksheet>".encode())


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return out.getvalue()


def hostile(mark: Path) -> dict[str, bytes]:
    """The files by name; `mark` is a file that only what is never run would make."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    run = f"=cmd|'/c touch {mark}'!A1"
    return {
        "bomb.zip": packed({"a.csv": b"\0" * 90_000_000}),
        "bomb.xlsx": with_sheet(b"<worksheet>" + b" " * 70_000_000),
        "entities.xlsx": with_sheet(ENTITIES),
        "entities.xml": b"<?xml version='1.0'?>" + ENTITIES,
        "nested.json": b"[" * 200_000,
        "locked.pdf": locked_pdf(),
        "locked.xlsx": ole + "EncryptedPackage".encode("utf-16-le"),
        "damaged.xlsx": workbook([[1]])[:900],
        "damaged.pdf": b"%PDF-1.7\n1 0 obj\n<<",
        "damaged.xls": ole + "Workbook".encode("utf-16-le") * 90,
        "empty.csv": b"",
        "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "page.xlsx": b"<!DOCTYPE html><html><p>404",
        "wide.xlsx": wide(),
        "rows.csv": b"a,b\n" + b"1,2\n" * ROWS,
        "macro.xlsm": packed(
            {"xl/vbaProject.bin": f"Shell touch {mark}".encode()}, workbook([["a", "b"], [run, 1]])
        ),
        "paths.zip": packed(
            {"../../evil.csv": b"a,b\n", "/tmp/evil.csv": b"a,b\n", "..\\evil.csv": b"a,b\n"}
        ),
        "program.zip": packed({"setup.exe": b"MZ"}),
        "good.csv": "番号,名称\r\n1,中央\r\n2,北\r\n3,南\r\n".encode("utf-8-sig"),
    }


@dataclass(frozen=True)
class Ran:
    code: int
    seconds: float  # of processor time
    found: Mapping[str, set[tuple[str, str]]]  # file → (rule, sentence)
    folder: Path
    mark: Path


def _spent() -> float:
    """Seconds of processor time of this process and of those that it started and that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    top = tmp_path_factory.mktemp("hostile")
    folder, mark, lines = top / "a" / "files", top / "mark", top / "found.jsonl"
    folder.mkdir(parents=True)
    for name, data in hostile(mark).items():
        (folder / name).write_bytes(data)
    before = _spent()

    code = main(["file", str(folder), "--html", str(top / "r.html"), "--no-open", "--json", str(lines)])

    seconds = _spent() - before
    found: dict[str, set[tuple[str, str]]] = {path.name: set() for path in folder.iterdir()}
    for line in map(json.loads, lines.read_text(encoding="utf-8").splitlines()):
        found[line["url"].rsplit("/", 1)[1]].add((line["rule"].removeprefix("opendata/"), line["message"]))
    yield Ran(code, seconds, found, folder, mark)
    for name in ("rows.csv", "bomb.zip"):
        (folder / name).unlink()


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("bomb.zip", "file-unreadable"), ("bomb.xlsx", "file-unreadable"), ("entities.xlsx", "file-unreadable"),
        ("entities.xml", "file-unreadable"), ("nested.json", "file-unreadable"), ("locked.pdf", "file-unreadable"),
        ("locked.xlsx", "file-unreadable"), ("damaged.xlsx", "file-unreadable"), ("damaged.pdf", "file-unreadable"),
        ("damaged.xls", "file-unreadable"), ("empty.csv", "file-unreadable"), ("picture.csv", "file-name-untrue"),
        ("page.xlsx", "file-name-untrue"), ("macro.xlsm", "macro-included"), ("paths.zip", "macro-included"),
        ("program.zip", "macro-included"),
    ],
)  # fmt: skip
def test_a_hostile_file_gets_one_clear_finding(ran: Ran, name: str, rule: str) -> None:
    assert len([message for said, message in ran.found[name] if said == rule]) == 1


def test_the_others_are_judged_and_the_command_ends_well(ran: Ran) -> None:
    assert ran.code == 0
    assert not {rule for rule, _ in ran.found["good.csv"]} & {"file-unreadable", "file-name-untrue"}


def test_ten_million_rows_and_all_the_rest_take_seconds(ran: Ran) -> None:
    assert not [one for one in ran.found["rows.csv"] if one[0] == "file-unreadable"]
    assert ran.seconds < 60  # about 8 on two cores; every single file is stopped after 10


def test_a_sheet_of_16384_columns_is_read(ran: Ran) -> None:
    assert "file-unreadable" not in {rule for rule, _ in ran.found["wide.xlsx"]}


def test_nothing_in_a_file_is_run_and_nothing_is_unpacked(ran: Ran) -> None:
    top = ran.folder.parents[1]

    assert not ran.mark.exists()
    assert not list(top.rglob("*evil*")) and not Path("/tmp/evil.csv").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("name", ["pipe.csv", "/dev/zero"])
def test_a_stream_that_never_ends_is_no_file(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe.csv")

    code = main(["file", str(tmp_path / name)])

    assert code == 2
    assert "ふつうのファイルではありません" in capsys.readouterr().err
