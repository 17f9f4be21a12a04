"""Sheets and columns of the workbook: the contract that writer, importer and CSV files share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from auditor.model import HAND_COLUMNS, Text

TODO = "やること"
OVERVIEW = "概要"
PLAN = "改善計画"
PICTURES = "画面"
CONFLICTS = "取込の食い違い"
FINDINGS = "指摘一覧"
CRITERIA = "達成基準別結果"
PAGES = "ページ一覧"
HEADERS = "セキュリティヘッダー"
DATA_LINKS = "オープンデータリンク"
TRENDS = "推移"
FORM = "取組確認・評価表"
DONE = "完了した課題"
GUIDE = "凡例・手引き"
IMPORTED = "取込結果"
QUARANTINE = "取込できなかった行"
UNPLACED = "取り込めなかった記入"
COMMENTS = "コメント引継ぎ"
IDENTITY = "_取込情報"
BASE = "_前回値"
OVERVIEW_TITLE, GUIDE_TITLE = Text(OVERVIEW, "Overview"), Text(GUIDE, "Guide")
NOTHING = Text("該当するものはありません", "Nothing to show")  # in the first row of a sheet without rows
# Defined names of the lists that people pick from.
STATUS_LIST, POLICY_LIST = Text("状態一覧", "StatusList"), Text("対応方針一覧", "PolicyList")
REVIEW_LIST, CHOICE_LIST = Text("目視結果一覧", "ReviewList"), Text("採用一覧", "ChoiceList")
TREATMENT_LIST = Text("処理一覧", "TreatmentList")

# Raised when a column is renamed, moved or means something else.
SCHEMA = "1"


_NO_NOTE = Text("", "")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `heading` names it in stores and bases, whatever language a workbook is in.

    `attribute`: the field of the row that it shows; `field`: the Decision field where people write, '' where
    the machine does.
    """

    heading: str
    width: float
    kind: str = "text"  # text | int | date | link | number
    attribute: str = ""
    english: str = ""
    field: str = ""
    choices: Text | None = None  # defined name of the list a person picks from
    prompt: Text | None = None
    hidden: bool = False
    folded: bool = False  # a detail, out of sight until its group is unfolded

    @property
    def name(self) -> str:
        """What code calls the column: its attribute, or the field of people's columns."""
        return self.attribute or self.field

    def title(self, lang: str) -> str:
        """Return the heading as it is shown; columns that people added keep theirs."""
        return self.heading if lang == "ja" else self.english or self.heading


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet that is one table with its headings in row 1. `name` names it in stores, `english` is shown."""

    name: str
    english: str
    table: Text
    columns: tuple[Column, ...]
    key: str = ""  # name of the column that names a row for people's columns
    frozen: int = 1  # columns that stay in sight
    note: Text = _NO_NOTE  # alternative text of the table
    # Names of the first and the last column that are printed; () prints all.
    print_range: tuple[str, str] | tuple[()] = ()
    filtered: bool = True  # people may sort and filter the rows

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings in order."""
        return tuple(column.heading for column in self.columns)

    @property
    def people(self) -> tuple[Column, ...]:
        """The columns people write in."""
        return tuple(column for column in self.columns if column.field)

    def title(self, lang: str) -> str:
        """Return the name as it is shown."""
        return self.name if lang == "ja" else self.english

    def titles(self, lang: str) -> tuple[str, ...]:
        """Headings in order as they are shown."""
        return tuple(column.title(lang) for column in self.columns)

    def index(self, heading: str) -> int:
        """Position of a column."""
        return self.headings.index(heading)

    def column(self, name: str) -> Column:
        """Return a column by what code calls it."""
        return next(column for column in self.columns if column.name == name)

    def heading(self, name: str) -> str:
        """Return the heading of a column by what code calls it."""
        return self.column(name).heading


_FOLDED = "folded"


def _columns(text: str) -> tuple[Column, ...]:
    """Read "attribute | heading | English heading | width [| kind] [| folded]"; one column a line."""
    result = []
    for line in text.strip().splitlines():
        attribute, heading, english, width, *rest = (part.strip() for part in line.split("|"))
        kind = next((word for word in rest if word != _FOLDED), "text")
        result.append(Column(heading, float(width), kind, attribute, english, folded=_FOLDED in rest))
    return tuple(result)


