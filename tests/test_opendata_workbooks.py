"""For each of the 30 machine-readability rules: real files that keep it are silent, files that break it are told."""

import csv
import datetime
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from loaded import load
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.file_rules import judge_file, readability
from auditor.model import Certainty, Finding
from auditor.read.any_file import read_bytes
from auditor.read.facts import FileFacts
from auditor.rule import File

BOOK = load()
RULES = BOOK.of_kind("file")
WANTED = profile(tuple(STANDARDS))
BASE: list[list[Any]] = [
    ["都道府県", "人口（千人）", "面積（km2）"],
    ["北海道", 5092, 83424],
    ["青森県", 1175, 9646],
    ["岩手県", 1162, 15275],
    ["宮城県", 2252, 7282],
    ["秋田県", 888, 11638],
]
Rows = Sequence[Sequence[Any]]


def book(*sheets: tuple[str, Rows], change: Callable[[Worksheet], None] | None = None) -> File:
    """A real workbook of these sheets; `change` works on the first."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if change is not None:
        change(made.worksheets[0])
    data = io.BytesIO()
    made.save(data)
    return File(read_bytes("data.xlsx", data.getvalue()))


def one(rows: Rows, change: Callable[[Worksheet], None] | None = None) -> File:
    """A workbook of one sheet."""
    return book(("表", rows), change=change)


def text(content: str, encoding: str = "utf-8-sig", name: str = "data.csv") -> File:
    """A real CSV file."""
    return File(read_bytes(name, content.encode(encoding)))


def lines(rows: Rows, encoding: str = "utf-8-sig") -> File:
    """A real CSV file as a program writes it."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return text(out.getvalue(), encoding)


def with_cell(cell: str, value: Any) -> File:
    return one(BASE, lambda sheet: sheet.__setitem__(cell, value))


def drawn(cell: str) -> File:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as made:
        sheet = made.add_worksheet("表")
        for number, row in enumerate(BASE):
            sheet.write_row(number, 0, row)
        sheet.insert_textbox(cell, "青森", {"width": 60, "height": 20})
    return File(read_bytes("data.xlsx", data.getvalue()))


def said(file: File, rule: str) -> list[Finding]:
    made = judge_file(file, [one for one in RULES if one.id == f"opendata/{rule}"], WANTED)
    assert not [one.reason for one in made if one.outcome == "untested"]
    return [finding for one in made for finding in one.findings]


def hide(rows: Sequence[int] = (), columns: Sequence[str] = (), state: str = "") -> File:
    def change(sheet: Worksheet) -> None:
        for row in rows:
            sheet.row_dimensions[row].hidden = True
        for column in columns:
            sheet.column_dimensions[column].hidden = True

    if not state:
        return one(BASE, change)
    return book(("元", BASE), ("表", BASE), change=lambda sheet: setattr(sheet, "sheet_state", state))


def styled(cells: Sequence[str], **style: Any) -> File:
    def change(sheet: Worksheet) -> None:
        for cell in cells:
            for name, value in style.items():
                setattr(sheet[cell], name, value)

    return one(BASE, change)


def merged(reference: str) -> File:
    return one(BASE, lambda sheet: sheet.merge_cells(reference))


YELLOW = PatternFill(fill_type="solid", fgColor="FFFFFF00")
GREEN = PatternFill(fill_type="solid", fgColor="FF00FF00")
MONTHS = [["年月", "売上（円）", "利益（円）"]] + [[datetime.date(2025, m, 1), 500, 100] for m in range(1, 6)]
PROFIT: Callable[[Any], list[list[Any]]] = lambda value: [*MONTHS, [datetime.date(2025, 6, 1), 500, value]]  # noqa: E731
MARKED = ("▲50,000", "350000円", "¥400,000", "(50000)", "150 000", "0(a", "12%", "１２３", "1,234")
CHOICES = [["No", "設問1"], *([number, "取組済" if number % 3 else "未定"] for number in range(1, 13))]
CITIES = [
    ["都道府県", "市", "人口（人）"],
    ["北海道", "札幌市", 5],
    ["北海道", "函館市", 4],
    ["北海道", "小樽市", 3],
    ["青森県", "青森市", 2],
]
CODED = [["市", "区分コード"], ["A市", 1], ["B市", 2], ["C市", 1], ["D市", 3]]
DATES = [["日付", "件数（件）"], ["2024-04-01", 5], ["2024-04-02", 6], ["2024-04-03", 7]]
WARDS = [
    ["団体コード", "市区町村", "人口（人）"],
    ["131016", "千代田区", 66],
    ["131024", "中央区", 173],
    ["131032", "港区", 262],
]

