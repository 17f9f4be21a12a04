"""The JSON Schema of targets.yaml says what the reader of the file says."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from running import auditor

from auditor.model import TargetsError
from auditor.targets import load, schema

ROOT = Path(__file__).parents[1]
PUBLISHED = ROOT / "docs" / "targets.schema.json"
SITE = "bureaus: [{id: a, name: 局, sites: [{id: s, start: 'https://a.example/', %s}]}]"


def errors(text: str) -> list[str]:
    """What an editor that knows the schema would underline."""
    data: Any = YAML(typ="safe", pure=True).load(text)
    return [error.message for error in Draft202012Validator(schema()).iter_errors(data)]


def test_the_command_prints_the_published_schema() -> None:
    done = auditor("targets", "schema")

    assert done.code == 0
    assert done.out == PUBLISHED.read_text(encoding="utf-8"), (
        "run: auditor targets schema > docs/targets.schema.json"
    )


def test_the_schema_is_printed_in_english_too() -> None:
    assert json.loads(auditor("targets", "schema", "--lang", "en").out) == schema("en")


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", ["targets.yaml", "examples/targets.yaml"])
def test_the_samples_follow_the_schema_and_name_it_to_editors(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert errors(text) == []
    first = text.splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=") and first.endswith("targets.schema.json")
    assert ((ROOT / name).parent / first.partition("=")[2]).resolve() == PUBLISHED


@pytest.mark.parametrize(
    "setting",
    [
        "pages: -1", "pages: 1000001", "pages: 1.5", "pages: many", "delay: 3601", "concurrency: 0", "concurrency: 17",
        "selection: some", "probes: sometimes", "standard: jis", "standard: []x", "extra_criteria: ['9.9.9']",
        "viewports: [10x10]", "page_seconds: 0", "file_mb: 0", "file_mb: 201", "files_mb: 0", "max_urls: 0",
        "exceptions: [{pattern: /a/}]", "exceptions: [{pattern: /a/, reason: b, more: c}]", "pagess: 40",
        "include: /a/", "urls: {}",
    ],
)  # fmt: skip
def test_what_the_reader_refuses_the_schema_refuses_too(tmp_path: Path, setting: str) -> None:
    path = tmp_path / "targets.yaml"
    text = SITE % setting if "]x" not in setting else "defaults: {standard: 1}\n" + SITE % ""
    path.write_text(text, encoding="utf-8")

    with pytest.raises(TargetsError):
        load(path)

    assert errors(text)


@pytest.mark.parametrize(
    "setting",
    [
        "pages: 0", "delay: 0.5", "standard: wcag-2.2-aa", "standard: [wcag-2.2-aa, jis-x-8341-3-2016-aa]",
        "viewports: 375x812", "extra_criteria: [2.1.3]", "include: [/a/]", "exceptions: [{pattern: /a/, reason: 委託}]",
        "urls: ['https://a.example/b']", "name: サイト", "terms: /terms/",
    ],
)  # fmt: skip
def test_what_the_reader_takes_the_schema_takes_too(tmp_path: Path, setting: str) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(SITE % setting, encoding="utf-8")

    load(path)

    assert errors(SITE % setting) == []


@pytest.mark.parametrize("day", ["29.1.2027", "2027-13-01", "2027-1-9", "1999-01-01"])
def test_a_day_of_return_in_another_form_is_refused_by_both(tmp_path: Path, day: str) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(f"return_by: '{day}'\n" + SITE % "", encoding="utf-8")

    with pytest.raises(TargetsError, match="return_by"):
        load(path)

    assert errors(path.read_text(encoding="utf-8"))
