"""Practice beside 2.4.4: a link within the site leads to a page that exists."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.model import Fate, Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    SiteView,
    advice,
    link_target,
    passed,
    site_rule,
)

from ..opendata._data_links import is_data

LINK = '<title>総務局</title><a href="/a">お知らせ</a>'


@site_rule(
    id="jis/broken-link-internal",
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(ja="サイト内のリンク切れ", en="Broken link within the site"),
    why=Text(
        ja="リンクをたどった人が目的の情報に着けません。音声やキーボードで戻る操作に手間がかかる人ほど負"
        "担になります。",
        en="Visitors do not reach what they came for; those who go back by voice or keyboard are "
        "burdened most.",
    ),
    fix=Text(
        ja="リンク先を今のページに直すか、リンクを消してください。ページを移した場合は、"
        "古いアドレスから転送します。",
        en="Point the link to the present page or remove it; redirect old addresses of moved pages.",
    ),
    messages={
        "broken": Text(
            ja="リンク「{text}」の先（{url}）がありません（{status}）。",
            en="The target of the link “{text}” ({url}) does not exist ({status}).",
        )
    },
    examples=[
        Example(PASSED, pages={"/": (LINK, ()), "/a": ("<p>お知らせ</p>", ())}),
        Example(
            ADVICE,
            pages={"/": (LINK, ()), "/b": ("<p>b</p>", ()), "/a": ("<p>なし</p>", (), 404)},
            key="broken",
        ),
        Example(
            PASSED,
            pages={
                "/": (LINK + '<a href="/members">会員</a>', ()),
                "/a": ("<p>a</p>", ()),
                "/members": ("", (), 403),
            },
            why="A page behind a log-in is there.",
        ),
        Example(
            INAPPLICABLE,
            pages={"/": ('<a href="/d.csv">人口</a>', ()), "/b": ("<p>b</p>", ()), "/d.csv": ("", (), 404)},
            why="A data file: opendata/data-link-dead speaks of it.",
        ),
        Example(INAPPLICABLE, pages={"/": (LINK, ()), "/b": ("<p>b</p>", ())}, why="/a was never asked for."),
    ],
)
def broken_link_internal(site: SiteView) -> Iterator[Finding]:
    for page in site.pages:
        host = urlsplit(page.url).netloc
        told = set()
        for link in site.links(page):
            if link.url in told or urlsplit(link.url).netloc != host:
                continue
            if is_data(link):  # opendata/data-link-dead speaks of these
                continue
            told.add(link.url)
            target = site.resource(link.url)
            if target is None or target.fate is None:
                continue
            if target.fate is Fate.HTTP_ERROR and target.status in (404, 410):
                yield advice(
                    link_target(page, link),
                    "broken",
                    text=link.text[:60] or link.url,
                    url=link.url,
                    status=target.status,
                )
            elif target.fate in (Fate.OK, Fate.NOT_HTML, Fate.REDIRECTED):
                yield passed(page)
