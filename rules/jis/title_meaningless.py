"""JIS X 8341-3:2016 2.4.2: the title must tell what the page is about."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, likely, page_rule, passed

from ._words import fold

_MEANINGLESS = (
    "無題 無題ドキュメント 無題のドキュメント 無題文書 名称未設定 タイトル タイトルなし "
    "タイトル未設定 ページ 新規ページ 新しいページ トップ トップページ ホーム ホームページ "
    "インデックス テスト サンプル untitled untitleddocument untitledpage notitle title document "
    "newpage newdocument page webpage home homepage top toppage index main default test sample "
    "welcome"
)
MEANINGLESS = frozenset(_MEANINGLESS.split())
PATTERNS = re.compile(
    r"(無題|名称未設定|untitled|新規ページ|new page|page|ページ)[\s_-]*\d+"
    r"|\S+\.(html?|php|aspx?|jsp|cgi|pdf|docx?|xlsx?)|https?://\S+|[\W\d_]+",
    re.IGNORECASE,
)

# What a template or a new page is called: it says nothing beside the name of a site either.
_UNTITLED = re.compile(
    r"(?:無題|名称未設定|題名なし|タイトル(?:なし|未設定|未入力|を入力(?:してください)?)|ここにタイトル.{0,12}|ページ(?:の)?タイトル|"
    r"(?:page|site) title|your title here|"
    r"新規(?:ページ|投稿|記事|固定ページ|ドキュメント|文書)|untitled|new (?:page|post|document)|no title)"
    r"(?:\s*(?:の)?(?:ページ|文書|ドキュメント|document|page))?[\s_-]*\d*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|｜／:：»›＞>]\s*|\s+[-–—―~〜/]\s+")


@page_rule(
    id="jis/title-meaningless",
    criteria=["2.4.2"],
    techniques=["F25", "G88", "H25"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="ページタイトルが「無題」やファイル名などで内容を表していない",
        en="Page title such as “Untitled” or a file name does not tell what the page is about",
    ),
    why=Text(
        ja="音声で読んでいる人が最初に聞くのはページタイトルです。内容が分からないと、タブや検索結果、"
        "お気に入りからページを選べません。",
        en="The title is what people who listen hear first; without meaning they cannot choose among "
        "tabs and search results.",
    ),
    fix=Text(
        ja="ページの内容とサイト名をタイトルに書いてください。例: 無題ドキュメント → "
        "住民票の写しの請求｜戸籍・届出｜○○市",
        en="Write the topic of the page and the name of the site. Example: Untitled Document → "
        "Residence certificates | City of X.",
    ),
    messages={
        "meaningless": Text(
            ja="ページタイトルが「{title}」で、ページの内容を表していません。",
            en="The page title is “{title}” and does not tell what the page is about.",
        )
    },
    examples=[
        Example(PASSED, "<title>住民票の写しの請求｜総務局</title>"),
        Example(LIKELY, "<title>無題ドキュメント</title>", at="html"),
        Example(LIKELY, "<title>p0123_index.html</title>", at="html"),
        Example(LIKELY, "<title>2026-10-01</title>", at="html"),
        Example(LIKELY, "<title>無題のページ - 総務局</title>", at="html"),
        Example(LIKELY, "<title>新規ページ2｜総務局</title>", at="html"),
        Example(PASSED, "<title>タイトルの書き方｜総務局</title>"),
        Example(PASSED, "<title>トップページ｜総務局</title>", why="The site is named."),
        Example(INAPPLICABLE, "<title></title>", why="An empty title is another rule's."),
    ],
)
def title_meaningless(page: Page) -> Iterator[Finding]:
    title = " ".join(page.title.split())
    if not title:
        return
    first = _PARTS.split(title, maxsplit=1)[0]
    if fold(title) in MEANINGLESS or PATTERNS.fullmatch(title) or _UNTITLED.fullmatch(first):
        yield likely(page.root, "meaningless", title=title[:200])
    else:
        yield passed(page.root)
