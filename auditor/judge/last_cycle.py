"""The last cycle's captures judged with today's rules, beside the published rows: what is new on the site, not in the tool."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from auditor.criteria import profile
from auditor.evaluate.rulebook import Rulebook
from auditor.judge.files import judge_files
from auditor.judge.inputs import Kept
from auditor.judge.job import SiteJob
from auditor.judge.judge import Judge
from auditor.judge.stored import judge_whole, rejudge_pages
from auditor.model import Issue, Site
from auditor.plan.issue_grouping import cluster
from auditor.store import CaptureStore, Store


@dataclass(frozen=True, slots=True)
class Aside:
    """What today's rules say of the last cycle's evidence: issues by key, and rule → digest."""

    issues: Mapping[str, Issue] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)


def rejudged(store: Store, reports: Path, cycle: str, site: Site, book: Rulebook) -> Aside | None:
    """Judge a site's captures of an earlier cycle again, in a file of their own; None where there are none.

    The published rows are copied there first and never changed. The file is kept: with the same rules nothing
    is judged twice.
    """
    captures = reports / "captures" / cycle / f"{site.id}.sqlite"
    published = store.site(cycle, site.id)
    if not captures.exists() or not published.run():
        return None
    path = captures.with_name(f"{site.id}.rejudged.sqlite")
    headers = published.facts().headers
    judge = Judge(site, book, profile(site.standard, site.extra_criteria), headers=headers)
    with Store(path) as own, closing(CaptureStore(captures)) as evidence:
        beside = own.site(cycle, site.id)
        if not beside.run():
            beside.absorb(store.path)
        kept = Kept(SiteJob(site, cycle, str(reports), "", headers=headers), beside, evidence, judge)
        judge_files(kept)
        if rejudge_pages(kept) or set(beside.judged("site").values()) - {judge.digest}:
            judge_whole(kept)
        rows = list(beside.findings())
        issues = cluster(
            rows,
            taken=store.numbers(),
            pages_audited=len(beside.captured()),
            cycle=cycle,
            exemptions=site.exceptions,
        )
        _, digests = beside.outcomes()
    return Aside({issue.key: issue for issue in issues}, digests)
