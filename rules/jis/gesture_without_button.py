"""WCAG 2.1 2.5.1: what a swipe or two fingers do, one plain press does too."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    MissingEvidence,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._press import Json, effect, happened, optional, pressing, require_all, touched, tried
from ._words import content, name, short

_TWO = re.compile(r"touches\s*\.\s*length\s*(?:===?|>=?|!==?|<)\s*[12]|touches\s*\[\s*1\s*\]|\.scale\b")
_TWO_POINTERS = re.compile(r"\.\s*(?:size|length)\s*(?:===?|>=)\s*2|\.\s*(?:size|length)\s*>\s*1")
_ZOOM = re.compile(r"拡大|縮小|大きく|小さく|ズーム|zoom|^[+＋\-－−]$", re.IGNORECASE)
_CONTROLS = "button, a[href], input, [role=button]"
_DRAWN = {
    "kind": "drag", "selector": "div", "tag": "div", "native": False, "focusable": False, "name": "写真", "drawn": True,
    "focus_key": False, "during": effect(),
    "effect": effect(attributes=[{"selector": "img", "changes": {"src": ["a.jpg", "b.jpg"]}}]),
}  # fmt: skip
_SCALED = {"selector": "html > body > div > svg", "changes": {"style": ["", "scale"]}}
_HIDDEN = {
    "bound": [], "sources": [],
    "elements": [{"selector": "html > body > div", "events": ["touchend", "touchstart"], "box": [0, 0, 0, 0]}],
}  # fmt: skip
_NEXT = {"selector": "button", "name": "次の写真", "effect": _DRAWN["effect"]}


@page_rule(
    id="jis/gesture-without-button",
    criteria=["2.5.1"],
    techniques=["F105", "G215", "G216"],
    impact=Impact.SERIOUS,
    needs=[Need.PRESS, Need.HANDLERS],
    title=Text(ja="払う・広げる動きでしか操作できない", en="Only a swipe or two fingers work it"),
    why=Text(
        ja="片手や口にくわえた棒で操作する人、手が震える人は、決まった向きに払ったり二本の指を広げたりできません。",
        en="People who use one finger, a mouth stick or trembling hands cannot swipe or pinch.",
    ),
    fix=Text(
        ja="「前へ」「次へ」や「拡大」「縮小」など、一度押すだけで同じことができるボタンを付けてください。",
        en="Add buttons that do the same with one press: next, previous, larger, smaller.",
    ),
    messages={
        "swipe": Text(
            ja="「{text}」は横に払うと内容が変わりますが、押して同じことをする部品がありません。",
            en="Swiping “{text}” changes it, and nothing that is pressed does the same.",
        ),
        "fingers": Text(
            ja="「{text}」は二本の指を動かすと変わりますが、押して同じことをする部品がありません。",
            en="Two fingers on “{text}” change it, and nothing that is pressed does the same.",
        ),
        "sheet": Text(
            ja="開いた後の「{text}」は払う動きを受け取りますが、その中に押す部品がありません。閉じる・進むなどが、押すだけでもできるか確かめてください。",
            en="“{text}”, once shown, hears swipes and holds nothing to press; see whether closing or moving on needs one.",
        ),
        "pinch": Text(
            ja="二本の指の動きで大きさを変えるスクリプトがありますが、拡大や縮小のボタンが見当たりません。",
            en="A script reads two fingers, and no button to enlarge or reduce is in sight.",
        ),
    },
    question=Text(
        ja="二本の指で行う操作と同じことが、一本の指で押すだけでもできますか。",
        en="Can what two fingers do be done by pressing with one?",
    ),
    examples=[
        Example(LIKELY, "<div><img src=a.jpg alt=雪></div>", at="div", key="swipe",
                probes={**pressing(_DRAWN), "handlers": {"bound": [], "sources": []}}),
        Example(PASSED, "<div><img src=a.jpg alt=雪></div><button>次の写真</button>",
                probes={**pressing(_DRAWN, _NEXT), "handlers": {"bound": [], "sources": []}}),
        Example(REVIEW, "<div id=map>地図</div>", at="div", key="pinch",
                probes={**pressing(), "handlers": {"bound": [["div", "touchmove", "", 0]], "sources": ["e => zoom(e.touches[1])"]}}),
        Example(REVIEW, "<div id=map>地図</div>", at="div", key="pinch", why="Two pointers are two fingers.",
                probes={**pressing(), "handlers": {"bound": [["div", "pointerdown", "", 0]],
                                                   "sources": ["e => { all.set(e.pointerId, e); if (all.size === 2) start(); }"]}}),
        Example(INAPPLICABLE, "<div id=pad>署名</div>", why="One pointer, told apart from others.",
                probes={**pressing(), "handlers": {"bound": [["div", "pointermove", "", 0]],
                                                   "sources": ["e => { if (e.pointerId === at) line.push(e.clientX); }"]}}),
        Example(PASSED, "<div id=map>地図</div><button>拡大</button>",
                probes={**pressing(), "handlers": {"bound": [["div", "touchmove", "", 0]], "sources": ["e => zoom(e.touches[1])"]}}),
        Example(LIKELY, "<div id=map>地図</div>", at="div", key="fingers",
                probes={**pressing({**_DRAWN, "selector": "html > body > div", "drawn": False, "effect": effect(),
                                    "pinch": effect(attributes=[_SCALED])}),
                        "handlers": {"bound": [["html > body > div", "touchmove", "", 0]], "sources": ["e => zoom(e.touches[1])"]}}),
        Example(PASSED, "<div>写真</div><button>右へ90度回す</button>", why="A press changes the same.",
                probes={**pressing({"selector": "html > body > button", "effect": effect(
                            attributes=[{"selector": "html > body > div", "changes": {"style": ["", "rotate"]}}])}),
                        "handlers": {"bound": [["html > body > div", "touchmove", "", 0]], "sources": ["e => turn(e.touches[1])"]}}),
        Example(REVIEW, "<div hidden>料金は1,200円です。</div>", at="div", key="sheet",
                probes={**pressing(), "handlers": _HIDDEN}),
        Example(INAPPLICABLE, "<div hidden>料金は1,200円です。<button>閉じる</button></div>",
                probes={**pressing(), "handlers": _HIDDEN}),
        Example(INAPPLICABLE, "<div>文</div>", probes={**pressing(), "handlers": {"bound": [], "sources": []}}),
    ],
)  # fmt: skip
def gesture_without_button(page: Page) -> Iterator[Finding]:
    told = page.probe("press")
    said = False
    pressed = _pressed(page)
    for element, one in tried(page, "drag"):
        if (
            not one.get("drawn")
            or _follows(one)
            or not happened({**one["effect"], "attributes": _loud(one["effect"])})
        ):
            continue
        if touched(one["effect"]) & pressed:
            yield passed(element)
        else:
            said = True
            yield likely(
                element,
                "swipe",
                text=short(str(one["name"]) or content(element) or element["class"] or element.tag),
            )
    place, selector = _two_fingers(page)
    if place is not None:
        zooms = any(
            _ZOOM.search(name(page, one))
            for one in page.select("button, a[href], [role=button], [role=slider]")
        )
        spread = _spread(page, selector)
        changed = {selector, *spread}
        pressable = any(one in changed or one.startswith(f"{selector} > ") for one in pressed)
        if zooms or pressable or page.select("input[type=range]"):
            yield passed(place)
        elif spread:
            said = True
            yield likely(place, "fingers", text=short(content(place) or place["class"] or place.tag))
        else:
            said = True
            yield review(place, "pinch")
    for sheet in _sheets(page):
        said = True
        yield review(sheet, "sheet", text=short(content(sheet)))
    if not said:
        require_all(told)


def _loud(seen: Json) -> list[Json]:
    return [
        {**one, "own": False}
        for one in seen["attributes"]
        if not one["self"] or set(one["changes"]) - {"class"}
    ]


def _follows(one: Json) -> bool:
    """Return whether something moves along while it is drawn: that is dragging (2.5.7), not a gesture."""
    return bool(one["during"]["attributes"] or one["during"]["texts"] or one["during"]["values"])


def _pressed(page: Page) -> frozenset[str]:
    """Return the places that plain presses change."""
    return frozenset(
        place
        for _, one in tried(page)
        if one["kind"] not in ("drag", "draggable", "skip")
        for place in touched(one["effect"])
    )


def _spread(page: Page, selector: str) -> frozenset[str]:
    """Return the places that two fingers on a part, or on what is in it, changed."""
    return frozenset(
        str(part["selector"])
        for _, one in tried(page, "drag")
        if one["selector"] == selector or not selector or str(one["selector"]).startswith(f"{selector} > ")
        for changes in ("attributes", "texts", "appeared", "vanished")
        for part in one.get("pinch", {}).get(changes, ())
    )


def _sheets(page: Page) -> Iterator[Element]:
    """Yield what is not shown yet, hears the way of a finger, and has nothing in it to press."""
    for one in optional(page, "handlers").get("elements", ()):
        seen = one["box"][2] and one["box"][3]
        if seen or "touchstart" not in one["events"] or not {"touchmove", "touchend"} & {*one["events"]}:
            continue
        element = page.at(str(one["selector"]))
        if element is None or element.select(_CONTROLS):
            continue
        dialog = element.closest("dialog, [role=dialog]")
        if dialog is None or not dialog.select(_CONTROLS):
            yield element


def _two_fingers(page: Page) -> tuple[Element | None, str]:
    """Return what listens for two fingers, with its place as probes name it."""
    told = optional(page, "handlers")
    if not told:
        raise MissingEvidence("probe:handlers")
    for selector, kind, _, number in told["bound"]:
        source = str(told["sources"][number])
        fingers = kind.startswith("touch") and _TWO.search(source)
        # Pointers that are kept by their number until there are two of them.
        fingers = fingers or (
            kind.startswith("pointer") and "pointerId" in source and _TWO_POINTERS.search(source)
        )
        if fingers or kind in ("gesturestart", "gesturechange"):
            return (page.at(str(selector)) if selector else page.root), str(selector)
    return None, ""
