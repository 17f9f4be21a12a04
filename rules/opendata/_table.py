"""Where the table of a sheet is: its header, its body, and what lies around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor_rules.opendata._values import (
    decoration,
    filled,
    is_number,
    is_placeholder,
    letters,
    numberish,
    shown,
)

from auditor.model import Target
from auditor.read.facts import Sheet, Special, Value
from auditor.rule import File, file_target

MAX_TOLD = 50  # findings of one rule on one sheet
_ABOUT = re.compile(
    r"凡例|コード表|コード一覧|_コード|定義|説明|注意|留意|目次|はじめに|メタデータ|readme|更新履歴|利用規約|出典",
    re.I,
)
_NOTE = re.compile(
    r"^\s*[(（]?(※|＊|\*|注|備考|資料|出典|出所|単位|作成|担当|最終更新|更新|問い?合わ?せ|【|［注|\(注)"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells with blank rows or columns around it."""

    top: int
    left: int
    bottom: int
    right: int
    count: int


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

    def value(self, row: int, column: int) -> Value:
        return value_at(self.sheet, row, column)

    def name(self, column: int) -> str:
        """The header of a column, its rows joined."""
        parts = [shown(self.value(row, column)).strip() for row in range(self.head, self.body)]
        return " ".join(part for part in parts if part)

    @property
    def columns(self) -> range:
        return range(self.left, self.right + 1)

    @property
    def rows(self) -> range:
        """Rows of data."""
        return range(self.body, self.bottom + 1)

    def cells(self, column: int) -> list[tuple[int, Value]]:
        """Row and value of each filled cell of a column's data."""
        found = ((row, self.value(row, column)) for row in self.rows)
        return [(row, value) for row, value in found if filled(value)]

    def numeric(self, column: int) -> bool:
        """Whether a column holds numbers, for the most part."""
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


def value_at(sheet: Sheet, row: int, column: int) -> Value:
    """The cell of a sheet, None beyond what is there."""
    if not 0 < row <= len(sheet.rows):
        return None
    cells = sheet.rows[row - 1]
    return cells[column - 1] if 0 < column <= len(cells) else None


def _bands(numbers: Sequence[int]) -> list[tuple[int, int]]:
    bands: list[tuple[int, int]] = []
    for number in numbers:
        if bands and number == bands[-1][1] + 1:
            bands[-1] = (bands[-1][0], number)
        else:
            bands.append((number, number))
    return bands


def _blocks(sheet: Sheet) -> list[Block]:
    columns_of = {
        number: {at for at, value in enumerate(row, 1) if filled(value)}
        for number, row in enumerate(sheet.rows, 1)
    }
    for box in sheet.merges:  # a merged cell fills all of its range
        for row in range(box.top, min(box.bottom, box.top + 50) + 1):
            if row in columns_of and any(columns_of.get(one) for one in range(box.top, box.bottom + 1)):
                columns_of[row] |= set(range(box.left, min(box.right, box.left + 200) + 1))
    found = []
    for top, bottom in _bands([row for row, columns in columns_of.items() if columns]):
        used = sorted(set().union(*(columns_of[row] for row in range(top, bottom + 1))))
        for left, right in _bands(used):
            rows = [
                row for row in range(top, bottom + 1) if any(left <= at <= right for at in columns_of[row])
            ]
            count = sum(sum(left <= at <= right for at in columns_of[row]) for row in rows)
            found.append(Block(rows[0], left, rows[-1], right, count))
    return found


