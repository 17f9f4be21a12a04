"""JIS X 8341-3:2016 4.1.2: a button that opens and closes a part says whether the part is open."""

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
from ._scripts import bindings, called, elements_of
from ._words import content, name, short, shown

_TOGGLE = re.compile(
    r"(?:^|[\s_-])(?:hamburger|accordion(?:[_-]?(?:btn|button|head(?:er)?|title|trigger))?|menu[_-]?(?:btn|button|toggle|trigger)|"
    r"nav[_-]?(?:btn|button|toggle|trigger)|drawer[_-]?(?:btn|button|toggle)|toggle[_-]?(?:btn|button|menu|nav)?|"
    r"collaps(?:e|ible)[_-]?(?:btn|button)?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^(?:メニュー|MENU)(?:を(?:開く|開閉|表示))?$|開閉|(?:を)?開く[/／・]閉じる|折りたた", re.IGNORECASE
)
_SWITCHES = re.compile(
    r"\.hidden\s*=\s*!|\.(?:slide|fade)?[tT]oggle(?:Class|Attribute)?\s*\(|classList\.toggle\s*\(|"
    r"\.(?:style\.)?(?:display|visibility|maxHeight|height)\s*=[^;\n]{0,120}\?|"
    r"\.display\s*={2,3}[^;]{0,80}none[^;]{0,200}\.display\s*=|hasAttribute\(\s*['\"]hidden['\"]"
)
# The state is told in another way, or what is switched is no part that opens.
_TOLD = re.compile(
    r"aria-|ariaExpanded|ariaPressed|\.(?:textContent|innerText|innerHTML|value)\s*=|\.(?:text|html|val|attr|prop)\s*\(|"
    r"showModal|dialog|document\.(?:body|documentElement)|['\"](?:body|html)['\"]|\.play\(|\.pause\(|\.remove\(|localStorage|cookie|"
    r"\b(?:pause|play|stop)",
    re.IGNORECASE,
)
_STATES = ("aria-expanded", "aria-pressed", "aria-selected", "aria-checked", "aria-haspopup")
_PLAYS = re.compile(r"停止|再生|再開|pause|play|stop", re.IGNORECASE)
_LINKS = "a:not([role=button])"
_BUTTONS = "button, [role=button], input[type=button], a[href^='#'], a[href^='javascript:']"
_SAYS_ITSELF = re.compile(r"閉じる|close", re.IGNORECASE)


