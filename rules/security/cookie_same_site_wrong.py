"""RFC 6265bis 5.6.7: SameSite has three values, None asks for Secure."""

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

from ._cookies import SAME_SITE
from ._headers import cookies_sent, cure, reached, with_reach

HEADER = "Set-Cookie"
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/cookie-same-site-wrong",
    impact=Impact.MODERATE,
    needs=[Need.RESPONSE],
    title=Text(
        ja="Cookie の SameSite が誤っている、又は偽の送信を防ぐ Cookie にない",
        en="SameSite of a cookie is wrong, or absent from an anti-forgery cookie",
    ),
    why=Text(
        ja="ほかのサイトから利用者になりすまして送信される攻撃（CSRF）への守りが弱くなります。",
        en="Other sites can more easily send requests in a visitor’s name (CSRF).",
    ),
    fix=cure(
        ja="SameSite=Lax（外部サイトに埋め込む場合だけ SameSite=None; Secure）とします。nginx: proxy_cookie_flag"
        's ~ secure httponly samesite=lax;  Apache: Header always edit Set-Cookie (.*) "$1; Secure;'
        ' HttpOnly; SameSite=Lax"  IIS: <httpCookies httpOnlyCookies="true" requireSSL="true" '
        'sameSite="Lax" />  CDN: オリジンの Set-Cookie をそのまま通す設定か確かめます。',
        en="Use SameSite=Lax (None; Secure only for what others embed). nginx: proxy_cookie_flags "
        '~ secure httponly samesite=lax;  Apache: Header always edit Set-Cookie (.*) "$1; Secure;'
        ' HttpOnly; SameSite=Lax"  IIS: <httpCookies httpOnlyCookies="true" requireSSL="true" '
        'sameSite="Lax" />  CDN: see that Set-Cookie is passed on as it is.',
    ),
    messages={
        "unknown": reached(
            ja="Cookie「{name}」の SameSite の値「{value}」は通じません（Lax、Strict、None のいずれか）。",
            en="The SameSite value “{value}” of the cookie “{name}” is unknown (Lax, Strict or None).",
        ),
        "none": reached(
            ja="Cookie「{name}」は SameSite=None なのに Secure がなく、ブラウザに捨てられます。",
            en="The cookie “{name}” is SameSite=None without Secure and is dropped by browsers.",
        ),
        "csrf": reached(
            ja="偽の送信を防ぐための Cookie「{name}」に SameSite がありません。",
            en="The anti-forgery cookie “{name}” has no SameSite.",
        ),
    },
    examples=[
        Example(PASSED, pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "a=1; Secure; SameSite=lax"),))}),
        Example(
            DEFINITE,
            pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "a=1; SameSite=true"),))},
            at=HEADER,
            key="unknown",
        ),
        Example(
            DEFINITE, pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "a=1; SameSite=None"),))}, key="none"
        ),
        Example(
            DEFINITE, pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "csrftoken=1; Secure"),))}, key="csrf"
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}),
    ],
)
@with_reach(Impact.MODERATE)
def cookie_same_site_wrong(site: SiteView) -> Iterator[Finding]:
    for page, _, cookie in cookies_sent(site):
        said = cookie.same_site
        key = ""
        if said is not None and said not in SAME_SITE:
            key = "unknown"
        elif said == "none" and not cookie.secure:
            key = "none"
        elif said is None and cookie.is_csrf:
            key = "csrf"
        target = header_target(page, HEADER, f"{cookie.name}=…")
        yield (
            definite(target, key, name=cookie.name[:100], value=(said or "")[:100]) if key else passed(page)
        )
