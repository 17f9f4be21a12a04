"""JIS X 8341-3:2016 2.4.4: the purpose of a link must be clear from its text and what surrounds it."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Element,
    Example,
    Page,
    advice,
    likely,
    page_rule,
    passed,
)

from ._words import BLOCKS, fold, name, shown

# 次へ, 前へ and 戻る are left out: a pager says all there is to say.
_VAGUE = (
    "こちら ここ コチラ ココ こちらへ こちらから ここから こちらです こちらをクリック ここをクリック "
    "こちらを参照 こちらをご覧ください 詳細 詳細はこちら 詳細を見る 詳細へ 詳しく 詳しくは "
    "詳しくはこちら 詳しく見る もっと見る もっと詳しく 続き 続きを読む 続きはこちら 一覧 一覧へ "
    "一覧を見る 一覧はこちら リンク リンク先 クリック ダウンロード ダウンロードはこちら 開く 見る "
    "表示 参照 pdf pdfファイル エクセル excel word ワード 別紙 here clickhere click more readmore "
    "seemore viewmore learnmore details detail link download this"
)
VAGUE = frozenset(_VAGUE.split())
# Alone in an item of a list of links these name a page, of links or on how to link here.
PAGES = frozenset({"リンク", "link"})
ENOUGH = 4  # letters around the link that can tell its purpose
TOO_FAR = 600  # characters: a larger block is a part of the page, no context


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _names_page(link: Element, text: str) -> bool:
    """Whether a word that is vague elsewhere is an entry of a menu."""
    item = link.closest("li")
    if fold(text) not in PAGES or item is None or item.parent is None or item.text != link.text:
        return False
    others = [one for one in item.parent.children if one.tag == "li" and one != item]
    named = [a.text for one in others for a in one.select("a[href]")[:1] if fold(a.text) not in VAGUE]
    return len(others) >= 2 and len(named) == len(others)


def _context(link: Element) -> bool:
    """Whether the same sentence, item, cell with its headers, or block says what the link is about."""
    own = _letters(link.text)
    around: Element | None = link.parent
    while around and around.tag not in BLOCKS:
        around = around.parent
    if around and len(around.text) <= TOO_FAR and _letters(around.text) - own >= ENOUGH:
        return True
    cell = link.closest("td")
    row = cell and cell.parent
    if row and any(_letters(head.text) >= 2 for head in row.select("th, td:first-child") if head != cell):
        return True
    item = link.closest("li, dd, figure, article")
    if item is None:
        return False
    before = item.previous if item.tag == "dd" else None
    texts = [item.text, before.text if before else ""]
    return any(len(text) <= TOO_FAR and _letters(text) - own >= ENOUGH for text in texts)


@page_rule(
    id="jis/link-text-vague",
    criteria=["2.4.4", "2.4.9"],
    techniques=["F63", "F84", "G53", "G91", "H30"],
    act=["5effbb", "aizyf1"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="リンクの文字が「こちら」「詳細」などで行き先が分からない",
        en="Link text such as “here” or “more” does not tell where the link goes",
    ),
    why=Text(
        ja="音声でリンクだけをたどって読む人や、画面を大きく拡大している人は、"
        "「こちら」だけでは行き先を選べません。",
        en="People who go from link to link by voice, or see a small part of an enlarged page, cannot "
        "choose among “here”.",
    ),
    fix=Text(
        ja="リンクの文字を、移動先のページの名前にしてください。例: 申請の方法は<u>こちら</u> → <u>"
        "申請の方法</u>",
        en="Make the name of the target page the link text. Example: For how to apply click <u>here</u> "
        "→ <u>How to apply</u>.",
    ),
    messages={
        "no-context": Text(
            ja="リンクの文字が「{text}」だけで、前後にも行き先が分かる言葉がありません。",
            en="The link text is only “{text}” and nothing around it tells where it goes.",
        ),
        "context": Text(
            ja="リンクの文字が「{text}」だけです。前後の文を読まないと行き先が分かりません。",
            en="The link text is only “{text}”; its purpose depends on the text around it.",
        ),
    },
    examples=[
        Example(PASSED, '<p><a href="/a">住民票の写しの申請方法</a></p>'),
        Example(LIKELY, '<div><a href="/a">こちら</a></div>', at="a", key="no-context"),
        Example(LIKELY, '<p><a href="/a"><img src="a.png" alt="詳細はこちら"></a></p>', at="a"),
        Example(
            ADVICE,
            '<p>住民票の申請方法は<a href="/a">こちら</a>をご覧ください。</p>',
            at="a",
            key="context",
            why="The sentence names it: enough for 2.4.4.",
        ),
        Example(
            ADVICE,
            '<ul><li>令和7年度の入札の結果 <a href="/a.pdf">PDF</a></li></ul>',
            at="a",
            why="So does the list item.",
        ),
        Example(ADVICE, '<table><tr><th>住民票</th><td><a href="/a">詳細</a></td></tr></table>', at="a"),
        Example(PASSED, '<a href="/a" aria-label="入札情報の詳細">詳細</a>', why="The name is what counts."),
        Example(
            PASSED,
            '<ul><li><a href="/a">サイトの考え方</a></li><li><a href="/b">リンク</a></li><li><a href="/c">著作権</a></li></ul>',
            why="An entry of a menu: the page about links.",
        ),
        Example(
            LIKELY,
            '<ul><li><a href="/a">リンク</a></li><li><a href="/b">リンク</a></li><li><a href="/c">リンク</a></li></ul>',
            at="a",
        ),
        Example(
            LIKELY,
            '<ul><li><a href="/a.csv">人口の推移</a></li><li><a href="/b.csv">ダウンロード</a></li>'
            '<li><a href="/c.csv">施設の一覧表</a></li></ul>',
            at="li:nth-of-type(2) a",
            why="Of what?",
        ),
        Example(INAPPLICABLE, '<p id="x">こちらに窓口があります。<a name="x">ここ</a></p>', why="No link."),
    ],
)
def link_text_vague(page: Page) -> Iterator[Finding]:
    for link in page.select("a[href], area[href], [role=link]"):
        if not shown(link):
            continue
        text = name(page, link) or link["alt"]
        if fold(text) not in VAGUE or _names_page(link, text):
            yield passed(link)
        elif "aria-describedby" in link or _context(link):
            yield advice(link, "context", text=text)
        else:
            yield likely(link, "no-context", text=text)
