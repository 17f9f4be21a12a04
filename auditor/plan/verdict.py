"""This cycle's issues against the last known ones: each gets its verdict, and none vanishes unseen."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

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
    RepairPlace,
    Verdict,
)
from auditor.plan import comments

_TESTED = frozenset({Outcome.PASSED, Outcome.INAPPLICABLE})
_STILL = frozenset({Outcome.FAILED, Outcome.CANT_TELL})
_GONE_STATUS = frozenset({404, 410})
_MAX_HOPS = 5
# One repair mends all pages, so that the share of pages tells of it.
_SHARED = frozenset({RepairPlace.TEMPLATE, RepairPlace.COMPONENT, RepairPlace.RESPONSE})


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
    # Whether a single page of the site was audited: else nothing at all can be said of what was wrong there.
    reached: bool = True
    # Addresses that a page leads to now and that are no new home of it: they were there before, or several lead there.
    merged: frozenset[str] = frozenset()
    # Pages that nobody visited because they have not changed, and the rules whose evidence of them is therefore that
    # of an earlier cycle: such a rule that finds nothing there has not tested again.
    carried: frozenset[str] = frozenset()
    by_visit: frozenset[str] = frozenset()

    def is_old(self, url: str, rule: str) -> bool:
        """Return whether what a rule says of a page is said of the evidence of an earlier cycle."""
        return url in self.carried and rule in self.by_visit

    def same_rule(self, rule: str) -> bool:
        """Return whether now and last cycle are comparable for this rule."""
        return rule in self.digests and self.last_digests.get(rule) == self.digests[rule]


def verdicts(current: Sequence[Issue], last: Iterable[Issue], retest: Retest, cycle: str) -> list[Issue]:
    """Return issues of one site with verdicts, those no longer detected included.

    `last` holds the newest known row of every issue of the site, closed ones too: they make 再発.
    A closed issue that stays away is left out; it has been reported once and stays in the store.
    """
    known = {issue.key: issue for issue in last}
    found = [_detected(issue, known.get(issue.key), retest, cycle) for issue in current]
    now = {issue.key for issue in current}
    doubles = _Doubles(found, known, retest)
    away = [
        _missing(before, retest, doubles)
        for key, before in known.items()
        if key not in now and before.verdict not in CLOSED_VERDICTS
    ]
    return sorted((*found, *away), key=lambda issue: issue.number)


def _detected(issue: Issue, before: Issue | None, retest: Retest, cycle: str) -> Issue:
    older = (retest.aside or {}).get(issue.key)
    if before is None and older is not None:
        return replace(
            issue, verdict=Verdict.REMAINING, last_count=older.count, last_pages=older.pages,
            change=_Panel.of(issue, older, retest).change, comment=comments.KNOWN_BEFORE.ja,
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
    # What today's rules see in the last cycle's evidence is what can be compared with.
    changed = retest.aside is not None and issue.rule in retest.changed
    then = replace(older, unseen=before.unseen) if changed and older else before
    panel = _Panel.of(issue, then, retest)
    kept = replace(
        issue,
        number=before.number,
        first_cycle=before.first_cycle or cycle,
        last_count=before.count,
        last_pages=before.pages,
        change=panel.change,
        unseen=panel.unseen,
    )
    if before.verdict in CLOSED_VERDICTS:
        return replace(
            kept, verdict=Verdict.REAPPEARED, last_count=0, change=issue.count,
            comment=comments.BACK_AFTER_REPAIR.ja
            if before.verdict is Verdict.FIXED else comments.BACK_AFTER_REMOVAL.ja,
        )  # fmt: skip
    fewer = panel.change < 0 if panel.change is not None else _smaller_share(issue, before)
    if not fewer:
        return replace(kept, verdict=Verdict.REMAINING, comment=_why_fewer(issue, before, panel))
    compared = issue.rule in retest.comparing and _lost_pages(retest) > 0
    if panel.unsure or compared or not retest.same_rule(issue.rule) or _blind(before, retest):
        return replace(
            kept, verdict=Verdict.REMAINING,
            comment=comments.FEWER_UNSURE.ja,
        )  # fmt: skip
    return replace(kept, verdict=Verdict.IMPROVED)


@dataclass(frozen=True, slots=True)
class _Panel:
    """Findings of one issue on the pages that its rule looked at in both cycles: another set of pages is no repair."""

    change: int | None  # None where no page was seen in both
    gone: int  # pages of last cycle that are no more
    unsure: int  # pages of earlier cycles that were not, or not wholly, looked at
    unseen: tuple[tuple[str, int], ...]  # those of them where nothing is found now, with their findings

    @classmethod
    def of(cls, issue: Issue, before: Issue, retest: Retest) -> Self:
        now, then = issue.by_page, Counter[str]()
        gone, unsure, unseen = 0, 0, []
        for url, count in sorted(before.known_places.items()):
            state, address = _page(url, before, retest)
            gone, unsure = gone + (state == "gone"), unsure + (state == "unknown")
            if state in ("tested", "still"):
                then[address] += count
            elif state == "unknown" and address not in now:
                unseen.append((url, count))
        clean = {
            url for url in now if url not in then and retest.last_outcome(url, issue.rule) in (*_TESTED, *_STILL)
        }  # fmt: skip
        both = then.keys() | (clean - before.known_places.keys())
        change = sum(now.get(url, 0) for url in both) - then.total() if both else None
        return cls(change, gone, unsure, tuple(unseen))


def _smaller_share(issue: Issue, before: Issue) -> bool:
    """Return whether a cause of the template or the server is met on a smaller share of the pages than it was.

    It can be compared though no page is the same; a defect of single pages cannot.
    """
    if issue.place not in _SHARED or not issue.looked or not before.looked:
        return False
    return len(issue.pages) * before.looked < len(before.pages) * issue.looked


def _why_fewer(issue: Issue, before: Issue, panel: _Panel) -> str:
    """Return why fewer findings are no improvement; '' where there are not fewer."""
    if issue.count >= before.count:
        return ""
    if panel.unsure:
        return comments.FEWER_UNSURE.ja
    return comments.FEWER_PAGES.fill("ja", {"gone": panel.gone}) if panel.gone else ""


def _unlooked(issue: Issue, retest: Retest) -> bool:
    """Return whether the pages known from last cycle were not tested by this rule then."""
    before = [(url, retest.last_outcome(url, issue.rule)) for url in issue.pages]
    known = [(url, outcome) for url, outcome in before if outcome is not None]
    return bool(known) and all(
        outcome is Outcome.UNTESTED or _hidden(retest.last_partly(url, issue.rule), issue)
        for url, outcome in known
    )


def _hidden(partly: Missing | None, issue: Issue) -> bool:
    """Return whether places of an issue may lie where its rule did not look, though it answered."""
    if partly is None or partly.kind is Reason.REPLACED:
        return False
    if partly.kind is Reason.FRAMES_UNTESTED:
        return bool(issue.example.frame)
    if partly.kind is Reason.CLOSED_ROOTS:  # the component that held it may have been closed since
        return " >>> " in issue.example.selector
    if partly.kind is Reason.STANDARD:  # questions that the profile does not ask
        return issue.certainty is Certainty.REVIEW
    return True


def _page(url: str, issue: Issue, retest: Retest) -> tuple[str, str]:
    """Return what became of one page for the rule of an issue, and its address now: tested | still | gone | unknown.

    A page that moved inside its site is asked for at its new address. One that leads to a page that was there
    before, or to which others lead too, has not moved: it is gone.
    """
    first = url
    for _ in range(_MAX_HOPS):
        outcome = retest.outcome(url, issue.rule)
        partly = retest.partly(url, issue.rule)
        if url != first and url in retest.merged:
            return "gone", url
        if outcome in (*_TESTED, *_STILL) and _hidden(partly, issue):
            return "unknown", url
        if outcome is Outcome.INAPPLICABLE and _empty(url, partly, retest):
            return "unknown", url
        if outcome in _TESTED:
            return ("unknown" if retest.is_old(url, issue.rule) else "tested"), url
        if outcome in _STILL:
            return "still", url
        facts = retest.pages.get(url)
        if facts is None:
            return "unknown", url
        if facts.fate is Fate.REDIRECTED_OFF_SITE:
            return "gone", url
        if facts.fate is Fate.HTTP_ERROR and facts.status in _GONE_STATUS:
            return "gone", url
        if facts.fate is not Fate.REDIRECTED or not facts.hops or facts.hops[-1].url == url:
            return "unknown", url
        url = facts.hops[-1].url
    return "unknown", url


def _empty(url: str, partly: Missing | None, retest: Retest) -> bool:
    """Return whether a rule found nothing to judge because nothing was drawn, or the profile does not ask for it."""
    facts = retest.pages.get(url)
    undrawn = facts is not None and EMPTY in facts.features
    return undrawn or (partly is not None and partly.kind is Reason.STANDARD)


def _blind(issue: Issue, retest: Retest) -> bool:
    """Return whether a rule that finds less may only see less than it did."""
    older = retest.instrument_older and issue.rule in retest.instrument
    unseen = retest.aside is not None and issue.rule in retest.changed and issue.key not in retest.aside
    return older or unseen


class _Doubles:
    """Which issues of today may be one that is missing: the same rule finds more on its page than it did there."""

    def __init__(self, found: Sequence[Issue], known: Mapping[str, Issue], retest: Retest) -> None:
        self._numbers: dict[tuple[str, str], set[str]] = defaultdict(
            set
        )  # (url, rule) → those with more findings
        self._standing: dict[tuple[str, str], set[str]] = defaultdict(set)  # (url, rule) → all
        for issue in found:
            before = known.get(issue.key)
            then: Counter[str] = Counter()
            if before is not None and before.verdict not in CLOSED_VERDICTS:
                for url, count in before.known_places.items():
                    then[_page(url, before, retest)[1]] += count
            for url, count in issue.by_page.items():
                self._standing[url, issue.rule].add(issue.number)
                if count > then[url]:
                    self._numbers[url, issue.rule].add(issue.number)

    def of(self, before: Issue, url: str) -> set[str]:
        """Return the numbers for one page (its address now). A doubt of an earlier cycle lasts while they stand."""
        standing = self._standing.get((url, before.rule), set())
        older = before.verdict is Verdict.UNCONFIRMED and len(before.places) != len(before.pages)
        return self._numbers.get((url, before.rule), set()) | (
            standing if older else standing & {*before.doubt}
        )


def _missing(before: Issue, retest: Retest, doubles: _Doubles) -> Issue:
    """Return the verdict of an open issue that was not detected.

    Where the page still fails the same rule, the repair is believed only if every failure there was known
    before: a new one may be the old defect in a new dress, and then nobody can say that it was mended.
    """
    seen = {url: _page(url, before, retest) for url in before.known_places}
    doubts = {url: found for url, (_, address) in seen.items() if (found := doubles.of(before, address))}
    doubtful = {url for url in doubts if seen[url][0] == "still"}
    unknown = {url for url, (state, _) in seen.items() if state == "unknown"}
    carried = replace(
        before, last_count=before.count, last_pages=before.pages, comment="", change=None, unseen=(),
        doubt=tuple(sorted(set().union(*doubts.values()))),
    )  # fmt: skip

    def unconfirmed(pages: Iterable[str], comment: str) -> Issue:
        left = tuple(sorted(pages))
        places = tuple(before.known_places[url] for url in left)
        return replace(
            carried, verdict=Verdict.UNCONFIRMED, pages=left, places=places, comment=comment,
            count=sum(places) if left else before.count,
        )  # fmt: skip

    if not retest.reached:
        return unconfirmed(before.known_places, comments.SITE_UNREACHED.ja)
    if seen and all(state == "gone" for state, _ in seen.values()):
        return replace(
            carried, verdict=Verdict.GONE, pages=(), places=(), count=0,
            comment=comments.PAGES_GONE.ja,
        )  # fmt: skip
    if before.rule not in retest.digests:
        return unconfirmed(before.known_places, comments.RULE_GONE.ja)
    if not seen:
        return unconfirmed((), comments.NO_RECORD.ja)
    # A newer engine that finds nothing confirms the repair; an older one may only be blind to it.
    if _blind(before, retest) or not retest.same_rule(before.rule):
        return unconfirmed(before.known_places, comments.OTHER_RULE.ja)
    if unknown:
        old = all(retest.is_old(seen[url][1], before.rule) for url in unknown)
        comment = comments.PAGES_UNCHANGED if old else comments.PAGES_UNTESTED
        return unconfirmed(
            unknown | doubtful, comment.fill("ja", {"known": len(seen), "unknown": len(unknown)})
        )
    if before.rule in retest.comparing and (lost := _lost_pages(retest)):
        return unconfirmed(
            before.known_places,
            comments.OTHERS_UNTESTED.fill("ja", {"lost": lost}),
        )
    if doubtful:
        numbers = sorted(set().union(*(doubts[url] for url in doubtful)))
        more = comments.shown(numbers)
        return unconfirmed(doubtful, comments.NEW_FAILURE.fill("ja", {"numbers": more}))
    return replace(
        carried, verdict=Verdict.FIXED, pages=(), places=(), count=0, change=-before.count, doubt=(),
        comment=comments.FIXED.ja,
    )  # fmt: skip


def _lost_pages(retest: Retest) -> int:
    """Return how many pages of the sample gave no evidence because of our side or theirs."""
    return sum(bool(page.sample) and page.fate in UNREACHED for page in retest.pages.values())
