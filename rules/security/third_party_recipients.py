"""Who besides the site learns that a page was read: hosts of other owners it loads from."""

from collections.abc import Iterator
from dataclasses import replace

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

from ._domains import host_of, registrable
from ._markup import ACTIVE, PASSIVE, is_foreign, is_web, loads
from ._recipients import KNOWN


@page_rule(
    id="security/third-party-recipients",
    impact=Impact.MODERATE,
    title=Text(ja="ページを見ただけで第三者に情報が送られる", en="Third parties learn of the visit"),
    why=Text(
        ja="利用者の IP アドレスや見ていたページが、説明のないまま第三者に伝わります（統一基準群は、"
        "利用者の意思に反して情報を第三者に渡す機能を設けないことを求めています）。",
        en="The visitor’s address and page go to others without a word (the government’s standards "
        "ask for no such function against the visitor’s will).",
    ),
    fix=Text(
        ja="要らない計測や埋め込みを外し、必要なものはサイトポリシーに送信先・内容・目的を書いてください。"
        "動画や地図は、押したときに初めて読み込む方法もあります。",
        en="Drop what is not needed; say in the site policy what goes to whom and why. Videos and "
        "maps can load on a click.",
    ),
    messages={
        "recipients": Text(
            ja="第三者 {count} 社のサーバーに通信しています（{value}）。",
            en="The page contacts hosts of {count} third parties ({value}).",
        )
    },
    question=Text(
        ja="送信先ごとに、必要性と、サイトポリシーでの説明を確かめましたか。",
        en="Is each recipient needed, and is it told in the site policy?",
    ),
    examples=[
        Example(PASSED, '<img src="/a.png" alt="">'),
        Example(
            REVIEW,
            '<script src="https://www.google-analytics.com/a.js"></script><iframe src="https://www.youtube.com/embed/x"></iframe>',
            at="html",
            key="recipients",
        ),
        Example(INAPPLICABLE, '<a href="https://example.com/">link</a>', why="A link sends nothing."),
        Example(INAPPLICABLE, '<base href="file:///a.html">', why="Nothing is loaded."),
    ],
)
def third_party_recipients(page: Page) -> Iterator[Finding]:
    if not is_web(page):
        return
    urls = [str(one.get("url", "")) for one in page.requests if not one.get("blocked")]
    urls += [url for _, url in loads(page, ACTIVE + PASSIVE)]
    owners = {registrable(host_of(url)) or host_of(url) for url in urls if is_foreign(url, page)}
    if owners:
        named = ", ".join(
            f"{owner}（{KNOWN[owner]}）" if owner in KNOWN else owner for owner in sorted(owners)
        )
        target = replace(page.root.target(), region="document", identity="third-party")
        yield review(target, "recipients", count=len(owners), value=named[:400])
    elif urls:
        yield passed(page.root)
