"""What rules ask of the probe that tries forms, and an answer of it for examples."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.rule import Element, Page

from ._press import Json, effect, optional

_ALL = re.compile(r"必須|未入力|すべて|全て|全項目|required|all fields", re.IGNORECASE)
# What a message calls all that was entered together: no name of a field.
_GENERAL = re.compile(
    r"(?:ご?入力|ご?記入|ご?送信|ご?申込|お?申し?込み?|ご?登録|ご?指定)(?:の|された|いただいた)?(?:内容|項目|事項|情報|箇所|欄|値)"
)
_MARKS = re.compile(r"[※*＊：:\s]|必須|任意|[（(][^（）()]*[）)]")


def rounds(page: Page, *kinds: str) -> Iterator[tuple[Element, Json, Json]]:
    """(button, form, round) of each try that the page answered itself: nothing was to be sent, no box of the browser."""
    for form in optional(page, "forms").get("tried", ()):
        button = page.at(str(form["button"]))
        for one in form["rounds"]:
            native = not form["novalidate"] and any(field["native"] for field in one["before"])
            if button is not None and not one["sent"] and not native and (not kinds or one["kind"] in kinds):
                yield button, form, one


def messages(one: Json) -> list[str]:
    """Return what a round brought up to be read, dialogs of the browser included."""
    seen = one["effect"]
    said = [str(part["text"]) for part in seen["appeared"]] + [str(part["after"]) for part in seen["texts"]]
    said += [
        str(move).partition(": ")[2].partition(": ")[2]
        for move in seen["moves"]
        if str(move).startswith("dialog")
    ]
    return [text for text in said if text.strip()]


def marked(one: Json) -> list[Json]:
    """Fields that look otherwise afterwards, or are told to be wrong; not the one that has the focus."""
    before = {field["selector"]: field for field in one["before"]}
    focus = one["effect"]["focus"][1]
    return [
        field for field in one["after"]
        if field["selector"] in before and (
            (field["look"] != before[field["selector"]]["look"] and field["selector"] != focus)
            or (field["invalid"] and not before[field["selector"]]["invalid"])
        )
    ]  # fmt: skip


def vague(one: Json) -> bool:
    """Return whether one line for several wrong fields names none of them, and only their look says which
    they are.
    """
    wrong, said = marked(one), messages(one)
    fields = {str(field["selector"]) for field in one["after"]}
    if len(wrong) < 2 or len(said) != 1 or answered(one) or _ALL.search(said[0]):
        return False
    if one["effect"]["focus"][1] in fields or any(field["invalid"] for field in wrong):
        return False
    return not any(names(field, said[0]) for field in map(plain_name, one["after"]) if len(field) >= 2)


def names(field: str, said: str) -> bool:
    """Return whether a message speaks of a field by its name, or by how its name begins."""
    folded = "".join(said.split())
    if not _GENERAL.fullmatch(field):
        folded = _GENERAL.sub("", folded)
    return field in folded or (len(field) > 4 and field[:4] in folded)


def answered(one: Json) -> list[tuple[Json, str]]:
    """(field, text) of the fields beside which, or for which, something new is to be read."""
    before = {field["selector"]: field for field in one["before"]}
    found = []
    for field in one["after"]:
        was = before.get(field["selector"])
        if was is None:
            continue
        for part in ("described", "near"):
            if field[part] != was[part] and len(field[part]) > len(was[part]):
                found.append((field, _fresh(str(was[part]), str(field[part]))))
                break
    return found


def _fresh(before: str, after: str) -> str:
    """Return what of a text is new, by what both begin and end with."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return after[start : len(after) - end].strip()


def plain_name(field: Json) -> str:
    """Return what a field is called, without marks."""
    return _MARKS.sub("", str(field["name"]))


def filling(kind: str = "empty", fields: Any = (), novalidate: bool = True, **seen: Any) -> dict[str, Any]:
    """Return an answer of the probe with one form and one round; each field is (before, after) of what is
    particular.
    """
    usual: Mapping[str, Any] = {
        "selector": "input", "tag": "input", "type": "text", "name": "氏名（必須）", "value": "", "required": True,
        "invalid": False, "described": "", "near": "氏名（必須）", "look": "grey", "native": "", "mode": "", "pattern": "",
        "placeholder": "",
    }  # fmt: skip
    pairs = fields or [({}, {})]
    turn = {
        "kind": kind, "sent": False, "typed": seen.pop("typed", {}), "blurred": seen.pop("blurred", []),
        "before": [{**usual, **before} for before, _ in pairs], "after": [{**usual, **before, **after} for before, after in pairs],
        "effect": effect(**seen),
    }  # fmt: skip
    form = {
        "selector": "form",
        "button": "button",
        "novalidate": novalidate,
        "name": "",
        "method": "post",
        "rounds": [turn],
    }
    return {"forms": {"tried": [form], "left": 0}}
