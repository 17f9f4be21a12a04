"""Issues of a site in a cycle: findings clustered by cause, each with its verdict from the cycles before."""

from collections.abc import Sequence

from auditor.evaluate.rulebook import Rulebook
from auditor.model import Issue, Outcome, Site
from auditor.plan.issue import cluster, issue_key, numbers
from auditor.plan.verdict import Retest, verdicts
from auditor.store import Store


def settle_issues(store: Store, cycle: str, site: Site, book: Rulebook) -> list[Issue]:
    """Cluster a site's findings, compare them with earlier cycles and store the issues. May be repeated."""
    rows = list(store.findings(cycle, site.id))
    taken = store.numbers()
    current = cluster(
        rows,
        taken=taken,
        pages_audited=len(store.captured(cycle, site.id)),
        cycle=cycle,
        exemptions=site.exceptions,
        places={rule.id: rule.place for rule in book if rule.place},
    )
    earlier = [name for name in store.cycles() if name < cycle]
    issues = verdicts(current, _last(store, earlier, site.id), _retest(store, cycle, earlier, site.id), cycle)
    owners = numbers((issue_key(row) for row in rows), taken)
    store.commit_issues(
        cycle, site.id, issues, [owners[issue_key(row)] for row in rows], {**owners, **_keys(issues)}
    )
    return issues


def _keys(issues: Sequence[Issue]) -> dict[str, str]:
    return {issue.key: issue.number for issue in issues}


def _last(store: Store, earlier: Sequence[str], site: str) -> list[Issue]:
    """The newest known row of every issue of the site, closed ones too."""
    newest: dict[str, Issue] = {}
    for name in earlier:
        for issue in store.issues(name, site):
            newest[issue.key] = issue
    return list(newest.values())


def _retest(store: Store, cycle: str, earlier: Sequence[str], site: str) -> Retest:
    outcomes: dict[tuple[str, str], Outcome] = {}
    digests: dict[str, str] = {}
    for one in store.assertions(cycle, site):
        outcomes[one.url, one.rule] = one.outcome
        digests[one.rule] = one.digest
    last: dict[str, str] = {}
    for name in reversed(earlier):
        last = {one.rule: one.digest for one in store.assertions(name, site)}
        if last:
            break
    pages = {page.url: page for _, page in store.pages(cycle, site)}
    return Retest(lambda url, rule: outcomes.get((url, rule)), pages, digests, last)
