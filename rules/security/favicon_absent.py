"""HTML standard 4.6.7.8: without an icon of its own a site looks like any other among tabs and bookmarks."""

from collections.abc import Iterator

from auditor.model import Finding, Hop, Impact, PageFacts, SiteEvidence, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    SiteView,
    advice,
    header_values,
    passed,
    site_rule,
)

PAGE = "http://example.localhost/"
AT = "2026-11-22T00:00:00+00:00"


def _told(status: int, kind: str) -> SiteEvidence:
    return SiteEvidence("a.lg.jp", AT, icon=Hop(f"{PAGE}favicon.ico", status, (("Content-Type", kind),)))


@site_rule(
    id="security/favicon-absent",
    impact=Impact.MINOR,
    title=Text(ja="サイトのアイコンがない", en="The site has no icon"),
    why=Text(
        ja="多くのタブやブックマークの中で公式のサイトを見分けられず、似せた偽サイトにも気付きにくくなります。",
        en="Among tabs and bookmarks the official site cannot be told, nor a false one that looks like it.",
    ),
    fix=Text(
        ja='サイトの先頭に favicon.ico を置くか、全ページの head に <link rel="icon" href="…"> を書いてください。',
        en='Put favicon.ico at the root of the site, or <link rel="icon" href="…"> into the head of every page.',
    ),
    messages={
        "absent": Text(
            ja="トップページに icon の指定がなく、/favicon.ico も画像を返しません（HTTP {value}）。",
            en="The start page names no icon, and /favicon.ico is no image (HTTP {value}).",
        )
    },
    examples=[
        Example(PASSED, pages={PAGE: ("<p>", ())}, evidence=_told(200, "image/x-icon")),
        Example(
            PASSED,
            pages={PAGE: ('<link rel="shortcut icon" href="/i.png">', ())},
            evidence=_told(404, "text/html"),
        ),
        Example(ADVICE, pages={PAGE: ("<p>", ())}, evidence=_told(404, "text/html"), key="absent"),
        Example(
            ADVICE,
            pages={PAGE: ("<p>", ())},
            evidence=_told(200, "text/html; charset=utf-8"),
            key="absent",
            why="An error page under a good status is no icon.",
        ),
        Example(
            INAPPLICABLE,
            pages={PAGE: ("<p>", ())},
            evidence=SiteEvidence("a.lg.jp", AT),
            why="It was not asked.",
        ),
    ],
)
def favicon_absent(site: SiteView) -> Iterator[Finding]:
    icon = site.evidence.icon
    page = next((page for page in site.pages if page.url == site.start), None)
    if icon is None or page is None:
        return
    if _is_image(icon) or _names_one(site, page):
        yield passed(page)
    else:
        yield advice(page, "absent", value=icon.status)


def _is_image(icon: Hop) -> bool:
    kind = ", ".join(header_values(icon.headers, "Content-Type")).strip().lower()
    return icon.status == 200 and (kind.startswith(("image/", "application/octet-stream")) or not kind)


def _names_one(site: SiteView, page: PageFacts) -> bool:
    view = site.view(page.url)
    return view is not None and any(one["href"].strip() for one in view.select("link[rel~=icon]"))
