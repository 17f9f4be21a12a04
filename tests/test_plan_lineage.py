"""Issues kept under a key of an older recipe: number, verdict and words go on, several that are one are joined."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from loaded import load
from plan_samples import SITE, finding

from auditor.judge.issues import settle_issues
from auditor.model import Assertion, Decision, Fate, FindingRow, Issue, Outcome, PageFacts, Site, Verdict
from auditor.plan.decision import latest
from auditor.plan.issue_grouping import issue_key
from auditor.plan.lineage import former_key, lineage
from auditor.store import Store

START = f"https://www.{SITE}.metro.example.jp/"
RULE = "axe/image-alt"
RECEIVED = ("sha", "soumu", "2026Q3", "計画書.xlsx", "2026-11-01T00:00:00Z")


def icon(page: int, *, older: bool) -> FindingRow:
    """The nameless link of a shared header, as the recipe before and as today's sees it."""
    row = finding(RULE, page, region="banner", path="a", identity=f"/page{page}.html#" if older else "#")
    return row if older else replace(row, target=replace(row.target, former=f"/page{page}.html#"))


def cycle(store: Store, name: str, rows: Sequence[FindingRow], pages: int = 4) -> list[Issue]:
    """A cycle whose site was audited with these findings, its issues settled."""
    store.open_cycle(name, "2026-10-01", {})
    store.site(name, SITE).open("soumu", {})
    for number in range(pages):
        url = finding(RULE, number).url
        found = [row for row in rows if row.url == url]
        page = PageFacts(url, fate=Fate.OK, sample="all")
        store.site(name, SITE).commit_discovery([], [page])
        outcome = Outcome.FAILED if found else Outcome.PASSED
        store.site(name, SITE).commit_visit(page, [Assertion(url, RULE, outcome, {}, "", "d1")], found, "d")
    return settle_issues(store, name, Site(SITE, SITE, "soumu", START), load())


def said(issue: Issue, field: str, value: str, day: int) -> Decision:
    return Decision(issue.number, "soumu", field, value, "花子", "f", f"2026-11-{day:02}")


def test_the_former_key_is_known_only_where_the_recipe_changed_it() -> None:
    assert former_key(icon(1, older=False)) == issue_key(icon(1, older=True))
    assert former_key(icon(1, older=True)) == ""


def test_an_older_key_that_a_finding_still_has_is_not_taken_over() -> None:
    old, new = icon(1, older=True), icon(1, older=False)
    taken = {issue_key(old): "A000001"}

    alone = lineage([new], taken, {}, [])
    beside = lineage([new, old], taken, {}, [])

    assert alone.numbers == {issue_key(new): "A000001"}
    assert beside.numbers == beside.merged == beside.heirs == {}


def test_rows_of_one_cause_become_one_with_number_verdict_and_all_words(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        before = cycle(store, "2026Q3", [icon(n, older=True) for n in range(4)])
        assert len(before) == 4
        spoken = before[2:]
        store.add_import(
            RECEIVED, [said(spoken[0], "note", "夏に直す", 1), said(spoken[1], "note", "秋に直す", 2),
             said(spoken[0], "due", "2026-12-01", 3)], [], {}, {},
        )  # fmt: skip

        (issue,) = cycle(store, "2026Q4", [icon(n, older=False) for n in range(4)])
        decisions = latest(store.decisions("soumu"), store.merged())

        assert issue.number == min(one.number for one in spoken)
        assert (issue.verdict, issue.count, issue.last_count) == (Verdict.REMAINING, 4, 4)
        assert issue.first_cycle == "2026Q3"
        assert decisions[issue.number] == {"note": "秋に直す", "due": "2026-12-01"}
        assert "4行を1行にまとめました" in issue.comment
        assert ("夏に直す" in issue.comment) and ("秋に直す" not in issue.comment)


def test_the_cycle_after_and_the_cycle_before_are_as_they_were(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        old = [icon(n, older=True) for n in range(4)]
        before = cycle(store, "2026Q3", old)
        (merged,) = cycle(store, "2026Q4", [icon(n, older=False) for n in range(4)])

        (after,) = cycle(store, "2027Q1", [icon(n, older=False) for n in range(3)])
        again = settle_issues(store, "2026Q3", Site(SITE, SITE, "soumu", START), load())
        (settled,) = settle_issues(store, "2026Q4", Site(SITE, SITE, "soumu", START), load())

        assert (after.number, after.verdict, after.count) == (merged.number, Verdict.IMPROVED, 3)
        assert "まとめました" not in after.comment
        assert [one.number for one in again] == [one.number for one in before]
        assert settled == merged


def test_a_mended_page_is_confirmed_and_a_page_that_was_not_asked_joins_later(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        before = {
            one.pages[0]: one for one in cycle(store, "2026Q3", [icon(n, older=True) for n in range(4)])
        }

        now = cycle(store, "2026Q4", [icon(n, older=False) for n in (0, 1)], pages=3)
        later = cycle(store, "2027Q1", [icon(n, older=False) for n in (0, 1, 3)])

        verdicts = {one.number: one.verdict for one in now}
        assert verdicts[before[finding(RULE, 2).url].number] is Verdict.FIXED
        assert verdicts[before[finding(RULE, 3).url].number] is Verdict.UNCONFIRMED
        assert [(one.verdict, one.count, one.last_count) for one in later] == [(Verdict.REMAINING, 3, 3)]


def test_words_written_on_an_old_row_after_it_was_joined_count(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        before = cycle(store, "2026Q3", [icon(n, older=True) for n in range(4)])
        (issue,) = cycle(store, "2026Q4", [icon(n, older=False) for n in range(4)])
        late = next(one for one in before if one.number != issue.number)

        store.add_import(("later", *RECEIVED[1:]), [said(late, "status", "対応中", 20)], [], {}, {})

        decided = latest(store.decisions("soumu"), store.merged())
        assert decided[issue.number] == decided[late.number] == {"status": "対応中"}
