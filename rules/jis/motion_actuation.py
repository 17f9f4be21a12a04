"""WCAG 2.1 2.5.4: what shaking or tilting a device does can be done otherwise, and turned off."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import label, name

_SENSORS = frozenset({"devicemotion", "deviceorientation"})
_READS = re.compile(r"\b(?:acceleration\w*|rotationRate|gamma|beta|alpha)\b")
_SWITCH = re.compile(
    r"傾|かたむ|振[らりるれっ]|ふ(?:って|る(?:と|こと|操作)|り方)|ゆら|ゆす|動き|揺|センサー|モーション|シェイク|motion|shake|tilt|sensor|gyro",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\.checked\b|aria-(?:checked|pressed)")  # it goes by the state of a control
_BOUND = {"page": ["devicemotion"], "elements": [], "bound": [["", "devicemotion", "", 0]],
          "sources": ["e => { if (e.acceleration.x > 20) form.reset() }"]}  # fmt: skip


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
        Example(INAPPLICABLE, "<p>文</p>", probes={"handlers": {"page": ["click"], "elements": [], "bound": [], "sources": []}}),
    ],
)  # fmt: skip
def motion_actuation(page: Page) -> Iterator[Finding]:
    told = page.probe("handlers")
    kinds = sorted(_SENSORS & set(told["page"]))
    if not kinds:
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
