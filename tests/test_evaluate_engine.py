"""Every rule answers on every page, and none can hinder another."""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.assertions import to_rows, without_replaced
from auditor.evaluate.engine import ALL_RULES_SECONDS, MAX_FINDINGS, judge_page, judge_site
from auditor.evaluate.rulebook import Rulebook, load
from auditor.evaluate.timelimit import within
from auditor.judge.judge import Judge
from auditor.model import (
    Assertion,
    Capture,
    Certainty,
    Fate,
    Finding,
    Impact,
    Outcome,
    Reason,
    Site,
    Target,
    Text,
)
from auditor.page import page_from_html, site_from_examples
from auditor.rule import (
    MissingEvidence,
    Need,
    Page,
    PageCheck,
    Rule,
    SiteView,
    advice,
    definite,
    likely,
    passed,
    review,
)

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


def test_a_failure_of_a_criterion_that_is_not_asked_for_is_advice_and_a_question_is_dropped() -> None:
    made = judge(all_of(definite, review), criteria=("1.4.6",))

    assert [finding.certainty for finding in made.findings] == [Certainty.ADVICE]
    assert (made.outcome, made.counts["advice"], made.counts["review"]) == (Outcome.FAILED, 1, 0)


@pytest.mark.parametrize(
    ("words", "outcome"), [((review,), Outcome.INAPPLICABLE), ((review, passed), Outcome.PASSED)]
)
def test_a_rule_that_has_only_questions_of_another_standard_says_so(
    words: tuple[object, ...], outcome: Outcome
) -> None:
    made = judge(all_of(*words), criteria=("1.4.6",))

    assert (made.outcome, made.reason, made.findings) == (outcome, "standard", ())


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
    assert lacking({Need.AXE: Reason.MISSING_EVIDENCE}, Need.AXE).reason == "missing-evidence:axe"


def lacking(evidence: dict[Need, Reason], *needs: Need) -> Assertion:
    (made,) = judge_page(PAGE, [rule(all_of(passed), needs=frozenset(needs))], JIS, lacking=evidence)
    assert made.outcome is Outcome.UNTESTED
    return made


def test_evidence_that_our_side_lost_is_told_from_evidence_that_nobody_asked_for() -> None:
    given = {Need.AXE: Reason.MISSING_EVIDENCE, Need.KEYBOARD: Reason.LOST_EVIDENCE}

    assert lacking(given, Need.KEYBOARD).reason == "lost-evidence:probe:keyboard"
    assert lacking(given, Need.AXE, Need.KEYBOARD).reason == "lost-evidence:probe:keyboard"


def test_a_probe_that_was_made_and_does_not_answer_a_rule_was_cut_short() -> None:
    def asks(page: Page) -> Iterator[Finding]:
        raise MissingEvidence("probe:keyboard")
        yield passed()

    (cut,) = judge_page(PAGE, [rule(asks)], JIS)
    (never,) = judge_page(PAGE, [rule(asks)], JIS, lacking={Need.KEYBOARD: Reason.MISSING_EVIDENCE})

    assert cut.reason == "lost-evidence:probe:keyboard"
    assert never.reason == "missing-evidence:probe:keyboard"


def goes_on(page: Page) -> Iterator[Finding]:
    """Ask for a probe, go on without it, and speak of what the markup alone shows."""
    with contextlib.suppress(MissingEvidence):
        page.probe("press")
    for element in page.select("b"):
        yield likely(element, "k")
    yield passed()


@pytest.mark.parametrize(
    ("markup", "probes", "outcome", "reason"),
    [
        ("<p>a", {}, Outcome.PASSED, ""),
        ("<p>a", {"press": {"tried": []}}, Outcome.PASSED, ""),
        ("<p>a", {"press": {"tried": [], "cut": "cpu"}}, Outcome.UNTESTED, "lost-evidence:probe:press:cut"),
        ("<p>a", {"press": {"error": "time"}}, Outcome.UNTESTED, "lost-evidence:probe:press:time"),
        ("<b>a</b><p>b", {"press": {"tried": [], "cut": "cpu"}}, Outcome.FAILED, ""),
    ],
    ids=["not asked for", "whole", "cut", "failed", "cut, and something is found"],
)
def test_a_rule_that_goes_on_without_a_lost_probe_may_find_something_and_never_passes(
    markup: str, probes: dict[str, object], outcome: Outcome, reason: str
) -> None:
    page = page_from_html(markup, probes=probes)

    first, after = judge_page(page, [rule(goes_on, "jis/a"), rule(all_of(passed), "jis/b")], JIS)

    assert (first.outcome, first.reason) == (outcome, reason)
    assert after.outcome is Outcome.PASSED


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
            yield passed()

    (made,) = judge_page(PAGE, [rule(endless)], JIS, budget=0.02)

    assert (made.outcome, made.reason) == (Outcome.UNTESTED, "over-budget")


def test_a_rule_that_swallows_the_stop_is_stopped_again() -> None:
    def stubborn(page: Page) -> Iterator[Finding]:
        with contextlib.suppress(BaseException):
            while True:
                pass
        while True:
            yield passed()

    (made,) = judge_page(PAGE, [rule(stubborn)], JIS, budget=0.02)

    assert (made.outcome, made.reason) == (Outcome.UNTESTED, "over-budget")


