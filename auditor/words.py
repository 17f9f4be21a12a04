"""The words of the model's closed lists in both languages: the one place where a code becomes what people read."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from auditor.model import (
    OPEN_ISSUES,
    TOOLS_CHANGED,
    VERDICT_COUNTS,
    WHOLE_BUREAU,
    Applies,
    Certainty,
    Choice,
    Conformity,
    DataLinkState,
    Ending,
    Fact,
    Family,
    HeaderState,
    Impact,
    ImportResult,
    Method,
    PageKind,
    PageResult,
    Policy,
    Priority,
    RepairPlace,
    Responsible,
    Review,
    SampledAs,
    Selection,
    Status,
    Text,
    Treatment,
    Verdict,
    Work,
)

Language = Literal["ja", "en"]
Member = TypeVar("Member", bound=StrEnum)


def _stored(english: Mapping[Member, str]) -> Mapping[Member, Text]:
    """Return words of a list whose values are Japanese words already, as stores and workbooks have always
    held them.
    """
    return MappingProxyType({member: Text(member.value, text) for member, text in english.items()})


VERDICT = _stored(
    {
        Verdict.NEW: "New",
        Verdict.REMAINING: "Remaining",
        Verdict.IMPROVED: "Partly improved",
        Verdict.FIXED: "Confirmed fixed",
        Verdict.REAPPEARED: "Reappeared",
        Verdict.UNCONFIRMED: "Not confirmed",
        Verdict.GONE: "Page gone",
    }
)
STATUS = _stored(
    {
        Status.TODO: "Not started",
        Status.DOING: "In progress",
        Status.DONE: "Done (to be confirmed)",
        Status.DECLINED: "Will not fix (reason in Notes)",
        Status.MISTAKEN: "Finding is wrong (reason in Notes)",
        Status.CHECKED: "No problem (checked by a person)",
    }
)
REVIEW = _stored(
    {
        Review.CONFORMS: "Conforms",
        Review.FAILS: "Fails",
        Review.NOT_APPLICABLE: "Not applicable",
        Review.OPEN: "Not checked yet",
    }
)
POLICY = _stored(
    {
        Policy.TEMPLATE: "Fix the template",
        Policy.PAGE: "Fix the pages",
        Policy.FILE: "Replace the file",
        Policy.SERVER: "Change server settings",
        Policy.SUPPLIER: "Ask the supplier",
        Policy.LATER: "With the next redesign",
        Policy.WITHDRAW: "Withdraw from the site",
    }
)
CHOICE = _stored({Choice.A: "A", Choice.B: "B", Choice.OTHER: "Other"})
TREATMENT = _stored({Treatment.MOVE: "Move", Treatment.ADD: "Keep as new", Treatment.DROP: "Discard"})
IMPORT_RESULT = _stored(
    {
        ImportResult.TAKEN: "Taken",
        ImportResult.SAME: "Same value",
        ImportResult.CONFLICT: "Conflict",
        ImportResult.ASIDE: "Row set aside",
        ImportResult.KEPT: "Earlier value kept",
        ImportResult.TYPED_OVER: "Typed into a column of the machine",
        ImportResult.UNPLACED: "Entry without a place",
        ImportResult.SETTLED: "Settled",
        ImportResult.NOTE: "Note",
    }
)
CONFORMITY = _stored(
    {
        Conformity.FAILED: "Fails",
        Conformity.LIKELY: "Likely fails",
        Conformity.REVIEW: "For people to decide",
        Conformity.CLEAR: "Nothing found by machine (to be checked)",
        Conformity.UNTESTED: "Not evaluated",
    }
)
HEADER = _stored(
    {
        HeaderState.FIT: "As expected",
        HeaderState.UNFIT: "Not as expected",
        HeaderState.PARTLY: "Partly",
        HeaderState.UNKNOWN: "Not known",
    }
)
PRIORITY: Mapping[Priority, Text] = MappingProxyType(
    {
        Priority.HIGH: Text("高", "High"),
        Priority.MIDDLE: Text("中", "Medium"),
        Priority.LOW: Text("低", "Low"),
    }
)
WORK: Mapping[Work, Text] = MappingProxyType(
    {
        Work.MEND: Text("直す", "Mend"),
        Work.DECIDE: Text("確かめる", "Check"),
        Work.ADVICE: Text("できれば直す", "Advice"),
        Work.LEFT: Text("見送り", "Left out"),
        Work.CLOSED: Text("完了", "Closed"),
    }
)
CERTAINTY: Mapping[Certainty, Text] = MappingProxyType(
    {
        Certainty.DEFINITE: Text("問題あり", "Defect"),
        Certainty.LIKELY: Text("問題の可能性大", "Likely defect"),
        Certainty.REVIEW: Text("要判断", "For people to decide"),
        Certainty.ADVICE: Text("推奨", "Advice"),
    }
)
IMPACT: Mapping[Impact, Text] = MappingProxyType(
    {
        Impact.CRITICAL: Text("致命的", "Critical"),
        Impact.SERIOUS: Text("重大", "Serious"),
        Impact.MODERATE: Text("中程度", "Moderate"),
        Impact.MINOR: Text("軽微", "Minor"),
    }
)
FAMILY: Mapping[Family, Text] = MappingProxyType(
    {
        Family.ACCESSIBILITY: Text("アクセシビリティ", "Accessibility"),
        Family.SECURITY: Text("セキュリティ", "Security"),
        Family.OPEN_DATA: Text("オープンデータ", "Open data"),
        Family.PDF: Text("PDF文書", "PDF documents"),
        Family.OTHER: Text("その他", "Other"),
    }
)
PLACE: Mapping[RepairPlace, Text] = MappingProxyType(
    {
        RepairPlace.TEMPLATE: Text("共通テンプレート", "Site template"),
        RepairPlace.COMPONENT: Text("共通部品", "Shared component"),
        RepairPlace.PAGE: Text("個別ページ", "Single pages"),
        RepairPlace.FILE: Text("添付文書", "Linked files"),
        RepairPlace.EXTERNAL: Text("外部サービス", "External service"),
        RepairPlace.RESPONSE: Text("サーバー設定", "Server settings"),
    }
)
# As reports of a page name them; the plan of a bureau has its own, shorter words.
UNDER_HEADING = Text("見出し「{text}」の下", "under the heading “{text}”")  # where on a page a place is
RESPONSIBLE: Mapping[Responsible, Text] = MappingProxyType(
    {
        Responsible.TEMPLATE: Text("テンプレートの担当（CMSの管理者・委託先）", "Owner of the site template"),
        Responsible.EDITOR: Text("ページを編集する職員", "Editors of the page"),
        Responsible.AUTHOR: Text("ファイルを作成する職員", "Authors of the file"),
        Responsible.SERVER: Text("サーバーの担当（委託先など）", "Owner of the server"),
        Responsible.SUPPLIER: Text("外部サービスの提供元", "Supplier of the external service"),
    }
)
DIVISION: Mapping[Responsible, Text] = MappingProxyType(
    {
        Responsible.TEMPLATE: Text("CMS・テンプレート", "CMS and templates"),
        Responsible.EDITOR: Text("編集（職員）", "Editors (staff)"),
        Responsible.AUTHOR: Text("編集（職員）", "Editors (staff)"),
        Responsible.SERVER: Text("委託先", "Contractor"),
        Responsible.SUPPLIER: Text("委託先", "Contractor"),
    }
)
APPLIES: Mapping[Applies, Text] = MappingProxyType(
    {
        Applies.YES: Text("○", "Yes"),
        Applies.NO: Text("－", "No"),
        Applies.UNDECIDED: Text("未判定", "Undecided"),
    }
)
METHOD: Mapping[Method, Text] = MappingProxyType(
    {
        Method.MACHINE: Text("自動", "Machine"),
        Method.BOTH: Text("自動＋目視", "Machine and person"),
        Method.PERSON: Text("目視", "Person"),
    }
)
PAGE_RESULT: Mapping[PageResult, Text] = MappingProxyType(
    {
        PageResult.OK: Text("正常", "Audited"),
        PageResult.FAILED: Text("失敗", "Failed"),
        PageResult.UNTESTED: Text("未検査", "Not audited"),
    }
)
SAMPLED: Mapping[SampledAs, Text] = MappingProxyType(
    {
        SampledAs.REPRESENTATIVE: Text("代表", "Representative"),
        SampledAs.RANDOM: Text("無作為", "Random"),
        SampledAs.LAST_CYCLE: Text("前期から継続", "From the last cycle"),
        SampledAs.LISTED: Text("指定", "Listed"),
        SampledAs.ALL: Text("全数", "All"),
    }
)
KIND: Mapping[PageKind, Text] = MappingProxyType(
    {
        PageKind.HTML: Text("HTML", "HTML"),
        PageKind.PDF: Text("PDF", "PDF"),
        PageKind.EXCEL: Text("Excel", "Excel"),
        PageKind.CSV: Text("CSV", "CSV"),
        PageKind.WORD: Text("Word", "Word"),
        PageKind.POWERPOINT: Text("PowerPoint", "PowerPoint"),
        PageKind.JSON: Text("JSON", "JSON"),
        PageKind.XML: Text("XML", "XML"),
        PageKind.ZIP: Text("ZIP", "ZIP"),
        PageKind.IMAGE: Text("画像", "Image"),
        PageKind.VIDEO: Text("動画", "Video"),
        PageKind.AUDIO: Text("音声", "Audio"),
        PageKind.TEXT: Text("テキスト", "Text"),
        PageKind.OTHER: Text("その他", "Other"),
    }
)
DATA_LINK: Mapping[DataLinkState, Text] = MappingProxyType(
    {
        DataLinkState.GOOD: Text("正常", "Works"),
        DataLinkState.BROKEN: Text("リンク切れ", "Broken"),
        DataLinkState.DOUBTFUL: Text("要判断", "For people to decide"),
        DataLinkState.UNKNOWN: Text("未検査", "Not checked"),
    }
)
# As JB.1.2 names them; {annex} is the long or the short name of the annex.
SELECTION: Mapping[Selection, Text] = MappingProxyType(
    {
        Selection.ALL: Text("全てのページを選択（{annex} a）", "All pages ({annex} a)"),
        Selection.RANDOM: Text("ランダムに選択（{annex} b）", "Random pages ({annex} b)"),
        Selection.REPRESENTATIVE: Text(
            "代表的なページを選択（{annex} c）", "Representative pages ({annex} c)"
        ),
        Selection.COMBINED: Text(
            "代表的なページとランダムに選択したページを併用（{annex} d）",
            "Representative pages together with random ones ({annex} d)",
        ),
    }
)
FACT: Mapping[Fact, Text] = MappingProxyType(
    {
        Fact.SUBJECT: Text("検査したもの", "Subject"),
        Fact.FILE_TOOLS: Text("検査に使用したツール", "Tools"),
        Fact.DAY: Text("検査日", "Day of the audit"),
        Fact.STATED_ON: Text("表明日", "Date of the statement"),
        Fact.STANDARD: Text("規格の規格番号及び改正年", "Standard and year of its revision"),
        Fact.LEVEL: Text("満たしている適合レベル", "Conformance level met"),
        Fact.PAGES: Text("対象となるウェブページ", "Web pages covered"),
        Fact.TECHNOLOGIES: Text("依存したウェブコンテンツ技術", "Technologies relied upon"),
        Fact.TOOLS: Text("試験に使用したチェックツール", "Checking tools"),
        Fact.BROWSER: Text("ユーザーエージェント", "User agent"),
        Fact.SELECTION: Text("ページを選択した方法", "How pages were selected"),
        Fact.TESTED: Text("試験を行ったページ", "Pages tested"),
        Fact.CHECKLIST: Text("達成基準チェックリスト", "Checklist of success criteria"),
        Fact.PERIOD: Text("試験実施期間", "Period of the test"),
        Fact.ADDED: Text("追加する達成基準・例外事項", "Further criteria and exceptions"),
        Fact.ADJUSTED: Text("規則の追加・停止・変更", "Rules added, off or changed"),
    }
)

# The principles of the metropolitan government's digital services that an indicator serves.
PRINCIPLE: Mapping[str, Text] = MappingProxyType(
    {
        "access": Text("誰ひとり取り残されない", "Nobody is left behind"),
        "data": Text("データ", "Data"),
        "security": Text("安全安心", "Safe and sound"),
        "open": Text("見える化", "Seen by all"),
    }
)
INDICATOR: Mapping[str, Text] = MappingProxyType(
    {
        "issues-open": Text(OPEN_ISSUES, "Issues still open"),
        "issues-high": Text("うち優先度「高」", "Of them with high priority"),
        "findings-per-100": Text("100ページ当たり指摘件数", "Findings per 100 pages"),
        "panel": Text("両期とも検査したページの指摘件数", "Findings on pages audited in both cycles"),
        "clean-pages": Text("指摘のないページの割合", "Pages without findings"),
        "criteria-clear": Text("達成基準 不適合0の数", "Criteria without failures"),
        "broken-links": Text("オープンデータ リンク切れ率", "Broken open data links"),
        "readable-files": Text("機械判読できるデータファイルの割合", "Machine-readable data files"),
        "registered-files": Text("カタログ登録率", "Files registered in the catalogue"),
        "median-age": Text("データの古さの中央値", "Median age of the data"),
        "headers-fit": Text("必須ヘッダー充足率", "Security headers as expected"),
        "coverage": Text("検査カバー率", "Coverage of the audit"),
        "improved": Text("改善率", "Share of issues fixed"),
        "reappeared": Text("再発率", "Share of issues that reappeared"),
        "unassigned": Text("担当未定率", "Share of issues without a unit"),
        "due-kept": Text("期限遵守率", "Due dates kept"),
        "form-points": Text("取組確認・評価表の点", "Points of the self-assessment"),
    }
)
UNIT: Mapping[str, Text] = MappingProxyType(
    {
        "件": Text("件", "issues"),
        "%": Text("%", "%"),
        "項目": Text("項目", "criteria"),
        "日": Text("日", "days"),
        "点": Text("点", "points"),
    }
)
TREND: Mapping[str, Text] = MappingProxyType(
    {
        WHOLE_BUREAU: Text(WHOLE_BUREAU, "(whole bureau)"),
        VERDICT_COUNTS: Text(VERDICT_COUNTS, "Verdict"),
        TOOLS_CHANGED: Text(TOOLS_CHANGED, "Tools or rules are of another version than last cycle"),
    }
)
_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        text.ja: text.en
        for table in (FAMILY, PRINCIPLE, INDICATOR, UNIT, TREND, VERDICT)
        for text in table.values()
    }
)

ENDING: Mapping[Ending, Text] = MappingProxyType(
    {
        Ending.FIXED: VERDICT[Verdict.FIXED],
        Ending.GONE: VERDICT[Verdict.GONE],
        Ending.MOVED: Text("別の行へ移動", "Moved to another row"),
        Ending.LEFT: Text("検査の対象外", "No longer audited"),
    }
)
# By the type of a member: its words, of Responsible those of the plan.
_TABLES: tuple[Mapping[Any, Text], ...] = (  # Any: each knows the members of its own list
    VERDICT, STATUS, REVIEW, CONFORMITY, HEADER, PRIORITY, WORK, CERTAINTY, IMPACT, FAMILY, PLACE, DIVISION, APPLIES, METHOD,
    POLICY, CHOICE, TREATMENT, IMPORT_RESULT, PAGE_RESULT, SAMPLED, KIND, DATA_LINK, FACT, ENDING,
)  # fmt: skip
_WORDS: Mapping[type, Mapping[Any, Text]] = MappingProxyType(
    {type(next(iter(table))): table for table in _TABLES}
)


def say(text: Text, lang: str) -> str:
    """Return the sentence in one of the two languages."""
    return text.ja if lang == "ja" else text.en


def word(member: StrEnum | None, lang: str = "ja") -> str:
    """Return the word of a member of a closed list, '' for None."""
    return "" if member is None else say(_WORDS[type(member)][member], lang)


# Columns of people that hold a member of a list, by the name of their field.
PICKED: Mapping[str, Mapping[Any, Text]] = MappingProxyType(
    {
        "status": STATUS, "policy": POLICY, "review-result": REVIEW, "chosen": CHOICE, "treatment": TREATMENT,
    }
)  # fmt: skip


def stored_word(field: str, text: str) -> str:
    """Return what stores hold for a word picked in either language; anything else stays as it was typed."""
    plain = text.strip().casefold()
    for member, words in PICKED.get(field, {}).items():
        if plain == words.en.casefold():
            return str(member.value)
    return text


def translated(stored: str, lang: str) -> str:
    """Return a word of a trend line, which stores hold in Japanese, in a language; unknown ones stay."""
    return stored if lang == "ja" else _ENGLISH.get(stored, stored)


def of_value(kind: type[Member], value: str) -> Member | None:
    """Return the member that a store holds the value of, None where the value is none of the list."""
    return next((one for one in kind if one.value == value), None)
