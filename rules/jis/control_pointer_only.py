"""JIS X 8341-3:2016 2.1.1: what answers to the pointer answers to the keyboard."""

from collections.abc import Iterator

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

from ._press import Json, effect, happened, nested, pressing, require_all, sets_the_same, touched, tried
from ._words import content, short

_LOUD = effect(appeared=[{"selector": "p", "text": "避難所の案内"}])
_SPAN = {
    "selector": "span",
    "kind": "bare",
    "tag": "span",
    "native": False,
    "focusable": False,
    "name": "地図",
}
_SET = effect(texts=[{"selector": "b", "after": "41"}, {"selector": "i", "after": "90円"}])
_PARTS = frozenset(
    {"tab", "option", "menuitem", "menuitemradio", "menuitemcheckbox", "radio", "treeitem", "gridcell"}
)
_ATTRIBUTES = ("onclick", "ondblclick", "onmousedown", "onmouseup")


@page_rule(
    id="jis/control-pointer-only",
    criteria=["2.1.1", "4.1.2"],
    techniques=["F54", "F59", "G202", "SCR29"],
    impact=Impact.CRITICAL,
    needs=[Need.PRESS],
    title=Text(ja="マウスでだけ動く部品", en="Part that only a pointer works"),
    why=Text(
        ja="キーボードや音声で操作する人は、この部品を選ぶことも押すこともできず、その先の内容や機能を使えません。",
        en="People who use a keyboard or speech can neither reach nor press it.",
    ),
    fix=Text(
        ja='button 要素（移動するなら a href）で作ってください。<span class="pin">避難所</span> → '
        '<button type="button" class="pin">避難所</button>。つまみは input type="range" にすると、矢印キーでも動きます。',
        en='Use a button, or a link: <span class="pin"> → <button type="button" class="pin">; a range field for a handle.',
    ),
    messages={
        "unreachable": Text(
            ja="「{text}」を押すと画面が変わりますが、キーボードでは選べません。",
            en="Pressing “{text}” changes the page, and the keyboard does not reach it.",
        ),
        "keys": Text(
            ja="「{text}」はマウスで押すと動きますが、Enter キーでも Space キーでも動きません。",
            en="“{text}” works with a pointer, and neither with Enter nor with Space.",
        ),
        "label": Text(
            ja="「{text}」は、キーボードで選べないチェックボックスを動かすラベルです。",
            en="“{text}” is the label of a checkbox that the keyboard does not reach.",
        ),
        "drag": Text(
            ja="「{text}」は引きずって動かす部品ですが、キーボードでは動かせません。",
            en="“{text}” is moved by dragging, and the keyboard does not move it.",
        ),
        "drawing": Text(
            ja="「{text}」の中を引きずると画面が変わりますが、キーボードで同じことをする部品が見当たりません。",
            en="Dragging within “{text}” changes the page, and nothing that the keyboard reaches does the same.",
        ),
        "maybe": Text(
            ja="「{text}」を押すと、その部分の見た目だけが変わります。",
            en="Pressing “{text}” changes its own look only.",
        ),
    },
    question=Text(
        ja="押したときの変化に意味がありますか。あるなら、同じことがキーボードでもできますか。",
        en="Does the change mean something, and can the keyboard do the same?",
    ),
    examples=[
        Example(LIKELY, "<span>地図</span><p hidden>避難所の案内</p>", at="span", key="unreachable",
                probes=pressing({**_SPAN, "effect": _LOUD})),
        Example(PASSED, "<span>地図</span><button>地図を開く</button><p hidden>避難所の案内</p>",
                why="A button does the same.",
                probes=pressing({**_SPAN, "effect": _LOUD}, {"effect": _LOUD})),
        Example(LIKELY, '<div role="button" tabindex="0">開く</div><p hidden>文</p>', at="div", key="keys",
                probes=pressing({**_SPAN, "selector": "div", "tag": "div", "kind": "widget", "role": "button",
                                 "focusable": True, "effect": _LOUD, "key": {"works": False, "away": 0}})),
        Example(LIKELY, '<input type="checkbox" id="m" hidden><label for="m">メニュー</label><p hidden>項目</p>',
                at="label", key="label",
                probes=pressing({**_SPAN, "selector": "label", "tag": "label", "kind": "label", "effect": _LOUD})),
        Example(PASSED, "<ul><li>お知らせ <a href='/a'>行事</a></li></ul>",
                why="Following the link leads to the same place.",
                probes=pressing({**_SPAN, "selector": "li", "tag": "li",
                                 "effect": effect(moves=["navigation: scriptInitiated http://example.localhost/a"])})),
        Example(LIKELY, "<div class=rail><span>つまみ</span></div>", at="span", key="drag",
                probes=pressing({**_SPAN, "kind": "drag", "drawn": True, "focus_key": False,
                                 "during": effect(attributes=[{"selector": "span", "self": True, "own": True,
                                                              "changes": {"style": ["left:0", "left:9px"]}}]),
                                 "effect": effect()})),
        Example(LIKELY, "<select><option>13mm<option>20mm</select><div class=bar><span></span></div><p><b>40</b><i>88円</i></p>",
                at="span", key="drag", why="The list changes the sum too, and not what is set here.",
                probes=pressing({**_SPAN, "kind": "drag", "drawn": True, "focus_key": False, "during": _SET, "effect": _SET},
                                {"selector": "select", "kind": "choice", "tag": "select",
                                 "effect": effect(texts=[{"selector": "i", "after": "99円"}])})),
        Example(PASSED, "<input type=number><div class=bar><span></span></div><p><b>40</b><i>88円</i></p>",
                why="A field sets the same.",
                probes=pressing({**_SPAN, "kind": "drag", "drawn": True, "focus_key": False, "during": _SET, "effect": _SET},
                                {"selector": "input", "kind": "field", "tag": "input", "effect": _SET})),
        Example(PASSED, "<div><span role=slider tabindex=0></span></div><p><b>40</b><i>88円</i></p>", why="The keys move it.",
                probes=pressing({**_SPAN, "selector": "div", "kind": "drag", "drawn": True, "focus_key": False, "during": _SET,
                                 "effect": _SET},
                                {"selector": "span", "kind": "slider", "tag": "span", "native": False, "effect": _SET})),
        Example(LIKELY, "<ul><li><span>≡</span>甲</li><li><span>≡</span>乙</li></ul>", at="li", key="drag",
                why="The row and its grip are one part.",
                probes=pressing({**_SPAN, "selector": "li", "tag": "li", "kind": "drag", "drawn": True, "focus_key": False,
                                 "during": effect(order=True), "effect": effect(order=True)},
                                {**_SPAN, "kind": "drag", "drawn": True, "focus_key": False,
                                 "during": effect(order=True), "effect": effect(order=True)})),
        Example(REVIEW, "<canvas>署名</canvas><p>0</p>", at="canvas", key="drawing",
                why="Where the way of the hand is what counts, keys need not do it.",
                probes=pressing({**_SPAN, "selector": "canvas", "tag": "canvas", "kind": "drag", "drawn": True, "focus_key": False,
                                 "during": _LOUD, "effect": _LOUD})),
        Example(PASSED, '<div role="tablist"><button role="tab">10月</button><button role="tab" tabindex="-1">11月</button>'
                "</div><p hidden>文</p>",
                why="The arrow keys lead from tab to tab.",
                probes=pressing({**_SPAN, "kind": "widget", "selector": "button:nth-of-type(2)", "role": "tab", "effect": _LOUD})),
        Example(LIKELY, "<table><tr><th>金額</th></tr><tr><td>10</td></tr></table>", at="th", key="unreachable",
                why="It sorts the rows.",
                probes=pressing({**_SPAN, "selector": "th", "tag": "th", "effect": effect(order=True)})),
        Example(INAPPLICABLE, "<span>文</span>", probes=pressing({**_SPAN, "effect": effect()})),
        Example(REVIEW, "<span class=a>文</span>", at="span", key="maybe",
                probes=pressing({**_SPAN, "effect": effect(attributes=[
                    {"selector": "span", "self": True, "own": True, "changes": {"class": ["a", "a on"]}}])})),
    ],
)  # fmt: skip
def control_pointer_only(page: Page) -> Iterator[Finding]:
    told = page.probe("press")
    reached = _reached(page)
    said: list[Element] = []
    shapes: set[tuple[str, str]] = set()
    for element, one in tried(page, "bare", "widget", "opener", "label", "drag"):
        key = _fault(page, element, one, reached)
        if key is None:
            continue
        if not key:
            yield passed(element)
            continue
        shape = (key, f"{element.tag} {element['class']} {element.parent.tag if element.parent else ''}")
        if shape in shapes or (key == "drag" and any(nested(element, other) for other in said)):
            continue  # one of a row is enough, and so is the row of a handle
        shapes.add(shape)
        said.append(element)
        text = short(str(one["name"]) or content(element) or element["class"] or element.tag)
        yield (review if key in ("maybe", "drawing") else likely)(element, key, text=text)
    if not said:
        require_all(told)


