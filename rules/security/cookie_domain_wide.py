"""RFC 6265bis 5.1.3: a cookie for an upper name goes to every host below it. All bureaus share tokyo.lg.jp."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Need,
    SiteView,
    advice,
    header_target,
    likely,
    passed,
    site_rule,
)

from ._cookies import is_refused, reach
from ._domains import host_of
from ._headers import cookies_sent, cure, reached, with_reach

HEADER = "Set-Cookie"
PAGE = "<title>案内</title><p>案内</p>"
SHARED = frozenset({"metro.tokyo.lg.jp", "tokyo.lg.jp", "metro.tokyo.jp"})  # names of all bureaus


@site_rule(
    id="security/cookie-domain-wide",
    impact=Impact.MODERATE,
    needs=[Need.RESPONSE],
    title=Text(ja="Cookie がほかの局のサイトにも送られる", en="Cookie is sent to the sites of other bureaus"),
    why=Text(
        ja="都の各局は同じ上位の名前（metro.tokyo.lg.jp）を使うため、上位の名前を指定した Cookie "
        "はほかの局のサイトにも送られ、書き換えられることもあります。",
        en="All bureaus share one upper name (metro.tokyo.lg.jp): a cookie for it is sent to all "
        "of them, and each can change it.",
    ),
    fix=cure(
        ja="Set-Cookie から Domain= を除いてください（そのホストだけに送られます）。複数のホストで共有が必要な場"
        "合は、局のホスト名までに限ります。nginx: proxy_cookie_domain ~.+ $host;  Apache: Header "
        'always edit Set-Cookie "(?i); *domain=[^;]*" ""  IIS: <httpCookies domain="" />  CDN: '
        "Domain を書き加える設定を外します。",
        en="Leave Domain= out of Set-Cookie; where hosts must share it, name the bureau’s own host. "
        'nginx: proxy_cookie_domain ~.+ $host;  Apache: Header always edit Set-Cookie "(?i); '
        '*domain=[^;]*" ""  IIS: <httpCookies domain="" />  CDN: no rewriting of Domain.',
    ),
    messages={
        "wide": reached(
            ja="Cookie「{name}」が {value} のすべてのホスト（ほかの局を含む）に送られます。",
            en="The cookie “{name}” is sent to every host of {value}, other bureaus included.",
        ),
        "upper": reached(
            ja="Cookie「{name}」が、このホストより上位の {value} のすべてのホストに送られます。",
            en="The cookie “{name}” is sent to every host of {value}, above this one.",
        ),
    },
    examples=[
        Example(
            PASSED,
            pages={
                "https://www.soumu.metro.tokyo.lg.jp/": (
                    PAGE,
                    (("Set-Cookie", "a=1; Domain=www.soumu.metro.tokyo.lg.jp"),),
                )
            },
        ),
        Example(
            LIKELY,
            pages={
                "https://www.soumu.metro.tokyo.lg.jp/": (
                    PAGE,
                    (("Set-Cookie", "a=1; Domain=.metro.tokyo.lg.jp"),),
                )
            },
            at=HEADER,
            key="wide",
        ),
        Example(
            ADVICE,
            pages={
                "https://www.soumu.metro.tokyo.lg.jp/": (
                    PAGE,
                    (("Set-Cookie", "a=1; Domain=soumu.metro.tokyo.lg.jp"),),
                )
            },
            key="upper",
        ),
        Example(INAPPLICABLE, pages={"https://www.soumu.metro.tokyo.lg.jp/": (PAGE, ())}),
    ],
)
@with_reach(Impact.MODERATE)
def cookie_domain_wide(site: SiteView) -> Iterator[Finding]:
    for page, hop, cookie in cookies_sent(site):
        host = host_of(hop.url)
        far = "refused" if is_refused(cookie, host) else reach(cookie, host)
        target = header_target(page, HEADER, f"{cookie.name}=…; Domain={cookie.domain}")
        if cookie.domain in SHARED or far == "site":
            yield likely(target, "wide", name=cookie.name[:100], value=cookie.domain)
        elif far == "wider":
            yield advice(target, "upper", name=cookie.name[:100], value=cookie.domain)
        else:
            yield passed(page)
