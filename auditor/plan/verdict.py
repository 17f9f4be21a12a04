"""This cycle's issues against the last known ones: each gets its verdict, and none vanishes unseen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.model import (
    CLOSED_VERDICTS,
    EMPTY,
    UNREACHED,
    Certainty,
    Fate,
    Issue,
    Missing,
    Outcome,
    PageFacts,
    Reason,
    Verdict,
)
from auditor.plan import comments

_TESTED = frozenset({Outcome.PASSED, Outcome.INAPPLICABLE})
_STILL = frozenset({Outcome.FAILED, Outcome.CANT_TELL})
_GONE_STATUS = frozenset({404, 410})
_MAX_HOPS = 5


@dataclass(frozen=True, slots=True)
class Retest:
    """What this cycle knows of the pages and rules of one site.

    outcome: (url, rule) → its outcome now, None where there is no assertion.
    pages: URL → facts now; a URL that was not asked is absent.
    digests, last_digests: rule → digest that judged now, and that the last issues were judged with
    (after re-judging the last captures with today's rules both are equal).
    """

    outcome: Callable[[str, str], Outcome | None]
    pages: Mapping[str, PageFacts]
    digests: Mapping[str, str]
    last_digests: Mapping[str, str]
    # Issues by key that today's rules find in the last cycle's evidence, None where it was not judged again;
    # then `last_digests` are those of that judging, and `changed` names the rules that were others before.
    aside: Mapping[str, Issue] | None = None
    changed: frozenset[str] = frozenset()
    # Rules whose raw answers another version of their instrument (axe-core) gave than last cycle: judging the old
    # answers again does not make the two comparable. `instrument_older`: the version now is the older one.
    instrument: frozenset[str] = frozenset()
    instrument_older: bool = False
    # (url, rule) → its outcome last cycle: what nobody looked for then (a probe that did not run) is not new now.
    last_outcome: Callable[[str, str], Outcome | None] = lambda url, rule: None
    # (url, rule) → why its outcome does not speak for every place, now and last cycle.
    partly: Callable[[str, str], Missing | None] = lambda url, rule: None
    last_partly: Callable[[str, str], Missing | None] = lambda url, rule: None
    # Rules that compare pages: where our side lost pages of the sample, that they found nothing confirms nothing.
    comparing: frozenset[str] = frozenset()

    def same_rule(self, rule: str) -> bool:
        """Whether now and last cycle are comparable for this rule."""
        return rule in self.digests and self.last_digests.get(rule) == self.digests[rule]


def verdicts(current: Sequence[Issue], last: Iterable[Issue], retest: Retest, cycle: str) -> list[Issue]:
    """Issues of one site with verdicts, those no longer detected included.

    `last` holds the newest known row of every issue of the site, closed ones too: they make 再発.
    A closed issue that stays away is left out; it has been reported once and stays in the store.
    """
    known = {issue.key: issue for issue in last}
    fresh = {(url, issue.rule) for issue in current if issue.key not in known for url in issue.pages}
    result = [_detected(issue, known.get(issue.key), retest, cycle) for issue in current]
    now = {issue.key for issue in current}
    result += [
        _missing(before, retest, fresh)
        for key, before in known.items()
        if key not in now and before.verdict not in CLOSED_VERDICTS
    ]
    return sorted(result, key=lambda issue: issue.number)


def _detected(issue: Issue, before: Issue | None, retest: Retest, cycle: str) -> Issue:
    older = (retest.aside or {}).get(issue.key)
    if before is None and older is not None:
        return replace(
            issue, verdict=Verdict.REMAINING, last_count=older.count, last_pages=older.pages,
            comment=comments.KNOWN_BEFORE.ja,
        )  # fmt: skip
    if before is None:
        comment = ""
        if retest.last_digests and not retest.same_rule(issue.rule):
            comment = comments.NEW_RULE.ja
        elif retest.last_digests and issue.rule in retest.instrument:
            comment = comments.NEW_ENGINE.ja
        elif _unlooked(issue, retest):
            comment = comments.NOT_TESTED_BEFORE.ja
        return replace(
            issue,
            verdict=Verdict.NEW,
            first_cycle=issue.first_cycle or cycle,
            comment=comment,
            tool_news=bool(comment),
        )
    kept = replace(
        issue,
        number=before.number,
        first_cycle=before.first_cycle or cycle,
        last_count=before.count,
        last_pages=before.pages,
    )
    if before.verdict in CLOSED_VERDICTS:
        return replace(
            kept, verdict=Verdict.REAPPEARED, last_count=0, comment=comments.BACK_AFTER_REPAIR.ja
            if before.verdict is Verdict.FIXED else comments.BACK_AFTER_REMOVAL.ja,
        )  # fmt: skip
    # What today's rules see in the last cycle's evidence is what can be compared with.
    changed = retest.aside is not None and issue.rule in retest.changed
    if issue.count >= (older or before if changed else before).count:
        return replace(kept, verdict=Verdict.REMAINING)
    looked = all(_page(url, before, retest) in ("tested", "still", "gone") for url in before.pages)
    compared = issue.rule in retest.comparing and _lost_pages(retest) > 0
    if not looked or compared or not retest.same_rule(issue.rule) or _blind(before, retest):
        return replace(
            kept, verdict=Verdict.REMAINING,
            comment=comments.FEWER_UNSURE.ja,
        )  # fmt: skip
    return replace(kept, verdict=Verdict.IMPROVED)


def _unlooked(issue: Issue, retest: Retest) -> bool:
    """Whether the pages known from last cycle were not tested by this rule then."""
    before = [(url, retest.last_outcome(url, issue.rule)) for url in issue.pages]
    known = [(url, outcome) for url, outcome in before if outcome is not None]
    return bool(known) and all(
        outcome is Outcome.UNTESTED or _hidden(retest.last_partly(url, issue.rule), issue)
        for url, outcome in known
    )


def _hidden(partly: Missing | None, issue: Issue) -> bool:
    """Whether places of an issue may lie where its rule did not look, though it answered."""
    if partly is None or partly.kind is Reason.REPLACED:
        return False
    if partly.kind is Reason.FRAMES_UNTESTED:
        return bool(issue.example.frame)
    if partly.kind is Reason.CLOSED_ROOTS:  # the component that held it may have been closed since
        return " >>> " in issue.example.selector
    if partly.kind is Reason.STANDARD:  # questions that the profile does not ask
        return issue.certainty is Certainty.REVIEW
    return True


def _page(url: str, issue: Issue, retest: Retest) -> str:
    """What became of one page for the rule of an issue: tested | still | gone | unknown.

    A page that moved inside its site is asked for at its new address.
    """
    for _ in range(_MAX_HOPS):
        outcome = retest.outcome(url, issue.rule)
        partly = retest.partly(url, issue.rule)
        if outcome in (*_TESTED, *_STILL) and _hidden(partly, issue):
            return "unknown"
        if outcome is Outcome.INAPPLICABLE and _empty(url, partly, retest):
            return "unknown"
        if outcome in _TESTED:
            return "tested"
        if outcome in _STILL:
            return "still"
        facts = retest.pages.get(url)
        if facts is None:
            return "unknown"
        if facts.fate is Fate.REDIRECTED_OFF_SITE:
            return "gone"
        if facts.fate is Fate.HTTP_ERROR and facts.status in _GONE_STATUS:
            return "gone"
        if facts.fate is not Fate.REDIRECTED or not facts.hops or facts.hops[-1].url == url:
            return "unknown"
        url = facts.hops[-1].url
    return "unknown"


def _empty(url: str, partly: Missing | None, retest: Retest) -> bool:
    """Whether a rule found nothing to judge because nothing was drawn, or the profile does not ask for it."""
    facts = retest.pages.get(url)
    undrawn = facts is not None and EMPTY in facts.features
    return undrawn or (partly is not None and partly.kind is Reason.STANDARD)


def _blind(issue: Issue, retest: Retest) -> bool:
    """Whether a rule that finds less may only see less than it did."""
    older = retest.instrument_older and issue.rule in retest.instrument
    unseen = retest.aside is not None and issue.rule in retest.changed and issue.key not in retest.aside
    return older or unseen


def _missing(before: Issue, retest: Retest, fresh: set[tuple[str, str]]) -> Issue:
    """The verdict of an open issue that was not detected.

    Where the page still fails the same rule, the repair is believed only if every failure there was known
    before: a new one may be the old defect in a new dress, and then nobody can say that it was mended.
    """
    states = {url: _page(url, before, retest) for url in before.pages}
    doubtful = {url for url, state in states.items() if state == "still" and (url, before.rule) in fresh}
    unknown = {url for url, state in states.items() if state == "unknown"}
    carried = replace(before, last_count=before.count, last_pages=before.pages, comment="")

    def unconfirmed(pages: Iterable[str], comment: str) -> Issue:
        return replace(carried, verdict=Verdict.UNCONFIRMED, pages=tuple(sorted(pages)), comment=comment)

    if states and all(state == "gone" for state in states.values()):
        return replace(
            carried, verdict=Verdict.GONE, pages=(), count=0,
            comment=comments.PAGES_GONE.ja,
        )  # fmt: skip
    if before.rule not in retest.digests:
        return unconfirmed(before.pages, comments.RULE_GONE.ja)
    if not states:
        return unconfirmed((), comments.NO_RECORD.ja)
    # A newer engine that finds nothing confirms the repair; an older one may only be blind to it.
    if _blind(before, retest) or not retest.same_rule(before.rule):
        return unconfirmed(before.pages, comments.OTHER_RULE.ja)
    if unknown:
        return unconfirmed(
            unknown | doubtful,
            comments.PAGES_UNTESTED.fill("ja", {"known": len(states), "unknown": len(unknown)}),
        )
    if before.rule in retest.comparing and (lost := _lost_pages(retest)):
        return unconfirmed(
            before.pages,
            comments.OTHERS_UNTESTED.fill("ja", {"lost": lost}),
        )
    if doubtful:
        return unconfirmed(doubtful, comments.NEW_FAILURE.ja)
    return replace(carried, verdict=Verdict.FIXED, pages=(), count=0, comment=comments.FIXED.ja)


def _lost_pages(retest: Retest) -> int:
    """How many pages of the sample gave no evidence because of our side or theirs."""
    return sum(bool(page.sample) and page.fate in UNREACHED for page in retest.pages.values())
