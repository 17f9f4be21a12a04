"""W3C Mixed Content: what the request log shows a browser did not load because it came over plain http."""

from collections.abc import Iterator
from dataclasses import replace

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Page,
    definite,
    likely,
    page_rule,
    passed,
)

from ._domains import host_of
from ._markup import is_plain, is_secure, is_web

MOST = 20  # told of one page
# Kinds of requests that browsers stop; images and media they ask for over https instead.
ACTIVE = frozenset({"Script", "Stylesheet", "XHR", "Fetch", "Document", "Font", "EventSource", "WebSocket"})


@page_rule(
    id="security/mixed-content-stopped",
    impact=Impact.SERIOUS,
    title=Text(
        ja="スクリプトなどからの暗号化されない読み込みが、ブラウザに止められた",
        en="Loads over plain http that browsers stop",
    ),
    why=Text(
        ja="HTML には現れない読み込み（スクリプトや CSS の中のアドレス）も止められ、機能や文字の形が欠けます。",
        en="Loads that the HTML does not show (from scripts and style sheets) are stopped too: functions or fonts are missing.",
    ),
    fix=Text(
        ja="スクリプトと CSS の中のアドレスを https:// に改めてください。"
        "相手が HTTPS に対応していなければ、使わないか自サイトに置きます。",
        en="Write https:// in scripts and style sheets; where that host has none, do without it or host the file yourself.",
    ),
    messages={
        "stopped": Text(
            ja="{url}（{kind}）の読み込みがブラウザに止められました。",
            en="The browser stopped {url} ({kind}).",
        ),
        "plain": Text(
            ja="{url}（{kind}）を暗号化せずに読み込んでいます。",
            en="{url} ({kind}) is loaded without encryption.",
        ),
    },
    examples=[
        Example(
            PASSED,
            "<p>",
            probes={
                "requests": [{"url": "https://a.jp/a.json", "type": "Fetch", "status": 200, "blocked": ""}]
            },
        ),
        Example(
            DEFINITE,
            "<p>",
            probes={"requests": [{"url": "http://a.jp/a.json", "type": "Fetch", "blocked": "mixed-content"}]},
            at="html",
            key="stopped",
        ),
        Example(
            LIKELY,
            "<p>",
            probes={
                "requests": [{"url": "http://a.jp/a.woff", "type": "Font", "status": 200, "blocked": ""}]
            },
            key="plain",
        ),
        Example(
            INAPPLICABLE,
            "<p>",
            probes={
                "requests": [{"url": "http://a.jp/a.png", "type": "Image", "status": 200, "blocked": ""}]
            },
            why="mixed-content-passive says so.",
        ),
        Example(
            INAPPLICABLE,
            '<script src="http://a.jp/a.js"></script>',
            probes={"requests": [{"url": "http://a.jp/a.js", "type": "Script", "blocked": "mixed-content"}]},
            why="In the markup: mixed-content-active says so.",
        ),
        Example(INAPPLICABLE, "<p>"),
    ],
)
def mixed_content_stopped(page: Page) -> Iterator[Finding]:
    if not is_secure(page) or not is_web(page):
        return
    written: frozenset[str] | None = None  # looked for when something plain is loaded: rarely
    told: set[str] = set()
    for one in page.requests:
        url, kind = str(one.get("url", "")), str(one.get("type", ""))
        if kind not in ACTIVE or url == page.url:
            continue
        if not is_plain(url):
            yield passed()
            continue
        if written is None:
            written = _written(page)
        if url in written:
            continue
        if url not in told and len(told) < MOST:
            told.add(url)
            stopped = one.get("blocked") == "mixed-content"
            place = replace(page.root.target(), region="document", snippet=url[:500], identity=host_of(url))
            judge = definite if stopped else likely
            yield judge(place, "stopped" if stopped else "plain", url=url[:200], kind=kind)


def _written(page: Page) -> frozenset[str]:
    """Return the plain addresses that stand in the markup: other rules tell them at their element."""
    return frozenset(
        element.url(name) for name in ("src", "href", "data") for element in page.select(f"[{name}^='http:']")
    )
