"""JIS X 8341-3:2016 2.1.1: what reacts to a click must be reachable by keyboard."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Page, likely, page_rule, passed

from ._words import content, short, shown

HANDLERS = ("onclick", "ondblclick", "onmousedown", "onmouseup")
FOCUSABLE = (
    "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls],"
    " [tabindex]:not([tabindex^='-']), [contenteditable]"
)
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
