"""RFC 6265bis 4.1.2.5: a cookie of an https site is sent over plain http too, unless it says Secure."""

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

from ._headers import cookies_sent, cure, is_https, reached, with_reach

HEADER = "Set-Cookie"
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/cookie-without-secure",
    impact=Impact.MODERATE,
    needs=[Need.RESPONSE],
    title=Text(ja="Cookie に Secure がない", en="Cookie without Secure"),
    why=Text(
        ja="暗号化されない通信でも Cookie が送られ、盗み見られたり書き換えられたりするおそれがあります。",
        en="The cookie is also sent unencrypted, and can be read or changed.",
    ),
    fix=cure(
        ja="Set-Cookie に Secure を付けます。nginx: proxy_cookie_flags ~ secure httponly samesite=lax;"
        '  Apache: Header always edit Set-Cookie (.*) "$1; Secure; HttpOnly; SameSite=Lax"  IIS: '
        '<httpCookies httpOnlyCookies="true" requireSSL="true" sameSite="Lax" />  CDN: オリジンの '
        "Set-Cookie をそのまま通す設定か確かめます。",
        en="Add Secure to Set-Cookie. nginx: proxy_cookie_flags ~ secure httponly samesite=lax; "
        ' Apache: Header always edit Set-Cookie (.*) "$1; Secure; HttpOnly; SameSite=Lax"  IIS: '
        '<httpCookies httpOnlyCookies="true" requireSSL="true" sameSite="Lax" />  CDN: see that '
        "Set-Cookie is passed on as it is.",
    ),
    messages={
        "absent": reached(
            ja="Cookie「{name}」に Secure がありません。", en="The cookie “{name}” lacks Secure."
        )
    },
    examples=[
        Example(PASSED, pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "lang=ja; Secure"),))}),
        Example(
            DEFINITE,
            pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "lang=ja"),))},
            at=HEADER,
            key="absent",
        ),
        Example(
            INAPPLICABLE,
            pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "PHPSESSID=1"),))},
            why="session-cookie-exposed says so.",
        ),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}, why="A file has no header lines."),
    ],
)
@with_reach(Impact.MODERATE)
def cookie_without_secure(site: SiteView) -> Iterator[Finding]:
    for page, _, cookie in cookies_sent(site):
        if cookie.is_session or not is_https(page):
            continue
        if cookie.secure:
            yield passed(page)
        else:
            yield definite(header_target(page, HEADER, f"{cookie.name}=…"), "absent", name=cookie.name[:100])
