"""JIS X 8341-3:2016 2.4.4: links of one name that go to different places cannot be told apart."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urldefrag

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Need, Page, page_rule, passed, review

from ._words import fold, short
from .link_text_vague import VAGUE

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")  # zero-width space and such: a name of these is none


def _address(link: Element) -> str:
    url = urldefrag(link.url("href"))[0].lower()
    scheme, _, rest = url.partition("://")
    rest = rest.removesuffix("index.html").rstrip("/")
    return rest if scheme in ("http", "https") else url


def _acts_here(link: Element) -> bool:
    """Return whether a script or a bare “#” makes the link a button, which leads to no page."""
    href = link["href"].strip().lower()
    return href in ("", "#") or href.startswith("javascript:")


def _context(link: Element) -> str:
    """Return what the same item with the item its list stands in, cell with its row header, or paragraph says."""
    around = link.closest("li, p, td, th, dd, dt, figure, article")
    if around is None:
        return ""
    beside: list[Element] = []
    if around.tag == "td" and around.parent:
        beside = list(around.parent.select("th, td:first-child"))
    outer = around.parent.closest("li") if around.tag == "li" and around.parent else None
    if outer:
        beside = [one for one in outer.children if one.tag not in ("ul", "ol")][:2]
    own = outer.own_text if outer else ""
    return " ".join([around.text, own, *(one.text for one in beside)])[:500]


@page_rule(
    id="jis/link-same-name-different-target",
    criteria=["2.4.4", "2.4.9"],
    techniques=["G91", "H30"],
    act=["b20e66"],
    impact=Impact.MODERATE,
    needs=[Need.ACCESSIBILITY],
    replaces=["axe/identical-links-same-purpose"],
    title=Text(ja="同じ文言で行き先の違うリンク", en="Links of the same name with different targets"),
    why=Text(
        ja="音声でリンクだけを聞いて選ぶ人は、同じ言葉のリンクのどれが目的のページに行くのか区別できません。",
        en="People who choose among links by voice cannot tell which of the equal ones leads to the "
        "page they want.",
    ),
    fix=Text(
        ja="行き先ごとに違う文言にしてください。例: 申込み／申込み → 料理教室の申込み／体操教室の申込み",
        en="Give each target its own words. Example: Apply / Apply → Apply for cooking class / Apply "
        "for gymnastics.",
    ),
    messages={
        "same-name": Text(
            ja="「{name}」というリンクが {count} か所の違うページを指しています。",
            en="Links named “{name}” lead to {count} different pages.",
        )
    },
    question=Text(
        ja="前後の言葉や見出しから、それぞれのリンクの行き先の違いが分かりますか。",
        en="Do the words or the heading around each link tell how their targets differ?",
    ),
    examples=[
        Example(PASSED, '<p><a href="/a">料理教室の申込み</a></p><p><a href="/b">体操教室の申込み</a></p>'),
        Example(REVIEW, '<p><a href="/a">申込み</a></p><p><a href="/b">申込み</a></p>', at="a"),
        Example(
            PASSED,
            '<p><a href="/a/">申込み</a></p><p><a href="/a/index.html#x">申込み</a></p>',
            why="The same page.",
        ),
        Example(
            PASSED,
            '<ul><li>料理教室 <a href="/a">申込み</a></li><li>体操教室 <a href="/b">申込み</a></li></ul>',
            why="The items say which.",
        ),
        Example(
            PASSED,
            '<p><a href="javascript:void(0)">組織から探す</a></p><p><a href="/soshiki">組織から探す</a></p>'
            '<p><a href="#">組織から探す</a></p>',
            why="The first and the last open a menu on this page.",
        ),
        Example(
            PASSED,
            '<ul><li><a href="/inu">犬の飼い主さんへ</a><ul><li><a href="/inu/a">適正飼養</a></li></ul></li>'
            '<li><a href="/neko">猫の飼い主さんへ</a><ul><li><a href="/neko/a">適正飼養</a></li></ul></li></ul>',
            why="The items that the inner lists stand in say which.",
        ),
        Example(
            INAPPLICABLE,
            '<p><a href="/a">&#8203;</a></p><p><a href="/b">&#8203;</a></p>',
            why="Without a visible name: the business of axe/link-name.",
        ),
        Example(INAPPLICABLE, "<p>リンクのないページ</p>"),
    ],
)
def link_same_name_different_target(page: Page) -> Iterator[Finding]:
    groups: defaultdict[str, list[Element]] = defaultdict(list)
    for link in page.select("a[href], area[href]"):
        name = _INVISIBLE.sub("", fold(link.name))
        # Vague names are the business of link-text-vague.
        if name and name not in VAGUE and not _acts_here(link) and _address(link):
            groups[name].append(link)
    for links in groups.values():
        targets = {_address(link) for link in links}
        contexts = {(_address(link), _context(link)) for link in links}
        apart = len({context for _, context in contexts}) >= len(contexts) and len(contexts) >= len(targets)
        if len(targets) > 1 and not apart:
            yield review(links[0], "same-name", name=short(links[0].name), count=len(targets))
        else:
            yield passed(links[0])
