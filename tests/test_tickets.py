"""Tickets: a plan as files for Backlog, Redmine and GitHub, and what became of them taken back by the 管理番号."""

import csv
import io
import json
from dataclasses import replace

import pytest
from plan_samples import material
from roundtrip_desk import Desk, edited, put

from auditor.model import TicketForm, Work, WorkbookError
from auditor.plan.improvement import build
from auditor.report.tickets import TITLE, ticket_files, tickets


@pytest.fixture(scope="module")
def plan():  # type: ignore[no-untyped-def]
    return build(material())


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def number(desk: Desk) -> str:
    """管理番号 of the first row of the plan that is published."""
    return next(row.number for row in build(desk.material).rows)


def handed(desk: Desk, *rows: tuple[str, str], heads: str = "件名,状態", name: str = "課題.csv"):  # type: ignore[no-untyped-def]
    """Hand in a CSV export with these titles and states."""
    lines = [heads, *(f'"{title}","{state}"' for title, state in rows)]
    return desk.hand_in("\r\n".join(lines).encode("utf-8-sig"), name)


def test_only_what_has_to_be_mended_or_decided_becomes_a_ticket(plan) -> None:  # type: ignore[no-untyped-def]
    kinds = tuple(Work)
    rows = tuple(replace(plan.rows[0], number=f"N{n}", rank=n, work=kind) for n, kind in enumerate(kinds))

    made = tickets(replace(plan, rows=rows))

    assert [one.number for one in made] == ["N0", "N1"]


@pytest.mark.parametrize("form", TicketForm)
def test_every_ticket_carries_its_number_in_the_title(plan, form: TicketForm) -> None:  # type: ignore[no-untyped-def]
    ((_, text),) = ticket_files(plan, form)

    title = {TicketForm.BACKLOG: "件名", TicketForm.REDMINE: "題名", TicketForm.GITHUB: "title"}[form]
    made = json.loads(text) if form is TicketForm.GITHUB else read(text)
    wanted = [one.number for one in tickets(plan)]
    assert [str(one[title])[1:8] for one in made] == wanted
    assert wanted


def test_the_columns_are_those_that_the_importers_know(plan) -> None:  # type: ignore[no-untyped-def]
    backlog = read(ticket_files(plan, TicketForm.BACKLOG)[0][1])
    redmine = read(ticket_files(plan, TicketForm.REDMINE)[0][1])
    english = read(ticket_files(replace(plan, lang="en"), TicketForm.REDMINE)[0][1])

    assert list(backlog[0]) == ["件名", "詳細", "種別", "カテゴリー", "優先度", "期限日"]
    assert {row["優先度"] for row in backlog} <= {"高", "中", "低"}
    assert list(redmine[0]) == ["管理番号", "題名", "説明", "優先度", "期日"]
    assert list(english[0])[1:] == ["Subject", "Description", "Priority", "Due date"]


def test_a_ticket_says_where_it_is_and_how_to_mend_it(plan) -> None:  # type: ignore[no-untyped-def]
    first = tickets(plan)[0]
    row = next(row for row in plan.rows if row.number == first.number)

    assert row.fix in first.body
    assert row.spot in first.body
    assert row.message in first.body
    assert len(first.title) <= TITLE


def test_backlog_gets_files_of_as_many_issues_as_it_takes(plan) -> None:  # type: ignore[no-untyped-def]
    rows = tuple(replace(plan.rows[0], number=f"N{n:06}", rank=n, work=Work.MEND) for n in range(251))

    files = ticket_files(replace(plan, rows=rows), TicketForm.BACKLOG)

    assert [(ending, len(read(text))) for ending, text in files] == [("_1.csv", 250), ("_2.csv", 1)]


def test_words_of_a_site_are_no_formula_in_a_csv_file(plan) -> None:  # type: ignore[no-untyped-def]
    row = replace(plan.rows[0], work=Work.MEND, number="=1+1", title="=cmd()")

    (line,) = read(ticket_files(replace(plan, rows=(row,)), TicketForm.REDMINE)[0][1])

    assert line["管理番号"] == "'=1+1"


