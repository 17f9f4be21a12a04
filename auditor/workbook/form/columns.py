"""Sheets and columns of the workbook: the contract that writer, importer and CSV files share."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

OVERVIEW = "概要"
PLAN = "改善計画"
CONFLICTS = "取込の食い違い"
FINDINGS = "指摘一覧"
CRITERIA = "達成基準別結果"
PAGES = "ページ一覧"
HEADERS = "セキュリティヘッダー"
DATA_LINKS = "オープンデータリンク"
TRENDS = "推移"
FORM = "取組確認・評価表"
GUIDE = "凡例・手引き"
IMPORTED = "取込結果"
QUARANTINE = "取込できなかった行"
COMMENTS = "コメント引継ぎ"
IDENTITY = "_取込情報"
BASE = "_前回値"
NOTHING = "該当するものはありません"  # in the first row of a sheet without rows

# Raised when a column is renamed, moved or means something else.
SCHEMA = "1"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `field` names the Decision field where people write, '' where the machine does."""

    heading: str
    width: float
    kind: str = "text"  # text | int | date | link
    field: str = ""
    choices: str = ""  # defined name of the list a person picks from
    prompt: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet that is one table with its headings in row 1."""

    name: str
    table: str
    columns: tuple[Column, ...]
    key: str = ""  # heading of the column that names a row for people's columns
    frozen: int = 1  # columns that stay in sight
    note: str = ""  # alternative text of the table
    # Column ranges that print, each on pages of its own; () prints all.
    print_ranges: tuple[tuple[str, str], ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings in order."""
        return tuple(column.heading for column in self.columns)

    @property
    def people(self) -> tuple[Column, ...]:
        """The columns people write in."""
        return tuple(column for column in self.columns if column.field)

    def index(self, heading: str) -> int:
        """Position of a column."""
        return self.headings.index(heading)


def _columns(text: str) -> tuple[Column, ...]:
    """Read "heading width [kind]" triples; one column a line."""
    result = []
    for line in text.strip().splitlines():
        heading, width, *rest = line.split()
        result.append(Column(heading, float(width), rest[0] if rest else "text"))
    return tuple(result)


_DATE_PROMPT = "例 2026/6/30。R8.6.30 や 令和8年6月30日 とも書けます。"

