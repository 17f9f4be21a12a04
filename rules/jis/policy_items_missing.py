"""JIS X 8341-3:2016 JA.1: an accessibility policy says scope, target level, date, exceptions and whom to ask."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Need, SiteView, passed, review, site_rule

from ._statements import missing, statements

_ITEMS = (
    (
        "対象範囲",
        re.compile(r"対象(?:の)?範囲|適用範囲|対象とする(?:ウェブ|Web|ホーム)?(?:ページ|サイト)|対象(?:ウェブ)?(?:サイト|ページ)"),
    ),
    ("目標とする適合レベルと対応度", re.compile(r"(?:適合)?(?:レベル|等級)(?:「|の)?A{1,3}|A{1,3}(?:に)?(?:一部)?準拠")),
    ("達成の期限", re.compile(r"期限|期日|目標(?:時期|年度)|達成時期|(?:年度|月|日)(?:末)?までに|準拠しています|準拠した")),
    ("例外とする内容", re.compile(r"例外|除外|対象外|除く|除き|除いて|困難な|第三者")),
    ("問い合わせ先", re.compile(r"問い?合わ?せ|連絡先|ご意見|電話|担当[課部係]")),
)  # fmt: skip
MOST = 3  # more missing than this is no policy that lost an item, but another kind of page

_TITLE = "<title>ウェブアクセシビリティ方針｜総務局</title>"
_FULL = (
    "<h2>対象範囲</h2><p>総務局のサイト<h2>目標</h2><p>JIS X 8341-3:2016 の適合レベルAAに準拠<h2>期限</h2>"
    "<p>2027年3月<h2>例外事項</h2><p>地図<h2>お問い合わせ</h2><p>総務課"
)


def _site(html: str, title: str = _TITLE) -> dict[str, tuple[str, tuple[()]]]:
    return {
        "/": ('<title>総務局</title><a href="/a11y">アクセシビリティ</a>', ()),
        "/a11y": (title + html, ()),
    }


@site_rule(
    id="jis/policy-items-missing",
    impact=Impact.MINOR,
    needs=[Need.SITE],
    title=Text(
        ja="アクセシビリティ方針に書くべき項目が見当たらない", en="Accessibility policy lacks an item"
    ),
    why=Text(
        ja="どこまでを、いつまでに、どの水準にするのかが分からないと、困った人が待てばよいのか連絡すればよいのか判断できません。"
        "（根拠: JIS X 8341-3:2016 附属書JA.1、ウェブアクセシビリティ基盤委員会の方針策定の手引き）",
        en="People cannot tell what will be reached by when, and what never (JIS X 8341-3:2016 JA.1).",
    ),
    fix=Text(
        ja="方針のページに、対象範囲、目標とする適合レベルと対応度、達成の期限、例外とする内容とその理由、"
        "問い合わせ先を書いてください。",
        en="Say scope, target level and degree, date, exceptions with reasons, and whom to ask.",
    ),
    messages={
        "missing": Text(
            ja="方針のページに、次の項目が見当たりません: {items}。",
            en="The policy seems to lack: {items}.",
        ),
    },
    question=Text(
        ja="見当たらない項目は、別の言い方や別のページで書かれていますか。",
        en="Are these items told in other words, or on another page?",
    ),
    examples=[
        Example(PASSED, pages=_site(_FULL)),
        Example(
            REVIEW, pages=_site(_FULL.replace("<h2>例外事項</h2><p>地図", "")), at="/a11y", key="missing"
        ),
        Example(REVIEW, pages=_site(_FULL.replace("<h2>期限</h2><p>2027年3月", "")), at="/a11y"),
        Example(
            INAPPLICABLE,
            pages=_site("<p>文字の大きさはブラウザーで変えられます。"),
            why="Advice on how to read, without a standard.",
        ),
        Example(
            INAPPLICABLE,
            pages=_site(
                "<p>JIS X 8341-3:2016 の研修です。", "<title>ウェブアクセシビリティ研修の募集</title>"
            ),
        ),
    ],
)
def policy_items_missing(site: SiteView) -> Iterator[Finding]:
    for one in statements(site):
        if not (one.formal and one.policy):
            continue
        absent = missing(_ITEMS, one.dense)
        if not absent:
            yield passed(one.page)
        elif len(absent) <= MOST:
            yield review(one.page, "missing", items="、".join(absent))
