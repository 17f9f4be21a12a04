"""JIS X 8341-3:2016 1.1.1: a link to a picture alone has what the picture tells in text as well."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Page, page_rule, passed, review

from ._words import content, short, shown

_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|tiff?|svg)(?:[?#]|$)", re.IGNORECASE)
# A picture that is only looked at: its name is enough.
_SEEN = re.compile(
    r"写真|拡大|原寸|高画質|壁紙|ロゴ|作品|風景|ギャラリー|キャラクター|photo|enlarge|large|zoom|logo",
    re.IGNORECASE,
)
# One that is read.
_READ = re.compile(
    r"地図|案内図|マップ|図|表|一覧|グラフ|チラシ|ちらし|ポスター|時刻|日程|料金|カレンダー|申込書|様式|フロー|プログラム|お知らせ|map|chart|table|flyer|poster|schedule|timetable",
    re.IGNORECASE,
)
_TEXT = re.compile(r"テキスト版|文字版|文章|本文|以下|下記|次の|内容は|text version", re.IGNORECASE)
NEAR = 120  # characters of the block around that tell the content


@page_rule(
    id="jis/image-file-linked",
    criteria=["1.1.1"],
    techniques=["F65", "G92", "G95"],
    impact=Impact.MODERATE,
    title=Text(ja="図や表の画像ファイルだけへのリンク", en="Link to nothing but a picture of a chart, map or notice"),
    why=Text(
        ja="開いた先は画像だけで代替テキストを付けられないため、画面を見ない人には内容がまったく伝わりません。",
        en="Behind the link is a picture alone, which cannot have an alternative, so nothing is told to those who do not see it.",
    ),
    fix=Text(
        ja="画像に書かれている内容をページの文章や表にするか、同じ内容のページへのリンクを並べてください。",
        en="Write what it tells in the page, or link to a page that says the same.",
    ),
    messages={
        "picture": Text(
            ja="「{text}」のリンク先は画像ファイルだけです。近くに同じ内容の文章が見当たりません。",
            en="The link “{text}” leads to an image file alone; no text of the same content was found near it.",
        )
    },
    question=Text(
        ja="この画像に書かれている内容を、同じページかほかのページの文章で読めますか。",
        en="Can what the picture says be read as text, here or on another page?",
    ),
    examples=[
        Example(REVIEW, '<p><a href="/bus/jikoku.jpg">バスの時刻表</a></p>', at="a", key="picture"),
        Example(REVIEW, '<p><a href="/map.png"><img src="s.png" alt="会場の案内図"></a></p>', at="a"),
        Example(PASSED, '<p><a href="/a.jpg"><img src="s.jpg" alt="桜の写真を拡大する"></a></p>', why="Only looked at."),
        Example(
            PASSED,
            '<div><a href="/map.png">会場の案内図</a><p>駅の東口を出て、広い通りを北へ5分ほど歩くと、右に赤い屋根の建物が見えます。'
            "その角を右に曲がり、公園の前を通って100メートル進むと、左に会場の入口があります。車いすの方は、駅の北口のエレベーターを使うと、"
            "段差のない道で会場まで来られます。</p></div>",
        ),
        Example(INAPPLICABLE, '<p><a href="/a.html">会場の案内図</a></p>'),
    ],
)  # fmt: skip
def image_file_linked(page: Page) -> Iterator[Finding]:
    for link in page.select("a[href]")[:5000]:
        if not _PICTURE.search(link["href"]) or not shown(link):
            continue
        said = content(link) or link["title"]
        if (
            _SEEN.search(said)
            or not _READ.search(said)
            or len(_near(link)) - len(said) >= NEAR
            or _TEXT.search(_near(link))
        ):
            yield passed(link)
        else:
            yield review(link, "picture", text=short(said))


def _near(link: Element) -> str:
    """Return the text of the box around the link, up to the part of the page."""
    around = link.closest("figure, li, td, section, article, div, dd") or link.parent
    return around.text[:1000] if around is not None else ""
