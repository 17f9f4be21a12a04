"""Data are linked over https."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    SiteView,
    definite,
    link_target,
    passed,
    site_rule,
)

from ._data_links import data_links

HOME = ("localhost", "127.0.0.1", "[::1]")


@site_rule(
    id="opendata/data-link-unencrypted",
    impact=Impact.MODERATE,
    title=Text(ja="暗号化されていない（http の）データへのリンク", en="Link to data over http"),
    why=Text(
        ja="途中で書き換えられてもデータの利用者は気付けません。https のページのプログラムからは読み込めません。",
        en="Data may be changed on the way unseen, and scripts of https pages cannot load them.",
    ),
    fix=Text(
        ja="リンクを https:// に直してください。相手のサーバーが https に対応していなければ、対応を依頼します。",
        en="Write https:// in the link; ask for it where the server does not offer it.",
    ),
    messages={
        "http": Text(
            ja="「{text}」のリンク先が http:// です（{url}）。", en="“{text}” leads to http:// ({url})."
        ),
    },
    examples=[
        Example(PASSED, pages={"/": ('<a href="https://data.example.jp/d.csv">人口（CSV）</a>', ())}),
        Example(
            DEFINITE, pages={"/": ('<a href="http://data.example.jp/d.csv">人口（CSV）</a>', ())}, key="http"
        ),
        Example(
            INAPPLICABLE,
            pages={"/": ('<a href="/d.csv">人口（CSV）</a>', ())},
            why="A site before it is published.",
        ),
        Example(INAPPLICABLE, pages={"/": ('<a href="http://example.jp/">例</a>', ())}, why="No data."),
    ],
)
def data_link_unencrypted(site: SiteView) -> Iterator[Finding]:
    for page, link in data_links(site):
        scheme, _, rest = link.url.partition("://")
        host = rest.partition("/")[0].rsplit(":", 1)[0]
        if host in HOME or host.endswith(".localhost"):
            continue
        if scheme == "http":
            yield definite(link_target(page, link), "http", text=link.text[:60] or link.url, url=link.url)
        else:
            yield passed(page)
