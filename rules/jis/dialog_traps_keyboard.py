"""JIS X 8341-3:2016 2.1.2: a dialog that holds the keyboard can be closed with it."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Need, Page, likely, page_rule, passed

from ._press import effect, pressing, require_all, tried
from ._words import content, short

_OPENS = effect(appeared=[{"selector": "div", "dialog": "div", "controls": 2, "over": True}])
_HELD = {
    "selector": "div",
    "focus": True,
    "next": True,
    "leaves": False,
    "escape": False,
    "closed": False,
    "closers": 0,
}
_HTML = '<button>受診の前に</button><div role="dialog" hidden><a href="/a">一覧</a><span>×</span></div>'


@page_rule(
    id="jis/dialog-traps-keyboard",
    criteria=["2.1.2", "2.1.1"],
    techniques=["F10", "G21"],
    impact=Impact.CRITICAL,
    needs=[Need.PRESS],
    title=Text(ja="キーボードで閉じられない窓に閉じ込められる", en="Dialog that holds the keyboard"),
    why=Text(
        ja="キーボードで操作する人は、窓の中を回るだけで閉じることができず、ページを読み込み直すしかありません。",
        en="People who use a keyboard go round within it and cannot close it.",
    ),
    fix=Text(
        ja="閉じる印を button 要素にし、Esc キーでも閉じるようにしてください。",
        en="Make what closes it a button, and close it with Esc too.",
    ),
    messages={
        "held": Text(
            ja="「{text}」で開いた窓は、Tab キーで外へ出られず、Esc キーでも中のボタンでも閉じません。",
            en="Neither Tab nor Esc nor a button leads out of the dialog that “{text}” opens.",
        ),
    },
    examples=[
        Example(LIKELY, _HTML, at="button", probes=pressing({"effect": _OPENS, "opened": _HELD})),
        Example(PASSED, _HTML, why="Going round in a dialog that Esc closes is right.",
                probes=pressing({"effect": _OPENS, "opened": {**_HELD, "escape": True, "closed": True}})),
        Example(PASSED, _HTML, why="Tab leads out.", probes=pressing({"effect": _OPENS, "opened": {**_HELD, "leaves": True}})),
        Example(INAPPLICABLE, "<button>押す</button>", probes=pressing({"effect": effect()})),
    ],
)  # fmt: skip
def dialog_traps_keyboard(page: Page) -> Iterator[Finding]:
    told = page.probe("press")
    said, places = False, set()
    for element, one in tried(page):
        opened = one.get("opened")
        if opened is None or opened["selector"] in places:
            continue
        places.add(opened["selector"])
        inside = opened["focus"] or opened.get("next")
        if inside and opened.get("next") and not opened["leaves"] and not opened["closed"]:
            said = True
            yield likely(element, "held", text=short(str(one["name"]) or content(element) or element.tag))
        else:
            yield passed(element)
    if not said:
        require_all(told)
