"""Colours read out of a picture, and flashes counted in many: the same on every machine."""

import io

import pytest
from PIL import Image, ImageDraw

from auditor.capture.flashes import flashes_a_second
from auditor.capture.pixels import Picture, over, sign_contrast, strongest_line
from auditor.model.colour import contrast

WHITE, BLACK, PALE = (255, 255, 255), (0, 0, 0), (226, 226, 228)


def drawn(*, line: tuple[int, int, int]) -> Picture:
    """A white picture of 200 by 100 at (10, 20) on the page, with a field of 100 by 40 at (40, 40)."""
    image = Image.new("RGB", (200, 100), WHITE)
    ImageDraw.Draw(image).rectangle((30, 20, 129, 59), outline=line)
    data = io.BytesIO()
    image.save(data, "PNG")
    return Picture.of(data.getvalue(), 10, 20)


def test_contrast_is_the_ratio_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == 21
    assert contrast((118, 118, 118), WHITE) == pytest.approx(4.54, abs=0.01)


def test_a_colour_that_is_seen_through_is_laid_over_what_is_behind() -> None:
    assert over((0, 0, 0, 0.5), WHITE) == (128, 128, 128)


def test_the_edge_of_a_field_is_its_strongest_line() -> None:
    box = (40, 40, 100, 40)

    assert (strongest_line(drawn(line=BLACK), box, 3, 5) or 0) > 20
    assert (strongest_line(drawn(line=PALE), box, 3, 5) or 0) < 1.4


def test_a_box_that_was_not_photographed_has_no_colours() -> None:
    picture = drawn(line=BLACK)

    assert picture.behind((500, 500, 20, 20)) == []
    assert strongest_line(picture, (500, 500, 20, 20), 3, 5) is None


def test_a_sign_is_the_colour_furthest_from_the_commonest_one() -> None:
    image = Image.new("RGB", (24, 24), WHITE)
    ImageDraw.Draw(image).rectangle((4, 4, 12, 12), fill=PALE)

    found = sign_contrast(image)

    assert found is not None and found[1:] == (PALE, WHITE) and found[0] < 1.4
    assert sign_contrast(Image.new("RGB", (24, 24), WHITE)) is None


def test_no_sign_is_told_from_a_photograph_behind_it() -> None:
    image = Image.new("RGB", (24, 24))
    image.putdata([(x * 9, 60 + y * 5, 118) for y in range(24) for x in range(24)])
    ground = Image.new("RGB", (24, 24), (123, 123, 118))
    ground.paste(image.crop((0, 0, 24, 14)), (0, 10))

    assert sign_contrast(image) is None
    assert sign_contrast(ground) is not None


def test_pictures_that_take_turns_ten_times_a_second_flash_so_often() -> None:
    grids = [bytes([255 if step % 2 else 0] * 8) for step in range(40)]

    assert flashes_a_second(grids, [step / 20 for step in range(40)])[0] == 10


def test_a_corner_that_flashes_or_a_slow_change_is_no_flash_of_the_picture() -> None:
    corner = [bytes([255 if step % 2 else 0] + [90] * 15) for step in range(40)]
    slow = [bytes([step * 6] * 8) for step in range(40)]

    assert flashes_a_second(corner, [step / 20 for step in range(40)]) == (0, 0.0)
    assert flashes_a_second(slow, [step / 20 for step in range(40)])[0] == 0


def test_light_changes_among_bright_colours_are_no_flash() -> None:
    grids = [bytes([255 if step % 2 else 215] * 8) for step in range(40)]

    assert flashes_a_second(grids, [step / 20 for step in range(40)])[0] == 0
