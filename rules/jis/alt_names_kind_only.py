"""JIS X 8341-3:2016 1.1.1: the words flyer image say what a picture is, not what it tells."""

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

from ._letters import drawn, read
from ._words import short, shown

_KIND = re.compile(
    r"(?:.{0,20}の)?(?:チラシ|ちらし|ポスター|リーフレット|パンフレット|フライヤー|バナー|案内|告知|お知らせ|説明|資料|プログラム|日程|説明文|詳細|"
    r"(?:円|棒|帯|折れ線|面|積み上げ|レーダー)?グラフ|チャート|フロー(?:図|チャート)?|流れ図|組織図|体系図|系統図|相関図|構成図|関係図|概要図|概念図|"
    r"イメージ図|模式図|配置図|平面図|断面図|見取り図|推移図?|一覧表|料金表|日程表|時刻表|早見表|比較表|年表|統計表|表|カレンダー|インフォグラフィック)"
    r"(?:の)?(?:画像|写真|図|表面|裏面|[0-9０-９]{1,2})?[。]?"
    r"|(?:bar |pie |line |flow ?|the |an? )*(?:chart|graph|diagram|infographic|flyer|poster|leaflet|timetable|table)(?: of .{1,30})?\.?"
    r"|图表|圖表|海报|海報|그래프|도표|포스터",
    re.IGNORECASE,
)
# 「内容は次のとおり」: what the alternative puts off must stand after the image.
_PROMISE = re.compile(
    r"(?:以下|下記|次|下|後述|後|本文|右|左|隣|別表|後段|下段)(?:の|に|で|は|を)?.{0,6}?"
    r"(?:とおり|通り|表|文章?|説明|本文|一覧|記載|記し|示し|書い|書か|あり|掲載|参照|ご覧|述べ)|"
    r"(?:described|listed|shown|explained|given|see)\s+below|following (?:table|text|list)",
    re.IGNORECASE,
)
_ROWS = re.compile(r"表|一覧|table|list", re.IGNORECASE)
_FIGURE = re.compile(r"\d+")
_DATA = re.compile(r"数値|データ|テキスト版|文字版|内容を読む|csv|excel|data|text version", re.IGNORECASE)
# Labels that were read in a picture: whether the page tells them is judged by themselves.
LABELS, LETTERS = 5, 12
EDGES = frozenset({"banner", "navigation", "contentinfo"})
NEAR = 4  # blocks before and after the image
TELLS = 80  # characters of text beside an image that may say what it shows


