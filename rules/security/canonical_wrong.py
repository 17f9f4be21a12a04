"""RFC 6596: the canonical address is absolute and of the same site."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    Page,
    advice,
    page_rule,
    passed,
)

from ._domains import host_of
from ._markup import is_foreign, is_plain


@page_rule(
    id="security/canonical-wrong",
    impact=Impact.MINOR,
    title=Text(ja="正規のアドレス（canonical）の指定が誤っている", en="Canonical address is wrong"),
    why=Text(
        ja="検索エンジンが別のページを正しいものとみなし、このページが検索で見つからなくなることがあります。",
        en="Search engines take another page for the right one, and this one is not found.",
    ),
    fix=Text(
        ja='rel="canonical" には、このページの https:// から始まるアドレスを 1 つだけ書いてください。',
        en='Write one address into rel="canonical", that of this page, from https:// on.',
    ),
    messages={
        "several": Text(ja="canonical が {count} 個あります。", en="There are {count} canonical addresses."),
        "relative": Text(
            ja="canonical「{value}」が https:// から始まっていません。",
            en="The canonical address “{value}” does not begin with https://.",
        ),
        "plain": Text(
            ja="https:// のページの canonical が http:// のアドレス（{value}）です。",
            en="The canonical address of an https page is a plain one ({value}).",
        ),
        "foreign": Text(
            ja="canonical が別のサイト（{value}）を指しています。",
            en="The canonical address is of another site ({value}).",
        ),
    },
    examples=[
        Example(PASSED, '<link rel="canonical" href="http://example.localhost/">'),
        Example(ADVICE, '<link rel="canonical" href="/a">', at="link", key="relative"),
        Example(ADVICE, '<link rel="canonical" href="https://other.example.com/">', key="foreign"),
        Example(
            ADVICE,
            '<link rel="canonical" href="http://example.localhost/"><link rel="canonical" href="http://example.localhost/b">',
            key="several",
        ),
        Example(INAPPLICABLE, "<p>なし</p>"),
    ],
)
def canonical_wrong(page: Page) -> Iterator[Finding]:
    links = page.select("link[rel~=canonical][href]")
    if len({link["href"] for link in links}) > 1:
        yield advice(links[0], "several", count=len(links))
        return
    for link in links[:1]:
        url = link["href"].strip()
        if not url.startswith(("https://", "http://")):
            yield advice(link, "relative", value=url[:200])
        elif page.url.startswith("https://") and is_plain(url):
            yield advice(link, "plain", value=url[:200])
        elif is_foreign(url, page):
            yield advice(link, "foreign", value=host_of(url))
        else:
            yield passed(link)
