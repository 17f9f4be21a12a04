"""WCAG 2.2 2.5.7: what is dragged can be set by plain presses too."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Need, Page, likely, page_rule, passed

from ._press import Json, effect, happened, pressing, require_all, touched, tried
from ._words import content, name, short

_MOVES = re.compile(r"上|下|前|後|先頭|末尾|移|並べ|↑|↓|▲|▼|up|down|move|earlier|later", re.IGNORECASE)
_VALUE = effect(texts=[{"selector": "strong", "before": "10", "after": "33"}])
_HANDLE = {
    "kind": "drag", "selector": "div", "tag": "div", "native": False, "name": "金額", "drawn": True, "focus_key": True,
    "during": _VALUE, "effect": _VALUE, "click": False,
}  # fmt: skip
_ITEM = {
    "kind": "draggable",
    "selector": "li",
    "tag": "li",
    "native": False,
    "name": "防災",
    "effect": effect(),
}


@page_rule(
    id="jis/drag-without-alternative",
    criteria=["2.5.7", "2.1.1"],
    techniques=["F108", "G219"],
    impact=Impact.SERIOUS,
    needs=[Need.PRESS],
    title=Text(ja="引きずる操作でしか変えられない", en="Only dragging changes it"),
    why=Text(
        ja="手が震える人や、指やマウスを押したまま動かせない人は、つまみを動かしたり並べ替えたりできません。キーボードで動いても、タッチの利用者は使えません。",
        en="People who cannot hold and move a pointer cannot set or sort it, even where keys can.",
    ),
    fix=Text(
        ja="押すだけで変えられる方法を付けてください。並べ替えなら「上へ」「下へ」のボタン、つまみなら増減のボタンや入力欄、目盛りを押して選ぶ方法です。",
        en="Add a way by plain presses: up and down buttons, plus and minus, a field, or pressing the scale.",
    ),
    messages={
        "handle": Text(
            ja="「{text}」は引きずると値が変わりますが、押すだけで変える方法がありません。",
            en="Dragging “{text}” changes its value, and no plain press does.",
        ),
        "sort": Text(
            ja="「{text}」は引きずって並べ替える項目ですが、押すだけで動かすボタンがありません。",
            en="“{text}” is sorted by dragging, and has no button that moves it.",
        ),
    },
    examples=[
        Example(LIKELY, "<div>つまみ</div><strong>10</strong>", at="div", key="handle", probes=pressing(_HANDLE)),
        Example(PASSED, "<div>つまみ</div><strong>10</strong><button>増やす</button>",
                probes=pressing(_HANDLE, {"selector": "button", "effect": _VALUE})),
        Example(PASSED, "<div>つまみ</div><strong>10</strong>", why="The scale can be pressed.",
                probes=pressing({**_HANDLE, "click": True})),
        Example(LIKELY, '<ul><li draggable="true">防災</li><li draggable="true">ごみ</li></ul>', at="li", key="sort",
                probes=pressing(_ITEM)),
        Example(PASSED, "<div>受付<button>A班へ移す</button></div>", why="A button in it moves it.", probes=pressing(_HANDLE)),
        Example(PASSED, '<ul><li draggable="true">防災<button>上へ</button></li></ul>', probes=pressing(_ITEM)),
        Example(INAPPLICABLE, "<p>文</p>", probes=pressing()),
    ],
)  # fmt: skip
def drag_without_alternative(page: Page) -> Iterator[Finding]:
    told = page.probe("press")
    said = False
    pressed = {
        place
        for _, one in tried(page)
        if one["kind"] not in ("drag", "draggable", "skip")
        for place in touched(one["effect"])
    }
    for element, one in _dragged(page):
        text = short(
            str(one["name"]) or content(element) or element["aria-label"] or element["class"] or element.tag
        )
        if one["kind"] == "draggable":
            fine = _sorted_by_buttons(page, element)
        else:
            moved = touched(one["during"]) | touched(one["effect"])
            fine = bool(one.get("click")) or bool(moved & pressed) or _moves_it(page, element)
        if fine:
            yield passed(element)
        else:
            said = True
            yield likely(element, "sort" if one["kind"] == "draggable" else "handle", text=text)
    if not said:
        require_all(told)


def _dragged(page: Page) -> Iterator[tuple[Element, Json]]:
    for one in page.probe("press")["tried"]:
        element = page.at(str(one["selector"]))
        if element is None:
            continue
        if (one["kind"] == "draggable" and not one.get("hidden")) or (
            one["kind"] == "drag"
            and one.get("drawn")
            and happened(
                {
                    **one["during"],
                    "attributes": [{**part, "own": False} for part in one["during"]["attributes"]],
                }
            )
        ):
            yield element, one


def _moves_it(page: Page, part: Element) -> bool:
    """Return whether a dragged part holds a button or a list that says it moves it."""
    return any(_MOVES.search(name(page, one)) for one in part.select("button, select, [role=button]")[:20])


def _sorted_by_buttons(page: Page, item: Element) -> bool:
    around = item.parent.parent if item.parent and item.parent.parent else item
    if item.select("button, select, [role=button]"):
        return True
    return any(_MOVES.search(name(page, one)) for one in around.select("button, select, [role=button]"))
