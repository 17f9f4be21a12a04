"""WCAG 2.2 3.2.6: help that is offered on several pages stands in the same place of each."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    likely,
    passed,
    review,
    site_rule,
)

from ._site import Help, Seen, survey
from ._words import short

LEAST = 3  # pages that offer it

_CHAT = '<p><a href="/chat/">質問の窓口（チャット）</a></p>'
_LINE = "<p>総合案内 電話 03-0000-0000</p>"


def _page(head: str = "", text: str = "", foot: str = "") -> tuple[str, tuple[()]]:
    return (
        f"<header><p>中央市</p>{head}</header><main><h1>手続き</h1><p>説明</p>{text}</main><footer>{foot}",
        (),
    )


@site_rule(
    id="jis/help-place-differs",
    criteria=["3.2.6"],
    techniques=["G220"],
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(
        ja="問い合わせなどの助けの場所がページによって違う", en="Help in another place from page to page"
    ),
    why=Text(
        ja="困ったときに助けを求める人は、前に見た場所を探します。ページによって場所が変わると、見つけられずに手続をあきらめることがあります。",
        en="People who need help look where they saw it before; where it moves they may give up.",
    ),
    fix=Text(
        ja="問い合わせ先、よくある質問、チャットなどの案内を、どのページでも同じ場所（例: フッターの先頭）に置いてください。",
        en="Put contacts, questions and answers, and chat in one place of all pages, for example first in the footer.",
    ),
    messages={
        "moves": Text(
            ja="「{text}」は、ほかのページでは{usual}にありますが、このページでは{here}にあります。",
            en="“{text}” is in another part of this page ({zone}) than of the other pages.",
        ),
    },
    question=Text(
        ja="この案内は、どのページでも同じ順番の場所にありますか。",
        en="Does this help stand in the same relative order on all pages?",
    ),
    examples=[
        Example(
            LIKELY,
            pages={"/": _page(foot=_CHAT), "/a": _page(foot=_CHAT), "/b": _page(text=_CHAT)},
            at="/b",
            key="moves",
        ),
        Example(
            LIKELY,
            pages={"/": _page(foot=_LINE), "/a": _page(head=_LINE), "/b": _page(text=_LINE)},
            at="/a",
            why="A telephone number is help too; where no place is usual, the start page's counts.",
        ),
        Example(
            LIKELY,
            pages={
                "/": _page(head='<a href="tel:0300000000">電話で話す</a>'),
                "/a": _page(head='<a href="tel:0300000000">電話で話す</a>'),
                "/b": _page(foot='<a href="tel:0300000000">電話で話す</a>'),
            },
            at="/b",
            why="A link that calls.",
        ),
        Example(
            REVIEW,
            pages={
                "/": ("<div id=top><p>中央市</p></div><div id=foot>" + _CHAT, ()),
                "/a": ("<div id=top><p>中央市</p></div><div id=foot>" + _CHAT, ()),
                "/b": ("<div id=top>" + _CHAT + "</div><div id=foot><p>中央市", ()),
            },
            at="/b",
            why="No landmarks: parts by what they are called.",
        ),
        Example(
            PASSED,
            pages={
                "/": _page(foot=_CHAT),
                "/a": _page(foot=_CHAT),
                "/b": _page(text="<p>詳しくは窓口へ。</p>" + _CHAT, foot=_CHAT),
            },
            why="In the text besides, and always in the footer.",
        ),
        Example(
            PASSED,
            pages={
                f"/{name}": _page(
                    text=f"<p>{name}課 電話 03-0000-000{number}</p>", foot='<a href="/faq/">よくある質問</a>'
                )
                for number, name in enumerate(("", "a", "b"))
            },
            why="Each page has its own office in charge.",
        ),
        Example(INAPPLICABLE, pages={path: _page() for path in ("/", "/a", "/b")}),
    ],
)
def help_place_differs(site: SiteView) -> Iterator[Finding]:
    offers: defaultdict[tuple[str, str], defaultdict[str, list[tuple[Seen, Help]]]]
    offers = defaultdict(lambda: defaultdict(list))
    for seen in survey(site):
        for one in seen.helps:
            offers[seen.lang, one.key][seen.page.url].append((seen, one))
    for _, pages in sorted(offers.items()):
        if len(pages) < LEAST:
            continue
        zones = {url: {one.zone for _, one in found} for url, found in pages.items()}
        counts = Counter(zone for known in zones.values() for zone in known)
        first = next(iter(pages.values()))[0][1].zone
        usual = first if counts[first] == max(counts.values()) else counts.most_common(1)[0][0]
        for url, found in pages.items():
            seen, here = found[0]
            if usual in zones[url]:
                yield passed(seen.page)
                continue
            known = all(one.certain for others in pages.values() for _, one in others)
            parts = len({zone for zone in counts if zone in _PARTS}) > 1
            said = likely if known or parts else review
            yield said(
                seen.page, "moves", text=short(here.text), usual=_called(usual), here=_called(here.zone), zone=here.zone
            )  # fmt: skip


_PARTS = {
    "banner": "ページの上の部分",
    "main": "本文の中",
    "contentinfo": "ページの下の部分",
    "complementary": "横の欄",
}


def _called(zone: str) -> str:
    return _PARTS.get(zone, "別の部分")
