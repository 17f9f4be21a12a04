"""WCAG 2.2 2.5.7: what is dragged can be set by plain presses too."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Need, Page, likely, page_rule, passed

from ._press import Json, effect, happened, held, nested, pressing, require_all, sets_the_same, touched, tried
from ._words import content, label, name, short

_MOVES = re.compile(r"上|下|前|後|先頭|末尾|移|並べ|順|↑|↓|▲|▼|up|down|move|earlier|later", re.IGNORECASE)
# Beside the list, for the item that was chosen.
_SHIFTS = re.compile(r"[上下前後]へ|[上下]に|先頭|末尾|↑|↓|▲|▼|\b(?:up|down|move)\b", re.IGNORECASE)
_BUTTONS = "button, select, [role=button], input[type=number]"
_VALUE = effect(texts=[{"selector": "strong", "before": "10", "after": "33"}])
_HANDLE = {
    "kind": "drag", "selector": "div", "tag": "div", "native": False, "name": "金額", "drawn": True, "focus_key": True,
    "during": _VALUE, "effect": _VALUE, "click": False,
}  # fmt: skip
_TWO = effect(texts=[{"selector": "strong", "after": "99円"}, {"selector": "b", "after": "12"}])
_ROW = {**_HANDLE, "during": effect(order=True), "effect": effect()}
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
        Example(LIKELY, "<ol><li><button class=grip>≡ 並べ替え 甲</button></li><li><button class=grip>≡ 並べ替え 乙</button></li></ol>",
                at="button", key="sort", why="A grip is no alternative to itself.",
                probes=pressing({**_ROW, "selector": "button"},
                                {"selector": "li:nth-of-type(2) > button", "effect": effect(attributes=[
                                    {"selector": "li", "own": True, "changes": {"class": [None, "on"]}}])})),
        Example(PASSED, "<ol><li><i class=grip>≡</i>甲 <button>上へ</button></li><li><i class=grip>≡</i>乙 <button>上へ</button></li></ol>",
                probes=pressing({**_ROW, "selector": "i"})),
        Example(PASSED, "<ol><li>甲</li><li>乙</li></ol><p><button>選んだ項目を上へ</button></p>", why="A button moves what was chosen.",
                probes=pressing({**_ROW, "selector": "li"})),
        Example(PASSED, "<ol><li><i>≡</i>甲<button>★</button></li></ol>", why="A press changes the order.",
                probes=pressing({**_ROW, "selector": "i"}, {"effect": effect(order=True)})),
        Example(LIKELY, "<ol><li>甲<button>削除</button></li><li>乙<button>削除</button></li></ol>", at="li", key="sort",
                probes=pressing({**_ROW, "selector": "li"})),
        Example(LIKELY, '<ul><li draggable="true">防災<button>削除</button></li><li draggable="true">ごみ</li></ul>', at="li",
                key="sort", probes=pressing(_ITEM)),
        Example(LIKELY, "<select><option>甲<option>乙</select><div>つまみ</div><b>10</b><strong>88円</strong>", at="div", key="handle",
                why="The list changes the sum, and not the amount.",
                probes=pressing({**_HANDLE, "during": _TWO, "effect": _TWO},
                                {"selector": "select", "kind": "choice", "tag": "select", "effect": _VALUE})),
        Example(PASSED, "<div>つまみ</div><strong>10</strong><input type=range>", why="The browser's own is pressed too.",
                probes=pressing(_HANDLE, {"selector": "input", "kind": "slider", "tag": "input", "effect": _VALUE})),
        Example(LIKELY, "<div>つまみ</div><strong>10</strong><i role=slider tabindex=0></i>", at="div", key="handle",
                why="Another handle, for keys.",
                probes=pressing(_HANDLE, {"selector": "i", "kind": "slider", "tag": "i", "native": False, "effect": _VALUE})),
        Example(INAPPLICABLE, "<p>文</p>", probes=pressing()),
    ],
)  # fmt: skip
def drag_without_alternative(page: Page) -> Iterator[Finding]:
    told = page.probe("press")
    said: list[Element] = []
    dragged = list(_dragged(page))
    grips = {(one.tag, one["class"]) for one, _ in dragged}
    pressed = {
        place
        for _, one in tried(page)
        if one["kind"] not in ("drag", "draggable", "skip") and (one["kind"] != "slider" or one["native"])
        for place in touched(one["effect"]) - held(one["effect"])
    }
    for element, one in dragged:
        if any(nested(element, other) for other in said):
            continue  # a row and its handle are one
        text = short(
            str(one["name"]) or content(element) or element["aria-label"] or element["class"] or element.tag
        )
        order = one["kind"] == "draggable" or bool(one["during"]["order"] or one["effect"]["order"])
        if order:
            fine = "order" in pressed or _moved_by_buttons(page, element, grips)
        else:
            fine = (
                bool(one.get("click"))
                or sets_the_same(page, one, pressed)
                or _named(page, element, grips, _MOVES)
            )
        if fine:
            yield passed(element)
        else:
            said.append(element)
            yield likely(element, "sort" if order else "handle", text=text)
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


def _moved_by_buttons(page: Page, part: Element, grips: AbstractSet[tuple[str, str]]) -> bool:
    """Return whether buttons of the item say that they move it, or some beside the list what was chosen."""
    item = part.closest("li, tr, [role=listitem], [role=row], [draggable=true]") or part
    around = item.parent.parent if item.parent and item.parent.parent else item
    return _named(page, item, grips, _MOVES) or _named(page, around, grips, _SHIFTS)


def _named(page: Page, around: Element, grips: AbstractSet[tuple[str, str]], words: re.Pattern[str]) -> bool:
    """Return whether something to press, other than what is dragged itself, has a name of a kind."""
    found = [
        one
        for one in around.select(_BUTTONS)[:60]
        if one.tag == "select" or (one.tag, one["class"]) not in grips
    ]
    return any(words.search(f"{name(page, one)} {label(page, one)}") for one in found)
