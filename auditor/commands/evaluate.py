"""Judges the stored captures of a site with today's rules."""

from contextlib import closing
from pathlib import Path

from auditor.criteria import profile
from auditor.evaluate.rulebook import configured
from auditor.judge.evidence import Kept, headers_are_evidence
from auditor.judge.files import judge_files
from auditor.judge.job import SiteJob
from auditor.judge.judge import Judge
from auditor.judge.lost import lost_of
from auditor.judge.stored import _captures, judge_whole, rejudge_pages
from auditor.model import RuleSettings, Site
from auditor.read.catalogue import load as load_catalogue
from auditor.read.catalogue import path_in
from auditor.store import CaptureStore, Store


def evaluate_site(
    store: Store, reports: Path, cycle: str, site: Site, rules: RuleSettings = RuleSettings()
) -> int:
    """Judge the stored captures of a site with today's rules, in the main store; how many pages were judged."""
    book = configured(rules)
    headers = headers_are_evidence(store, cycle, site.id)
    judge = Judge(site, book, profile(site.standard, site.extra_criteria), headers=headers)
    path = _captures(reports, cycle, site.id)
    if not path.exists():
        return 0
    with closing(CaptureStore(path)) as captures:
        listed = load_catalogue(path_in(reports), [site.catalogue_organisation])
        job = SiteJob(site, cycle, str(reports), "", catalogue=listed, headers=headers)
        kept = Kept(job, store, captures, judge)
        count = rejudge_pages(kept)
        judge_files(kept)
        judge_whole(kept)
    runs = store.site_runs(cycle, site.id)
    if runs:
        facts = {**runs[0].facts, "rules": book.digest, "again": lost_of(store, cycle, site.id).again}
        store.set_phase(cycle, site.id, runs[0].phase, facts)
    return count
