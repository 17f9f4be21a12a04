"""Blocks of cells with nothing around them, and what one is to another: a table of its own, its next part."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.read.facts import Sheet, Value

from ._values import filled, is_number, is_placeholder, numberish, shown


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells with blank rows or columns around it."""

    top: int
    left: int
    bottom: int
    right: int
    count: int


def value_at(sheet: Sheet, row: int, column: int) -> Value:
    """Return the cell of a sheet, None beyond what is there."""
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


def blocks(sheet: Sheet) -> list[Block]:
    """Return all blocks of a sheet from its top, those of one band of rows from the left."""
    columns_of = {
        number: {at for at, value in enumerate(row, 1) if filled(value)}
        for number, row in enumerate(sheet.rows, 1)
    }
    for box in sheet.merges:  # a merged cell fills all of its range
        for row in range(box.top, min(box.bottom, box.top + 50) + 1):
            if row in columns_of and any(columns_of.get(one) for one in range(box.top, box.bottom + 1)):
                columns_of[row] |= set(range(box.left, min(box.right, box.left + 200) + 1))
    found: list[Block] = []
    for top, bottom in _bands([row for row, columns in columns_of.items() if columns]):
        used = sorted(set().union(*(columns_of[row] for row in range(top, bottom + 1))))
        for left, right in _columns(sheet, top, bottom, _bands(used), found):
            rows = [
                row for row in range(top, bottom + 1) if any(left <= at <= right for at in columns_of[row])
            ]
            count = sum(sum(left <= at <= right for at in columns_of[row]) for row in rows)
            found.append(Block(rows[0], left, rows[-1], right, count))
    return found


def _columns(
    sheet: Sheet, top: int, bottom: int, bands: list[tuple[int, int]], above: Sequence[Block]
) -> list[tuple[int, int]]:
    """Return columns of the blocks in a band of rows.

    One that is empty here and filled in the block above splits none.
    """
    if len(bands) < 2:
        return bands
    left, right = bands[0][0], bands[-1][1]
    over = next((one for one in above[:50] if one.left <= left and one.right >= right), None)
    wide = [Block(top, first, bottom, last, 0) for first, last in bands if last > first]
    if over is None or (wide and all(is_table(sheet, one, over) for one in wide)):
        return bands
    empty = set(range(left, right + 1)) - {at for one in bands for at in range(one[0], one[1] + 1)}
    known = {at for _, at in filled_cells(sheet, over.top, min(over.bottom, over.top + 20), left, right)}
    return [(left, right)] if empty <= known else bands


def filled_cells(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> list[tuple[int, int]]:
    """Row and column of each cell with something in it."""
    return [
        (row, column)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if filled(value_at(sheet, row, column))
    ]


def numeric_columns(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> list[int]:
    """Return columns that hold numbers from a third of the block downwards."""
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


def has_numbers(sheet: Sheet, row: int, left: int, right: int) -> bool:
    """Return whether a row has a number."""
    return any(is_number(value_at(sheet, row, column)) for column in range(left, right + 1))


def is_table(sheet: Sheet, block: Block, main: Block) -> bool:
    """Return whether it is a block with a header of its own: text over numbers."""
    if block.bottom - block.top < 1 or block.right == block.left:
        return False
    if block.top <= main.bottom and block.bottom >= main.top and block.left == main.right + 2:
        same = [value_at(sheet, block.top, column) for column in range(block.left, block.right + 1)]
        return block.top == main.top and shown(same[0]) == shown(value_at(sheet, main.top, main.left))
    numeric = numeric_columns(sheet, block.top, block.bottom, block.left, block.right)
    first = [value_at(sheet, block.top, column) for column in range(block.left, block.right + 1)]
    if (
        all(isinstance(value, str) and not numberish(value) for value in first if filled(value))
        and sum(map(filled, first)) > 1
    ):
        return bool(numeric) or (
            sum(map(filled, first)) == block.right - block.left + 1 and block.bottom - block.top > 1
        )
    return False


def goes_on(sheet: Sheet, block: Block, main: Block, body: int) -> bool:
    """Return whether a block below goes on with the rows of the main table: in its columns, and numbers
    where it has some.
    """
    if block.left < main.left - 1 or block.right > main.right + 1:
        return False
    if block.right == block.left and main.right > main.left:
        return False  # a list of notes
    numeric = [
        at
        for at in numeric_columns(sheet, body, main.bottom, main.left, main.right)
        if block.left <= at <= block.right
    ]
    if numeric:
        cells = filled_cells(sheet, block.top, block.bottom, numeric[0], numeric[-1])
        return any(at in numeric and numberish(value_at(sheet, row, at)) for row, at in cells)
    return (block.right - block.left + 1) * 2 >= main.right - main.left + 1


def beginning(sheet: Sheet, main: Block, big: Sequence[Block]) -> Block:
    """Return the block a table begins with: its largest part may lie below blank rows, cut off from the header."""
    if is_table(sheet, main, main):
        return main
    numeric = set(numeric_columns(sheet, main.top, main.bottom, main.left, main.right))
    for one in sorted(big, key=lambda one: one.top):
        if one.bottom < main.top and one.left <= main.left and one.right >= main.right:
            same = set(numeric_columns(sheet, one.top, one.bottom, main.left, main.right))
            if numeric and len(numeric & same) * 2 >= len(numeric | same):
                return one
    return main
