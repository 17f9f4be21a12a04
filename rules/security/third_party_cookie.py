"""Cookies of other owners that the first look at a page leaves, before anybody was asked."""

from collections.abc import Iterator
from dataclasses import replace

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Page,
    header_values,
    page_rule,
    passed,
    review,
)

from ._cookies import cookies_of
from ._domains import host_of, is_address, registrable, same_site
from ._loaded import answered
from ._markup import is_here, is_web

PIXEL = {"url": "https://ad.doubleclick.net/p", "type": "Image", "status": 200}
OWN = {"name": "lang", "domain": "example.localhost"}


@page_rule(
    id="security/third-party-cookie",
    impact=Impact.MODERATE,
    title=Text(
        ja="ページを見ただけで第三者の Cookie が保存される",
        en="Cookies of third parties are stored at the first look",
    ),
    why=Text(
        ja="同じ第三者の Cookie があるほかのサイトと合わせて、利用者の閲覧が追跡されます（統一基準群は、利用者の意思に反して"
        "情報を第三者に渡す機能を設けないことを求めています）。",
        en="With it the visitor can be followed over all sites of that third party (the government’s standards "
        "ask for no such function against the visitor’s will).",
    ),
    fix=Text(
        ja="その部品が必要か見直し、Cookie を使わない方式（例: youtube-nocookie.com の埋め込み、押してから読み込む地図）に替えるか、"
        "サイトポリシーに送信先と目的を書いてください。",
        en="Ask whether the part is needed; use a form without cookies (youtube-nocookie.com, maps loaded on a click) "
        "or tell recipient and purpose in the site policy.",
    ),
    messages={
        "stored": Text(
            ja="{owner} の Cookie {count} 個（{value}）が保存されました。",
            en="{count} cookies of {owner} were stored ({value}).",
        ),
        "sent": Text(
            ja="{owner} が Cookie {count} 個（{value}）を送ってきました。"
            "このブラウザは保存しませんでしたが、保存するブラウザもあります。",
            en="{owner} sent {count} cookies ({value}). This browser did not keep them; others may.",
        ),
    },
    question=Text(
        ja="この Cookie は必要ですか。サイトポリシーで説明していますか。",
        en="Is this cookie needed, and is it told in the site policy?",
    ),
    examples=[
        Example(PASSED, "<p>", probes={"cookies": [OWN]}),
        Example(
            REVIEW,
            "<p>",
            probes={"cookies": [OWN, {"name": "IDE", "domain": ".doubleclick.net"}]},
            at="html",
            key="stored",
        ),
        Example(
            REVIEW,
            "<p>",
            probes={"requests": [{**PIXEL, "headers": [("Set-Cookie", "IDE=; Path=/")]}]},
            key="sent",
        ),
        Example(INAPPLICABLE, "<p>"),
    ],
)
def third_party_cookie(page: Page) -> Iterator[Finding]:
    if not is_web(page):
        return
    home = host_of(page.url)
    owners: dict[str, set[str]] = {}
    for cookie in page.cookies:
        host = str(cookie.get("domain", "")).strip(".").lower()
        if not host or is_here(host) or is_address(host) or same_site(host, home):
            yield passed()
        else:
            owners.setdefault(registrable(host) or host, set()).add(str(cookie.get("name", ""))[:60])
    for owner, names in sorted(owners.items()):
        target = replace(page.root.target(), region="document", identity=f"cookie:{owner}")
        yield review(target, "stored", owner=owner, count=len(names), value=", ".join(sorted(names))[:200])
    for owner, names in sorted(_sent(page).items()):
        if owner not in owners:
            target = replace(page.root.target(), region="document", identity=f"cookie:{owner}")
            yield review(target, "sent", owner=owner, count=len(names), value=", ".join(sorted(names))[:200])


def _sent(page: Page) -> dict[str, set[str]]:
    """Return the names of the cookies that others sent with what the page loaded, by owner."""
    home, found = host_of(page.url), dict[str, set[str]]()
    for _, host, lines in answered(page):
        if not host or is_here(host) or is_address(host) or same_site(host, home):
            continue
        for cookie in cookies_of(header_values(lines, "Set-Cookie")):
            found.setdefault(registrable(host) or host, set()).add(cookie.name[:60])
    return found
