"""Letters that were read in pictures: which lines count, and when the page tells what they say."""

import importlib
from typing import Any

import pytest
from loaded import load

from auditor.page import page_from_html

load()
letters = importlib.import_module("auditor_rules.jis._letters")


def read(html: str, *lines: str, **facts: Any) -> Any:
    """The one picture of a page, in which these lines were read: 300 × 100 px, letters of 18 px."""
    page = page_from_html(html, probes=letters.drawn("img", *lines, **facts))
    (picture,) = letters.pictures(page)
    return picture


@pytest.mark.parametrize(
    ("text", "facts", "counts"),
    [
        ("夏まつり", {"confidence": 0.86}, True),
        ("夏まつり", {"confidence": 0.84}, False),  # perhaps a pattern
        ("夏祭", {}, True),
        ("夏", {}, False),  # one letter may be any shape
        ("1", {}, False),
        ("夏まつり", {"size": 6.4}, True),  # a font of 7.1 px
        ("夏まつり", {"size": 6.2}, False),  # nobody could read it
        ("〇〇〇〇", {}, False),  # a row of windows
        ("1111", {}, True),
        ("夏祭", {"boxes": [[10, 10, 80, 69]]}, True),
        ("夏祭", {"boxes": [[10, 10, 80, 71]]}, False),  # fills the picture from top to bottom: a shape
        ("夏まつり", {"boxes": [[10, 10, 80, 71]]}, True),  # unless it is a row of letters
    ],
)
def test_a_line_counts_where_it_is_letters_beyond_doubt(
    text: str, facts: dict[str, Any], counts: bool
) -> None:
    assert bool(read("<img src=a.png>", text, **facts).lines) is counts


def test_the_size_of_the_font_is_that_on_the_page() -> None:
    (line,) = read("<img src=a.png>", "夏まつり", natural=[600, 200]).lines

    assert line.size == pytest.approx(
        10
    )  # letters of 18 px, drawn at half their size; a kanji fills 0.9 of its font


@pytest.mark.parametrize(
    ("drawn", "text", "told"),
    [
        ("子育て支援", "こども家庭課 子育て支援の窓口", True),
        ("コドモ", "こども", True),  # however it is written
        ("あいうえおか", "あいうえ", True),  # 3 of 5 pairs of letters
        ("あいうえおかきく", "あいうえお", False),  # 4 of 7
        ("子育て支援", "水道の料金", False),
    ],
)
def test_a_text_tells_a_line_by_three_of_five_pairs_of_its_letters(drawn: str, text: str, told: bool) -> None:
    lines = read("<img src=a.png>", drawn).lines

    assert (letters.untold(lines, text) == ()) is told
    assert letters.share_told(lines, text) == (1.0 if told else 0.0)


@pytest.mark.parametrize(("length", "looked_at"), [(300, True), (301, False)])
def test_an_item_of_more_than_300_letters_is_a_part_of_the_layout(length: int, looked_at: bool) -> None:
    picture = read(f"<ul><li><img src=a.png>{'あ' * length}</li></ul>", "夏まつり")

    assert letters.around(picture) == ("あ" * length if looked_at else "")


def test_of_the_text_beside_a_picture_4000_letters_are_looked_at() -> None:
    picture = read(f"<div><p>{'あ' * 3990}</p><img src=a.png><p>{'い' * 20}</p></div>", "夏まつり")

    assert letters.beside(picture) == "あ" * 3990 + " " + "い" * 10


def grid(rows: int, columns: int, shift: float) -> list[list[float]]:
    """Boxes of cells; those of further rows begin `shift` px to the right, and are wider."""
    return [
        [10 + 90 * column + (shift if row else 0), 5 + 30 * row, 40 + (9 * shift if row else 0), 20]
        for row in range(rows)
        for column in range(columns)
    ]


@pytest.mark.parametrize(
    ("rows", "columns", "shift", "table"),
    [(3, 3, 0, True), (2, 3, 0, False), (3, 2, 0, False), (3, 3, 5, True), (3, 3, 8, False)],
)
def test_three_rows_of_three_cells_below_each_other_are_a_table(
    rows: int, columns: int, shift: float, table: bool
) -> None:
    boxes = grid(rows, columns, shift)
    lines = read("<img src=a.png>", *["窓口"] * len(boxes), boxes=boxes).lines

    assert letters.is_grid(lines) is table


@pytest.mark.parametrize(
    ("count", "plain", "area", "link", "alt", "incidental"),
    [
        (11, 0.75, 0.14, True, "祭りの会場", True),  # a sign or two in a photograph
        (12, 0.75, 0.14, True, "祭りの会場", False),
        (11, 0.85, 0.065, True, "祭り", False),
        (11, 0.85, 0.065, True, "", False),  # on a plain ground: what the picture is for
        (11, 0.85, 0.055, True, "", True),  # too small for that
        (11, 0.85, 0.11, False, "", True),
        (11, 0.85, 0.13, False, "", False),
    ],
)
def test_letters_that_happen_to_be_in_a_picture_are_few_and_small(
    count: int, plain: float, area: float, link: bool, alt: str, incidental: bool
) -> None:
    image = "<a href=/><img src=a.png></a>" if link else "<img src=a.png>"
    text = "あいうえおかきくけこさし"[:count]
    picture = read(image, text, plain=plain, boxes=[[0, 0, 1500 * area, 20]])

    assert picture.share == pytest.approx(area)
    assert letters.is_incidental(picture, alt) is incidental
