"""Cycles: a second run does nothing, what people typed is taken in and kept, the next quarter compares."""

import hashlib
from pathlib import Path

import openpyxl
import pytest
from running import Desk, auditor, html
from servers import Reply, SiteServer, page

NEXT = "2027Q1"
NO_ALT = '<p><img src="/a.png" width="40" height="40"></p>'
NO_LANG = html("/", "/b", "/c", title="英").replace(' lang="ja"', "")
NO_TITLE = html("/", "/b", "/c").replace("<title>試験ページ</title>", "")


def routes() -> dict[str, Reply]:
    return {
        "/": page(html("/b", "/c", "/d", body=NO_ALT)),
        "/b": page(NO_LANG),
        "/c": page(html("/", "/b")),
        "/d": page(html("/", body='<p><input type="text" name="q"></p>')),
    }


def headings(path: Path) -> tuple[openpyxl.Workbook, dict[str, int], int]:
    """The workbook, its plan's columns, and the row below its headings."""
    book = openpyxl.load_workbook(path)
    for row in book["改善計画"].iter_rows():
        names = {str(cell.value): cell.column for cell in row if cell.value}
        if "管理番号" in names and "状態" in names:
            return book, names, row[0].row + 1
    raise AssertionError("no headings")


def plan_rows(path: Path) -> dict[str, dict[str, str]]:
    """管理番号 → the row of 改善計画 by heading."""
    book, names, first = headings(path)
    sheet = book["改善計画"]
    found = {}
    for number in range(first, sheet.max_row + 1):
        values = {name: str(sheet.cell(number, at).value or "") for name, at in names.items()}
        if values["管理番号"]:
            found[values["管理番号"]] = values
    return found


def type_in(path: Path, to: Path, at: int = 0, **values: str) -> str:
    """Type into one row of a workbook and save it; the 管理番号 of the row."""
    book, names, first = headings(path)
    sheet = book["改善計画"]
    for heading, value in values.items():
        sheet.cell(first + at, names[heading], value)
    book.save(to)
    return str(sheet.cell(first + at, names["管理番号"]).value)


def sort_backwards(path: Path) -> None:
    """Turn the rows of the plan round, as sorting in Excel does: values move, rows stay."""
    book, names, first = headings(path)
    sheet = book["改善計画"]
    rows = [[sheet.cell(row, at).value for at in names.values()] for row in range(first, sheet.max_row + 1)]
    rows = [row for row in rows if row[0]]
    for number, row in enumerate(reversed(rows)):
        for at, value in zip(names.values(), row, strict=True):
            sheet.cell(first + number, at).value = value
    book.save(path)