@page_rule(
    id="jis/alt-names-kind-only",
    criteria=["1.1.1"],
    techniques=["F30", "G92", "G95"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="内容を伝えていない代替テキスト",
        en="Alternative text that names the kind of image only",
    ),
    why=Text(
        ja="「チラシ画像」と読み上げられても、日時・場所・申込方法など、チラシに書かれたことは何も伝わりません。",
        en="“Flyer image” tells nothing of the date, the place or how to apply.",
    ),
    fix=Text(
        ja="画像にある情報を本文に書き、alt には「チラシ画像。内容は以下に記載」のように、どこに書いたかを示してください。",
        en="Write what the image tells in the page, and say in alt where it is written.",
    ),
    messages={
        "kind": Text(
            ja="代替テキスト「{alt}」は画像の種類だけで、書かれている内容を伝えていません。",
            en="The alternative text “{alt}” names the kind of image, not what it says.",
        ),
        "alone": Text(
            ja="代替テキスト「{alt}」は画像の種類だけで、近くの文章や表にも内容が見当たりません。",
            en="The alternative text “{alt}” names the kind of image, and no text or table near it tells what it shows.",
        ),
        "promise": Text(
            ja="代替テキストに「{alt}」とありますが、画像のあとに、その内容が見当たりません。",
            en="The alternative text says “{alt}”, and nothing after the image holds it.",
        ),
    },
    question=Text(
        ja="画像に書かれている情報（日時、場所、料金など）が、同じページの文章でも読めますか。",
        en="Can what the image tells be read in the text of the page as well?",
    ),
    examples=[
        Example(
            REVIEW,
            '<p><img src="a.png" alt="チラシ画像"></p><p>5月3日（土曜日）10時から12時まで、中央公園で開きます。</p>',
            at="img",
            key="kind",
        ),
        Example(LIKELY, '<h2>防災訓練</h2><img src="a.png" alt="防災訓練のポスター">', at="img", key="alone"),
        Example(
            LIKELY,
            '<h2>人口の推移</h2><p>市の人口をグラフにしました。</p><p><img src="a.png" alt="グラフ"></p><h2>問い合わせ</h2>',
            at="img",
            key="alone",
        ),
        Example(
            REVIEW,
            '<p><img src="a.png" alt="人口のグラフ"></p><table><tr><th>年</th><th>人</th></tr><tr><td>2025</td><td>100</td></tr></table>',
            at="img",
            key="kind",
        ),
        Example(
            LIKELY,
            '<p><img src="a.png" alt="料金は次の表のとおり"></p><p>お待ちしています。</p>',
            at="img",
            key="promise",
        ),
        Example(
            PASSED,
            '<p><img src="a.png" alt="チラシ画像。同等の内容を以下に記します。"></p><p>5月3日（土曜日）10時から12時まで、'
            "中央公園で防災の訓練を開きます。申込みは要りません。雨のときは6日に延ばします。</p>",
        ),
        Example(
            PASSED,
            '<div><img src="a.png" alt="地図。深さは下の一覧にある"></div><h2>地区別の深さ</h2><ul><li>東 3メートル</li></ul>',
            why="Under the next heading.",
        ),
        Example(
            PASSED,
            '<p><img src="a.png" alt="料金は次の表のとおり"></p><table><tr><th>大人</th><td>500円</td></tr></table>',
        ),
        Example(
            PASSED,
            '<main><p><img src="a.png" alt="市の組織図"></p></main>',
            why="What is written in it was read, and is held against the page by another rule.",
            probes=drawn("img", "総務課", "職員課", "市民課", "税務課", "防災課"),
        ),
        Example(PASSED, '<a href="a.pdf"><img src="a.png" alt="チラシ"></a>', why="A link to the flyer."),
        Example(PASSED, '<img src="a.png" alt="桜の咲く公園">'),
        Example(INAPPLICABLE, '<img src="a.png" alt="">'),
    ],
)
def alt_names_kind_only(page: Page) -> Iterator[Finding]:
    labelled = {
        element
        for element, one in read(page).items()
        if len(one.lines) >= LABELS and one.letters >= LETTERS and element.region not in EDGES
    }
    for image in page.select("img[alt], [role=img][aria-label]")[:2000]:
        alt = (image["alt"] or image["aria-label"]).strip()
        if not alt or not shown(image):
            continue
        if _PROMISE.search(alt):
            yield from _promised(image, alt)
        elif _KIND.fullmatch(alt) and image.closest("a, button") is None and image not in labelled:
            told = any(_tells(one) for one in (*_beside(image, "previous"), *_beside(image, "next")))
            yield (
                review(image, "kind", alt=short(alt))
                if told or _tied(image)
                else likely(image, "alone", alt=short(alt))
            )
        else:
            yield passed(image)


def _tied(image: Element) -> bool:
    """Return whether a caption or description of some length belongs to the image."""
    figure = image.closest("figure")
    caption = " ".join(one.text for one in figure.select("figcaption, table, ul, dl")) if figure else ""
    return bool(image["aria-describedby"] or image["longdesc"]) or len(caption) >= TELLS // 2


def _promised(image: Element, alt: str) -> Iterator[Finding]:
    """Yield whether what an alternative puts off stands after the image: rows where it speaks of a table,
    else text.
    """
    rows = bool(_ROWS.search(alt))
    if _tied(image) or _kept(list(_beside(image, "next")), rows):
        yield passed(image)
    elif not _kept(list(_beside(image, "next", past=True)), rows):
        yield likely(image, "promise", alt=short(alt))
    elif not rows:
        yield review(image, "promise", alt=short(alt))
    else:
        yield passed(image)


def _kept(after: list[Element], rows: bool) -> bool:
    if any(
        one.tag in ("table", "dl", "ul", "ol", "details") or one.select("table, dl, ul, ol") for one in after
    ):
        return True
    return not rows and sum(len(one.text) for one in after) >= TELLS // 2


def _tells(block: Element) -> bool:
    """Return whether a block beside an image may say what it shows: figures, rows, items, a link to the
    data, much text.
    """
    text = block.text[:2000]
    if block.tag in ("table", "dl", "details") or block.select("table, dl, li + li"):
        return True
    if any(_DATA.search(link.text) for link in block.select("a[href]")[:20]):
        return True
    return len(_FIGURE.findall(text)) >= 2 or len(text) >= TELLS


def _beside(image: Element, way: str, past: bool = False) -> Iterator[Element]:
    """Yield the blocks before or after the image, up to the heading that ends its part of the page unless `past`."""
    here: Element | None = image
    found = steps = 0
    while here is not None and here.tag not in ("body", "main", "article", "section") and steps < 40:
        one = here.next if way == "next" else here.previous
        steps += 1
        if one is None:
            here = here.parent
            continue
        if (one.tag in ("h1", "h2") and not past) or (
            way == "previous" and one.tag in ("h3", "h4", "h5", "h6")
        ):
            return
        if one.tag in ("footer", "nav", "header", "aside"):
            return
        here = one
        if one.text or one.select("table"):
            found += 1
            yield one
            if found >= NEAR:
                return
