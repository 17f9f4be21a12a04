"""Judges the stored captures of a site with today's rules."""

import argparse
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from auditor.commands.reports_folder import opened, rule_settings, stored
from auditor.commands.run import publish
from auditor.console import Exit, out
from auditor.criteria import profile
from auditor.evaluate.rulebook import configured
from auditor.judge.files import judge_files
from auditor.judge.inputs import Kept
from auditor.judge.job import SiteJob
from auditor.judge.judge import Judge
from auditor.judge.lost import lost_of
from auditor.judge.stored import captures_path, judge_whole, rejudge_pages, require_captures
from auditor.model import RuleSettings, Site
from auditor.publish.targets import remember_rules
from auditor.read.catalogue_copy import load as load_catalogue
from auditor.read.catalogue_copy import path_in
from auditor.store import CaptureStore, Store


def evaluate(arguments: argparse.Namespace) -> int:
    """`auditor evaluate`"""
    with opened(arguments.reports) as store:
        name, wanted = stored(arguments, store)
        require_captures(store, arguments.reports, name, wanted.sites)
        wanted = replace(wanted, rules=rule_settings(arguments, wanted.rules))
        configured(wanted.rules)  # what is wrong with them is found before anything is changed
        remember_rules(store, name, wanted.rules)
        judged = sum(
            evaluate_site(store, arguments.reports, name, site, wanted.rules) for site in wanted.sites
        )
        done = publish(store, wanted, reports=arguments.reports, cycle=name)
    out(f"{name}: {judged:,}ページを今の規則で検査し直しました。")
    for item in done.published:
        out(f"{item.bureau.name}: {item.workbook}")
    return Exit.OK


def evaluate_site(
    store: Store, reports: Path, cycle: str, site: Site, rules: RuleSettings = RuleSettings()
) -> int:
    """Judge the stored captures of a site with today's rules, in the main store; how many pages were judged."""
    book = configured(rules)
    rows = store.site(cycle, site.id)
    headers = rows.facts().headers
    judge = Judge(site, book, profile(site.standard, site.extra_criteria), headers=headers)
    path = captures_path(reports, cycle, site.id)
    if not path.exists():
        return 0
    with closing(CaptureStore(path)) as captures:
        listed = load_catalogue(path_in(reports), [site.catalogue_organisation])
        job = SiteJob(site, cycle, str(reports), "", catalogue=listed, headers=headers)
        kept = Kept(job, rows, captures, judge)
        count = rejudge_pages(kept)
        judge_files(kept)
        judge_whole(kept)
    if run := rows.run():
        rows.set_phase(run.phase, replace(run.facts, rules=book.digest, again=lost_of(rows).again))
    return count
