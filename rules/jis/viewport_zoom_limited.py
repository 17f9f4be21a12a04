"""JIS X 8341-3:2016 1.4.4: the viewport setting lets people zoom, read as browsers read it."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, likely, page_rule, passed

from ._words import short

_PAIR = re.compile(r"([^\s,;=]+)\s*=\s*([^\s,;=]+)")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
ENOUGH = 2.0  # 200 %


def settings(content: str) -> dict[str, str]:
    """Return names and values in lower case; of a name given twice the last counts."""
    return dict(_PAIR.findall(content[:1000].lower()))


def allows_scaling(value: str) -> bool:
    """Return whether user-scalable lets people zoom; a word no browser knows counts as 0."""
    if value in ("yes", "device-width", "device-height"):
        return True
    number = _NUMBER.match(value)
    return number is not None and abs(float(number.group())) >= 1


def largest(value: str) -> float | None:
    """Return the greatest zoom of maximum-scale; None where browsers drop the value, as a negative one."""
    if value in ("device-width", "device-height"):
        return 10.0
    if value == "yes":
        return 1.0
    number = _NUMBER.match(value)
    if number is None:
        return 0.1  # a word no browser knows
    scale = float(number.group())
    return None if scale < 0 else min(max(scale, 0.1), 10.0)


@page_rule(
    id="jis/viewport-zoom-limited",
    criteria=["1.4.4"],
    techniques=["G142"],
    act=["b4f0c3"],
    impact=Impact.SERIOUS,
    replaces=["axe/meta-viewport"],
    title=Text(ja="スマートフォンでの拡大が制限されている", en="Zoom is limited on small screens"),
    why=Text(
        ja="弱視の人や高齢の人が、指で画面を広げて文字を大きくすることができません。",
        en="People with low vision and older people cannot pinch to make the text larger.",
    ),
    fix=Text(
        ja="viewport（画面幅と拡大率の設定）から user-scalable と maximum-scale を消してください。"
        '例: <meta name="viewport" content="width=device-width, initial-scale=1">',
        en="Remove user-scalable and maximum-scale. "
        'Example: <meta name="viewport" content="width=device-width, initial-scale=1">.',
    ),
    messages={
        "forbidden": Text(
            ja="「user-scalable={value}」により、拡大が禁止されています。",
            en="“user-scalable={value}” forbids zooming.",
        ),
        "limited": Text(
            ja="「maximum-scale={value}」により、200% まで拡大できません。",
            en="“maximum-scale={value}” keeps the page from being zoomed to 200 %.",
        ),
    },
    examples=[
        Example(PASSED, '<meta name="viewport" content="width=device-width, maximum-scale=5">'),
        Example(LIKELY, '<meta name="viewport" content="user-scalable=no">', at="meta", key="forbidden"),
        Example(LIKELY, '<meta name="viewport" content="user-scalable=0.5">', at="meta", key="forbidden"),
        Example(LIKELY, '<meta name="viewport" content="maximum-scale=1.9">', at="meta", key="limited"),
        Example(
            LIKELY, '<meta name="viewport" content="user-scalable=false">', at="meta", key="forbidden",
            why="A word that no browser knows counts as 0.",
        ),
        Example(LIKELY, '<meta name="viewport" content="maximum-scale=none">', at="meta", key="limited"),
        Example(PASSED, '<meta name="viewport" content="maximum-scale=-3">', why="Browsers drop it."),
        Example(PASSED, '<meta name="viewport" content="user-scalable=-1;maximum-scale=device-height">'),
        Example(INAPPLICABLE, '<meta name="viewport" content="width=device-width">'),
        Example(INAPPLICABLE, '<meta name="description" content="user-scalable=no">'),
    ],
)  # fmt: skip
def viewport_zoom_limited(page: Page) -> Iterator[Finding]:
    for meta in page.root.select("meta[name][content]"):
        if meta["name"].strip().lower() != "viewport":
            continue
        said = settings(meta["content"])
        scalable, most = said.get("user-scalable"), said.get("maximum-scale")
        scale = largest(most) if most is not None else None
        if scalable is not None and not allows_scaling(scalable):
            yield likely(meta, "forbidden", value=short(scalable))
        elif most is not None and scale is not None and scale < ENOUGH:
            yield likely(meta, "limited", value=short(most))
        elif scalable is not None or most is not None:
            yield passed(meta)
