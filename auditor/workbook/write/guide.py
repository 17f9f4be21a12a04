"""凡例・手引き: what each word means and what to do next; the drop-downs take their lists from here."""

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook

from auditor.model import Choice, Policy, Priority, Review, Status, Text, Treatment, Verdict, Work
from auditor.words import CHOICE, POLICY, PRIORITY, REVIEW, STATUS, TREATMENT, VERDICT, WORK
from auditor.workbook.form import cells
from auditor.workbook.form.cells import CellWriter
from auditor.workbook.form.columns import (
    CHOICE_LIST,
    GUIDE_TITLE,
    POLICY_LIST,
    REVIEW_LIST,
    STATUS_LIST,
    TREATMENT_LIST,
)
from auditor.workbook.form.page_texts import FOOTER

HOW_TO = (
    Text(
        "まず「やること」に記入してください。同じ番号の行が「改善計画」にあり、どちらか一方に記入すれば足ります。",
        "Please begin with “To do”. “Improvement plan” has the same rows with more columns: one of the two is enough.",
    ),
    Text(
        "「改善計画」は、直すものだけを表示しています。見出し「区分」の▼で、ほかの行も選べます。",
        "“Improvement plan” shows what has to be mended. Choose other rows at the heading “To do”.",
    ),
    Text(
        "「改善計画」の表の上の「＋」を押すと、右に畳んだ詳しい列が開きます。",
        "The + above the table of “Improvement plan” opens further columns.",
    ),
    Text(
        "黄色の見出しの列が、局で記入する欄です。ほかの列は次の期に機械が書き直します。",
        "The columns with a yellow heading are for the bureau to fill in. The machine writes "
        "all others again next quarter.",
    ),
    Text(
        "並べ替え、絞り込み、行の削除をしても、管理番号で元の指摘に結び付きます。管理番号と右端の隠し列は消さないでください。",
        "You may sort, filter and delete rows: the issue number leads back to the issue. "
        "Please keep it, and the hidden column at the right.",
    ),
    Text(
        "状態を「対応済（確認待ち）」にすると、次の期に再検査して、機械が判定に書きます。改善確認済は機械だけが付けます。",
        "With the status “Done (to be confirmed)” the issue is tested again next quarter, and "
        "the machine writes the verdict. Only the machine says “Confirmed fixed”.",
    ),
    Text(
        "前期比は、前期も今期も検査したページだけで比べた増減です。ページが減っただけでは改善としません。",
        "The change compares only pages that were tested in both quarters: fewer pages are no improvement.",
    ),
    Text(
        "サイトの改修で同じ問題が別の行になったときは、前からある行の「移し先」に新しい行の管理番号を記入してください。"
        "記入した内容が引き継がれます。計画から外れた指摘は「完了した課題」のシートに残ります。",
        "Where a renewed site shows the same defect in another row, please enter the number of that row into “Moved to” of "
        "the older one; what you wrote goes with it. What left the plan stays on the sheet “Closed issues”.",
    ),
    Text(
        "「対応しない」「指摘の誤り」「問題なし（目視確認済）」を選んだら、備考に理由を、見直し期限に再確認の日を記入してください。",
        "With “Will not fix”, “Finding is wrong” or “No problem”, please write the reason "
        "into Notes and the day to look again into Review by.",
    ),
    Text(
        "日付は 2026/6/30、R8.6.30、令和8年6月30日 のどれでも書けます。「年度末」等は備考に書いてください。",
        "Dates are written as 2026/6/30. What is no date belongs into Notes.",
    ),
    Text(
        "足した列、シート、セルの色、コメントは、次の計画書に引き継がれます。図やグラフは受領した原本に残ります。",
        "Columns, sheets, colours and comments that you add are carried to the next workbook. "
        "Pictures and charts stay in the file you sent.",
    ),
    Text(
        "パスワードを付けずに、.xlsx の形式で保存してください。", "Please save as .xlsx without a password."
    ),
    Text(
        "記入したファイルは、「やること」の初めの行にある提出先へ返してください。記入は次の期の計画書に引き継がれます。",
        "Please send the file back to the unit that the first lines of “To do” name. The next workbook shows what "
        "you filled in.",
    ),
    Text(
        "機械で調べられるのは一部です。「機械検出なし（要確認）」は適合を意味しません。",
        "A machine sees only a part. “Nothing found by machine” does not mean that a criterion is met.",
    ),
    Text(
        "要判断の指摘は、【確かめること】に答えて、問題が無ければ「問題なし（目視確認済）」を選んでください。",
        "For an issue that people have to decide, answer the question in it, and choose “No "
        "problem (checked by a person)” where there is none.",
    ),
)
TABLES: tuple[tuple[Text, Text, Text | None, tuple[tuple[Text, Text, Text], ...]], ...] = (
    (
        Text("状態", "Status"),
        Text("T状態", "TStatus"),
        STATUS_LIST,
        (
            (
                STATUS[Status.TODO],
                Text("まだ始めていない", "Work has not begun"),
                Text("担当部署と対応期限を記入する", "Enter unit and due date"),
            ),
            (
                STATUS[Status.DOING],
                Text("直している途中", "Being fixed"),
                Text("終わる見込みの日を対応期限に記入する", "Enter the day it will be done as due date"),
            ),
            (
                STATUS[Status.DONE],
                Text("直し終えた。再検査を待っている", "Fixed, waiting for the next test"),
                Text("次の期の判定を確かめる", "See next quarter's verdict"),
            ),
            (
                STATUS[Status.DECLINED],
                Text("直さないと決めた", "Decided not to fix"),
                Text(
                    "理由、代替手段、見直し期限を記入する", "Enter reason, alternative and day to look again"
                ),
            ),
            (
                STATUS[Status.MISTAKEN],
                Text("機械の誤りと判断した", "The machine is wrong"),
                Text("理由を備考に記入する", "Write the reason into Notes"),
            ),
            (
                STATUS[Status.CHECKED],
                Text("人が見て問題が無いと確かめた", "A person looked and found no problem"),
                Text("見直し期限を記入する", "Enter the day to look again"),
            ),
        ),
    ),
    (
        Text("区分（機械が付けます）", "To do (by the machine)"),
        Text("T区分", "TWork"),
        None,
        (
            (
                WORK[Work.MEND],
                Text("直す必要がある", "It has to be mended"),
                Text("担当と期限を決めて直す", "Decide on unit and due date, and mend it"),
            ),
            (
                WORK[Work.DECIDE],
                Text("問題かどうかを、機械では決められない", "A machine cannot tell whether it is a problem"),
                Text(
                    "【確かめること】を見て、状態を記入する",
                    "Answer the question in it, and enter the status",
                ),
            ),
            (
                WORK[Work.ADVICE],
                Text("規格は求めていないが、直すと使いやすい", "No standard asks for it, but it helps"),
                Text("次の改修のときに直す", "Mend it with the next changes"),
            ),
            (
                WORK[Work.LEFT],
                Text(
                    "直さないと決めた、又は例外のページだけにある", "Left as it is, or on exempt pages only"
                ),
                Text("見直し期限に確かめる", "Look again on the day entered"),
            ),
            (
                WORK[Work.CLOSED],
                Text("直った、又は対象が無くなった", "Mended, or no longer there"),
                Text("なし（次の期に一覧から外れます）", "Nothing (leaves the list next quarter)"),
            ),
        ),
    ),
    (
        Text("判定（機械が付けます）", "Verdict (by the machine)"),
        Text("T判定", "TVerdict"),
        None,
        (
            (
                VERDICT[Verdict.NEW],
                Text("今期初めて検出した", "Found for the first time"),
                Text("担当と期限を決める", "Decide on owner and due date"),
            ),
            (
                VERDICT[Verdict.REMAINING],
                Text("前期に続いて検出した", "Found again, as last quarter"),
                Text("対応の状況を確かめる", "See how the work goes"),
            ),
            (
                VERDICT[Verdict.IMPROVED],
                Text("検出した件数が減った", "Fewer places than before"),
                Text("残りを直す", "Fix the rest"),
            ),
            (
                VERDICT[Verdict.FIXED],
                Text(
                    "すべての対象ページを再検査し、検出しなかった",
                    "All its pages were tested again, and nothing was found",
                ),
                Text("なし（次の期に一覧から外れます）", "Nothing (leaves the list next quarter)"),
            ),
            (
                VERDICT[Verdict.REAPPEARED],
                Text("改善を確認した後に再び検出した", "Found again after it was confirmed fixed"),
                Text("更新の手順を見直す", "Look at how pages are updated"),
            ),
            (
                VERDICT[Verdict.UNCONFIRMED],
                Text(
                    "検出しなかったが、再検査できないページがある",
                    "Not found, but some pages could not be tested",
                ),
                Text("ページが開けるか確かめる", "See whether the pages open"),
            ),
            (
                VERDICT[Verdict.GONE],
                Text("対象のページが無くなった", "Its pages are gone"),
                Text("なし（次の期に一覧から外れます）", "Nothing (leaves the list next quarter)"),
            ),
        ),
    ),
    (
        Text("優先度（機械が付けます）", "Priority (by the machine)"),
        Text("T優先度", "TPriority"),
        None,
        (
            (
                PRIORITY[Priority.HIGH],
                Text(
                    "利用できない人が出る、又は多くのページに及ぶ",
                    "Some people cannot use it, or many pages are concerned",
                ),
                Text("今期のうちに直す", "Fix this quarter"),
            ),
            (
                PRIORITY[Priority.MIDDLE],
                Text(
                    "利用に手間がかかる人が出る、又は人の判断が要る",
                    "Some people are hindered, or a person has to decide",
                ),
                Text("次の更新で直す", "Fix with the next update"),
            ),
            (
                PRIORITY[Priority.LOW],
                Text("影響が小さい、又は推奨", "Of little effect, or advice"),
                Text("次のリニューアルで直す", "Fix with the next redesign"),
            ),
        ),
    ),
    (
        Text("対応方針", "Policy"),
        Text("T対応方針", "TPolicy"),
        POLICY_LIST,
        (
            (
                POLICY[Policy.TEMPLATE],
                Text("CMSの共通部分を直す", "Fix the shared parts of the CMS"),
                Text("委託先と日程を決める", "Agree on dates with the contractor"),
            ),
            (
                POLICY[Policy.PAGE],
                Text("職員が個々のページを直す", "Staff fix single pages"),
                Text("担当課に依頼する", "Ask the unit in charge"),
            ),
            (
                POLICY[Policy.FILE],
                Text("PDF・Excel等を作り直す", "Make the PDF, Excel or other file anew"),
                Text("担当課に依頼する", "Ask the unit in charge"),
            ),
            (
                POLICY[Policy.SERVER],
                Text("応答ヘッダー等を変える", "Change response headers and the like"),
                Text("委託先と日程を決める", "Agree on dates with the contractor"),
            ),
            (
                POLICY[Policy.SUPPLIER],
                Text("外部サービスの改善を求める", "Ask the supplier of the service"),
                Text("代替手段を用意する", "Offer an alternative"),
            ),
            (
                POLICY[Policy.LATER],
                Text("今は直さない", "Not fixed now"),
                Text("代替手段と見直し期限を記入する", "Enter alternative and day to look again"),
            ),
            (
                POLICY[Policy.WITHDRAW],
                Text("ページ又は文書を取り下げる", "Take the page or file down"),
                Text("終了の日を対応期限に記入する", "Enter that day as due date"),
            ),
        ),
    ),
    (
        Text("目視結果", "Result of the review"),
        Text("T目視結果", "TReview"),
        REVIEW_LIST,
        (
            (
                REVIEW[Review.CONFORMS],
                Text("目視で適合を確かめた", "A person saw that it is met"),
                Text("なし", "Nothing"),
            ),
            (
                REVIEW[Review.FAILS],
                Text("目視で不適合を見つけた", "A person found a failure"),
                Text("改善計画に追加する", "Add it to the plan"),
            ),
            (
                REVIEW[Review.NOT_APPLICABLE],
                Text("対象となる内容が無い", "There is no such content"),
                Text("なし", "Nothing"),
            ),
            (
                REVIEW[Review.OPEN],
                Text("まだ確かめていない", "Nobody looked yet"),
                Text("確認の日を決める", "Decide on a day"),
            ),
        ),
    ),
    (
        Text("採用する値（取込の食い違い）", "Value to take (import conflicts)"),
        Text("T採用", "TChoice"),
        CHOICE_LIST,
        (
            (
                CHOICE[Choice.A],
                Text("値Aを採用する", "Take value A"),
                Text("次の取込で決着する", "Settled with the next import"),
            ),
            (
                CHOICE[Choice.B],
                Text("値Bを採用する", "Take value B"),
                Text("次の取込で決着する", "Settled with the next import"),
            ),
            (
                CHOICE[Choice.OTHER],
                Text("どちらでもない", "Neither"),
                Text("その他の値に記入する", "Enter it as other value"),
            ),
        ),
    ),
    (
        Text("処理（取込できなかった行）", "Treatment (rows set aside)"),
        Text("T処理", "TTreatment"),
        TREATMENT_LIST,
        (
            (
                TREATMENT[Treatment.MOVE],
                Text("ほかの指摘の記入だった", "It belongs to another issue"),
                Text("移し先の管理番号を記入する", "Enter the number to move to"),
            ),
            (
                TREATMENT[Treatment.ADD],
                Text("新しい行として残す", "Keep it as a new row"),
                Text("次の計画書で内容を確かめる", "Check it in the next workbook"),
            ),
            (
                TREATMENT[Treatment.DROP],
                Text("要らない行だった", "The row is not needed"),
                Text("なし", "Nothing"),
            ),
        ),
    ),
    (
        Text("対象外の理由", "Reasons for exceptions"),
        Text("T対象外理由", "TExceptions"),
        None,
        (
            (
                Text("修正用データが無い", "No source data"),
                Text("元のデータが無く直せない", "It cannot be fixed without its source"),
                Text("代替手段を用意する", "Offer an alternative"),
            ),
            (
                Text("第三者のサービス", "Service of a third party"),
                Text("地図、動画、SNS等", "Maps, videos, social media and the like"),
                Text("提供元に依頼し、代替手段を用意する", "Ask the supplier, and offer an alternative"),
            ),
            (
                Text("過去の資料", "Old material"),
                Text("更新しない古い資料", "Old and no longer updated"),
                Text("求めに応じて別の形で提供する", "Provide another form on request"),
            ),
            (
                Text("権利関係", "Rights"),
                Text("権利者の許可が要る", "The owner of the rights has to agree"),
                Text("許可を求める", "Ask for permission"),
            ),
            (
                Text("過重な負担", "Undue burden"),
                Text("直す負担が著しく大きい", "The effort is far too large"),
                Text("理由を公表し、代替手段を用意する", "Publish the reason, and offer an alternative"),
            ),
        ),
    ),
)
ROUTINE = (
    (
        Text("1. 検査", "1. Audit"),
        Text(
            "取りまとめの部署が検査を行います。局ごとの計画書と証跡のフォルダーができます。",
            "The coordinating unit runs the audit. It gives a workbook for each bureau and a "
            "folder of evidence.",
        ),
        Text("四半期の初め（自動で始められます）", "Beginning of the quarter (may start by itself)"),
    ),
    (
        Text("2. 送付", "2. Send"),
        Text(
            "計画書（このファイル）と証跡のフォルダーを、各局に送ります。",
            "The workbook (this file) and the evidence go to the bureau.",
        ),
        Text("検査の翌週まで", "Within a week"),
    ),
    (
        Text("3. 記入", "3. Fill in"),
        Text(
            "各局が、「やること」と「改善計画」の上の行から順に、黄色の見出しの列を記入します。",
            "The bureau fills in the columns with a yellow heading on “To do” and “Improvement plan”, from the top.",
        ),
        Text("受け取ってから3週間", "Within three weeks"),
    ),
    (
        Text("4. 修正", "4. Fix"),
        Text(
            "各局が直し、直したページを確かめて、状態を「対応済（確認待ち）」にします。",
            "The bureau fixes, looks at the page, and sets the status to “Done (to be confirmed)”.",
        ),
        Text("対応期限まで", "Until the due date"),
    ),
    (
        Text("5. 回収と取込", "5. Collect and import"),
        Text(
            "取りまとめの部署が、返送されたファイルを取り込み、未返送の局と食い違いを確かめます。",
            "The coordinating unit imports returned files, and sees what is missing or in conflict.",
        ),
        Text("次の検査の前まで", "Before the next audit"),
    ),
    (
        Text("6. 公表", "6. Publish"),
        Text(
            "取りまとめの部署が公表用のデータを作り、公開します。",
            "The coordinating unit makes the public data, and publishes them.",
        ),
        Text("取込の後", "After the import"),
    ),
    (
        Text("7. 次の検査", "7. Next audit"),
        Text(
            "1. に戻ります。記入は次の計画書に引き継がれ、直ったかどうかを機械が「判定」に書きます。",
            "Back to 1. What was filled in is carried on, and the machine writes into “Verdict” "
            "what is fixed.",
        ),
        Text("次の四半期の初め", "Beginning of the next quarter"),
    ),
)
GLOSSARY = (
    (
        Text("代替テキスト（alt）", "Alternative text (alt)"),
        Text("画像の内容を伝える短い文。画像が見えない人には、これが読み上げられます", "A short text that says what a picture shows"),
        Text("編集画面の「代替テキスト」の欄", "The field for it where pages are edited"),
    ),
    (
        Text("コントラスト", "Contrast"),
        Text("文字と背景の明るさの差。小さいと読めません", "How much text and background differ in brightness"),
        Text("デザイン（文字と背景の色）", "The design: colours of text and background"),
    ),
    (
        Text("テンプレート、共通部品", "Template, shared component"),
        Text(
            "多くのページが共に使う枠や部品。1か所直すと全ページが直ります",
            "What many pages share: one repair mends all of them",
        ),
        Text("CMS の管理者、又は委託先", "The owner of the CMS, or the contractor"),
    ),
    (
        Text("CMS", "CMS"),
        Text("ページを編集して公開する仕組み（編集画面）", "The system in which pages are edited and published"),
        Text("－", "–"),
    ),
    (
        Text("ヘッダー（サーバーの設定）", "Header (settings of the server)"),
        Text(
            "サーバーがページと一緒に送る、安全のための指示。画面には見えません",
            "Instructions for safety that a server sends with each page",
        ),
        Text("サーバーの管理者に依頼", "Ask the administrator of the server"),
    ),
    (
        Text("HTTPS", "HTTPS"),
        Text(
            "通信の中身を、途中で見られたり書き換えられたりしないようにする方式",
            "Transfer that nobody on the way can read or change",
        ),
        Text("サーバーの管理者に依頼", "Ask the administrator of the server"),
    ),
    (
        Text("要素、属性、HTML", "Element, attribute, HTML"),
        Text(
            "ページを作る部品（要素）と、その設定（属性）。HTML はそれを書く言葉",
            "The parts of a page and their settings; HTML is the language they are written in",
        ),
        Text("編集画面の「ソース」、又は委託先", "The source view of the editor, or the contractor"),
    ),
    (
        Text("達成基準、適合レベル", "Success criterion, level"),
        Text(
            "日本産業規格（JIS X 8341-3）が求める一つひとつの条件と、その段階（A、AA、AAA）",
            "What the standard asks for, one by one, and its steps (A, AA, AAA)",
        ),
        Text("「達成基準別結果」を参照", "See the sheet “Criteria”"),
    ),
    (
        Text("証跡", "Evidence"),
        Text("見つけた所の画面などの記録", "Records such as the screen of a place"),
        Text("「画面」のシートと「証跡」のフォルダー", "The sheet “Screens” and the folder of evidence"),
    ),
)  # fmt: skip
_GLOSSARY, _GLOSSARY_TABLE = Text("言葉の説明", "Words"), Text("T言葉", "TWords")
_GLOSSARY_HEADS = (Text("言葉", "Word"), Text("意味", "Meaning"), Text("どこで直すか", "Where it is mended"))
_STEPS = (Text("手順", "Step"), Text("すること", "What is done"), Text("時期の目安", "When"))
_TITLE = Text("凡例と記入の手引き", "Guide")
_HOW = Text("記入のしかた", "How to fill in the plan")
_COURSE, _COURSE_TABLE = Text("四半期の進め方", "The course of a quarter"), Text("T進め方", "TRoutine")
_VALUES = Text("{section}の値と意味", "{section}: values and meanings")
_WIDTHS = (32.0, 52.0, 44.0)
_HEADINGS = (Text("値", "Value"), Text("意味", "Meaning"), Text("次にすること", "What to do next"))


