"""A list of files that the server made because there was no page."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    Page,
    definite,
    page_rule,
    passed,
)

from ._headers import cure

LISTING = re.compile(r"(Index of /|Directory listing for /|.* - /[^ ]*$)", re.IGNORECASE)


@page_rule(
    id="security/directory-listing",
    impact=Impact.MODERATE,
    title=Text(ja="フォルダーの中身の一覧が見える", en="Directory listing is shown"),
    why=Text(
        ja="公開するつもりのないファイルまで見つけられ、取り出されます。",
        en="Files never meant to be public are found and taken.",
    ),
    fix=cure(
        ja="一覧を止めてください。nginx: autoindex off;  Apache: Options -Indexes  IIS: <directoryBrowse "
        'enabled="false" />  CDN: オブジェクト保管先の一覧権限を外す',
        en="Turn it off. nginx: autoindex off;  Apache: Options -Indexes  IIS: <directoryBrowse "
        'enabled="false" />  CDN: no listing right on the bucket',
    ),
    messages={
        "listing": Text(
            ja="フォルダーの中身の一覧「{title}」が表示されています。",
            en="A directory listing “{title}” is shown.",
        )
    },
    examples=[
        Example(PASSED, "<title>案内</title>"),
        Example(
            DEFINITE,
            "<title>Index of /data</title><h1>Index of /data</h1><pre><a href='../'>../</a></pre>",
            at="html",
            key="listing",
        ),
        Example(PASSED, "<title>Index of services</title>"),
        Example(INAPPLICABLE, "<p>無題</p>"),
    ],
)
def directory_listing(page: Page) -> Iterator[Finding]:
    title = page.title
    if LISTING.match(title) and page.select("a[href]"):
        yield definite(page.root, "listing", title=title[:100])
    elif title:
        yield passed(page.root)
