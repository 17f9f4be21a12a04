"""JIS X 8341-3:2016 1.4.3: text has its contrast under the pointer, with the focus and when a press brings it."""

from collections.abc import Iterator
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Need, Page, likely, page_rule, passed

from ._colours import contrast, over, parse
from ._press import brought, effect, looks, pressing
from ._words import content, short, shown

_LARGE, _LARGE_BOLD = 29.3, 24.0  # px: 22 pt, and 18 pt in bold, for Japanese
_PLAIN = {"color": "rgb(0, 64, 138)", "ground": ["rgb(255, 255, 255)"], "size": 16, "bold": False}


def _states(**states: Any) -> dict[str, Any]:  # Any: the probe's JSON
    place = {"selector": "a", "name": "案内", "plain": _PLAIN, "hover": _PLAIN, "focus": _PLAIN}
    return {"states": {"places": [{**place, **states}]}}


_WHITE = "rgb(255, 255, 255)"


def _pressed(place: str, colour: str) -> dict[str, Any]:  # Any: the probe's JSON
    text = {"selector": place, "text": "可燃：月・木", "color": colour, "ground": ["rgb(243, 152, 0)"]}
    return {
        "states": {"places": []},
        **pressing({"name": "調べる", "effect": effect(), "shown": brought([text])}),
    }


@page_rule(
    id="jis/state-contrast-low",
    criteria=["1.4.3"],
    techniques=["G18", "G145"],
    impact=Impact.SERIOUS,
    needs=[Need.STATES, Need.LAYOUT],
    title=Text(ja="重ねたとき・選んだとき・押したときの文字が薄い", en="Faint text under the pointer, with the focus or after a press"),
    why=Text(
        ja="見えにくい人は、マウスを重ねたりキーボードで選んだりした項目や、押した結果の文字が読めず、正しく操作できたか確かめられません。",
        en="People with low vision cannot read what they are about to choose, or what came of it.",
    ),
    fix=Text(
        ja=":hover や :focus、押すと現れる文字の色も、背景との明るさの比が 4.5:1（大きな文字は 3:1）以上になる濃さにしてください。",
        en="Give :hover, :focus and what a press brings a text colour with at least 4.5:1 (3:1 for large text) too.",
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
        "press": Text(
            ja="「{name}」を操作すると現れる「{text}」は、文字と背景の明るさの比が {ratio}:1 です（{least}:1 以上が必要です）。",
            en="“{text}”, which “{name}” brings, has a contrast of {ratio}:1 ({least}:1 is needed).",
        ),
        "chosen": Text(
            ja="「{name}」を操作すると「{text}」の色が変わり、文字と背景の明るさの比が {ratio}:1 になります（{least}:1 以上が必要です）。",
            en="“{name}” changes the colours of “{text}” to a contrast of {ratio}:1 ({least}:1 is needed).",
        ),
    },
    examples=[
        Example(PASSED, '<a href="/a">案内</a>', probes=_states()),
        Example(LIKELY, '<a href="/a">案内</a>', at="a", key="hover", probes=_states(hover={**_PLAIN, "color": "rgb(159, 211, 234)"})),
        Example(LIKELY, '<a href="/a">案内</a>', at="a", key="focus", probes=_states(focus={**_PLAIN, "ground": ["rgb(60, 90, 140)"]})),
        Example(PASSED, '<a href="/a">案内</a>', why="Faint at all times: another rule's.",
                probes=_states(plain={**_PLAIN, "color": "rgb(180, 190, 200)"}, hover={**_PLAIN, "color": "rgb(180, 190, 200)"})),
        Example(INAPPLICABLE, "<p>文</p>", probes={"states": {"places": []}}),
        Example(LIKELY, "<button>調べる</button><div></div>", at="button", key="press", probes=_pressed("div > p", _WHITE)),
        Example(LIKELY, "<button>調べる</button><p hidden>可燃：月・木</p>", at="p", key="press",
                probes=_pressed("html > body > p", _WHITE)),
        Example(INAPPLICABLE, "<button>調べる</button><div></div>", probes=_pressed("div > p", "rgb(26, 18, 0)")),
        Example(INAPPLICABLE, "<button>調べる</button><p style='color:#fff;background:#f39800'>可燃：火・金</p>",
                probes=_pressed("html > body > p", _WHITE),
                why="It was as faint before, and that is told already."),
        Example(LIKELY, "<button>調べる</button><p style='color:#005'>可燃：月・木</p>", at="p", key="chosen",
                probes=_pressed("html > body > p", _WHITE), why="It turns white on orange when it is chosen."),
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
    said: set[tuple[str, str]] = set()
    for control, pressed, one in looks(page, "texts"):
        ratio, least = _ratio(one), _least(one)
        look = (str(one["color"]), str(one["ground"]))
        before = page.at(str(one["selector"]))
        if ratio is None or ratio >= least or look in said:
            continue
        seen = before is not None and shown(before) and bool(content(before))
        if before is not None and seen and not _another_look(before, one):
            continue  # what was to be read there at first is measured with the page
        said.add(look)
        name = short(str(pressed["name"]) or content(control))
        yield likely(
            before or control,
            "chosen" if seen else "press",
            name=name,
            text=short(str(one["text"])),
            ratio=f"{ratio:.1f}",
            least=f"{least:g}",
        )


def _another_look(element: Element, look: Any) -> bool:  # Any: the probe's JSON
    """Return whether a text has other colours after a press than it had when the page came up."""
    layers: list[str] = []
    at: Element | None = element
    while at is not None:
        colour = parse(at.style("background-color"))
        if colour is not None and colour[3] > 0:
            layers.append(at.style("background-color"))
            if colour[3] == 1:
                break
        at = at.parent
    grounds = [str(layer) for layer in look["ground"]]
    return str(look["color"]) != element.style("color") or grounds[: len(layers)] != layers


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
