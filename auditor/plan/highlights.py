"""今期の要点: three sentences for a bureau: what to do first, what most of the rest is, who has to decide."""

from collections.abc import Sequence

from auditor.model import Certainty, PlanRow, Priority, RepairPlace, Text
from auditor.plan.counts import open_rows, todo_rows
from auditor.plan.decision import is_overdue
from auditor.plan.material import Material, pages_of
from auditor.words import say, word

_ONE_PLACE = frozenset({RepairPlace.TEMPLATE, RepairPlace.COMPONENT, RepairPlace.RESPONSE})
_NO_PAGE = (
    Text(
        "今期は検査できたページがありません。まずサイトに接続できない原因をページ一覧の失敗理由で確かめてください。",
        "No page could be audited in this cycle. Please find out first why the sites cannot be reached: the reasons of "
        "failure stand on the sheet “Pages”.",
    ),
    Text(
        "前期までの指摘は「未確認」として残しています。",
        "Findings of earlier cycles stay as “Not confirmed”.",
    ),
    Text(
        "接続できるようになったら、もう一度検査してください。", "Please audit again once they can be reached."
    ),
)
_CLEAR = Text(
    "検査した{subject}で、機械が確実に問題と言える指摘はありません。",
    "In the {subject} audited there is nothing that the machine is sure to be a defect.",
)
_FIRST = Text(
    "まず、{site}の「{message}」（管理番号 {number}）に対応してください（{place}、{much}）。",
    "First, please mend “{message}” of {site} (issue {number}; {place}, {much}).",
)
_FILES = Text("{n}ファイル", "{n} files")
_HIGH = Text(
    "優先度「高」は{high}件で、そのうち{together}件は共通テンプレート・共通部品・サーバー設定の修正でまとめて直ります。",
    "{high} issues have high priority; {together} of them are mended in one place: the site template, a shared "
    "component or the settings of the server.",
)
_HIGH_APART = Text("優先度「高」は{high}件です。", "{high} issues have high priority.")
_NO_HIGH = Text(
    "優先度「高」の指摘はありません。直す必要のある原因は{still}件です。",
    "No issue has high priority. {still} causes have to be mended.",
)
_OVERDUE = Text(
    "対応期限を過ぎた指摘が{n}件あります。対応の状況又は新しい期限を記入してください。",
    "{n} issues are past their due date. Please enter how far they are, or a new date.",
)
_UNOWNED = Text(
    "担当部署が決まっていない指摘が{n}件あります{more}。改善計画の担当部署と対応期限を記入してください。",
    "{n} issues have no unit yet{more}. Please enter their unit and due date on the improvement plan.",
)
_AND_REVIEW = Text("（うち{n}件は人の判断が必要なもの）", " ({n} of them are for people to decide)")
_REVIEW = Text(
    "人の判断が必要な指摘が{n}件あります。目視で確かめ、状態を記入してください。",
    "{n} issues are for people to decide. Please look at them, and enter their status.",
)
_BY_EYE = Text(
    "機械で調べられるのは一部です。達成基準別結果の「要確認」を目視で確かめてください。",
    "A machine can check a part only. Please check what is left to people on the sheet “Criteria”.",
)


def highlights(material: Material, rows: Sequence[PlanRow]) -> tuple[str, ...]:
    """Return the three sentences."""
    lang = material.lang
    still = open_rows(rows, material.date)
    mend = [row for row in still if row.certainty is not Certainty.REVIEW]
    first = [row for row in todo_rows(rows, material.date) if row.certainty is not Certainty.REVIEW]
    if not any(material.audited.values()):
        return tuple(say(text, lang) for text in _NO_PAGE)
    return _first(material, first), _second(mend, lang), _third(material, still)


def _first(material: Material, todo: Sequence[PlanRow]) -> str:
    lang = material.lang
    if not todo:
        return _CLEAR.fill(lang, {"subject": material.subject})
    top = todo[0]
    of_files = top.place is RepairPlace.FILE
    much = _FILES.fill(lang, {"n": top.pages}) if of_files else pages_of(top.pages, lang)
    facts = {"site": top.site_name, "message": _short(top.message, lang), "number": top.number}
    return _FIRST.fill(lang, {**facts, "place": word(top.place, lang), "much": much})


def _second(mend: Sequence[PlanRow], lang: str) -> str:
    high = [row for row in mend if row.priority is Priority.HIGH]
    together = [row for row in high if row.place in _ONE_PLACE]
    text = (_HIGH if together else _HIGH_APART) if high else _NO_HIGH
    return text.fill(lang, {"high": len(high), "together": len(together), "still": len(mend)})


def _third(material: Material, still: Sequence[PlanRow]) -> str:
    lang = material.lang
    review = sum(row.certainty is Certainty.REVIEW for row in still)
    overdue = [row for row in still if is_overdue(row.decision, row.verdict, material.date)]
    if overdue:
        return _OVERDUE.fill(lang, {"n": len(overdue)})
    unowned = [row for row in still if not row.decision.get("owner-unit")]
    if unowned:
        judged = sum(row.certainty is Certainty.REVIEW for row in unowned)
        more = _AND_REVIEW.fill(lang, {"n": judged}) if judged else ""
        return _UNOWNED.fill(lang, {"n": len(unowned), "more": more})
    return _REVIEW.fill(lang, {"n": review}) if review else say(_BY_EYE, lang)


def _short(text: str, lang: str) -> str:
    return text.split("。" if lang == "ja" else ". ", 1)[0].split("\n", 1)[0]
