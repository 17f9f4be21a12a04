"""Words of closed lists: each code has its words in both languages, and no code is told by a word that is shown."""

import ast
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest

from auditor import model, words
from auditor.model import Text
from auditor.words import say, word
from auditor.workbook.form import columns

AUDITOR = Path(words.__file__).resolve().parent
TABLES = [
    table for name, table in vars(words).items() if isinstance(table, Mapping) and not name.startswith("_")
]
LISTS = [
    one
    for one in (
        model.Applies, model.Certainty, model.Choice, model.Conformity, model.DataLinkState, model.Fact, model.Family, model.HeaderState,
        model.Impact, model.ImportResult, model.Method, model.PageKind, model.PageResult, model.Policy, model.Priority, model.RepairPlace,
        model.Responsible, model.Review, model.SampledAs, model.Status, model.Treatment, model.Verdict,
    )
]  # fmt: skip
LOOKUPS = frozenset({"get", "pop", "index", "count", "startswith", "endswith", "setdefault"})


@cache
def shown() -> frozenset[str]:
    """Every Japanese word of a closed list, heading and name of a sheet."""
    texts = {text.ja for table in TABLES for text in table.values() if isinstance(text, Text)}
    headings = {heading for sheet in columns.TABLES.values() for heading in (sheet.name, *sheet.headings)}
    return frozenset(text for text in texts | headings if not text.isascii())


def literals(node: ast.AST) -> Iterator[ast.Constant]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner


def told_by(tree: ast.AST) -> Iterator[ast.Constant]:
    """Texts that something is compared with or looked up by: ==, in, match, [], .get() and the like."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                yield from literals(side)
        elif isinstance(node, ast.Subscript):
            yield from literals(node.slice)
        elif isinstance(node, ast.MatchValue):
            yield from literals(node.value)
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOOKUPS
        ):
            for argument in node.args[:1]:
                yield from literals(argument)


@pytest.mark.parametrize(
    "path", sorted(AUDITOR.rglob("*.py")), ids=lambda path: str(path.relative_to(AUDITOR))
)
def test_nothing_is_told_by_a_word_that_is_shown(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    found = [f"{path.name}:{one.lineno} {one.value}" for one in told_by(tree) if one.value in shown()]

    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'row.priority == "高"', 'word in ("新規", "残存")', 'counts.get("改善確認済", 0)', 'counts["要判断"]',
        'text.startswith("正常")',
    ],
)  # fmt: skip
def test_the_search_finds_each_way_to_tell_a_code_by_its_word(code: str) -> None:
    assert [one.value for one in told_by(ast.parse(code)) if one.value in shown()]


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_every_code_has_words_in_both_languages(kind: type[StrEnum]) -> None:
    for lang in ("ja", "en"):
        assert all(word(member, lang) for member in kind)
    assert all(word(member, "en").isascii() for member in kind)


def test_a_missing_code_has_no_word() -> None:
    assert word(None) == ""
    assert say(Text("あ", "a"), "en") == "a"
