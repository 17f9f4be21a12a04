"""Contrast findings name the nearest colour that passes on the background they were measured on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.colour import contrast, hexadecimal, nearest_passing, of_hexadecimal
from auditor.plan.nearest_colour import passing_colour

COLOURS = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("text", "background", "ratio", "passing"),
    [
        ("#aaaaaa", "#ffffff", 4.5, "#767676"),
        ("#aaaaaa", "#ffffff", 3.0, "#949494"),
        ("#555555", "#000000", 4.5, "#757575"),
        ("#777777", "#808080", 4.5, "#171717"),
        ("#777777", "#808080", 7.0, ""),
        ("#ff0000", "#ffffff", 4.5, "#ee0000"),
    ],
)
def test_the_nearest_colour_that_passes(text: str, background: str, ratio: float, passing: str) -> None:
    one, other = of_hexadecimal(text), of_hexadecimal(background)
    assert one is not None and other is not None

    found = nearest_passing(one, other, ratio)

    assert (hexadecimal(found) if found else "") == passing


@given(COLOURS, COLOURS, st.sampled_from([3.0, 4.5, 7.0]))
def test_what_is_named_passes_as_it_is_written(text, background, ratio: float) -> None:  # type: ignore[no-untyped-def]
    found = nearest_passing(text, background, ratio)

    assert found is None or contrast(of_hexadecimal(hexadecimal(found)) or (0, 0, 0), background) >= ratio


@given(COLOURS, COLOURS)
def test_black_or_white_reaches_four_and_a_half_on_any_background(text, background) -> None:  # type: ignore[no-untyped-def]
    assert nearest_passing(text, background, 4.5) is not None


def test_the_sentence_names_colour_and_ratio() -> None:
    data = {"foreground": "#aaaaaa", "background": "#ffffff", "required": "4.5"}

    assert passing_colour(data, "ja") == (
        "この文字の色を #767676 に変えてください（背景 #ffffff との比が 4.54:1 になり、足ります）。"
    )
    assert "#767676" in passing_colour(data, "en")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"foreground": "#aaaaaa", "background": "", "required": "4.5"},
        {"foreground": "rgba(0,0,0,.5)", "background": "#ffffff", "required": "4.5"},
        {"foreground": "#000000", "background": "#ffffff", "required": "4.5"},
        {"foreground": "#aaaaaa", "background": "#ffffff", "required": "たくさん"},
    ],
)
def test_nothing_is_named_where_no_pair_of_plain_colours_was_measured(data: dict[str, str]) -> None:
    assert passing_colour(data, "ja") == ""
