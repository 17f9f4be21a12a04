"""An address leads to its page by one redirect at most."""

from collections.abc import Iterator

from auditor.model import Finding, Hop, Impact, SiteEvidence, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    header_target,
    passed,
    review,
    site_rule,
)

from ._headers import cure, judged
from ._host import evidence_of, host_target

MOST = 50  # told of a site
LEAST = 2  # redirects that are one too many
PAGE = "<title>案内</title>"


AT = "2026-11-22T00:00:00+00:00"
WAY = tuple(Hop(url, 301, ()) for url in ("http://a.lg.jp/", "http://www.a.lg.jp/"))


@site_rule(
    id="security/redirect-chain-long",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(ja="転送が 2 回以上続く", en="Two or more redirects in a row"),
    why=Text(
        ja="表示が遅くなり、途中の 1 か所が止まるだけで届かなくなります。途中に http:// が残ることも多くなります。",
        en="Pages open late, one broken step stops them all, and a plain http step is easily left in between.",
    ),
    fix=cure(
        ja="最初のアドレスから最後のアドレスへ、1 回で転送してください。nginx: return 301（最後のアドレス）;  Apache: Redirect permanent "
        "（元のパス）（最後のアドレス）  IIS: URL Rewrite の規則を 1 つにまとめる  CDN: 転送の規則を 1 つにまとめる",
        en="Redirect from the first address to the last at once. nginx: return 301 LAST;  Apache: Redirect permanent FROM LAST "
        " IIS: one URL Rewrite rule  CDN: one redirect rule",
    ),
    messages={
        "long": Text(
            ja="{first} から {count} 回転送されて {last} に着きます。",
            en="{first} leads to {last} by {count} redirects.",
        )
    },
    question=Text(ja="1 回の転送にまとめられますか。", en="Can they be one redirect?"),
    examples=[
        Example(PASSED, pages={"https://a.lg.jp/": (PAGE, ())}),
        Example(
            REVIEW,
            pages={"https://a.lg.jp/": (PAGE, ())},
            evidence=SiteEvidence(
                "a.lg.jp", AT, http=(*WAY, Hop("https://www.a.lg.jp/", 200, ())), http_fate="ok"
            ),
            key="long",
        ),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}),
    ],
)
def redirect_chain_long(site: SiteView) -> Iterator[Finding]:
    evidence = evidence_of(site)
    entry = evidence.http if evidence else ()
    if len(entry) > LEAST:
        yield review(host_target("Location", entry[0].url), "long", **_said(entry))
    told = 0
    for page in judged(site):
        if len(page.hops) <= LEAST:
            yield passed(page)
        elif told < MOST:
            told += 1
            yield review(header_target(page, "Location", page.hops[0].url), "long", **_said(page.hops))


def _said(hops: tuple[Hop, ...]) -> dict[str, str | int]:
    return {"first": hops[0].url[:200], "last": hops[-1].url[:200], "count": len(hops) - 1}