def some(verdicts: set[tuple[str, str]], verdict: str, word: str) -> bool:
    return any(found == verdict and word in message for found, message in verdicts)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_year_of_work_from_the_first_run_to_the_next_quarter(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with SiteServer(routes()) as server:
        desk.write(site=server.url())
        assert desk.run(workers=1).code == 0
        book = desk.workbook()
        assert {row["判定"] for row in plan_rows(book).values()} == {"新規"}

        # The same cycle again: the site hears nothing, no file is written.
        asked, before, stamp = len(server.hits), digest(book), book.stat().st_mtime_ns
        assert desk.run(workers=1).code == 0
        assert len(server.hits) == asked
        assert (digest(book), book.stat().st_mtime_ns) == (before, stamp)

        # Typed into in place: taken in by the next run and shown; the original is kept.
        number = type_in(book, book, 状態="対応中", 備考="=業者に依頼")
        typed = book.read_bytes()
        done = desk.run(workers=1)
        assert done.code == 0
        assert "取り込んで" in done.err
        assert len(server.hits) == asked
        assert plan_rows(book)[number]["状態"] == "対応中"
        assert plan_rows(book)[number]["備考"] == "=業者に依頼"
        kept = [path.read_bytes() for path in (desk.reports / "受領原本").rglob("*.xlsx")]
        assert kept == [typed]

        # Open in a spreadsheet program: never overwritten.
        lock = book.with_name(f"~${book.name}")
        lock.write_bytes(b"x")
        before = digest(book)
        received = tmp_path / "返送.xlsx"
        second = type_in(book, received, at=1, 状態="対応済（確認待ち）", 担当部署="広報課")
        sort_backwards(received)
        done = auditor("plan", "import", received, "--reports", desk.reports)
        assert done.code == 0, done.err
        assert "取り込んだ所 2件" in done.out
        again = auditor("plan", "import", received, "--reports", desk.reports)
        assert "取込済み" in again.out
        done = auditor("plan", "export", "--reports", desk.reports)
        assert "開かれているため" in done.err
        assert digest(book) == before
        newer = book.with_name(f"{book.stem}_r2.xlsx")
        assert plan_rows(newer)[second]["担当部署"] == "広報課"
        lock.unlink()
        status = auditor("plan", "status", "--reports", desk.reports)
        assert "soumu局: 取込2件" in status.out

        # The next quarter: the language was set, a title was lost, a page is gone.
        rows = plan_rows(newer)
        server.routes.update({"/b": page(html("/", "/c", title="英")), "/c": page(NO_TITLE)})
        server.routes["/"] = page(html("/b", "/c", body=NO_ALT))
        del server.routes["/d"]
        assert desk.run(cycle=NEXT, workers=1).code == 0

    now = plan_rows(desk.workbook(NEXT))
    verdicts = {(row["判定"], row["指摘内容（何が問題か）"]) for row in now.values()}
    assert some(verdicts, "改善確認済", "言語")
    assert some(verdicts, "新規", "タイトル") or some(verdicts, "新規", "題名"), verdicts
    assert some(verdicts, "残存", "代替テキスト")
    assert some(verdicts, "対象消滅", "入力欄")
    assert set(rows) <= set(now)
    assert now[number]["状態"] == "対応中"
    assert now[number]["備考"] == "=業者に依頼"
    assert now[second]["担当部署"] == "広報課"
    assert digest(book) == before, "a published cycle does not change"


def test_a_workbook_that_cannot_be_imported_is_left_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with SiteServer(routes()) as server:
        desk.write(site={"start": server.url(), "urls": [server.url("/b")]})
        assert desk.run(workers=1).code == 0
        desk.workbook().write_bytes(b"not a workbook")

        done = desk.run(workers=1)

    assert done.code == 0
    assert "別の名前で" in done.err
    assert desk.workbook().read_bytes() == b"not a workbook"
    assert desk.workbook().with_name(f"{desk.workbook().stem}_r2.xlsx").exists()


def test_evaluate_judges_stored_evidence_without_the_site_and_prune_keeps_the_rows(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with SiteServer(routes()) as server:
        desk.write(site={"start": server.url(), "urls": [server.url("/b")]})
        assert desk.run(cycle="2026Q3", workers=1).code == 0
        assert desk.run(workers=1).code == 0
        asked = len(server.hits)
    before = auditor("export", "--all", "--reports", desk.reports).data

    evaluated = auditor("evaluate", "--reports", desk.reports)
    after = auditor("export", "--all", "--reports", desk.reports).data
    pruned = auditor("prune", "--keep", "1", "--reports", desk.reports)

    assert evaluated.code == 0, evaluated.err
    assert (after, len(server.hits)) == (before, asked)
    assert pruned.code == 0
    assert "2026Q3: 証拠を消しました" in pruned.out
    assert [path.name for path in (desk.reports / "captures").glob("2*")] == ["2026Q4"]
    assert desk.lines("--cycle", "2026Q3")
    again = auditor("evaluate", "--cycle", "2026Q3", "--reports", desk.reports)
    assert (again.code, again.out, again.err.count("\n")) == (2, "", 1)
    assert "検査の証拠（captures/2026Q3）がない" in again.err
    assert auditor("prune", "--keep", "0", "--reports", desk.reports).code == 2


@pytest.mark.parametrize("name", ["2026", "2026Q5", "../x"])
def test_a_cycle_that_is_no_quarter_is_refused(tmp_path: Path, name: str) -> None:
    desk = Desk(tmp_path)
    desk.write(site="http://127.0.0.1:9/")

    done = desk.run(cycle=name)

    assert done.code == 2
    assert "2026Q4 のように" in done.err
