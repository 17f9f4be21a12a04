"""Tells what people changed in a workbook: cells that differ from what was written in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from auditor.report.workbook.cells import clean
from auditor.report.workbook.columns import CARRIED, FIELDS
from auditor.report.workbook.dates import japanese_date
from auditor.report.workbook.guide import statuses
from auditor.report.workbook.importer import Place, ReadBack

STATUS_WORDS: Mapping[str, str] = MappingProxyType(
    {"完了": "対応済（確認待ち）", "対応済": "対応済（確認待ち）", "対応済み": "対応済（確認待ち）",
     "未対応": "未着手", "着手": "対応中", "対応しない": "対応しない（理由を備考に）",
     "指摘の誤り": "指摘の誤り（理由を備考に）", "問題なし": "問題なし（目視確認済）"}
)  # fmt: skip
_DATE_HEADINGS = frozenset(c.heading for spec in CARRIED for c in spec.people if c.kind == "date")
# openpyxl leaves the carriage returns of pasted text as it finds them in the file.
_ESCAPED_RETURN = re.compile("_x000D_\n?")


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell that somebody changed: the making of a Decision. `number` is the row key."""

    number: str
    field: str
    value: str
    heading: str
    before: str
    place: Place


@dataclass(frozen=True, slots=True)
class Comparison:
    """Edits that can be taken, and those whose words the machine cannot read; then the old value stays."""

    edits: tuple[Edit, ...]
    refused: tuple[tuple[Edit, str], ...]  # with the reason


def compare(
    read: ReadBack, base: Mapping[str, Mapping[str, str]], keys: Mapping[str, str] | None = None
) -> Comparison:
    """Cells that differ from the base of the workbook's own revision.

    `keys`: _行ID (Issue.key) → 管理番号, for rows that lost their 管理番号. A row the base does not know is
    refused, never guessed at.
    """
    edits: list[Edit] = []
    refused: list[tuple[Edit, str]] = []
    for key, values in read.rows.items():
        number = (keys or {}).get(key.removeprefix("id:"), "") if key.startswith("id:") else key
        known = base.get(number)
        for heading, raw in values.items():
            before = "" if known is None else normalise(known.get(heading, ""), heading)
            value, reason = _understand(normalise(raw, heading), heading)
            if value == before:
                continue
            place = read.places[key, heading]
            edit = Edit(number or key, FIELDS[heading], value, heading, before, place)
            if known is None:
                reason = "この管理番号は、この計画書にはありません"
            elif heading == "状態" and not value:
                reason = "状態が空欄になっています。前回の値を残しました"
            if reason:
                refused.append((edit, reason))
            else:
                edits.append(edit)
    return Comparison(tuple(edits), tuple(refused))


def edits(
    read: ReadBack, base: Mapping[str, Mapping[str, str]], keys: Mapping[str, str] | None = None
) -> list[Edit]:
    """The edits of `compare` alone."""
    return list(compare(read, base, keys).edits)


def normalise(text: str, heading: str) -> str:
    """One spelling for what means the same, so that opening and saving a file is no edit."""
    plain = clean(_ESCAPED_RETURN.sub("\n", text)).strip()
    if heading in _DATE_HEADINGS:
        return japanese_date(plain) or plain
    return plain


def _understand(value: str, heading: str) -> tuple[str, str]:
    """The value in the plan's words, and why it cannot be taken ('' where it can)."""
    if not value:
        return value, ""
    if heading in _DATE_HEADINGS and japanese_date(value) is None:
        return value, "日付として読めません。2026/6/30 のように記入してください"
    if heading == "状態" and value not in statuses():
        word = STATUS_WORDS.get(value, "")
        return (word, "") if word else (value, "一覧にない状態です。一覧から選んでください")
    if heading == "点" and not (value.isascii() and value.isdecimal()):
        return value, "点は0以上の整数で記入してください"
    return value, ""
