"""Which names people may give a colour: the words overlap, and a pale or dark one has another name."""

import colorsys
import importlib

import pytest
from loaded import load
from PIL import ImageColor

load()
colours = importlib.import_module("auditor_rules.jis._colours")


@pytest.mark.parametrize(
    ("css", "names"),
    [
        ("tomato", "red pink"),
        ("coral", "red orange"),
        ("chocolate", "orange brown"),
        ("antiquewhite", "orange"),
        ("darkgoldenrod", "orange yellow brown"),
        ("darkkhaki", "yellow"),
        ("olivedrab", "green"),
        ("aquamarine", "green"),
        ("lightseagreen", "blue"),
        ("blue", "blue"),
        ("mediumpurple", "blue purple"),
        ("mediumvioletred", "purple"),
        ("palevioletred", "red pink"),
        ("brown", "red"),
        ("#3c3c3c", "black"),
        ("#434343", "grey"),
        ("#f0f0f0", "grey"),
        ("#f4f4f4", ""),
        ("white", ""),
        ("#806868", "grey"),  # 24 of 255 between its parts: too little to be red
        ("#806466", "red"),
    ],
)
def test_a_colour_has_the_names_that_people_may_give_it(css: str, names: str) -> None:
    red, green, blue = ImageColor.getrgb(css)[:3]

    assert colours.called((red, green, blue, 1.0)) == {*names.split()}


@pytest.mark.parametrize(
    ("degrees", "lightness", "names"),
    [
        (3, 0.3, "red"),
        (7, 0.3, "red brown"),
        (18, 0.3, "red orange brown"),
        (22, 0.3, "orange brown"),
        (37, 0.3, "orange brown"),
        (39, 0.3, "orange yellow brown"),
        (46, 0.3, "orange yellow brown"),
        (49, 0.3, "yellow brown"),
        (51, 0.3, "yellow"),
        (61, 0.5, "yellow"),
        (64, 0.5, "yellow green"),
        (70, 0.5, "yellow green"),
        (74, 0.5, "green"),
        (163, 0.5, "green"),
        (167, 0.5, "green blue"),
        (170, 0.5, "green blue"),
        (174, 0.5, "blue"),
        (243, 0.5, "blue"),
        (247, 0.5, "blue purple"),
        (260, 0.5, "blue purple"),
        (264, 0.5, "purple"),
        (283, 0.75, "purple"),
        (287, 0.75, "purple pink"),
        (323, 0.75, "purple pink"),
        (327, 0.75, "pink"),
        (338, 0.75, "pink"),
        (342, 0.75, "red pink"),
        (13, 0.75, "red orange pink"),
        (17, 0.75, "red orange"),
        (13, 0.59, "red orange brown"),
        (13, 0.61, "red orange pink"),
    ],
)
def test_between_two_colours_both_names_are_right(degrees: int, lightness: float, names: str) -> None:
    red, green, blue = (255 * part for part in colorsys.hls_to_rgb(degrees / 360, lightness, 1.0))

    assert colours.called((red, green, blue, 1.0)) == {*names.split()}