def _fault(page: Page, element: Element, one: Json, reached: frozenset[str]) -> str | None:
    """Return the key of what is wrong, '' for nothing, None for a part that does nothing."""
    if one["kind"] == "drag":
        moves = bool(one.get("drawn")) and happened({**one["effect"], "attributes": [*one["effect"]["attributes"],
                                                    *({**part, "own": False} for part in one["during"]["attributes"])]})  # fmt: skip
        if not moves or one.get("focus_key"):
            return "" if moves else None
        if sets_the_same(page, one, reached):
            return ""
        return "drawing" if element.tag == "canvas" else "drag"
    if not happened(one["effect"]) or any(name in element for name in _ATTRIBUTES):
        return None  # with such an attribute it is another rule's
    if element["role"] in _PARTS and _composite(element):
        return ""  # the arrow keys lead to it
    if one["focusable"]:
        return ("keys" if not one["key"]["works"] else "") if "key" in one else None
    if touched(one["effect"]) & reached or _linked(page, one["effect"]):
        return ""
    if one["kind"] == "label":
        return "label"
    return "unreachable" if touched(one["effect"]) else "maybe"


def _composite(element: Element) -> bool:
    """Return whether a part belongs to a widget that the keyboard reaches as a whole."""
    around = element.closest(
        "[role=tablist], [role=listbox], [role=menu], [role=menubar], [role=radiogroup], [role=tree], [role=grid]"
    )
    if around is None:
        return False
    if "aria-activedescendant" in around or around["tabindex"] == "0" or around["id"]:
        return True
    return bool(around.select("button:not([tabindex='-1']), a[href]:not([tabindex='-1']), [tabindex='0']"))


def _reached(page: Page) -> frozenset[str]:
    """Return the places that controls change which the keyboard reaches and presses."""
    found: set[str] = set()
    for _, one in tried(page):
        works = one["native"] or one["kind"] == "slider" or one.get("key", {}).get("works")
        if one["focusable"] and works and one["kind"] not in ("drag", "skip"):
            found |= touched(one["effect"])
    return frozenset(found)


def _linked(page: Page, seen: Json) -> bool:
    """Return whether a link of the page leads where the press would have led."""
    goals = {str(move).rsplit(" ", 1)[-1] for move in seen["moves"]}
    return bool(goals) and any(link.url("href") in goals for link in page.select("a[href]"))
