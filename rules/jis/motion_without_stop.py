"""JIS X 8341-3:2016 2.2.2: what moves or changes by itself for more than five seconds can be stopped."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import content, label

_STOP = re.compile(r"停止|止め|ストップ|再生|非表示|閉じる|pause|stop|play|暂停|정지", re.I)
# A control for motion stops it from wherever on the page it stands.
_STOPS_MOTION = re.compile(
    r"(?:流れ|動き|動く|文字|テロップ|ニュース|アニメ|スライド|自動|すべて|全て|motion|animation|ticker|all).{0,12}"
    r"(?:停止|止め|ストップ|オフ|切|pause|stop|off)|(?:stop|pause|reduce).{0,12}(?:motion|animation|ticker|moving)",
    re.I,
)
_CLOCK = re.compile(r"[\d\s:：時分秒年月日午前後/.\-()（）現在]*")
LEAST = 5.0  # seconds
AREA = 200  # square CSS px: less than that is a dot
# What an animation may change without anything being seen to move.
_STILL = frozenset(
    {"zIndex", "willChange", "cursor", "pointerEvents", "animationTimingFunction", "counterIncrement"}
)
_QUIET = frozenset(
    {"opacity", "boxShadow", "textShadow"}
)  # a soft glow: whether it distracts is for people to say


def _motion(**facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    empty: dict[str, Any] = {
        "seconds": 5.2, "animations": [], "moving": [], "canvases": [], "flickering": [], "images": [],
    }  # fmt: skip
    return {"motion": {**empty, **facts}}


def _animation(selector: str, *properties: str, **facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    known = {"text": 20, "endless": True, "seconds": 1e6, "box": [0, 0, 300, 30], "flashes": 0}
    return {"selector": selector, "properties": list(properties), **known, **facts}


@page_rule(
    id="jis/motion-without-stop",
    criteria=["2.2.2"],
    techniques=["F16", "F112", "G4", "G186"],
    impact=Impact.SERIOUS,
    needs=[Need.MOTION],
    replaces=["jis/animated-image-unstoppable"],
    title=Text(
        ja="止める手段のない動き",
        en="Motion that cannot be stopped",
    ),
    why=Text(
        ja="動き続けるものが近くにあると、文章に集中できない人や、読み終える前に切り替わって困る人がいます。",
        en="Motion beside text keeps people from reading, or changes before they have read.",
    ),
    fix=Text(
        ja="「一時停止」ボタンを近くに置くか、5秒以内に止めてください。",
        en="Put a pause button beside it, or let it end within five seconds.",
    ),
    messages={
        "animation": Text(
            ja="終わりなく動く内容があり、止めるボタンが近くに見当たりません。",
            en="Something moves without end, and no button to stop it was found near it.",
        ),
        "changes": Text(
            ja="内容が自動で切り替わり続け、止めるボタンが近くに見当たりません。",
            en="Content keeps changing by itself, and no button to stop it was found near it.",
        ),
        "canvas": Text(
            ja="描き続けられる図（canvas）があり、止めるボタンが近くに見当たりません。",
            en="A canvas keeps being drawn anew, and no button to stop it was found near it.",
        ),
        "film": Text(
            ja="自動で再生され繰り返す動画があり、止めるボタンが近くに見当たりません。",
            en="A film starts by itself and repeats, and no button to stop it was found near it.",
        ),
        "image": Text(
            ja="{seconds} 秒かけて動く画像があり、止めるボタンが近くに見当たりません。",
            en="An image moves for {seconds} seconds, and no button to stop it was found near it.",
        ),
    },
    question=Text(
        ja="この動きは5秒を超えて続き、ほかの内容と並んでいますか。そうなら、止めるか隠す操作がありますか。",
        en="Does it go on for more than five seconds beside other content, and can it be stopped or hidden?",
    ),
    examples=[
        Example(
            LIKELY, "<p>お知らせ</p>", at="p", key="animation", why="A line of text that runs on and on.",
            probes=_motion(animations=[_animation("html > body > p", "transform")]),
        ),
        Example(
            LIKELY, "<div></div>", at="div", key="animation", why="A pattern moves though nothing is written on it.",
            probes=_motion(
                animations=[_animation("html > body > div", "backgroundPositionX", text=0, box=[0, 0, 900, 16])]
            ),
        ),
        Example(
            LIKELY, "<span>新着</span>", at="span", key="animation", why="It blinks.",
            probes=_motion(animations=[_animation("html > body > span", "visibility", text=2, box=[0, 0, 32, 19])]),
        ),
        Example(
            REVIEW, "<p>お知らせ</p>", at="p", key="animation", why="It may only fade softly.",
            probes=_motion(animations=[_animation("html > body > p", "opacity")]),
        ),
        Example(
            PASSED, "<div><p>お知らせ</p><button>一時停止</button></div>",
            probes=_motion(animations=[_animation("html > body > div > p", "transform")]),
        ),
        Example(
            PASSED, "<div><span>欠航します</span></div><main><button>流れる文字を止める</button></main>",
            why="The button is not beside it, and says what it stops.",
            probes=_motion(animations=[_animation("html > body > div > span", "transform")]),
        ),
        Example(
            LIKELY, "<div><span>欠航します</span></div><main><button>動画を再生</button></main>", at="span", key="animation",
            why="The button is for something else.",
            probes=_motion(animations=[_animation("html > body > div > span", "transform")]),
        ),
        Example(
            PASSED, "<p>お知らせ</p>", why="It ends after four seconds.",
            probes=_motion(animations=[_animation("html > body > p", "transform", endless=False, seconds=4)]),
        ),
        Example(
            PASSED, "<p>読み込み中</p>", why="A dot turns while something loads.",
            probes=_motion(animations=[_animation("html > body > p", "transform", text=0, box=[0, 0, 12, 12])]),
        ),
        Example(
            LIKELY, "<div>防災訓練を行います</div>", at="div", key="changes", why="One slide after another.",
            probes=_motion(
                moving=[
                    {
                        "selector": "html > body > div", "times": 5, "first": 0.5, "last": 5.0, "text": 9,
                        "box": [0, 0, 600, 300],
                    }
                ]
            ),
        ),
        Example(
            REVIEW, "<div>午前10時15分20秒</div>", at="div", key="changes", why="A clock.",
            probes=_motion(
                moving=[
                    {
                        "selector": "html > body > div", "times": 9, "first": 0.5, "last": 5.0, "text": 10,
                        "box": [0, 0, 100, 20],
                    }
                ]
            ),
        ),
        Example(
            LIKELY, "<canvas></canvas>", at="canvas", key="canvas",
            probes=_motion(
                canvases=[
                    {"selector": "html > body > canvas", "times": 9, "first": 0.5, "last": 5.0, "box": [0, 0, 300, 150]}
                ]
            ),
        ),
        Example(LIKELY, "<video src='a.mp4' autoplay muted loop></video>", at="video", key="film", probes=_motion()),
        Example(PASSED, "<video src='a.mp4' autoplay muted loop controls></video>", probes=_motion()),
        Example(
            LIKELY, "<img src='a.gif' alt='新着'>", at="img", key="image",
            probes=_motion(
                images=[
                    {
                        "selector": "html > body > img", "src": "a.gif", "frames": 9, "seconds": 2.0, "rounds": 0,
                        "box": [0, 0, 80, 40],
                    }
                ]
            ),
        ),
        Example(
            PASSED, "<img src='a.gif' alt='新着'>", why="It moves once, for two seconds.",
            probes=_motion(
                images=[
                    {
                        "selector": "html > body > img", "src": "a.gif", "frames": 9, "seconds": 2.0, "rounds": 1,
                        "box": [0, 0, 80, 40],
                    }
                ]
            ),
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes=_motion()),
    ],
)  # fmt: skip
def motion_without_stop(page: Page) -> Iterator[Finding]:
    said: set[Element] = set()
    moving = list(_long(page))
    everywhere = bool(moving) and _stops_motion(page)
    for key, sure, element, seconds in moving:
        if element in said or any(_within(element, other) for other in said):
            continue
        said.add(element)
        if not key or everywhere or _stoppable(element):
            yield passed(element)
        elif sure:
            yield likely(element, key, seconds=seconds)
        else:
            yield review(element, key, seconds=seconds)


def _long(page: Page) -> Iterator[tuple[str, bool, Element, int]]:
    """Yield what moves: message key ('' where it ends in time or is too small), whether it surely distracts,
    and how long.
    """
    told = page.probe("motion")
    for one in told["animations"]:
        moves = set(one["properties"]) - _STILL
        long = (one["endless"] or one["seconds"] > LEAST) and moves and _area(one) >= AREA
        yield from _at(page, one, "animation" if long else "", bool(moves - _QUIET))
    for one in told["moving"]:
        if one["times"] >= 3 and one["last"] - one["first"] >= 3.0 and one["text"]:
            element = page.at(str(one["selector"]))
            sure = element is not None and _CLOCK.fullmatch(element.text) is None and one["text"] >= 6
            yield from _at(
                page, one, "changes", sure and element is not None and not element.closest("[role=timer]")
            )
    for one in told.get("canvases", ()):
        yield from _at(page, one, "canvas" if one["last"] - one["first"] >= 3.0 else "", True)
    for one in told["images"]:
        long = not one["rounds"] or one["seconds"] * one["rounds"] > LEAST
        yield from _at(page, one, "image" if long and _area(one) >= AREA else "", True)
    for film in page.select("video[autoplay]"):
        if "loop" in film:
            yield "" if "controls" in film else "film", True, film, 0


def _at(page: Page, one: Mapping[str, Any], key: str, sure: bool) -> Iterator[tuple[str, bool, Element, int]]:
    element = page.at(str(one["selector"]))
    if element is not None:
        seconds = float(one.get("seconds") or 0) * max(1, int(one.get("rounds") or 1))
        yield key, sure, element, round(seconds)


def _area(one: Mapping[str, Any]) -> float:
    _, _, width, height = one.get("box") or (0, 0, 100, 100)
    return float(width) * float(height)


def _within(element: Element, other: Element) -> bool:
    """Return whether the element lies in the other, which moves with all that is in it."""
    up = element.parent
    for _ in range(8):
        if up is None:
            return False
        if up == other:
            return True
        up = up.parent
    return False


def _stops_motion(page: Page) -> bool:
    """Return whether a button or switch of the page says that it stops what moves."""
    return any(
        _STOPS_MOTION.search(f"{content(one)} {one['aria-label']} {one['value']} {label(page, one)}")
        for one in page.select(
            "button, [role=button], [role=switch], input[type=button], input[type=checkbox]"
        )[:200]
    )


def _stoppable(element: Element) -> bool:
    """In something that folds away, or with a button that stops it not far around."""
    if element.closest("details"):
        return True
    around = element.parent
    for _ in range(4):
        if around is None or around.tag in ("main", "body"):
            return False
        if any(
            _STOP.search(f"{content(one)} {one['aria-label']} {one['title']} {one['id']} {one['class']}")
            for one in around.select("button, [role=button], input[type=button], a")
        ):
            return True
        around = around.parent
    return False
