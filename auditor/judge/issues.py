"""Issues of a site in a cycle: findings clustered by cause, each with its verdict from the cycles before."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.evaluate.rulebook import Rulebook
from auditor.judge.last_cycle import rejudged
from auditor.model import (
    EMPTY,
    Decision,
    Fate,
    Issue,
    Missing,
    Outcome,
    PageFacts,
    RepairPlace,
    Site,
    Verdict,
)
from auditor.plan.decision import moves
from auditor.plan.issue_grouping import cluster, issue_key, numbers
from auditor.plan.lineage import Lineage, continued, lineage, moved, newly_joined, quoted, reunited
from auditor.plan.moves import NewHome, new_homes, proved, with_proposals
from auditor.plan.verdict import Retest, verdicts
from auditor.rule import Need
from auditor.store import SiteStore, Store
from auditor.workbook.form import columns

_HEADINGS = {column.field: column.heading for column in columns.PLAN_SHEET.people}


def settle_issues(
    store: Store, cycle: str, site: Site, book: Rulebook, reports: Path | None = None
) -> list[Issue]:
    """Cluster a site's findings, compare them with earlier cycles and store the issues. May be repeated.

    `reports`: where the last cycle's captures lie, to be judged with today's rules before the comparison.
    """
    own = store.site(cycle, site.id)
    rows = list(own.findings())
    decisions = store.decisions(site.bureau)
    keys = {issue_key(row) for row in rows}
    earlier = [name for name in store.cycles() if name < cycle]
    newest = _last(store, earlier, site.id)
    known = {**store.numbers(), **{issue.key: issue.number for _, issue in newest}}
    for older, heir in store.aliases().items():
        # Found again beside the one that went on with its number: it gets another one.
        if {older, heir} <= keys and known.get(older) == known.get(heir):
            known.pop(older, None)
    last = reunited(newest, keys, known)
    line = lineage(rows, known, store.aliases(), (decision.issue for decision in decisions))
    current = _looked(
        own,
        cluster(
            rows,
            taken={**known, **line.numbers},
            pages_audited=len(own.captured()),
            cycle=cycle,
            exemptions=site.exceptions,
            places={rule.id: RepairPlace(rule.place) for rule in book if rule.place},
        ),
    )
    comparing = frozenset(rule.id for rule in book if Need.SITE in rule.needs)
    by_visit = frozenset(rule.id for rule in book if rule.kind not in ("site", "file"))
    facts = replace(retest_of(store, cycle, earlier, site.id), comparing=comparing, by_visit=by_visit)
    retest = _aside(store, earlier, site, book, facts, reports)
    kept = line  # what the store keeps; a move that people entered may be taken back
    line = _moved_by_people(line, last, current, decisions)
    found = verdicts(current, continued(last, keys, line), retest, cycle)
    homes, there = _homes(store, earlier, site.id, retest, found)
    proofs = proved(found, there, homes)
    if proofs:
        heirs = {older: key for older, (key, _) in proofs.items()}
        given = {**known, **{issue.key: issue.number for _, issue in last}}
        kept, line = moved(kept, heirs, given), moved(line, heirs, given)
        found = verdicts(current, continued(last, keys, line), retest, cycle)
        why = {key: proof.ja for key, proof in proofs.values()}
        found = [replace(issue, comment=why.get(issue.key, "") + issue.comment) for issue in found]
    joined = newly_joined(last, line)
    issues = [
        replace(
            issue,
            comment=issue.comment
            + quoted(issue.number, decisions, line, _HEADINGS, fresh=issue.key in joined),
        )
        for issue in with_proposals(found, there, homes)
    ]
    owners = numbers(keys, {**known, **line.numbers})
    given = {**owners, **{issue.key: issue.number for issue in issues}}
    own.commit_issues(issues, [owners[issue_key(row)] for row in rows],
        {key: number for key, number in given.items() if key not in kept.numbers},
        {older: (key, kept.numbers[key]) for older, key in kept.heirs.items()},
    )  # fmt: skip
    return issues


def _moved_by_people(
    line: Lineage, last: Sequence[tuple[str, Issue]], current: Sequence[Issue], decisions: Sequence[Decision]
) -> Lineage:
    """Return the lineage with what people entered as 移し先: an issue goes on as another one of its site."""
    there = {issue.number: issue.key for issue in (*(one for _, one in last), *current)}
    found = {issue.number for issue in current}
    taken = {key: number for number, key in there.items()}
    heirs = {
        there[number]: there[target]
        for number, target in moves(decisions).items()
        if number in there and target in there and number not in found
    }
    return moved(line, heirs, taken) if heirs else line


def _homes(
    store: Store, earlier: Sequence[str], site: str, retest: Retest, found: Sequence[Issue]
) -> tuple[Mapping[str, NewHome], frozenset[str]]:
    """Where the pages of last cycle are now, and their addresses; nothing where no issue is away or new."""
    there = {issue.verdict for issue in found}
    if Verdict.NEW not in there or not there & {Verdict.GONE, Verdict.UNCONFIRMED}:
        return {}, frozenset()
    rows = next((rows for name in reversed(earlier) if (rows := store.site(name, site)).audited()), None)
    if rows is None:
        return {}, frozenset()
    then = {page.url: page for page in rows.pages() if page.fate is Fate.OK}
    return new_homes(then, retest.pages, retest.merged), frozenset(then)


def _aside(
    store: Store, earlier: Sequence[str], site: Site, book: Rulebook, retest: Retest, reports: Path | None
) -> Retest:
    """Return the comparison with the last cycle as today's rules see it, where any of them changed since."""
    changed = frozenset(
        rule for rule, digest in retest.digests.items() if retest.last_digests.get(rule, digest) != digest
    ) | (retest.digests.keys() - retest.last_digests.keys())
    last = next((name for name in reversed(earlier) if store.site(name, site.id).run()), "")
    if reports is None or not last or not changed or not retest.last_digests:
        return retest
    beside = rejudged(store, reports, last, site, book)
    if beside is None:
        return retest
    return replace(
        retest, last_digests={**retest.last_digests, **beside.digests}, aside=beside.issues, changed=changed
    )


