"""JIS X 8341-3:2016 2.4.2: the words of the title are found in the page, and say as much as its heading."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._press import effect, optional, pressing, tried
from ._words import SAMPLE, content, short, shown

_PARTS = re.compile(r"\s*[|｜／：:•·»›»＞>]\s*|\s+[-–—―~〜/]\s+|[【】［］\[\]「」（）()]")
_WORD = re.compile(r"[a-zà-öø-ÿ0-9]+(?:['’][a-z]+)?|[一-鿿々〆〇]+|[ァ-ヺー]+|[가-힣]+", re.IGNORECASE)
_LATIN = re.compile(r"[a-zà-öø-ÿ0-9]", re.IGNORECASE)
_LITTLE = (
    "the and for from with about into this that its are was were your our you what how why who when where "
    "not new all more page home top site website welcome official"
)
LITTLE = frozenset(_LITTLE.split())
# What a heading of a start page says around the name of the site.
_AROUND = re.compile(r"公式|ウェブサイト|ホームページ|トップページ|サイト|ページ|ようこそ|トップ|ホーム")
_ORGANISATION = re.compile(
    r"(?:[都道府県市区町村庁省局部課係室]|役所|役場|センター|公式|サイト|ホームページ)$|公式|ホームページ"
)
_PARTICLES = re.compile(r"[のとをがはにへでやも、・\s]+")
TOLD = 4  # characters of a part of a title that are more than a sign
STEM = 4  # letters that two Latin words have in common at least
HALF = 0.5
MIN_TEXT = 20  # characters of a page that says something


def words(text: str) -> frozenset[str]:
    """Latin words of three letters and more, and pairs of characters of Japanese ones."""
    found = set[str]()
    for run in _WORD.findall(_AROUND.sub(" ", text).lower()):
        if _LATIN.match(run):
            found |= {run} if len(run) > 2 and run not in LITTLE else set()
        else:
            found |= {run[at : at + 2] for at in range(len(run) - 1)}
    return frozenset(found)


def share(wanted: frozenset[str], known: frozenset[str]) -> float:
    """Return how many of the words are known, endings of Latin ones aside; 1.0 where nothing is wanted."""
    if not wanted:
        return 1.0
    near: dict[str, list[str]] = {}
    for one in known:
        near.setdefault(one[:STEM], []).append(one)
    hits = sum(one in known or any(_same(one, other) for other in near.get(one[:STEM], ())) for one in wanted)
    return hits / len(wanted)


def _same(one: str, other: str) -> bool:
    """Return whether two Latin words differ in their ending only: harvest, harvesting."""
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    length = min(len(one), len(other)) if common is None else common
    return length >= max(STEM, max(len(one), len(other)) - 3)


def _found(part: str, known: frozenset[str], text: str) -> float:
    """Return how much of a part of a title the page has; words of hiragana are looked up as they stand."""
    wanted = words(part)
    if part in text:
        return 1.0
    if wanted:
        return share(wanted, known)
    pieces = [one for one in _PARTICLES.split(part) if len(one) > 1]
    return sum(one in text for one in pieces) / len(pieces) if pieces else 0.0


_APP = (
    "<title>手続きの一覧｜手続きナビ</title><a href='#/help'>使い方</a><h1>手続きの一覧</h1>"
    "<p>調べたい手続きを選んでください。持ち物と期限が分かります。</p>"
)


def _routed(heading: str, title: str, address: str = "#/help", top: bool = True) -> dict[str, object]:
    """Answer of the probe for a link that led from the list to a view with this heading and title."""
    before = {"address": "", "title": "手続きの一覧｜手続きナビ", "heading": "手続きの一覧", "top": top}
    after = {"address": address, "title": title, "heading": heading, "top": top}
    return pressing(
        {
            "kind": "route",
            "selector": "html > body > a",
            "tag": "a",
            "effect": effect(),
            "view": [before, after],
        }
    )


@page_rule(
    id="jis/title-not-about-page",
    criteria=["2.4.2"],
    techniques=["F25", "G88"],
    act=["c4a8a4"],
    impact=Impact.MODERATE,
    title=Text(
        ja="ページタイトルの言葉が本文にない、または見出しより大まか",
        en="Title whose words the page does not have, or that tells less than the heading",
    ),
    why=Text(
        ja="音声で読んでいる人が最初に聞くのはページタイトルです。内容と合わないと、目的のページかどうか分かりません。",
        en="The title is what people who listen hear first; where it does not fit they cannot tell whether "
        "this is the page they want.",
    ),
    fix=Text(
        ja="このページの大見出しの言葉をタイトルの初めに書き、その後にサイト名を書いてください。"
        "例: ○○市 → 「防災」の検索結果｜○○市。"
        "画面をスクリプトで切り替えるページでは、切り替えるたびに document.title も書き換えてください。",
        en="Begin the title with the words of the page's main heading and add the name of the site. "
        "Example: City of X → Search results for “shelter” | City of X. A script that draws another view sets document.title too.",
    ),
    messages={
        "foreign": Text(
            ja="ページタイトル「{title}」の言葉が、本文にほとんどありません。",
            en="The page hardly has the words of its title “{title}”.",
        ),
        "stays": Text(
            ja="「{link}」を選ぶと画面が「{heading}」に替わりますが、ページタイトルは「{title}」のままです。",
            en="Following “{link}” shows “{heading}”, and the title stays “{title}”.",
        ),
        "less": Text(
            ja="ページタイトル「{title}」は、大見出し「{heading}」の一部しか伝えていません。",
            en="The title “{title}” tells only a part of the heading “{heading}”.",
        ),
    },
    question=Text(
        ja="このページタイトルだけを聞いて、ページの内容が分かりますか。",
        en="Does the title alone tell what the page is about?",
    ),
    examples=[
        Example(
            PASSED,
            "<title>住民票の写しの請求｜中央市</title><h1>住民票の写しの請求</h1><p>区役所の窓口で受け付けています。</p>",
        ),
        Example(
            LIKELY,
            "<title>ごみの分け方・出し方｜みどり市</title><h1>犬の登録と予防注射</h1><p>生後九十一日以上の犬を飼うときは登録してください。</p>",
            at="html",
            key="foreign",
            why="Neither heading nor text has a word of it: the title of the page this one was made of.",
        ),
        Example(
            LIKELY,
            "<title>粗大ごみの出し方</title><h1>住民票の写しの請求</h1><p>区役所の窓口で受け付けています。</p>",
            at="html",
            key="foreign",
        ),
        Example(
            LIKELY,
            "<title>Opening hours</title><h1>Lost property</h1><p>Ask at the office beside the station.</p>",
            at="html",
            key="foreign",
        ),
        Example(
            LIKELY,
            "<title>犬の登録と予防注射｜環境課｜みどり町</title><p><a href='/'>みどり町</a> ＞ <a href='/k/'>環境課</a></p>"
            "<h1>粗大ごみの戸別収集</h1><p>大きな家具や寝具は、予約をいただいて取りに伺います。</p>",
            at="html",
            key="foreign",
            why="Only the names of the town and the section are found.",
        ),
        Example(
            PASSED,
            "<title>防災訓練｜みどり町</title><p>みどり町</p><h1>防災訓練に参加しませんか</h1><p>十月に行います。</p>",
        ),
        Example(
            REVIEW,
            "<title>中央市図書館</title><h1>中央市図書館「地震への備え」の資料検索結果一覧</h1><p>資料はありませんでした。</p>",
            at="html",
            key="less",
        ),
        Example(
            PASSED,
            "<title>中央市図書館</title><h1>ようこそ中央市図書館公式ホームページ</h1><p>資料を探す、予約する、開館日を見る。</p>",
            why="The start page is about the site.",
        ),
        Example(
            PASSED,
            "<title>Harvesting of apples</title><p>The apples will be ready to harvest in October.</p>",
        ),
        Example(
            PASSED,
            "<title>中央市</title><h1>防災訓練のお知らせ</h1><p>十月に行います。中央市総務局が担当です。</p>",
            why="A title that is the same on many pages is another rule's.",
        ),
        Example(
            INAPPLICABLE, "<title></title><p>区役所の窓口で受け付けています。番号札をお取りください。</p>"
        ),
        Example(
            LIKELY,
            _APP,
            at="html > body > a",
            key="stays",
            why="A script draws another view under another address.",
            probes=_routed("使い方", "手続きの一覧｜手続きナビ"),
        ),
        Example(PASSED, _APP, probes=_routed("使い方", "使い方｜手続きナビ")),
        Example(
            PASSED,
            _APP,
            why="The same view: a part of it was opened.",
            probes=_routed("手続きの一覧", "手続きの一覧｜手続きナビ"),
        ),
        Example(
            PASSED,
            _APP,
            why="The title names this view too.",
            probes=_routed("手続きナビ", "手続きの一覧｜手続きナビ"),
        ),
        Example(
            PASSED,
            _APP,
            why="No other address: a step, or a choice.",
            probes=_routed("使い方", "手続きの一覧｜手続きナビ", ""),
        ),
        Example(
            REVIEW,
            _APP,
            at="html > body > a",
            key="stays",
            why="Without a main heading it may be a part only.",
            probes=_routed("使い方", "手続きの一覧｜手続きナビ", top=False),
        ),
        Example(INAPPLICABLE, "<title>地図</title><p>画像</p>", why="Too little text to compare with."),
    ],
)
def title_not_about_page(page: Page) -> Iterator[Finding]:
    yield from _stale(page)
    title = " ".join(page.title.split())
    bodies = page.root.select("body")
    parts = [part for part in _PARTS.split(title) if words(part) or len(part) >= TOLD]
    if not title or not bodies or not parts:
        return
    text = bodies[0].text[:SAMPLE]
    images = page.root.select("img[alt]")[:200]
    text += " ".join(image["alt"] for image in images)
    if len(text) < MIN_TEXT:
        return
    headings = [one.text for one in page.root.select("h1") if one.text and shown(one)]
    heading = headings[0] if len(headings) == 1 else ""
    known = words(text)
    found = [_found(part, known, text) for part in parts]
    own = [share for part, share in zip(parts, found, strict=True) if not _ORGANISATION.search(part)]
    if (
        own
        and len(parts) > len(own)
        and not any(own)
        and words(heading)
        and not words(heading) & words(title)
    ):
        # The name of the site or section fits any of its pages.
        yield likely(page.root, "foreign", title=short(title))
    elif max(found) < HALF:
        # With a heading that is about something else, it is the title of another page, often a copied one.
        yield (likely if words(heading) and not any(found) else review)(
            page.root, "foreign", title=short(title)
        )
    elif heading and _tells_less(title, heading):
        yield review(page.root, "less", title=short(title), heading=short(heading))
    else:
        yield passed(page.root)


def _stale(page: Page) -> Iterator[Finding]:
    """A link after which the page shows another view under another address, and the title of the one before."""
    if not optional(page, "press"):
        return
    for link, one in tried(page, "route"):
        before, after = one["view"]
        heading, title = str(after["heading"]), str(after["title"])
        if (
            before["address"] == after["address"]
            or before["title"] != title
            or not heading
            or before["heading"] == heading
            or heading in title
            or (words(heading) and share(words(heading), words(title)) >= HALF)
        ):
            continue
        said = likely if before["top"] and after["top"] else review
        yield said(
            link,
            "stays",
            link=short(content(link) or str(one["name"])),
            heading=short(heading),
            title=short(title),
        )
        return  # one is enough: the same script draws them all


def _tells_less(title: str, heading: str) -> bool:
    """Return whether the heading has all words of the title and more than as many others."""
    said, wanted = words(title), words(heading)
    return share(said, wanted) == 1.0 and share(wanted, said) < HALF
