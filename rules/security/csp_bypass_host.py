"""Hosts from which anybody can have a script of their own choice delivered undo a policy."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    header_target,
    header_values,
    passed,
    review,
    site_rule,
)

from ._csp import is_keyed, policies_of
from ._headers import judged, reached, with_reach

HEADER = "Content-Security-Policy"
PAGE = "<title>案内</title><p>案内</p>"
ANYBODY = frozenset(
    {
        "cdn.jsdelivr.net",
        "*.jsdelivr.net",
        "unpkg.com",
        "cdnjs.cloudflare.com",
        "ajax.googleapis.com",
        "*.googleapis.com",
        "storage.googleapis.com",
        "raw.githubusercontent.com",
        "*.github.io",
        "*.amazonaws.com",
        "*.cloudfront.net",
        "*.azureedge.net",
        "www.google.com",
        "*.google.com",
    }
)


@site_rule(
    id="security/csp-bypass-host",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="読み込みを許した外部のサーバーが、誰の部品でも配るものである",
        en="Content-Security-Policy allows a host that serves scripts of anybody",
    ),
    why=Text(
        ja="誰でも部品を置けるサーバーを丸ごと許すと、不正なスクリプトもそこから読み込めます。",
        en="A host where anybody can put files serves an attacker too.",
    ),
    fix=Text(
        ja="サーバーごとではなく、使うファイルのパス、nonce、又はハッシュ（SRI と同じ値）で許可してください。",
        en="Allow the very file by its path, a nonce or a hash, not the whole host.",
    ),
    messages={
        "host": reached(
            ja="Content-Security-Policy のスクリプトの読み込み元「{value}」は、誰の部品でも配るサーバーです。",
            en="The script source “{value}” of the Content-Security-Policy serves files of anybody.",
        )
    },
    question=Text(
        ja="このサーバーから読み込むファイルを、パスかハッシュで 1 つずつ許可できますか。",
        en="Can the files from this host be allowed one by one, by path or hash?",
    ),
    examples=[
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (
                        (
                            "Content-Security-Policy",
                            "script-src 'self' https://cdn.jsdelivr.net/npm/jquery@3.7.1/dist/jquery.min.js",
                        ),
                    ),
                )
            },
        ),
        Example(
            REVIEW,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (("Content-Security-Policy", "script-src 'self' https://cdn.jsdelivr.net"),),
                )
            },
            at=HEADER,
            key="host",
        ),
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (
                        (
                            "Content-Security-Policy",
                            "script-src 'strict-dynamic' 'nonce-aaaaaaaaaaaaaaaaaaaaaa' https://unpkg.com",
                        ),
                    ),
                )
            },
            why="Hosts do not count then.",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}),
    ],
)
@with_reach(Impact.MINOR)
def csp_bypass_host(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        policies = policies_of(header_values(page.headers, HEADER))
        found = ""
        for policy in policies:
            sources = policy.sources("script-src") or ()
            if not (is_keyed(sources) and "'strict-dynamic'" in sources):
                found = found or next((source for source in sources if _open_to_all(source)), "")
        if found:
            yield review(header_target(page, HEADER, found), "host", value=found[:200])
        elif policies:
            yield passed(page)


def _open_to_all(source: str) -> bool:
    host, _, path = source.partition("://")[2].partition("/") if "://" in source else source.partition("/")
    return host.partition(":")[0] in ANYBODY and not path.strip("/")
