"""Where the table of a sheet is: its header, its body, and what lies around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.model import Target
from auditor.read.facts import Sheet, Special, Value
from auditor.rule import File, file_target

from ._blocks import (
    Block,
    beginning,
    blocks,
    filled_cells,
    goes_on,
    has_numbers,
    is_table,
    numeric_columns,
    value_at,
)
from ._values import (
    decoration,
    filled,
    is_number,
    is_placeholder,
    letters,
    numberish,
    shown,
)

MAX_TOLD = 50  # findings of one rule on one sheet
_ABOUT = re.compile(
    r"凡例|コード表|コード一覧|_コード|定義|説明|注意|留意|目次|はじめに|メタデータ|readme|更新履歴|利用規約|出典",
    re.I,
)
_NOTE = re.compile(
    r"^\s*[(（]?(※|＊|\*|注|備考|資料|出典|出所|単位|作成|担当|最終更新|更新|問い?合わ?せ|【|［注|\(注)"
)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The main table of a sheet. Rows and columns are those of the sheet, ends included."""

    sheet: Sheet
    head: int  # first header row
    body: int  # first row of data; equal to head where there is no header
    bottom: int
    left: int
    right: int
    outside: tuple[tuple[int, int], ...]  # cells of titles and notes
    others: tuple[Block, ...]  # further blocks that are tables themselves
    pieces: tuple[Block, ...]  # blocks that belong to this table and are cut off from it
    between: frozenset[int] = frozenset()  # rows within it that are no data: what cuts the pieces off

    def value(self, row: int, column: int) -> Value:
        return value_at(self.sheet, row, column)

    def name(self, column: int) -> str:
        """Return the header of a column, its rows joined."""
        parts = [shown(self.value(row, column)).strip() for row in range(self.head, self.body)]
        return " ".join(part for part in parts if part)

    @property
    def columns(self) -> range:
        return range(self.left, self.right + 1)

    @property
    def rows(self) -> Sequence[int]:
        """Rows of data."""
        rows = range(self.body, self.bottom + 1)
        return [row for row in rows if row not in self.between] if self.between else rows

    def cells(self, column: int) -> list[tuple[int, Value]]:
        """Row and value of each filled cell of a column's data."""
        found = ((row, self.value(row, column)) for row in self.rows)
        return [(row, value) for row, value in found if filled(value)]

    def numeric(self, column: int) -> bool:
        """Return whether a column holds numbers, for the most part."""
        return _numeric(self, column)


@lru_cache(maxsize=2_000)
def _numeric(table: Table, column: int) -> bool:
    values = [value for _, value in table.cells(column)]
    dates = sum(isinstance(value, Special) and value.kind == "date" for value in values)
    numbers = sum(is_number(value) or bool(decoration(value)) for value in values)
    return (
        numbers > 0
        and (numbers + sum(map(is_placeholder, values))) * 2 > len(values)
        and dates * 2 < len(values)
    )