def _people(
    field: str, heading: str, english: str, width: float, kind: str = "text", *,
    choices: Text | None = None, prompt: Text | None = None,
) -> Column:  # fmt: skip
    return Column(heading, width, kind, "", english, field, choices, prompt)


_DATE_PROMPT = Text("例 2026/6/30。R8.6.30 や 令和8年6月30日 とも書けます。", "For example 2026/6/30.")
_PICK = Text("一覧から選んでください。", "Please pick from the list.")

_MOVE = _people(
    "move-to",
    "移し先",
    "Moved to",
    8,
    prompt=Text(
        "ページが新しくなり、同じ問題が別の行にあるときは、その行の管理番号。",
        "Where the same defect stands in another row since the pages were renewed: the number of that row.",
    ),
)

PLAN_SHEET = Sheet(
    PLAN,
    "Improvement plan",
    Text("T改善計画", "TPlan"),
    (
        *_columns(
            """
            number | 管理番号 | Issue no. | 8.3
            work | 区分 | To do | 6
            priority | 優先度 | Priority | 5
            message | 指摘内容（何が問題か） | Finding (what is wrong) | 27
            comment | 監査コメント | Comment of the auditor | 10
            """
        ),
        _people("status", "状態", "Status", 9, choices=STATUS_LIST, prompt=_PICK),
        _people("owner-unit", "担当部署", "Unit", 8.5),
        _people("owner", "担当者", "Owner", 7),
        _people("due", "対応期限", "Due date", 10, "date", prompt=_DATE_PROMPT),
        _people("note", "備考", "Notes", 12),
        *_columns(
            """
            spot | どこ | Where | 14.5
            fix | 直し方 | How to fix it | 24
            verdict | 判定 | Verdict | 9
            """
        ),
        _people(
            "policy",
            "対応方針",
            "Policy",
            13,
            choices=POLICY_LIST,
            prompt=Text("一覧から選ぶか、書いてください。", "Pick from the list, or write."),
        ),
        _people("review-due", "見直し期限", "Review by", 10.4, "date", prompt=_DATE_PROMPT),
        _people(
            "alternative",
            "代替手段",
            "Alternative",
            14,
            prompt=Text(
                "直るまでの間、利用者がどう情報を得るか。",
                "How people get the information until it is fixed.",
            ),
        ),
        _MOVE,
        *_columns(
            """
            site_name | サイト | Site | 18 | folded
            example | 代表ページ | Example page | 36 | link | folded
            pages | 該当ページ数 | Pages | 8 | int | folded
            change | 前期比 | Change | 8 | int | folded
            place | 原因の場所 | Where the cause is | 14 | folded
            responsible | 担当区分 | Who is responsible | 14 | folded
            people | 影響を受ける人 | People affected | 30 | folded
            criterion | 達成基準 | Success criterion | 26 | folded
            level | 適合レベル | Level | 8 | folded
            certainty | 確からしさ | Certainty | 10 | folded
            priority_reason | 優先度の理由 | Reason for the priority | 40 | folded
            family | 分類 | Area | 14 | folded
            first_cycle | 初回検出期 | First found | 10 | folded
            """
        ),
        Column("_行ID", 10, attribute="key", english="_Row ID", hidden=True),
    ),
    key="number",
    frozen=4,
    note=Text(
        "原因ごとの指摘と、局の対応の計画。1行が1つの作業です。",
        "Issues by cause and what the bureau does about them. One row is one piece of work.",
    ),
    # One page is as wide as can be read: the problem, what people write about it, where it is and the cure.
    print_range=("number", "fix"),
)
TODO_SHEET = Sheet(
    TODO,
    "To do",
    Text("Tやること", "TToDo"),
    (
        *_columns(
            """
            number | 番号 | No. | 9
            spot | どこ | Where | 25
            title | 何が問題か | What is wrong | 27
            step | こう直す | How to mend it | 36
            """
        ),
        _people("status", "状態", "Status", 11, choices=STATUS_LIST, prompt=_PICK),
        _people(
            "owner-unit", "担当", "Unit", 11,
            prompt=Text("担当する課の名前。「改善計画」の「担当部署」と同じ欄です。", "The unit that does it."),
        ),
        _people("due", "期限", "Due date", 11, "date", prompt=_DATE_PROMPT),
        _people("note", "備考", "Notes", 19),
    ),
    key="number",
    frozen=1,
    note=Text(
        "まず直すもの。黄色の見出しの欄は「改善計画」の同じ行の欄と同じもので、どちらに記入しても構いません。",
        "What to mend first. The columns with a yellow heading are those of the same row of the improvement plan: "
        "please write in either.",
    ),
)  # fmt: skip
PICTURES_SHEET = Sheet(
    PICTURES,
    "Screens",
    Text("T画面", "TScreens"),
    _columns(
        """
        number | 管理番号 | Issue no. | 9
        spot | どこ | Where | 28
        title | 何が問題か | What is wrong | 32
        picture | 画面 | Screen | 56
        """
    ),
    note=Text(
        "問題のある場所の画面。赤い枠の所です。",
        "Screens of the places that have a problem, framed in red.",
    ),
    filtered=False,  # a picture does not follow its row when the rows are sorted
)
FINDINGS_SHEET = Sheet(
    FINDINGS,
    "Findings",
    Text("T指摘一覧", "TFindings"),
    _columns(
        """
        id | 指摘ID | Finding ID | 13
        number | 管理番号 | Issue no. | 10
        verdict | 判定 | Verdict | 10 | folded
        family | 分類 | Area | 14 | folded
        rule | 検査規則 | Rule | 24 | folded
        criterion | 達成基準 | Success criterion | 22 | folded
        level | 適合レベル | Level | 8 | folded
        impact | 重大度 | Impact | 8
        certainty | 確からしさ | Certainty | 12
        site | サイト | Site | 12
        url | ページURL | Page URL | 40
        page_title | ページ名 | Page title | 24
        selector | 要素（CSSセレクター） | Element (CSS selector) | 36 | folded
        snippet | 該当HTML（抜粋） | HTML (excerpt) | 44 | folded
        count | 件数 | Places | 7 | int
        message | 説明 | Description | 60
        found | 検出日 | Found on | 12 | date | folded
        tool | 検査ツール・版 | Tools and versions | 30 | folded
        evidence | 証跡ファイル | Evidence file | 24
        """
    ),
    frozen=2,
    note=Text(
        "見つけた箇所の一覧。1行が1ページの1つの検査規則の同じ形の要素です。",
        "Places that were found. One row: like elements of one page, by one rule.",
    ),
)
CRITERIA_SHEET = Sheet(
    CRITERIA,
    "Criteria",
    Text("T達成基準別結果", "TCriteria"),
    (
        *_columns(
            """
            site | サイト | Site | 12
            number | No. | No. | 8
            name | 達成基準 | Success criterion | 36
            level | 適合レベル | Level | 8
            applies | 適用 | Applies | 8
            result | 結果 | Result | 22
            note | 注記 | Remark | 52
            method | 検査方法（自動／自動＋目視／目視） | Checked by (machine / both / person) | 16 | folded
            pages | 検査ページ数 | Pages checked | 10 | int | folded
            failed_pages | 不適合ページ数 | Pages that fail | 10 | int | folded
            issues | 指摘グループ数 | Issues | 10 | int
            previous | 前期結果 | Last result | 20 | folded
            """
        ),
        _people("reviewer", "目視確認者", "Reviewer", 14),
        _people("reviewed-at", "目視確認日", "Reviewed on", 13, "date", prompt=_DATE_PROMPT),
        _people("review-result", "目視結果", "Result of the review", 14, choices=REVIEW_LIST, prompt=_PICK),
    ),
    key="number",
    frozen=3,
    note=Text(
        "達成基準ごとの結果。機械は適合と判定しません。",
        "Results by success criterion. The machine never says that one is met.",
    ),
)
PAGES_SHEET = Sheet(
    PAGES,
    "Pages",
    Text("Tページ一覧", "TPages"),
    (
        *_columns(
            """
            id | ページID | Page ID | 16 | folded
            site | サイト | Site | 12
            url | URL | URL | 50
            title | ページ名 | Page title | 34
            kind | 種別 | Kind | 10
            sample | 抽出区分 | Selected as | 12 | folded
            status | HTTP状態 | HTTP status | 9 | int
            result | 検査結果 | Audit | 10
            reason | 失敗理由・備考 | Reason of failure, notes | 24
            modified | 最終更新日 | Last updated | 14 | folded
            high | 指摘件数（高） | Findings (high) | 9 | int
            middle | 指摘件数（中） | Findings (medium) | 9 | int
            low | 指摘件数（低） | Findings (low) | 9 | int
            before | 前期件数 | Findings last cycle | 9 | int | folded
            """
        ),
        _people("page-owner", "担当課", "Unit of the page", 16),
    ),
    key="url",
    frozen=1,
    note=Text(
        "見つけたすべてのURLと、その検査の結果。",
        "All URLs that were found, and what the audit of each gave.",
    ),
)
HEADERS_SHEET = Sheet(
    HEADERS,
    "Security headers",
    Text("Tセキュリティヘッダー", "THeaders"),
    _columns(
        """
        site | サイト | Site | 12
        host | ホスト | Host | 30
        name | ヘッダー名 | Header | 28
        expected | 期待値 | Expected value | 34 | folded
        actual | 実際の値 | Actual value | 34
        judged | 適否 | Judgement | 9
        impact | 重大度 | Impact | 9 | folded
        message | 説明 | Description | 36
        fix | 直し方 | How to fix it | 52
        previous | 前期判定 | Last judgement | 10 | folded
        number | 管理番号 | Issue no. | 10
        """
    ),
    frozen=3,
    note=Text(
        "ホストごとの応答ヘッダーの適否。",
        "Response headers of each host.",
    ),
)
DATA_LINKS_SHEET = Sheet(
    DATA_LINKS,
    "Open data links",
    Text("Tオープンデータリンク", "TDataLinks"),
    _columns(
        """
        dataset | データセット名 | Dataset | 34
        page | 掲載ページURL | Page URL | 44
        url | リンク先URL | Link URL | 44
        form | 形式 | Format | 9
        status | HTTP状態 | HTTP status | 9 | int
        redirect | 転送先 | Redirected to | 30 | folded
        size | サイズ(byte) | Size (bytes) | 12 | int | folded
        modified | 最終更新日 | Last updated | 16
        encoding | 文字コード | Encoding | 12 | folded
        check | 機械判読性の点検結果 | Machine readability | 40
        broken_since | リンク切れ開始期 | Broken since | 12 | folded
        judged | 判定 | Judgement | 12
        number | 管理番号 | Issue no. | 10
        """
    ),
    note=Text(
        "ページからリンクしているデータファイルの状態。",
        "State of the data files that pages link.",
    ),
)
TRENDS_SHEET = Sheet(
    TRENDS,
    "Trends",
    Text("T推移", "TTrends"),
    (
        *_columns(
            """
            cycle | 四半期 | Quarter | 11
            site | サイト | Site | 16
            family | 分類 | Area | 18
            name | 指標 | Indicator | 28
            value | 値 | Value | 10 | number
            unit | 単位 | Unit | 8
            tools | 検査ツール版 | Versions of the tools | 44 | folded
            note | 備考 | Remark | 34 | folded
            """
        ),
    ),
    note=Text(
        "四半期ごとの指標の値。1行に1つの値です。",
        "Values of the indicators by quarter. One row is one value.",
    ),
)
FORM_SHEET = Sheet(
    FORM,
    "Self-assessment",
    Text("T取組確認評価表", "TForm"),
    (
        *_columns(
            """
            site | サイト | Site | 12
            group | 区分 | Group | 22
            number | 番号 | No. | 7
            item | 確認項目 | Item | 50
            full | 満点 | Full score | 7 | int
            """
        ),
        _people(
            "points",
            "点",
            "Score",
            7,
            "int",
            prompt=Text("0から満点までの整数。", "A whole number from 0 to the full score."),
        ),
        _people("basis", "根拠", "Grounds", 40),
        *_columns(
            """
            previous | 前年点 | Last score | 9
            hint | 今期の検査から | From this audit | 44
            """
        ),
    ),
    key="number",
    frozen=4,
    note=Text(
        "総務省「みんなの公共サイト運用ガイドライン」の取組確認・評価表（個々のホームページ）。",
        "Self-assessment form of the guideline for public web sites (single site).",
    ),
)
DONE_SHEET = Sheet(
    DONE,
    "Closed issues",
    Text("T完了した課題", "TClosed"),
    (
        *_columns(
            """
            site | サイト | Site | 12
            number | 管理番号 | Issue no. | 10
            ending | 終わり方 | How it ended | 14
            cycle | 終わった期 | Ended in | 9
            first_cycle | 初回検出期 | First found | 9
            about | 何が問題だったか | What was wrong | 44
            page | ページ | Page | 40
            said | 記入された内容 | What was entered | 60
            """
        ),
        _MOVE,
    ),
    key="number",
    frozen=2,
    note=Text(
        "改善計画から外れた指摘と、そのときまでに記入された内容。",
        "Issues that left the improvement plan, and what had been entered about them.",
    ),
)
CONFLICTS_SHEET = Sheet(
    CONFLICTS,
    "Import conflicts",
    Text("T取込の食い違い", "TConflicts"),
    (
        *_columns(
            """
            at | 番号 | No. | 7
            row | 管理番号 | Issue no. | 10
            heading | 列 | Column | 14
            base | 前回の値 | Earlier value | 24
            a | 値A | Value A | 24
            a_source | Aの出所（ファイル・更新者・日時） | Source of A (file, person, time) | 34
            b | 値B | Value B | 24
            b_source | Bの出所 | Source of B | 34
            """
        ),
        _people(
            "chosen",
            "採用する値",
            "Value to take",
            12,
            choices=CHOICE_LIST,
            prompt=Text("A、B 又は その他。", "A, B or Other."),
        ),
        _people("other", "その他の値", "Other value", 24),
    ),
    key="at",
    note=Text(
        "2人の記入が食い違った欄。採用する値にA、B又はその他を記入してください。",
        "Cells that two people filled in differently. Please enter A, B or Other.",
    ),
)
IMPORTED_SHEET = Sheet(
    IMPORTED,
    "Import results",
    Text("T取込結果", "TImported"),
    _columns(
        """
        at | 番号 | No. | 7
        file | 元ファイル | File | 34
        sheet | シート | Sheet | 16
        cell | セル | Cell | 8
        number | 管理番号 | Issue no. | 10
        heading | 列 | Column | 14
        base | 前回の値 | Earlier value | 24
        raw | 記入された内容 | As typed | 30
        value | 取り込んだ値 | Value taken | 24
        result | 結果 | Result | 16
        reason | 理由 | Reason | 44
        """
    ),
    note=Text(
        "前回の計画書から取り込んだ記入。",
        "What was taken from returned workbooks.",
    ),
)
QUARANTINE_SHEET = Sheet(
    QUARANTINE,
    "Rows set aside",
    Text("T取込できなかった行", "TAside"),
    (
        *_columns(
            """
            at | 番号 | No. | 7
            file | 元ファイル | File | 34
            sheet | シート | Sheet | 16
            row | 行 | Row | 7 | int
            reason | 理由 | Reason | 44
            values | 元の内容（列名=値） | What stood there (column=value) | 60
            """
        ),
        _people("moved-to", "移し先の管理番号", "Move to issue no.", 12),
        _people(
            "treatment",
            "処理",
            "Treatment",
            16,
            choices=TREATMENT_LIST,
            prompt=Text("移す、新規として残す 又は 破棄。", "Move, Keep as new or Discard."),
        ),
    ),
    key="at",
    note=Text(
        "どの指摘のものか決められなかった行。移し先の管理番号又は処理を記入してください。",
        "Rows that could not be matched to an issue. Please enter the number to move to, or a treatment.",
    ),
)
UNPLACED_SHEET = Sheet(
    UNPLACED,
    "Entries without a place",
    Text("T取り込めなかった記入", "TUnplaced"),
    (
        *_columns(
            """
            at | 番号 | No. | 7
            file | 元ファイル | File | 30
            sheet | シート | Sheet | 18
            cell | セル | Cell | 8
            about | その行の内容 | What the row is about | 24
            heading | 列 | Column | 18
            text | 記入 | Entry | 56
            reason | 理由 | Reason | 36
            """
        ),
        _people(
            "handled",
            "対応",
            "Handled",
            20,
            prompt=Text(
                "例 改善計画に写した、不要。記入した行は、次の計画書ではたたまれます。",
                "For example: copied, not needed. The row is folded away in the next workbook.",
            ),
        ),
    ),
    key="at",
    note=Text(
        "計画書の欄ではない所に書かれていた言葉。必要なものは「改善計画」の欄に写し、済んだ行の「対応」に記入してください。",
        "Words that stood where the plan has no cell for them. Please copy what is needed to the improvement plan, and fill in "
        "“Handled” of the rows that are done.",
    ),
)
COMMENTS_SHEET = Sheet(
    COMMENTS,
    "Carried comments",
    Text("Tコメント引継ぎ", "TComments"),
    _columns(
        """
        at | 番号 | No. | 7
        file | 元ファイル | File | 34
        sheet | シート | Sheet | 16
        cell | セル | Cell | 8
        row | 管理番号 | Issue no. | 10
        heading | 列 | Column | 14
        author | 記入者 | Written by | 16
        text | コメント | Comment | 60
        """
    ),
    note=Text(
        "前回の計画書に付いていたコメント。",
        "Comments of the workbook before.",
    ),
)

