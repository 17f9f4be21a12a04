"""JIS X 8341-3:2016 1.4.3: text keeps its contrast under the pointer and with the focus."""

from collections.abc import Iterator
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Need, Page, likely, page_rule, passed

from ._colours import contrast, over, parse
from ._words import content, short

_LARGE, _LARGE_BOLD = 29.3, 24.0  # px: 22 pt, and 18 pt in bold, for Japanese
_PLAIN = {"color": "rgb(0, 64, 138)", "ground": ["rgb(255, 255, 255)"], "size": 16, "bold": False}


def _states(**states: Any) -> dict[str, Any]:  # Any: the probe's JSON
    place = {"selector": "a", "name": "案内", "plain": _PLAIN, "hover": _PLAIN, "focus": _PLAIN}
    return {"states": {"places": [{**place, **states}]}}


@page_rule(
    id="jis/state-contrast-low",
    criteria=["1.4.3"],
    techniques=["G18", "G145"],
    impact=Impact.SERIOUS,
    needs=[Need.STATES],
    title=Text(ja="重ねたとき・選んだときに文字が薄くなる", en="Text that fades under the pointer or with the focus"),
    why=Text(
        ja="見えにくい人は、マウスを重ねたりキーボードで選んだりした項目の文字が読めなくなり、正しい所を選べたか確かめられません。",
        en="People with low vision cannot read what they are about to choose.",
    ),
    fix=Text(
        ja=":hover や :focus の文字の色も、背景との明るさの比が 4.5:1（大きな文字は 3:1）以上になる濃さにしてください。",
        en="Give :hover and :focus a text colour with at least 4.5:1 (3:1 for large text) too.",
    ),
    messages={
        "hover": Text(
            ja="「{name}」はマウスを重ねると、文字と背景の明るさの比が {ratio}:1 になります（{least}:1 以上が必要です）。",
            en="Under the pointer “{name}” has a contrast of {ratio}:1 ({least}:1 is needed).",
        ),
        "focus": Text(
            ja="「{name}」はキーボードで選ぶと、文字と背景の明るさの比が {ratio}:1 になります（{least}:1 以上が必要です）。",
            en="With the focus “{name}” has a contrast of {ratio}:1 ({least}:1 is needed).",
        ),
    },
    examples=[
        Example(PASSED, '<a href="/a">案内</a>', probes=_states()),
        Example(LIKELY, '<a href="/a">案内</a>', at="a", key="hover", probes=_states(hover={**_PLAIN, "color": "rgb(159, 211, 234)"})),
        Example(LIKELY, '<a href="/a">案内</a>', at="a", key="focus", probes=_states(focus={**_PLAIN, "ground": ["rgb(60, 90, 140)"]})),
        Example(PASSED, '<a href="/a">案内</a>', why="Faint at all times: another rule's.",
                probes=_states(plain={**_PLAIN, "color": "rgb(180, 190, 200)"}, hover={**_PLAIN, "color": "rgb(180, 190, 200)"})),
        Example(INAPPLICABLE, "<p>文</p>", probes={"states": {"places": []}}),
        Example(PASSED, '<a href="/a">案内</a>', why="Over a picture its ground is not known.",
                probes=_states(hover={**_PLAIN, "color": "rgb(159, 211, 234)", "ground": None})),
    ],
)  # fmt: skip
def state_contrast_low(page: Page) -> Iterator[Finding]:
    for one in page.probe("states")["places"]:
        element = page.at(str(one["selector"]))
        if element is None:
            continue
        plain, least = _ratio(one["plain"]), _least(one["plain"])
        for state in ("hover", "focus"):
            ratio = _ratio(one[state])
            if ratio is not None and plain is not None and ratio < least <= plain:
                name = short(str(one["name"]) or content(element))
                yield likely(element, state, name=name, ratio=f"{ratio:.1f}", least=f"{least:g}")
                break
        else:
            yield passed(element)


def _least(look: Any) -> float:  # Any: the probe's JSON
    return 3.0 if look["size"] >= (_LARGE_BOLD if look["bold"] else _LARGE) else 4.5


def _ratio(look: Any) -> float | None:  # Any: the probe's JSON
    """Contrast of the text to its ground, None where the ground is a picture or a colour is told otherwise."""
    layers = [parse(str(one)) for one in look["ground"] or ()]
    colour = parse(str(look["color"]))
    if not layers or colour is None or None in layers:
        return None
    ground = layers[-1]
    for layer in reversed(layers[:-1]):
        ground = over(layer, ground) if layer and ground else None
    return contrast(colour, ground) if ground else None
