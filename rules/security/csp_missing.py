"""CSP3: a content security policy keeps injected scripts from running."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Need,
    SiteView,
    definite,
    header_target,
    header_values,
    likely,
    passed,
    site_rule,
)  # fmt: skip

from ._headers import how_to, joined, judged, policies, reached, with_reach
from ._markup import metas_of

HEADER = "Content-Security-Policy"
REPORT_ONLY = "Content-Security-Policy-Report-Only"
PAGE = "<title>案内</title><p>案内</p>"
META = f'<meta http-equiv="{HEADER}" content="default-src \'self\'">{PAGE}'
BROAD = frozenset({"*", "http:", "https:", "data:", "http://*", "https://*", "ftp:"})


def _loose(directives: dict[str, list[str]]) -> str:
    """Return what lets scripts or plug-ins of others run, '' where nothing does."""
    sources = directives.get("script-src", directives.get("default-src", []))
    keyed = any(source.startswith(("'nonce-", "'sha256-", "'sha384-", "'sha512-")) for source in sources)
    trusted = "'strict-dynamic'" in sources  # then browsers do not look at hosts and schemes
    for source in sources:
        if source == "'unsafe-inline'" and not keyed and not trusted:
            return source
        if not trusted and (source in BROAD or source.startswith(("http:", "ftp:"))):
            return source
    plugins = directives.get("object-src", [])
    return next((f"object-src {source}" for source in plugins if source in BROAD), "")


def _restricts(policy: str) -> bool:
    """Return whether a policy in a meta element does anything: some directives only work in a header."""
    names = {part.split()[0].lower() for part in policy.split(";") if part.split()}
    return bool(names - {"frame-ancestors", "report-uri", "sandbox"})


def _with_meta(site: SiteView, wanted: set[str]) -> set[str]:
    """Audited pages that carry a policy in a meta element, which counts as well."""
    return {
        url
        for url in wanted
        if any(_restricts(policy) for policy in metas_of(site.source(url)).get("content-security-policy", ()))
    }


@site_rule(
    id="security/csp-missing",
    impact=Impact.MODERATE,
    needs=[Need.RESPONSE],
    title=Text(
        ja="読み込み元を制限するヘッダー（Content-Security-Policy）がない、または緩すぎる",
        en="Content-Security-Policy is missing or too loose",
    ),
    why=Text(
        ja="ページに不正なスクリプトを入れられたとき、利用者の入力を盗まれたり、"
        "偽の内容を表示されたりするのを防げません。",
        en="If someone gets a script into the page, nothing keeps it from stealing input or showing "
        "false content.",
    ),
    fix=how_to(
        "読み込み元を自分のサイトと必要なサービスに限る指定を付けます。まず報告だけの "
        "Content-Security-Policy-Report-Only で試し、"
        "外部サービスの読み込みが止まらないことを確かめてから切り替えます。",
        "Allow only the site itself and the services it needs. Try it with "
        "Content-Security-Policy-Report-Only first.",
        HEADER,
        "default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
    ),
    messages={
        "missing": reached(
            ja="Content-Security-Policy がありません。", en="There is no Content-Security-Policy."
        ),
        "report-only": reached(
            ja="Content-Security-Policy が報告だけ（Report-Only）で、実際には制限していません。",
            en="The Content-Security-Policy only reports (Report-Only) and restricts nothing.",
        ),
        "wrong-value": reached(
            ja="Content-Security-Policy が {value} を許しているため、"
            "不正なスクリプトを止められません（{expected}）。",
            en="The Content-Security-Policy allows {value} and stops no injected script ({expected}).",
        ),
        "without-scripts": reached(
            ja="Content-Security-Policy にスクリプトの読み込み元の指定がありません（「{value}」、例: "
            "{expected}）。",
            en="The Content-Security-Policy says nothing on scripts (“{value}”, example: {expected}).",
        ),
    },
    examples=[
        Example(PASSED, pages={"https://a.example/": (PAGE, ((HEADER, "default-src 'self'; img-src *"),))}),
        Example(DEFINITE, pages={"https://a.example/": (PAGE, ())}, at=HEADER, key="missing"),
        Example(
            DEFINITE,
            pages={"https://a.example/": (PAGE, ((REPORT_ONLY, "default-src 'self'"),))},
            at=HEADER,
            key="report-only",
        ),
        Example(
            LIKELY,
            pages={"https://a.example/": (PAGE, ((HEADER, "script-src 'self' 'unsafe-inline'"),))},
            at=HEADER,
            key="wrong-value",
        ),
        Example(
            LIKELY,
            pages={"https://a.example/": (PAGE, ((HEADER, "frame-ancestors 'self'"),))},
            at=HEADER,
            key="without-scripts",
        ),
        Example(
            PASSED,
            pages={
                "https://a.example/": (
                    PAGE,
                    ((HEADER, "script-src 'nonce-x1' 'unsafe-inline' 'strict-dynamic' https:"),),
                )
            },
            why="Browsers that know nonces ignore the rest.",
        ),
        Example(PASSED, pages={"https://a.example/": (META, ())}, why="Given by a meta element."),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}, why="A file has no header lines."),
    ],
)
@with_reach(Impact.MODERATE)
def csp_missing(site: SiteView) -> Iterator[Finding]:
    pages = list(judged(site))
    bare = {page.url for page in pages if not policies(page)}
    meta = _with_meta(site, bare & set(site.audited)) if bare else set()
    for page in pages:
        found = policies(page)
        value = joined(page, HEADER)
        if page.url in meta:
            yield passed(page)
        elif not found:
            key = "report-only" if header_values(page.headers, REPORT_ONLY) else "missing"
            # Without a capture a meta element may hold the policy, where other pages of the site do so.
            judge = likely if meta and page.url not in site.audited else definite
            yield judge(header_target(page, HEADER, joined(page, REPORT_ONLY)), key)
        elif not (
            on_scripts := [policy for policy in found if policy.keys() & {"script-src", "default-src"}]
        ):
            yield likely(
                header_target(page, HEADER, value),
                "without-scripts",
                value=value[:200],
                expected="script-src 'self'",
            )
        # Several policies all apply: one that is strict is enough.
        elif all(loose := [_loose(policy) for policy in on_scripts]):
            yield likely(
                header_target(page, HEADER, value),
                "wrong-value",
                value=loose[0],
                expected="script-src 'self'",
            )
        else:
            yield passed(page)
