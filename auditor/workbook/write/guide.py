"""凡例・手引き: what each word means and what to do next; the drop-downs take their lists from here."""

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook

from auditor.model import Choice, Policy, Priority, Review, Status, Treatment, Verdict
from auditor.words import word
from auditor.workbook.form import cells
from auditor.workbook.form.cells import Pen
from auditor.workbook.form.columns import GUIDE

HOW_TO = (
    "黄色の見出しの列が、局で記入する欄です。ほかの列は次の期に機械が書き直します。",
    "並べ替え、絞り込み、行の削除をしても、管理番号で元の指摘に結び付きます。管理番号と右端の隠し列は消さないでください。",
    "状態を「対応済（確認待ち）」にすると、次の期に再検査して、機械が判定に書きます。改善確認済は機械だけが付けます。",
    "「対応しない」「指摘の誤り」「問題なし（目視確認済）」を選んだら、備考に理由を、見直し期限に再確認の日を記入してください。",
    "日付は 2026/6/30、R8.6.30、令和8年6月30日 のどれでも書けます。「年度末」等は備考に書いてください。",
    "足した列、シート、セルの色、コメントは、次の計画書に引き継がれます。図やグラフは受領した原本に残ります。",
    "パスワードを付けずに、.xlsx の形式で保存してください。",
    "記入したファイルを置いて auditor plan import を実行すると、次の期の計画書に引き継がれます。",
    "機械で調べられるのは一部です。「機械検出なし（要確認）」は適合を意味しません。",
    "要判断の指摘は、【確かめること】に答えて、問題が無ければ「問題なし（目視確認済）」を選んでください。",
)
TABLES: tuple[tuple[str, str, str, tuple[tuple[str, str, str], ...]], ...] = (
    ("状態", "T状態", "状態一覧", (
        (word(Status.TODO), "まだ始めていない", "担当部署と対応期限を記入する"),
        (word(Status.DOING), "直している途中", "終わる見込みの日を対応期限に記入する"),
        (word(Status.DONE), "直し終えた。再検査を待っている", "次の期の判定を確かめる"),
        (word(Status.DECLINED), "直さないと決めた", "理由、代替手段、見直し期限を記入する"),
        (word(Status.MISTAKEN), "機械の誤りと判断した", "理由を備考に記入する"),
        (word(Status.CHECKED), "人が見て問題が無いと確かめた", "見直し期限を記入する"),
    )),
    ("判定（機械が付けます）", "T判定", "", (
        (word(Verdict.NEW), "今期初めて検出した", "担当と期限を決める"),
        (word(Verdict.REMAINING), "前期に続いて検出した", "対応の状況を確かめる"),
        (word(Verdict.IMPROVED), "検出した件数が減った", "残りを直す"),
        (word(Verdict.FIXED), "すべての対象ページを再検査し、検出しなかった", "なし（次の期に一覧から外れます）"),
        (word(Verdict.REAPPEARED), "改善を確認した後に再び検出した", "更新の手順を見直す"),
        (word(Verdict.UNCONFIRMED), "検出しなかったが、再検査できないページがある", "ページが開けるか確かめる"),
        (word(Verdict.GONE), "対象のページが無くなった", "なし（次の期に一覧から外れます）"),
    )),
    ("優先度（機械が付けます）", "T優先度", "", (
        (word(Priority.HIGH), "利用できない人が出る、又は多くのページに及ぶ", "今期のうちに直す"),
        (word(Priority.MIDDLE), "利用に手間がかかる人が出る、又は人の判断が要る", "次の更新で直す"),
        (word(Priority.LOW), "影響が小さい、又は推奨", "次のリニューアルで直す"),
    )),
    ("対応方針", "T対応方針", "対応方針一覧", (
        (word(Policy.TEMPLATE), "CMSの共通部分を直す", "委託先と日程を決める"),
        (word(Policy.PAGE), "職員が個々のページを直す", "担当課に依頼する"),
        (word(Policy.FILE), "PDF・Excel等を作り直す", "担当課に依頼する"),
        (word(Policy.SERVER), "応答ヘッダー等を変える", "委託先と日程を決める"),
        (word(Policy.SUPPLIER), "外部サービスの改善を求める", "代替手段を用意する"),
        (word(Policy.LATER), "今は直さない", "代替手段と見直し期限を記入する"),
        (word(Policy.WITHDRAW), "ページ又は文書を取り下げる", "終了の日を対応期限に記入する"),
    )),
    ("目視結果", "T目視結果", "目視結果一覧", (
        (word(Review.CONFORMS), "目視で適合を確かめた", "なし"),
        (word(Review.FAILS), "目視で不適合を見つけた", "改善計画に追加する"),
        (word(Review.NOT_APPLICABLE), "対象となる内容が無い", "なし"),
        (word(Review.OPEN), "まだ確かめていない", "確認の日を決める"),
    )),
    ("採用する値（取込の食い違い）", "T採用", "採用一覧", (
        (word(Choice.A), "値Aを採用する", "次の取込で決着する"),
        (word(Choice.B), "値Bを採用する", "次の取込で決着する"),
        (word(Choice.OTHER), "どちらでもない", "その他の値に記入する"),
    )),
    ("処理（取込できなかった行）", "T処理", "処理一覧", (
        (word(Treatment.MOVE), "ほかの指摘の記入だった", "移し先の管理番号を記入する"),
        (word(Treatment.ADD), "新しい行として残す", "次の計画書で内容を確かめる"),
        (word(Treatment.DROP), "要らない行だった", "なし"),
    )),
    ("対象外の理由", "T対象外理由", "", (
        ("修正用データが無い", "元のデータが無く直せない", "代替手段を用意する"),
        ("第三者のサービス", "地図、動画、SNS等", "提供元に依頼し、代替手段を用意する"),
        ("過去の資料", "更新しない古い資料", "求めに応じて別の形で提供する"),
        ("権利関係", "権利者の許可が要る", "許可を求める"),
        ("過重な負担", "直す負担が著しく大きい", "理由を公表し、代替手段を用意する"),
    )),
)  # fmt: skip
ROUTINE = (
    ("1. 検査", "取りまとめの部署が auditor run を実行します。局ごとの計画書と証跡のフォルダーができます。",
     "四半期の初め（自動で始められます）"),
    ("2. 送付", "計画書（このファイル）と証跡のフォルダーを、各局に送ります。", "検査の翌週まで"),
    ("3. 記入", "各局が、「改善計画」の上の行から順に、黄色の見出しの列を記入します。", "受け取ってから3週間"),
    ("4. 修正", "各局が直し、直したページを auditor page で確かめ、状態を「対応済（確認待ち）」にします。", "対応期限まで"),
    ("5. 回収と取込", "取りまとめの部署が、返送されたファイルを auditor plan import で取り込み、"
     "未返送の局と食い違いを auditor plan status で確かめます。", "次の検査の前まで"),
    ("6. 公表", "取りまとめの部署が auditor export --public で公表用のデータを作り、公開します。", "取込の後"),
    ("7. 次の検査", "1. に戻ります。記入は次の計画書に引き継がれ、直ったかどうかを機械が「判定」に書きます。", "次の四半期の初め"),
)  # fmt: skip
_STEPS = ("手順", "すること", "時期の目安")
_WIDTHS = (32.0, 52.0, 44.0)
_HEADINGS = ("値", "意味", "次にすること")


