"""JIS X 8341-3:2016 1.1.1: broken or private characters stand for nothing that can be read."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Page, likely, page_rule, passed

from ._words import SAMPLE, find, runs, short

PRIVATE = re.compile("[\ue000-\uf8ff]")
# UTF-8 read as Shift_JIS (縺, 繧, 繝 in a row) and as Latin-1 (ã followed by a control or sign).
BROKEN = re.compile(
    r"\ufffd|〓|(?:[縺繧繝譁][^\s]?){3,}|(?:[\u00e3-\u00e9][\u0080-\u00bf\u0152-\u2122]{2}){2,}"
)
SUSPECT = re.compile(f"{BROKEN.pattern}|{PRIVATE.pattern}")
ICON = re.compile(r"icon|ico-|(^|[\s_-])fa[srlb]?($|[\s-])|glyph|material|symbol", re.IGNORECASE)

# The same one by one, to weigh how much of a text is debris.
DEBRIS = re.compile(r"\ufffd|[縺繧繝譁]\S|[\u00e3-\u00e9][\u0080-\u00bf\u0152-\u2122]{2}")
GARBLED = 1 / 3  # of the text beyond ASCII: less is single characters in a page that can be read


def _is_icon(element: Element, run: str) -> bool:
    """Icon fonts use private characters on purpose: alone in their element, or in one named so."""
    around = element.parent
    classes = f"{element['class']} {around['class'] if around else ''}"
    return not PRIVATE.sub("", run).strip() or bool(ICON.search(classes)) or element["aria-hidden"] == "true"


@page_rule(
    id="jis/mojibake",
    criteria=["1.1.1"],
    techniques=["F71"],
    impact=Impact.SERIOUS,
    title=Text(ja="文字化けまたは外字", en="Broken or private characters"),
    why=Text(
        ja="誰にも読めない文字になっているか、作った人のパソコンでしか表示されない文字（外字）で、"
        "音声でも読まれません。",
        en="The characters cannot be read by anyone, or only on the machine where they were made, and "
        "not by voice at all.",
    ),
    fix=Text(
        ja="正しい文字に打ち直してください。外字の人名や地名は、常用の字体にするか、かなで書き添えます。"
        "例: 渡�様 → 渡辺様",
        en="Type the right characters again; write names with private characters in common ones or add kana.",
    ),
    messages={
        "broken": Text(
            ja="文字化けした文字があります（「{text}」）。", en="The text holds broken characters (“{text}”)."
        ),
        "private": Text(
            ja="外字（{code}）があります（「{text}」）。",
            en="The text holds a private character ({code}) in “{text}”.",
        ),
        "icon": Text(
            ja="{tag} 要素の中身がアイコンフォントの文字（{code}）だけで、読み上げられる言葉がありません。",
            en="A {tag} element holds only a character of an icon font ({code}) and no word that can be read aloud.",
        ),
        "title": Text(
            ja="ページタイトルが文字化けしています（「{text}」）。",
            en="The page title holds broken characters (“{text}”).",
        ),
        "page": Text(
            ja="ページ全体が文字化けしています（{places} か所、例「{text}」）。"
            "文字コードの宣言を、ファイルの実際の文字コードに合わせてください。",
            en="The whole page is garbled ({places} places, such as “{text}”). "
            "Declare the encoding that the file is really in.",
        ),
    },
    examples=[
        Example(PASSED, "<p>渡辺様</p>"),
        Example(LIKELY, "<p>お知らせ</p><p>渡\ufffd様</p>", at="p:nth-of-type(2)", key="broken"),
        Example(LIKELY, "<p>縺薙ｓ縺ｫ縺｡縺ｯ</p>", at="p", key="broken"),
        Example(LIKELY, "<p>渡\ue123様</p>", at="p", key="private"),
        Example(LIKELY, "<title>\ufffd\ufffd\ufffd</title><p>お知らせ</p>", at="html", key="title"),
        Example(
            LIKELY,
            "<title>ã\u0081\u0082ã\u0081\u0084</title><h1>ã\u0081\u0082ã\u0081\u0084</h1><p>ã\u0081\u0082ã\u0081\u0084",
            at="html",
            key="page",
            why="One encoding read as another garbles all of it.",
        ),
        Example(
            LIKELY,
            "<h1>会員名簿</h1><p>渡\ufffd様</p><p>高\ufffd様</p>",
            at="p:nth-of-type(2)",
            key="broken",
            why="Two names: the page can be read.",
        ),
        Example(PASSED, '<p>お知らせ<i class="fa">\uf0c9</i></p>', why="An icon font."),
        Example(
            LIKELY,
            '<table><tr><th>東公民館</th><td><i class="fi">\ue013</i></td></tr></table>',
            at="td",
            key="icon",
            why="The cell says nothing else.",
        ),
        Example(
            PASSED,
            '<table><tr><th>東公民館</th><td><i class="fi" aria-hidden="true">\ue013</i><span>あり</span></td></tr></table>',
        ),
        Example(
            PASSED, '<table><tr><td><i class="fi" role="img" aria-label="あり">\ue013</i></td></tr></table>'
        ),
        Example(INAPPLICABLE, "<img alt=''>", why="No text."),
    ],
)
def mojibake(page: Page) -> Iterator[Finding]:
    if any(True for _ in runs(page.root)):
        yield passed()
    places: dict[Element, str] = {}  # a broken paragraph is one defect, however many line breaks it has
    private: list[tuple[Element, str, str]] = []
    icons: dict[Element, str] = {}
    for element, run in find(page, SUSPECT):
        if BROKEN.search(run):
            places.setdefault(element, run)
        elif element not in places and (found := PRIVATE.search(run)):
            if not _is_icon(element, run):
                private.append((element, run, found[0]))
            elif (holder := _says_nothing_else(element)) and holder not in icons:
                icons[holder] = found[0]
    titled = BROKEN.search(page.title) is not None
    if len(places) + titled >= 2 and _garbled_share(page) >= GARBLED:
        example = page.title if titled else next(iter(places.values()))
        yield likely(page.root, "page", places=len(places) + titled, text=short(example))
        return
    if titled:
        yield likely(page.root, "title", text=short(page.title))
    for element, run in places.items():
        yield likely(element, "broken", text=short(run))
    for element, run, char in private:
        yield likely(element, "private", code=f"U+{ord(char):04X}", text=short(run))
    for holder, char in icons.items():
        yield likely(holder, "icon", code=f"U+{ord(char):04X}", tag=holder.tag)


def _says_nothing_else(element: Element) -> Element | None:
    """Return the cell, item or paragraph whose only content is the icon; links and buttons are axe-core's."""
    holder = element.closest("td, th, dd, li, p, dt")
    if holder is None or element.closest("[aria-hidden=true], [aria-label], a, button"):
        return None
    named = holder.select("img[alt], [aria-label], [title], input, button, a[href]")
    return None if named or PRIVATE.sub("", holder.text).strip() else holder


def _garbled_share(page: Page) -> float:
    """Return how much of the page's text beyond ASCII is broken."""
    text = page.title + page.root.text[:SAMPLE]
    beyond = sum(not char.isascii() for char in text)
    return sum(len(found[0]) for found in DEBRIS.finditer(text)) / beyond if beyond else 0.0
