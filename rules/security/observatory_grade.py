"""The grade the MDN HTTP Observatory (algorithm 6) would give, for each group of pages with the same headers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.model import CertificateFacts, Finding, Hop, Impact, PageFacts, SiteEvidence, Text
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

from ._cookies import cookies_of
from ._domains import host_of
from ._grade import grade, modifier, score
from ._headers import folder_of, is_https, is_local, judged, takes_input
from ._host import answer_of, evidence_of, is_verified
from ._observatory import codes
from ._observed import Answer, Jarred, Observed, equiv_of

ENOUGH = 80  # points: B+
OPENED = 10  # pages whose markup is read, one of each group: opening all takes longer than all the rest
PAGE = "<title>案内</title><p>案内</p>"
GOOD = (
    ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'self'"),
    ("Strict-Transport-Security", "max-age=31536000"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
)


@site_rule(
    id="security/observatory-grade",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="ヘッダーの総合評価（MDN HTTP Observatory の方式）が B+ に届かない",
        en="Grade of the headers (as the MDN HTTP Observatory gives it) below B+",
    ),
    why=Text(
        ja="国際的に使われる採点方式で、守りの設定がどこまで進んでいるかの目安になります。点数そのものより、"
        "下がった項目を直すことが大切です。",
        en="A widely used score that tells how far the settings have come; what took points matters more than the points.",
    ),
    fix=Text(
        ja="点数が下がった項目ごとに、このほかの指摘の直し方に従ってください"
        "（preload リストへの登録は局では行えないため、求めません）。",
        en="Mend what took points as the other findings say (the preload list is not asked of a bureau).",
    ),
    messages={
        "grade": Text(
            ja="評価は {grade}（{score}点、検査 {tests} 項目）です。下がった項目: {codes}"
            "（{total}ページ中{affected}ページ、場所: {under}）。サイトの入口の評価は {home} 点です。",
            en="The grade is {grade} ({score} points, {tests} tests). What took points: {codes} "
            "({affected} of {total} pages, under {under}). The start page of the site has {home}.",
        )
    },
    examples=[
        Example(PASSED, pages={"https://a.lg.jp/": (PAGE, GOOD)}),
        Example(ADVICE, pages={"https://a.lg.jp/": (PAGE, ())}, key="grade"),
        Example(
            ADVICE,
            pages={"https://a.lg.jp/": (PAGE, GOOD)},
            evidence=SiteEvidence(
                "a.lg.jp",
                "2026-11-22T00:00:00+00:00",
                http=(Hop("http://a.lg.jp/", 200, ()),),
                http_fate="ok",
                certificate=CertificateFacts(False, "expired"),
            ),
            key="grade",
            why="http:// leads nowhere, and HSTS of a bad certificate is ignored.",
        ),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}),
    ],
)
def observatory_grade(site: SiteView) -> Iterator[Finding]:
    evidence = evidence_of(site)
    pages = list(judged(site))
    groups = _groups(site, pages, evidence)
    home = next((found for found, members in groups if site.start in {page.url for page in members}), None)
    at_home = _said(home or groups[0][0]) if groups else ""
    for found, members in groups:
        points = score(found.values())
        if points >= ENOUGH:
            yield from (passed(page) for page in members)
            continue
        yield advice(
            header_target(members[0], "Observatory", _said(found)),
            "grade",
            grade=grade(points),
            score=points,
            tests=len(found),
            codes=", ".join(code for code in found.values() if modifier(code) < 0),
            affected=len(members),
            total=len(pages),
            under=folder_of(sorted(page.url for page in members)),
            home=at_home,
        )


def _said(found: Mapping[str, str]) -> str:
    points = score(found.values())
    return f"{grade(points)} {points}"


def _groups(
    site: SiteView, pages: list[PageFacts], evidence: SiteEvidence | None
) -> list[tuple[Mapping[str, str], list[PageFacts]]]:
    """Return pages with the same results, by their first address.

    The markup of each group is that of one of its pages.
    """
    by_headers: dict[tuple[tuple[str, str], ...], list[PageFacts]] = defaultdict(list)
    for page in pages:
        by_headers[tuple(sorted(_told(page, evidence, None).items()))].append(page)
    audited = set(site.audited)
    made: list[tuple[Mapping[str, str], list[PageFacts]]] = []
    for number, members in enumerate(sorted(by_headers.values(), key=lambda one: one[0].url)):
        known = sorted(
            (page for page in members if page.url in audited),
            key=lambda page: (page.url != site.start, not takes_input(page), page.url),
        )
        html = _markup(site, known[0]) if known and number < OPENED else None
        made.append((_told(known[0] if known else members[0], evidence, html), members))
    return made


def _markup(site: SiteView, page: PageFacts) -> str | None:
    """Return the page as sent, None where that was not kept."""
    source = site.source(page.url)
    return source.text if source is not None else None


def _told(page: PageFacts, evidence: SiteEvidence | None, html: str | None) -> dict[str, str]:
    """Return the result codes of a page.

    What has no evidence is left out: no points are taken for what was not seen.
    """
    without = []
    if html is None:
        without.append("subresource-integrity")
    if evidence is None or evidence.cors is None:
        without.append("cross-origin-resource-sharing")
    if evidence is None or not evidence.http_fate:
        without.append("redirection")
    answer = Answer(page.headers, equiv=equiv_of(html) if html else {})
    secure = is_https(page)
    url = (
        "https" + page.url.removeprefix("http")
        if is_local(page) and page.url.startswith("http:")
        else page.url
    )
    verified = evidence is None or evidence.certificate is None or is_verified(evidence)
    lines = [line for hop in page.hops for line in header_values(hop.headers, "Set-Cookie")]
    observed = Observed(
        host=host_of(page.url),
        url=url,
        auto=answer,
        http=answer_of(evidence.http) if evidence else None,
        https=Answer(page.headers, verified) if secure else None,
        cors=Answer(evidence.cors.headers, asked=(("Origin", evidence.cors_origin),))
        if evidence and evidence.cors
        else None,
        route=tuple(hop.url for hop in evidence.http) if evidence else (),
        cookies=tuple(
            Jarred(one.name, one.secure, one.http_only, one.same_site or "") for one in cookies_of(lines)
        ),
        html=html or "",
    )
    return codes(observed, without=without)