# rule, files that keep it, files that break it with the place the finding must name
CASES: list[tuple[str, list[Callable[[], File]], list[tuple[Callable[[], File], str]]]] = [
    ("format-not-readable", [lambda: one(BASE), lambda: lines(BASE)],
     [(lambda: File(FileFacts("名簿.docx", 9, "docx")), "名簿.docx")]),
    ("several-tables", [lambda: one(BASE), lambda: lines(BASE)], [
        (lambda: one([*BASE, [], ["施設", "数（件）"], ["図書館", 5], ["公園", 9]]), "表!A8:B10"),
        (lambda: lines([*BASE, [], ["施設", "数（件）"], ["図書館", 5], ["公園", 9]]), "8行1列〜10行2列"),
    ]),
    ("table-split", [lambda: one(BASE), lambda: lines(BASE)], [
        (lambda: one(BASE, lambda sheet: sheet.insert_rows(4)), "表!A5:C7"),
        (lambda: one(BASE, lambda sheet: sheet.insert_cols(2)), ""),
        (lambda: one(BASE, lambda sheet: sheet.insert_rows(1, 2)), "表!A1:C2"),
    ]),
    ("text-outside-table", [lambda: one(BASE), lambda: lines(BASE)], [
        (lambda: one([["都道府県別の人口"], *BASE]), "表!A1"),
        (lambda: one([*BASE, ["出典：総務省統計局"], ["作成者：山田"]]), "表!A7"),
        (lambda: with_cell("I1", "※暫定値です"), "表!I1"),
        (lambda: with_cell("D3", "担当: 企画課"), "表!D3"),
    ]),
    ("column-name-missing", [lambda: one(BASE), lambda: lines(BASE)], [
        (lambda: with_cell("B1", None), "表!B1"),
        (lambda: one([["001", "002", "003"], *BASE[1:]]), "表!A1"),
        (lambda: lines([["都道府県", "列1", "面積"], *BASE[1:]]), "1行2列"),
        (lambda: one(BASE[1:]), "表!A1:C1"),
    ]),
    ("layout-by-spaces",
     [lambda: one(BASE), lambda: lines([["Prefecture", "Notes"], ["Hokkaido Prefecture", "Northern region"], ["Aomori", "b"]])], [
        (lambda: with_cell("A2", "  北海道"), "表!A2"), (lambda: with_cell("A3", "　青森県"), "表!A3"),
        (lambda: with_cell("A4", "岩  手県"), "表!A4"), (lambda: with_cell("A4", "岩　手"), "表!A4"),
        (lambda: with_cell("B1", "人口\n（千人）"), "表!B1"), (lambda: with_cell("A2", "北海道\n（道内）"), "表!A2"),
        (lambda: lines([BASE[0], ["青  森県", 1, 2], *BASE[2:]]), "2行1列"),
    ]),
    ("several-values-in-cell", [lambda: one(BASE), lambda: lines(BASE)], [
        (lambda: one([["区分", "売上（費用）"], ["A", "391445（355943）"], ["B", "69565（63683）"], ["C", "5046（4533）"]]), "表!B2:B4"),
        (lambda: one([["区分", "数, 売上（費用）"], ["A", "1188389, 391445（355943）"], ["B", "50384, 69565（63683）"]]), "表!B2:B3"),
        (lambda: one([["項目", "全国"], ["仕入額", "373（平成27年度）、434（平成28年度）"],
         ["出荷額", "973（平成27年度）、1234（平成28年度）"]]), "表!B2:B3"),
        (lambda: one([["商品\n月", "A（円）"], ["1月", 84], ["2月", 82], ["3月", 27]]), "表!A1"),
        (lambda: one([["自治体", "窓口"], ["A市", "窓口・電話・メール"], ["B町", "電話・FAX"], ["C村", "窓口・オンライン"]]), "表!B2:B4"),
        (lambda: one([["自治体", "年度"], ["A市", "2022年度\n2023年度"], ["B町", "2021年度\n2022年度"]]), "表!B2:B3"),
        (lambda: one([["自治体", "部署"], ["A市", "総務課, 企画課, 財政課"], ["B町", "福祉課, 税務課"]]), "表!B2:B3"),
    ]),
    ("platform-dependent-character",
     [lambda: with_cell("D1", "面積㎡"), lambda: one([["項目", "値（件）"], ["Ⅰ-0", 1], ["Ⅱ－１", 2], ["Ⅲ-2", 3]]),
      lambda: lines([["番号", "会社"], ["①", "㈱例"], ["②", "b"]])], [
        (lambda: with_cell("A2", "①"), "表!A2"), (lambda: with_cell("A3", "Ⅲ"), "表!A3"),
        (lambda: with_cell("A4", "㈱例"), "表!A4"), (lambda: with_cell("A4", "㍉"), "表!A4"),
        (lambda: with_cell("A5", "\ue000田"), "表!A5"),
        (lambda: lines([["番号", "会社"], ["①", "㈱例"], ["②", "b"]], "cp932"), "2行1列"),
    ]),
    ("blank-or-zero", [lambda: one(BASE), lambda: lines(BASE)], [
        (lambda: one([["市", "件数（件）"], ["A", 0], ["B", None], ["C", 3], ["D", 4]]), "表!B3"),
        (lambda: lines([["市", "件数（件）"], ["A", 0], ["B", ""], ["C", 3], ["D", 4]]), "3行2列"),
    ]),
    ("object-over-cells", [lambda: one(BASE), lambda: drawn("F2")], [(lambda: drawn("A2"), "表!A2")]),
    ("meaning-by-format", [
        lambda: one(BASE), lambda: styled(["A1", "B1", "C1"], font=Font(bold=True)),
        lambda: styled([f"{c}{r}" for c in "ABC" for r in range(2, 7)], fill=YELLOW),
    ], [
        (lambda: styled(["B3"], font=Font(color="FFFF0000")), "表!B3"), (lambda: styled(["B4"], font=Font(bold=True)), "表!B4"),
        (lambda: styled(["B5", "B6"], font=Font(italic=True)), "表!B5:B6"), (lambda: styled(["A2"], fill=GREEN), "表!A2"),
        (lambda: styled([f"{c}{r}" for c in "ABC" for r in (2, 3)], fill=YELLOW), "表!A2:A3"),
    ]),
    ("merged-cells", [lambda: one(BASE), lambda: lines(BASE)], [(lambda: merged("A3:A4"), "表!A3:A4"),
     (lambda: merged("B1:C1"), "表!B1:C1")]),
    ("hidden-parts", [lambda: one(BASE)], [
        (lambda: hide(rows=[5]), "表!A5:C5"), (lambda: hide(columns=["B"]), "表!B1:B6"),
        (lambda: hide(state="hidden"), "元"), (lambda: hide(state="veryHidden"), "元"),
    ]),
    ("line-break-in-field", [lambda: lines(BASE)], [(lambda: lines([BASE[0], ["北海道\n（道内）", 1, 2], *BASE[2:]]), "2行")]),
    ("fields-uneven", [lambda: lines(BASE), lambda: lines([["項目", "内容"], ["所在地", "東京都,港区"], ["摘要", "見積 1,200円"]])], [
        (lambda: text("項目,内容\r\n所在地,東京都,港区\r\n摘要,見積 1,200円（税込）\r\n"), "2行"),
        (lambda: text("項目,内容,値\r\n所在地,東京都\r\n摘要,見積,5\r\n"), "2行"),
    ]),
    ("number-as-text", [lambda: one(MONTHS), lambda: lines(BASE)], [
        *((lambda value=value: one(PROFIT(value)), "表!C7") for value in MARKED),
        (lambda: lines([*BASE, ["山形県", "1,031", 9323]]), "7行2列"),
    ]),
    ("value-omitted", [lambda: one(CITIES), lambda: lines(CITIES)], [
        (lambda: one([CITIES[0], CITIES[1], [None, *CITIES[2][1:]], [None, *CITIES[3][1:]], CITIES[4]]), "表!A3:A4"),
        (lambda: one([["薬剤名", "本数（本）"], ["鎮痛剤A", 429], ["〃", 321], ["〃", 384]]), "表!A3:A4"),
        (lambda: lines([["薬剤名", "本数（本）"], ["鎮痛剤A", 429], ["同上", 321], ["同上", 384]]), "3行1列〜4行1列"),
        (lambda: one([["薬剤名", "本数（本）"], ["鎮痛剤A-1", 429], [2, 321], [3, 384], [4, 408]]), "表!A3:A5"),
    ]),
    ("column-names-not-unique", [lambda: one(BASE), lambda: lines(BASE)], [
        (lambda: one([["会社", "財務情報", None], [None, "売上（円）", "利益（円）"], ["A", 1, 2], ["B", 3, 4],
         ["C", 5, 6]], lambda sheet: sheet.merge_cells("B1:C1")), "表!A1:C2"),
        (lambda: one([[None, "売上高", "利益"], ["会社", "千円", "千円"], ["A", 1, 2], ["B", 3, 4], ["C", 5, 6]]), "表!A1:C2"),
        (lambda: one([["区分", None, "値"], ["A", 1, 2], ["B", 3, 4],
         ["C", 5, 6]], lambda sheet: sheet.merge_cells("A1:B1")), "表!A1:B1"),
        (lambda: lines([["市", "人口", "人口"], ["A", 1, 2], ["B", 3, 4]]), "1行2列〜1行3列"),
    ]),
    ("choices-inconsistent", [lambda: one(CHOICES), lambda: lines(CHOICES)], [
        (lambda: one([*CHOICES, [13, "取り組み済み"]]), "表!B14"), (lambda: one([*CHOICES, [13, "取組済（R8以降）"]]), "表!B14"),
        (lambda: lines([*CHOICES, [13, " 取 組 済 "]]), "14行2列"),
    ]),
    ("other-with-detail", [lambda: one([*CHOICES, [13, "その他"]]), lambda: lines(CHOICES)], [
        (lambda: one([*CHOICES, [13, "4. その他: 調査中のため"]]), "表!B14"), (lambda: one([*CHOICES,
         [13, " その他（委託しているため）"]]), "表!B14"),
    ]),
    ("formula-left", [lambda: one(MONTHS)], [
        (lambda: one([["年月", "売上（円）", "利益（円）"], *([m, 5, f"=B{m + 1}-3"] for m in range(1, 6))]), "表!C2:C6"),
        (lambda: lines([*BASE, ["計", "#REF!", 5]]), "7行2列"),
    ]),
    ("header-not-first", [lambda: one(BASE), lambda: lines(BASE)], [
        (lambda: one([["都道府県別の人口"], *BASE]), "表!A1:C1"), (lambda: one(BASE, lambda sheet: sheet.insert_rows(2)), "表!A2:C2"),
        (lambda: one([["地域", "人口", "面積"], ["都道府県", "2024年", "2024年"], ["名称", "千人", "km2"], *BASE[1:]]), "表!A1:C3"),
        (lambda: text("都道府県別の人口\r\n\r\n都道府県,人口（千人）\r\n北海道,5092\r\n青森県,1175\r\n岩手県,3\r\n"), "1行1列〜2行2列"),
    ]),
    ("code-table-missing", [lambda: book(("表", CODED), ("コード表", [["コード", "意味"], [1, "公立"]])), lambda: one(BASE)], [
        (lambda: one(CODED), "表!B1"), (lambda: lines(CODED), "1行2列"),
    ]),
    ("symbol-undefined", [lambda: one(BASE), lambda: book(("表", [*BASE, ["山形県", "x", 5]]), ("凡例",
     [["x", "「x」は秘匿値を示す"]]))], [
        (lambda: one([*BASE, ["山形県", "x", 5]]), "表!B7"), (lambda: lines([*BASE, ["山形県", "-", 5]]), "7行2列"),
    ]),
    ("unit-missing", [
        lambda: one(BASE), lambda: one([["商品", "人口", "金額", "年齢"], ["A", 1500, 25, 7], ["B", 88, 9, 8], ["C", 3, 1, 9]]),
        lambda: one([["地域", "売上（円）", "数量（個）"], ["A", 12, 1], ["B", 9, 8], ["C", 3, 5]]),
    ], [
        (lambda: one([["名前", "数値1", "スコア"], ["X", 12.4, 3.5], ["Y", 18.9, 4.1], ["Z", 5, 1]]), "表!B1:C1"),
        (lambda: lines([["エリア", "売上（円）", "数量"], ["北", 1500, 80], ["南", 2200, 110], ["東", 5, 3]]), "1行3列"),
    ]),
    ("era-only-dates", [lambda: one(DATES), lambda: lines(DATES), lambda: one([["年度", "件数（件）"],
     ["令和4年度（2022年度）", 5], ["令和5年度（2023年度）", 5]])], [
        (lambda: one([["年度", "件数（件）"], ["令和4年度", 5], ["令和5年度", 6], ["令和6年度", 7]]), "表!A2:A4"),
        (lambda: lines([["日付", "件数（件）"], ["R6.4.1", 5], ["R6.4.2", 6], ["R6.4.3", 7]]), "2行1列〜4行1列"),
        (lambda: one([DATES[0], ["2024-04-01", 5], ["2024/4/2", 6], ["2024年4月3日", 7]]), ""),
    ]),
    ("region-not-official", [lambda: one(BASE), lambda: one(WARDS), lambda: lines(WARDS)], [
        (lambda: one([BASE[0], ["東京", 1, 2], ["大阪", 3, 4], ["愛知", 5, 6]]), "表!A2:A4"),
        (lambda: one([row[1:] for row in WARDS]), "表!A1"), (lambda: lines([WARDS[0], ["131017", "千代田区", 66], *WARDS[2:]]), "2行1列"),
        (lambda: one([["団体コード", "市", "人口（人）"], [11002, "札幌市", 5], [12025, "函館市", 4]]), "表!A2:A3"),
    ]),
    ("layout-changes", [lambda: book(("2023年", BASE), ("2024年", BASE))], [
        (lambda: book(("2023年", BASE), ("2024年", [["市", "備考", "区分"], ["A", "b", "c"], ["A", "b", "c"],
         ["A", "b", "c"]])), "2024年"),
    ]),
    ("description-missing", [lambda: book(("表", BASE), ("項目定義", [["項目", "定義"], ["人口", "国勢調査による"]]))],
     [(lambda: one(BASE), "data.xlsx"), (lambda: lines(BASE), "data.csv")]),
    ("wide-format", [lambda: one(BASE), lambda: lines(DATES)], [
        (lambda: one([["市", "2020年", "2021年", "2022年"], ["A", 1, 2, 3], ["B", 4, 5, 6]]), "表!B1:D1"),
        (lambda: lines([["市", "1月", "2月", "3月", "4月"], ["A", 1, 2, 3, 4], ["B", 4, 5, 6, 7]]), "1行2列〜1行5列"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "make"),
    [pytest.param(rule, make, id=f"{rule}-{n}") for rule, good, _ in CASES for n, make in enumerate(good, 1)],
)
def test_a_file_that_keeps_the_rule_is_not_told(rule: str, make: Callable[[], File]) -> None:
    found = said(make(), rule)

    assert [one for one in found if one.certainty is not Certainty.ADVICE] == []


@pytest.mark.parametrize(
    ("rule", "make", "where"),
    [
        pytest.param(rule, make, at, id=f"{rule}-{n}")
        for rule, _, bad in CASES
        for n, (make, at) in enumerate(bad, 1)
    ],
)
def test_a_file_that_breaks_the_rule_is_told_with_its_place(
    rule: str, make: Callable[[], File], where: str
) -> None:
    found = said(make(), rule)

    assert found
    assert not where or where in [one.target.where for one in found]


def test_each_of_the_30_rules_has_cases() -> None:
    numbers = {name for rule in RULES for name in rule.techniques if name[:3] in ("L1-", "L2-", "L3-")}

    assert len(numbers) == 30
    assert {f"opendata/{rule}" for rule, _, _ in CASES} == {
        rule.id for rule in RULES if any(name in numbers for name in rule.techniques)
    }


def test_a_fatal_fault_costs_all_points_of_its_level() -> None:
    good = judge_file(one(BASE), RULES, WANTED)
    fatal = judge_file(one(PROFIT("350000円")), RULES, WANTED)

    assert readability(good, BOOK.rules)["L2"] == 100
    assert readability(fatal, BOOK.rules)["L2"] == 0


def test_what_the_reader_of_an_old_workbook_does_not_tell_is_untested() -> None:
    sheets = tuple(replace(sheet, untold=("formulas", "hidden")) for sheet in one(BASE).facts.sheets)
    old = File(FileFacts("data.xlsb", 9, "xlsb", sheets=sheets))

    made = {item.rule: item for item in judge_file(old, RULES, WANTED)}

    for rule in ("formula-left", "object-over-cells", "meaning-by-format", "hidden-parts"):
        assert made[f"opendata/{rule}"].reason.startswith("missing-evidence:")
