"""WCAG 2.1 2.1.4: a shortcut of one letter is set off by speech input and by slips of the hand."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, likely, page_rule, passed

from ._press import effect, happened, optional
from ._scripts import bindings

_LETTER = re.compile(
    r"\.key\s*===?\s*['\"](?P<key>[^'\"\s])['\"]|case\s+['\"](?P<case>[^'\"\s])['\"]\s*:"
    r"|\.code\s*===?\s*['\"]Key(?P<code>[A-Z])['\"]|(?:keyCode|which)\s*===?\s*(?P<number>4[89]|5[0-7]|6[5-9]|[78]\d|90)\b"
)
_GUARDED = re.compile(
    r"ctrlKey|metaKey|altKey|isContentEditable|activeElement|shortcuts?(?:On|Enabled)", re.I
)


@page_rule(
    id="jis/single-key-shortcut",
    criteria=["2.1.4"],
    techniques=["F99", "G217"],
    impact=Impact.SERIOUS,
    title=Text(ja="文字キー1つで働くショートカット", en="Shortcut of a single character key"),
    why=Text(
        ja="音声入力の利用者が話した言葉や、手が震えて触れたキーで、意図しない操作が起こります。",
        en="Speech input and slips of the hand set off what nobody asked for.",
    ),
    fix=Text(
        ja="Ctrl や Alt と組み合わせるキーに変えるか、利用者がショートカットを無効にできる設定を用意してください。",
        en="Combine the key with Ctrl or Alt, or let people turn the shortcut off.",
    ),
    messages={
        "letter": Text(
            ja="「{letter}」キーを1つ押すだけで働くショートカットが、ページ全体に設定されています。",
            en="The single key “{letter}” is a shortcut on the whole page.",
        ),
        "tried": Text(
            ja="入力欄の外で「{letter}」キーを1つ押すだけで、画面が変わりました。",
            en="The single key “{letter}”, pressed outside any field, changed the page.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            "<script>document.addEventListener('keydown', function(event) {"
            "if (event.key === 'h') { location.href = './'; } });</script>",
            key="letter",
        ),
        Example(
            LIKELY, "<script>$(document).on('keypress', e => { if (e.which === 83) { search(); } });</script>"
        ),
        Example(
            PASSED,
            "<script>document.addEventListener('keydown', function(e) {"
            "if (e.ctrlKey && e.key === 'h') { go(); } });</script>",
        ),
        Example(
            PASSED,
            "<script>document.addEventListener('keydown', (e) => { if (e.key === 'Escape') close(); });</script>",
        ),
        Example(
            INAPPLICABLE,
            "<input id=q><script>document.getElementById('q').addEventListener('keydown',"
            "function(e){ if (e.key === 'h') { hint(); } });</script>",
            why="It works while that field has the focus only.",
        ),
        Example(INAPPLICABLE, "<p>本文</p>"),
        Example(
            LIKELY,
            "<p>写真</p>",
            at="html",
            key="tried",
            probes={
                "press": {
                    "tried": [],
                    "left": 0,
                    "why": "",
                    "keys": [
                        {
                            "key": "n",
                            "effect": effect(
                                attributes=[{"selector": "img", "changes": {"src": ["a.jpg", "b.jpg"]}}]
                            ),
                        }
                    ],
                }
            },
        ),
    ],
)
def single_key_shortcut(page: Page) -> Iterator[Finding]:
    said = False
    for one in optional(page, "press").get("keys", ()):
        seen = one["effect"]
        if not said and (happened(seen) or seen["focus"][1]):
            said = True
            yield likely(page.root, "tried", letter=str(one["key"]))
    if said:
        return
    for binding in bindings(page):
        if binding.selector != "document" or not set(binding.kinds) & {"keydown", "keypress", "keyup"}:
            continue
        match = _LETTER.search(binding.body)
        if match is None or _GUARDED.search(binding.body):
            yield passed(binding.script)
            continue
        key = match["key"] or match["case"] or match["code"] or chr(int(match["number"]))
        yield likely(binding.script, "letter", letter=key)
