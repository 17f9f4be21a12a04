"""The workbook: sheets and headings by the contract, accessible, and the same bytes each time."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.utils.units import DEFAULT_COLUMN_WIDTH
from plan_samples import material

from auditor.model import HeaderLine, HeaderState, Work
from auditor.plan.improvement import build, remember
from auditor.workbook.form import columns
from auditor.workbook.write.rows import ROWS, Row
from auditor.workbook.write.table import MOST_PRINTED
from auditor.workbook.write.writer import render, write

SHEETS = [
    "やること", "概要", "改善計画", "指摘一覧", "達成基準別結果", "ページ一覧", "セキュリティヘッダー",
    "オープンデータリンク", "推移", "取組確認・評価表", "凡例・手引き", "_取込情報", "_前回値",
]  # fmt: skip
HEADINGS = {
    "改善計画": (
        "管理番号｜区分｜優先度｜指摘内容（何が問題か）｜監査コメント｜状態｜担当部署｜担当者｜対応期限｜備考｜"
        "どこ｜直し方｜判定｜対応方針｜見直し期限｜代替手段｜移し先｜"
        "サイト｜代表ページ｜該当ページ数｜前期比｜原因の場所｜担当区分｜影響を受ける人｜達成基準｜"
        "適合レベル｜確からしさ｜優先度の理由｜分類｜初回検出期｜_行ID"
    ),
    "指摘一覧": (
        "指摘ID｜管理番号｜判定｜分類｜検査規則｜達成基準｜適合レベル｜重大度｜確からしさ｜"
        "サイト｜ページURL｜ページ名｜要素（CSSセレクター）｜該当HTML（抜粋）｜件数｜説明｜"
        "検出日｜検査ツール・版｜証跡ファイル"
    ),
    "達成基準別結果": (
        "サイト｜No.｜達成基準｜適合レベル｜適用｜結果｜注記｜"
        "検査方法（自動／自動＋目視／目視）｜検査ページ数｜不適合ページ数｜指摘グループ数｜"
        "前期結果｜目視確認者｜目視確認日｜目視結果"
    ),
    "ページ一覧": (
        "ページID｜サイト｜URL｜ページ名｜種別｜抽出区分｜HTTP状態｜検査結果｜失敗理由・備考｜"
        "最終更新日｜指摘件数（高）｜指摘件数（中）｜指摘件数（低）｜前期件数｜担当課"
    ),
    "セキュリティヘッダー": (
        "サイト｜ホスト｜ヘッダー名｜期待値｜実際の値｜適否｜重大度｜説明｜直し方｜前期判定｜管理番号"
    ),
    "オープンデータリンク": (
        "データセット名｜掲載ページURL｜リンク先URL｜形式｜HTTP状態｜転送先｜サイズ(byte)｜"
        "最終更新日｜文字コード｜機械判読性の点検結果｜リンク切れ開始期｜判定｜管理番号"
    ),
    "推移": ("四半期｜サイト｜分類｜指標｜値｜単位｜検査ツール版｜備考"),
}


@pytest.fixture(scope="module")
def plan():  # type: ignore[no-untyped-def]
    made = material()
    first = remember(build(replace(made, cycle="2026Q3")))
    return build(replace(made, previous=first))


@pytest.fixture(scope="module")
def data(plan) -> bytes:  # type: ignore[no-untyped-def]
    return render(plan)[0]


@pytest.fixture(scope="module")
def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_sheets_stand_in_the_order_of_the_contract(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == SHEETS
    assert [book[name].sheet_state for name in SHEETS[-2:]] == ["veryHidden", "veryHidden"]


@pytest.mark.parametrize("name", HEADINGS)
def test_the_headings_are_those_of_the_contract(book: openpyxl.Workbook, name: str) -> None:
    assert [cell.value for cell in book[name][1]] == HEADINGS[name].split("｜")


def test_sheets_of_imports_appear_only_when_they_have_rows(plan) -> None:  # type: ignore[no-untyped-def]
    notes = {
        columns.CONFLICTS: [Row("", (1, "A", "備考", "", "甲", "x", "乙", "y", "", ""))],
        columns.QUARANTINE: [Row("", (1, "f.xlsx", "改善計画", 5, "理由", "備考=甲", "", ""))],
        columns.IMPORTED: [],
    }

    names = openpyxl.load_workbook(io.BytesIO(render(plan, notes=notes)[0])).sheetnames

    assert names[:4] == ["やること", "概要", "改善計画", "取込の食い違い"]
    assert names[names.index("凡例・手引き") + 1] == "取込できなかった行"
    assert "取込結果" not in names


def test_the_same_plan_gives_the_same_bytes(plan, data: bytes) -> None:  # type: ignore[no-untyped-def]
    assert render(plan)[0] == data


def test_another_revision_is_another_workbook(plan) -> None:  # type: ignore[no-untyped-def]
    assert render(plan, revision=2)[1] != render(plan)[1]


def test_the_overview_begins_with_what_to_do_first(plan, book: openpyxl.Workbook) -> None:  # type: ignore[no-untyped-def]
    sheet = book["概要"]
    texts = [str(sheet.cell(row, 1).value or "") for row in range(1, 12)]

    start = texts.index("今期の要点")
    assert plan.highlights[0][:20] in "".join(texts[start : start + 3])


def test_live_counts_carry_their_values(data: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["概要"]
    counts = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}

    assert counts["（空欄）"] == 12
    assert counts["対応中"] == 0


def test_every_table_has_a_name_of_its_own_and_its_sheet_is_frozen(book: openpyxl.Workbook) -> None:
    for name in HEADINGS:
        (table,) = book[name].tables.values()
        assert table.displayName.startswith("T")
        assert book[name].freeze_panes is not None
        assert table.autoFilter is not None


def test_the_lists_of_the_drop_downs_come_from_the_guide(book: openpyxl.Workbook) -> None:
    sources = {v.formula1 for v in book["改善計画"].data_validations.dataValidation if v.type == "list"}

    assert sources == {"状態一覧", "対応方針一覧"}
    area = book.defined_names["状態一覧"].attr_text.split("!")[1]
    left, top, _, bottom = range_boundaries(area)
    words = [book["凡例・手引き"].cell(row, left).value for row in range(top, bottom + 1)]
    assert words[0] == "未着手"
    assert "問題なし（目視確認済）" in words


def test_the_plan_prints_on_one_width_of_paper_with_the_problem_beside_what_people_write(
    book: openpyxl.Workbook,
) -> None:
    sheet = book["改善計画"]
    (area,) = str(sheet.print_area).split(",")
    left, _, right, _ = range_boundaries(area.split("!")[-1])
    letters = [openpyxl.utils.get_column_letter(n) for n in range(left, right + 1)]
    printed = [sheet[f"{letter}1"].value for letter in letters]

    assert sum(sheet.column_dimensions[x].width or DEFAULT_COLUMN_WIDTH for x in letters) <= 150
    assert {"管理番号", "指摘内容（何が問題か）", "直し方", "状態", "担当部署", "対応期限", "備考"} <= {
        *printed
    }
    assert not any(sheet.column_dimensions[letter].hidden for letter in letters)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9


def test_the_problem_stays_in_sight_and_what_people_write_stands_beside_it(book: openpyxl.Workbook) -> None:
    sheet = book["改善計画"]
    heads = [cell.value for cell in sheet[1]]

    assert sheet.freeze_panes == "E2"
    assert heads[3:10] == [
        "指摘内容（何が問題か）", "監査コメント", "状態", "担当部署", "担当者", "対応期限", "備考",
    ]  # fmt: skip


def test_details_of_the_plan_are_grouped_and_folded(book: openpyxl.Workbook) -> None:
    sheet = book["改善計画"]
    levels = {
        cell.value: sheet.column_dimensions[cell.column_letter].outlineLevel
        for cell in sheet[1]
        if cell.column_letter in sheet.column_dimensions
    }

    assert levels["サイト"] == 1
    assert {levels[c.heading] for c in columns.PLAN_SHEET.people if c.heading in levels} == {0}


def test_what_has_to_be_mended_stands_alone_until_the_filter_is_changed(
    plan, book: openpyxl.Workbook
) -> None:  # type: ignore[no-untyped-def]
    sheet = book["改善計画"]
    (table,) = sheet.tables.values()
    (chosen,) = table.autoFilter.filterColumn
    at = columns.PLAN_SHEET.index("区分")
    works = {
        row: (sheet.cell(row, at + 1).value, sheet.row_dimensions[row].hidden)
        for row in range(2, sheet.max_row + 1)
    }

    assert (chosen.colId, chosen.filters.filter) == (at, ["直す"])
    assert len(works) == len(plan.rows)
    assert {hidden for work, hidden in works.values() if work == "直す"} == {False}
    assert {hidden for work, hidden in works.values() if work != "直す"} == {True}


def test_nothing_is_filtered_where_nothing_has_to_be_mended(plan) -> None:  # type: ignore[no-untyped-def]
    calm = replace(plan, rows=tuple(replace(row, work=Work.ADVICE) for row in plan.rows))

    sheet = openpyxl.load_workbook(io.BytesIO(render(calm)[0]))["改善計画"]

    assert not any(sheet.row_dimensions[row].hidden for row in range(2, sheet.max_row + 1))
    assert next(iter(sheet.tables.values())).autoFilter.filterColumn == []


def test_rows_are_left_to_grow_by_themselves(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            assert b"customHeight" not in package.read(name)


def test_the_workbook_is_accessible(data: bytes, book: openpyxl.Workbook) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        drawings = [
            package.read(n).decode() for n in package.namelist() if n.startswith("xl/drawings/drawing")
        ]
        tables = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/tables/")]
        core = package.read("docProps/core.xml").decode()

    assert len(drawings) == 1
    assert len(re.findall(r'<xdr:cNvPr [^>]*descr="[^"]+"', drawings[0])) == 2
    assert all("altTextSummary" in table for table in tables)
    assert "<dc:language>ja-JP</dc:language>" in core
    assert book.properties.title
    assert not any(sheet.merged_cells.ranges for sheet in book)


def test_the_properties_say_what_the_workbook_is(book: openpyxl.Workbook) -> None:
    properties = {p.name: p.value for p in book.custom_doc_props.props}  # type: ignore[attr-defined]

    assert properties["tmg_bureau"] == "fukushi"
    assert properties["tmg_cycle"] == "2026Q4"
    hidden = {
        row[0]: row[1]
        for row in book["_取込情報"].iter_rows(min_row=2, values_only=True)
        if row[0] != "words"
    }
    assert hidden == properties


def test_a_link_has_words_and_leads_to_the_page(book: openpyxl.Workbook) -> None:
    sheet = book["改善計画"]
    cell = sheet.cell(2, columns.PLAN_SHEET.index("代表ページ") + 1)

    assert str(cell.value).startswith("/page")
    assert cell.hyperlink.target.startswith("https://")


def test_an_empty_plan_is_a_whole_workbook() -> None:
    empty = build(material([], pages={}, audited={}, outcomes={}))

    book = openpyxl.load_workbook(io.BytesIO(render(empty)[0]))

    assert book.sheetnames == SHEETS
    assert book["改善計画"]["A2"].value == "該当するものはありません"


def test_the_file_is_there_whole_and_nothing_beside_it(plan, data: bytes, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    written = write(plan, tmp_path / "2026Q4" / "改善計画書.xlsx")

    assert written.path.read_bytes() == data
    assert [path.name for path in written.path.parent.iterdir()] == ["改善計画書.xlsx"]
    assert {name for name in written.base[plan.rows[0].number] if not name.startswith("_")} == {
        "状態", "対応方針", "担当部署", "担当者", "対応期限", "見直し期限", "代替手段", "移し先", "備考",
    }  # fmt: skip


def test_a_bureau_with_a_long_and_odd_name_is_written() -> None:
    made = material()
    odd = replace(made, bureau=replace(made.bureau, name="[A/B]：局&本部" * 20), organisation="=都")

    assert render(build(odd))[0]


def test_settings_for_servers_stand_once_on_the_sheet_of_headers() -> None:
    fix = "値は nosniff だけです。\nnginx: add_header X-Content-Type-Options nosniff always;"
    plan = build(material())
    row = replace(plan.rows[0], fix=fix)
    header = HeaderLine(
        "soumu", "h", "X-Content-Type-Options", "", "", HeaderState.UNFIT, None, "", fix, None, row.number
    )
    at = columns.PLAN_SHEET.index("直し方")

    (alone,) = ROWS[columns.PLAN](replace(plan, rows=(row,), headers=()))
    (beside,) = ROWS[columns.PLAN](replace(plan, rows=(row,), headers=(header,)))

    assert alone.cells[at] == fix
    assert beside.cells[at] == (
        "値は nosniff だけです。（設定の例は「セキュリティヘッダー」のシートの「直し方」にあります。）"
    )


def test_a_long_list_that_nobody_writes_in_prints_its_first_rows_and_says_so(plan) -> None:  # type: ignore[no-untyped-def]
    line = plan.findings[0]
    long = replace(plan, findings=tuple(replace(line, id=f"F{n}") for n in range(MOST_PRINTED + 50)))

    book = openpyxl.load_workbook(io.BytesIO(render(long)[0]))

    assert str(book["指摘一覧"].print_area).endswith(f"${MOST_PRINTED + 1}")
    assert f"先頭の{MOST_PRINTED}行まで" in str(book["指摘一覧"].oddHeader.right.text)
    assert book["指摘一覧"].max_row == MOST_PRINTED + 51
    assert not book["ページ一覧"].print_area
