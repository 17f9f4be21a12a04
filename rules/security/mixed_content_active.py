"""W3C Mixed Content: what runs in an https page must come over https."""

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

from ._markup import ACTIVE, plain_loads


@page_rule(
    id="security/mixed-content-active",
    impact=Impact.SERIOUS,
    title=Text(
        ja="HTTPS のページが、動く部品を暗号化せずに読み込む", en="Active content loaded over plain http"
    ),
    why=Text(
        ja="ブラウザが読み込みを止めるため機能が動かず、古いブラウザでは途中で書き換えられた部品が動きます。",
        en="Browsers block it, so a function is missing; old ones run what others changed on the way.",
    ),
    fix=Text(
        ja="アドレスを https:// に改めてください。相手が HTTPS に対応していなければ、その部品を使わないか自サイト"
        "に置きます。",
        en="Write https://; where that host has none, host the file yourself or do without it.",
    ),
    messages={
        "active": Text(
            ja="動く部品（{tag}）を暗号化されない {host} から読み込んでいます。",
            en="An active part ({tag}) is loaded from {host} without encryption.",
        )
    },
    examples=[
        Example(PASSED, '<script src="https://a.jp/a.js"></script>'),
        Example(DEFINITE, '<script src="http://a.jp/a.js"></script>', at="script", key="active"),
        Example(DEFINITE, '<link rel="stylesheet" href="http://a.jp/a.css">', key="active"),
        Example(INAPPLICABLE, '<img src="http://a.jp/a.png">', why="mixed-content-passive says so."),
        Example(PASSED, '<script src="/a.js"></script>'),
    ],
)
def mixed_content_active(page: Page) -> Iterator[Finding]:
    for element, host in plain_loads(page, ACTIVE):
        yield definite(element, "active", tag=element.tag, host=host) if host else passed(element)
