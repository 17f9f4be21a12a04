"""JIS X 8341-3:2016 2.1.1: what reacts to a click must be reachable by keyboard."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Page, likely, page_rule, passed

from ._press import Json, happened, optional, tried
from ._scripts import bindings, elements_of
from ._words import content, short, shown

HANDLERS = ("onclick", "ondblclick", "onmousedown", "onmouseup")
FOCUSABLE = (
    "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls],"
    " [tabindex]:not([tabindex^='-']), [contenteditable]"
)
_SMALL = frozenset(
    ["a", "span", "div", "p", "li", "td", "th", "dt", "img", "i", "em", "strong", "b", "h2", "h3", "h4"]
)
_ACTS = re.compile(
    r"\.print\s*\(|\bopen\s*\(|\blocation\b|\bhistory\s*\.|\.submit\s*\(|\.share\s*\(|clipboard|\.download\b|\.click\s*\("
)
LONGEST = 60  # characters of a control; more is a part of the page whose inner links answer
# Handlers of these serve what is inside them, or the whole page.
PASSIVE = frozenset({"html", "body", "form", "label", "option", "fieldset"})


def _reachable(element: Element) -> bool:
    return element.closest(FOCUSABLE) is not None or bool(element.select(FOCUSABLE))


@page_rule(
    id="jis/click-handler-unfocusable",
    criteria=["2.1.1"],
    techniques=["F54", "F59", "SCR29"],
    impact=Impact.CRITICAL,
    title=Text(ja="キーボードで操作できないクリック部品", en="Clickable part that the keyboard cannot reach"),
    why=Text(
        ja="マウスを使えない人は Tab キーでこの部品にたどり着けず、機能をまったく利用できません。",
        en="People who cannot use a mouse do not reach this part with the Tab key and cannot use it at all.",
    ),
    fix=Text(
        ja='リンクなら a href、操作なら button で作り直してください。例: <div onclick="search()">'
        "検索</div> → "
        '<button type="button" onclick="search()">検索</button>',
        en='Use a link (a href) or a button. Example: <div onclick="search()"> → <button type="button" '
        'onclick="search()">.',
    ),
    messages={
        "unreachable": Text(
            ja="{tag} 要素「{text}」はクリックすると動きますが、キーボードでは操作できません。",
            en="The {tag} element “{text}” reacts to a click and cannot be reached by keyboard.",
        )
    },
    examples=[
        Example(PASSED, '<button onclick="search()">検索</button>'),
        Example(LIKELY, '<div onclick="search()">検索</div>', at="div"),
        Example(LIKELY, '<a onclick="go()">次へ</a>', at="a"),
        Example(
            PASSED,
            '<div onclick="go()"><a href="/a">お知らせ</a></div>',
            why="The link inside does the same.",
        ),
        Example(PASSED, '<div tabindex="0" role="button" onclick="go()">開く</div>'),
        Example(
            LIKELY,
            '<main tabindex="-1"><div onclick="go()">開く</div></main>',
            at="div",
            why="A negative tabindex is for scripts and skip links; the Tab key passes it by.",
        ),
        Example(
            LIKELY,
            "<p><a id=p>印刷する</a></p><script>document.getElementById('p').onclick = function () { window.print(); };</script>",
            at="a",
            why="A script binds it, and trying shows nothing.",
        ),
        Example(
            LIKELY,
            "<p><span class=go>一覧へ</span></p><script>$('.go').on('click', function () {"
            " location.href = '/list'; });</script>",
            at="span",
        ),
        Example(
            PASSED,
            "<p><a id=p href='#'>印刷</a></p><script>document.getElementById('p').onclick = function () { window.print(); };</script>",
        ),
        Example(INAPPLICABLE, '<body onclick="close()"><p>本文</p></body>', why="The whole page."),
    ],
)
def click_handler_unfocusable(page: Page) -> Iterator[Finding]:
    for element in page.select(", ".join(f"[{name}]" for name in HANDLERS)):
        if (
            element.tag in PASSIVE
            or not any(element[name].strip() for name in HANDLERS)
            or not shown(element)
        ):
            continue
        if _reachable(element):
            yield passed(element)
        else:
            yield likely(element, "unreachable", tag=element.tag, text=short(content(element)))
    yield from _bound(page)


def _bound(page: Page) -> Iterator[Finding]:
    """Yield small parts that a script listens on for a click that does what a try does not show: it prints, leads away, sends."""
    shown_by_trying = {element for element, one in _pressed(page) if happened(one["effect"])}
    said: set[Element] = set()
    for binding in bindings(page):
        if "click" not in binding.kinds:
            continue
        for element in elements_of(page, binding)[:20]:
            if element.tag not in _SMALL or element in said or any(name in element for name in HANDLERS):
                continue
            acts = element.tag == "a" or _ACTS.search(binding.body)
            if not acts or element in shown_by_trying or not shown(element) or len(element.text) > LONGEST:
                continue
            said.add(element)
            if _reachable(element):
                yield passed(element)
            else:
                yield likely(element, "unreachable", tag=element.tag, text=short(content(element)))


def _pressed(page: Page) -> Iterator[tuple[Element, Json]]:
    """Yield what was pressed on a copy of the page; nothing where it was not."""
    return tried(page) if optional(page, "press") else iter(())
