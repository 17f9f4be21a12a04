"""A public body is known by its domain: lg.jp, go.jp."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
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

from ._domains import host_of
from ._headers import (
    is_local,
    judged,
    reached,
    with_reach,
)

PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/government-domain-absent",
    impact=Impact.MODERATE,
    needs=[Need.RESPONSE],
    title=Text(
        ja="行政機関と分かるドメイン名（lg.jp など）でない", en="Site is not under a government domain"
    ),
    why=Text(
        ja="偽のサイトと見分けにくくなり、終了後に第三者に取得されて悪用されるおそれもあります。",
        en="It is harder to tell from a false site, and the name may be bought by others after it ends.",
    ),
    fix=Text(
        ja="lg.jp のホスト名へ移し、旧アドレスから転送してください。使い続ける場合は、終了後も 10 "
        "年程度ドメイン名を手放さない計画を立てます。",
        en="Move to a host under lg.jp and redirect; else plan to keep the name for years after it ends.",
    ),
    messages={
        "other": reached(
            ja="ホスト名 {value} は行政機関のドメイン名ではありません。",
            en="The host {value} is not under a government domain.",
        )
    },
    question=Text(
        ja="このドメイン名を使い続ける理由と、終了後の管理の計画がありますか。",
        en="Is there a reason to keep this name, and a plan for it after the site ends?",
    ),
    examples=[
        Example(PASSED, pages={"https://www.soumu.metro.tokyo.lg.jp/": (PAGE, ())}),
        Example(REVIEW, pages={"https://tokyo-event.example.com/": (PAGE, ())}, key="other"),
        Example(INAPPLICABLE, pages={"http://a.localhost/": (PAGE, ())}),
    ],
)
@with_reach(Impact.MODERATE)
def government_domain_absent(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        host = host_of(page.url)
        if is_local(page):
            continue
        if host.endswith((".lg.jp", ".go.jp", ".metro.tokyo.jp")) or re.search(
            r"\.(city|town|vill)\.[a-z-]+\.tokyo\.jp$", host
        ):
            yield passed(page)
        else:
            yield review(header_target(page, "host", host), "other", value=host)
