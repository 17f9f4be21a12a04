"""Every rule answers on every page, and none can hinder another."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.engine import ALL_RULES_SECONDS, MAX_FINDINGS, judge_page, judge_site
from auditor.evaluate.judge import to_rows, without_replaced
from auditor.evaluate.rulebook import Rulebook, load
from auditor.model import Assertion, Capture, Certainty, Fate, Finding, Impact, Outcome, Site, Target, Text
from auditor.page import page_from_html, site_from_examples
from auditor.rule import Need, Page, PageCheck, Rule, SiteView, advice, definite, likely, passed, review
from auditor.run.visit import Judge

JIS = profile(["jis-x-8341-3-2016-aa"])
SAID = Text("x", "x")
PAGE = page_from_html("<p>a<p>b<p>c")


def rule(check: PageCheck | None, id: str = "jis/x", **more: object) -> Rule:
    fields = {"criteria": ("1.1.1",), "digest": "d1", "kind": "page"} | more
    return Rule(id=id, title=SAID, why=SAID, fix=SAID, messages={"k": SAID}, check=check, **fields)  # type: ignore[arg-type]  # a test's shorthand


def judge(check: PageCheck, **more: object) -> Assertion:
    (made,) = judge_page(PAGE, [rule(check, **more)], JIS)
    return made


def all_of(*words: object) -> PageCheck:
    def check(page: Page) -> Iterator[Finding]:
        for element, word in zip(page.select("p"), words, strict=False):
            yield word(element) if word is passed else word(element, "k")  # type: ignore[operator]

    return check


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ((definite, passed, review), Outcome.FAILED),
        ((likely, passed), Outcome.FAILED),
        ((advice, passed), Outcome.FAILED),
        ((review, passed), Outcome.CANT_TELL),
        ((passed, passed), Outcome.PASSED),
        ((), Outcome.INAPPLICABLE),
    ],
)
def test_the_outcome_is_that_of_the_worst_place(words: tuple[object, ...], outcome: Outcome) -> None:
    made = judge(all_of(*words))

    assert made.outcome is outcome
    assert made.counts["passed"] == words.count(passed)
    assert len(made.findings) == len(words) - words.count(passed)
    assert (made.digest, made.rule, made.url) == ("d1", "jis/x", PAGE.url)


def test_a_rule_outside_the_profiles_criteria_only_advises() -> None:
    made = judge(all_of(definite, review), criteria=("1.4.6",))

    assert {finding.certainty for finding in made.findings} == {Certainty.ADVICE}
    assert made.counts["advice"] == 2


def test_a_rule_without_criteria_keeps_its_word() -> None:
    assert judge(all_of(definite), criteria=()).counts["definite"] == 1


def test_a_rule_of_another_standard_is_inapplicable() -> None:
    made = judge(all_of(definite), standards=("wcag-2.2",))

    assert (made.outcome, made.reason) == (Outcome.INAPPLICABLE, "standard")


def test_missing_evidence_is_untested_with_its_name() -> None:
    def asks_for_a_name(page: Page) -> Iterator[Finding]:
        if page.select("p")[0].name:
            yield passed()

    assert judge(asks_for_a_name).reason == "missing-evidence:accessibility"
    (made,) = judge_page(
        PAGE, [rule(all_of(passed), needs=frozenset({Need.AXE}))], JIS, lacking=frozenset({Need.AXE})
    )
    assert (made.outcome, made.reason) == (Outcome.UNTESTED, "missing-evidence:axe")


def test_a_rule_that_breaks_hinders_no_other() -> None:
    def broken(page: Page) -> Iterator[Finding]:
        yield passed()
        raise ZeroDivisionError("by zero")

    first, second = judge_page(PAGE, [rule(broken, "jis/a"), rule(all_of(passed), "jis/b")], JIS)

    assert (first.outcome, first.reason) == (Outcome.UNTESTED, "error:ZeroDivisionError: by zero")
    assert second.outcome is Outcome.PASSED


def test_a_rule_that_takes_too_long_is_stopped() -> None:
    def endless(page: Page) -> Iterator[Finding]:
        while True:
            time.sleep(0.002)
            yield passed()

    (made,) = judge_page(PAGE, [rule(endless)], JIS, budget=0.02)

    assert (made.outcome, made.reason) == (Outcome.UNTESTED, "over-budget")


def test_a_rule_that_hangs_without_saying_anything_is_stopped_and_the_next_one_answers() -> None:
    def hanging(page: Page) -> Iterator[Finding]:
        while True:
            try:
                sum(range(100))
            except Exception:
                continue
        yield from ()

    first, second = judge_page(
        PAGE, [rule(hanging, "jis/a"), rule(all_of(passed), "jis/b")], JIS, budget=0.05
    )

    assert (first.outcome, first.reason) == (Outcome.UNTESTED, "over-budget")
    assert second.outcome is Outcome.PASSED


def test_findings_are_bounded_and_the_count_goes_on() -> None:
    def many(page: Page) -> Iterator[Finding]:
        for _ in range(MAX_FINDINGS + 7):
            yield definite(Target(selector="p"), "k")

    made = judge(many)

    assert len(made.findings) == MAX_FINDINGS
    assert made.counts["definite"] == MAX_FINDINGS + 7


def test_a_site_rule_answers_for_every_page(sample_rules: Path) -> None:
    book = load(sample_rules)
    view = site_from_examples(
        {"/": "<title>同じ</title>", "/a": "<title>同じ</title>", "/b": "<title>違う</title>", "/c": "<p>"}
    )

    made = judge_site(view, book, JIS)

    assert [(one.url.rsplit("/", 1)[1], one.outcome) for one in made] == [
        ("", Outcome.FAILED), ("a", Outcome.FAILED), ("b", Outcome.PASSED), ("c", Outcome.INAPPLICABLE),
    ]  # fmt: skip
    rows = to_rows(made, "soumu", "top", book, JIS)
    assert [(row.url, row.target.selector) for row in rows] == [(one.url, "html") for one in made[:2]]


def test_a_site_of_one_page_is_not_asked_about_many(sample_rules: Path) -> None:
    made = judge_site(site_from_examples({"/": "<title>x</title>"}), load(sample_rules), JIS)

    assert [(one.outcome, one.reason) for one in made] == [(Outcome.UNTESTED, "one-page")]


def test_a_site_rule_that_breaks_is_untested_on_every_page() -> None:
    def broken(site: SiteView) -> Iterator[Finding]:
        yield passed(site.pages[0])
        raise KeyError("x")

    made = judge_site(site_from_examples({"/": "a", "/b": "b"}), [rule(broken, kind="site")], JIS)  # type: ignore[arg-type]  # a site check

    assert [one.outcome for one in made] == [Outcome.UNTESTED] * 2


def test_axes_answer_gives_way_where_our_rule_speaks_of_the_same_place() -> None:
    ours = rule(None, "jis/ours", replaces=("axe/image-alt",))
    axes = rule(None, "axe/image-alt", kind="axe")
    book = Rulebook({"axe/image-alt": axes, "jis/ours": ours}, "d")
    spoken = Finding(Certainty.LIKELY, Target(selector="#a"), "k")
    theirs = [Finding(Certainty.DEFINITE, Target(selector=at), "k") for at in ("#a", "#b")]
    made = [
        Assertion("u", "jis/ours", Outcome.FAILED, {"likely": 1}, findings=(spoken,)),
        Assertion("u", "axe/image-alt", Outcome.FAILED, {"definite": 2}, findings=tuple(theirs)),
        Assertion("v", "axe/image-alt", Outcome.FAILED, {"definite": 1}, findings=(theirs[0],)),
    ]

    _, here, elsewhere = without_replaced(made, book)

    assert [finding.target.selector for finding in here.findings] == ["#b"]
    assert (here.counts["definite"], here.reason) == (1, "replaced:1")
    assert elsewhere == made[2]


def test_rows_carry_the_criteria_of_the_profile_and_none_for_advice() -> None:
    book = Rulebook(
        {
            "jis/a": rule(all_of(definite), "jis/a", criteria=("1.4.6", "1.4.3"), impact=Impact.SERIOUS),
            "jis/b": rule(all_of(definite), "jis/b", criteria=("1.4.6",)),
        },
        "d",
    )

    rows = to_rows(judge_page(PAGE, book, JIS), "soumu", "top", book, JIS, "1280x900")

    assert [(row.rule, row.certainty, row.criteria, row.impact) for row in rows] == [
        ("jis/a", Certainty.DEFINITE, ("1.4.3",), Impact.SERIOUS),
        ("jis/b", Certainty.ADVICE, (), Impact.MODERATE),
    ]
    assert {(row.bureau, row.site, row.viewport) for row in rows} == {("soumu", "top", "1280x900")}


def test_rules_that_use_up_the_time_of_a_page_leave_the_others_untested() -> None:
    def slow(page: Page) -> Iterator[Finding]:
        time.sleep(0.06)
        yield passed()

    made = judge_page(PAGE, [rule(slow, f"jis/{letter}") for letter in "abcd"], JIS, total=0.1)

    assert made[0].outcome is Outcome.PASSED
    assert (made[-1].outcome, made[-1].reason) == (Outcome.UNTESTED, "over-budget")
    assert 30 <= ALL_RULES_SECONDS <= 90


KEYBOARD = {"stops": [{"selector": "a", "tag": "a", "name": "", "box": [0, 0, 9, 9], "visible": True, "shows": True}],
            "trap": None, "back": [], "navigations": []}  # fmt: skip
WALKED = ("jis/keyboard-trap", "jis/focus-invisible", "jis/focus-changes-page", "jis/hover-content-pointer-only",
          "jis/focus-order-against-sight")  # fmt: skip


@pytest.mark.parametrize(
    ("walk", "reason"),
    [
        ({**KEYBOARD, "end": "time", "cut": "cpu"}, "missing-evidence:probe:keyboard:cut"),
        ({**KEYBOARD, "end": "time"}, "missing-evidence:probe:keyboard:cut"),  # of captures made before
        ({"error": "no-tab"}, "missing-evidence:probe:keyboard:no-tab"),
        ({**KEYBOARD, "end": "limit"}, "missing-evidence:probe:keyboard:limit"),
    ],
    ids=["cut", "cut by the clock", "failed", "most stops"],
)
def test_a_walk_that_did_not_come_to_its_end_is_untested_and_never_passed(
    walk: dict[str, object], reason: str
) -> None:
    shown = {"selector": "a", "tag": "a", "came": "p", "text": "x", "controls": 1, "focus": False, "reached": True,
             "stayed": True, "dismissed": True, "covers": False}  # fmt: skip
    page = page_from_html(
        "<a href=/a>a</a><p>x</p>", probes={"keyboard": walk, "hover": {"found": [shown], "tried": 1}}
    )
    book = load()

    made = judge_page(page, [book[id] for id in WALKED], profile(tuple(STANDARDS)))

    assert {(one.outcome, one.reason) for one in made} == {(Outcome.UNTESTED, reason)}


def test_what_a_walk_found_before_its_most_stops_stays_found() -> None:
    walk = {**KEYBOARD, "stops": [{**KEYBOARD["stops"][0], "shows": False}], "end": "limit"}  # type: ignore[dict-item, index]
    page = page_from_html("<a href=/a>a</a>", probes={"keyboard": walk})

    (made,) = judge_page(page, [load()["jis/focus-invisible"]], JIS)

    assert made.outcome is Outcome.FAILED


@pytest.mark.parametrize("hover", [{"error": "time"}, {"found": [], "tried": 2, "cut": "cpu"}])
def test_a_rule_does_not_fall_back_on_guesses_where_its_probe_was_cut_short(hover: dict[str, object]) -> None:
    page = page_from_html("<p>x</p>", probes={"hover": hover})

    (made,) = judge_page(page, [load()["jis/hover-content-fleeting"]], profile(tuple(STANDARDS)))

    assert made.outcome is Outcome.UNTESTED


def test_a_document_that_no_view_can_hold_is_untested_and_ends_nothing() -> None:
    site = Site("a", "a", "a", "http://a.example/")
    broken = Capture(
        "http://a.example/", "http://a.example/", Fate.OK, snapshot={"documents": [{}], "strings": []}
    )

    judged = Judge(site, load(), JIS).capture(broken, "http://a.example/")

    assert "KeyError" in judged.fault
    assert {one.outcome for one in judged.assertions} == {Outcome.UNTESTED}
    assert all(one.reason.startswith("error:KeyError") for one in judged.assertions)
