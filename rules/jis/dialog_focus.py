"""JIS X 8341-3:2016 2.4.3: a dialog that opens takes the focus, and gives it back."""

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

from ._press import effect, pressing, require_all, tried
from ._words import content, short

_OPENS = effect(appeared=[{"selector": "div", "dialog": "div", "controls": 1, "over": True}])
_IN = {
    "selector": "div",
    "focus": True,
    "next": True,
    "leaves": False,
    "escape": True,
    "closed": True,
    "returned": True,
}
_HTML = '<button>同意を読む</button><div role="dialog" hidden><button>閉じる</button></div>'


@page_rule(
    id="jis/dialog-focus",
    criteria=["2.4.3"],
    techniques=["F85", "SCR26", "SCR37", "G59"],
    impact=Impact.SERIOUS,
    needs=[Need.PRESS],
    title=Text(ja="開いた窓にフォーカスが移らない", en="Focus stays behind an opened dialog"),
    why=Text(
        ja="キーボードや音声で操作する人は、窓が開いたことに気付けず、背後のリンクをすべて通らないと窓にたどり着けません。",
        en="People who use a keyboard or listen do not notice that it opened, and pass everything behind it first.",
    ),
    fix=Text(
        ja="窓を開いたら、窓の見出しか最初のボタンへフォーカスを移し、閉じたら開いたボタンへ戻してください。"
        "dialog 要素の showModal() は自動で行います。",
        en="Move the focus into the dialog when it opens and back to its opener when it closes; showModal() does so.",
    ),
    messages={
        "behind": Text(
            ja="「{text}」で窓が開いても、フォーカスは窓に移らず、次の Tab キーでも窓に入りません。",
            en="“{text}” opens a dialog; the focus stays behind, and the next Tab does not enter it.",
        ),
        "lost": Text(
            ja="「{text}」で開いた窓を閉じると、フォーカスが元のボタンに戻りません。",
            en="When the dialog that “{text}” opened is closed, the focus does not return to it.",
        ),
    },
    question=Text(
        ja="窓を閉じたあと、フォーカスは続きの操作に都合のよい所にありますか。",
        en="After closing, is the focus where the work goes on?",
    ),
    examples=[
        Example(PASSED, _HTML, probes=pressing({"effect": _OPENS, "opened": _IN})),
        Example(LIKELY, _HTML, at="button", key="behind",
                probes=pressing({"effect": _OPENS, "opened": {**_IN, "focus": False, "next": False, "returned": False}})),
        Example(PASSED, _HTML, why="It stands next in the order.",
                probes=pressing({"effect": _OPENS, "opened": {**_IN, "focus": False}})),
        Example(REVIEW, _HTML, at="button", key="lost",
                probes=pressing({"effect": _OPENS, "opened": {**_IN, "returned": False}})),
        Example(INAPPLICABLE, "<button>押す</button>", probes=pressing({"effect": effect()})),
    ],
)  # fmt: skip
def dialog_focus(page: Page) -> Iterator[Finding]:
    told = page.probe("press")
    said, places = False, set()
    for element, one in tried(page):
        opened = one.get("opened")
        if opened is None or one["effect"]["moves"] or opened["selector"] in places:
            continue
        places.add(opened["selector"])
        text = short(str(one["name"]) or content(element) or element.tag)
        if not opened["focus"] and not opened.get("next"):
            said = True
            yield likely(element, "behind", text=text)
        elif opened["focus"] and one["focusable"] and opened["closed"] and not opened.get("returned"):
            said = True
            yield review(element, "lost", text=text)
        else:
            yield passed(element)
    if not said:
        require_all(told)
