"""JIS X 8341-3:2016 2.4.4, 3.1.1: a link that is named as a language leads to a page in that language."""

from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from auditor.model import Fate, Finding, Impact, Link, PageFacts, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    advice,
    has_kana,
    link_target,
    passed,
    review,
    site_rule,
)

from ._languages import counterparts, japanese_name, own_name

_TOP = '<html lang="ja"><title>総務局のページ</title><p>ようこそ</p><a href="{0}">{1}</a>'
_ENGLISH = '<html lang="{0}"><title>{1}</title><p>Welcome</p>'


@site_rule(
    id="jis/language-switch-leads-elsewhere",
    criteria=["2.4.4", "3.1.1"],
    techniques=["G91", "H57"],
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(
        ja="言語切替のリンクと行き先の言語が合わない",
        en="Language link whose target is in another language",
    ),
    why=Text(
        ja="日本語の分からない人がその言語の名前のリンクを選んでも、読めるページに着けません。"
        "行き先の言語の指定が違う場合は、読み上げの発音が違って聞き取れません。",
        en="People who choose the name of their language do not reach a page they can read, or hear it in a wrong voice.",
    ),
    fix=Text(
        ja="リンクの名前の言語で書かれた、できれば同じ内容のページへ直接つないでください。"
        '行き先がその言語で書かれているなら、その html 要素の lang を直してください。例: <html lang="en">',
        en="Link the page in that language, best the one of the same content, and set lang there.",
    ),
    messages={
        "language": Text(
            ja="「{text}」の行き先（{url}）は、言語の指定が「{lang}」で、タイトルも日本語「{title}」です。",
            en="“{text}” leads to {url}, whose lang is “{lang}” and whose title is Japanese: {title}",
        ),
        "declared": Text(
            ja="「{text}」の行き先（{url}）の言語の指定が「{lang}」になっています。",
            en="“{text}” leads to {url}, whose lang is “{lang}”.",
        ),
        "not-same-page": Text(
            ja="「{text}」は {url} へ移りますが、このページと同じ内容らしい {same} があります。",
            en="“{text}” leads to {url}, while {same} seems to hold the content of this page.",
        ),
    },
    question=Text(
        ja="行き先は、リンクの名前の言語で書かれていますか。書かれているなら、行き先の lang の指定を直せば済みます。",
        en="Is the target written in the language named? Then its lang is what to mend.",
    ),
    examples=[
        Example(
            PASSED,
            pages={"/": (_TOP.format("/en/", "English"), ()), "/en/": (_ENGLISH.format("en", "Bureau"), ())},
        ),
        Example(
            REVIEW,
            pages={"/": (_TOP.format("/en/", "English"), ()), "/en/": (_ENGLISH.format("ja", "Bureau"), ())},
            at="/",
            key="declared",
        ),
        Example(
            REVIEW,
            pages={
                "/": (_TOP.format("/gaikokugo", "English"), ()),
                "/gaikokugo": (_ENGLISH.format("ja", "外国語のページについて"), ()),
            },
            key="language",
        ),
        Example(
            REVIEW,
            pages={
                "/": (_TOP.format("/b", "やさしい日本語"), ()),
                "/b": ('<html lang="en"><title>やさしい にほんご</title><p>ようこそ</p>', ()),
            },
            key="declared",
        ),
        Example(
            PASSED,
            pages={
                "/": (_TOP.format("/zh/", "繁體中文"), ()),
                "/zh/": (_ENGLISH.format("zh-Hant", "局"), ()),
            },
        ),
        Example(
            ADVICE,
            pages={
                "/": (_TOP.format("/en/", "English"), ()),
                "/life/trash.html": (_TOP.format("/en/", "English"), ()),
                "/en/": (_ENGLISH.format("en", "Bureau"), ()),
                "/en/life/trash.html": (_ENGLISH.format("en", "Trash"), ()),
            },
            at="/life/trash.html",
            key="not-same-page",
        ),
        Example(
            INAPPLICABLE,
            pages={
                "/": (_TOP.format("/en/", "English lessons"), ()),
                "/en/": (_ENGLISH.format("ja", "Bureau"), ()),
            },
            why="Not the name of a language.",
        ),
        Example(
            INAPPLICABLE,
            pages={"/": (_TOP.format("/en/", "English"), ()), "/en/": (_ENGLISH.format("", "Bureau"), ())},
            why="No lang: another rule's.",
        ),
    ],
)
def language_switch_leads_elsewhere(site: SiteView) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    known = {page.url for page in site.pages}
    for page in sorted(site.pages, key=lambda page: (page.depth, page.url)):
        for link in site.links(page):
            named = own_name(link.text) or japanese_name(link.text)
            target = site.resource(link.url) if named else None
            if (
                target is None
                or target.fate is not Fate.OK
                or not target.lang.strip()
                or target.url == page.url
            ):
                continue
            lang = target.lang.strip()
            if lang.lower().split("-")[0].split("_")[0] == named:
                same = _same(page, link, named, known)
                if same:
                    yield advice(
                        link_target(page, link), "not-same-page", text=link.text, url=link.url, same=same
                    )
                else:
                    yield passed(page)
            elif (link.url, named) not in told:
                told.add((link.url, named))
                foreign = named != "ja" and has_kana(target.title)
                yield review(
                    link_target(page, link), "language" if foreign else "declared", text=link.text, url=link.url,
                    lang=lang, title=target.title[:60],
                )  # fmt: skip


def _same(page: PageFacts, link: Link, named: str, known: set[str]) -> str:
    """Return the page that stands in the other language where this one stands, '' where the link leads there
    anyway.
    """
    here, there = urlsplit(page.url), urlsplit(link.url)
    if here.netloc != there.netloc or here.query or page.lang.lower()[:2] == named:
        return ""
    found = [urlunsplit(here._replace(path=path)) for path in counterparts(here.path, named)]
    found = [url for url in found if url in known]
    return found[0] if found and link.url not in found else ""
