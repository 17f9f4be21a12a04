"""JIS X 8341-3:2016 3.2.2: choosing a value must not by itself change the page."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._press import Json, effect, optional, pressing, tried
from ._words import label, short

MOVES = re.compile(
    r"\blocation\b|\.submit\s*\(|window\s*\.\s*open\s*\(|history\.(go|push)|MM_jumpMenu|jumpMenu|__doPostBack",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"(選択|選ぶ|変更)(する|した|され)?(と|したら|すると).{0,15}(移動|切り替|表示|送信|開)|自動的に(移動|送信|切)"
)
NEAR = 300


def _told(page: Page, field: Element) -> bool:
    around = field.closest("form, p, div, li, td, dd")
    text = f"{label(page, field)} {around.text[:NEAR] if around else ''}"
    return bool(TOLD.search(text))


@page_rule(
    id="jis/select-change-navigates",
    criteria=["3.2.2"],
    techniques=["F36", "F37", "G13", "G80", "H84"],
    impact=Impact.SERIOUS,
    title=Text(ja="選んだだけで画面が移動・送信される選択欄", en="Choosing a value changes the page at once"),
    why=Text(
        ja="キーボードで項目を一つずつ選ぶ人は、目的の項目に着く前に画面が変わってしまい、"
        "選ぶことができません。",
        en="People who go through the options by keyboard are taken away before they reach the one they "
        "want.",
    ),
    fix=Text(
        ja="選んだあとに押す「移動」「表示」などのボタンを付け、ボタンを押したときに動くようにしてください。"
        '例: <select onchange="location.href=…"> → <select> ＋ <button>移動</button>',
        en="Add a button such as “Go” and act when it is pressed, not when the value changes. "
        'Example: <select onchange="location.href=…"> → <select> and <button>Go</button>.',
    ),
    messages={
        "moves": Text(
            ja="「{text}」は、選んだだけで画面が変わります（onchange で移動・送信）。",
            en="“{text}” changes the page as soon as a value is chosen (onchange moves or submits).",
        ),
        "tried": Text(
            ja="「{text}」を選んだだけで、別の画面への移動や送信が始まりました（{url}）。",
            en="Choosing “{text}” at once began to leave the page or to send it ({url}).",
        ),
        "replaced": Text(
            ja="「{text}」を選んだだけで、画面の内容が入れ替わりました。",
            en="Choosing “{text}” at once replaced what the page shows.",
        ),
        "jumps": Text(
            ja="「{text}」に打ち終えると、フォーカスが次の欄へ自動で移ります。",
            en="Having filled in “{text}”, the focus moves on to the next field by itself.",
        ),
        "told": Text(
            ja="「{text}」は、選んだだけで画面が変わります。近くに説明らしい文があります。",
            en="“{text}” changes the page as soon as a value is chosen; a text nearby seems to say so.",
        ),
    },
    question=Text(
        ja="選ぶと画面が変わることが、選択欄より前に書かれていますか。",
        en="Is the reader told before the field that choosing changes the page?",
    ),
    examples=[
        Example(PASSED, '<form><select onchange="count()"><option>a</select><button>移動</button></form>'),
        Example(
            LIKELY, '<select onchange="location.href=this.value"><option>a</select>', at="select", key="moves"
        ),
        Example(LIKELY, '<form><input type="radio" onclick="this.form.submit()"></form>', at="input"),
        Example(
            REVIEW,
            '<p>年度を選択すると表示が切り替わります。<select onchange="this.form.submit()"><option>'
            "a</select></p>",
            at="select",
            key="told",
        ),
        Example(INAPPLICABLE, "<select><option>a</select>", why="No handler in the markup."),
        Example(
            LIKELY,
            "<label>課<select><option>選んでください<option>市民課</select></label>",
            at="select",
            key="tried",
            probes=pressing(
                {
                    "kind": "choice",
                    "selector": "select",
                    "effect": effect(moves=["navigation: scriptInitiated http://example.localhost/a"]),
                }
            ),
        ),
        Example(
            PASSED,
            "<label>種類<select><option>すべて<option>図書</select></label><table><tr><td>図書</table>",
            why="Rows of a table come and go: the page stays the same.",
            probes=pressing(
                {
                    "kind": "choice",
                    "selector": "select",
                    "effect": effect(vanished=[{"selector": "tr", "tag": "tr", "text": "図書"}]),
                }
            ),
        ),
        Example(
            LIKELY,
            "<form><h1>同意</h1><label><input type=checkbox>同意する</label></form>",
            at="input",
            key="replaced",
            probes=pressing(
                {
                    "kind": "choice",
                    "selector": "input",
                    "effect": effect(vanished=[{"tag": "form", "text": "同意", "own": True}]),
                }
            ),
        ),
        Example(
            REVIEW,
            "<label>市外局番<input maxlength=3></label>",
            at="input",
            key="jumps",
            probes=pressing({"kind": "field", "selector": "input", "effect": {**effect(), "jumped": True}}),
        ),
    ],
)
def select_change_navigates(page: Page) -> Iterator[Finding]:
    fields = page.select(
        "select[onchange], input[onchange], input[type=radio][onclick], input[type=checkbox][onclick]"
    )
    for field in fields:
        if field["type"] in ("file", "submit", "button", "image"):
            continue
        if not MOVES.search(field["onchange"] + " " + (field["onclick"] if field.tag == "input" else "")):
            yield passed(field)
            continue
        text = short(label(page, field) or field["name"] or field["id"] or field.tag)
        if _told(page, field):
            yield review(field, "told", text=text)
        else:
            yield likely(field, "moves", text=text)
    yield from _tried(page, frozenset(fields))


def _tried(page: Page, known: frozenset[Element]) -> Iterator[Finding]:
    """Yield what choosing and typing did on a copy of the page, whatever script listens."""
    if not optional(page, "press"):
        return
    for field, one in tried(page, "choice", "field"):
        seen = one["effect"]
        text = short(label(page, field) or str(one["name"]) or field.tag)
        if field in known:
            continue
        if one["kind"] == "field":
            if seen.get("jumped"):
                yield review(field, "jumps", text=text)
                continue
            if not seen["moves"]:
                continue
        gone = [
            move
            for move in seen["moves"]
            if move.startswith(("navigation: ", "popup: ")) and "Refresh" not in move
        ]
        if gone:
            url = short(gone[0].rsplit(" ", 1)[-1], 120)
            yield (
                review(field, "told", text=text)
                if _told(page, field)
                else likely(field, "tried", text=text, url=url)
            )
        elif _replaced(field, seen):
            yield likely(field, "replaced", text=text)
        else:
            yield passed(field)


def _replaced(field: Element, seen: Json) -> bool:
    """Return whether the field itself is gone with what it stood in, or the page calls itself otherwise."""
    return (
        any(one["own"] for one in seen["vanished"])
        or bool(seen["title"])
        or any(
            one["tag"] in ("h1", "main", "form", "fieldset") and not one["own"] and one["text"]
            for one in seen["vanished"]
        )
    )
