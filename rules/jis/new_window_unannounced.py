"""JIS X 8341-3:2016 3.2.5: a link that opens another window says so before it is followed."""

import re
import unicodedata
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Element, Example, Page, advice, page_rule, passed

from ._words import block, name, referenced, short, shown

SAME_WINDOW = frozenset({"", "_self", "_parent", "_top"})
ANNOUNCED = re.compile(
    r"(別|新|新しい|新規)\s*(の)?\s*(ウィンドウ|ウインドウ|ウィンドー|タブ|画面|窓)|外部(の)?(サイト|リンク|ページ)"
    r"|new\s*(window|tab)|external\s*(site|link)|opens in",
    re.IGNORECASE,
)
# A script answers the click instead of the browser, as reading-aloud services do. It may still open a window.
STOPPED = re.compile(r"^(?!.*window\.open).*\breturn\s+false\b", re.DOTALL)
NEAR = 120  # characters: a note after the link is in the same short line


def _said(page: Page, link: Element) -> str:
    around = block(link)
    near = around.text if around and len(around.text) <= len(link.text) + NEAR else ""
    alts = " ".join(img["title"] for img in link.select("[title]"))
    parts = (
        name(page, link),
        link.text,
        link["title"],
        alts,
        referenced(page, link, "aria-describedby"),
        near,
    )
    return unicodedata.normalize("NFKC", " ".join(parts))


@page_rule(
    id="jis/new-window-unannounced",
    criteria=["3.2.5"],
    techniques=["F22", "G201", "H83"],
    impact=Impact.MINOR,
    title=Text(
        ja="別ウィンドウで開くことが予告されていないリンク", en="Link opens a new window without saying so"
    ),
    why=Text(
        ja="画面の変化が見えない人や拡大している人は、新しい窓が開いたことに気づかず、"
        "前のページに戻れなくなります。",
        en="People who cannot see the change do not notice the new window and cannot go back to the "
        "page before.",
    ),
    fix=Text(
        ja='同じ窓で開くようにする（target="_blank" を消す）か、'
        "リンクの文字に「（別ウィンドウで開きます）」と書き添えてください。"
        "例: 東京都例規集 → 東京都例規集（別ウィンドウで開きます）",
        en='Open the page in the same window (remove target="_blank") or add “(opens in a new window)” '
        "to the link text.",
    ),
    messages={
        "unannounced": Text(
            ja="リンク「{text}」は別ウィンドウで開きますが、そのことが書かれていません。",
            en="The link “{text}” opens a new window and does not say so.",
        )
    },
    examples=[
        Example(PASSED, '<a href="/a" target="_blank">例規集（別ウィンドウで開きます）</a>'),
        Example(
            ADVICE,
            '<p><a href="/a">概要</a><a href="/b" target="_blank">例規集</a></p>',
            at="a:nth-of-type(2)",
        ),
        Example(
            PASSED,
            '<a href="/a" target="_blank">例規集<img src="new.png" alt="新しいウインドウで開きます"></a>',
            why="The alternative text of an icon announces it.",
        ),
        Example(
            PASSED,
            '<p><a href="/a" target="_blank">例規集</a>（外部サイト）</p>',
            why="Said beside the link.",
        ),
        Example(
            INAPPLICABLE,
            '<a href="/yomiage" target="_blank" onclick="readpage(this.href); return false;">音声読み上げ</a>',
            why="The script answers the click; no window opens.",
        ),
        Example(
            ADVICE,
            '<a href="/a" target="_blank" onclick="window.open(this.href); return false;">例規集</a>',
            at="a",
        ),
        Example(
            INAPPLICABLE, '<a href="/a" target="_blank"><img src="a.png"></a>', why="It has no name at all."
        ),
        Example(INAPPLICABLE, '<a href="/a" target="_self">例規集</a>'),
    ],
)
def new_window_unannounced(page: Page) -> Iterator[Finding]:
    for link in page.select("a[href][target], area[href][target]"):
        if link["target"].lower() in SAME_WINDOW or not shown(link) or STOPPED.search(link["onclick"]):
            continue
        if not (name(page, link) or link["alt"]):  # nobody knows what opens: the business of axe/link-name
            continue
        if ANNOUNCED.search(_said(page, link)):
            yield passed(link)
        else:
            yield advice(link, "unannounced", text=short(name(page, link) or link["alt"]))
