"""Near JIS X 8341-3:2016 2.4.4: a link leads somewhere; what only runs a script is a button."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    advice,
    page_rule,
    passed,
    review,
)

from ._words import fold, name, short, shown

_NOTHING = frozenset(
    {"", "#", "javascript:", "javascript:;", "javascript:void(0)", "javascript:void(0);", "#!", "##"}
)
_TOP = ("先頭", "トップ", "top", "上へ", "上に", "戻る")
_WIDGET = frozenset({"button", "tab", "menuitem", "switch", "option", "checkbox", "radio"})
_NO_HANDLER = {"elements": [], "page": [], "count": 0}
_HANDLER = {
    "selector": "html > body > a",
    "tag": "a",
    "cursor": "pointer",
    "tabindex": 0,
    "box": [0, 0, 90, 20],
    "events": ["click"],
}
MAX = 300


@page_rule(
    id="jis/link-without-destination",
    criteria=["2.4.4", "4.1.2"],
    techniques=["F42", "H30", "G91"],
    impact=Impact.MINOR,
    needs=[Need.HANDLERS],
    title=Text(ja='行き先のないリンク（href="#"、javascript:）', en='Link without a destination (href="#", javascript:)'),
    why=Text(
        ja="リンクと読み上げられるのに移動せず、スクリプトが動かない環境では何も起きません。新しい窓で開くこともできません。",
        en="It is announced as a link and leads nowhere; without scripts nothing happens.",
    ),
    fix=Text(
        ja="移動するなら href に行き先のアドレスを書き、画面の中の操作なら button 要素にしてください。",
        en="Write the address in href where it leads somewhere, and use a button for what acts on the page.",
    ),
    messages={
        "dead": Text(
            ja='リンク「{text}」は行き先が「{href}」だけで、押したときの処理も見つかりません。',
            en="The link “{text}” has no destination but “{href}”, and nothing was found that a press would do.",
        ),
        "script": Text(
            ja="リンク {count} 個（「{text}」など）の行き先がスクリプト（{href}）です。",
            en="{count} links (“{text}” …) have a script for a destination ({href}).",
        ),
    },
    question=Text(
        ja="このリンクを押すと何が起きますか。何も起きなければ、行き先を書くか、リンクをやめてください。",
        en="What happens when this link is pressed? If nothing, give it a destination or take it out.",
    ),
    examples=[
        Example(PASSED, "<a href='/a'>案内</a>", probes={"handlers": _NO_HANDLER}),
        Example(REVIEW, "<a href='#'>申込みの案内</a>", at="a", key="dead", probes={"handlers": _NO_HANDLER}),
        Example(
            ADVICE, "<a href=\"javascript:openMap('1')\">地図を開く</a>", at="a", key="script", probes={"handlers": _NO_HANDLER}
        ),
        Example(ADVICE, "<a href='#'>地図を開く</a>", at="a", key="script", probes={"handlers": {**_NO_HANDLER, "elements": [_HANDLER]}}),
        Example(PASSED, "<a href='#'>ページの先頭へ</a>", why="Browsers go to the top.", probes={"handlers": _NO_HANDLER}),
        Example(PASSED, "<a href='#' role='button' onclick='go()'>開く</a>", probes={"handlers": _NO_HANDLER}),
        Example(
            PASSED,
            "<a href='#' data-id='3'>資料を選ぶ</a>",
            why="The page listens for all its links.",
            probes={"handlers": {**_NO_HANDLER, "page": ["click"]}},
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes={"handlers": _NO_HANDLER}),
    ],
)  # fmt: skip
def link_without_destination(page: Page) -> Iterator[Finding]:
    told = page.probe("handlers")
    listening = {
        element
        for one in told["elements"]
        if "click" in one["events"] and (element := page.at(str(one["selector"]))) is not None
    }
    within = {link for one in list(listening)[:MAX] for link in one.select("a")[:MAX]}
    everywhere = any("click" in str(one) for one in told["page"])
    scripts: list[tuple[Element, str, str]] = []
    for link in page.select("a[href]")[:5000]:
        href = "".join(link["href"].split()).lower()
        script = href.startswith("javascript:")
        if (href not in _NOTHING and not script) or not shown(link):
            yield passed(link)
            continue
        text = name(page, link)
        if link["role"].strip().lower() in _WIDGET or (
            href in ("", "#") and any(word in fold(text) for word in _TOP)
        ):
            yield passed(link)
        elif href not in _NOTHING or "onclick" in link or link in listening:
            scripts.append((link, text, href))
        elif everywhere or link.closest("[onclick]") is not None or link in within:
            yield passed(link)
        else:
            yield review(link, "dead", text=short(text), href=short(link["href"]))
    if scripts:
        link, text, href = scripts[0]
        yield advice(link, "script", text=short(text), href=short(href), count=len(scripts))
