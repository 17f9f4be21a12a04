"""JIS X 8341-3:2016 2.4.4: the purpose of a link must be clear from its text and what surrounds it."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    advice,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import BLOCKS, fold, name, shown

# 次へ, 前へ and 戻る are left out: a pager says all there is to say.
_VAGUE = (
    "こちら ここ コチラ ココ こちらへ こちらから ここから こちらです こちらをクリック ここをクリック "
    "こちらを参照 こちらをご覧ください 詳細 詳細はこちら 詳細を見る 詳細へ 詳しく 詳しくは "
    "詳しくはこちら 詳しく見る もっと見る もっと詳しく 続き 続きを読む 続きはこちら 一覧 一覧へ "
    "一覧を見る 一覧はこちら リンク リンク先 クリック ダウンロード ダウンロードはこちら 開く 見る "
    "表示 参照 go pdf pdfファイル エクセル excel word ワード 別紙 here clickhere click more readmore "
    "seemore viewmore learnmore details detail link download this clickthislink thispage moreinfo findoutmore "
    "こちらのページ このページ 詳細ページ 詳しい内容はこちら 内容を見る 確認する 点击这里 點擊這裡 这里 這裡 更多 详情 "
    "詳情 查看详情 查看更多 여기 여기를클릭 클릭 자세히 자세히보기 더보기"
)
VAGUE = frozenset(_VAGUE.split())
# Made of nothing but such words: 詳しい情報はこちらをご覧ください, クリックして開く.
_PIECES = re.compile(
    r"(?:詳細|詳しい|詳しく|くわしい|くわしく|もっと|さらに|続き|つづき|全文|この|その|内容|情報|説明|ページ|サイト|リンク|一覧|ボタン|"
    r"こちら|ここ|見る|みる|読む|よむ|ご覧|確認|クリック|タップ|表示|開く|参照|する|して|ください|下さい|です|ます|は|を|の|へ|に|から|で|と)+"
)
_POINTS = re.compile(
    r"詳|くわし|もっと|続き|つづき|こちら|ここ|クリック|タップ|見る|みる|読む|よむ|ご覧|開く|参照"
)
_POINTERS = re.compile(r"[«»‹›…⇒➡]+")
# What is added to a link to a file: it tells how the file is, not what it is about.
FILE = re.compile(
    r"[（(【\[]?\s*(?:PDF|Word|Excel|ワード|エクセル|docx?|xlsx?)\s*(?:形式|ファイル|文書|版|file)?"
    r"(?:\s*[:：/、,（(]?\s*[\d.,]+\s*(?:[KMGkmg]?B|キロバイト|メガバイト|バイト))?\s*[）)】\]]?",
    re.IGNORECASE,
)
# Nothing but the kind of a file, which tells as little.
_FORMATS = "html epub csv txt xml json zip jpeg jpg png mp3 mp4 rtf powerpoint pptx plaintext テキスト 一太郎"
_FORMAT = frozenset(_FORMATS.split())
# Alone in an item of a list of links these name a page, of links or on how to link here.
PAGES = frozenset({"リンク", "link"})
ENOUGH = 4  # letters around the link that can tell its purpose
TOO_FAR = 600  # characters: a larger block is a part of the page, no context


# A note's mark, or an arrow: what it leads to stands elsewhere, if anywhere.
MENU = 40  # items of a menu that are looked at
MARK = re.compile(r"[※＊*注][\s\d０-９①-⑳]{0,4}|[→⇒➡▶►>＞»≫・]{1,3}")


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _names_page(link: Element, text: str) -> bool:
    """Return whether a word that is vague elsewhere is an entry of a menu."""
    item = link.closest("li")
    if fold(text) not in PAGES or item is None or item.parent is None or item.text != link.text:
        return False
    others = [one for one in item.parent.children if one.tag == "li" and one != item]
    named = [a.text for one in others for a in one.select("a[href]")[:1] if fold(a.text) not in VAGUE]
    return len(others) >= 2 and len(named) == len(others)


def _says_nothing(text: str) -> bool:
    """Return whether a name, without what it says of the file, is one of any link."""
    plain = fold(_POINTERS.sub(" ", text))
    rest = fold(FILE.sub(" ", text))
    if _PIECES.fullmatch(plain) and _POINTS.search(plain):
        return True
    return (
        plain in VAGUE or plain in _FORMAT or ((rest in VAGUE or not rest) and FILE.search(text) is not None)
    )


def _vague(around: Element) -> int:
    """Return the letters of a block that stand in links which say nothing."""
    links = around.select("a[href], [role=link]")[:50]
    return sum(
        _letters(one.text) for one in links if _says_nothing(one.text) or MARK.fullmatch(one.text.strip())
    )


def _is_mark(link: Element, text: str) -> bool:
    """Return whether a link is called by a mark alone, and leads to no note of this page and no page of a list."""
    if not MARK.fullmatch(text.strip()) or link["href"].startswith("#") or link.closest("nav, sup"):
        return False
    around = link.parent.parent if link.parent and link.parent.tag == "li" else link.parent
    return around is None or not any(one.text.strip().isdigit() for one in around.select("a")[:20])


def _lays_out(cell: Element) -> bool:
    """Return whether a cell holds a part of the page: a table for layout has no row headers."""
    table = cell.closest("table")
    plain = table is not None and table["role"] in ("presentation", "none")
    return plain or len(cell.text) > TOO_FAR or bool(cell.select("h1, h2, h3, main, [role=main], table"))


def _context(link: Element) -> bool:
    """Return whether the same sentence, item, cell with its headers, or block says what the link is about."""
    own = _letters(link.text)  # of the others of its kind nothing is learnt either
    around: Element | None = link.parent
    while around and around.tag not in BLOCKS:
        around = around.parent
    if around and len(around.text) <= TOO_FAR and _letters(around.text) - _vague(around) >= ENOUGH:
        return True
    cell = link.closest("td")
    row = cell.parent if cell is not None and not _lays_out(cell) else None
    if row and any(_letters(head.text) >= 2 for head in row.select("th, td:first-child") if head != cell):
        return True
    box = link.closest("aside, section, [role=region], [role=group]")
    if box and box["aria-label"] and len(box.text) <= TOO_FAR and len(box.select("a[href]")) == 1:
        return True  # a notice with a name and one link speaks of one thing
    item = link.closest("li, dd, figure, article")
    if item is None:
        return False
    before = item.previous if item.tag == "dd" else None
    if before and len(before.text) <= TOO_FAR and _letters(before.text) >= ENOUGH:
        return True
    if len(item.text) <= TOO_FAR and _letters(item.text) - max(own, _vague(item)) >= ENOUGH:
        return True
    outer = item.parent.closest("li") if item.tag == "li" and item.parent else None
    return outer is not None and _letters(outer.own_text) >= ENOUGH


def _is_choice(link: Element, text: str) -> bool:
    """Return whether a link names one of the formats of what is told beside it, or in the one header of its table."""
    if fold(text) not in _FORMAT:
        return False
    table = link.closest("table")
    heads = [one for one in table.select("th")[:20] if _letters(one.text) >= ENOUGH] if table else []
    return _context(link) or (len(heads) == 1 and "colspan" in heads[0])


_ITEMS = "".join(f"<li><a href=/{n}>施設の一覧{n or ''}</a></li>" for n in range(38))


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
        ja="リンクの文字を、移動先のページの名前にしてください。例: 申請の方法は「こちら」 → 「申請の方法」",
        en="Make the name of the target page the link text. Example: For how to apply click “here” "
        "→ “How to apply”.",
    ),
    messages={
        "mark": Text(
            ja="リンクの文字が記号の「{text}」などだけで、近くに対応する言葉が見当たりません（{count} か所）。",
            en="{count} links are only a mark such as “{text}”, and no words near them tell what it stands for.",
        ),
        "no-context": Text(
            ja="リンクの文字が「{text}」だけで、前後にも行き先が分かる言葉がありません。",
            en="The link text is only “{text}” and nothing around it tells where it goes.",
        ),
        "context": Text(
            ja="文字が「{text}」だけのリンクが {count} か所あります。前後の文を読まないと行き先が分かりません。",
            en="{count} links are only “{text}”; their purpose depends on the text around them.",
        ),
    },
    question=Text(
        ja="この記号が何を指すか、リンクの近くを読めば分かりますか。",
        en="Does the text near the link tell what this mark stands for?",
    ),
    examples=[
        Example(
            REVIEW,
            "<nav><ul><li><a href=/a>見る</a></li><li><a href=/b>食べる</a></li><li><a href=/c>交通</a></li></ul></nav>",
            at="a",
            key="no-context",
            why="The other items tell that it is the name of a part of the site.",
        ),
        Example(
            LIKELY,
            f"<nav><ul><li><a href=/a>見る</a></li>{_ITEMS}<li><a href=/y>施設の一覧</a></li></ul></nav>",
            at="a",
            key="no-context",
            why="The 40th item says what another one says: it is no list of parts of the site.",
        ),
        Example(
            REVIEW,
            f"<nav><ul><li><a href=/a>見る</a></li>{_ITEMS}<li><a href=/y>交通</a></li>"
            "<li><a href=/z>施設の一覧</a></li></ul></nav>",
            at="a",
            key="no-context",
            why="Of a long menu the first 40 items are looked at.",
        ),
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
        Example(
            LIKELY,
            '<p>第5回　第6回</p><div><a href="/5.pdf">PDF</a>　<a href="/6.pdf">PDF</a>　<a href="/7.pdf">PDF</a></div>',
            at="a",
            key="no-context",
            why="What stands beside it are links that say as little.",
        ),
        Example(
            LIKELY, '<div><a href="/a.pdf">PDF形式（123KB）</a></div>', at="a", why="How large, not what."
        ),
        Example(
            LIKELY,
            '<p><b>統計年鑑</b></p><ul><li><a href="/a.csv">CSV</a></li><li><a href="/a.txt">テキスト</a></li></ul>',
            at="a",
            why="How, not what; the line above is no part of the item.",
        ),
        Example(
            PASSED,
            '<ul><li>統計年鑑<ul><li><a href="/a.csv">CSV</a></li><li><a href="/a.txt">テキスト</a></li></ul></li></ul>',
            why="The item that the inner list stands in says of what these are the formats.",
        ),
        Example(
            PASSED,
            '<table><tr><th colspan="2">統計年鑑</th></tr><tr><td><a href="/a.csv">CSV</a></td>'
            '<td><a href="/a.txt">テキスト</a></td></tr></table>',
            why="The one header stands over all cells.",
        ),
        Example(
            ADVICE,
            '<ul><li>令和7年度の統計年鑑<ul><li><a href="/a.pdf">PDF</a></li></ul></li></ul>',
            at="a",
            why="The outer item says which.",
        ),
        Example(LIKELY, '<div><a href="/a">詳しい情報はこちらをご覧ください</a></div>', at="a"),
        Example(LIKELY, '<div><a href="/a">Learn more »</a></div>', at="a"),
        Example(PASSED, '<div><a href="/a">お申し込みはこちら</a></div>'),
        Example(LIKELY, '<div><a href="/ko/1">자세히 보기</a></div>', at="a"),
        Example(PASSED, '<div><a href="/a.pdf">会議の記録（PDF 123KB）</a></div>'),
        Example(
            REVIEW,
            '<p>次の補助を決めました。</p><p><a href="/a">※１</a>　<a href="/b">※２</a></p>',
            at="a",
            key="mark",
        ),
        Example(
            LIKELY,
            f'<table><tr><td>税金　住まい</td><td><p>{"会議の記録です。" * 100}</p><p><a href="/1.pdf">PDF</a></p></td></tr></table>',
            at="a",
            key="no-context",
            why="A table for layout: its first column is a menu.",
        ),
        Example(
            PASSED, '<p>定員に達しました<a href="#n1">※1</a></p>', why="The mark of a note on this page."
        ),
        Example(
            PASSED,
            '<ul><li><a href="?p=1">1</a></li><li><a href="?p=2">2</a></li><li><a href="?p=2">＞</a></li></ul>',
            why="A pager.",
        ),
        Example(INAPPLICABLE, '<p id="x">こちらに窓口があります。<a name="x">ここ</a></p>', why="No link."),
    ],
)
def link_text_vague(page: Page) -> Iterator[Finding]:
    asked: dict[str, list[Element]] = {}  # by name: one question a page, however many cards it has
    for link in page.select("a[href], area[href], [role=link]"):
        if not shown(link):
            continue
        text = name(page, link) or link["alt"]
        if _is_mark(link, text) and not _context(link):
            asked.setdefault(f"mark {text.strip()[:1]}", []).append(link)
        elif not _says_nothing(text) or _names_page(link, text) or _is_choice(link, text):
            yield passed(link)
        elif "aria-describedby" in link or _context(link):
            asked.setdefault(f"context {fold(text)}", []).append(link)
        else:
            yield (review if _in_menu(link) else likely)(link, "no-context", text=text)
    for key, links in asked.items():
        text = name(page, links[0]) or links[0]["alt"]
        told = key.split(" ")[0]
        answer = advice if told == "context" else review  # a sentence that names it is enough for 2.4.4
        yield answer(links[0], told, text=text.strip(), count=len(links))


def _in_menu(link: Element) -> bool:
    """Return whether a link is an item of a menu whose other items all say something else: 見る, 食べる, 泊まる."""
    menu = link.closest("nav ul, nav ol, [role=navigation] ul, [role=navigation] ol")
    texts = [one.text for one in menu.select("a[href]")[:MENU]] if menu else []
    return len(texts) > 2 and len(set(texts)) == len(texts)
