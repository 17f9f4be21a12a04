"""What the request log shows of the site's own files that did not come."""

from collections.abc import Iterator
from dataclasses import replace

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, likely, page_rule, passed

from ._domains import host_of, same_site
from ._markup import is_web

KINDS = frozenset({"Script", "Stylesheet", "Image", "Font", "XHR", "Fetch"})
# The browser or the audit itself gave up: the file may well be there.
OURS = ("ABORTED", "mixed-content", "inspector", "csp", "BLOCKED", "forbidden-address")
MOST = 20  # told of one page
HERE = {"url": "http://example.localhost/a.js", "type": "Script"}


@page_rule(
    id="security/resource-load-failed",
    impact=Impact.MINOR,
    title=Text(
        ja="ページが使う自サイトのファイルが読み込めない",
        en="A file of the site that the page uses does not load",
    ),
    why=Text(
        ja="画像や機能が欠けたまま表示されます。消し忘れた読み込みは、表示も遅くします。",
        en="A picture or function is missing; a leftover load makes the page slower.",
    ),
    fix=Text(
        ja="ファイルを置き直すか、使っていなければ読み込みを除いてください。",
        en="Put the file back, or take the load out.",
    ),
    messages={
        "failed": Text(
            ja="{url}（{kind}）が読み込めません（{value}）。", en="{url} ({kind}) did not load ({value})."
        )
    },
    examples=[
        Example(PASSED, "<p>", probes={"requests": [{**HERE, "status": 200, "blocked": ""}]}),
        Example(
            LIKELY,
            "<p>",
            probes={"requests": [{**HERE, "status": 404, "blocked": ""}]},
            at="html",
            key="failed",
        ),
        Example(
            INAPPLICABLE,
            "<p>",
            probes={"requests": [{"url": "https://cdn.example.com/a.js", "type": "Script", "status": 404}]},
            why="Of another owner: resource-host-dead.",
        ),
        Example(INAPPLICABLE, "<p>"),
    ],
)
def resource_load_failed(page: Page) -> Iterator[Finding]:
    told: set[str] = set()
    for one in page.requests:
        url, kind, why = str(one.get("url", "")), str(one.get("type", "")), str(one.get("blocked") or "")
        if not is_web(page) or kind not in KINDS or not same_site(host_of(url), host_of(page.url)):
            continue
        status = one.get("status")
        if why and any(word in why for word in OURS):
            continue
        if not why and (not isinstance(status, int) or status < 400):
            yield passed()
        elif url not in told and len(told) < MOST:
            told.add(url)
            path = url.partition("?")[0]
            place = replace(page.root.target(), region="document", snippet=url[:500], identity=path)
            yield likely(
                place, "failed", url=url[:200], kind=kind, value=f"HTTP {status}" if not why else why[:60]
            )