@lru_cache(maxsize=128)
def table_of(sheet: Sheet) -> Table | None:
    """Return the main table of a sheet, None where there is none."""
    there = blocks(sheet)
    big = [
        one for one in there if one.bottom > one.top and (one.right > one.left or one.bottom - one.top > 2)
    ]
    if not big:
        return None
    main = beginning(sheet, max(big, key=lambda one: (one.count, -one.top)), big)
    outside: list[tuple[int, int]] = []
    top, bottom, right = main.top, main.bottom, main.right
    while top < bottom and _is_title(sheet, top, main):
        outside += filled_cells(sheet, top, top, main.left, main.right)
        top += 1
    while bottom > top + 1 and _is_note(sheet, bottom, main):
        outside += filled_cells(sheet, bottom, bottom, main.left, main.right)
        bottom -= 1
    head, rows = top, _header_rows(sheet, top, bottom, main.left, right)
    rest = [one for one in there if one is not main]
    # A header of one row, cut off from its data by a blank line.
    lone = next(
        (
            one
            for one in rest
            if one.top == one.bottom and 0 < top - one.bottom <= 3 and one.left <= main.left and one.right >= main.right - 1
            and one.right > one.left and not has_numbers(sheet, one.top, one.left, one.right)
        ),
        None,
    )  # fmt: skip
    if (
        lone is not None
        and rows <= 1
        and (
            rows == 0
            or has_numbers(sheet, top, main.left, right)
            or not numeric_columns(sheet, top, bottom, main.left, right)
        )
    ):
        rest.remove(lone)
        head, rows = lone.top, top - lone.top
    while right > main.left + 1 and rows and _is_margin(sheet, head, head + rows, bottom, right):
        outside += filled_cells(sheet, head, bottom, right, right)
        right -= 1
    others, pieces = [], []
    for one in rest:
        if is_table(sheet, one, main):
            others.append(one)
        elif (
            (one.top > bottom and one.bottom > one.top and goes_on(sheet, one, main, head + rows))
            or (one.bottom < head and one.bottom > one.top and not rows and one.right > one.left)
            or (
                one.left > main.right
                and one.top <= main.bottom
                and one.bottom - one.top + 1 >= (bottom - top + 1) / 2
            )
            or (one.right < main.left and one.bottom - one.top + 1 >= (bottom - top + 1) / 2)
            or (
                one.top == one.bottom
                and one.top > bottom
                and has_numbers(sheet, one.top, one.left, one.right)
                and one.right > one.left
            )
        ):
            pieces.append(one)
        else:
            outside += filled_cells(sheet, one.top, one.bottom, one.left, one.right)
    parts = [one for one in pieces if one.top > bottom and one.left <= right and one.right >= main.left]
    last = max((one.bottom for one in parts), default=bottom)
    covered = {row for one in parts for row in range(one.top, one.bottom + 1)}
    between = frozenset(row for row in range(bottom + 1, last + 1) if row not in covered)
    return Table(
        sheet,
        head,
        head + rows,
        last,
        main.left,
        right,
        tuple(sorted(outside)),
        tuple(others),
        tuple(pieces),
        between,
    )


def _is_title(sheet: Sheet, row: int, block: Block) -> bool:
    cells = filled_cells(sheet, row, row, block.left, block.right)
    if block.right == block.left or not cells:
        return False
    text = shown(value_at(sheet, *cells[0]))
    if len(cells) <= 2 and text.startswith("#") and block.right - block.left > 1:
        return True  # lines of metadata before the header
    if len(cells) == 1:
        at = cells[0][1]
        if at == block.left:
            return not any(box.top == row and box.left == at and box.bottom > row for box in sheet.merges)
        wide = any(box.top == row and box.left == at and box.right > at for box in sheet.merges)
        return not wide and bool(re.search(r"単位|現在|時点|※|注|更新", text))
    return (
        len(cells) == 2
        and block.right - block.left > 2
        and bool(re.search(r"単位|現在|時点", text + shown(value_at(sheet, *cells[1]))))
    )


def _is_note(sheet: Sheet, row: int, block: Block) -> bool:
    cells = filled_cells(sheet, row, row, block.left, block.right)
    if block.right == block.left or not cells or cells[0][1] != block.left:
        return False
    text = shown(value_at(sheet, *cells[0]))
    if _NOTE.match(text):
        return len(cells) <= 2
    return len(cells) == 1 and isinstance(value_at(sheet, *cells[0]), str) and len(text) > 15


def _is_margin(sheet: Sheet, head: int, body: int, bottom: int, column: int) -> bool:
    """Return whether it is a column without a header, here and there a remark in it."""
    if any(filled(value_at(sheet, row, column)) for row in range(head, body)):
        return False
    cells = filled_cells(sheet, body, bottom, column, column)
    texts = [value_at(sheet, *cell) for cell in cells]
    return len(cells) * 2 <= bottom - body + 1 and all(
        isinstance(one, str) and not numberish(one) for one in texts
    )


