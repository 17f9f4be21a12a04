"""JIS X 8341-3:2016 5.3, JA.1: a policy tells how PDF, video and content of third parties are dealt with."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, PageFacts, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Need, SiteView, passed, review, site_rule

from ._statements import statements

LEAST = 3  # pages with such content: a single file is no habit of the site
_ALL = re.compile(r"(?:例外|除外)(?:事項|とする(?:もの|ページ|内容))?(?:は)?(?:ありません|なし|ない)")
_KINDS = (
    ("PDF", re.compile(r"PDF|添付ファイル|文書ファイル|電子文書", re.IGNORECASE)),
    ("動画", re.compile(r"動画|映像|YouTube", re.IGNORECASE)),
)  # fmt: skip

_POLICY = "<title>ウェブアクセシビリティ方針｜総務局</title><p>JIS X 8341-3:2016 のAAに準拠を目標とします。"


def _site(policy: str, content: str = '<a href="/{0}.pdf">資料</a>') -> dict[str, tuple[str, tuple[()]]]:
    home = '<title>総務局</title><a href="/a11y">アクセシビリティ</a>'
    pages = {f"/{n}": (f"<title>お知らせ{n}</title>" + content.format(n), ()) for n in range(3)}
    return {"/": (home, ()), "/a11y": (_POLICY + policy, ()), **pages}


@site_rule(
    id="jis/policy-content-kind-unnamed",
    impact=Impact.MINOR,
    needs=[Need.SITE],
    title=Text(
        ja="方針が PDF や動画の扱いに触れていない", en="Policy silent on PDF or video that the site publishes"
    ),
    why=Text(
        ja="方針に書かれていない PDF や動画も対象範囲に入ります。対応できない種類があるのに例外として示していないと、"
        "公表した対応度が実際と食い違います。（根拠: JIS X 8341-3:2016 5.3、附属書JA.1）",
        en="What the policy does not except is in its scope, so an unnamed kind may make the claim untrue "
        "(JIS X 8341-3:2016 5.3, JA.1).",
    ),
    fix=Text(
        ja="PDF や動画も対象に含めるのか、例外とするのか（その理由と、代わりの情報の入手方法）を方針に書いてください。",
        en="Say whether PDF and video are in scope or excepted, why, and how else to get the information.",
    ),
    messages={
        "unnamed": Text(
            ja="{count} ページが{kind}を載せていますが、方針にその扱いが見当たりません（例: {page}）。",
            en="{count} pages publish {kind} and the policy does not speak of it (as {page}).",
        ),
    },
    question=Text(
        ja="PDF や動画も方針の対象として試験していますか。していないなら、例外として示してありますか。",
        en="Are PDF and video tested as part of the scope, or named as exceptions?",
    ),
    examples=[
        Example(PASSED, pages=_site("<h2>例外</h2><p>過去の PDF は対象外です。")),
        Example(REVIEW, pages=_site("<h2>例外</h2><p>地図。"), at="/a11y", key="unnamed"),
        Example(
            PASSED,
            pages=_site("<h2>例外事項</h2><p>例外はありません。"),
            why="Nothing is excepted, so all kinds are in scope.",
        ),
        Example(INAPPLICABLE, pages=_site("<p>地図は例外とします。", content="<p>文{0}")),
        Example(INAPPLICABLE, pages={"/": ("<title>総務局</title>", ()), "/a": ("<title>甲</title>", ())}),
    ],
)
def policy_content_kind_unnamed(site: SiteView) -> Iterator[Finding]:
    stated = [one for one in statements(site) if one.formal]
    policies = [one for one in stated if one.policy]
    if not policies:
        return
    said = "".join(one.dense for one in stated)
    for kind, words in _KINDS:
        pages = [page for page in site.pages if _publishes(site, page, kind)]
        if len(pages) < LEAST:
            continue
        if words.search(said) or _ALL.search(said):
            yield passed(policies[0].page)
        else:
            yield review(policies[0].page, "unnamed", count=len(pages), kind=kind, page=pages[0].url)


def _publishes(site: SiteView, page: PageFacts, kind: str) -> bool:
    if kind == "動画":
        return "video" in page.features
    return "pdf" in page.features or any(
        link.url.partition("?")[0].lower().endswith(".pdf") for link in site.links(page)
    )