@pytest.mark.parametrize(
    ("heads", "state", "status"),
    [
        ("件名,状態", "処理中", "対応中"),
        ("件名,状態", "処理済み", "対応済（確認待ち）"),
        ("題名,ステータス", "終了", "対応済（確認待ち）"),
        ("Subject,Status", "In Progress", "対応中"),
        ("Subject,Status", "Rejected", "対応しない（理由を備考に）"),
    ],
)
def test_the_status_of_a_ticket_comes_home(desk: Desk, heads: str, state: str, status: str) -> None:
    desk.publish()

    handed(desk, (f"[{number(desk)}] 代替テキスト", state), heads=heads)

    assert desk.words() == {(number(desk), "status"): status}


@pytest.mark.parametrize("key", ["stateReason", "state_reason"])
@pytest.mark.parametrize(
    ("state", "reason", "status"),
    [
        ("CLOSED", "COMPLETED", "対応済（確認待ち）"), ("CLOSED", None, "対応済（確認待ち）"), ("OPEN", "REOPENED", "対応中"),
        ("CLOSED", "NOT_PLANNED", "対応しない（理由を備考に）"), ("OPEN", "", ""),
    ],
)  # fmt: skip
def test_issues_of_github_come_home(
    desk: Desk, key: str, state: str, reason: str | None, status: str
) -> None:
    desk.publish()
    issues = [{"title": f"[{number(desk)}] 代替テキスト", "state": state, key: reason, "body": "…"}]

    desk.hand_in(json.dumps(issues).encode(), "issues.json")

    assert desk.words() == ({(number(desk), "status"): status} if status else {})


def test_a_ticket_nobody_began_takes_nothing_back(desk: Desk) -> None:
    desk.hand_in(edited(desk.publish(), lambda sheet: put(sheet, 2, "状態", "対応中")))
    kept = desk.words()
    desk.publish()

    handed(desk, *((f"[{key}] x", "未対応") for key, _ in kept))

    assert desk.words() == kept


def test_a_closed_ticket_does_not_overrule_a_judgement_with_its_reason(desk: Desk) -> None:
    def judged(sheet) -> None:  # type: ignore[no-untyped-def]
        put(sheet, 2, "状態", "指摘の誤り（理由を備考に）")
        put(sheet, 2, "備考", "飾りの画像")

    desk.hand_in(edited(desk.publish(), judged))
    kept = desk.words()
    ((key, _), *_) = kept
    desk.publish()

    handed(desk, (f"[{key}] x", "完了"))

    assert desk.words() == kept


def test_a_status_of_their_own_naming_is_asked_about(desk: Desk) -> None:
    desk.publish()

    handed(desk, (f"[{number(desk)}] x", "レビュー待ち"))

    assert desk.words() == {}
    assert [note["b"] for note in desk.notes("conflict")] == ["レビュー待ち"]


def test_tickets_of_another_plan_are_counted_and_left(desk: Desk) -> None:
    desk.publish()
    other = "V9WXRY7"

    done = handed(desk, (f"[{number(desk)}] x", "完了"), (f"[{other}] y", "完了"), ("番号のない課題", "完了"))

    assert desk.words() == {(number(desk), "status"): "対応済（確認待ち）"}
    assert "この計画書にない管理番号の課題1件は、読みませんでした。" in done.messages
    assert desk.notes("aside") == []


@pytest.mark.parametrize(
    "data",
    [b"[1, 2]", b'{"title": "x"}', b"[" * 100_000, b'[{"title": 1, "state": []}]', b"\xff[", b"[\xff]"],
)
def test_json_that_is_no_list_of_issues_is_refused_in_one_line(desk: Desk, data: bytes) -> None:
    desk.publish()

    with pytest.raises(WorkbookError) as refused:
        desk.hand_in(data, "issues.json")

    assert "\n" not in str(refused.value)
