"""Two links offer the same data where item, heading or name say so: then a PDF is not the only form of a table."""

import pytest

from auditor.judge.file_places import FilePlace, data_name, together
from auditor.model import Link


def place(text: str, near: str = "", *headings: str) -> FilePlace:
    return FilePlace(
        f"https://www.example.lg.jp/{text}", "", Link("", text, near=near, headings=headings), True, False
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (place("PDF", "人口 PDF CSV"), place("CSV", "人口 PDF CSV"), True),
        (place("PDF", "", "統計", "人口"), place("CSV", "", "統計", "人口"), True),
        (place("年齢別人口（PDF：1.2MB）", "a"), place("年齢別人口 ［CSV形式 30キロバイト］", "b"), True),
        (place("PDF", "人口 PDF"), place("CSV", "世帯 CSV"), False),
        (place("PDF", "", "統計"), place("CSV", "", "統計"), False),
        (place("人口2025（PDF）", "a"), place("人口2026（CSV）", "b"), False),
    ],
)  # fmt: skip
def test_forms_of_the_same_data_are_told_by_item_heading_or_name(
    one: FilePlace, other: FilePlace, expected: bool
) -> None:
    assert together(one, other) is expected


def test_a_link_that_names_only_a_form_has_no_name() -> None:
    assert data_name("ダウンロード（Excel：12KB）") == ""