def write_guide(book: Workbook, pen: CellWriter) -> None:
    """Add the sheet and the defined names of its lists."""
    sheet = book.add_worksheet(pen.say(GUIDE_TITLE))
    for index, columns in enumerate(_WIDTHS):
        sheet.set_column(index, index, columns)
    pen.text(sheet, 0, 0, pen.say(_TITLE), "title")
    sheet.set_row(0, 27)
    pen.text(sheet, 1, 0, pen.say(_HOW), "section")
    row = 2
    for position, sentence in enumerate(HOW_TO, start=1):
        pen.text(sheet, row, 0, f"{position}. {pen.say(sentence)}", "plain")
        row += 1
    row = _table(book, pen, row + 1, _COURSE, _COURSE_TABLE, _STEPS, ROUTINE)
    for section, name, defined, entries in TABLES:
        top = row + 2
        row = _table(book, pen, row + 1, section, name, _HEADINGS, entries)
        if defined:
            book.define_name(pen.say(defined), f"='{sheet.name}'!{xl_range_abs(top + 1, 0, row - 1, 0)}")
    _table(book, pen, row + 1, _GLOSSARY, _GLOSSARY_TABLE, _GLOSSARY_HEADS, GLOSSARY)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(pen.say(FOOTER))


def _table(
    book: Workbook, pen: CellWriter, row: int, section: Text, name: Text, heads: tuple[Text, Text, Text],
    entries: tuple[tuple[Text, Text, Text], ...],
) -> int:  # fmt: skip
    """Write a titled table from a row on; return the first row below it."""
    sheet = book.get_worksheet_by_name(pen.say(GUIDE_TITLE))
    pen.text(sheet, row, 0, pen.say(section), "section")
    sheet.set_row(row, 21)
    top = row + 1
    for offset, texts in enumerate(entries, start=1):
        entry = [pen.say(text) for text in texts]
        for index, text in enumerate(entry):
            pen.text(sheet, top + offset, index, text)
        lines = max(cells.lines_needed(t, w) for t, w in zip(entry, _WIDTHS, strict=True))
        sheet.set_row(top + offset, cells.LINE * lines + 3)
    sheet.add_table(
        top, 0, top + len(entries), 2,
        {
            "name": pen.say(name), "style": None, "autofilter": False, "title": pen.say(section),
            "description": pen.say(_VALUES).format(section=pen.say(section)) if heads == _HEADINGS else pen.say(section),
            "columns": [{"header": pen.say(head), "header_format": pen.style("head")} for head in heads],
        },
    )  # fmt: skip
    return top + len(entries) + 1
