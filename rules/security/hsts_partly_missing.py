"""RFC 6797 7.1: every answer over https carries the header, redirects, errors and files too."""

from collections.abc import Iterator

from auditor.model import Finding, Hop, Impact, PageFacts, SiteEvidence, Text
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

from ._headers import cure, is_https, judged
from ._host import evidence_of, host_target

HEADER = "Strict-Transport-Security"
HSTS = ((HEADER, "max-age=31536000"),)
PAGE = "<title>案内</title>"
LINKED = '<title>案内</title><a href="/a.csv">CSV</a>'
CSV = ("Content-Type", "text/csv")
MOST = 20  # answers that are told of one kind
FILES = 200  # linked addresses that are looked up on a page


@site_rule(
    id="security/hsts-partly-missing",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="ページ以外の応答（転送・エラー・ファイル）に Strict-Transport-Security がない",
        en="Redirects, error pages or files lack Strict-Transport-Security",
    ),
    why=Text(
        ja="ページには付いているのに一部の応答にだけ無いのは、設定が一部の場所にしか効いていない印です。",
        en="Pages have it and other answers do not: the setting does not hold everywhere.",
    ),
    fix=cure(
        ja="場所ごとではなく、サーバー全体に付けてください（エラーの応答にも付くようにします）。"
        'nginx: server の中に add_header Strict-Transport-Security "max-age=31536000" always;'
        '  Apache: Header always set Strict-Transport-Security "max-age=31536000"（always がないとエラーの応答に付きません）'
        "  IIS: HSTS の設定（site の hsts 要素）を有効に  CDN: 転送やエラーの応答にも同じ規則を適用",
        en="Set it for the whole server, error answers too. "
        'nginx: add_header Strict-Transport-Security "max-age=31536000" always; within server'
        '  Apache: Header always set Strict-Transport-Security "max-age=31536000"'
        "  IIS: the hsts element of the site  CDN: the same rule for redirects and errors",
    ),
    messages={
        "redirect": Text(
            ja="転送の応答（{value}）に Strict-Transport-Security がありません。",
            en="The redirect ({value}) lacks Strict-Transport-Security.",
        ),
        "error": Text(
            ja="存在しないページへの応答（{value}）に Strict-Transport-Security がありません。",
            en="The answer for a missing page ({value}) lacks Strict-Transport-Security.",
        ),
        "file": Text(
            ja="ファイルの応答（{value}）に Strict-Transport-Security がありません。",
            en="The file ({value}) lacks Strict-Transport-Security.",
        ),
    },
    question=Text(
        ja="サーバー全体の設定になっていますか。別のサーバーが応答する場所はありませんか。",
        en="Is it set for the whole server, or does another server answer here?",
    ),
    examples=[
        Example(
            PASSED,
            pages={"https://a.lg.jp/": (LINKED, HSTS), "https://a.lg.jp/a.csv": ("a,b", (CSV, *HSTS))},
        ),
        Example(
            REVIEW,
            pages={"https://a.lg.jp/": (LINKED, HSTS), "https://a.lg.jp/a.csv": ("a,b", (CSV,))},
            at=HEADER,
            key="file",
        ),
        Example(
            REVIEW,
            pages={"https://a.lg.jp/": (PAGE, HSTS)},
            evidence=SiteEvidence(
                "a.lg.jp", "2026-11-22T00:00:00+00:00", missing=Hop("https://a.lg.jp/x", 404, ())
            ),
            key="error",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}, why="No page has it: hsts-missing."),
    ],
)
def hsts_partly_missing(site: SiteView) -> Iterator[Finding]:
    pages = [page for page in judged(site) if is_https(page)]
    if not any(header_values(page.headers, HEADER) for page in pages):
        return
    yield from _redirects(pages)
    yield from _error(site)
    yield from _files(site, pages)


def _redirects(pages: list[PageFacts]) -> Iterator[Finding]:
    told = 0
    for page in pages:
        for hop in page.hops[:-1]:
            if not hop.url.startswith("https://"):
                continue
            if header_values(hop.headers, HEADER):
                yield passed(page)
            elif told < MOST:
                told += 1
                yield review(header_target(page, HEADER), "redirect", value=hop.url[:200])


def _error(site: SiteView) -> Iterator[Finding]:
    evidence = evidence_of(site)
    missing = evidence.missing if evidence else None
    if missing is None or not missing.url.startswith("https://"):
        return
    if header_values(missing.headers, HEADER):
        yield passed(host_target(HEADER))
    else:
        yield review(host_target(HEADER), "error", value=missing.status)


def _files(site: SiteView, pages: list[PageFacts]) -> Iterator[Finding]:
    seen: set[str] = set()
    home = {page.url.split("/")[2] for page in pages}
    told = 0
    for page in pages:
        for link in list(site.links(page))[:FILES]:
            if link.url in seen or link.url.split("/")[2:3] == [] or link.url.split("/")[2] not in home:
                continue
            seen.add(link.url)
            file = site.resource(link.url)
            if (
                file is None
                or not file.hops
                or file.content_type.lower().startswith(("text/html", "application/xhtml"))
            ):
                continue
            if file.fate not in ("not-html", "ok"):
                continue
            if header_values(file.headers, HEADER):
                yield passed(page)
            elif told < MOST:
                told += 1
                yield review(header_target(page, HEADER), "file", value=link.url[:200])
