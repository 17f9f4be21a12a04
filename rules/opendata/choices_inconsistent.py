"""The choices of a column are written in one way (rule L2-04)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    File,
    file_rule,
    likely,
    passed,
    review,
)

from ._samples import NO_TABLE, PEOPLE, book
from ._table import column_word, down, tables
from ._values import folded, shown

_BRACKETS = re.compile(r"[（(]([^（()）]+)[)）]$")
_KANJI = re.compile("[\u4e00-\u9fff]")


def _same(text: str) -> str:
    """Return what is left of a choice without number, remark, verb ending and okurigana."""
    if not re.search("[\u3041-\u9fff]", text):
        return folded(text)
    bare = re.sub(r"^\d+[.．:：)）](?!\d)", "", folded(text))
    bare = re.sub(r"[（(].*?[)）]$", "", bare)
    bare = re.sub(r"[-ー―・‐－_/]", "", bare)
    bare = re.sub(r"(である|です|する)$", "", bare)
    return re.sub("[\u3041-\u3096]", "", bare) if len(_KANJI.findall(bare)) > 1 else bare


def _groups(texts: Iterable[str]) -> Iterator[list[str]]:
    """Choices that come to the same. Where all of a group end in brackets, what stands in them tells kinds apart."""
    groups: dict[str, list[str]] = {}
    for text in sorted(texts):
        groups.setdefault(_same(text), []).append(text)
    for key, group in groups.items():
        kinds: dict[str, list[str]] = {}
        for text in group:
            inside = _BRACKETS.search(folded(text))
            kinds.setdefault(_same(inside[1]) if inside else "", []).append(text)
        yield from ([group] if "" in kinds else kinds.values()) if key else ()


@file_rule(
    id="opendata/choices-inconsistent",
    impact=Impact.SERIOUS,
    techniques=["L2-04"],
    title=Text(
        ja="表記のゆれた選択肢",
        en="Choices written in several ways",
    ),
    why=Text(
        ja="同じ答えが別の答えとして数えられます。",
        en="Equal answers are counted as different ones.",
    ),
    fix=Text(
        ja="「検索と置換」で表記を1つにそろえ、以後は「データの入力規則」のリストから選ばせてください。",
        en="Replace the variants by one wording and offer a list by data validation.",
    ),
    messages={
        "variants": Text(
            ja="{column}に同じ意味らしい値が別の書き方で混ざっています（{values}）。",
            en="{column} writes what seems the same in several ways ({values}).",
        ),
    },
    question=Text(
        ja="これらは同じ答えですか。",
        en="Are these the same answer?",
    ),
    examples=[
        Example(
            PASSED,
            file=book([("市", "状況"), ("A", "取組済"), ("B", "取組済"), ("C", "未定"), ("D", "未定")]),
        ),
        Example(
            REVIEW,
            file=book(
                [
                    ("市", "状況"),
                    ("A", "取組済"),
                    ("B", "取組済"),
                    ("C", "取り組み済み"),
                    ("D", "取組済"),
                    ("E", "未定"),
                ]
            ),
            key="variants",
            at="Sheet1!B4",
        ),
        Example(
            LIKELY,
            file=book([("市", "状況"), ("A", "可 能"), ("B", "可能"), ("C", "可能"), ("D", "可能")]),
            key="variants",
        ),
        Example(
            PASSED,
            file=book(
                [
                    ("園", "種別"),
                    *((at, f"こども園（{kind}型）") for at, kind in enumerate(["幼保連携", "幼稚園"] * 3)),
                ]
            ),
            why="Kinds that differ in their brackets only.",
        ),
        Example(INAPPLICABLE, file=book(PEOPLE)),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def choices_inconsistent(file: File) -> Iterator[Finding]:
    for table in tables(file):
        good = True
        judged = False
        for column in table.columns:
            counts = Counter(shown(value) for _, value in table.cells(column) if isinstance(value, str))
            total = sum(counts.values())
            if total < 4 or len(counts) * 3 > total * 2 or len(counts) > 60 or table.numeric(column):
                continue
            judged = True
            for texts in _groups(counts):
                if len(texts) < 2:
                    continue
                good = False
                rare = min(texts, key=lambda text: counts[text])
                rows = [row for row, value in table.cells(column) if value == rare]
                said = {
                    "column": column_word(table, column),
                    "values": "、".join(f"「{text[:20]}」" for text in texts[:6]),
                }
                make = likely if len({folded(text) for text in texts}) == 1 else review
                yield make(down(file, table, column, rows), "variants", **said)
        if judged and good:
            yield passed()
