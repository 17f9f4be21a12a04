"""RFC 6265bis 4.1.2: the cookie that tells who a visitor is must not be readable by others."""

from collections.abc import Iterator
from dataclasses import replace

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

from ._headers import cookies_sent, cure, reached, with_reach

HEADER = "Set-Cookie"
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/session-cookie-exposed",
    impact=Impact.SERIOUS,
    needs=[Need.RESPONSE],
    title=Text(
        ja="ログインや手続の状態を保つ Cookie に Secure か HttpOnly がない",
        en="Session cookie without Secure or HttpOnly",
    ),
    why=Text(
        ja="Cookie を盗まれると、他人が利用者になりすまして手続を続けられるおそれがあります（IPA「安全なウェブサ"
        "イトの作り方」5-(ix) は HttpOnly を求めています）。",
        en="Whoever gets the cookie can go on as that visitor (IPA, How to Secure Your Website, "
        "5-(ix) asks for HttpOnly).",
    ),
    fix=cure(
        ja="アプリケーションの設定で Secure と HttpOnly を付けます。nginx: proxy_cookie_flags ~ "
        'secure httponly samesite=lax;  Apache: Header always edit Set-Cookie (.*) "$1; Secure;'
        ' HttpOnly; SameSite=Lax"  IIS: <httpCookies httpOnlyCookies="true" requireSSL="true" '
        'sameSite="Lax" />  CDN: オリジンの Set-Cookie をそのまま通す設定か確かめます。',
        en="Set Secure and HttpOnly in the application. nginx: proxy_cookie_flags ~ secure httponly "
        'samesite=lax;  Apache: Header always edit Set-Cookie (.*) "$1; Secure; HttpOnly; SameSite=Lax" '
        ' IIS: <httpCookies httpOnlyCookies="true" requireSSL="true" sameSite="Lax" />  CDN: '
        "see that Set-Cookie is passed on as it is.",
    ),
    messages={
        "open": reached(
            ja="セッション用とみられる Cookie「{name}」に {value} がありません。",
            en="The cookie “{name}”, which looks like a session, lacks {value}.",
        )
    },
    examples=[
        Example(
            PASSED,
            pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "JSESSIONID=1; Secure; HttpOnly; Path=/"),))},
        ),
        Example(
            DEFINITE,
            pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "PHPSESSID=1; Path=/"),))},
            at=HEADER,
            key="open",
        ),
        Example(
            DEFINITE,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (
                        ("Set-Cookie", "a=1; Secure"),
                        ("Set-Cookie", "SessionId=1; Secure"),
                    ),
                )
            },
            key="open",
            why="HttpOnly is absent.",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, (("Set-Cookie", "lang=ja"),))}),
    ],
)
@with_reach(Impact.SERIOUS)
def session_cookie_exposed(site: SiteView) -> Iterator[Finding]:
    for page, _, cookie in cookies_sent(site):
        if not cookie.is_session:
            continue
        absent = [
            name for name, there in (("Secure", cookie.secure), ("HttpOnly", cookie.http_only)) if not there
        ]
        if not absent:
            yield passed(page)
        else:
            line = replace(cookie, value="…").text
            yield definite(
                header_target(page, HEADER, line), "open", name=cookie.name[:100], value="・".join(absent)
            )
