"""A part of a page that lies on a host of others which does not answer."""

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

from ._domains import host_of
from ._markup import (
    ACTIVE,
    PASSIVE,
    is_foreign,
    is_web,
    loads,
)

DEAD = re.compile(
    "NAME_NOT_RESOLVED|CONNECTION_REFUSED|ADDRESS_UNREACHABLE|CONNECTION_TIMED_OUT|CERT_", re.IGNORECASE
)


@page_rule(
    id="security/resource-host-dead",
    impact=Impact.SERIOUS,
    title=Text(
        ja="ページの部品が、応答しない外部のサーバーに置かれている",
        en="Part of the page lies on a host that does not answer",
    ),
    why=Text(
        ja="表示や機能が欠けます。サーバーの名前が失効して第三者に取得されると、不正な部品に差し替えられます。",
        en="It is missing; if the name was given up, others may take it and serve what they like.",
    ),
    fix=Text(
        ja="使っていない部品はページから除き、必要なものは自サイトに置くか、続いているサービスに替えてください。",
        en="Take unused parts out; host the needed ones or change to a living service.",
    ),
    messages={"dead": Text(ja="{host} が応答しません（{value}）。", en="{host} does not answer ({value}).")},
    examples=[
        Example(PASSED, '<script src="https://cdn.example.com/a.js"></script>', probes={"requests": []}),
        Example(INAPPLICABLE, '<script src="/a.js"></script>'),
        Example(
            LIKELY,
            '<script src="https://gone.invalid/a.js"></script>',
            at="script",
            key="dead",
            why="A name under .invalid never answers.",
        ),
    ],
)
def resource_host_dead(page: Page) -> Iterator[Finding]:
    gone = {
        host_of(str(one.get("url", ""))): str(one.get("blocked", ""))
        for one in page.requests
        if DEAD.search(str(one.get("blocked", "")))
    }
    for element, url in loads(page, ACTIVE + PASSIVE):
        host = host_of(url)
        if not is_web(page) or not is_foreign(url, page):
            continue
        if host in gone or host.endswith(".invalid"):
            yield likely(element, "dead", host=host, value=gone.get(host, "ERR_NAME_NOT_RESOLVED"))
        else:
            yield passed(element)
