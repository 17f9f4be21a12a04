"""When rules change between cycles, new means new on the site, not new in the tool."""

from dataclasses import replace
from pathlib import Path

import pytest
from plan_samples import RULES, SITE, finding, issues, material, url

from auditor.judge.issues import retest_of
from auditor.model import Assertion, Issue, Outcome, Verdict
from auditor.plan.improvement import build
from auditor.plan.verdict import Retest, verdicts
from auditor.store import SiteRunFacts, Store


def retest(*, aside: list[Issue] | None, last: str = "d1") -> Retest:
    """A rule of digest d2 today; the last cycle was judged with `last`."""
    return Retest(
        lambda address, rule: Outcome.PASSED,
        {},
        {"axe/image-alt": "d2"},
        {"axe/image-alt": last},
        aside=None if aside is None else {issue.key: issue for issue in aside},
        changed=frozenset({"axe/image-alt"}),
    )


def test_what_the_last_captures_show_too_is_not_new() -> None:
    found = issues([finding("axe/image-alt", 1)])

    (issue,) = verdicts(found, [], retest(aside=found, last="d2"), "2027Q1")

    assert (issue.verdict, issue.tool_news) == (Verdict.REMAINING, False)
    assert "検査の更新" in issue.comment


def test_what_they_do_not_show_is_new_on_the_site() -> None:
    (issue,) = verdicts(issues([finding("axe/image-alt", 1)]), [], retest(aside=[], last="d2"), "2027Q1")

    assert (issue.verdict, issue.comment, issue.tool_news) == (Verdict.NEW, "", False)


def test_where_they_cannot_be_judged_again_new_carries_a_note_and_stays_out_of_the_numbers() -> None:
    found = issues([finding("axe/image-alt", 1)])

    (issue,) = verdicts(found, [], retest(aside=None), "2027Q1")
    plan = build(replace(material([finding("axe/image-alt", 1)]), issues=[issue]))

    assert (issue.verdict, issue.tool_news) == (Verdict.NEW, True)
    assert "検査の更新" in plan.rows[0].comment
    assert next(kpi for kpi in plan.kpis if kpi.id == "issues-open").now == 0


def test_what_todays_rule_never_saw_is_not_called_mended() -> None:
    before = issues([finding("axe/image-alt", 1)])

    (gone,) = verdicts([], before, retest(aside=[], last="d2"), "2027Q1")
    (mended,) = verdicts([], before, retest(aside=before, last="d2"), "2027Q1")

    assert url(SITE, 1) in before[0].pages
    assert (gone.verdict, mended.verdict) == (Verdict.UNCONFIRMED, Verdict.FIXED)


def newer_axe(*, older: bool = False) -> Retest:
    """The same rule, but axe-core of another version gave its raw answers; the old ones were judged again."""
    known = {"axe/image-alt": "d1", "jis/marquee": "d1"}
    return Retest(
        lambda address, rule: Outcome.PASSED, {}, known, known, aside={},
        instrument=frozenset({"axe/image-alt"}), instrument_older=older,
    )  # fmt: skip


def test_what_a_newer_axe_finds_carries_the_note_and_stays_out_of_the_numbers() -> None:
    found = issues([finding("axe/image-alt", 1), finding("jis/marquee", 2, path="marquee")])

    judged = {issue.rule: issue for issue in verdicts(found, [], newer_axe(), "2027Q1")}

    axe, jis = judged["axe/image-alt"], judged["jis/marquee"]
    assert (axe.verdict, axe.tool_news) == (Verdict.NEW, True)
    assert "検査の更新" in axe.comment
    assert (jis.verdict, jis.tool_news) == (Verdict.NEW, False)


def test_a_newer_axe_confirms_a_repair_and_an_older_one_does_not() -> None:
    before = issues([finding("axe/image-alt", 1)])

    (mended,) = verdicts([], before, newer_axe(), "2027Q1")
    (unsure,) = verdicts([], before, newer_axe(older=True), "2027Q1")

    assert (mended.verdict, unsure.verdict) == (Verdict.FIXED, Verdict.UNCONFIRMED)


@pytest.mark.parametrize(
    ("before", "news"),
    [
        ({1: Outcome.UNTESTED}, True),
        ({1: Outcome.PASSED}, False),
        ({1: Outcome.UNTESTED, 2: Outcome.PASSED}, False),
        ({}, False),
    ],
)
def test_what_nobody_looked_for_last_time_is_not_counted_as_new(
    before: dict[int, Outcome], news: bool
) -> None:
    digests = {"jis/marquee": "d1"}
    looked = {url(SITE, page): outcome for page, outcome in before.items()}
    retest = Retest(
        lambda address, rule: None, {}, digests, digests,
        last_outcome=lambda address, rule: looked.get(address),
    )  # fmt: skip
    found = issues([finding("jis/marquee", page, path="marquee") for page in (1, 2)])

    (issue,) = verdicts(found, [], retest, "2027Q1")

    assert (issue.verdict, issue.tool_news, "検査の更新" in issue.comment) == (Verdict.NEW, news, news)


AXE = {id for id in RULES if id.startswith("axe/")}


@pytest.mark.parametrize(
    ("old", "new", "engine", "older"),
    [
        ("4.9.1", "4.12.1", AXE, False),
        ("4.12.1", "4.9.1", AXE, True),
        ("4.12.1", "4.12.1", set(), False),
        ("", "4.12.1", set(), False),
    ],
)
def test_the_versions_of_the_cycles_tell_whether_axe_is_another(
    tmp_path: Path, old: str, new: str, engine: set[str], older: bool
) -> None:
    with Store(tmp_path / "auditor.sqlite") as store:
        for cycle, version in (("2026Q3", old), ("2026Q4", new)):
            store.open_cycle(cycle, "2026-11-20", {"axe-core": version} if version else {})
            store.site(cycle, SITE).open("fukushi", {})
            judged = [Assertion(url(SITE, 1), id, Outcome.PASSED, {}, digest="d1") for id in RULES]
            store.site(cycle, SITE).commit_judgement("page", {url(SITE, 1): (judged, [])}, "all")

        made = retest_of(store, "2026Q4", ["2026Q3"], SITE)

    assert (set(made.instrument), made.instrument_older) == (engine, older)


def test_a_site_that_another_engine_audited_than_its_cycle_began_with_is_compared_by_its_own(
    tmp_path: Path,
) -> None:
    with Store(tmp_path / "auditor.sqlite") as store:
        for cycle, used in (("2026Q3", SiteRunFacts()), ("2026Q4", SiteRunFacts(axe_core="4.14.1"))):
            store.open_cycle(cycle, "2026-11-20", {"axe-core": "4.12.1"})
            store.site(cycle, SITE).open("fukushi", {})
            store.site(cycle, SITE).set_phase("done", used)
            judged = [Assertion(url(SITE, 1), id, Outcome.PASSED, {}, digest="d1") for id in RULES]
            store.site(cycle, SITE).commit_judgement("page", {url(SITE, 1): (judged, [])}, "all")

        made = retest_of(store, "2026Q4", ["2026Q3"], SITE)

    assert (set(made.instrument), made.instrument_older) == (AXE, False)