def _header_rows(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> int:
    numeric = numeric_columns(sheet, top, bottom, left, right)
    first = [value_at(sheet, top, column) for column in numeric]
    if numeric and all(_is_datum(value) for value in first) and len(numeric) * 3 >= right - left + 1:
        return 0
    rows = 1
    while rows < 5 and top + rows < bottom:
        row = top + rows
        values = [value_at(sheet, row, column) for column in numeric]
        told = [value for value in values if filled(value)]
        reaches = any(
            box.top <= row - 1 and box.bottom >= row and box.top >= top
            for box in sheet.merges
            if box.left <= right
        )
        above = [value_at(sheet, row - 1, column) for column in numeric]
        wide = any(box.top == row - 1 == box.bottom and box.right > box.left for box in sheet.merges)
        if (
            told
            and not any(map(numberish, told))
            and (len(told) * 2 >= len(numeric) or wide or any(map(filled, above)))
        ) or ((reaches and not any(map(numberish, told))) and rows < 4):
            rows += 1
        else:
            break
    return rows


def _is_datum(value: Value) -> bool:
    """Return whether it is a number that is no year and no zero-filled serial: such are headers at times."""
    if not numberish(value):
        return False
    text = shown(value).strip()
    return not re.match(r"^(19|20)\d\d$|^0\d+$", text)


def is_about(sheet: Sheet) -> bool:
    """Return whether a sheet explains others: codes, definitions, notes."""
    return bool(_ABOUT.search(sheet.name))


def tables(file: File) -> Iterator[Table]:
    """Yield the main table of each visible sheet that holds data."""
    sheets = [one for one in file.facts.sheets if one.visibility == "visible"]
    data = [one for one in sheets if not is_about(one)] or sheets
    for sheet in data:
        table = table_of(sheet)
        if table is not None:
            yield table


def place(sheet: Sheet, top: int, left: int, bottom: int = 0, right: int = 0) -> str:
    """Return a range as people find it: シート名!B3:D3, or 行 and 列 in a CSV file."""
    bottom, right = bottom or top, right or left
    if not sheet.name:
        first, last = f"{top}行{left}列", f"{bottom}行{right}列"
        return first if first == last else f"{first}〜{last}"
    first, last = f"{letters(left)}{top}", f"{letters(right)}{bottom}"
    return f"{sheet.name}!{first}" if first == last else f"{sheet.name}!{first}:{last}"


def more(number: int, ja: str = "か所", en: str = "place") -> dict[str, str]:
    """Data of a message that names the first of so many places: how many others there are, nothing for none."""
    others = number - 1
    if others < 1:
        return dict.fromkeys(("more", "more_en", "aside", "aside_en"), "")
    japanese, english = f"ほか{others:,}{ja}", f"{others:,} more {en}{'' if others == 1 else 's'}"
    return {
        "more": japanese,
        "more_en": f" and {english}",
        "aside": f"（{japanese}）",
        "aside_en": f" ({english})",
    }


def at(
    file: File, sheet: Sheet, top: int, left: int, bottom: int = 0, right: int = 0, why: str = ""
) -> Target:
    """Return the target of a finding in a sheet. `why` tells causes apart: the header of the column, mostly."""
    snippet = shown(value_at(sheet, top, left))
    return file_target(file, place(sheet, top, left, bottom, right), snippet[:200], f"{sheet.name}|{why}")


def down(file: File, table: Table, column: int, rows: Sequence[int]) -> Target:
    """Return the target of a finding in some rows of a column."""
    return at(file, table.sheet, rows[0], column, rows[-1], column, table.name(column))


def column_word(table: Table, column: int) -> str:
    """Return a column as people know it: its name, else its letter."""
    name = table.name(column)
    return f"「{name[:40]}」" if name else (f"{letters(column)}列" if table.sheet.name else f"{column}列目")


def all_texts(file: File) -> Iterator[str]:
    """Yield all texts outside the data that may explain them: other sheets, titles, notes, the page around
    the link.
    """
    if file.context:
        yield file.context
    for sheet in file.facts.sheets:
        table = table_of(sheet)
        if table is None or is_about(sheet):
            yield sheet.name
            yield from (value for row in sheet.rows[:500] for value in row if isinstance(value, str))
            continue
        yield from (shown(table.value(row, column)) for row, column in table.outside)