TABLES: Mapping[str, Sheet] = MappingProxyType(
    {
        sheet.name: sheet
        for sheet in (
            TODO_SHEET, PLAN_SHEET, CONFLICTS_SHEET, PICTURES_SHEET, FINDINGS_SHEET, CRITERIA_SHEET, PAGES_SHEET, HEADERS_SHEET,
            DATA_LINKS_SHEET, TRENDS_SHEET, FORM_SHEET, DONE_SHEET, IMPORTED_SHEET, QUARANTINE_SHEET, UNPLACED_SHEET, COMMENTS_SHEET,
        )
    }
)  # fmt: skip
# Titles of all our sheets that are in sight, in both languages.
SHEET_TITLES = frozenset(
    {
        title
        for title in (
            OVERVIEW_TITLE.ja, OVERVIEW_TITLE.en, GUIDE_TITLE.ja, GUIDE_TITLE.en,
            *(title for sheet in TABLES.values() for title in (sheet.name, sheet.english)),
        )
    }
)  # fmt: skip
# heading → Decision.field, for the sheets whose people's columns are carried from cycle to cycle
CARRIED = (PLAN_SHEET, CRITERIA_SHEET, PAGES_SHEET, FORM_SHEET, DONE_SHEET, UNPLACED_SHEET)
FIELDS: Mapping[str, str] = MappingProxyType(
    {column.heading: column.field for sheet in CARRIED for column in sheet.people}
)


def is_nothing(texts: Iterable[str]) -> bool:
    """Return whether a row is the one that says that a sheet has none."""
    return any(text in (NOTHING.ja, NOTHING.en) for text in texts)


OWN_SHEETS = "sheets:"  # row of a base that tells what the sheets of people said
# Columns of ours in 改善計画 that people fill in for a row they add.
HAND_HEADINGS = tuple(HAND_COLUMNS.values())
# Headings of 改善計画 that code asks for.
NUMBER, ROW_ID, STATUS, REMARK = (PLAN_SHEET.heading(name) for name in ("number", "key", "status", "note"))
ABOUT, EXAMPLE, SITE = (PLAN_SHEET.heading(name) for name in ("message", "example", "site_name"))
POINTS = FORM_SHEET.heading("points")
