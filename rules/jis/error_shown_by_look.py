"""JIS X 8341-3:2016 3.3.1: an error is told in text, not by a colour alone."""

import re
from collections.abc import Iterator
from typing import Any

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

from ._answers import answered, filling, marked, messages, plain_name, rounds, vague
from ._colours import parse
from ._press import Json, effect
from ._words import content, short

_COLOUR = re.compile(r"rgba?\([^)]*\)")
_HTML = "<form><label>氏名（必須）<input></label><button>送信</button></form>"
_RED: list[tuple[dict[str, str], dict[str, str]]] = [({}, {"look": "red"})]


_THREE = "<form><label>氏名<input></label><label>電話番号<input></label><label>番号<input></label><button>送信</button></form>"
_REDDENED: list[tuple[dict[str, str], dict[str, str]]] = [
    ({"selector": f"label:nth-of-type({turn}) > input", "name": name, "near": name}, {"look": "red"})
    for turn, name in enumerate(("氏名", "電話番号", "番号"), 1)
]


_TOLD = "<form><label>場所<input></label><label>内容<input></label><button>送信</button></form>"
_TOLD_RED: list[tuple[dict[str, str], dict[str, str]]] = [
    ({"selector": f"label:nth-of-type({turn}) > input", "name": name, "near": name}, {"look": "red"})
    for turn, name in enumerate(("場所", "内容"), 1)
]
# Changes of a form that is on its way rather than refused.
_UNDER_WAY = re.compile(r"busy|load|sending|submit|sent|wait|process|progress|spin|disabled", re.IGNORECASE)


def _blurred(before: str, after: str) -> dict[str, Any]:
    """Return a field that looks otherwise once the focus has left it."""
    field = {
        "selector": "input",
        "name": "メール",
        "value": "",
        "near": "メール",
        "described": "",
        "look": before,
    }
    part = {
        "selector": "input",
        "effect": effect(),
        "before": field,
        "field": {**field, "value": "あ", "look": after},
    }
    return filling("wrong", typed={"input": "あ"}, blurred=[part])


