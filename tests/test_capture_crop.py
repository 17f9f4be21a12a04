"""Pictures of failing places, cut from a page's screenshot."""

import io

from PIL import Image

from auditor.capture.crop import MARGIN, MAX_HEIGHT, MAX_WIDTH, crop, opened


def _jpeg(width: int = 1280, height: int = 2000) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#ffffff").save(out, "JPEG")
    return out.getvalue()


def _size(cut: bytes | None) -> tuple[int, int]:
    assert cut is not None
    with Image.open(io.BytesIO(cut)) as image:
        return image.size


def test_a_place_is_cut_with_a_margin_and_framed_in_red() -> None:
    picture = opened(_jpeg())
    assert picture is not None
    cut = crop(picture, (100, 200, 50, 30), ())
    assert _size(cut) == (50 + 2 * MARGIN, 30 + 2 * MARGIN)
    with Image.open(io.BytesIO(cut or b"")) as image:
        red, green, _ = image.convert("RGB").getpixel((MARGIN - 2, MARGIN + 10))  # type: ignore[misc]
    assert red > green + 60


def test_many_places_come_from_one_decoded_picture() -> None:
    picture = opened(_jpeg())
    assert picture is not None
    assert all(crop(picture, (10.0, y, 40, 20), ()) for y in range(0, 1900, 100))


def test_a_large_place_is_cut_to_a_bounded_size() -> None:
    picture = opened(_jpeg())
    assert picture is not None
    assert _size(crop(picture, (0, 0, 1280, 1900), ())) == (MAX_WIDTH, MAX_HEIGHT)


def test_no_picture_is_kept_of_a_tiny_private_or_outlying_place() -> None:
    picture = opened(_jpeg(400, 400))
    assert picture is not None
    assert crop(picture, (10, 10, 2, 2), ()) is None
    assert crop(picture, (10, 10, 40, 20), [(0, 0, 100, 100)]) is None
    assert crop(picture, (10, 500, 40, 20), ()) is None
    assert crop(picture, (-90, 10, 40, 20), ()) is None


def test_a_damaged_screenshot_is_no_picture() -> None:
    assert opened(b"\xff\xd8\xff damaged") is None
    assert opened(_jpeg()[:-400]) is None
