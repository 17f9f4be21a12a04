"""W3C SRI: a fingerprint keeps a script of another owner what it was."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Page,
    page_rule,
    passed,
    review,
)

from ._domains import host_of
from ._markup import is_foreign, is_web

# What these serve changes by design: a fingerprint would break it.
CHANGING = frozenset(
    {
        "googletagmanager.com",
        "google-analytics.com",
        "googleapis.com",
        "google.com",
        "gstatic.com",
        "youtube.com",
        "twitter.com",
        "x.com",
        "facebook.net",
        "line.me",
        "line-scdn.net",
        "clarity.ms",
        "yimg.jp",
        "yahoo.co.jp",
        "adobedtm.com",
        "instagram.com",
        "readspeaker.com",
        "typekit.net",
    }
)


@page_rule(
    id="security/integrity-absent",
    impact=Impact.MINOR,
    title=Text(
        ja="外部の部品に改ざん検知の値（integrity）がない",
        en="External script or style sheet without integrity",
    ),
    why=Text(
        ja="部品を配るサーバーが侵入されると、このサイトの全ページで不正なプログラムが動きます。",
        en="If that host is broken into, its script runs on every page here.",
    ),
    fix=Text(
        ja='版を固定したアドレスで読み込み、integrity と crossorigin="anonymous" を付けるか、自サイトに置いてくだ'
        "さい（内容が変わり続けるタグ管理などは対象外です）。",
        en='Load a fixed version with integrity and crossorigin="anonymous", or host it yourself '
        "(tag managers, whose content changes, are left out).",
    ),
    messages={
        "absent": Text(
            ja="外部の部品（{host}）に integrity がありません。",
            en="The external part ({host}) has no integrity.",
        )
    },
    question=Text(
        ja="この部品は、版を固定して integrity を付けるか、自サイトに置くことができますか。",
        en="Can this part be fixed to a version with integrity, or hosted here?",
    ),
    examples=[
        Example(
            PASSED,
            '<script src="https://cdn.example.com/a.js" integrity="sha384-x" crossorigin="anonymous"></script>',
        ),
        Example(
            REVIEW,
            '<script src="https://cdn.example.com/jquery-3.7.1.min.js"></script>',
            at="script",
            key="absent",
        ),
        Example(
            INAPPLICABLE,
            '<script src="https://www.googletagmanager.com/gtag/js?id=1"></script>',
            why="Its content changes.",
        ),
        Example(INAPPLICABLE, '<script src="/a.js"></script>'),
    ],
)
def integrity_absent(page: Page) -> Iterator[Finding]:
    for element in page.select("script[src], link[rel~=stylesheet][href]"):
        url = element.url("src" if element.tag == "script" else "href")
        host = host_of(url)
        if (
            not is_web(page)
            or not is_foreign(url, page)
            or any(host == one or host.endswith("." + one) for one in CHANGING)
        ):
            continue
        if element["integrity"].strip():
            yield passed(element)
        else:
            yield review(element, "absent", host=host)
