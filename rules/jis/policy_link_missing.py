"""JIS X 8341-3:2016 JA.1: a site publishes its accessibility policy where visitors find it."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Example, Need, SiteView, advice, passed, site_rule

POLICY = re.compile(r"アクセシビリティ|accessibility", re.IGNORECASE)
# A statement may also stand within the site policy, behind one more click.
GENERAL = re.compile(
    r"サイトポリシー|このサイトについて|当サイトについて|ご利用にあたって|site policy", re.IGNORECASE
)
HOME = '<title>総務局</title><a href="/a">{}</a>'


@site_rule(
    id="jis/policy-link-missing",
    impact=Impact.MODERATE,
    needs=[Need.SITE],
    title=Text(ja="ウェブアクセシビリティ方針へのリンクがない", en="No link to an accessibility policy"),
    why=Text(
        ja="利用に困った人が、サイトの対応状況や相談先を知ることができません。"
        "公的機関には方針の公開が求められています。",
        en="People who meet barriers cannot learn what the site aims at or whom to ask; public bodies "
        "are to publish it.",
    ),
    fix=Text(
        ja="目標とする適合レベル、対象範囲、期限、問い合わせ先を書いた方針のページを作り、"
        "全ページのフッターからリンクしてください。"
        "例: 「ウェブアクセシビリティ方針」",
        en="Publish a policy with target level, scope, date and contact, and link it from the footer of "
        "every page.",
    ),
    messages={
        "missing": Text(
            ja="調べた {count} ページのどこにも、ウェブアクセシビリティ方針へのリンクが見つかりません。",
            en="None of the {count} pages looked at links to an accessibility policy.",
        ),
        "not-on-start": Text(
            ja="トップページと「サイトポリシー」のページに、ウェブアクセシビリティ方針へのリンクがありま"
            "せん（{page} にはあります）。",
            en="Neither the start page nor a site policy links to the accessibility policy; {page} does.",
        ),
    },
    examples=[
        Example(
            PASSED, pages={"/": (HOME.format("ウェブアクセシビリティ方針"), ()), "/a": ("<p>方針</p>", ())}
        ),
        Example(
            ADVICE, pages={"/": (HOME.format("お知らせ"), ()), "/a": ("<p>お知らせ</p>", ())}, key="missing"
        ),
        Example(
            ADVICE,
            pages={
                "/": (HOME.format("お知らせ"), ()),
                "/a": ('<a href="/b">アクセシビリティ方針</a>', ()),
                "/b": ("<p>方針</p>", ()),
            },
            key="not-on-start",
        ),
        Example(
            PASSED,
            pages={
                "/": (HOME.format("サイトポリシー"), ()),
                "/a": ('<a href="/b">アクセシビリティ</a>', ()),
                "/b": ("<p>方針</p>", ()),
            },
            why="Two clicks from the start page.",
        ),
        Example(
            INAPPLICABLE, pages={"/": ("<p>a</p>", ()), "/b": ("<p>b</p>", ())}, why="No links are known."
        ),
    ],
)
def policy_link_missing(site: SiteView) -> Iterator[Finding]:
    start = site.resource(site.start)
    if not any(site.links(page) for page in site.pages):
        return
    if start is None or start not in site.pages:
        start = min(site.pages, key=lambda page: (page.depth, page.url))
    with_link = [
        page
        for page in site.pages
        if any(POLICY.search(f"{link.text} {link.url}") for link in site.links(page))
    ]
    general = {link.url for link in site.links(start) if GENERAL.search(link.text)}
    if any(page == start or page.url in general for page in with_link):
        yield passed(start)
    elif with_link:
        yield advice(start, "not-on-start", page=with_link[0].url)
    else:
        yield advice(start, "missing", count=len(site.pages))