PLAN_SHEET = Sheet(
    PLAN,
    "T改善計画",
    (
        *_columns(
            """
            管理番号 9
            サイト 8.5
            判定 8
            優先度 5
            優先度の理由 20
            分類 8
            達成基準 10
            適合レベル 4.5
            確からしさ 7
            指摘内容（何が問題か） 22
            影響を受ける人 16.5
            直し方 22.5
            原因の場所 12
            担当区分 12
            該当ページ数 6 int
            前期比 5.5 int
            代表ページ 19 link
            初回検出期 7.5
            監査コメント 13
            """
        ),
        Column("状態", 9, field="status", choices="状態一覧", prompt="一覧から選んでください。"),
        Column(
            "対応方針", 11, field="policy", choices="対応方針一覧", prompt="一覧から選ぶか、書いてください。"
        ),
        Column("担当部署", 9.5, field="owner-unit"),
        Column("担当者", 8, field="owner"),
        Column("対応期限", 10.5, "date", "due", prompt=_DATE_PROMPT),
        Column("見直し期限", 10.4, "date", "review-due", prompt=_DATE_PROMPT),
        Column("代替手段", 8.2, field="alternative", prompt="直るまでの間、利用者がどう情報を得るか。"),
        Column("備考", 12, field="note"),
        Column("_行ID", 10, hidden=True),
    ),
    key="管理番号",
    frozen=1,
    note="原因ごとの指摘と、局の対応の計画。1行が1つの作業です。",
    # 27 columns on one sheet of A4 would print at 40 %: what is wrong, then what is done about it.
    print_ranges=(("管理番号", "直し方"), ("該当ページ数", "備考")),
)
FINDINGS_SHEET = Sheet(
    FINDINGS,
    "T指摘一覧",
    _columns(
        """
        指摘ID 13
        管理番号 10
        判定 10
        分類 14
        検査規則 24
        達成基準 22
        適合レベル 8
        重大度 8
        確からしさ 12
        サイト 12
        ページURL 40
        ページ名 26
        要素（CSSセレクター） 36
        該当HTML（抜粋） 44
        件数 7 int
        説明 44
        検出日 12 date
        検査ツール・版 30
        証跡ファイル 24
        """
    ),
    frozen=2,
    note="見つけた箇所の一覧。1行が1ページの1つの検査規則の同じ形の要素です。",
)
CRITERIA_SHEET = Sheet(
    CRITERIA,
    "T達成基準別結果",
    (
        *_columns(
            """
            サイト 12
            No. 8
            達成基準 34
            適合レベル 8
            適用 8
            結果 22
            注記 44
            検査方法（自動／自動＋目視／目視） 16
            検査ページ数 10 int
            不適合ページ数 10 int
            指摘グループ数 10 int
            前期結果 20
            """
        ),
        Column("目視確認者", 14, field="reviewer"),
        Column("目視確認日", 13, "date", "reviewed-at", prompt=_DATE_PROMPT),
        Column(
            "目視結果", 14, field="review-result", choices="目視結果一覧", prompt="一覧から選んでください。"
        ),
    ),
    key="No.",
    frozen=3,
    note="達成基準ごとの結果。機械は適合と判定しません。",
)
PAGES_SHEET = Sheet(
    PAGES,
    "Tページ一覧",
    (
        *_columns(
            """
            ページID 16
            サイト 12
            URL 50
            ページ名 34
            種別 10
            抽出区分 12
            HTTP状態 9 int
            検査結果 10
            失敗理由 30
            最終更新日 14
            指摘件数（高） 9 int
            指摘件数（中） 9 int
            指摘件数（低） 9 int
            前期件数 9 int
            """
        ),
        Column("担当課", 16, field="page-owner"),
    ),
    key="URL",
    frozen=1,
    note="見つけたすべてのURLと、その検査の結果。",
)
HEADERS_SHEET = Sheet(
    HEADERS,
    "Tセキュリティヘッダー",
    _columns(
        """
        サイト 12
        ホスト 30
        ヘッダー名 28
        期待値 34
        実際の値 40
        適否 9
        重大度 9
        説明 44
        直し方 44
        前期判定 10
        管理番号 10
        """
    ),
    frozen=3,
    note="ホストごとの応答ヘッダーの適否。",
)
DATA_LINKS_SHEET = Sheet(
    DATA_LINKS,
    "Tオープンデータリンク",
    _columns(
        """
        データセット名 34
        掲載ページURL 44
        リンク先URL 44
        形式 9
        HTTP状態 9 int
        転送先 30
        サイズ(byte) 12 int
        最終更新日 16
        文字コード 12
        機械判読性の点検結果 40
        リンク切れ開始期 12
        判定 12
        管理番号 10
        """
    ),
    note="ページからリンクしているデータファイルの状態。",
)
TRENDS_SHEET = Sheet(
    TRENDS,
    "T推移",
    (
        *_columns("四半期 11\nサイト 16\n分類 18\n指標 28"),
        Column("値", 10, "number"),
        *_columns("単位 8\n検査ツール版 44\n備考 34"),
    ),
    note="四半期ごとの指標の値。1行に1つの値です。",
)
FORM_SHEET = Sheet(
    FORM,
    "T取組確認評価表",
    (
        *_columns("サイト 12\n区分 22\n番号 7\n確認項目 50\n満点 7 int"),
        Column("点", 7, "int", "points", prompt="0から満点までの整数。"),
        Column("根拠", 40, field="basis"),
        *_columns("前年点 9\n今期の検査から 44"),
    ),
    key="番号",
    frozen=4,
    note="総務省「みんなの公共サイト運用ガイドライン」の取組確認・評価表（個々のホームページ）。",
)
CONFLICTS_SHEET = Sheet(
    CONFLICTS,
    "T取込の食い違い",
    (
        *_columns(
            "番号 7\n管理番号 10\n列 14\n前回の値 24\n値A 24\nAの出所（ファイル・更新者・日時） 34\n値B 24\n"
            "Bの出所 34"
        ),
        Column("採用する値", 12, field="chosen", choices="採用一覧", prompt="A、B 又は その他。"),
        Column("その他の値", 24, field="other"),
    ),
    key="番号",
    note="2人の記入が食い違った欄。採用する値にA、B又はその他を記入してください。",
)
IMPORTED_SHEET = Sheet(
    IMPORTED,
    "T取込結果",
    _columns(
        "番号 7\n元ファイル 34\nシート 16\nセル 8\n管理番号 10\n列 14\n前回の値 24\n記入された内容 30\n"
        "取り込んだ値 24\n結果 16\n理由 44"
    ),
    note="前回の計画書から取り込んだ記入。",
)
QUARANTINE_SHEET = Sheet(
    QUARANTINE,
    "T取込できなかった行",
    (
        *_columns("番号 7\n元ファイル 34\nシート 16\n行 7 int\n理由 44\n元の内容（列名=値） 60"),
        Column("移し先の管理番号", 12, field="moved-to"),
        Column("処理", 16, field="treatment", choices="処理一覧", prompt="移す、新規として残す 又は 破棄。"),
    ),
    key="番号",
    note="どの指摘のものか決められなかった行。移し先の管理番号又は処理を記入してください。",
)
COMMENTS_SHEET = Sheet(
    COMMENTS,
    "Tコメント引継ぎ",
    _columns("番号 7\n元ファイル 34\nシート 16\nセル 8\n管理番号 10\n列 14\n記入者 16\nコメント 60"),
    note="前回の計画書に付いていたコメント。",
)

TABLES: Mapping[str, Sheet] = MappingProxyType(
    {
        sheet.name: sheet
        for sheet in (
            PLAN_SHEET, CONFLICTS_SHEET, FINDINGS_SHEET, CRITERIA_SHEET, PAGES_SHEET, HEADERS_SHEET,
            DATA_LINKS_SHEET, TRENDS_SHEET, FORM_SHEET, IMPORTED_SHEET, QUARANTINE_SHEET, COMMENTS_SHEET,
        )
    }
)  # fmt: skip
# heading → Decision.field, for the sheets whose people's columns are carried from cycle to cycle
CARRIED = (PLAN_SHEET, CRITERIA_SHEET, PAGES_SHEET, FORM_SHEET)
FIELDS: Mapping[str, str] = MappingProxyType(
    {column.heading: column.field for sheet in CARRIED for column in sheet.people}
)
OWN_SHEETS = "sheets:"  # row of a base that tells what the sheets of people said
# Columns of ours in 改善計画 that people fill in for a row they add.
HAND_HEADINGS = (
    "サイト", "優先度", "分類", "達成基準", "適合レベル", "確からしさ", "指摘内容（何が問題か）", "影響を受ける人",
    "直し方", "原因の場所", "担当区分", "該当ページ数", "代表ページ",
)  # fmt: skip
