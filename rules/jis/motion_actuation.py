"""WCAG 2.1 2.5.4: what shaking or tilting a device does can be done otherwise, and turned off."""

import re
from collections.abc import Iterator
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

from ._press import Json, effect, happened, optional, pressing, tried
from ._words import content, label, name, short

_SENSORS = frozenset({"devicemotion", "deviceorientation"})
_READS = re.compile(r"\b(?:acceleration\w*|rotationRate|gamma|beta|alpha)\b")
_SWITCH = re.compile(
    r"傾|かたむ|振[らりるれっ]|ふ(?:って|る(?:と|こと|操作)|り方)|ゆら|ゆす|動き|揺|センサー|モーション|シェイク|motion|shake|tilt|sensor|gyro",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\.checked\b|aria-(?:checked|pressed)")  # it goes by the state of a control
_BOUND = {"page": ["devicemotion"], "elements": [], "bound": [["", "devicemotion", "", 0]],
          "sources": ["e => { if (e.acceleration.x > 20) form.reset() }"]}  # fmt: skip

_STILL: dict[str, Any] = {"page": [], "elements": [], "bound": [], "sources": []}
_CLICK = [["button:nth-of-type(2)", "click", "", 0]]
_STARTS = {"effect": effect(), "sensors": [
    {"kind": "devicemotion", "source": "e => { if (Math.abs(e.acceleration.x) > 20) draw() }"}]}  # fmt: skip
_CALLS = re.compile(r"(?<![.\w])([A-Za-z_$][\w$]{2,})\(")
_DEFINES = re.compile(r"^(?:async\s+)?function\s+([\w$]+)")
_WORDS = frozenset({"function", "while", "switch", "return", "catch", "typeof", "setTimeout", "clearTimeout", "requestAnimationFrame",
                    "Number", "String", "parseInt", "parseFloat", "alert", "for"})  # fmt: skip
_PRESSED = frozenset(
    {"click", "pointerup", "mouseup", "touchend", "keydown", "keyup", "change", "input", "submit"}
)


@page_rule(
    id="jis/motion-actuation",
    criteria=["2.5.4"],
    techniques=["F106", "G213"],
    act=["c249d5"],
    impact=Impact.SERIOUS,
    needs=[Need.HANDLERS],
    title=Text(ja="端末の動きで働く操作", en="Operated by moving the device"),
    why=Text(
        ja="端末を車いすなどに固定した人は動かせず、手が震える人は意図しない操作をしてしまいます。",
        en="People whose device is mounted cannot move it, and trembling hands set it off.",
    ),
    fix=Text(
        ja="同じことができるボタンを付け、端末の動きで働かないようにする設定を用意してください。",
        en="Add a button that does the same, and a setting that turns the reaction to motion off.",
    ),
    messages={
        "reads": Text(
            ja="端末を振る・傾ける動き（{kind}）を読み取って働くスクリプトがありますが、それを切る設定が見当たりません。",
            en="A script acts on {kind} (shaking, tilting), and no setting that turns it off is in sight.",
        ),
        "only": Text(
            ja="「{text}」を操作すると、端末を振る・傾ける動き（{kind}）を読み取り始めます。同じことを押すだけでする部品が見当たりません。",
            en="“{text}” makes a script act on {kind} (shaking, tilting), and nothing to press does the same.",
        ),
        "maybe": Text(
            ja="端末の動き（{kind}）を受け取るスクリプトがあります。",
            en="A script listens for {kind}.",
        ),
    },
    question=Text(
        ja="端末を振ったり傾けたりすると何か起こりますか。起こるなら、同じことがボタンでもでき、動きでの操作を切れますか。",
        en="Does moving the device do anything, and can it be done with a button and be turned off?",
    ),
    examples=[
        Example(LIKELY, "<form><input></form>", at="html", key="reads", probes={"handlers": _BOUND}),
        Example(PASSED, "<label><input type=checkbox> 傾きで動かす</label>", probes={"handlers": _BOUND}),
        Example(PASSED, "<label><input type=checkbox> ふって進める</label>", probes={"handlers": _BOUND}),
        Example(PASSED, "<label><input type=checkbox id=q> 体感モード</label>", why="The script asks a switch first.",
                probes={"handlers": {**_BOUND, "sources": ["e => { if (!q.checked) return; if (e.acceleration.x > 20) next() }"]}}),
        Example(REVIEW, "<p>文</p>", at="html", key="maybe",
                probes={"handlers": {**_BOUND, "bound": [["", "devicemotion", "", 0]], "sources": ["e => lib.emit(e)"]}}),
        Example(LIKELY, "<main><button>はじめる</button><p></p></main>", at="button", key="only", why="It listens once it is asked to.",
                probes={"handlers": _STILL, **pressing(_STARTS)}),
        Example(LIKELY, "<main><button>振って引く</button><p></p></main>", at="button", key="only",
                why="What begins the shaking is no way around it.", probes={"handlers": _STILL, **pressing(_STARTS)}),
        Example(LIKELY, "<main><label><input type=checkbox> 傾けて読む</label><p></p></main>", at="input", key="only",
                probes={"handlers": _STILL, **pressing({**_STARTS, "selector": "input", "kind": "choice", "tag": "input"})}),
        Example(PASSED, "<main><button>振って引く</button><button>引く</button><p></p></main>", why="Both call the same function.",
                probes={"handlers": {**_STILL, "bound": _CLICK, "sources": ["function draw() { show() }"]}, **pressing(_STARTS)}),
        Example(PASSED, "<main><button>振って引く</button><button>引く</button><p></p></main>", why="Both call the same function.",
                probes={"handlers": {**_STILL, "bound": _CLICK, "sources": ["() => { draw() }"]}, **pressing(_STARTS)}),
        Example(REVIEW, "<main><button>振って引く</button><button>引く</button><p></p></main>", at="html", key="maybe",
                why="The other button may do the same.",
                probes={"handlers": _STILL, **pressing(_STARTS, {
                    "selector": "button:nth-of-type(2)", "effect": effect(texts=[{"after": "滝"}])})}),
        Example(INAPPLICABLE, "<p>文</p>", probes={"handlers": {"page": ["click"], "elements": [], "bound": [], "sources": []}}),
    ],
)  # fmt: skip
def motion_actuation(page: Page) -> Iterator[Finding]:
    told = page.probe("handlers")
    kinds = sorted(_SENSORS & set(told["page"]))
    if not kinds:
        yield from _on_demand(page)
        return
    sources = [
        str(told["sources"][number]) for _, kind, _, number in told.get("bound", ()) if kind in _SENSORS
    ]
    controls = page.select(
        "input[type=checkbox], input[type=radio], button, select, [role=switch], [role=checkbox]"
    )
    asks = bool(controls) and any(_ASKS.search(source) for source in sources)
    if asks or any(_SWITCH.search(f"{label(page, one)} {name(page, one)}") for one in controls[:300]):
        yield passed(page.root)
    elif any(_READS.search(source) for source in sources):
        yield likely(page.root, "reads", kind=kinds[0])
    else:
        yield review(page.root, "maybe", kind=kinds[0])


def _on_demand(page: Page) -> Iterator[Finding]:
    """A control that makes a script listen for motion: something else to press has to do what motion does."""
    if not optional(page, "press"):
        return
    starts = next(((element, one) for element, one in tried(page) if one.get("sensors")), None)
    if starts is None:
        return
    starter, one = starts
    sensors = one["sensors"]
    does = frozenset(name for sensor in sensors for name in _CALLS.findall(str(sensor["source"]))) - _WORDS
    if does & _pressed_for(page.probe("handlers")):
        yield passed(starter)
    elif any(_READS.search(str(sensor["source"])) for sensor in sensors) and not _others(page, starter):
        yield likely(
            starter,
            "only",
            kind=str(sensors[0]["kind"]),
            text=short(content(starter) or label(page, starter) or starter.tag),
        )
    else:
        yield review(page.root, "maybe", kind=str(sensors[0]["kind"]))


def _pressed_for(told: Json) -> frozenset[str]:
    """Return the functions that presses and keys call, or that are bound to them by name."""
    found: set[str] = set()
    for _, kind, _, number in told.get("bound", ()):
        if kind in _PRESSED:
            source = str(told["sources"][number])
            found |= {*_CALLS.findall(source), *_DEFINES.findall(source)}
    return frozenset(found)


def _others(page: Page, starter: Element) -> bool:
    """Return whether another control of the content changes something when it is pressed."""
    return any(
        element != starter and one["kind"] in ("button", "bare", "widget", "choice") and happened(one["effect"])
        and element.closest("nav, header, footer") is None
        for element, one in tried(page)
    )  # fmt: skip
