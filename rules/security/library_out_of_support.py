"""Libraries that get no fixes any more, told by file name and version."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Page,
    likely,
    page_rule,
    passed,
)


def _of(slug: str) -> re.Pattern[str]:
    """name-1.2.3.min.js, name/1.2.3/…, name@1.2.3/… and name.js?ver=1.2.3."""
    return re.compile(
        rf"(?:^|[/@])(?:{slug})(?:\.core)?[-@/.]v?(\d+\.\d+(?:\.\d+)?)|(?:^|/)(?:{slug})(?:\.slim)?(?:\.min)?\.(?:js|css)\?(?:ver|v)=(\d+\.\d+(?:\.\d+)?)",
        re.IGNORECASE,
    )


# name → how its files are called, the oldest version still mended, since when older ones are not (as of 2026-11)
LIBRARIES = {
    "jQuery": (_of("jquery"), (3, 5), "3.5 未満"),
    "AngularJS": (_of("angular(?:js)?"), (2, 0), "2022-01"),
    "Bootstrap": (_of("(?:twitter-)?bootstrap"), (5, 0), "2023-01"),
    "Vue": (_of("vue"), (3, 0), "2023-12"),
    "jQuery UI": (_of("jquery-?ui|jqueryui"), (1, 13), "1.13 未満"),
    "jQuery Migrate": (_of("jquery-migrate"), (3, 4), "3.4 未満"),
    "Prototype": (_of("prototype"), (99, 0), "2015-09"),
    "MooTools": (_of("mootools"), (99, 0), "2016-01"),
    "YUI": (_of("yui"), (99, 0), "2014-08"),
    "Dojo": (_of("dojo"), (1, 16), "1.16 未満"),
    "Lodash": (_of("lodash"), (4, 17), "4.17 未満"),
}


@page_rule(
    id="security/library-out-of-support",
    impact=Impact.MODERATE,
    title=Text(
        ja="修正が終わった JavaScript の部品を使っている", en="JavaScript library that gets no more fixes"
    ),
    why=Text(
        ja="見つかった弱点が直されないため、不正なプログラムを動かされるおそれが残ります。",
        en="Weaknesses found in it are not mended any more.",
    ),
    fix=Text(
        ja="修正が続いている版（例: jQuery 3.7 以降、Bootstrap 5、Vue 3）に替え、動作を確かめてください。",
        en="Move to a version that is still mended (jQuery 3.7, Bootstrap 5, Vue 3) and test.",
    ),
    messages={
        "old": Text(
            ja="{name} {version} は修正が終わった版です（{since}）。",
            en="{name} {version} gets no more fixes ({since}).",
        )
    },
    examples=[
        Example(PASSED, '<script src="/js/jquery-3.7.1.min.js"></script>'),
        Example(LIKELY, '<script src="/js/jquery-1.12.4.min.js"></script>', at="script", key="old"),
        Example(
            LIKELY,
            '<script src="https://ajax.googleapis.com/ajax/libs/jquery/2.2.4/jquery.min.js"></script>',
            key="old",
        ),
        Example(
            LIKELY,
            '<link rel="stylesheet" href="https://cdn.example.com/bootstrap@4.6.0/dist/css/bootstrap.min.css">',
            key="old",
        ),
        Example(INAPPLICABLE, '<script src="/js/site.js"></script>'),
    ],
)
def library_out_of_support(page: Page) -> Iterator[Finding]:
    for element in page.select("script[src], link[rel~=stylesheet][href]"):
        address = element["src"] or element["href"]
        for name, (pattern, supported, since) in LIBRARIES.items():
            found = pattern.search(address)
            if found:
                version = found[1] or found[2]
                number = tuple(int(part) for part in version.split(".")[:2])
                old = number < supported
                yield (
                    likely(element, "old", name=name, version=version, since=since)
                    if old
                    else passed(element)
                )
                break
