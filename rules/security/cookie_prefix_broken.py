"""RFC 6265bis 4.1.3: a __Host- or __Secure- cookie that breaks its promise is dropped."""

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
    passed,
    site_rule,
)

from ._cookies import prefix_fault
from ._headers import (
    cookies_sent,
    reached,
    with_reach,
)

HEADER = "Set-Cookie"
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/cookie-prefix-broken",
    impact=Impact.MODERATE,
    needs=[Need.RESPONSE],
    title=Text(
        ja="名前の先頭が __Host- や __Secure- の Cookie が条件を満たさない",
        en="Cookie prefix without what it promises",
    ),
    why=Text(
        ja="条件を満たさない Cookie はブラウザに捨てられ、ログインや手続が続けられないことがあります。",
        en="Browsers drop such a cookie, and sign-in or applications may fail.",
    ),
    fix=Text(
        ja="__Host- は Secure と Path=/ を付けて Domain を書かず、__Secure- は Secure を付けます。",
        en="__Host- needs Secure and Path=/ and no Domain; __Secure- needs Secure.",
    ),
    messages={
        "broken": reached(
            ja="Cookie「{name}」が接頭辞の条件（{value}）を満たしていません。",
            en="The cookie “{name}” does not keep what its prefix promises ({value}).",
        )
    },
    examples=[
        Example(PASSED, pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "__Host-a=1; Secure; Path=/"),))}),
        Example(
            DEFINITE,
            pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "__Host-a=1; Secure"),))},
            at=HEADER,
            key="broken",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "a=1"),))}),
    ],
)
@with_reach(Impact.MODERATE)
def cookie_prefix_broken(site: SiteView) -> Iterator[Finding]:
    for page, _, cookie in cookies_sent(site):
        if not cookie.name.startswith("__"):
            continue
        fault = prefix_fault(cookie)
        target = header_target(page, HEADER, f"{cookie.name}=…")
        yield definite(target, "broken", name=cookie.name[:100], value=fault) if fault else passed(page)
