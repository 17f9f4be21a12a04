"""JIS X 8341-3:2016 4.1.2: what pressing a control changes is told by its state."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Element,
    Example,
    Need,
    Page,
    definite,
    likely,
    page_rule,
    passed,
)

from ._press import Json, effect, pressing, require_all, switched, tried
from ._words import content, short

_STATES = ("aria-expanded", "aria-pressed", "aria-checked", "aria-selected", "aria-current", "open")
_WHOLE = frozenset({"html", "html > body"})  # dark colours, larger text: the page wears the class
_DARK = {"selector": "html > body", "changes": {"class": [None, "dark"]}}
_LIGHT = {**_DARK, "changes": {"class": ["dark", ""]}}
_BORDERS = [
    {
        "selector": "html > body > div > button:nth-of-type(2)",
        "self": True,
        "own": True,
        "changes": {"class": ["", "on"]},
    },
    {"selector": "html > body > div > button:nth-of-type(1)", "changes": {"class": ["on", ""]}},
]
_PANEL = {"selector": "p", "text": "窓口で申し込んでください"}
_OPENS = effect(appeared=[_PANEL])
_SHUTS = effect(vanished=[_PANEL])
_ON = {"selector": "button", "self": True, "own": True, "changes": {"class": ["sw", "sw on"]}}
_OFF = {**_ON, "changes": {"class": ["sw on", "sw"]}}


@page_rule(
    id="jis/state-untold-when-pressed",
    criteria=["4.1.2", "1.4.1"],
    techniques=["ARIA5", "F15", "F79", "G108"],
    impact=Impact.SERIOUS,
    needs=[Need.PRESS],
    title=Text(ja="押しても変わらない、または伝わらない状態", en="State that a press does not tell"),
    why=Text(
        ja="音声で操作している人には、開いたのか閉じたのか、入ったのか切れたのかが伝わらず、何度も押してしまいます。",
        en="People who listen do not hear whether it opened or closed, is on or off.",
    ),
    fix=Text(
        ja="押したときに、開閉なら aria-expanded、入切なら aria-pressed、タブなら aria-selected を true と false で切り替えてください。",
        en="On each press switch aria-expanded, aria-pressed or aria-selected between true and false.",
    ),
    messages={
        "frozen": Text(
            ja="「{text}」を押すと開閉しますが、aria-expanded は「{value}」のまま変わりません。",
            en="“{text}” opens and closes a part while aria-expanded stays “{value}”.",
        ),
        "opens": Text(
            ja="「{text}」は押すたびに内容が開閉しますが、開閉の状態（aria-expanded）がありません。",
            en="“{text}” opens and closes a part, and tells no state (aria-expanded).",
        ),
        "chosen": Text(
            ja="並んだボタン「{text}」を押すと内容が切り替わりますが、どれを選んでいるかが見た目だけで示され、"
            "状態（aria-pressed や aria-selected）がありません。",
            en="“{text}” of a row of buttons changes what is shown; only its look says that it is chosen, "
            "no aria-pressed or aria-selected.",
        ),
        "tab": Text(
            ja="タブ「{text}」を押すと内容が切り替わりますが、選ばれていること（aria-selected）が伝わりません。",
            en="The tab “{text}” changes what is shown, and no aria-selected tells that it is chosen.",
        ),
        "stuck": Text(
            ja="タブ「{text}」を押すと内容が切り替わりますが、aria-selected は「{value}」のままです。",
            en="The tab “{text}” changes what is shown while aria-selected stays “{value}”.",
        ),
        "toggle": Text(
            ja="「{text}」は押すたびに見た目が変わりますが、入っているか切れているかが見た目でしか分かりません。",
            en="“{text}” changes its look with each press, and only its look tells on from off.",
        ),
    },
    examples=[
        Example(DEFINITE, '<button aria-expanded="false">申込み</button><p hidden>窓口で</p>', at="button", key="frozen",
                probes=pressing({"effect": _OPENS, "again": _SHUTS})),
        Example(PASSED, '<button aria-expanded="false">申込み</button><p hidden>窓口で</p>',
                probes=pressing({"effect": {**_OPENS, "attributes": [
                    {**_ON, "changes": {"aria-expanded": ["false", "true"]}}]}, "again": _SHUTS})),
        Example(LIKELY, "<button>申込み</button><p hidden>窓口で</p>", at="button", key="opens",
                probes=pressing({"effect": _OPENS, "again": _SHUTS})),
        Example(PASSED, "<button>開く</button><p hidden>窓口で</p>", why="Its name changes with it.",
                probes=pressing({"effect": {**_OPENS, "texts": [
                    {"selector": "button", "before": "開く", "after": "閉じる", "own": True, "live": ""}]}, "again": _SHUTS})),
        Example(LIKELY, '<button role="tab">くらし</button><p hidden>窓口で</p>', at="button", key="tab",
                probes=pressing({"kind": "widget", "role": "tab", "effect": effect(appeared=[_PANEL], vanished=[_PANEL])})),
        Example(LIKELY, '<button class="sw">気象</button>', at="button", key="toggle",
                probes=pressing({"effect": effect(attributes=[_ON]), "again": effect(attributes=[_OFF])})),
        Example(LIKELY, "<button>黒い背景</button>", at="button", key="toggle", why="The whole page wears the class.",
                probes=pressing({"effect": effect(attributes=[_DARK]), "again": effect(attributes=[_LIGHT])})),
        Example(PASSED, '<button aria-pressed="false">黒い背景</button>',
                probes=pressing({"effect": effect(attributes=[_DARK, {**_ON, "changes": {"aria-pressed": ["false", "true"]}}]),
                                 "again": effect(attributes=[_LIGHT])})),
        Example(LIKELY, "<div><button>家庭用</button><button>業務用</button></div><p>860円</p><p hidden>1,280円</p>",
                at="button:nth-of-type(2)", key="chosen",
                probes=pressing({"selector": "html > body > div > button:nth-of-type(2)", "effect": effect(
                    appeared=[{**_PANEL, "selector": "p:nth-of-type(2)"}], vanished=[_PANEL], attributes=_BORDERS)})),
        Example(INAPPLICABLE, "<div><button aria-pressed=true>家庭用</button><button aria-pressed=false>業務用</button></div>",
                probes=pressing({"selector": "html > body > div > button:nth-of-type(2)", "effect": effect(
                    appeared=[{**_PANEL, "selector": "p:nth-of-type(2)"}], vanished=[_PANEL], attributes=_BORDERS)})),
        Example(INAPPLICABLE, "<button>消す</button>", why="It is gone afterwards.",
                probes=pressing({"effect": effect(vanished=[_PANEL])})),
        Example(INAPPLICABLE, "<button>案内</button>", why="A dialog takes the focus: no state is needed.",
                probes=pressing({"effect": effect(appeared=[{**_PANEL, "dialog": "p"}]), "opened": {"away": 0}})),
    ],
)  # fmt: skip
def state_untold_when_pressed(page: Page) -> Iterator[Finding]:
    told = page.probe("press")
    said, shapes = False, set()
    for element, one in tried(page, "opener", "button", "widget"):
        if one["tag"] in ("summary", "a") and not element["role"]:
            continue
        key = _fault(element, one)
        if key is None:
            continue
        shape = (key, element.tag, element["class"], element["role"])
        if key and shape not in shapes:
            said = True
            shapes.add(shape)
            text = short(str(one["name"]) or content(element) or element["class"])
            if key in ("frozen", "stuck"):
                value = element["aria-expanded" if key == "frozen" else "aria-selected"]
                yield definite(element, key, text=text, value=value)
            else:
                yield likely(element, key, text=text)
        elif not key:
            yield passed(element)
    if not said:
        require_all(told)


def _fault(element: Element, one: Json) -> str | None:
    """Return the key of what is wrong, '' where the state is told, None where there is none to tell."""
    seen, again = one["effect"], one.get("again", {})
    if "opened" in one or seen["moves"]:
        return None
    own = [name for change in switched(seen, str(one["selector"])) for name in change["changes"]]
    if any(name in _STATES or name == "aria-label" for name in own) or any(
        part["own"] for part in seen["texts"]
    ):
        return ""
    shown = {part["selector"] for part in seen["appeared"] if not part["own"] and not part["live"]}
    if element["role"] == "tab":
        if not shown:
            return None
        return (
            "tab" if "aria-selected" not in element else "stuck" if element["aria-selected"] != "true" else ""
        )
    hidden = {part["selector"] for part in again.get("vanished", ())}
    gone = {part["selector"] for part in seen["vanished"] if not part["own"]}
    back = {part["selector"] for part in again.get("appeared", ())}
    folds = bool(shown & hidden or (gone & back and not shown))
    if "aria-expanded" in element:
        return "frozen" if folds or (shown and again) else None
    if folds and not _haspopup(element):
        return "opens"
    if _chosen(element, seen):
        return "chosen"
    return "toggle" if _toggles(seen, again) else None


def _chosen(element: Element, seen: Json) -> bool:
    """Return whether a button of a row brings one part, puts another away and is told from its neighbours by its look alone."""
    row = [] if element.parent is None else [one for one in element.parent.children if one.tag == element.tag]
    if len(row) < 2 or any(name in one for one in row for name in _STATES) or element["role"] == "tab":
        return False
    comes = [one for one in seen["appeared"] if not one["own"] and not one["live"] and not one["dialog"]]
    goes = [one for one in seen["vanished"] if not one["own"]]
    looks = [one for one in seen["attributes"] if {"class", "style"} & {*one["changes"]}]
    mine = any(one["self"] for one in looks)
    beside = any(
        not one["self"] and one["selector"].rpartition(" > ")[2].startswith(element.tag) for one in looks
    )
    return bool(comes and goes and mine and beside)


def _haspopup(element: Element) -> bool:
    return element["aria-haspopup"] == "dialog" or element.closest("label, summary") is not None


def _toggles(seen: Json, again: Json) -> bool:
    """Return whether the second press takes the class of the first one back, and nothing but the look changed."""
    if not again or seen["appeared"] or seen["vanished"] or seen["texts"] or seen["values"]:
        return False
    first, second = _look(seen), _look(again)
    return any(place in second and second[place] == (now, was) for place, (was, now) in first.items())


def _look(done: Json) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the classes and pictures of a part, of what is in it and what it is in, and the classes of the whole page, that
    changed: before and after.
    """
    return {
        (str(one["selector"]), name): (str(one["changes"][name][0] or ""), str(one["changes"][name][1] or ""))
        for one in done["attributes"] if one["own"] or one["selector"] in _WHOLE
        for name in ("class", "src") if name in one["changes"]
    }  # fmt: skip
