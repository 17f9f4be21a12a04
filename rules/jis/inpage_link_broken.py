"""JIS X 8341-3:2016 2.4.1, 2.4.4: a link within the page must have a place to go to."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag

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

from ._words import name, short

SKIP_LINK = re.compile(r"本文|スキップ|コンテンツ(へ|に)|飛ばし|読み飛ば|skip|main content", re.IGNORECASE)
WIDGET = re.compile(
    r"tab|toggle|accordion|collapse|modal|popup|drawer|menu|dropdown|slide|carousel", re.IGNORECASE
)


def _is_toggle(link: Element) -> bool:
    """Return whether a script uses the link as a button: its fragment is a name for the script, no place."""
    return (
        link["role"] in ("button", "tab", "menuitem", "switch")
        or any(a in link for a in ("aria-controls", "aria-expanded", "aria-haspopup", "onclick"))
        or any(a.startswith("data-") and ("toggle" in a or "target" in a) for a in link.attributes)
    )


@page_rule(
    id="jis/inpage-link-broken",
    criteria=["2.4.1", "2.4.4"],
    techniques=["G1", "G123", "G124"],
    impact=Impact.MODERATE,
    replaces=["axe/skip-link"],
    title=Text(ja="飛び先のないページ内リンク", en="Link within the page leads nowhere"),
    why=Text(
        ja="キーボードや音声で利用している人は、本文や目次の項目へ飛ぼうとしても動かず、"
        "ページの先頭から順にたどることになります。",
        en="People who use a keyboard or a screen reader cannot jump to the content and must go through "
        "the page from its top.",
    ),
    fix=Text(
        ja="飛び先の見出しなどに、リンクと同じ id を付けてください。"
        '例: <a href="#access">交通案内</a> に対して <h2 id="access">交通案内</h2>',
        en='Give the target the id that the link names. Example: <a href="#access"> needs <h2 id="access">.',
    ),
    messages={
        "skip-link": Text(
            ja='「{text}」の飛び先（id="{id}"）がページにありません。',
            en='The target (id="{id}") of the skip link “{text}” is not in the page.',
        ),
        "target": Text(
            ja='ページ内リンク「{text}」の飛び先（id="{id}"）がページにありません。',
            en='The target (id="{id}") of the link “{text}” is not in the page.',
        ),
        "widget": Text(
            ja='リンク「{text}」の飛び先（id="{id}"）がありません。スクリプトで動く部品かもしれません。',
            en='The target (id="{id}") of the link “{text}” is missing; a script may be using the link.',
        ),
    },
    question=Text(
        ja="このリンクを押すと、何かが開いたり切り替わったりしますか。"
        "何も起きなければ飛び先を直してください。",
        en="Does anything open or change when this link is pressed? If not, mend its target.",
    ),
    examples=[
        Example(PASSED, '<a href="#main">本文へ</a><main id="main">本文</main>'),
        Example(
            PASSED,
            '<a href="#%E6%A6%82%E8%A6%81">概要</a><a name="概要"></a>',
            why="Escaped, and an old name.",
        ),
        Example(
            LIKELY, '<a href="#honbun">本文へ移動</a><main id="main">本文</main>', at="a", key="skip-link"
        ),
        Example(REVIEW, '<a href="http://example.localhost/#gaiyo">概要</a>', at="a", key="target"),
        Example(REVIEW, '<a href="#p2" class="js-tab">2か月目</a>', at="a", key="widget"),
        Example(PASSED, '<a href="#p2" role="tab">2か月目</a>', why="A script's toggle."),
        Example(PASSED, '<a href="#top">先頭へ</a>', why="Browsers know #top."),
        Example(INAPPLICABLE, '<a href="/b#gaiyo">別のページの概要</a><a href="#">メニュー</a>'),
    ],
)
def inpage_link_broken(page: Page) -> Iterator[Finding]:
    here = urldefrag(page.url)[0]
    links = page.select("a[href*='#'], area[href*='#']")
    names = {anchor["name"] for anchor in page.select("a[name]")} if links else set()
    for link in links:
        href = link["href"].strip()
        address, fragment = urldefrag(href if href.startswith("#") else link.url("href"))
        if not fragment or fragment[0] in "!/:?" or (address and address != here):
            continue
        id = unquote(fragment)
        if id == "top" or {id, fragment} & names or page.by_id(link, id) or page.by_id(link, fragment):
            yield passed(link)
            continue
        text = name(page, link)
        if _is_toggle(link):
            yield passed(link)
        elif SKIP_LINK.search(text):
            yield likely(link, "skip-link", text=short(text), id=id)
        elif WIDGET.search(f"{link['class']} {id}"):
            yield review(link, "widget", text=short(text), id=id)
        else:
            yield review(link, "target", text=short(text), id=id)
