"""RFC 6265bis 5.6.7: a cookie that says SameSite behaves alike in all browsers."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    SiteView,
    advice,
    header_target,
    passed,
    site_rule,
)

from ._headers import cookies_sent, cure

PAGE = "<title>案内</title>"
MOST = 200  # cookies of a site that are told


@site_rule(
    id="security/cookie-same-site-absent",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(ja="Cookie に SameSite が書かれていない", en="Cookie without SameSite"),
    why=Text(
        ja="書かれていないときの扱いはブラウザごとに違い、古いブラウザではほかのサイトからの要求にも送られます。",
        en="Browsers differ where it is absent; old ones send the cookie with requests that other sites cause.",
    ),
    fix=cure(
        ja="SameSite=Lax を付けてください。nginx: proxy_cookie_flags ~ samesite=lax;  Apache: Header always edit "
        'Set-Cookie (.*) "$1; SameSite=Lax"  IIS: <httpCookies sameSite="Lax" />  CDN: オリジンの Set-Cookie をそのまま通す',
        en="Add SameSite=Lax. nginx: proxy_cookie_flags ~ samesite=lax;  Apache: Header always edit "
        'Set-Cookie (.*) "$1; SameSite=Lax"  IIS: <httpCookies sameSite="Lax" />  CDN: pass Set-Cookie on as it is',
    ),
    messages={
        "absent": Text(
            ja="Cookie「{name}」に SameSite がありません。", en="The cookie “{name}” has no SameSite."
        )
    },
    examples=[
        Example(
            PASSED,
            pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "lang=ja; Secure; SameSite=Lax"),))},
        ),
        Example(
            ADVICE, pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "lang=ja; Secure"),))}, key="absent"
        ),
        Example(
            INAPPLICABLE,
            pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "csrftoken=x; Secure"),))},
            why="cookie-same-site-wrong says so.",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}),
    ],
)
def cookie_same_site_absent(site: SiteView) -> Iterator[Finding]:
    seen: set[str] = set()
    for page, _, cookie in cookies_sent(site):
        if cookie.is_csrf:
            continue
        if cookie.same_site is not None:
            yield passed(page)
        elif cookie.name not in seen and len(seen) < MOST:
            seen.add(cookie.name)
            yield advice(
                header_target(page, "Set-Cookie", f"{cookie.name}=…"), "absent", name=cookie.name[:80]
            )
