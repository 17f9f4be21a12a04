"""Fetch standard: a script or style sheet is declared as one, else nosniff keeps it from working."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Target, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Page,
    header_values,
    likely,
    page_rule,
    passed,
)

from ._domains import host_of, same_site
from ._loaded import lines_of

SCRIPTS = ("javascript", "ecmascript", "json", "wasm")
MOST = 20  # told of one page
A_SCRIPT = {"url": "http://example.localhost/a.js", "type": "Script", "status": 200, "blocked": ""}


@page_rule(
    id="security/script-type-untrue",
    impact=Impact.MINOR,
    title=Text(
        ja="スクリプトやスタイルシートの Content-Type が誤っている",
        en="Script or style sheet with a wrong Content-Type",
    ),
    why=Text(
        ja="X-Content-Type-Options: nosniff を付けると動かなくなり、"
        "付けなければほかのファイルをスクリプトとして動かされるおそれが残ります。",
        en="It stops working once nosniff is sent; without nosniff other files may be run as scripts.",
    ),
    fix=Text(
        ja="サーバーの対応表で .js を text/javascript、.css を text/css にしてください。"
        "ファイルが無くてエラーページが返っていないかも確かめます。",
        en="Map .js to text/javascript and .css to text/css; see whether an error page came instead of the file.",
    ),
    messages={
        "differs": Text(
            ja="{url} は {declared} として送られています（{expected} のはずです）。",
            en="{url} is sent as {declared} ({expected} is meant).",
        ),
        "undeclared": Text(
            ja="{url} に Content-Type がありません（{expected} のはずです）。",
            en="{url} is sent without a Content-Type ({expected} is meant).",
        ),
    },
    examples=[
        Example(PASSED, "<p>", probes={"requests": [{**A_SCRIPT, "mime": "text/javascript"}]}),
        Example(LIKELY, "<p>", probes={"requests": [{**A_SCRIPT, "mime": "text/plain"}]}, key="differs"),
        Example(
            LIKELY,
            "<p>",
            probes={"requests": [{**A_SCRIPT, "type": "Stylesheet", "mime": "text/html"}]},
            key="differs",
        ),
        Example(
            LIKELY,
            "<p>",
            probes={"requests": [{**A_SCRIPT, "mime": "text/javascript", "headers": [("Server", "x")]}]},
            key="undeclared",
            why="The browser guessed from the content; with nosniff it would not.",
        ),
        Example(
            INAPPLICABLE,
            "<p>",
            probes={"requests": [{**A_SCRIPT, "url": "https://cdn.example.com/a.js", "mime": "text/plain"}]},
            why="The host of others.",
        ),
        Example(INAPPLICABLE, "<p>"),
    ],
)
def script_type_untrue(page: Page) -> Iterator[Finding]:
    told = 0
    for one in page.requests:
        kind, mime, url = str(one.get("type", "")), str(one.get("mime", "")).lower(), str(one.get("url", ""))
        if kind not in ("Script", "Stylesheet") or one.get("status") != 200:
            continue
        lines = lines_of(one)
        if lines:  # what the server said, where that is known; else what the browser took it for
            mime = ", ".join(header_values(lines, "Content-Type")).lower()
        if not (mime or lines) or not same_site(host_of(url), host_of(page.url)):
            continue
        fits = "css" in mime if kind == "Stylesheet" else any(part in mime for part in SCRIPTS)
        if fits:
            yield passed()
        elif told < MOST:
            told += 1
            expected = "text/css" if kind == "Stylesheet" else "text/javascript"
            place = Target(
                where="Content-Type", snippet=url[:500], region="response", identity=url.partition("?")[0]
            )
            key = "differs" if mime else "undeclared"
            yield likely(place, key, url=url[:200], declared=mime[:80], expected=expected)
