"""HTML standard, rel=alternate with hreflang: the pages of other languages a page names."""

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

from ._markup import is_web

CODE = re.compile(r"x-default|[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?", re.IGNORECASE)
# Often written for a language, and codes of something else or of nothing.
FALSE = {"jp": "ja", "cn": "zh-Hans", "tw": "zh-Hant", "kr": "ko", "vn": "vi"}
HERE = '<link rel="alternate" hreflang="ja" href="http://example.localhost/">'


@page_rule(
    id="security/language-version-wrong",
    impact=Impact.MINOR,
    title=Text(
        ja="ほかの言語のページの指定（hreflang）が誤っている",
        en="Wrong naming of pages in other languages (hreflang)",
    ),
    why=Text(
        ja="外国語の利用者が検索したときに、その言語のページでなく日本語のページが出ます。",
        en="People who search in their language are shown the Japanese page instead.",
    ),
    fix=Text(
        ja="言語は BCP 47 の符号（日本語 ja、英語 en、中国語簡体字 zh-Hans、韓国語 ko）で、アドレスは https:// から書き、"
        "そのページ自身も一覧に含めてください。",
        en="Write BCP 47 codes (ja, en, zh-Hans, ko) and whole addresses, and let the list hold the page itself.",
    ),
    messages={
        "code": Text(
            ja="言語の符号「{value}」は正しくありません（{expected}）。",
            en="“{value}” is no language code ({expected}).",
        ),
        "relative": Text(
            ja="{value} のアドレスが https:// から始まっていません。",
            en="The address for {value} is not a whole one.",
        ),
        "self": Text(
            ja="ほかの言語のページを {count} 件挙げていますが、このページ自身がありません。",
            en="{count} pages of other languages are named, but not this page itself.",
        ),
    },
    question=Text(
        ja="言語版の一覧は、どのページでも同じで、互いに指していますか。",
        en="Is the list of languages the same on all of these pages?",
    ),
    examples=[
        Example(PASSED, f'<head>{HERE}<link rel="alternate" hreflang="en" href="https://a.jp/en/"></head>'),
        Example(
            LIKELY,
            '<head><link rel="alternate" hreflang="jp" href="https://a.jp/"></head>',
            at="link",
            key="code",
        ),
        Example(LIKELY, '<head><link rel="alternate" hreflang="en" href="/en/"></head>', key="relative"),
        Example(
            REVIEW, '<head><link rel="alternate" hreflang="en" href="https://a.jp/en/"></head>', key="self"
        ),
        Example(INAPPLICABLE, '<head><link rel="alternate" type="application/rss+xml" href="/rss"></head>'),
    ],
)
def language_version_wrong(page: Page) -> Iterator[Finding]:
    links = page.select("link[rel~=alternate][hreflang]")
    for link in links:
        code, href = link["hreflang"].strip(), link["href"].strip()
        if not CODE.fullmatch(code) or code.lower() in FALSE:
            expected = FALSE.get(code.lower(), "ja, en, zh-Hans …")
            yield likely(link, "code", value=code[:40], expected=expected)
        elif not href.startswith(("http://", "https://")):
            yield likely(link, "relative", value=code)
        else:
            yield passed(link)
    if links and is_web(page) and page.url not in {link.url("href").partition("#")[0] for link in links}:
        yield review(links[0], "self", count=len(links))
