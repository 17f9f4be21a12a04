"""JIS X 8341-3:2016 2.1.1, 2.4.7, 3.2.1: a script must not take the focus away as soon as an element gets it (F55)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, likely, page_rule, passed

from ._scripts import bindings, called, elements_of

# In an attribute a bare blur() is the element's own; in a handler it takes the focus from what it names.
_IN_ATTRIBUTE = re.compile(
    r"(?:^|[\s;{(,&|)?:])blur\s*\(|\.blur\s*\(|\[['\"]blur['\"]\]\s*\(|trigger\(\s*['\"]blur|document\.body\.focus\("
)
_BLUR = re.compile(
    r"\b(?:this|self|that|el(?:em(?:ent)?)?|(?:\$|jQuery)\(\s*(?:this|e(?:v(?:t|ent)?)?\.(?:currentT|t)arget)\s*\)|"
    r"e(?:v(?:t|ent)?)?\.(?:currentTarget|target|srcElement)|document\.activeElement)"
    r"(?:\.blur\s*\(|\[['\"]blur['\"]\]\s*\(|\.trigger\(\s*['\"]blur)|document\.body\.focus\s*\("
)
_LATER = re.compile(r"addEventListener|\.on\(|onclick\s*=|onchange\s*=|\.(?:click|change)\(")


@page_rule(
    id="jis/focus-removed-by-script",
    criteria=["2.1.1", "2.4.7", "3.2.1"],
    techniques=["F55"],
    impact=Impact.CRITICAL,
    title=Text(ja="フォーカスをすぐに外すスクリプト", en="Script that takes the focus away at once"),
    why=Text(
        ja="Tab キーで移動してもフォーカスが消えるため、キーボードの利用者は今どこにいるか分からず、リンクもボタンも押せません。",
        en="The focus vanishes as it arrives: keyboard users do not see where they are and cannot press anything.",
    ),
    fix=Text(
        ja="フォーカスを受けたときに blur() を呼ぶ処理を外してください。枠線の見た目を変えたい場合は CSS の :focus-visible で指定します。",
        en="Remove the call of blur() on focus; change the look of the ring with :focus-visible in CSS.",
    ),
    messages={
        "blurred": Text(
            ja="フォーカスを受けるとすぐに外すスクリプト（blur）があります。",
            en="A script calls blur() as soon as the focus arrives.",
        )
    },
    examples=[
        Example(LIKELY, '<a href="/a" onfocus="this.blur()">案内</a>', at="a"),
        Example(
            LIKELY,
            "<a href='/a'>案内</a><script>$('a, button').on('focus', function(){ this.blur(); });</script>",
        ),
        Example(
            LIKELY,
            "<button>送信</button><script>const b = document.querySelector('button');"
            "b.addEventListener('focusin', (event) => { event.target.blur(); });</script>",
            at="button",
        ),
        Example(LIKELY, '<a href="/a" onfocus="blur();">案内</a>', at="a"),
        Example(LIKELY, '<a href="/a" onFocus="if(this.blur)this.blur()">案内</a>', at="a"),
        Example(
            LIKELY,
            '<a href="/a" onfocus="off(this)">案内</a><script>function off(x){ x.blur(); }</script>',
            at="a",
        ),
        Example(LIKELY, '<input type="image" src="a.png" alt="送信" onfocusin="this.blur()">', at="input"),
        Example(
            LIKELY,
            "<a href='/a'>案内</a><script>for (const a of document.links) a.onfocus = function(){ this.blur(); };</script>",
        ),
        Example(
            PASSED,
            '<input aria-label="氏名" onfocus="this.select()">',
            why="It does something else with the focus.",
        ),
        Example(
            PASSED, "<a href='/a'>案内</a><script>$('a').on('focus', function(){ show(this); });</script>"
        ),
        Example(
            INAPPLICABLE,
            "<a href='/a'>案内</a><script>$('a').on('click', function(){ this.blur(); });</script>",
            why="After a click the focus has done its work.",
        ),
        Example(INAPPLICABLE, "<a href='/a'>案内</a>"),
    ],
)
def focus_removed_by_script(page: Page) -> Iterator[Finding]:
    for element in page.select("[onfocus], [onfocusin]")[:1000]:
        code = called(page, f"{element['onfocus']};{element['onfocusin']}")
        yield likely(element, "blurred") if _IN_ATTRIBUTE.search(code) else passed(element)
    for binding in bindings(page):
        if not set(binding.kinds) & {"focus", "focusin"}:
            continue
        if _BLUR.search(binding.body) and not _LATER.search(binding.body):
            elements = elements_of(page, binding)
            yield likely(elements[0] if elements else binding.script, "blurred")
        else:
            yield passed(binding.script)
