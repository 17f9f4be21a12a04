"""Verdicts: what became of an issue, and what nobody can say."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as assume_given
from hypothesis import strategies as st
from plan_samples import SITE, finding, issues, url

from auditor.model import (
    EMPTY,
    UNREACHED,
    Fate,
    FindingRow,
    Hop,
    Issue,
    Missing,
    Outcome,
    PageFacts,
    Reason,
    RepairPlace,
    Verdict,
)
from auditor.plan.verdict import Retest, verdicts

RULE = "axe/image-alt"
DIGESTS = {RULE: "d1"}


def retest(
    outcomes: Mapping[str, Outcome] | None = None,
    pages: Iterable[PageFacts] = (),
    digests: Mapping[str, str] = DIGESTS,
    last_digests: Mapping[str, str] = DIGESTS,
    partly: Mapping[str, str] | None = None,
    **more: Any,
) -> Retest:
    given = outcomes or {}
    reasons = {page: Missing.of(reason) for page, reason in (partly or {}).items()}
    return Retest(
        outcome=lambda page, rule: given.get(page) if rule == RULE else None,
        pages={page.url: page for page in pages},
        digests=digests,
        last_digests=last_digests,
        partly=lambda page, rule: reasons.get(page) if rule == RULE else None,
        **more,
    )


def on(*pages: int, path: str = "p>img") -> list[FindingRow]:
    return [finding(RULE, page, path=path) for page in pages]


def last(*pages: int, verdict: Verdict = Verdict.NEW, path: str = "p>img") -> list[Issue]:
    return [replace(issue, verdict=verdict) for issue in issues(on(*pages, path=path), "2026Q3")]


def judge(now: list[FindingRow], before: list[Issue], facts: Retest) -> list[Issue]:
    return verdicts(issues(now), before, facts, "2026Q4")


def passed(*pages: int) -> dict[str, Outcome]:
    return {url(SITE, page): Outcome.PASSED for page in pages}


def test_what_was_never_seen_is_new() -> None:
    (issue,) = judge(on(1), [], retest())

    assert (issue.verdict, issue.first_cycle, issue.last_count) == (Verdict.NEW, "2026Q4", None)


def test_what_a_changed_rule_finds_says_so() -> None:
    (issue,) = judge(on(1), [], retest(last_digests={RULE: "d0"}))

    assert "検査の更新" in issue.comment


def test_what_is_found_as_often_remains_and_keeps_its_first_cycle() -> None:
    (issue,) = judge(on(1, 2), last(1, 2), retest())

    assert (issue.verdict, issue.first_cycle, issue.last_count) == (Verdict.REMAINING, "2026Q3", 2)
    assert issue.last_pages == (url(SITE, 1), url(SITE, 2))


def test_fewer_findings_are_an_improvement_only_where_all_old_pages_were_looked_at() -> None:
    looked = retest({**passed(1), url(SITE, 2): Outcome.FAILED})
    unlooked = retest({url(SITE, 2): Outcome.FAILED})

    assert judge(on(2), last(1, 2), looked)[0].verdict is Verdict.IMPROVED
    assert judge(on(2), last(1, 2), unlooked)[0].verdict is Verdict.REMAINING


def test_an_issue_is_fixed_when_every_page_was_tested_again_without_it() -> None:
    facts = retest({**passed(1), url(SITE, 2): Outcome.INAPPLICABLE})

    (issue,) = judge([], last(1, 2), facts)

    assert (issue.verdict, issue.count, issue.last_count) == (Verdict.FIXED, 0, 2)


@pytest.mark.parametrize("outcome", [Outcome.UNTESTED, None])
def test_silence_is_not_a_repair(outcome: Outcome | None) -> None:
    given = {**passed(1)} | ({url(SITE, 2): outcome} if outcome else {})

    (issue,) = judge([], last(1, 2), retest(given))

    assert issue.verdict is Verdict.UNCONFIRMED
    assert issue.pages == (url(SITE, 2),)


def test_a_removed_or_changed_rule_confirms_nothing() -> None:
    removed = judge([], last(1), retest(passed(1), digests={}))
    changed = judge([], last(1), retest(passed(1), digests={RULE: "d2"}))

    assert [issue.verdict for issue in removed + changed] == [Verdict.UNCONFIRMED] * 2


def test_an_issue_whose_pages_are_gone_is_gone() -> None:
    pages = [
        PageFacts(url(SITE, 1), Fate.HTTP_ERROR, status=404),
        PageFacts(url(SITE, 2), Fate.REDIRECTED_OFF_SITE, status=301),
    ]

    (issue,) = judge([], last(1, 2), retest(pages=pages))

    assert issue.verdict is Verdict.GONE


def test_a_page_that_times_out_is_not_gone() -> None:
    (issue,) = judge([], last(1), retest(pages=[PageFacts(url(SITE, 1), Fate.TIMEOUT)]))

    assert issue.verdict is Verdict.UNCONFIRMED


def test_a_page_that_moved_within_the_site_is_looked_for_at_its_new_address() -> None:
    moved = PageFacts(
        url(SITE, 1), Fate.REDIRECTED, hops=(Hop(url(SITE, 1), 301, ()), Hop(url(SITE, 8), 200, ()))
    )

    (issue,) = judge([], last(1), retest(passed(8), [moved]))

    assert issue.verdict is Verdict.FIXED


def test_a_circle_of_moved_pages_ends() -> None:
    circle = [
        PageFacts(url(SITE, a), Fate.REDIRECTED, hops=(Hop(url(SITE, b), 301, ()),))
        for a, b in ((1, 2), (2, 1))
    ]

    (issue,) = judge([], last(1), retest(pages=circle))

    assert issue.verdict is Verdict.UNCONFIRMED


def test_one_of_two_components_is_fixed_though_the_page_still_fails_the_rule() -> None:
    before = last(1) + last(1, path="td>img")
    facts = retest({url(SITE, 1): Outcome.FAILED})

    result = judge(on(1), before, facts)

    assert sorted(issue.verdict for issue in result) == sorted([Verdict.REMAINING, Verdict.FIXED])


def test_an_old_defect_in_a_new_dress_is_not_called_fixed() -> None:
    facts = retest({url(SITE, 1): Outcome.FAILED})

    result = judge(on(1, path="section>img"), last(1), facts)

    assert sorted(issue.verdict for issue in result) == sorted([Verdict.NEW, Verdict.UNCONFIRMED])


def test_what_comes_back_has_its_old_number_and_first_cycle() -> None:
    before = last(1, verdict=Verdict.FIXED)

    (issue,) = judge(on(1), before, retest())

    assert issue.verdict is Verdict.REAPPEARED
    assert (issue.number, issue.first_cycle) == (before[0].number, "2026Q3")


def test_a_closed_issue_that_stays_away_leaves_the_plan() -> None:
    assert judge([], last(1, verdict=Verdict.FIXED), retest(passed(1))) == []
    assert judge([], last(1, verdict=Verdict.GONE), retest()) == []


def test_an_unconfirmed_issue_stays_open_until_its_pages_are_seen() -> None:
    (waiting,) = judge([], last(1, 2), retest(passed(1)))

    (issue,) = verdicts([], [waiting], retest(passed(2)), "2027Q1")

    assert issue.verdict is Verdict.FIXED


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome.INAPPLICABLE, "standard"),
        (Outcome.PASSED, "lost-evidence:axe"),
        (Outcome.FAILED, "cut:500/732"),
        (Outcome.FAILED, "no-capture:timeout"),
    ],
)
def test_an_answer_that_does_not_speak_for_every_place_confirms_nothing(
    outcome: Outcome, reason: str
) -> None:
    facts = retest({url(SITE, 1): outcome}, partly={url(SITE, 1): reason})

    (issue,) = judge([], last(1), facts)

    assert (issue.verdict, issue.pages) == (Verdict.UNCONFIRMED, (url(SITE, 1),))


def test_a_frame_that_did_not_answer_hides_only_what_lies_in_frames() -> None:
    facts = retest(passed(1), partly={url(SITE, 1): "frames-untested:1"})
    (before,) = last(1)
    framed = replace(before, example=replace(before.example, frame="http://a.example/"))

    assert judge([], [before], facts)[0].verdict is Verdict.FIXED
    assert judge([], [framed], facts)[0].verdict is Verdict.UNCONFIRMED


def test_a_place_that_gives_way_to_another_rule_leaves_nothing_unseen() -> None:
    facts = retest(passed(1), partly={url(SITE, 1): "replaced:2"})

    assert judge([], last(1), facts)[0].verdict is Verdict.FIXED


def test_a_page_on_which_nothing_was_drawn_confirms_nothing() -> None:
    empty = PageFacts(url(SITE, 1), Fate.OK, features=(EMPTY,))

    (issue,) = judge([], last(1), retest({url(SITE, 1): Outcome.INAPPLICABLE}, [empty]))

    assert issue.verdict is Verdict.UNCONFIRMED


def test_a_rule_that_compares_pages_confirms_nothing_while_pages_are_lost() -> None:
    lost = PageFacts(url(SITE, 9), Fate.TIMEOUT, sample="random")
    unlost = replace(lost, fate=Fate.HTTP_ERROR, status=404)
    compare = frozenset({RULE})

    assert judge([], last(1), retest(passed(1), [lost], comparing=compare))[0].verdict is Verdict.UNCONFIRMED
    assert judge([], last(1), retest(passed(1), [unlost], comparing=compare))[0].verdict is Verdict.FIXED
    assert judge([], last(1), retest(passed(1), [lost]))[0].verdict is Verdict.FIXED


def test_what_was_hidden_from_the_rule_last_time_is_not_new() -> None:
    hidden = retest(
        last_outcome=lambda page, rule: Outcome.PASSED,
        last_partly=lambda page, rule: Missing(Reason.CUT, "5/9"),
    )
    seen = retest(last_outcome=lambda page, rule: Outcome.PASSED)

    assert judge(on(1), [], hidden)[0].tool_news
    assert not judge(on(1), [], seen)[0].tool_news


def test_an_older_engine_that_finds_less_shows_no_improvement() -> None:
    looked = {**passed(1), url(SITE, 2): Outcome.FAILED}
    older = retest(looked, instrument=frozenset({RULE}), instrument_older=True)

    assert judge(on(2), last(1, 2), older)[0].verdict is Verdict.REMAINING
    assert judge(on(2), last(1, 2), retest(looked))[0].verdict is Verdict.IMPROVED


def failing(*pages: int) -> dict[str, Outcome]:
    return {url(SITE, page): Outcome.FAILED for page in pages}


def removed(*pages: int) -> list[PageFacts]:
    return [PageFacts(url(SITE, page), Fate.HTTP_ERROR, status=404) for page in pages]


def moved(*pairs: tuple[int, int]) -> list[PageFacts]:
    return [
        PageFacts(
            url(SITE, old), Fate.REDIRECTED, hops=(Hop(url(SITE, old), 301, ()), Hop(url(SITE, new), 200, ()))
        )
        for old, new in pairs
    ]


def test_fewer_pages_are_no_improvement() -> None:
    facts = retest(failing(1, 2, 3, 4), removed(5))

    (issue,) = judge(on(1, 2, 3, 4), last(1, 2, 3, 4, 5), facts)

    assert (issue.verdict, issue.change) == (Verdict.REMAINING, 0)
    assert "1ページが無くなった" in issue.comment


def test_more_pages_are_no_worsening_where_they_were_not_looked_at_before() -> None:
    looked = retest(failing(1, 2, 3), last_outcome=lambda page, rule: Outcome.PASSED)

    (grown,) = judge(on(1, 2, 3), last(1), retest(failing(1, 2, 3)))
    (worse,) = judge(on(1, 2, 3), last(1), looked)

    assert (grown.verdict, grown.change) == (Verdict.REMAINING, 0)
    assert (worse.verdict, worse.change) == (Verdict.REMAINING, 2)


def test_a_page_that_was_mended_counts_though_others_are_gone() -> None:
    facts = retest({**failing(1), **passed(2)}, removed(3))

    (issue,) = judge(on(1), last(1, 2, 3), facts)

    assert (issue.verdict, issue.change) == (Verdict.IMPROVED, -1)


@pytest.mark.parametrize(
    ("place", "pages", "verdict"),
    [
        (RepairPlace.RESPONSE, (11, 12), Verdict.REMAINING),  # 5 of 10, then 2 of 4
        (RepairPlace.RESPONSE, (11,), Verdict.IMPROVED),  # then 1 of 4
        (RepairPlace.TEMPLATE, (11,), Verdict.IMPROVED),
        (RepairPlace.PAGE, (11,), Verdict.REMAINING),
    ],
)
def test_where_every_page_is_new_a_cause_of_the_template_is_compared_by_its_share(
    place: RepairPlace, pages: tuple[int, ...], verdict: Verdict
) -> None:
    before = [replace(one, looked=10, place=place) for one in last(1, 2, 3, 4, 5)]
    now = [replace(one, looked=4, place=place) for one in issues(on(*pages))]

    (issue,) = verdicts(now, before, retest(failing(*pages), removed(1, 2, 3, 4, 5)), "2026Q4")

    assert (issue.verdict, issue.change) == (verdict, None)


def test_a_page_that_waits_for_its_test_is_not_forgotten_while_others_are_found() -> None:
    (found,) = judge(on(1), last(1, 2), retest(failing(1)))
    (waiting,) = verdicts([], [found], retest(passed(1)), "2027Q1")
    (mended,) = verdicts([], [waiting], retest(passed(2)), "2027Q2")

    assert (found.verdict, found.pages) == (Verdict.REMAINING, (url(SITE, 1),))
    assert (waiting.verdict, waiting.pages) == (Verdict.UNCONFIRMED, (url(SITE, 2),))
    assert mended.verdict is Verdict.FIXED


def test_a_doubt_lasts_while_the_other_issue_stands_and_ends_with_it() -> None:
    still, elsewhere = retest(failing(1)), on(1, path="section>img")
    first = judge(elsewhere, last(1), still)
    second = verdicts(issues(elsewhere), first, still, "2027Q1")
    (old, new) = sorted(second, key=lambda one: one.verdict is Verdict.REMAINING)
    ended = verdicts([], second, retest(passed(1)), "2027Q2")

    assert (old.verdict, new.verdict) == (Verdict.UNCONFIRMED, Verdict.REMAINING)
    assert old.doubt == (new.number,)
    assert new.number in old.comment
    assert {one.verdict for one in ended} == {Verdict.FIXED}


def test_a_defect_that_moved_to_a_place_known_before_is_not_called_fixed() -> None:
    before = last(1) + last(1, 2, path="td>img")
    same = [*on(1, path="td>img"), *on(2, path="td>img")]

    moved_there = {
        one.key: one for one in judge([*same, *on(1, path="td>img")], before, retest(failing(1, 2)))
    }
    mended = {one.key: one for one in judge(same, before, retest(failing(1, 2)))}

    assert moved_there[before[0].key].verdict is Verdict.UNCONFIRMED
    assert mended[before[0].key].verdict is Verdict.FIXED


def test_a_doubt_that_arose_while_the_page_was_seen_in_part_lasts_too() -> None:
    part = retest(failing(1), partly={url(SITE, 1): "cut:500/732"})
    other = on(1, path="section>img")
    first = judge(other, last(1), part)

    second = verdicts(issues(other), first, retest(failing(1)), "2027Q1")

    assert {one.verdict for one in second} == {Verdict.UNCONFIRMED, Verdict.REMAINING}


def test_an_older_store_that_did_not_keep_who_raised_a_doubt_confirms_nothing_while_the_rule_fails() -> None:
    (waiting,) = last(1, verdict=Verdict.UNCONFIRMED)
    (other,) = last(1, path="section>img")
    known = [replace(waiting, places=()), other]

    result = verdicts(issues(on(1, path="section>img")), known, retest(failing(1)), "2027Q1")

    assert {one.verdict for one in result} == {Verdict.UNCONFIRMED, Verdict.REMAINING}


def test_an_unchanged_page_that_nobody_visited_confirms_no_repair() -> None:
    old = retest(passed(1), carried=frozenset({url(SITE, 1)}), by_visit=frozenset({RULE}))

    (issue,) = judge([], last(1, 2), replace(old, outcome=lambda page, rule: Outcome.PASSED))

    assert (issue.verdict, issue.pages) == (Verdict.UNCONFIRMED, (url(SITE, 1),))
    assert "1ページは前回から変わっておらず" in issue.comment
    assert judge([], last(1), replace(old, by_visit=frozenset()))[0].verdict is Verdict.FIXED
    assert judge([], last(1), replace(old, carried=frozenset()))[0].verdict is Verdict.FIXED


def test_a_page_given_up_for_another_one_has_not_moved_there() -> None:
    facts = retest(passed(8), moved((1, 8)), merged=frozenset({url(SITE, 8)}))

    assert judge([], last(1), facts)[0].verdict is Verdict.GONE
    assert judge([], last(1), replace(facts, merged=frozenset()))[0].verdict is Verdict.FIXED


@pytest.mark.parametrize("fate", [Fate.TIMEOUT, Fate.DNS, Fate.HTTP_ERROR, Fate.REDIRECTED_OFF_SITE])
def test_of_a_site_that_was_not_reached_everything_is_held_and_the_rows_say_so(fate: Fate) -> None:
    start = PageFacts(url(SITE, 1), fate, status=404 if fate is Fate.HTTP_ERROR else None)
    before = last(1, 2)

    (issue,) = judge([], before, retest(pages=[start], digests={}, reached=False))

    assert (issue.verdict, issue.pages, issue.count) == (Verdict.UNCONFIRMED, before[0].pages, 2)
    assert "サイトに接続できず" in issue.comment


OURS = [Missing(kind, "probe:keyboard") for kind in Reason if Missing(kind).ours] + [
    Missing(kind, fate) for kind in (Reason.NO_CAPTURE, Reason.NO_FILE) for fate in sorted(UNREACHED)
]
states = st.one_of(
    st.tuples(st.just(Outcome.UNTESTED), st.sampled_from(OURS), st.sampled_from([Fate.OK, Fate.TIMEOUT])),
    st.tuples(st.none(), st.none(), st.sampled_from(sorted(UNREACHED))),
    st.tuples(
        st.sampled_from([Outcome.PASSED, Outcome.INAPPLICABLE, Outcome.FAILED]),
        st.sampled_from([one for one in OURS if one.kind is not Reason.FRAMES_UNTESTED]),
        st.just(Fate.OK),
    ),
)
sound = st.sampled_from(
    [
        (Outcome.PASSED, None, Fate.OK),
        (Outcome.INAPPLICABLE, None, Fate.OK),
        (Outcome.FAILED, None, Fate.OK),
        (None, None, Fate.REDIRECTED_OFF_SITE),
    ]
)


@assume_given(lost=states, others=st.lists(st.one_of(states, sound), max_size=4), at=st.integers(0, 4))
def test_wherever_our_side_lost_one_page_nothing_is_mended_better_or_gone(
    lost: tuple[Outcome | None, Missing | None, Fate],
    others: list[tuple[Outcome | None, Missing | None, Fate]],
    at: int,
) -> None:
    pages = [*others[:at], lost, *others[at:]]
    facts = retest(
        {url(SITE, number): outcome for number, (outcome, _, _) in enumerate(pages) if outcome},
        [PageFacts(url(SITE, number), fate, sample="random") for number, (_, _, fate) in enumerate(pages)],
        partly={url(SITE, number): str(missing) for number, (_, missing, _) in enumerate(pages) if missing},
    )
    everywhere = range(len(pages))

    (unseen,) = judge([], last(*everywhere), facts)
    found = judge(on(0), last(*everywhere), facts) if len(pages) > 1 else []

    assert unseen.verdict is Verdict.UNCONFIRMED
    assert url(SITE, min(at, len(others))) in unseen.pages
    assert unseen.number == last(*everywhere)[0].number, "the words of people stay with the issue"
    assert [one.verdict for one in found] == [Verdict.REMAINING] * len(found)


@assume_given(pages=st.lists(sound, min_size=1, max_size=5))
def test_where_every_page_was_seen_a_verdict_is_given(
    pages: list[tuple[Outcome | None, Missing | None, Fate]],
) -> None:
    facts = retest(
        {url(SITE, number): outcome for number, (outcome, _, _) in enumerate(pages) if outcome},
        [PageFacts(url(SITE, number), fate, sample="random") for number, (_, _, fate) in enumerate(pages)],
    )

    (issue,) = judge([], last(*range(len(pages))), facts)

    gone = all(fate is Fate.REDIRECTED_OFF_SITE for _, _, fate in pages)
    assert issue.verdict is (Verdict.GONE if gone else Verdict.FIXED)


def too_slow(*pages: int) -> list[PageFacts]:
    return [PageFacts(url(SITE, page), Fate.TIMEOUT, sample="random") for page in pages]


@pytest.mark.parametrize(
    ("facts", "verdict", "pages", "count", "said"),
    [
        (retest(passed(1, 2)), Verdict.FIXED, (), 0, "再検査で改善を確認しました。"),
        (retest(pages=removed(1, 2)), Verdict.GONE, (), 0, "前期に検出したページが無くなりました"),
        (retest(passed(1), digests={}), Verdict.UNCONFIRMED, (1, 2), 2, "この検査規則は今期はありません"),
        (retest(passed(1, 2), digests={RULE: "d2"}), Verdict.UNCONFIRMED, (1, 2), 2, "検査規則が変わった"),
        (
            retest(passed(1, 2), instrument=frozenset({RULE}), instrument_older=True),
            Verdict.UNCONFIRMED, (1, 2), 2, "検査規則が変わった",
        ),
        (
            retest(passed(1, 2), instrument=frozenset({"axe/label"}), instrument_older=True),
            Verdict.FIXED, (), 0, "改善を確認しました",
        ),
        (retest(passed(1, 2), instrument=frozenset({RULE})), Verdict.FIXED, (), 0, "改善を確認しました"),
        (
            retest(passed(1, 2), aside={}, changed=frozenset({RULE})),
            Verdict.UNCONFIRMED, (1, 2), 2, "検査規則が変わった",
        ),
        (retest(passed(1, 2), aside={}), Verdict.FIXED, (), 0, "改善を確認しました"),
        (retest(passed(1)), Verdict.UNCONFIRMED, (2,), 1, "検出した2ページのうち1ページを検査できません"),
        (
            retest(passed(1, 2), too_slow(3, 4), comparing=frozenset({RULE})),
            Verdict.UNCONFIRMED, (1, 2), 2, "今期は2ページを検査できなかった",
        ),
    ],
)  # fmt: skip
def test_what_is_not_found_says_why_it_is_judged_so_and_which_pages_are_left(
    facts: Retest, verdict: Verdict, pages: tuple[int, ...], count: int, said: str
) -> None:
    (issue,) = judge([], last(1, 2), facts)

    assert (issue.verdict, issue.pages) == (verdict, tuple(url(SITE, page) for page in pages))
    assert (issue.count, issue.places) == (count, (1,) * len(pages))
    assert (issue.last_count, issue.last_pages) == (2, (url(SITE, 1), url(SITE, 2)))
    assert said in issue.comment
    assert issue.change == (-2 if verdict is Verdict.FIXED else None)


def test_an_issue_without_a_record_of_its_pages_is_held() -> None:
    (before,) = last(1)

    (issue,) = judge([], [replace(before, pages=(), places=())], retest(passed(1)))

    assert (issue.verdict, issue.count) == (Verdict.UNCONFIRMED, before.count)
    assert "ページの記録が無い" in issue.comment


def test_a_new_failure_of_the_page_is_named_by_its_number() -> None:
    (new, old) = judge(on(1, path="section>img"), last(1), retest(failing(1)))
    if new.verdict is not Verdict.NEW:
        new, old = old, new

    assert (old.verdict, old.pages, old.doubt) == (Verdict.UNCONFIRMED, (url(SITE, 1),), (new.number,))
    assert f"管理番号 {new.number}）が増えています" in old.comment


@pytest.mark.parametrize(
    ("before", "said"),
    [(Verdict.FIXED, "改善を確認した後に"), (Verdict.GONE, "対象のページが無くなった後に")],
)
def test_what_comes_back_says_after_what(before: Verdict, said: str) -> None:
    (issue,) = judge(on(1, 2), last(1, verdict=before), retest(failing(1, 2)))

    assert (issue.verdict, issue.last_count, issue.change) == (Verdict.REAPPEARED, 0, 2)
    assert said in issue.comment


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (retest(), ""),
        (retest(last_digests={}), ""),  # the first audit of a site
        (retest(last_digests={RULE: "d0"}), "検査規則が新しくなった"),
        (retest(instrument=frozenset({RULE})), "検査エンジン（axe-core）の版が変わった"),
        (retest(last_digests={}, instrument=frozenset({RULE})), ""),
        (retest(last_outcome=lambda page, rule: Outcome.UNTESTED), "前期はこの検査をしていない"),
        (retest(last_outcome=lambda page, rule: Outcome.PASSED), ""),
    ],
)
def test_what_is_new_may_be_news_of_the_tool(facts: Retest, said: str) -> None:
    (issue,) = judge(on(1), [], facts)

    assert (issue.verdict, issue.first_cycle, issue.tool_news) == (Verdict.NEW, "2026Q4", bool(said))
    assert said in issue.comment if said else issue.comment == ""


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_is_gone_by_what_its_server_says(status: int) -> None:
    gone = PageFacts(url(SITE, 1), Fate.HTTP_ERROR, status=status)

    assert judge([], last(1), retest(pages=[gone]))[0].verdict is Verdict.GONE
    assert judge([], last(1), retest(pages=[replace(gone, status=500)]))[0].verdict is Verdict.UNCONFIRMED


def test_five_redirects_are_followed_and_not_six() -> None:
    ways = moved((1, 2), (2, 3), (3, 4), (4, 5), (5, 6))

    assert judge([], last(1), retest(passed(5), ways[:4]))[0].verdict is Verdict.FIXED
    assert judge([], last(1), retest(passed(6), ways))[0].verdict is Verdict.UNCONFIRMED
