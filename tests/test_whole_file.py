"""A file is written whole or not at all, and nothing is left of a try that failed."""

import os
import stat
from pathlib import Path

import pytest

from auditor.whole_file import sweep, whole_file, write_whole


def test_the_file_is_there_with_its_folder_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"

    write_whole(path, b"one")
    write_whole(path, b"two")

    assert path.read_bytes() == b"two"
    assert [*path.parent.iterdir()] == [path]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_bytes(b"old")

    with pytest.raises(ZeroDivisionError), whole_file(path) as file:
        file.write(b"half")
        assert path.read_bytes() == b"old"
        raise ZeroDivisionError

    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_a_file_that_cannot_take_its_place_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()

    with pytest.raises(OSError):
        write_whole(tmp_path / "taken", b"x")

    assert [one.name for one in tmp_path.iterdir()] == ["taken"]


def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("名" * 85)

    write_whole(path, b"x")

    assert path.read_bytes() == b"x"


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_permissions_are_those_of_a_new_file_or_the_ones_asked_for(tmp_path: Path) -> None:
    (tmp_path / "new").write_bytes(b"")

    write_whole(tmp_path / "plain", b"")
    write_whole(tmp_path / "kept", b"", mode=0o444)

    assert (tmp_path / "plain").stat().st_mode == (tmp_path / "new").stat().st_mode
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o444


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="this system has no /dev/null")
def test_a_device_is_written_to_and_not_replaced() -> None:
    write_whole(Path("/dev/null"), b"x")

    assert not Path("/dev/null").is_file()


def test_what_killed_writers_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    left = tmp_path / "2026Q4" / ".0123456789abcdef.part"
    left.parent.mkdir()
    left.write_bytes(b"half")
    (tmp_path / ".mine.part").write_bytes(b"")
    (tmp_path / ".0123456789abcdef.part").mkdir()

    sweep(tmp_path)

    assert not left.exists()
    assert (tmp_path / ".mine.part").exists() and (tmp_path / ".0123456789abcdef.part").is_dir()
