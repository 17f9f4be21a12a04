"""A session id in an address is in logs, histories and referrers."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    SiteView,
    definite,
    header_target,
    link_target,
    passed,
    site_rule,
)

from ._domains import host_of, same_site
from ._headers import (
    judged,
    reached,
    with_reach,
)

PAGE = "<title>案内</title><p>案内</p>"
SESSION = re.compile(
    r"[;?&](jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|sid|cfid|cftoken)=[0-9a-z_.!-]{8,}",
    re.IGNORECASE,
)


@site_rule(
    id="security/session-id-in-url",
    impact=Impact.SERIOUS,
    needs=[Need.RESPONSE],
    title=Text(ja="アドレスにセッションの識別番号が入っている", en="Session id in the address"),
    why=Text(
        ja="アドレスは履歴や記録、リンク先に残るため、識別番号を知った他人が利用者になりすませます。",
        en="Addresses stay in histories, logs and referrers; whoever reads the id can go on as that visitor.",
    ),
    fix=Text(
        ja="識別番号は Cookie で受け渡し、アドレスに付けない設定にします（Java: tracking-mode を "
        'COOKIE、PHP: session.use_only_cookies=1、IIS: cookieless="UseCookies"）。',
        en="Pass the id in a cookie only (Java: tracking-mode COOKIE, PHP: session.use_only_cookies=1, "
        'IIS: cookieless="UseCookies").',
    ),
    messages={
        "url": reached(
            ja="アドレスにセッションの識別番号とみられる「{value}」があります。",
            en="The address holds “{value}”, which looks like a session id.",
        )
    },
    examples=[
        Example(PASSED, pages={"https://a.lg.jp/?id=3": (PAGE, ())}),
        Example(DEFINITE, pages={"https://a.lg.jp/a;jsessionid=0A1B2C3D4E5F": (PAGE, ())}, key="url"),
        Example(
            DEFINITE, pages={"https://a.lg.jp/": ('<a href="/b?PHPSESSID=0a1b2c3d4e5f">b</a>', ())}, key="url"
        ),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}),
    ],
)
@with_reach(Impact.SERIOUS)
def session_id_in_url(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        own = SESSION.search(page.url)
        link = next(
            (
                one
                for one in site.links(page)
                if SESSION.search(one.url) and same_site(host_of(one.url), host_of(page.url))
            ),
            None,
        )
        if own:
            yield definite(header_target(page, "URL"), "url", value=own[1])
        elif link:
            name = SESSION.search(link.url)
            yield definite(
                link_target(page, link, name[1] if name else ""), "url", value=name[1] if name else ""
            )
        else:
            yield passed(page)