def test_a_rule_that_waits_spends_no_budget_until_the_generous_limit_behind_it() -> None:
    def waiting(page: Page) -> Iterator[Finding]:
        time.sleep(0.4)
        yield passed()

    def endless(page: Page) -> Iterator[Finding]:
        while True:
            time.sleep(0.05)
            yield from ()

    made = judge_page(PAGE, [rule(waiting, "jis/a"), rule(endless, "jis/b")], JIS, budget=0.05)

    assert [(one.outcome, one.reason) for one in made] == [
        (Outcome.PASSED, ""),
        (Outcome.UNTESTED, "wall-time"),
    ]


def test_the_budget_is_of_the_thread_that_judges_whatever_the_others_do() -> None:
    stop = threading.Event()
    others = [threading.Thread(target=busy, args=(stop,)) for _ in range(3)]
    for other in others:
        other.start()

    try:
        spent = within(0.5, lambda: spend(0.1), wall=60)
    finally:
        stop.set()
        for other in others:
            other.join()

    assert 0.1 <= spent < 0.5


def busy(stop: threading.Event) -> None:
    while not stop.is_set():
        sum(range(1000))


def spend(seconds: float) -> float:
    """Use so much CPU time of this thread."""
    began = time.thread_time()
    while time.thread_time() - began < seconds:
        sum(range(1000))
    return time.thread_time() - began


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
    assert made.reason == f"cut:{MAX_FINDINGS}/{MAX_FINDINGS + 7}"


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


def test_a_rule_about_another_criterion_does_not_silence_axe() -> None:
    ours = replace(rule(None, "jis/ours", replaces=("axe/image-alt",)), criteria=("2.4.4",))
    axes = replace(rule(None, "axe/image-alt", kind="axe"), criteria=("1.1.1",))
    book = Rulebook({"axe/image-alt": axes, "jis/ours": ours}, "d")
    place = Finding(Certainty.LIKELY, Target(selector="#a"), "k")
    made = [
        Assertion("u", "jis/ours", Outcome.FAILED, {"likely": 1}, findings=(place,)),
        Assertion("u", "axe/image-alt", Outcome.FAILED, {"likely": 1}, findings=(place,)),
    ]

    assert without_replaced(made, book) == made


def test_what_comes_of_an_undeclared_encoding_is_said_once() -> None:
    book = load()
    html = "<title>ã\u0081\u0082ã\u0081\u0084</title>" + "<p>ã\u0081\u0082ã\u0081\u0084</p>" * 3
    bare = page_from_html(html, headers=(("Content-Type", "text/html"),))
    local = page_from_html(html)

    said, unsaid = (
        without_replaced(judge_page(page, book.of_kind("page"), JIS), book) for page in (bare, local)
    )

    found = {one.rule: [finding.key for finding in one.findings] for one in said}
    assert (found["security/charset-undeclared"], found["jis/mojibake"]) == (["absent"], [])
    assert [finding.key for one in unsaid if one.rule == "jis/mojibake" for finding in one.findings] == [
        "page"
    ]


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
        end = time.thread_time() + 0.06
        while time.thread_time() < end:
            pass
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
        ({**KEYBOARD, "end": "time", "cut": "cpu"}, "lost-evidence:probe:keyboard:cut"),
        ({**KEYBOARD, "end": "time"}, "lost-evidence:probe:keyboard:cut"),  # of captures made before
        ({"error": "no-tab"}, "lost-evidence:probe:keyboard:no-tab"),
        ({**KEYBOARD, "end": "limit"}, "over-budget:probe:keyboard:limit"),
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


@pytest.mark.parametrize(
    ("letters", "reason"),
    [
        ({"images": [], "unread": 1}, "lost-evidence:probe:letters:unread"),
        ({"images": [{"error": "gone", "natural": [90, 30]}]}, "lost-evidence:probe:letters:unread"),
        ({"images": [{"error": "many", "natural": [0, 0]}]}, "over-budget:probe:letters:many"),
        ({"images": [{"error": "too-large", "natural": [0, 0]}]}, "over-budget:probe:letters:too-large"),
        ({"images": [{"error": "private", "natural": [90, 30]}]}, "over-budget:probe:letters:private"),
        ({"images": [], "beyond": 3}, "over-budget:probe:letters:beyond"),
        ({"images": [{"error": "gone", "natural": [0, 0]}]}, ""),
        ({"images": [{"error": "small", "natural": [9, 9]}, {"error": "damaged", "natural": [0, 0]}]}, ""),
    ],
)
def test_pictures_that_were_not_read_are_untested_and_those_that_never_came_are_not(
    letters: dict[str, object], reason: str
) -> None:
    page = page_from_html("<p>文", probes={"letters": letters})

    (made,) = judge_page(page, [load()["jis/alt-misses-drawn-text"]], profile(tuple(STANDARDS)))

    assert (made.outcome, made.reason) == ((Outcome.UNTESTED if reason else Outcome.INAPPLICABLE), reason)


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
