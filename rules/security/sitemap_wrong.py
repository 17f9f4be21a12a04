"""sitemaps.org: a list of a site's pages for search engines."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Hop, Impact, SiteEvidence, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Example, SiteView, advice, passed, site_rule

from ._host import host_target

AT = "2026-11-22T00:00:00+00:00"
THERE = Hop("https://a.lg.jp/sitemap.xml", 200, ())
GONE = Hop("https://a.lg.jp/sitemap.xml", 404, ())
_LIST = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)\b")
_NAMED = re.compile(r"^\s*sitemap\s*:\s*\S", re.IGNORECASE | re.MULTILINE)


@site_rule(
    id="security/sitemap-wrong",
    impact=Impact.MINOR,
    title=Text(
        ja="検索エンジン向けの sitemap.xml がない、又は誤っている", en="sitemap.xml is missing or wrong"
    ),
    why=Text(
        ja="新しいページや奥のページが、検索に出るまで時間がかかります。",
        en="New and deep pages reach search late.",
    ),
    fix=Text(
        ja="CMS の機能で sitemap.xml を作り、robots.txt に「Sitemap: https://（ホスト名）/sitemap.xml」と書いてください。",
        en="Let the CMS make sitemap.xml and name it in robots.txt (Sitemap: https://HOST/sitemap.xml).",
    ),
    messages={
        "absent": Text(
            ja="/sitemap.xml がなく、robots.txt にも Sitemap の行がありません。",
            en="There is no /sitemap.xml, and robots.txt names none.",
        ),
        "wrong": Text(
            ja="/sitemap.xml に urlset も sitemapindex もありません。",
            en="/sitemap.xml holds neither urlset nor sitemapindex.",
        ),
    },
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence("a.lg.jp", AT, sitemap=THERE, sitemap_text='<?xml version="1.0"?><urlset>'),
        ),
        Example(ADVICE, evidence=SiteEvidence("a.lg.jp", AT, sitemap=GONE), key="absent"),
        Example(
            ADVICE,
            evidence=SiteEvidence("a.lg.jp", AT, sitemap=THERE, sitemap_text="<html><p>案内"),
            key="wrong",
        ),
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp", AT, sitemap=GONE, robots_text="Sitemap: https://a.lg.jp/map.xml"
            ),
            why="It has another name.",
        ),
        Example(INAPPLICABLE, evidence=SiteEvidence("a.lg.jp", AT)),
    ],
)
def sitemap_wrong(site: SiteView) -> Iterator[Finding]:
    evidence = site.evidence
    if (
        evidence.sitemap is None
        or evidence.sitemap.status in (401, 403, 429)
        or evidence.sitemap.status >= 500
    ):
        return
    if _NAMED.search(evidence.robots_text) or (
        evidence.sitemap.status == 200 and _LIST.search(evidence.sitemap_text)
    ):
        yield passed(host_target("sitemap.xml"))
    elif evidence.sitemap.status == 200 and evidence.sitemap_text:
        yield advice(host_target("sitemap.xml", evidence.sitemap_text[:200]), "wrong")
    else:
        yield advice(host_target("sitemap.xml"), "absent")