@lru_cache(maxsize=128)
def table_of(sheet: Sheet) -> Table | None:
    """The main table of a sheet, None where there is none."""
    blocks = _blocks(sheet)
    big = [
        one for one in blocks if one.bottom > one.top and (one.right > one.left or one.bottom - one.top > 2)
    ]
    if not big:
        return None
    main = max(big, key=lambda one: (one.count, -one.top))
    outside: list[tuple[int, int]] = []
    top, bottom, right = main.top, main.bottom, main.right
    while top < bottom and _is_title(sheet, top, main):
        outside += _filled_cells(sheet, top, top, main.left, main.right)
        top += 1
    while bottom > top + 1 and _is_note(sheet, bottom, main):
        outside += _filled_cells(sheet, bottom, bottom, main.left, main.right)
        bottom -= 1
    head, rows = top, _header_rows(sheet, top, bottom, main.left, right)
    rest = [one for one in blocks if one is not main]
    # A header of one row, cut off from its data by a blank line.
    lone = next(
        (
            one
            for one in rest
            if one.top == one.bottom and 0 < top - one.bottom <= 3 and one.left <= main.left and one.right >= main.right - 1
            and one.right > one.left and not _has_numbers(sheet, one.top, one.left, one.right)
        ),
        None,
    )  # fmt: skip
    if (
        lone is not None
        and rows <= 1
        and (
            rows == 0
            or _has_numbers(sheet, top, main.left, right)
            or not _numeric_columns(sheet, top, bottom, main.left, right)
        )
    ):
        rest.remove(lone)
        head, rows = lone.top, top - lone.top
    while right > main.left + 1 and rows and _is_margin(sheet, head, head + rows, bottom, right):
        outside += _filled_cells(sheet, head, bottom, right, right)
        right -= 1
    others, pieces = [], []
    for one in rest:
        if _is_table(sheet, one, main):
            others.append(one)
        elif (
            (one.bottom > one.top and _fits(sheet, one, main, head + rows))
            or (
                one.left > main.right
                and one.top <= main.bottom
                and one.bottom - one.top + 1 >= (bottom - top + 1) / 2
            )
            or (one.right < main.left and one.bottom - one.top + 1 >= (bottom - top + 1) / 2)
            or (
                one.top == one.bottom
                and one.top > bottom
                and _has_numbers(sheet, one.top, one.left, one.right)
                and one.right > one.left
            )
        ):
            pieces.append(one)
        else:
            outside += _filled_cells(sheet, one.top, one.bottom, one.left, one.right)
    return Table(
        sheet,
        head,
        head + rows,
        bottom,
        main.left,
        right,
        tuple(sorted(outside)),
        tuple(others),
        tuple(pieces),
    )


def _filled_cells(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if filled(value_at(sheet, row, column))
    ]


def _is_title(sheet: Sheet, row: int, block: Block) -> bool:
    cells = _filled_cells(sheet, row, row, block.left, block.right)
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
    cells = _filled_cells(sheet, row, row, block.left, block.right)
    if block.right == block.left or not cells or cells[0][1] != block.left:
        return False
    text = shown(value_at(sheet, *cells[0]))
    if _NOTE.match(text):
        return len(cells) <= 2
    return len(cells) == 1 and isinstance(value_at(sheet, *cells[0]), str) and len(text) > 15


def _is_margin(sheet: Sheet, head: int, body: int, bottom: int, column: int) -> bool:
    """A column without a header, here and there a remark in it."""
    if any(filled(value_at(sheet, row, column)) for row in range(head, body)):
        return False
    cells = _filled_cells(sheet, body, bottom, column, column)
    texts = [value_at(sheet, *cell) for cell in cells]
    return len(cells) * 2 <= bottom - body + 1 and all(
        isinstance(one, str) and not numberish(one) for one in texts
    )


