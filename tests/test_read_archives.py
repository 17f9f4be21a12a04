"""Data files within a ZIP file are read and judged; what is not looked into is never called good."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from loaded import load
from running import auditor

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.file_rules import judge_file
from auditor.model import Assertion, Outcome, Reason
from auditor.read.any_file import read_bytes
from auditor.read.child import read_data
from auditor.read.limits import MAX_MEMBERS_BYTES, MAX_MEMBERS_READ
from auditor.report.report_words import untested_reason
from auditor.rule import File

RULES = load().of_kind("file")
WANTED = profile(tuple(STANDARDS))
GOOD = "\ufeff番号,施設名,定員（人）\r\n1,中央会館,120\r\n2,北会館,80\r\n3,南会館,64\r\n".encode()
POOR = "\ufeff番号,施設名,定員（人）\r\n1,中央会館,120\r\n2,北会館,80人\r\n3,南会館\r\n".encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def judged(data: bytes, name: str = "data.zip") -> dict[str, Assertion]:
    return {one.rule: one for one in judge_file(File(read_bytes(name, data)), RULES, WANTED)}


def test_findings_of_a_member_are_named_after_it() -> None:
    made = judged(zipped({"会館.csv": POOR, "一覧/良い.csv": GOOD}))

    uneven = made["opendata/fields-uneven"]
    assert uneven.outcome is Outcome.FAILED
    assert [one.target.where for one in uneven.findings] == ["会館.csv: 4行"]
    assert [one.target.where for one in made["opendata/number-as-text"].findings] == ["会館.csv: 3行3列"]


def test_a_member_that_is_good_passes_the_rules_of_its_form() -> None:
    made = judged(zipped({"会館.csv": GOOD}))

    assert made["opendata/fields-uneven"].outcome is Outcome.PASSED
    assert made["opendata/text-undecodable"].outcome is Outcome.PASSED


def test_the_same_cause_in_two_members_has_two_identities() -> None:
    made = judged(zipped({"a.csv": POOR, "b.csv": POOR}))

    assert len({one.target.identity for one in made["opendata/fields-uneven"].findings}) == 2


def test_members_survive_the_way_out_of_the_reading_process() -> None:
    data = zipped({"会館.csv": GOOD, "photo.jpg": b"\xff\xd8\xff" + b"x" * 40})

    facts = read_data("data.zip", data)

    (member,) = facts.members
    assert (member.name, member.form) == ("会館.csv", "csv")
    assert member.csv is not None and member.csv.records == 4
    assert member.sheets[0].rows[1] == ("1", "中央会館", "120")


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"a.docx": b"no document"},
        {"x.jpg": b"\xff\xd8\xff"},
        {"__MACOSX/._a.csv": b"a,b\n1,2\n", ".hidden.csv": b"a,b\n1,2\n"},
    ],
    ids=["nothing", "document", "picture", "litter"],
)
def test_an_archive_without_data_that_can_be_read_passes_no_rule_of_content(
    members: dict[str, bytes],
) -> None:
    made = judged(zipped(members))

    assert made["opendata/fields-uneven"].outcome is Outcome.UNTESTED
    reason = made["opendata/fields-uneven"].reason
    assert reason == f"{Reason.UNREADABLE}:archive"
    assert "取り出して検査してください" in untested_reason(reason, "ja")


@pytest.mark.parametrize("inner", ["inner.zip", "inner.csv", "inner.7z"])
def test_an_archive_in_an_archive_is_not_opened_and_nothing_passes(inner: str) -> None:
    data = zipped({inner: zipped({"会館.csv": POOR}), "会館.csv": GOOD})

    facts = read_bytes("data.zip", data)
    made = judged(data)

    assert facts.archive is not None and facts.archive.unread == (inner,)
    assert made["opendata/fields-uneven"].outcome is Outcome.UNTESTED


def test_findings_are_kept_beside_an_archive_that_is_not_opened() -> None:
    made = judged(zipped({"inner.zip": zipped({"会館.csv": GOOD}), "会館.csv": POOR}))

    assert made["opendata/fields-uneven"].outcome is Outcome.FAILED


def test_a_damaged_member_is_a_finding() -> None:
    made = judged(zipped({"会館.xlsx": b"PK\x03\x04" + b"\0" * 50, "会館.csv": GOOD}))

    (finding,) = made["opendata/file-unreadable"].findings
    assert finding.target.where == "会館.xlsx"


def test_members_beyond_the_bounds_of_number_and_size_leave_rules_untested() -> None:
    many = zipped({f"{n}.csv": GOOD for n in range(MAX_MEMBERS_READ + 3)})
    rows = "".join(f"{n},{n * 7919 % 10_007}\r\n" for n in range(MAX_MEMBERS_BYTES // 10)).encode()
    large = zipped({"a.csv": GOOD, "b.csv": rows})

    for data, beyond in ((many, 3), (large, 1)):
        facts = read_bytes("data.zip", data)
        made = {one.rule: one for one in judge_file(File(facts), RULES, WANTED)}

        assert facts.archive is not None and facts.archive.beyond == beyond
        assert made["opendata/fields-uneven"].reason == f"{Reason.TOO_LARGE}:{beyond} members"


@pytest.mark.parametrize("name", ["a.7z", "a.rar", "a.lzh"])
def test_an_archive_of_a_form_that_is_not_opened_passes_no_rule_of_content(name: str) -> None:
    begins = {"a.7z": b"7z\xbc\xaf\x27\x1c", "a.rar": b"Rar!\x1a\x07\x00", "a.lzh": b"\x20\x20-lh5-"}

    made = judged(begins[name] + b"\0" * 50, name)

    assert made["opendata/fields-uneven"].outcome is Outcome.UNTESTED


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"x.jpg": b"\xff\xd8\xff"}, "取り出して検査してください"),
        ({"会館.csv": GOOD, "内.zip": zipped({"a.csv": GOOD})}, "検査していないファイルがあります（内.zip）"),
    ],
)
def test_the_file_command_says_what_of_an_archive_was_not_audited(
    members: dict[str, bytes], words: str, tmp_path: Path
) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(members))

    done = auditor("file", tmp_path / "a.zip", "--html", tmp_path / "r.html")

    assert done.code == 3
    assert words in done.err
    assert "機械で見つかる問題はありませんでした" not in done.out
