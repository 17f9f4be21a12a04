"""JIS X 8341-3:2016 2.4.6: a heading tells what its part is about, not only its number."""

import re
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

from ._words import content, fold, short, shown

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
_SIGNS = re.compile(r"[\W_]+")
_CODES = re.compile(r"\.(?:html?|pdf|docx?|jpe?g|png)$|^[a-z0-9]+_[a-z0-9_]+$", re.IGNORECASE)


@page_rule(
    id="jis/heading-says-nothing",
    criteria=["2.4.6"],
    techniques=["G130"],
    impact=Impact.MODERATE,
    title=Text(
        ja="「その1」「見出し2」のように内容を表さない見出し",
        en="Heading such as “Part 1” that tells nothing",
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