def write_guide(book: Workbook, pen: Pen) -> None:
    """Add the sheet and the defined names of its lists."""
    sheet = book.add_worksheet(GUIDE)
    for index, columns in enumerate(_WIDTHS):
        sheet.set_column(index, index, columns)
    pen.text(sheet, 0, 0, "凡例と記入の手引き", "title")
    sheet.set_row(0, 27)
    pen.text(sheet, 1, 0, "記入のしかた", "section")
    row = 2
    for position, sentence in enumerate(HOW_TO, start=1):
        pen.text(sheet, row, 0, f"{position}. {sentence}", "plain")
        row += 1
    row = _table(book, pen, row + 1, "四半期の進め方", "T進め方", _STEPS, ROUTINE)
    for section, name, defined, entries in TABLES:
        top = row + 2
        row = _table(book, pen, row + 1, section, name, _HEADINGS, entries)
        if defined:
            book.define_name(defined, f"='{GUIDE}'!{xl_range_abs(top + 1, 0, row - 1, 0)}")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&9&P / &N ページ")


def _table(
    book: Workbook, pen: Pen, row: int, section: str, name: str, heads: tuple[str, str, str],
    entries: tuple[tuple[str, str, str], ...],
) -> int:  # fmt: skip
    """Write a titled table from a row on; return the first row below it."""
    sheet = book.get_worksheet_by_name(GUIDE)
    pen.text(sheet, row, 0, section, "section")
    sheet.set_row(row, 21)
    top = row + 1
    for offset, entry in enumerate(entries, start=1):
        for index, text in enumerate(entry):
            pen.text(sheet, top + offset, index, text)
        lines = max(cells.lines_needed(t, w) for t, w in zip(entry, _WIDTHS, strict=True))
        sheet.set_row(top + offset, cells.LINE * lines + 3)
    sheet.add_table(
        top, 0, top + len(entries), 2,
        {
            "name": name, "style": None, "autofilter": False, "title": section,
            "description": f"{section}の値と意味" if heads == _HEADINGS else section,
            "columns": [{"header": head, "header_format": pen.style("head")} for head in heads],
        },
    )  # fmt: skip
    return top + len(entries) + 1
