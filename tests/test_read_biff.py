"""Workbooks of the old form (.xls): what is hidden in them and what is calculated, read from their records."""

import struct
from collections.abc import Sequence

import pytest
from loaded import load

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.file_rules import judge_file
from auditor.model import Outcome
from auditor.read import biff
from auditor.read.any_file import read_bytes
from auditor.rule import File

GLOBALS, WORKSHEET = 0x0005, 0x0010
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01
RULES = [load()["opendata/hidden-parts"], load()["opendata/formula-left"]]


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 1996, 0, 6))


def number(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def formula(row: int, column: int, value: float) -> bytes:
    """The formula =2 with its last value."""
    return record(0x0006, struct.pack("<HHHdHIH", row, column, 0, value, 0, 0, 3) + b"\x1e\x02\x00")


def hide_row(row: int) -> bytes:
    return record(0x0208, struct.pack("<HHHHHHHH", row, 0, 2, 255, 0, 0, HIDDEN_ROW, 15))


def hide_columns(first: int, last: int) -> bytes:
    return record(0x007D, struct.pack("<HHHHHH", first, last, 2340, 15, HIDDEN_COLUMN, 0))


def workbook(*sheets: Sequence[bytes], state: int = 0) -> bytes:
    """The stream of a workbook whose last sheet has this state (1: hidden, 2: very hidden)."""
    end = record(0x000A)
    names = [f"S{n}".encode() for n in range(1, len(sheets) + 1)]
    entry = 4 + 8 + len(names[0])
    at = len(begin(GLOBALS)) + entry * len(sheets) + len(end)
    head = body = b""
    for place, (name, records) in enumerate(zip(names, sheets, strict=True), 1):
        hidden = state if place == len(sheets) else 0
        head += record(0x0085, struct.pack("<IBBBB", at + len(body), hidden, 0, len(name), 0) + name)
        body += begin(WORKSHEET) + b"".join(records) + end
    return begin(GLOBALS) + head + end + body


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file (MS-CFB) with one stream."""
    padded = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    last = 1 + len(padded) // 512
    following = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, last + 1), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0
    )
    header += struct.pack("<108I", *[0xFFFFFFFF] * 108)
    table = struct.pack(f"<{len(following)}I", *following).ljust(512, b"\xff")

    def item(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        said = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(said) if name else 0, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return said.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)

    none = 0xFFFFFFFF
    items = item("Root Entry", 5, 1, 0xFFFFFFFE, 0) + item(name, 2, none, 2, len(padded))
    return header + table + items + item("", 0, none, 0, 0) * 2 + padded


def outcomes(data: bytes) -> dict[str, tuple[Outcome, list[str]]]:
    made = judge_file(File(read_bytes("a.xls", data)), RULES, profile(tuple(STANDARDS)))
    return {
        one.rule.split("/")[1]: (one.outcome, [item.target.where for item in one.findings]) for one in made
    }


CELLS = [number(row, column, row + column) for row in range(4) for column in range(3)]


def test_hidden_rows_and_columns_are_findings_with_their_place() -> None:
    found = outcomes(compound(workbook([hide_columns(1, 1), hide_row(2), hide_row(3), *CELLS])))

    assert found["hidden-parts"] == (Outcome.FAILED, ["S1!A3:C4", "S1!B1:B4"])


@pytest.mark.parametrize("state", [1, 2])
def test_a_hidden_sheet_is_a_finding(state: int) -> None:
    found = outcomes(compound(workbook(CELLS, CELLS, state=state)))

    assert found["hidden-parts"] == (Outcome.FAILED, ["S2"])


def test_a_formula_is_a_finding_with_its_cell() -> None:
    found = outcomes(compound(workbook([*CELLS, formula(4, 2, 2)])))

    assert found["formula-left"] == (Outcome.FAILED, ["S1!C5"])


def test_a_workbook_with_nothing_hidden_and_no_formula_passes() -> None:
    found = outcomes(compound(workbook(CELLS)))

    assert {outcome for outcome, _ in found.values()} == {Outcome.PASSED}


def test_what_the_records_do_not_tell_is_untested_never_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(biff, "MAX_RECORDS", 5)

    found = outcomes(compound(workbook(CELLS)))

    assert {outcome for outcome, _ in found.values()} == {Outcome.UNTESTED}


@pytest.mark.parametrize("cut", [30, 600, 1100, 1700])
def test_records_that_break_off_tell_nothing(cut: int) -> None:
    assert not biff.sheet_records(compound(workbook([hide_row(0), *CELLS]))[:cut])


def test_a_chain_of_sectors_that_turns_in_circles_ends() -> None:
    whole = bytearray(compound(workbook(CELLS)))
    struct.pack_into("<I", whole, 512 + 4 * 3, 2)  # the second sector of the stream leads back to its first

    found = biff.sheet_records(bytes(whole))

    assert found is None or len(found) == 1