@page_rule(
    id="jis/error-shown-by-look",
    criteria=["3.3.1", "1.4.1"],
    techniques=["F81", "G83", "G85", "SCR18", "ARIA21"],
    impact=Impact.CRITICAL,
    needs=[Need.FORMS],
    title=Text(ja="誤りを色や枠だけで知らせる", en="Error shown by its look alone"),
    why=Text(
        ja="色の違いが分からない人や画面を見ない人は、なぜ先へ進めないのか、どの欄が誤りなのかが分かりません。",
        en="People who do not see the colour cannot tell why they get no further, or which field is wrong.",
    ),
    fix=Text(
        ja="誤った欄のそばに「氏名を入力してください」のような文を出し、"
        "aria-describedby で欄に結び、aria-invalid=\"true\" を付けてください。",
        en='Write the error beside the field, tie it with aria-describedby and set aria-invalid="true".',
    ),
    messages={
        "look": Text(
            ja="入力せずに「{button}」を押すと「{name}」の見た目だけが変わり、誤りを知らせる文が出ません。",
            en="Pressing “{button}” changes only the look of “{name}”; no text tells of the error.",
        ),
        "vague": Text(
            ja="「{button}」を押すと「{text}」と出ますが、誤りのある欄（「{name}」など {count} 個）は見た目が変わるだけで、"
            "どの欄かが文字で示されません。",
            en="“{button}” brings “{text}”; which {count} fields (“{name}” …) are wrong is shown by their look alone.",
        ),
        "blur": Text(
            ja="「{name}」に「{typed}」と入れると欄の見た目だけが変わり、誤りを知らせる文が出ません。",
            en="“{typed}” in “{name}” changes only the look of the field; no text tells of an error.",
        ),
        "nothing": Text(
            ja="必須の欄を空のまま「{button}」を押しても、送られず、何の知らせもありません。",
            en="With required fields empty, “{button}” sends nothing and says nothing.",
        ),
    },
    question=Text(
        ja="必須の欄を空のまま送信すると、どの欄が誤りか文字で知らされますか。",
        en="When a required field is left empty, does text tell which one?",
    ),
    examples=[
        Example(LIKELY, _HTML, at="input", key="look", probes=filling(fields=_RED)),
        Example(PASSED, _HTML, probes=filling(fields=[({}, {"look": "red", "near": "氏名（必須） 氏名を入力してください"})],
                                              appeared=[{"text": "氏名を入力してください"}])),
        Example(LIKELY, _THREE, at="label:nth-of-type(1) > input", key="vague",
                why="Three red borders and one line that names none of them.",
                probes=filling(fields=_REDDENED, appeared=[{"text": "入力内容をご確認ください。"}])),
        Example(LIKELY, _TOLD, at="label:nth-of-type(1) > input", key="vague",
                why="What was entered is no name of a field, though one is called 内容.",
                probes=filling(fields=_TOLD_RED, appeared=[{"text": "入力内容に不備があります。ご確認ください。"}])),
        Example(PASSED, _TOLD, why="One of them is named.",
                probes=filling(fields=_TOLD_RED, appeared=[{"text": "場所と内容を入力してください。"}])),
        Example(PASSED, _THREE, why="The line names what is wrong.",
                probes=filling(fields=_REDDENED, appeared=[{"text": "氏名、電話番号、番号を入力してください。"}])),
        Example(PASSED, _THREE, why="Each field has a line of its own, beside its row.",
                probes=filling(fields=_REDDENED, appeared=[{"text": "入力してください。"}] * 3)),
        Example(PASSED, _THREE, why="All that is marked as required in its label is missing, and the line says so.",
                probes=filling(fields=_REDDENED, appeared=[{"text": "必須項目をすべて入力してください。"}])),
        Example(PASSED, _THREE, why="The focus goes to the first.",
                probes=filling(fields=_REDDENED, appeared=[{"text": "入力内容をご確認ください。"}],
                               focus=["button", "label:nth-of-type(1) > input"])),
        Example(REVIEW, _HTML, at="button", key="nothing", probes=filling()),
        Example(LIKELY, _HTML, at="button", key="nothing", why="The script refuses, and the form only shakes.",
                probes=filling(attributes=[{"selector": "form", "changes": {"class": ["c", "c shake"]}}])),
        Example(REVIEW, _HTML, at="button", key="nothing", why="It may be on its way.",
                probes=filling(attributes=[{"selector": "form", "changes": {"aria-busy": [None, "true"]}}])),
        Example(REVIEW, _HTML, at="button", key="nothing", why="A class that tells of sending.",
                probes=filling(attributes=[{"selector": "form", "changes": {"class": ["c", "c is-loading"]}}])),
        Example(REVIEW, _HTML, at="button", key="nothing", why="The button itself only shows that it is pressed.",
                probes=filling(attributes=[{"selector": "button", "changes": {"class": ["b", "b ripple"]}}])),
        Example(PASSED, _HTML, why="The browser's own dialog tells.",
                probes=filling(fields=_RED, moves=["dialog: alert: 氏名を入力してください"])),
        Example(INAPPLICABLE, _HTML, why="The browser's own box tells what is missing.",
                probes=filling(fields=[({"native": "入力してください"}, {})], novalidate=False)),
        Example(LIKELY, _HTML, at="input", key="blur", probes=_blurred("rgb(90, 90, 90)", "rgb(192, 0, 0)")),
        Example(INAPPLICABLE, _HTML, why="Green says that it is right.", probes=_blurred("rgb(90, 90, 90)", "rgb(0, 128, 0)")),
        Example(INAPPLICABLE, "<p>文</p>", probes={"forms": {"tried": [], "left": 0}}),
    ],
)  # fmt: skip
def error_shown_by_look(page: Page) -> Iterator[Finding]:
    page.probe("forms")  # untested where it was cut
    for button, form, one in rounds(page, "empty"):
        text = short(content(button) or button["value"] or "送信")
        wrong = marked(one)
        if vague(one):
            named = short(plain_name(wrong[0]))
            said = short(" ".join(messages(one)))
            yield likely(
                page.at(str(wrong[0]["selector"])) or button,
                "vague",
                button=text,
                text=said,
                name=named,
                count=len(wrong),
            )
            continue
        if messages(one) or answered(one):
            yield passed(button)
            continue
        place = page.at(str(wrong[0]["selector"])) if wrong else None
        if place is not None:
            yield likely(place, "look", button=text, name=short(plain_name(wrong[0]) or place.tag))
        elif not wrong and any(field["required"] or "必須" in field["name"] for field in one["before"]):
            focus = str(one["effect"]["focus"][1])
            if not any(field["selector"] == focus for field in one["before"]):
                yield (likely if _refused(one, form) else review)(button, "nothing", button=text)
    for _, _, one in rounds(page, "wrong"):
        for part in one["blurred"]:
            was, now = part.get("before"), part["field"]
            place = page.at(str(part["selector"])) if was and now else None
            if place is None or not _reddened(was["look"], now["look"]) or messages(one) or answered(one):
                continue
            if not messages(part) and (now["near"], now["described"]) == (was["near"], was["described"]):
                yield likely(
                    place,
                    "blur",
                    name=short(plain_name(now) or place.tag),
                    typed=one["typed"][part["selector"]],
                )
                break


def _refused(one: Json, form: Json) -> bool:
    """Return whether the form, or a part of it other than the button, took on another state at the press: a
    script answered without a word.
    """
    changes = [
        change for change in one["effect"]["attributes"] if not change["selector"].startswith(form["button"])
    ]
    if _UNDER_WAY.search(" ".join(str(change["changes"]) for change in one["effect"]["attributes"])):
        return False
    return any(f"{change['selector']} ".startswith(f"{form['selector']} ") for change in changes)


def _reddened(before: str, after: str) -> bool:
    """Return whether a field took on a red that it had not: fields that are right are often marked too, in
    another colour.
    """
    return any(_red(colour) for colour in set(_COLOUR.findall(after)) - set(_COLOUR.findall(before)))


def _red(text: str) -> bool:
    colour = parse(text)
    return colour is not None and colour[0] > colour[1] + 15 and colour[0] > colour[2] + 15
