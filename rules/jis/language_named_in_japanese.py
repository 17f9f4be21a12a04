"""Good practice beside JIS X 8341-3:2016 2.4.4: a link to another language is named in that language."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Element, Example, Page, advice, page_rule, passed

from ._languages import FOLDERS, japanese_name, own_example, own_name
from ._words import name, short, shown

MAX_LINKS = 500
LONGEST = 20  # characters of a language's name


@page_rule(
    id="jis/language-named-in-japanese",
    impact=Impact.MINOR,
    title=Text(
        ja="外国語ページへのリンクが日本語の名前だけ", en="Link to another language named in Japanese only"
    ),
    why=Text(
        ja="「中国語」「韓国語」という日本語の名前は、そのページを必要とする日本語の読めない人には分かりません。",
        en="Those who need the page cannot read the Japanese name of their language.",
    ),
    fix=Text(
        ja="その言語での名前で書き、lang を付けてください。例: 韓国語 → <a lang=\"ko\">한국어</a>、"
        "英語 → <a lang=\"en\">English</a>",
        en="Name the language in itself, with lang: <a lang=\"ko\">한국어</a>.",
    ),
    messages={
        "japanese": Text(
            ja="外国語ページへのリンクの名前が「{text}」です。その言語での名前（{own} など）がありません。",
            en="The link to a page in another language is called “{text}”, without the language's own name ({own}).",
        ),
    },
    examples=[
        Example(PASSED, '<nav><a href="/en/" lang="en">English</a><a href="/ko/" lang="ko">한국어</a></nav>'),
        Example(ADVICE, '<ul><li><a href="/en/">英語</a></li><li><a href="/cn/">中国語（簡体字）</a></li></ul>', at="a"),
        Example(ADVICE, '<header><a href="/english/index.html">英語版</a></header>', at="a"),
        Example(PASSED, '<ul><li><a href="/en/">英語（English）</a></li><li><a href="/ko/">韓国語 한국어</a></li></ul>'),
        Example(
            INAPPLICABLE,
            '<ul><li><a href="/kyoka/kokugo">国語</a></li><li><a href="/kyoka/eigo">英語</a></li></ul>',
            why="A subject taught at school.",
        ),
        Example(INAPPLICABLE, '<p><a href="/shien/">外国語での相談</a></p>'),
    ],
)  # fmt: skip
def language_named_in_japanese(page: Page) -> Iterator[Finding]:
    links = [(link, name(page, link)) for link in page.select("a[href]")[:MAX_LINKS]]
    named = [(link, text, _codes(text)) for link, text in links if text and len(text) <= 2 * LONGEST]
    languages = {code for _, _, (own, japanese) in named for code in (own, japanese) if code}
    for link, text, (own, japanese) in named:
        if own and own != "ja":
            yield passed(link)
        elif japanese and shown(link) and (len(languages) > 1 or _leads_to(link, japanese)):
            yield advice(link, "japanese", text=short(text), own=own_example(japanese))


def _codes(text: str) -> tuple[str, str]:
    """(language named in itself, language named in Japanese) of a link's text, both '' mostly."""
    own = own_name(text) or next(
        (code for part in text.replace("（", " ").replace("(", " ").split() if (code := own_name(part))), ""
    )
    return own, "" if own else japanese_name(text)


def _leads_to(link: Element, code: str) -> bool:
    steps = link["href"].casefold().replace("?", "/").replace("=", "/").replace("&", "/").split("/")
    return any(step in FOLDERS[code] for step in steps)
