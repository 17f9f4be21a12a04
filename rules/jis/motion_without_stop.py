"""JIS X 8341-3:2016 2.2.2: what moves or changes by itself for more than five seconds can be stopped."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    page_rule,
    passed,
    review,
)

from ._words import content

_STOP = re.compile(r"停止|止める|ストップ|再生|非表示|pause|stop|play", re.I)
LEAST = 5.0  # seconds
_MOVES = frozenset(
    {
        "transform",
        "translate",
        "left",
        "top",
        "right",
        "bottom",
        "marginLeft",
        "backgroundPosition",
        "opacity",
        "visibility",
        "color",
    }
)


@page_rule(
    id="jis/motion-without-stop",
    criteria=["2.2.2"],
    techniques=["F16", "F112", "G4", "G186"],
    impact=Impact.SERIOUS,
    needs=[Need.MOTION],
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
            REVIEW,
            "<p>お知らせ</p>",
            at="p",
            key="animation",
            probes={
                "motion": {
                    "seconds": 5.2,
                    "moving": [],
                    "images": [],
                    "animations": [
                        {
                            "selector": "html > body > p",
                            "text": 20,
                            "endless": True,
                            "seconds": 0,
                            "properties": ["transform"],
                        }
                    ],
                }
            },
        ),
        Example(
            PASSED,
            "<div><p>お知らせ</p><button>一時停止</button></div>",
            probes={
                "motion": {
                    "seconds": 5.2,
                    "moving": [],
                    "images": [],
                    "animations": [
                        {
                            "selector": "html > body > div > p",
                            "text": 20,
                            "endless": True,
                            "seconds": 0,
                            "properties": ["transform"],
                        }
                    ],
                }
            },
        ),
        Example(
            REVIEW,
            "<div>速報</div>",
            at="div",
            key="changes",
            probes={
                "motion": {
                    "seconds": 5.2,
                    "animations": [],
                    "images": [],
                    "moving": [
                        {"selector": "html > body > div", "times": 5, "first": 0.5, "last": 5.0, "text": 20}
                    ],
                }
            },
        ),
        Example(
            REVIEW,
            "<img src='a.gif' alt='新着'>",
            at="img",
            key="image",
            probes={
                "motion": {
                    "seconds": 5.2,
                    "animations": [],
                    "moving": [],
                    "images": [
                        {
                            "selector": "html > body > img",
                            "src": "a.gif",
                            "frames": 9,
                            "seconds": 2.0,
                            "rounds": 0,
                        }
                    ],
                }
            },
        ),
        Example(
            INAPPLICABLE,
            "<p>本文</p>",
            probes={"motion": {"seconds": 5.2, "animations": [], "moving": [], "images": []}},
        ),
    ],
)
def motion_without_stop(page: Page) -> Iterator[Finding]:
    told = page.probe("motion")
    said: set[Element] = set()
    for key, one in _long(told):
        element = page.at(str(one["selector"]))
        if element is None or element in said:
            continue
        said.add(element)
        if _stoppable(element):
            yield passed(element)
        else:
            yield review(element, key, seconds=round(float(one.get("seconds") or 0)))


def _long(told: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for one in told["animations"]:
        if (one["endless"] or one["seconds"] > LEAST) and one["text"] and _MOVES & set(one["properties"]):
            yield "animation", one
    for one in told["moving"]:
        if one["times"] >= 3 and one["last"] - one["first"] >= 3.0 and one["text"]:
            yield "changes", one
    for one in told["images"]:
        if not one["rounds"] or one["seconds"] * one["rounds"] > LEAST:
            yield "image", one


def _stoppable(element: Element) -> bool:
    """In something that folds away, or with a button that stops it not far around."""
    if element.closest("details"):
        return True
    around = element.parent
    for _ in range(4):
        if around is None or around.tag in ("main", "body"):
            return False
        if any(
            _STOP.search(f"{content(one)} {one['aria-label']} {one['id']}")
            for one in around.select("button, [role=button], a")
        ):
            return True
        around = around.parent
    return False
