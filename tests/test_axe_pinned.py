"""axe-core comes from npm as it was pinned, or not at all; a cycle keeps the version it began with."""

import io
import tarfile
from base64 import b64encode
from hashlib import sha256, sha512
from pathlib import Path

import pytest

from auditor.capture.axe_fetch import fetch_axe
from auditor.capture.locate import AXE_PINS, AxePin, find_axe

CARRIED = find_axe(cache=Path("/nowhere"))[1]


def engine(version: str) -> bytes:
    return f"/*! axe v{version}\n * Copyright */".encode()


def pin(version: str) -> AxePin:
    return AxePin(version, sha256(engine(version)).hexdigest(), "")


def kept(cache: Path, version: str, data: bytes) -> None:
    (cache / version).mkdir(parents=True)
    (cache / version / "axe.min.js").write_bytes(data)


def registry(folder: Path, script: str, files: dict[str, bytes]) -> tuple[str, str]:
    """A program in npm's place that leaves a package where it is run, and the integrity of the package."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    (folder / "package.tgz").write_bytes(data.getvalue())
    npm = folder / "npm"
    npm.write_text(f"#!/bin/sh\n{script.format(package=folder / 'package.tgz')}\n")
    npm.chmod(0o755)
    return str(npm), "sha512-" + b64encode(sha512(data.getvalue()).digest()).decode()


def test_the_version_that_is_pinned_is_named_by_its_hashes() -> None:
    for one in AXE_PINS:
        assert len(bytes.fromhex(one.sha256)) == 32
        assert one.integrity.startswith("sha512-")


def test_what_npm_brings_is_kept_where_both_hashes_are_the_pinned_ones(tmp_path: Path) -> None:
    npm, integrity = registry(tmp_path, "cp {package} axe.tgz", {"package/axe.min.js": engine("99.0.0")})
    wanted = AxePin("99.0.0", sha256(engine("99.0.0")).hexdigest(), integrity)

    reason = fetch_axe(tmp_path / "cache", npm, wanted)

    assert reason == ""
    assert find_axe(cache=tmp_path / "cache", pins=[wanted]) == (engine("99.0.0").decode(), "99.0.0")
    assert fetch_axe(tmp_path / "cache", "no-such-npm", wanted) == ""  # nothing is asked again


@pytest.mark.parametrize(
    ("script", "files", "own", "reason"),
    [
        ("cp {package} axe.tgz", {"package/axe.min.js": b"other"}, True, "axe.min.js のハッシュ値"),
        ("cp {package} axe.tgz", {"package/README.md": b"x"}, True, "axe.min.js のハッシュ値"),
        ("cp {package} axe.tgz", {"package/axe.min.js": engine("99.0.0")}, False, "取り寄せたもののハッシュ値"),
        ("exit 0", {}, True, "ファイルを置きませんでした"),
        ("echo npm error code E404 >&2; exit 1", {}, True, "npm error code E404"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_reason_and_nothing_is_kept(
    tmp_path: Path, script: str, files: dict[str, bytes], own: bool, reason: str
) -> None:
    npm, integrity = registry(tmp_path, script, files)
    wanted = AxePin("99.0.0", sha256(engine("99.0.0")).hexdigest(), integrity if own else "sha512-AAAA")

    said = fetch_axe(tmp_path / "cache", npm, wanted)

    assert reason in said
    assert not (tmp_path / "cache").exists()
    assert find_axe(cache=tmp_path / "cache", pins=[wanted])[1] == CARRIED


def test_without_npm_the_carried_engine_serves(tmp_path: Path) -> None:
    assert fetch_axe(tmp_path, "no-such-npm") == "npm がありません"
    assert find_axe(cache=tmp_path)[1] == CARRIED


def test_a_cache_that_cannot_be_written_is_a_reason(tmp_path: Path) -> None:
    npm, integrity = registry(tmp_path, "cp {package} axe.tgz", {"package/axe.min.js": engine("99.0.0")})
    (tmp_path / "cache").write_text("no folder")

    said = fetch_axe(
        tmp_path / "cache", npm, AxePin("99.0.0", sha256(engine("99.0.0")).hexdigest(), integrity)
    )

    assert "保存できませんでした" in said


def test_the_newest_pinned_engine_wins_over_the_carried_one_where_it_is_whole(tmp_path: Path) -> None:
    pins = [pin("98.1.0"), pin("98.10.0"), pin("0.9.0")]
    for one in ("98.1.0", "98.10.0", "0.9.0"):
        kept(tmp_path, one, engine(one))
    kept(tmp_path, "99.0.0", engine("99.0.0"))  # nobody pinned it

    newest = find_axe(cache=tmp_path, pins=pins)[1]
    (tmp_path / "98.10.0" / "axe.min.js").write_bytes(engine("98.10.0") + b" ")
    next_to_newest = find_axe(cache=tmp_path, pins=pins)[1]

    assert (newest, next_to_newest) == ("98.10.0", "98.1.0")
    assert find_axe(cache=tmp_path, pins=pins[2:])[1] == CARRIED


def test_a_cycle_goes_on_with_the_engine_it_began_with_while_that_is_there(tmp_path: Path) -> None:
    pins = [pin("0.9.0"), pin("98.1.0"), pin("98.10.0")]
    for one in pins:
        kept(tmp_path, one.version, engine(one.version))

    found = [
        find_axe(cache=tmp_path, wanted=wanted, pins=pins)[1]
        for wanted in ("98.1.0", "0.9.0", CARRIED, "1.2.3", "")
    ]

    assert found == ["98.1.0", "0.9.0", CARRIED, "98.10.0", "98.10.0"]
