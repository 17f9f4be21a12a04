"""JIS X 8341-3:2016 4.1.2: what a script turns into a button must say so, and the keyboard must reach it (F59)."""

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

from ._press import optional, tried
from ._scripts import bindings, elements_of
from ._words import content, short, shown

_INERT = frozenset({"div", "span", "p", "li", "td", "th", "img", "i", "b", "strong", "em", "dt", "dd", "figure",
                    "h1", "h2", "h3", "h4", "h5", "h6", "section",
                    "a", "u", "font", "small", "svg", "article", "tr", "dl", "center"})  # fmt: skip
_CONTROL = (
    "a[href], button, input, select, textarea, summary, label, option, iframe, [tabindex], [contenteditable],"
    " audio, video, area"
)
_LIKE_BUTTON = re.compile(r"bttn|btn|button|submit|toggle|ボタン", re.I)
LONGEST = 40  # characters of a label; more is a container


@page_rule(
    id="jis/scripted-button-roleless",
    criteria=["4.1.2", "2.1.1"],
    techniques=["F59", "F15", "F54"],
    impact=Impact.CRITICAL,
    title=Text(ja="役割のない要素をボタンにしている", en="Element without a role made a button by script"),
    why=Text(
        ja="div や span はボタンとして読み上げられず、Tab キーでも選べないため、画面を見ない人やマウスを使えない人が操作できません。",
        en="A div or span is not announced as a button and not reached by Tab.",
    ),
    fix=Text(
        ja='button 要素（リンクなら a href）で作り直してください。例: <div id="send">送信'
        '</div> → <button type="submit" id="send">送信</button>',
        en='Use a button element, or a link: <div id="send"> → <button type="submit" id="send">.',
    ),
    messages={
        "inert": Text(
            ja="{tag} 要素「{text}」にクリックの処理が付いていますが、役割（role）もキーボード操作もありません。",
            en="The {tag} element “{text}” reacts to clicks but has no role and no keyboard access.",
        ),
        "maybe": Text(
            ja="{tag} 要素にクリックの処理が付いています。",
            en="A {tag} element reacts to clicks.",
        ),
    },
    question=Text(
        ja="このクリックと同じことが、キーボードで選べるボタンやリンクでもできますか。",
        en="Can the same be done with a button or link that the keyboard reaches?",
    ),
    examples=[
        Example(
            LIKELY,
            "<form><div id=send>送信</div></form><script>$('#send').on('click', function(){"
            "$(this).parent('form').submit(); });</script>",
            at="div",
            key="inert",
        ),
        Example(
            LIKELY,
            "<span class=open>開く</span><script>document.querySelector('.open')"
            ".addEventListener('click', () => { toggle(); });</script>",
            at="span",
        ),
        Example(
            REVIEW,
            "<div class=card><img src='a.jpg' alt=''></div><script>$('.card').click(function(){ zoom(this); });</script>",
            key="maybe",
        ),
        Example(
            LIKELY,
            "<p><a id=p>このページを印刷する</a></p><script>document.getElementById('p').onclick = function () "
            "{ window.print(); return false; };</script>",
            at="a",
            why="Without href it is no link.",
        ),
        Example(
            PASSED, "<button id=b>送信</button><script>$('#b').on('click', function(){ send(); });</script>"
        ),
        Example(
            PASSED,
            "<li class=c><a href='/a'>案内</a></li><script>$('.c').on('click', function(){ location = '/a'; });</script>",
            why="The link inside does the same.",
        ),
        Example(
            INAPPLICABLE, "<div>本文</div><script>$(document).on('click', function(){ count(); });</script>"
        ),
    ],
)
def scripted_button_roleless(page: Page) -> Iterator[Finding]:
    said: set[Element] = set()
    pressed = _pressed(page)
    for binding in bindings(page):
        if not set(binding.kinds) & {"click", "mousedown", "mouseup"}:
            continue
        for element in elements_of(page, binding)[:20]:
            if element in said or element in pressed or not shown(element):
                continue
            said.add(element)
            if element.tag not in _INERT or element["role"] or _has_control(element):
                yield passed(element)
                continue
            text = content(element)
            if 0 < len(text) <= LONGEST or _LIKE_BUTTON.search(f"{element['id']} {element['class']}"):
                called = short(text) or element["id"] or element["class"]  # a drawn button has no text
                yield likely(element, "inert", tag=element.tag, text=called)
            else:
                yield review(element, "maybe", tag=element.tag)


def _pressed(page: Page) -> frozenset[Element]:
    """Return what was pressed on a copy of the page, with what is around it: jis/control-pointer-only tells
    what came of it.
    """
    found: set[Element] = set()
    if optional(page, "press"):
        for element, _ in tried(page, "bare", "widget", "opener"):
            up: Element | None = element
            while up is not None and up not in found:
                found.add(up)
                up = up.parent
    return frozenset(found)


def _has_control(element: Element) -> bool:
    return element.closest(_CONTROL) is not None or bool(element.select(_CONTROL))
