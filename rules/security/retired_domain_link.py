"""Links to hosts under the old name metro.tokyo.jp."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    SiteView,
    likely,
    link_target,
    passed,
    site_rule,
)

from ._domains import host_of
from ._headers import judged, reached, with_reach

PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/retired-domain-link",
    impact=Impact.MINOR,
    title=Text(
        ja="旧ドメイン名（metro.tokyo.jp）へのリンクが残っている",
        en="Links to the retired domain metro.tokyo.jp",
    ),
    why=Text(
        ja="旧ドメイン名は転送が終わると開けなくなり、第三者の手に渡ると偽のページに誘導されます。",
        en="Old names stop working once the redirect ends, and may lead to false pages.",
    ),
    fix=Text(
        ja="リンク先を metro.tokyo.lg.jp の新しいアドレスに直してください。",
        en="Change the links to the new address under metro.tokyo.lg.jp.",
    ),
    messages={
        "old": reached(
            ja="旧ドメイン名へのリンクがあります（{value}）。",
            en="There is a link to a retired domain ({value}).",
        )
    },
    examples=[
        Example(PASSED, pages={"https://a.lg.jp/": ('<a href="https://www.metro.tokyo.lg.jp/">都</a>', ())}),
        Example(
            LIKELY,
            pages={"https://a.lg.jp/": ('<a href="http://www.soumu.metro.tokyo.jp/x">局</a>', ())},
            key="old",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}),
    ],
)
@with_reach(Impact.MINOR)
def retired_domain_link(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        links = site.links(page)
        for link in links:
            if host_of(link.url) == "metro.tokyo.jp" or host_of(link.url).endswith(".metro.tokyo.jp"):
                yield likely(link_target(page, link), "old", value=link.url[:200])
                break
        else:
            if links:
                yield passed(page)
