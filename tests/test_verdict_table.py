"""Verdicts over two audits of a small real site: each of its changes has the verdict that is true."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from running import Desk, auditor, html

CYCLES = ("2026Q3", "2026Q4")
NAMELESS, NAMED = '<p><img src="seal.png"></p>', '<p><img src="seal.png" alt="局の印"></p>'
RENEWED = '<section><figure><img src="seal.png"></figure></section>'
LISTED = '<ul><li><img src="seal.png"></li></ul>'
# Page of the one site → its body in each quarter, '' where it is not there. Each title is its own.
PAGES: Mapping[str, tuple[str, str]] = {
    "fixed.html": ("<table><tr><td>" + NAMELESS + "</td></tr></table>", NAMED),
    "moved.html": ("<blockquote>" + NAMELESS + "</blockquote>", LISTED),
    "taken.html": (NAMELESS, ""),
    "old/waste.html": ("<dl><dt>印</dt><dd>" + NAMELESS + "</dd></dl>", ""),
    "new/waste.html": ("", RENEWED),
}
TITLES = {"old/waste.html": "ごみの出し方", "new/waste.html": "ごみの出し方"}
MESSAGE = "指摘内容（何が問題か）"


def lay_out(folder: Path, at: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    there = {name: bodies[at] for name, bodies in PAGES.items() if bodies[at]}
    pages = {"index.html": html(*there, title="案内")} | {
        name: html("/", body=body.replace("seal.png", "/seal.png"), title=TITLES.get(name, name))
        for name, body in there.items()
    }
    for name, text in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def quarters(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[dict[str, Any]]]:
    """Cycle → the rows of 改善計画. In between a clerk writes a note into each row about a picture."""
    desk = Desk(tmp_path_factory.mktemp("verdicts"))
    site = desk.folder / "site"
    desk.write(site="site/")
    rows: dict[str, list[dict[str, Any]]] = {}
    for at, cycle in enumerate(CYCLES):
        lay_out(site, at)
        assert desk.run(cycle=cycle).code == 0
        if not at:
            book = openpyxl.load_workbook(desk.workbook(cycle))
            sheet = book["改善計画"]
            head = [cell.value for cell in sheet[1]]
            for line in sheet.iter_rows(min_row=2):
                if "代替テキスト" in str(line[head.index(MESSAGE)].value):
                    line[head.index("備考")].value = f"語{line[0].value}"
            book.save(desk.folder / "返送.xlsx")
            assert auditor("plan", "import", desk.folder / "返送.xlsx", "--reports", desk.reports).code == 0
        read = openpyxl.load_workbook(desk.workbook(cycle), read_only=True)
        (first, *lines) = read["改善計画"].iter_rows(values_only=True)
        rows[cycle] = [dict(zip(map(str, first), line, strict=True)) for line in lines]
    return rows


def about(quarters: Mapping[str, list[dict[str, Any]]], cycle: str, page: str) -> Iterator[dict[str, Any]]:
    """The rows about a picture without a text whose example is on a page."""
    for row in quarters[cycle]:
        if "代替テキスト" in str(row[MESSAGE]) and str(row["代表ページ"]).startswith(f"/{page}"):
            yield row


def only(quarters: Mapping[str, list[dict[str, Any]]], cycle: str, page: str) -> dict[str, Any]:
    (row,) = about(quarters, cycle, page)
    return row


def test_what_was_mended_is_confirmed(quarters: Mapping[str, list[dict[str, Any]]]) -> None:
    row = only(quarters, "2026Q4", "fixed.html")

    assert (row["判定"], row["備考"]) == ("改善確認済", f"語{row['管理番号']}")


def test_a_defect_in_another_place_of_its_page_is_not_confirmed(
    quarters: Mapping[str, list[dict[str, Any]]],
) -> None:
    rows = {row["判定"]: row for row in about(quarters, "2026Q4", "moved.html")}

    old = rows.pop("未確認")
    (new,) = rows.values()
    assert new["判定"] == "新規"
    assert new["管理番号"] in old["監査コメント"] and "移し先" in old["監査コメント"]
    assert old["備考"] == f"語{old['管理番号']}"


def test_a_page_that_was_taken_away_improves_nothing_else(
    quarters: Mapping[str, list[dict[str, Any]]],
) -> None:
    assert only(quarters, "2026Q4", "taken.html")["判定"] == "対象消滅"
    assert not [row for row in quarters["2026Q4"] if row["判定"] == "一部改善"]


def test_a_page_with_new_address_and_markup_keeps_number_and_words(
    quarters: Mapping[str, list[dict[str, Any]]],
) -> None:
    before = only(quarters, "2026Q3", "old/waste.html")

    row = only(quarters, "2026Q4", "new/waste.html")
    assert (row["管理番号"], row["判定"]) == (before["管理番号"], "残存")
    assert row["備考"] == f"語{before['管理番号']}"
