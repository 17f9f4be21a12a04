"""Who measures or advertises on a page is told on a page about it."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, PageFacts, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, SiteView, passed, review, site_rule

from ._domains import host_of, registrable
from ._markup import ACTIVE, PASSIVE, is_foreign, is_web, loads
from ._recipients import WATCHING

TOLD = re.compile(
    r"外部送信|アクセス解析|アクセスログ|クッキー|cookie|サイトポリシー|プライバシー|個人情報|privacy|利用規約|このサイトについて",
    re.IGNORECASE,
)
VIEWS = 3  # captured pages that are looked at: who measures, measures everywhere
ANALYTICS = '<script src="https://www.google-analytics.com/a.js"></script>'


@site_rule(
    id="security/transmission-untold",
    impact=Impact.MODERATE,
    title=Text(
        ja="外部への送信について説明するページが見つからない",
        en="No page tells of what goes to third parties",
    ),
    why=Text(
        ja="計測や広告のために、利用者の情報が第三者に送られています。何がどこへ送られるかを、利用者が知る手段がありません。",
        en="Measuring and advertising send visitors’ data to third parties, and visitors cannot learn what goes where.",
    ),
    fix=Text(
        ja="サイトポリシーなどに送信先・内容・目的を書き、全ページの下部からリンクしてください（電気通信事業法の外部送信規律は"
        "自治体の広報ページには及ばないことが多いものの、書き方の参考になります）。",
        en="Say in the site policy what goes to whom and why, and link it from every page.",
    ),
    messages={
        "untold": Text(
            ja="第三者（{value}）に送信していますが、説明のページへのリンクが見つかりません。",
            en="Data go to {value}, and no link leads to a page that tells of it.",
        )
    },
    question=Text(
        ja="送信先・内容・目的を説明したページがありますか。",
        en="Is there a page that tells recipients and purposes?",
    ),
    examples=[
        Example(
            PASSED,
            pages={"https://a.lg.jp/": (ANALYTICS + '<a href="/policy">サイトポリシー</a>', ())},
        ),
        Example(REVIEW, pages={"https://a.lg.jp/": (ANALYTICS, ())}, key="untold"),
        Example(
            INAPPLICABLE,
            pages={"https://a.lg.jp/": ('<script src="https://cdn.jsdelivr.net/a.js"></script>', ())},
            why="A part, no measuring: third-party-recipients names it.",
        ),
    ],
)
def transmission_untold(site: SiteView) -> Iterator[Finding]:
    pages = {page.url: page for page in site.pages}
    for _, view in zip(range(VIEWS), site.views(), strict=False):
        page = pages.get(view.url)
        if page is None or not is_web(view):
            continue
        urls = [url for _, url in loads(view, ACTIVE + PASSIVE)]
        owners = {registrable(host_of(url)) for url in urls if is_foreign(url, view)} & WATCHING
        if not owners:
            continue
        if _tells(site, page):
            yield passed(page)
        else:
            yield review(page, "untold", value=", ".join(sorted(owners)))
            return


def _tells(site: SiteView, page: PageFacts) -> bool:
    """Return whether the page, or another of the site, links to a page that tells."""
    return any(TOLD.search(link.text) for link in site.links(page))
