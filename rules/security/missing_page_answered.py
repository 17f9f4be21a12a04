"""RFC 9110 15.5.5: a page that does not exist is answered with 404 or 410."""

from collections.abc import Iterator

from auditor.model import Finding, Hop, Impact, SiteEvidence, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    SiteView,
    definite,
    likely,
    passed,
    site_rule,
)

from ._headers import cure
from ._host import host_target
from ._leaks import inside

AT = "2026-11-22T00:00:00+00:00"


@site_rule(
    id="security/missing-page-answered",
    impact=Impact.MODERATE,
    title=Text(
        ja="存在しないページに正しい答え（404）を返さない",
        en="A page that does not exist is not answered with 404",
    ),
    why=Text(
        ja="リンク切れが検索や点検で見つからなくなり、利用者も目的のページがないことに気づけません。",
        en="Dead links stay hidden from search and checks, and visitors do not learn that the page is gone.",
    ),
    fix=cure(
        ja="存在しないアドレスには 404 の状態で案内ページを返してください（トップページへの転送はしません）。"
        "nginx: error_page 404 /404.html;  Apache: ErrorDocument 404 /404.html  IIS: <httpErrors "
        'existingResponse="Replace">  CDN: 404 の差し替えで状態を 200 にしない',
        en="Answer with status 404 and a helpful page, not with a redirect to the top. nginx: error_page "
        '404 /404.html;  Apache: ErrorDocument 404 /404.html  IIS: <httpErrors existingResponse="Replace"> '
        " CDN: keep the status",
    ),
    messages={
        "found": Text(
            ja="存在しないページに {value} が返りました。",
            en="A page that does not exist was answered with {value}.",
        ),
        "details": Text(
            ja="存在しないページの答えに、プログラムの内部の情報「{value}」が出ています。",
            en="The answer for a missing page shows the inside of a program: “{value}”.",
        ),
    },
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp",
                AT,
                missing=Hop("https://a.lg.jp/x", 404, ()),
                missing_text="ページが見つかりません",
            ),
        ),
        Example(
            DEFINITE,
            evidence=SiteEvidence("a.lg.jp", AT, missing=Hop("https://a.lg.jp/x", 200, ())),
            key="found",
        ),
        Example(
            LIKELY,
            evidence=SiteEvidence(
                "a.lg.jp",
                AT,
                missing=Hop("https://a.lg.jp/x", 404, ()),
                missing_text="Traceback (most recent call last):",
            ),
            key="details",
        ),
        Example(INAPPLICABLE, evidence=SiteEvidence("a.lg.jp", AT)),
        Example(
            INAPPLICABLE,
            evidence=SiteEvidence("a.lg.jp", AT, missing=Hop("https://a.lg.jp/x", 403, ())),
            why="Refused: nothing is known.",
        ),
    ],
)
def missing_page_answered(site: SiteView) -> Iterator[Finding]:
    evidence = site.evidence
    if (
        evidence.missing is None
        or evidence.missing.status in (401, 403, 429)
        or evidence.missing.status >= 500
    ):
        return
    leak = inside(evidence.missing_text)
    if leak:
        yield likely(host_target("404", leak), "details", value=leak[:120])
    if evidence.missing.status not in (404, 410):
        yield definite(host_target("404"), "found", value=evidence.missing.status)
    elif not leak:
        yield passed(host_target("404"))
