"""JIS X 8341-3:2016 2.3.1: nothing large flashes more than three times a second."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    EvidenceCut,
    Example,
    MissingEvidence,
    Need,
    Page,
    definite,
    likely,
    page_rule,
    passed,
    review,
)

from ._media import film, films
from ._press import brought, effect, looks, pressing
from ._words import content, short

MOST = 3  # flashes a second
LARGE = 21_824  # square CSS px: a quarter of 10 degrees of the field of vision (WCAG 2.3.1)


def _motion(**facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    empty: dict[str, Any] = {"animations": [], "moving": [], "canvases": [], "flickering": [], "images": []}
    return {"motion": {**empty, **facts}}


def _image(count: int, width: int, height: int) -> dict[str, Any]:  # Any: the probe's JSON
    facts = {
        "src": "a.gif",
        "frames": 2,
        "seconds": 0.2,
        "rounds": 0,
        "flashes": {"count": count, "share": 1.0},
    }
    return _motion(images=[{"selector": "html > body > img", "box": [0, 0, width, height], **facts}])


def _animation(count: int, width: int, height: int) -> dict[str, Any]:  # Any: the probe's JSON
    return _motion(
        animations=[
            {
                "selector": "html > body > div",
                "box": [0, 0, width, height],
                "flashes": count,
                "properties": [],
            }
        ]
    )


def _begun(count: int, width: int, height: int) -> dict[str, Any]:  # Any: the probe's JSON
    seen = {"selector": "html > body > div", "box": [0, 0, width, height], "flashes": count}
    pressed = {"name": "はじめる", "effect": effect(), "shown": brought(flickering=[seen])}
    return {**_motion(), **pressing(pressed)}


@page_rule(
    id="jis/flashing",
    criteria=["2.3.1", "2.2.2"],
    techniques=["G15", "G19", "G176"],
    impact=Impact.CRITICAL,
    needs=[Need.MOTION],
    title=Text(ja="1秒に3回を超える点滅", en="Flashing more than three times a second"),
    why=Text(
        ja="大きな面が激しく点滅すると、光に敏感な人が発作を起こすおそれがあります。",
        en="Large areas that flash fast can cause seizures.",
    ),
    fix=Text(
        ja="点滅をやめるか、1秒に3回以下にするか、点滅する面を小さくしてください（およそ 150×145 ピクセル未満）。",
        en="Do not let it flash, or at most three times a second, or make it smaller than about 150 by 145 pixels.",
    ),
    messages={
        "flashes": Text(
            ja="約 {width}×{height} ピクセルの範囲が、1秒に {count} 回点滅します。",
            en="An area of about {width} by {height} pixels flashes {count} times a second.",
        ),
        "pressed": Text(
            ja="「{text}」を押すと、約 {width}×{height} ピクセルの範囲が1秒に {count} 回点滅します。",
            en="Pressing “{text}” lets an area of about {width} by {height} pixels flash {count} times a second.",
        ),
        "small": Text(
            ja="1秒に {count} 回点滅します。面は小さいので、近くにほかの点滅がないか確かめてください。",
            en="It flashes {count} times a second; it is small, so look whether others flash beside it.",
        ),
    },
    question=Text(
        ja="同時に点滅する部分を合わせて、画面の目立つ広さになりませんか。",
        en="Together with what flashes beside it, is it a noticeable part of the screen?",
    ),
    examples=[
        Example(DEFINITE, "<img src='a.gif' alt='花火'>", at="img", key="flashes", probes=_image(10, 480, 270)),
        Example(LIKELY, "<div>警報</div>", at="div", key="flashes", probes=_animation(5, 1048, 211)),
        Example(
            LIKELY, "<div>警報</div>", at="div", key="flashes", why="A script changes its class ten times a second.",
            probes=_motion(flickering=[{"selector": "html > body > div", "box": [0, 0, 900, 300], "flashes": 6}]),
        ),
        Example(
            DEFINITE, "<video src='a.mp4' controls></video>", at="video", key="flashes", why="A film of stage lights.",
            probes={**_motion(), **films(film(flashes={"count": 8, "share": 1.0}))},
        ),
        Example(LIKELY, "<div>待機中</div><button>はじめる</button>", at="div", key="pressed",
                why="Nothing flashes before the button is pressed.", probes=_begun(6, 1280, 600)),
        Example(INAPPLICABLE, "<div>待機中</div><button>はじめる</button>", why="It lights up once.", probes=_begun(1, 1280, 600)),
        Example(INAPPLICABLE, "<div>待機中</div><button>はじめる</button>", why="A small lamp.", probes=_begun(6, 40, 40)),
        Example(REVIEW, "<img src='a.gif' alt='新着'>", at="img", key="small", probes=_image(5, 60, 20)),
        Example(PASSED, "<img src='a.gif' alt='花火'>", why="Once a second.", probes=_image(1, 480, 270)),
        Example(PASSED, "<div>印</div>", why="Three times is allowed.", probes=_animation(3, 900, 300)),
        Example(INAPPLICABLE, "<p>本文</p>", probes=_motion()),
    ],
)  # fmt: skip
def flashing(page: Page) -> Iterator[Finding]:
    told = page.probe("motion")
    cut = None
    try:
        seen = page.probe("media")["media"]
    except EvidenceCut as missing:
        seen, cut = (), missing
    except MissingEvidence:
        seen = ()
    fast = False
    for one in (*told["images"], *seen, *told["animations"], *told.get("flickering", ())):
        element = page.at(str(one["selector"]))
        count, share = _count(one)
        if element is None or count is None:
            continue
        finding = _judged(element, one, count, share)
        fast = fast or finding.certainty is not None
        yield finding
    for control, pressed, one in looks(page, "flickering"):
        element = page.at(str(one["selector"])) or control
        _, _, width, height = one["box"]
        if one["flashes"] > MOST and width * height >= LARGE:
            fast = True
            text = short(str(pressed["name"]) or content(control) or control.tag)
            yield likely(
                element, "pressed", text=text, count=one["flashes"], width=round(width), height=round(height)
            )
    if cut and not fast:
        raise cut


def _count(one: Mapping[str, Any]) -> tuple[int | None, float]:
    """Flashes a second and the share of the place that flashes; None where that was not measured."""
    flashes = one.get("flashes")
    if isinstance(flashes, Mapping):
        return int(flashes["count"]), float(flashes["share"])
    return (None, 0.0) if flashes is None else (int(flashes), 1.0)


def _judged(element: Element, one: Mapping[str, Any], count: int, share: float) -> Finding:
    _, _, width, height = one["box"]
    if count <= MOST:
        return passed(element)
    if width * height * share < LARGE:
        return review(element, "small", count=count)
    answer = definite if isinstance(one.get("flashes"), Mapping) else likely
    return answer(element, "flashes", count=count, width=round(width), height=round(height))
