"""Which pictures come first: those that visitors of a page see before others."""

import pytest
from loaded import load

from auditor.model import PROMINENT
from auditor.page.markup import page_from_html

RULE = next(rule for rule in load() if rule.id == "jis/alt-misses-drawn-text")


@pytest.mark.parametrize(
    ("html", "box", "first"),
    [
        ("<main>{}</main>", [0, 100, 700, 240], True),  # wide, on the first screen
        ("<main>{}</main>", [0, 899, 320, 180], True),  # a quarter of the width, a twentieth of the area
        ("<main>{}</main>", [0, 900, 700, 240], False),  # below the first screen
        ("<main>{}</main>", [0, 100, 319, 300], False),
        ("<main>{}</main>", [0, 100, 320, 179], False),
        ("<div class='top-swiper'>{}</div>", [0, 2000, 300, 100], True),
        ("<p role=alert>{}</p>", [0, 2000, 300, 100], True),
        ("<meta property=og:image content=https://a.example/img/banner.png>{}", [0, 2000, 300, 100], True),
        ("<meta property=og:image content=https://a.example/img/other.png>{}", [0, 2000, 300, 100], False),
    ],
)
def test_a_large_picture_on_the_first_screen_comes_first(html: str, box: list[int], first: bool) -> None:
    line = {"text": "献血バスが来ます12月5日", "confidence": 0.99, "size": 18, "box": [10, 10, 280, 40]}
    line |= {"ink": [0, 0, 0], "ground": [255, 255, 255], "plain": 1.0}
    picture = {"selector": "img", "kind": "img", "url": "/img/banner.png", "box": box, "natural": box[2:]}
    probes = {"letters": {"images": [{**picture, "lines": [line]}]}}
    page = page_from_html(html.format("<img src=/img/banner.png alt=バナー>"), probes=probes)

    (found,) = RULE.check(page)  # type: ignore[operator]  # a page rule

    assert (PROMINENT in found.data) is first
