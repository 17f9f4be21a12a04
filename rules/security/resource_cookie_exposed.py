"""RFC 6265bis 4.1.2: a cookie that an image, script or program call sets needs the same care as a page's."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Target, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    Page,
    definite,
    header_values,
    page_rule,
    passed,
)

from ._cookies import cookies_of
from ._loaded import own
from ._markup import is_secure

HEADER = "Set-Cookie"
MOST = 50  # cookies of one page that are told
CALL = {"url": "http://example.localhost/api", "type": "XHR", "status": 200}


def _asked(line: str, **changes: str) -> dict[str, list[dict[str, object]]]:
    return {"requests": [{**CALL, **changes, "headers": [(HEADER, line)]}]}


@page_rule(
    id="security/resource-cookie-exposed",
    impact=Impact.MODERATE,
    title=Text(
        ja="ページが読み込むもの（画像やプログラムの通信）の Cookie に Secure か HttpOnly がない",
        en="Cookie set by something a page loads lacks Secure or HttpOnly",
    ),
    why=Text(
        ja="ページ自身でなく、画像や裏の通信が付ける Cookie も同じように送られ、盗み見られるおそれがあります。",
        en="Cookies that images and calls in the background set are sent, and can be read, just like those of a page.",
    ),
    fix=Text(
        ja="その応答を返すプログラムの設定で Secure を、ログインや手続の状態を保つものには HttpOnly も付けます。"
        "状態を覚える必要がない応答では、Cookie を付けない設定にします。",
        en="Set Secure, and HttpOnly for what holds a session, in the program that answers; or let it set no cookie.",
    ),
    messages={
        "session": Text(
            ja="{url} が付けるセッション用とみられる Cookie「{name}」に {value} がありません。",
            en="The cookie “{name}” that {url} sets looks like a session and lacks {value}.",
        ),
        "plain": Text(
            ja="{url} が付ける Cookie「{name}」に Secure がありません。",
            en="The cookie “{name}” that {url} sets lacks Secure.",
        ),
    },
    examples=[
        Example(PASSED, "<p>", probes=_asked("sessionid=; Secure; HttpOnly")),
        Example(DEFINITE, "<p>", probes=_asked("sessionid=; Secure"), at=HEADER, key="session"),
        Example(DEFINITE, "<p>", probes=_asked("view=; Path=/"), at=HEADER, key="plain"),
        Example(
            INAPPLICABLE,
            "<p>",
            probes=_asked("a=", url="https://ads.example.com/"),
            why="third-party-cookie tells it.",
        ),
        Example(INAPPLICABLE, "<p>"),
    ],
)
def resource_cookie_exposed(page: Page) -> Iterator[Finding]:
    told: set[str] = set()
    for entry, _, lines in own(page):
        for cookie in cookies_of(header_values(lines, HEADER)):
            absent = [] if cookie.secure or not is_secure(page) else ["Secure"]
            if cookie.is_session and not cookie.http_only:
                absent.append("HttpOnly")
            if not absent:
                yield passed()
            elif cookie.name not in told and len(told) < MOST:
                told.add(cookie.name)
                url = str(entry["url"]).partition("?")[0]
                place = Target(
                    where=HEADER,
                    snippet=f"{cookie.name}=…"[:500],
                    region="response",
                    identity=cookie.name[:100],
                )
                data = {"name": cookie.name[:100], "url": url[:200]}
                if cookie.is_session:
                    yield definite(
                        place, "session", value="・".join(absent), impact=str(Impact.SERIOUS), **data
                    )
                else:
                    yield definite(place, "plain", **data)