def _numeric_columns(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> list[int]:
    first = top + max(1, (bottom - top) // 3)
    found = []
    for column in range(left, right + 1):
        values = [value_at(sheet, row, column) for row in range(first, min(bottom, first + 400) + 1)]
        values = [value for value in values if filled(value)]
        if (
            values
            and sum(map(numberish, values)) * 10 >= len(values) * 6
            and not all(map(is_placeholder, values))
        ):
            found.append(column)
    return found


def _header_rows(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> int:
    numeric = _numeric_columns(sheet, top, bottom, left, right)
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
    """A number that is no year and no zero-filled serial: such are headers at times."""
    if not numberish(value):
        return False
    text = shown(value).strip()
    return not re.match(r"^(19|20)\d\d$|^0\d+$", text)


def _has_numbers(sheet: Sheet, row: int, left: int, right: int) -> bool:
    return any(is_number(value_at(sheet, row, column)) for column in range(left, right + 1))


def _is_table(sheet: Sheet, block: Block, main: Block) -> bool:
    """A block with a header of its own: text over numbers."""
    if block.bottom - block.top < 1 or block.right == block.left:
        return False
    if block.top <= main.bottom and block.bottom >= main.top and block.left == main.right + 2:
        same = [value_at(sheet, block.top, column) for column in range(block.left, block.right + 1)]
        return block.top == main.top and shown(same[0]) == shown(value_at(sheet, main.top, main.left))
    numeric = _numeric_columns(sheet, block.top, block.bottom, block.left, block.right)
    first = [value_at(sheet, block.top, column) for column in range(block.left, block.right + 1)]
    if (
        all(isinstance(value, str) and not numberish(value) for value in first if filled(value))
        and sum(map(filled, first)) > 1
    ):
        return bool(numeric) or (
            sum(map(filled, first)) == block.right - block.left + 1 and block.bottom - block.top > 1
        )
    return False


def _fits(sheet: Sheet, block: Block, main: Block, body: int) -> bool:
    """Whether a block goes on with the columns of the main table."""
    return block.left >= main.left - 1 and block.right <= main.right + 1


def is_about(sheet: Sheet) -> bool:
    """A sheet that explains others: codes, definitions, notes."""
    return bool(_ABOUT.search(sheet.name))


def tables(file: File) -> Iterator[Table]:
    """The main table of each visible sheet that holds data."""
    sheets = [one for one in file.facts.sheets if one.visibility == "visible"]
    data = [one for one in sheets if not is_about(one)] or sheets
    for sheet in data:
        table = table_of(sheet)
        if table is not None:
            yield table


def place(sheet: Sheet, top: int, left: int, bottom: int = 0, right: int = 0) -> str:
    """A range as people find it: シート名!B3:D3, or 行 and 列 in a CSV file."""
    bottom, right = bottom or top, right or left
    if not sheet.name:
        first, last = f"{top}行{left}列", f"{bottom}行{right}列"
        return first if first == last else f"{first}〜{last}"
    first, last = f"{letters(left)}{top}", f"{letters(right)}{bottom}"
    return f"{sheet.name}!{first}" if first == last else f"{sheet.name}!{first}:{last}"


def at(
    file: File, sheet: Sheet, top: int, left: int, bottom: int = 0, right: int = 0, why: str = ""
) -> Target:
    """The target of a finding in a sheet. `why` tells causes apart: the header of the column, mostly."""
    snippet = shown(value_at(sheet, top, left))
    return file_target(file, place(sheet, top, left, bottom, right), snippet[:200], f"{sheet.name}|{why}")


def down(file: File, table: Table, column: int, rows: Sequence[int]) -> Target:
    """The target of a finding in some rows of a column."""
    return at(file, table.sheet, rows[0], column, rows[-1], column, table.name(column))


def column_word(table: Table, column: int) -> str:
    """A column as people know it: its name, else its letter."""
    name = table.name(column)
    return f"「{name[:40]}」" if name else (f"{letters(column)}列" if table.sheet.name else f"{column}列目")


def all_texts(file: File) -> Iterator[str]:
    """All texts outside the data that may explain them: other sheets, titles, notes, the page around the link."""
    if file.context:
        yield file.context
    for sheet in file.facts.sheets:
        table = table_of(sheet)
        if table is None or is_about(sheet):
            yield sheet.name
            yield from (value for row in sheet.rows[:500] for value in row if isinstance(value, str))
            continue
        yield from (shown(table.value(row, column)) for row, column in table.outside)