def _last(store: Store, earlier: Sequence[str], site: str) -> list[tuple[str, Issue]]:
    """Return the newest known row of every issue of the site with its cycle, closed ones too."""
    newest: dict[str, tuple[str, Issue]] = {}
    for name in earlier:
        rows = store.site(name, site)
        issues = rows.issues()
        if any(issue.pages and not issue.places for issue in issues):  # written by an older version
            issues = _with_places(rows, issues)
        for issue in issues:
            newest[issue.key] = name, issue
    return list(newest.values())


def _with_places(rows: SiteStore, issues: Sequence[Issue]) -> list[Issue]:
    """Return the issues with their findings by page, and with the pages that were looked at, from the rows
    of their cycle.
    """
    found = Counter((row.issue, row.url) for row in rows.findings())
    whole = _looked(rows, issues)
    return [
        replace(issue, places=tuple(found[issue.number, url] for url in issue.pages))
        if all((issue.number, url) in found for url in issue.pages)
        else issue
        for issue in whole
    ]


def _looked(rows: SiteStore, issues: Sequence[Issue]) -> list[Issue]:
    """Return the issues with the number of pages that their rule looked at: audited ones, and those it knew
    without a visit.
    """
    audited = {*rows.audited()}
    outcomes, _ = rows.outcomes()
    seen = {
        rule: audited | {url for url, outcome in by_url.items() if outcome is not Outcome.UNTESTED}
        for rule, by_url in outcomes.items()
    }
    return [replace(issue, looked=len(seen.get(issue.rule, audited).union(issue.pages))) for issue in issues]


def retest_of(store: Store, cycle: str, earlier: Sequence[str], site: str) -> Retest:
    """Return what the cycle knows of a site's pages and rules, beside what judged it last.

    `earlier`: oldest first.
    """
    own = store.site(cycle, site)
    outcomes, digests = own.outcomes()
    last: dict[str, str] = {}
    before: dict[str, dict[str, Outcome]] = {}
    last_partly: dict[tuple[str, str], Missing] = {}
    undrawn: frozenset[str] = frozenset()
    there: frozenset[str] = frozenset()
    for name in reversed(earlier):
        then = store.site(name, site)
        before, last = then.outcomes()
        if last:
            last_partly = _partly(then)
            undrawn = frozenset(page.url for page in then.pages() if EMPTY in page.features)
            there = frozenset(then.captured())
            break
    partly = _partly(own)
    pages = {page.url: page for page in own.pages()}

    def last_outcome(url: str, rule: str) -> Outcome | None:
        outcome = before.get(rule, {}).get(url)
        return Outcome.UNTESTED if outcome is Outcome.INAPPLICABLE and url in undrawn else outcome

    retest = Retest(
        lambda url, rule: outcomes.get(rule, {}).get(url),
        pages,
        digests,
        last,
        last_outcome=last_outcome,
        partly=lambda url, rule: partly.get((url, rule)),
        last_partly=lambda url, rule: last_partly.get((url, rule)),
        reached=bool(own.audited()),
        merged=_merged(pages, there),
        carried=frozenset(url for url, page in pages.items() if page.seen_on),
    )
    return _with_engine(store, retest, cycle, earlier, site)


def _merged(pages: Mapping[str, PageFacts], there: frozenset[str]) -> frozenset[str]:
    """Return addresses that pages of last cycle (`there`) lead to now, and that were there then or that
    several lead to.
    """
    landings = Counter(
        page.hops[-1].url
        for url, page in pages.items()
        if url in there and page.fate is Fate.REDIRECTED and page.hops and page.hops[-1].url != url
    )
    return frozenset(url for url, count in landings.items() if count > 1 or url in there)


def _partly(rows: SiteStore) -> dict[tuple[str, str], Missing]:
    """(url, rule) → why a rule that answered does not speak for every place."""
    return {
        (one.url, one.rule): missing
        for one in rows.reasons()
        if one.outcome is not Outcome.UNTESTED and (missing := Missing.of(one.reason))
    }


def _with_engine(store: Store, retest: Retest, cycle: str, earlier: Sequence[str], site: str) -> Retest:
    """Return the comparison, told where axe-core is another version than when the site was audited last."""
    before = next((name for name in reversed(earlier) if store.site(name, site).run()), "")
    old, new = (_axe(store, name, site) for name in (before, cycle))
    if not old or not new or old == new:
        return retest
    rules = frozenset(rule for rule in retest.digests if rule.startswith("axe/"))
    return replace(retest, instrument=rules, instrument_older=new < old)


def _axe(store: Store, cycle: str, site: str) -> tuple[int, ...]:
    """Return the version that a site was audited with: its cycle's, unless that was gone when its turn came."""
    return _version(store.site(cycle, site).facts().axe_core or store.versions(cycle).get("axe-core", ""))


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))
