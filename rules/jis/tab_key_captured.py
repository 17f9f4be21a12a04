"""JIS X 8341-3:2016 2.1.2: a script that takes the Tab key or the focus for itself may hold people fast."""

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

from ._press import effect, optional, pressing
from ._scripts import bindings, elements_of

_TAB = re.compile(r"['\"]Tab['\"]|(?:keyCode|which)\s*===?\s*9\b")
_HELD = re.compile(r"preventDefault\s*\(|return\s+false")
_FOCUS = re.compile(r"\.focus\s*\(")
_FIELDS = frozenset({"input", "textarea", "select"})


@page_rule(
    id="jis/tab-key-captured",
    criteria=["2.1.2"],
    techniques=["F10", "G21"],
    impact=Impact.CRITICAL,
    title=Text(ja="Tab キーの動きを止めるスクリプト", en="Script that captures the Tab key"),
    why=Text(
        ja="Tab キーが効かなくなる場所に入ると、マウスを使えない人はそこから出られず、ページを閉じるしかありません。",
        en="Where the Tab key stops working, people who cannot use a mouse cannot leave.",
    ),
    fix=Text(
        ja="Tab キーの既定の動作を止める処理や、フォーカスが外れたときに引き戻す処理を外してください。"
        "ダイアログの中を循環させる場合は、Esc キーと「閉じる」ボタンで出られるようにします。",
        en="Remove the code that cancels the Tab key or pulls the focus back; a dialog must close with Esc and a button.",
    ),
    messages={
        "field": Text(
            ja="入力欄で Tab キーの動作が止められ、キーボードでは次へ進めません。",
            en="The Tab key is cancelled in a form field, so the keyboard does not lead on.",
        ),
        "pulled": Text(
            ja="フォーカスが外れると別の要素へ引き戻すスクリプトがあり、キーボードで抜け出せないおそれがあります。",
            en="A script pulls the focus back when it is lost; the keyboard may not lead out.",
        ),
        "handled": Text(
            ja="Tab キーの動作を止めてフォーカスを移すスクリプトがあります。",
            en="A script cancels the Tab key and moves the focus itself.",
        ),
    },
    question=Text(
        ja="この部品を開いて Tab、Shift+Tab、Esc の各キーを押したとき、部品の外へ出られますか。",
        en="With this part open, do Tab, Shift+Tab or Esc lead out of it?",
    ),
    examples=[
        Example(
            LIKELY,
            "<textarea id=t></textarea><script>$('#t').on('keydown', function(e){"
            "if (e.code === 'Tab') { e.preventDefault(); insert('\\t'); }});</script>",
            at="textarea",
            key="field",
        ),
        Example(
            LIKELY,
            "<input id=q><button id=b>検索</button><script>const q = $('#q'), b = $('#b');"
            "q.on('blur', function(){ b.focus(); });</script>",
            key="pulled",
        ),
        Example(
            REVIEW,
            "<ul><li><a id=last href='/'>最後</a></li></ul><script>document.getElementById('last')"
            ".addEventListener('keydown', function(e){ if (e.key === 'Tab') {"
            "e.preventDefault(); document.getElementById('first').focus(); }});</script>",
            key="handled",
        ),
        Example(
            PASSED,
            "<ul><li><a id=last href='/'>最後</a></li></ul><script>document.getElementById('last')"
            ".addEventListener('keydown', function(e){ if (e.key === 'Tab') {"
            "e.preventDefault(); document.getElementById('first').focus(); }});</script>",
            why="A dialog that was opened and closed with the keyboard.",
            probes=pressing({"opened": {"closed": True, "leaves": False}, "effect": effect()}),
        ),
        Example(
            PASSED,
            "<textarea id=t></textarea><script>document.getElementById('t').addEventListener('keydown', function(e){"
            "if (e.key === 'Tab' && e.ctrlKey) { e.preventDefault(); insert('\\t'); }});</script>",
            why="The walk with the keyboard went through it and on.",
            probes={
                "keyboard": {
                    "end": "wrapped",
                    "trap": None,
                    "stops": [{"selector": "html > body > textarea"}],
                }
            },
        ),
        Example(
            PASSED,
            "<input id=q><script>$('#q').on('keydown', function(e){ if (e.key === 'Enter') search(); });</script>",
        ),
        Example(
            PASSED,
            "<input id=q><script>$('#q').on('blur', function(){ check(this); });</script>",
            why="Checking a value when the focus leaves holds nobody.",
        ),
        Example(INAPPLICABLE, "<p>本文</p>"),
    ],
)
def tab_key_captured(page: Page) -> Iterator[Finding]:
    for binding in bindings(page):
        kinds = set(binding.kinds)
        if kinds & {"keydown", "keypress", "keyup"}:
            if not (_TAB.search(binding.body) and _HELD.search(binding.body)):
                yield passed(binding.script)
                continue
            elements = elements_of(page, binding)
            fields = [one for one in elements if one.tag in _FIELDS]
            if fields and not _FOCUS.search(binding.body) and not _passed_by(page, fields[0]):
                yield likely(fields[0], "field")
            elif fields and _passed_by(page, fields[0]):
                yield passed(binding.script)  # another key with it: Tab alone went on
            elif _dialogs_close(page):
                yield passed(binding.script)  # what the key goes round in was opened, and left
            else:
                yield review(elements[0] if elements else binding.script, "handled")
        elif kinds & {"blur", "focusout"}:
            if _FOCUS.search(binding.body) and "setCustomValidity" not in binding.body:
                elements = elements_of(page, binding)
                yield likely(elements[0] if elements else binding.script, "pulled")
            else:
                yield passed(binding.script)


def _passed_by(page: Page, field: Element) -> bool:
    """Return whether the walk with the keyboard went through a field and on, or came out of it with Escape."""
    walk = optional(page, "keyboard")
    trap = walk.get("trap") or {}
    came = any(page.at(str(stop["selector"])) == field for stop in walk.get("stops", ()))
    return came and (walk.get("end") in ("left", "wrapped") or bool(trap.get("escape")))


def _dialogs_close(page: Page) -> bool:
    """Return whether dialogs were opened on a copy of the page and each could be closed or left with the keyboard."""
    opened = [one["opened"] for one in optional(page, "press").get("tried", ()) if "opened" in one]
    return bool(opened) and all(one["closed"] or one["leaves"] for one in opened)