@page_rule(
    id="jis/expanded-state-untold",
    criteria=["4.1.2"],
    techniques=["ARIA5", "F79", "F15"],
    impact=Impact.MODERATE,
    title=Text(ja="開閉するボタンに、開いているかどうかの情報がない", en="State of an opening button untold"),
    why=Text(
        ja="音声で操作している人は、メニューや折りたたみが開いたのか閉じたのか分からず、何度も押してしまいます。",
        en="People who listen cannot tell whether the part is open or closed.",
    ),
    fix=Text(
        ja='ボタンに aria-expanded を付け、開閉に合わせて true と false を切り替えてください。'
        'details 要素なら何も要りません。例: <button aria-expanded="false" aria-controls="menu">メニュー</button>',
        en='Give the button aria-expanded and switch it with the part, or use details: <button aria-expanded="false">.',
    ),
    messages={
        "untold": Text(
            ja="「{text}」は開閉するボタンのようですが、開閉の状態（aria-expanded）がありません。",
            en="“{text}” seems to open and close a part, and tells no state (aria-expanded).",
        ),
        "switches": Text(
            ja="「{text}」を押すとスクリプトが部分を開閉しますが、開閉の状態（aria-expanded）を伝えていません。",
            en="A script opens and closes a part when “{text}” is pressed, and tells no state (aria-expanded).",
        ),
    },
    question=Text(
        ja="押すとメニューや説明が開閉しますか。開閉するなら、開いているかどうかが読み上げで分かりますか（名前が「閉じる」に変わるのでもかまいません）。",
        en="Does it open and close a part, and is its state told, be it by a changed name?",
    ),
    examples=[
        Example(PASSED, '<button class="menu-btn" aria-expanded="false">メニュー</button>'),
        Example(REVIEW, '<button class="hamburger"><span>メニュー</span></button>', at="button", key="untold"),
        Example(REVIEW, '<div class="faq"><button class="accordion-btn">料金はいくらですか</button></div>', at="button"),
        Example(REVIEW, '<a href="#" role="button" aria-controls="p">開閉</a><div id="p" hidden>文</div>', at="a"),
        Example(
            PASSED,
            '<button aria-controls="p" aria-expanded="true">料金</button><div id="p">文</div>',
        ),
        Example(INAPPLICABLE, "<details><summary>料金</summary>文</details>", why="The element tells itself."),
        Example(
            LIKELY,
            "<button onclick='ak()'>階の目次</button><ul id='mo' hidden><li>1階</li></ul>"
            "<script>function ak(){ var m = document.getElementById('mo'); m.hidden = !m.hidden; }</script>",
            at="button",
            key="switches",
        ),
        Example(
            LIKELY,
            "<a role='button' href='javascript:void(0)' class='k'>受け取る館</a><div id='kan'>中央</div>"
            "<script>$('.k').on('click', function(){ $('#kan').slideToggle(); });</script>",
            at="a",
            key="switches",
        ),
        Example(
            PASSED,
            "<button onclick='ak(this)' aria-expanded='false'>目次</button><script>function ak(b){ m.hidden = !m.hidden; "
            "b.setAttribute('aria-expanded', !m.hidden); }</script>",
        ),
        Example(
            INAPPLICABLE,
            "<button onclick='ak(this)'>表示する</button><script>function ak(b){ m.hidden = !m.hidden; "
            "b.textContent = m.hidden ? '表示する' : '隠す'; }</script>",
            why="The changed name tells it.",
        ),
        Example(
            INAPPLICABLE,
            "<button id=c>配色</button><script>$('#c').on('click', function(){ $('body').toggleClass('dark'); });</script>",
            why="No part that opens.",
        ),
        Example(
            INAPPLICABLE,
            "<button id=p><span>一時停止</span><span>再生</span></button><script>$('#p').on('click', function(){"
            "$('#p span').toggle(); });</script>",
            why="Its name changes, and it opens nothing.",
        ),
        Example(INAPPLICABLE, '<button class="search-btn">検索</button>'),
    ],
)  # fmt: skip
def expanded_state_untold(page: Page) -> Iterator[Finding]:
    # What was pressed on a copy of the page is judged by what it did: jis/state-untold-when-pressed.
    pressed = (
        frozenset(element for element, _ in tried(page)) if optional(page, "press") else frozenset[Element]()
    )
    switched: set[Element] | None = None
    for button in page.select(_BUTTONS)[:1000]:
        if not shown(button) or button.closest("summary"):
            continue
        if switched is None:
            switched = _switched(page)
        by_script = button in switched or _switches(called(page, button["onclick"]))
        if not by_script and (button.matches(_LINKS) or not _opens(page, button)):
            continue
        if any(state in button for state in _STATES) or _state_within(button):
            yield passed(button)
        elif button in pressed:
            continue
        elif by_script and not _SAYS_ITSELF.search(content(button)) and not _PLAYS.search(content(button)):
            yield likely(button, "switches", text=short(name(page, button) or button["class"]))
        elif not by_script and not _SAYS_ITSELF.search(content(button)):
            yield review(button, "untold", text=short(name(page, button) or button["class"]))


def _switched(page: Page) -> set[Element]:
    """Return the elements that an inline script gives a handler which opens and closes something."""
    return {
        element
        for binding in bindings(page)
        if "click" in binding.kinds and _switches(binding.body)
        for element in elements_of(page, binding)[:50]
    }


def _switches(code: str) -> bool:
    return bool(_SWITCHES.search(code)) and not _TOLD.search(code)


def _opens(page: Page, button: Element) -> bool:
    if "aria-expanded" in button:
        return True
    if _TOGGLE.search(button["class"]) or _NAMED.search(content(button) or button["value"]):
        return True
    controlled = page.by_id(button, button["aria-controls"]) if button["aria-controls"] else None
    return controlled is not None and "hidden" in controlled


def _state_within(button: Element) -> bool:
    """Return whether a checkbox or details beside the button carries the state."""
    return bool(button.select("input[type=checkbox]")) or button.closest("details, label") is not None
