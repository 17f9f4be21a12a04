"""When rules change between cycles, new means new on the site, not new in the tool."""

from dataclasses import replace

from plan_samples import SITE, finding, issues, material, url

from auditor.model import Issue, Outcome, Verdict
from auditor.plan.improvement import build
from auditor.plan.verdict import Retest, verdicts


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
