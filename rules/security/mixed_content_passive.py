"""W3C Mixed Content: images and media of an https page should come over https."""

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

from ._markup import PASSIVE, plain_loads


@page_rule(
    id="security/mixed-content-passive",
    impact=Impact.MODERATE,
    title=Text(
        ja="HTTPS のページが、画像や動画を暗号化せずに読み込む", en="Images or media loaded over plain http"
    ),
    why=Text(
        ja="相手が HTTPS に対応していないと表示されず、どのページを見ているかも途中で知られます。",
        en="They fail where that host has no https, and others see which page is read.",
    ),
    fix=Text(
        ja="アドレスを https:// に改めるか、画像を自サイトに置いてください。",
        en="Write https://, or host the image yourself.",
    ),
    messages={
        "passive": Text(
            ja="{tag} が暗号化されない {host} から読み込まれます。",
            en="{tag} is loaded from {host} without encryption.",
        )
    },
    examples=[
        Example(PASSED, '<img src="https://a.jp/a.png" alt="">'),
        Example(DEFINITE, '<img src="http://a.jp/a.png" alt="">', at="img", key="passive"),
        Example(DEFINITE, '<img srcset="https://a.jp/a.png 1x, http://a.jp/b.png 2x" alt="">', key="passive"),
        Example(INAPPLICABLE, '<a href="http://a.jp/">link</a>', why="A link is no load."),
    ],
)
def mixed_content_passive(page: Page) -> Iterator[Finding]:
    for element, host in plain_loads(page, PASSIVE):
        yield definite(element, "passive", tag=element.tag, host=host) if host else passed(element)
