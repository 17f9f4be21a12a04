"""対応度表記ガイドライン: who says 準拠, 一部準拠 or 配慮 says where these words are defined."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Need, SiteView, passed, review, site_rule

from ._statements import Statement, statements

_CLAIM = re.compile(
    r"(?:8341-3(?::2016|:2010)?|(?:レベル|等級)(?:「|の)?A{1,3}|A{1,3})(?:」)?[^。]{0,20}?(一部準拠|準拠|に配慮)"
)
_NOTE = re.compile(
    r"対応度表記|表記ガイドライン|ウェブアクセシビリティ基盤委員会|WAIC|JISQ17050", re.IGNORECASE
)
_RESULT = re.compile(r"(?:試験|検証|検査)(?:の)?結果|チェックリスト")
_PLAN = re.compile(
    r"今後の(?:対応|取り?組|改善)|改善(?:計画|していき|を進め|に努め|を図)|対応方針|対応予定|追加する予定|順次"
)

_TITLE = "<title>ウェブアクセシビリティ方針｜総務局</title><p>"
_NOTED = "<p>本方針における「準拠」という表記は、ウェブアクセシビリティ基盤委員会の対応度表記ガイドラインによります。"


def _site(html: str, result: str = "試験結果（PDF）") -> dict[str, tuple[str, tuple[()]]]:
    return {
        "/": ('<title>総務局</title><a href="/a11y">アクセシビリティ</a>', ()),
        "/a11y": (f'{_TITLE}{html}<p><a href="/r.pdf">{result}</a>', ()),
    }


@site_rule(
    id="jis/conformance-wording-unexplained",
    impact=Impact.MINOR,
    needs=[Need.SITE],
    title=Text(
        ja="「準拠」「一部準拠」「配慮」の意味の注記がない",
        en="準拠, 一部準拠 or 配慮 without the note that defines it",
    ),
    why=Text(
        ja="「準拠」などの言葉は、ウェブアクセシビリティ基盤委員会の「対応度表記ガイドライン」で条件が決まっています。"
        "注記がないと、どの条件を満たしているのか読み手に分かりません。（根拠: 同ガイドライン）",
        en="The words are defined by WAIC's guideline on wording; without its note readers cannot tell what is claimed.",
    ),
    fix=Text(
        ja="次のような注記を添えてください。例: 本ページにおける「一部準拠」という表記は、情報通信アクセス協議会 ウェブアクセシビリティ"
        "基盤委員会「JIS X 8341-3:2016 対応度表記ガイドライン」で定められた表記による。"
        "「一部準拠」のときは、満たしていない達成基準への今後の対応方針も書きます。",
        en="Add the note that names the guideline and its edition; with 一部準拠 also tell what will be done about what is "
        "not met.",
    ),
    messages={
        "note": Text(
            ja="「{said}」とありますが、対応度表記ガイドラインによるという注記が見当たりません。",
            en="It says “{said}” and no note on the guideline of wording was found.",
        ),
        "plan": Text(
            ja="「一部準拠」とありますが、満たしていない達成基準への今後の対応方針が見当たりません。",
            en="It says 一部準拠, and nothing was found of what will be done about the rest.",
        ),
        "result": Text(
            ja="「{said}」とありますが、試験結果のページもファイルも見当たりません。"
            "準拠・一部準拠と言うには、試験と結果の公開が要ります。",
            en="It says “{said}” and no test result was found; 準拠 and 一部準拠 need a test and its publication.",
        ),
    },
    question=Text(
        ja="「準拠」などの言葉の根拠（対応度表記ガイドラインとその版）と、一部準拠なら今後の対応方針が、どこかに書かれていますか。",
        en="Is it told where the word is defined, and for 一部準拠 what comes next?",
    ),
    examples=[
        Example(PASSED, pages=_site("JIS X 8341-3:2016 の適合レベルAAに準拠しています。" + _NOTED)),
        Example(
            REVIEW,
            pages=_site("JIS X 8341-3:2016 の適合レベルAAに準拠しています。"),
            at="/a11y",
            key="note",
        ),
        Example(
            REVIEW,
            pages=_site("JIS X 8341-3:2016 のレベルAAに一部準拠しています。" + _NOTED),
            at="/a11y",
            key="plan",
        ),
        Example(
            PASSED,
            pages=_site("JIS X 8341-3:2016 のレベルAAに一部準拠しています。今後の対応方針: 来年度に改修します。" + _NOTED),
        ),
        Example(
            REVIEW,
            pages=_site("JIS X 8341-3:2016 の適合レベルAAに準拠しています。" + _NOTED, result="お知らせ"),
            at="/a11y",
            key="result",
        ),
        Example(
            INAPPLICABLE, pages=_site("JIS X 8341-3:2016 に基づいて作成しています。"), why="No degree is claimed."
        ),
    ],
)  # fmt: skip
def conformance_wording_unexplained(site: SiteView) -> Iterator[Finding]:
    stated = list(statements(site))
    noted = any(_NOTE.search(one.dense) for one in stated)
    planned = any(_PLAN.search(one.dense) for one in stated)
    tested = any(one.result or _leads_to_result(site, one) for one in stated)
    for one in stated:
        claim = _CLAIM.search(one.dense)
        if claim is None:
            continue
        keys = [
            key
            for key, lacking in (
                ("note", not noted),
                ("plan", claim[1] == "一部準拠" and not planned),
                ("result", claim[1] != "に配慮" and not tested),
            )
            if lacking
        ]
        yield from (review(one.page, key, said=claim[0]) for key in keys)
        if not keys:
            yield passed(one.page)


def _leads_to_result(site: SiteView, one: Statement) -> bool:
    return any(_RESULT.search(link.text) for link in site.links(one.page))
