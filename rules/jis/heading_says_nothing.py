"""JIS X 8341-3:2016 2.4.6: the heading of a part, or the tab that opens it, tells what it is about, not only its number."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

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

from ._words import content, fold, label, name, short, shown

_NUMBER = (
    r"[\s.．:：_-]*(?:[\d０-９]{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳]|[a-zａ-ｚ]|[ivx]{1,4})?[\s.．:：)）]*"
)
# Words of any part. 第1章, Q1, 第1回 and months name something that is known by its number.
_ANY = (
    "その|パート|セクション|ブロック|エリア|コンテンツ|見出し|大見出し|中見出し|小見出し|タイトル|項目|内容|本文|記事|テキスト|"
    "(?:ここに|新しい|新規)?(?:大|中|小)?(?:見出し|タイトル|題名|テキスト|文章|本文)(?:テキスト|文|名)?"
    "(?:(?:を|が)(?:ここに)?(?:入力|記入|追加|編集|入れ|書|入り)(?:する|して(?:ください)?|し(?:て下さい|ます)|る|ます|いて(?:ください)?|てください|されます)?)?[。．]?|"
    "(?:見出し|タイトル)ここに|ダミー(?:テキスト|見出し)?|サンプル(?:テキスト|見出し)?|無題|未設定|"
    "(?:add|enter|type|insert|edit|your)?\\s*(?:a|the|your)?\\s*(?:heading|title|headline|text)(?: (?:here|text))?|"
    "section|part|heading|title|block|content|text|untitled|lorem ipsum|subheading|headline"
)
_EMPTY = re.compile(rf"(?:{_ANY}){_NUMBER}|[①-⑳]|[(（]?[\d０-９]{{1,2}}[)）]?[.．]?|[■◆●★▼]+", re.IGNORECASE)
# Alone it may be a heading that fits: 内容 of a course, 項目 of a table.
_MAYBE = frozenset(["内容", "項目", "本文", "記事", "タイトル", "content", "title", "part"])
# Numbered parts may be known by their numbers, if what they are is said elsewhere.
_NUMBERED = re.compile(
    r"第\s*[\d０-９一二三四五六七八九十]{1,3}\s*(?:部|章|節|編|話|段)|(?:ポイント|ステップ|手順|ケース|例|step|point|case|example|chapter)"
    rf"{_NUMBER}",
    re.IGNORECASE,
)
# What a tab, a part to unfold, a group, a table or a choice is called where nobody gave it a name. A menu or a title
# alone may be one; a number tells that there are more of them.
_DEFAULT = re.compile(
    r"(?:新しい|新規)?(?:タブ|パネル|アコーディオン|見出し|タイトル|ラベル|ボタン|メニュー|項目|"
    r"グループ|セクション|ブロック|コンテンツ|カテゴリー?|テキスト|選択肢|オプション|キャプション|アイテム|リンク)(?:名|の?タイトル|の?見出し)?"
    r"|(?:new |collapsible |accordion |group )*(?:tab|panel|accordion|heading|header|title|label|button|menu|item|group|section|block|"
    r"content|category|text|option|caption|choice|radio|checkbox|link)(?: (?:title|header|heading|label|name|item|text))?",
    re.IGNORECASE,
)
_TAB = re.compile(r"(?:新しい)?タブ|(?:new )?tab|見出し|ラベル|heading|label|button|ボタン", re.IGNORECASE)
_COUNT = re.compile(r"[\s#＃._:：-]*(?:[\d０-９]{1,3}|[①-⑳])$")
# With a number these are names too: of shifts, of classes, of what an exam has.
_PERHAPS = re.compile(
    r"グループ|セクション|ブロック|カテゴリー?|オプション|group|section|block|category|option|item|link|リンク",
    re.IGNORECASE,
)
_NAMELESS = re.compile(r"無題|名称?未設定|untitled|unnamed|no name|"
                       r"(?:ここに|こちらに)?(?:タイトル|名前|ラベル|見出し)(?:を|が)?(?:入力|入り|入れ)\w*|"
                       r"(?:enter|add|your) (?:a )?(?:title|name|label)(?: here)?|lorem ipsum.{0,20}", re.IGNORECASE)  # fmt: skip
# Of a carousel, dots named by their number are what people know.
_SLIDES = (
    "[aria-roledescription=carousel], [class*=slick], [class*=swiper], [class*=carousel], [class*=slide]"
)
_OPENERS = (
    "[role=tab], [role=tablist] a, [role=tablist] button, [class*=tabs] > li > a, [class*=tab] > li > a, [class*=tab] > button, "
    "[class*=tab] > li > button, summary, button[aria-expanded], button[aria-controls], legend, caption, figcaption"
)
_SIGNS = re.compile(r"[\W_]+")
_CODES = re.compile(r"\.(?:html?|pdf|docx?|jpe?g|png)$|^[a-z0-9]+_[a-z0-9_]+$", re.IGNORECASE)


@page_rule(
    id="jis/heading-says-nothing",
    criteria=["2.4.6"],
    techniques=["G130", "G131"],
    impact=Impact.MODERATE,
    title=Text(
        ja="「その1」「見出し2」「タブ3」のように内容を表さない見出しやタブ",
        en="Heading or tab such as “Part 1” that tells nothing",
    ),
    why=Text(
        ja="音声で読んでいる人は、見出しの一覧から読みたい所を選びます。番号だけの見出しでは、どこに何が書いてあるか分かりません。",
        en="People who listen choose from the list of headings; a number alone does not tell them what is where.",
    ),
    fix=Text(
        ja="その部分の内容を短い言葉で見出しに書いてください。例: その1 → 宿場町としてのはじまり",
        en="Say in the heading what the part is about. Example: Part 1 → How the town began.",
    ),
    messages={
        "nothing": Text(
            ja="見出し「{text}」が、その部分の内容を表していません。",
            en="The heading “{text}” does not tell what its part is about.",
        ),
        "default": Text(
            ja="「{text}」という名前が、それで開くものや、まとめているものの内容を表していません。",
            en="The name “{text}” does not tell what it opens or holds.",
        ),
        "choice": Text(
            ja="選択肢の名前「{text}」が、何を選ぶのかを表していません。",
            en="The choice “{text}” does not tell what is chosen.",
        ),
        "same": Text(
            ja="同じ見出し「{text}」が {count} か所に並んでいて、区別できません。",
            en="{count} headings beside each other are called “{text}”.",
        ),
    },
    question=Text(
        ja="この見出しだけを読んで、その部分に何が書いてあるか分かりますか。",
        en="Does the heading alone tell what its part is about?",
    ),
    examples=[
        Example(LIKELY, "<h1>町の歴史</h1><h2>その1</h2><p>宿場</p><h2>その2</h2><p>鉄道</p>", at="h2"),
        Example(LIKELY, "<h1>History</h1><h2>Section 1</h2><p>a</p><h2>Section 2</h2><p>b</p>", at="h2"),
        Example(LIKELY, "<h1>お知らせ</h1><h2>ここに見出しが入ります</h2><p>本文</p>", at="h2"),
        Example(
            LIKELY,
            "<h1>遠足</h1><h2>見出しを入力</h2><p>集合</p><h2>タイトルを入力してください</h2><p>本文</p>",
            at="h2",
        ),
        Example(LIKELY, "<h1>Trip</h1><h2>Add your heading here</h2><p>Meet at nine.</p>", at="h2"),
        Example(REVIEW, "<h1>計画</h1><h2>第1部</h2><p>現状</p><h2>第2部</h2><p>目標</p>", at="h2"),
        Example(LIKELY, "<h1>計画</h1><h2>----------</h2><p>現状</p>", at="h2"),
        Example(REVIEW, "<h1>体操教室</h1><h2>内容</h2><p>いすに座って行う体操です。</p>", at="h2"),
        Example(REVIEW, "<h1>手引き</h1><h2>①</h2><p>届け出る</p><h2>使える所</h2><p>窓口</p>", at="h2"),
        Example(
            PASSED, "<h1>質問</h1><h2>Q1 印鑑は要りますか</h2><h2>第1回 定例会</h2><h2>4月</h2><h2>第1条</h2>"
        ),
        Example(PASSED, '<h1>町の歴史</h1><h2>その1 <img src="a.png" alt="宿場のはじまり"></h2>'),
        Example(
            REVIEW,
            "<h1>催し</h1><h2>お知らせ</h2><p>甲</p><h2>お知らせ</h2><p>乙</p><h2>お知らせ</h2><p>丙</p>",
            at="h2:nth-of-type(2)",
            key="same",
        ),
        Example(
            PASSED,
            "<h1>催し</h1><h2>体操</h2><h3>日時</h3><p>甲</p><h2>料理</h2><h3>日時</h3><p>乙</p><h2>写真</h2><h3>日時</h3><p>丙</p>",
            why="The headings above tell them apart.",
        ),
        Example(
            LIKELY,
            "<div role=tablist><button role=tab>タブ1</button><button role=tab>タブ2</button></div>",
            at="button",
            key="default",
        ),
        Example(
            LIKELY,
            "<ul class='nav nav-tabs'><li><a href='#a'>Tab 1</a></li><li><a href='#b'>Tab 2</a></li></ul>",
            at="a",
            key="default",
        ),
        Example(
            LIKELY,
            "<details><summary>Accordion Item #1</summary>甲</details><details><summary>Accordion Item #2</summary>乙</details>",
            at="summary",
            key="default",
        ),
        Example(
            LIKELY,
            "<button aria-expanded=false>メニュー1</button><button aria-expanded=false>メニュー2</button>",
            at="button",
            key="default",
        ),
        Example(LIKELY, "<details><summary>無題</summary>甲</details>", at="summary", key="default"),
        Example(
            REVIEW,
            "<fieldset><legend>グループ1</legend></fieldset><fieldset><legend>グループ2</legend></fieldset>",
            at="legend",
            key="default",
            why="The groups of a table of days may be called so.",
        ),
        Example(
            LIKELY,
            "<label><input type=radio name=a> 選択肢1</label><label><input type=radio name=a> 選択肢2</label>",
            at="input",
            key="choice",
        ),
        Example(
            REVIEW,
            "<div role=tablist><button role=tab>タブ</button><button role=tab>料金</button></div>",
            at="button",
            key="default",
        ),
        Example(PASSED, "<button aria-expanded=false>メニュー</button>", why="One menu needs no other name."),
        Example(
            PASSED,
            "<div role=tablist><button role=tab>1組</button><button role=tab>2組</button><button role=tab>第1期</button>"
            "<button role=tab>様式1</button><button role=tab>ステップ1</button><button role=tab>レベル1</button></div>",
            why="Known by their numbers.",
        ),
        Example(
            INAPPLICABLE,
            "<div class='slick-dots' role=tablist><button role=tab>Item 1</button><button role=tab>Item 2</button></div>",
        ),
        Example(
            PASSED,
            "<div role=tablist><button role=tab>1</button><button role=tab>2</button></div>",
            why="Pages of something.",
        ),
        Example(
            PASSED,
            "<div role=tablist><button role=tab>タブレット1</button><button role=tab>タブレット2</button></div>",
        ),
        Example(PASSED, "<label><input type=radio name=a> 項目を選ぶ</label>"),
        Example(INAPPLICABLE, "<p>その1</p>"),
    ],
)
def heading_says_nothing(page: Page) -> Iterator[Finding]:
    headings = [one for one in page.select("h1, h2, h3, h4, h5, h6, [role=heading]")[:1000] if shown(one)]
    empty = {one for one in headings if _says_nothing(content(one))}
    sure = [
        one for one in empty if content(one).lower() not in _MAYBE and not _NUMBERED.fullmatch(content(one))
    ]
    for heading in headings:
        text = content(heading)
        if heading not in empty:
            yield passed(heading)
        elif (
            text.lower() in _MAYBE
            or _NUMBERED.fullmatch(text)
            or (len(sure) < 2 and len(text) <= 4)
            or _CODES.search(text)
        ):
            yield review(heading, "nothing", text=short(text))
        else:
            yield likely(heading, "nothing", text=short(text))
    yield from _same(headings, empty)
    yield from _openers(page)
    yield from _choices(page)


def _openers(page: Page) -> Iterator[Finding]:
    """Tabs, parts to unfold, groups and tables that are called by a word for any of them."""
    found = [(one, content(one) or name(page, one)) for one in page.select(_OPENERS)[:500] if shown(one)]
    found = [
        (one, text)
        for one, text in found
        if text and one.closest(_SLIDES) is None and not one.select("h1, h2, h3, h4, h5, h6")
    ]
    yield from _nameless(found, "default")


def _choices(page: Page) -> Iterator[Finding]:
    """Choices and boxes to tick, by their labels."""
    found = [(one, label(page, one)) for one in page.select("input[type=radio], input[type=checkbox]")[:500]]
    yield from _nameless([(one, text) for one, text in found if text], "choice")


def _nameless(found: Sequence[tuple[Element, str]], key: str) -> Iterator[Finding]:
    """Numbered ones are told where there are several of them: only the number keeps them apart."""
    stems = Counter(stem for _, text in found if (stem := _numbered(text)))
    for element, text in found:
        stem = _numbered(text)
        if _NAMELESS.fullmatch(text) or (stem and stems[stem] > 1):
            yield (review if _PERHAPS.fullmatch(stem) else likely)(element, key, text=short(text))
        elif key == "default" and _TAB.fullmatch(text):
            yield review(element, key, text=short(text))
        else:
            yield passed(element)


def _numbered(text: str) -> str:
    """Return the word before the number of a default name, '' for other names."""
    stem = _COUNT.sub("", text)
    return stem.lower() if stem != text and _DEFAULT.fullmatch(stem.strip()) else ""


def _says_nothing(text: str) -> bool:
    return any(one.fullmatch(text) for one in (_EMPTY, _NUMBERED, _SIGNS)) or _CODES.search(text) is not None


def _same(headings: Sequence[Element], empty: Set[Element]) -> Iterator[Finding]:
    """Headings of one name under one heading: a list of records may have them for good reason."""
    above: list[tuple[int, str]] = []
    groups: dict[tuple[str, ...], list[Element]] = {}
    for heading in headings:
        level = (
            int(heading["aria-level"] or heading.tag[1:])
            if (heading["aria-level"] or heading.tag[1:]).isdigit()
            else 2
        )
        above = [one for one in above if one[0] < level]
        key = (*(f"{depth} {text}" for depth, text in above), f"{level} {fold(content(heading))}")
        above.append((level, fold(content(heading))))
        if heading not in empty and content(heading):
            groups.setdefault(key, []).append(heading)
    for found in groups.values():
        if len(found) > 1:
            yield review(found[1], "same", text=short(content(found[1])), count=len(found))
