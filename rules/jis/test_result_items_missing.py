"""JIS X 8341-3:2016 JB.3.1: a published test result says nine things."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Need, SiteView, passed, review, site_rule

from ._statements import missing, statements

_ITEMS = (
    ("表明日", re.compile(r"表明日|公表日|公開日|公表年月日")),
    ("規格の番号と改正年", re.compile(r"8341-3.{0,20}20\d\d|WCAG2\.[0-2]", re.IGNORECASE)),
    ("満たしている適合レベル", re.compile(r"(?:適合レベル|レベル|等級).{0,20}A|A{1,3}(?:に)?(?:一部)?準拠")),
    ("対象となるページの説明", re.compile(r"対象(?:の|となる|とする|とした)?(?:ウェブ|Web|ホーム)?(?:範囲|ページ|サイト)", re.IGNORECASE)),
    ("依存したウェブコンテンツ技術", re.compile(r"依存|(?:使用|利用)(?:した|している)(?:ウェブ)?(?:コンテンツ)?技術|コンテンツ技術")),
    ("ページを選択した方法", re.compile(r"選択|選定|抽出|選んだ|ランダム|全(?:ての|て|ウェブ)?ページ|すべてのページ")),
    ("試験を行ったページの URI", re.compile(r"UR[IL]|https?://|ページ(?:の)?(?:一覧|リスト)", re.IGNORECASE)),
    ("達成基準チェックリスト", re.compile(r"チェックリスト|達成基準(?:ごと|の一覧|一覧)|1\.1\.1.*1\.2\.1", re.DOTALL)),
    ("試験実施期間", re.compile(r"(?:試験|検証|検査|実施|評価)(?:を(?:行った|実施した)|の)?(?:実施)?(?:期間|日|時期|年月)")),
)  # fmt: skip

_PARTS = {
    "表明日": "2026年4月1日",
    "規格の番号及び改正年": "JIS X 8341-3:2016",
    "満たしている適合レベル": "AA一部準拠",
    "対象となるウェブページ": "総務局のサイト",
    "依存したウェブコンテンツ技術": "HTML、CSS",
    "試験対象のウェブページを選択した方法": "代表とランダム 40ページ",
    "試験を行ったウェブページのURI": "http://example.localhost/",
    "達成基準チェックリスト": "表",
    "試験実施期間": "2026年2月1日から3月1日",
}


def _site(*left_out: str) -> dict[str, tuple[str, tuple[()]]]:
    body = "".join(f"<h2>{name}</h2><p>{value}" for name, value in _PARTS.items() if name not in left_out)
    title = "<title>ウェブアクセシビリティ試験結果｜総務局</title>"
    return {
        "/": ('<title>総務局</title><a href="/r">アクセシビリティ試験結果</a>', ()),
        "/r": (title + body, ()),
    }


@site_rule(
    id="jis/test-result-items-missing",
    impact=Impact.MINOR,
    needs=[Need.SITE],
    title=Text(ja="試験結果に表示すべき項目が見当たらない", en="Published test result lacks an item"),
    why=Text(
        ja="「準拠」「一部準拠」と公表するには、決められた9項目の表示が要ります。足りないと、その公表は規格に沿ったものになりません。"
        "（根拠: JIS X 8341-3:2016 附属書JB.3.1）",
        en="A claim of conformance comes with nine items (JIS X 8341-3:2016 JB.3.1).",
    ),
    fix=Text(
        ja="試験結果のページに、表明日、規格の番号と改正年、満たしている適合レベル、対象となるページの説明、依存した技術、"
        "ページを選択した方法、試験を行ったページの URI、達成基準チェックリスト、試験実施期間の9項目をそろえてください。",
        en="Publish all nine: date of claim, standard with edition, level, scope, technologies relied upon, way of "
        "choosing pages, their URIs, the checklist, and the period of the test.",
    ),
    messages={
        "missing": Text(
            ja="試験結果のページに、表示すべき9項目のうち次が見当たりません: {items}。",
            en="Of the nine items of a test result these were not found: {items}.",
        ),
    },
    question=Text(
        ja="見当たらない項目は、リンク先のファイル（チェックリストの PDF や Excel など）に書かれていますか。",
        en="Are these items in a linked file, such as the checklist?",
    ),
    examples=[
        Example(PASSED, pages=_site()),
        Example(REVIEW, pages=_site("表明日"), at="/r", key="missing"),
        Example(REVIEW, pages=_site("試験実施期間", "依存したウェブコンテンツ技術"), at="/r", key="missing"),
        Example(
            INAPPLICABLE,
            pages={
                "/": ('<title>総務局</title><a href="/p">アクセシビリティ</a>', ()),
                "/p": (
                    "<title>ウェブアクセシビリティ方針</title><p>JIS X 8341-3:2016 のAAに準拠を目標とします。",
                    (),
                ),
            },
            why="A policy without a result.",
        ),
        Example(
            INAPPLICABLE,
            pages={
                "/": ("<title>総務局</title>", ()),
                "/t": ("<title>水質の試験結果</title><p>試験実施日", ()),
            },
            why="A test of something else.",
        ),
    ],
)
def test_result_items_missing(site: SiteView) -> Iterator[Finding]:
    for one in statements(site):
        if not (one.formal and one.result):
            continue
        absent = missing(_ITEMS, one.dense)
        if absent:
            yield review(one.page, "missing", items="、".join(absent))
        else:
            yield passed(one.page)
