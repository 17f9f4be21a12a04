"""CSP3 style-src: a policy that lets any style in lets attackers lay false things over a page."""

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
    header_values,
    passed,
    site_rule,
)

from ._csp import policies_of
from ._headers import judged, reached, with_reach

HEADER = "Content-Security-Policy"
PAGE = "<title>案内</title><p>案内</p>"
OPEN = frozenset({"*", "http:", "https:", "data:", "'unsafe-inline'"})


@site_rule(
    id="security/csp-style-open",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="Content-Security-Policy がどのスタイルも許している",
        en="The Content-Security-Policy lets any style in",
    ),
    why=Text(
        ja="スタイルだけでも、入力欄の偽装や内容の読み取りに使われることがあります。スクリプトほどの危険はありません。",
        en="Styles alone can disguise fields or read what is on a page, though they are less dangerous than scripts.",
    ),
    fix=Text(
        ja="style-src を 'self' と必要な配信元だけにし、HTML の中の style 属性や style 要素は CSS ファイルに移してください。",
        en="Limit style-src to 'self' and the hosts needed; move style attributes and elements into files.",
    ),
    messages={
        "open": reached(
            ja="Content-Security-Policy の style-src が「{value}」を許しています。",
            en="style-src of the Content-Security-Policy allows “{value}”.",
        )
    },
    examples=[
        Example(PASSED, pages={"https://a.lg.jp/": (PAGE, ((HEADER, "default-src 'self'"),))}),
        Example(
            ADVICE,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    ((HEADER, "default-src 'self'; style-src 'self' 'unsafe-inline'"),),
                )
            },
            at=HEADER,
            key="open",
        ),
        Example(
            PASSED,
            pages={"https://a.lg.jp/": (PAGE, ((HEADER, "style-src 'nonce-abc' 'unsafe-inline'"),))},
            why="With a nonce browsers ignore unsafe-inline.",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}, why="No policy: csp-missing."),
        Example(
            INAPPLICABLE,
            pages={"https://a.lg.jp/": (PAGE, ((HEADER, "frame-ancestors 'self'"),))},
            why="It says nothing on styles: csp-missing.",
        ),
    ],
)
@with_reach(Impact.MINOR)
def csp_style_open(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        on_styles = [
            sources
            for policy in policies_of(header_values(page.headers, HEADER))
            if (sources := policy.sources("style-src")) is not None
        ]
        if not on_styles:
            continue
        # Several policies all apply: one that is strict is enough.
        loose = [_open(tuple(sources)) for sources in on_styles]
        if all(loose):
            yield advice(header_target(page, HEADER, loose[0]), "open", value=loose[0])
        else:
            yield passed(page)


def _open(sources: tuple[str, ...]) -> str:
    """Return what lets any style in, '' for nothing."""
    keyed = any(source.startswith(("'nonce-", "'sha256-", "'sha384-", "'sha512-")) for source in sources)
    found = [source for source in sources if source in OPEN and not (keyed and source == "'unsafe-inline'")]
    return " ".join(found)
