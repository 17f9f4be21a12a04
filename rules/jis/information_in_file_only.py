"""Good practice of public bodies: what a PDF or word-processor file says is at least outlined on the page."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Element, Example, Page, advice, page_rule, passed

from ._words import in_japanese, short

LITTLE = 100  # characters of text besides links and headings
MOST = 5  # files: more of them are a list, whose purpose is to lead there
_FILE = re.compile(r"\.(?:pdf|docx?|pptx?|jtdc?)(?:[?#]|$)", re.IGNORECASE)
_LIST = re.compile(
    r"一覧|目次|様式|ダウンロード|バックナンバー|議事録|会議録|資料集|申請書|入札|広報紙|検索結果|データ|統計"
)
_MAIN = "main, [role=main]"


@page_rule(
    id="jis/information-in-file-only",
    impact=Impact.MINOR,
    title=Text(
        ja="内容が PDF などのファイルにしかない", en="Content told by a file only, without an outline"
    ),
    why=Text(
        ja="PDF はスマートフォンで読みにくく、読み上げに対応していないものも多くあります。"
        "ページに概要がないと、開くまで何が書いてあるのかも分かりません。",
        en="PDF is hard to read on phones and often not readable aloud; without an outline nobody knows what it holds.",
    ),
    fix=Text(
        ja="大切な内容（対象、期間、申込方法、問い合わせ先など）をページの文章でも書き、PDF は補足や印刷用にしてください。",
        en="Write what matters on the page too, and keep the file as a supplement or for printing.",
    ),
    messages={
        "only": Text(
            ja="このページの本文は {length} 文字ほどで、内容は「{file}」などのファイルにあります。",
            en="The page itself has about {length} characters; the content is in “{file}”.",
        ),
    },
    examples=[
        Example(
            ADVICE,
            '<main><h1>夏まつりの開催について</h1><p>次のファイルをご覧ください。</p><a href="/a.pdf">夏まつり（PDF）</a></main>',
            at="main a",
            key="only",
        ),
        Example(
            PASSED,
            f'<main><h1>夏まつり</h1><p>{"八月一日に公園で夏まつりを開きます。" * 8}</p><a href="/a.pdf">ちらし</a></main>',
        ),
        Example(
            INAPPLICABLE,
            '<main><h1>申請様式の一覧</h1><a href="/a.pdf">様式1</a><a href="/b.pdf">様式2</a></main>',
            why="A list of forms leads to files by its purpose.",
        ),
        Example(INAPPLICABLE, "<main><h1>夏まつり</h1><p>中止です。</p></main>"),
        Example(
            INAPPLICABLE,
            '<h1>夏まつり</h1><p>ご覧ください。</p><a href="/a.pdf">夏まつり</a>',
            why="Without a main part the text of the page is not known.",
        ),
    ],
)
def information_in_file_only(page: Page) -> Iterator[Finding]:
    mains = page.select(_MAIN)
    if len(mains) != 1 or not in_japanese(page):
        return
    main = mains[0]
    files = [link for link in main.select("a[href]")[:300] if _FILE.search(link["href"])]
    heading = " ".join(one.text for one in main.select("h1")[:1]) or page.title
    if not files or len(files) > MOST or _LIST.search(heading):
        return
    if main.select("table, iframe, video, form") or _images(main):
        return
    length = _own_length(main)
    if length >= LITTLE:
        yield passed(main)
    else:
        yield advice(files[0], "only", length=length, file=short(files[0].text or files[0]["href"]))


def _own_length(main: Element) -> int:
    """Characters of the main part that are neither links nor headings nor navigation."""
    aside = main.select("a, h1, h2, h3, nav, aside, footer")
    return len(main.text) - sum(
        len(one.text)
        for one in aside
        if not one.parent or not one.parent.closest("a, h1, h2, h3, nav, aside, footer")
    )


def _images(main: Element) -> bool:
    return any(len(image["alt"]) > 20 for image in main.select("img"))
