"""`plan status`: who has not answered, what is overdue, what people have to decide, in Tokyo's time."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from plan_samples import BUREAU as SAMPLE
from plan_samples import RULES
from roundtrip_desk import BUREAU, Desk, edited, put
from roundtrip_desk import column as column_of

from auditor.evaluate.rulebook import Rulebook
from auditor.model import Bureau, Certainty, Targets, WorkbookError
from auditor.publish.import_workbook import import_workbook
from auditor.publish.status import FIRST, bureau_status, plan_status, tokyo

CYCLE, TODAY = "2026Q4", "2027-01-15"
BOOK = Rulebook(RULES, "test")
QUIET = Bureau("soumu", "総務局", ())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    issues = made.material.issues
    made.store.open_cycle(CYCLE, "2026-11-20", {})
    made.store.finish_cycle(CYCLE)
    made.store.site(CYCLE, issues[0].site).commit_issues(
        issues, [], {issue.key: issue.number for issue in issues}
    )
    yield made
    made.close()


def lines(desk: Desk) -> list[str]:
    targets = Targets("東京都", "", (SAMPLE, QUIET))
    return list(plan_status(desk.store, targets, CYCLE, TODAY, BOOK, Path("reports")))


def typed(desk: Desk, **cells: str) -> bytes:
    """The newest workbook with words in the first row."""

    def change(sheet) -> None:  # type: ignore[no-untyped-def]
        for heading, value in cells.items():
            put(sheet, 2, heading, value)

    return edited(desk.publish(), change)


def test_a_bureau_that_has_not_answered_is_named(desk: Desk) -> None:
    desk.publish()

    said = lines(desk)

    assert said[2] == f"返ってきていない計画書: 1局（{SAMPLE.name}）"
    assert said[3].startswith(f"{SAMPLE.name}: 未返送、未対応")
    assert said[4].startswith("総務局: 計画書なし、未対応0件")


def test_a_cycle_that_is_not_finished_says_so_and_names_the_command(desk: Desk) -> None:
    desk.publish()
    finished = lines(desk)

    desk.store.finish_cycle(CYCLE, False)

    assert "この期の検査は終わっていません" in lines(desk)[1]
    assert f"auditor run --cycle {CYCLE} --reports reports" in lines(desk)[1]
    assert [lines(desk)[0], *lines(desk)[2:]] == finished


def test_what_came_back_is_told_with_its_time_in_tokyo(desk: Desk) -> None:
    desk.hand_in(typed(desk, 備考="業者に依頼"))

    said = lines(desk)

    assert said[2] == "返ってきていない計画書: なし"
    assert "取込1件（最新 2026-12-01 09:00）" in said[3]
    assert tokyo("2026-12-31T15:00:00+00:00") == "2027-01-01 00:00"


def test_an_item_past_its_day_is_named_with_its_unit_and_what_it_is_about(desk: Desk) -> None:
    desk.hand_in(typed(desk, 対応期限="2027/1/14", 担当部署="広報課"))

    (late,) = bureau_status(desk.store, SAMPLE, CYCLE, TODAY, BOOK).overdue

    assert (late.due, late.unit) == ("2027-01-14", "広報課")
    assert late.what in {rule.title.ja for rule in RULES.values()}
    assert any(f"期限超過 {late.number} 2027-01-14 広報課" in line for line in lines(desk))
    assert bureau_status(desk.store, SAMPLE, CYCLE, "2027-01-14", BOOK).overdue == ()


def test_advice_is_no_problem_that_waits(desk: Desk) -> None:
    issues = desk.material.issues
    advice = sum(issue.certainty is Certainty.ADVICE for issue in issues)

    state = bureau_status(desk.store, SAMPLE, CYCLE, TODAY, BOOK)

    assert advice
    assert state.waiting == len(issues) - advice


def test_open_conflicts_are_counted_until_they_are_answered(desk: Desk) -> None:
    def copy(sheet) -> None:  # type: ignore[no-untyped-def]
        number = sheet.cell(2, 1).value
        put(sheet, 2, "備考", "甲")
        sheet.cell(30, 1).value = number
        sheet.cell(30, column_of("備考")).value = "乙"

    desk.hand_in(edited(desk.publish(), copy))

    assert bureau_status(desk.store, SAMPLE, CYCLE, TODAY, BOOK).conflicts == 1
    assert any("食い違い1件" in line for line in lines(desk))
    assert "取込の食い違い" in lines(desk)[-1]


def test_a_judgement_is_told_when_its_day_to_look_again_has_passed(desk: Desk) -> None:
    desk.hand_in(typed(desk, 状態="指摘の誤り（理由を備考に）", 備考="飾りの画像", 見直し期限="2027/1/10"))

    state = bureau_status(desk.store, SAMPLE, CYCLE, TODAY, BOOK)

    assert state.to_review == 1
    assert bureau_status(desk.store, SAMPLE, CYCLE, "2027-01-10", BOOK).to_review == 0


def test_only_the_plans_of_the_bureaus_asked_for_are_imported(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "返送.xlsx"
    path.write_bytes(typed(desk, 備考="甲"))
    at = "2026-12-01T00:00:00+00:00"

    with pytest.raises(WorkbookError, match="別の局（fukushi）"):
        import_workbook(desk.store, path, tmp_path, at=at, bureau=["soumu", "kouhou"])
    done = import_workbook(desk.store, path, tmp_path, at=at, bureau=["soumu", BUREAU])

    assert len(done.edits) == 1


def test_excepted_issues_do_not_wait(desk: Desk) -> None:
    before = bureau_status(desk.store, SAMPLE, CYCLE, TODAY, BOOK).waiting
    issues = [replace(issue, exempt=True) for issue in desk.material.issues]
    desk.store.site(CYCLE, issues[0].site).commit_issues(
        issues, [], {issue.key: issue.number for issue in issues}
    )

    assert before
    assert bureau_status(desk.store, SAMPLE, CYCLE, TODAY, BOOK).waiting == 0


def test_totals_come_first_and_the_latest_bureau_on_top(desk: Desk) -> None:
    desk.hand_in(typed(desk, 対応期限="2027/1/14", 担当部署="広報課"))
    quiet = [replace(QUIET, id=f"b{n}", name=f"第{n}局") for n in range(3)]
    targets = Targets("東京都", "", (*quiet, SAMPLE))

    said = list(plan_status(desk.store, targets, CYCLE, TODAY, BOOK, Path("reports")))

    assert said[1].startswith("合計 4局: 未対応")
    assert "期限超過1件（1局）" in said[1]
    assert said[3].startswith(f"{SAMPLE.name}: ")


def test_of_very_many_bureaus_the_overdue_items_of_the_latest_are_named(desk: Desk) -> None:
    desk.hand_in(typed(desk, 対応期限="2027/1/14"))
    targets = Targets("東京都", "", (SAMPLE,) * (FIRST + 5))

    said = list(plan_status(desk.store, targets, CYCLE, TODAY, BOOK, Path("reports")))

    assert sum("期限超過 " in line for line in said) == FIRST
    assert any(f"遅れの大きい{FIRST}局まで" in line for line in said)
