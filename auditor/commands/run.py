"""One cycle from targets to workbooks: opens it, sends the sites to the fleet, publishes what came back."""

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from auditor import __version__, calendar
from auditor import targets as documents
from auditor.capture.folder import HEADERS_FILE
from auditor.capture.locate import find_axe, require_browser
from auditor.commands.check import check_sites, tell_answers
from auditor.commands.reports_folder import opened, rule_settings
from auditor.console import Exit, live, note, out
from auditor.evaluate.rulebook import configured
from auditor.fleet import SitesLost, forget, run_sites
from auditor.gather import SiteJob, settings_of
from auditor.judge.lost import together
from auditor.model import UNREACHED, AuditorError, Fate, PageResult, Priority, Site, Targets
from auditor.plan import plan_words
from auditor.publish.bureau import Published, publish_bureau
from auditor.publish.index import write_index
from auditor.publish.stored_material import PublishContext
from auditor.publish.targets import chosen, remember_targets, targets_of
from auditor.read.catalogue_copy import load as load_catalogue
from auditor.read.catalogue_copy import path_in as catalogue_path
from auditor.read.recogniser_child import reader_named
from auditor.report.live import live_table
from auditor.report.report_words import FATES
from auditor.store import Store, StoreBusy


@dataclass(frozen=True, slots=True)
class Missed:
    """A selected page that stayed without capture, or a site that gave no page."""

    site: str
    url: str
    fate: Fate | None


@dataclass(frozen=True, slots=True)
class Audited:
    """What a run of a cycle left."""

    cycle: str
    published: tuple[Published, ...]
    index: Path
    missed: tuple[Missed, ...]
    notes: tuple[str, ...] = ()  # clear lines for the summary
    lost: str = ""  # what was not tested because of our side, in sentences


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the sites under way are."""

    done: int
    total: int
    running: tuple[tuple[str, str, int, int], ...]  # site, phase, pages visited, pages selected


def cycle_name(store: Store, asked: str | None, today: str) -> str:
    """Return the cycle to run: the one asked for, else the newest unfinished one, else today's quarter."""
    if asked is not None and not calendar.is_cycle(asked):
        raise AuditorError(f"--cycle {asked}: 期は 2026Q4 のように、西暦とQと1〜4の数字で書いてください。")
    return asked or store.unfinished_cycle() or calendar.cycle_of(date.fromisoformat(today))


def run(arguments: argparse.Namespace) -> int:
    """`auditor run`"""
    whole = documents.load(arguments.targets)
    whole = replace(whole, rules=rule_settings(arguments, whole.rules))
    if arguments.check:
        return tell_answers(check_sites(chosen(whole, arguments.bureau, arguments.site)))
    with live(not arguments.no_progress) as show:
        done = run_targets(
            whole, reports=arguments.reports, cycle=arguments.cycle, bureaus=arguments.bureau,
            sites=arguments.site, workers=arguments.workers or os.cpu_count() or 1, cluster=arguments.cluster,
            today=calendar.today().isoformat(),
            tick=lambda progress: show(lambda seconds: live_table(progress, seconds)),
            lang=arguments.lang,
        )  # fmt: skip
    return _tell(done)


def _tell(done: Audited) -> int:
    for item in done.published:
        for line in item.notes:
            note(line)
        out(f"{item.bureau.name}: {item.workbook}")
    out(f"一覧: {done.index}")
    for line in done.notes:
        note(line)
    for missed in done.missed:
        why = FATES[missed.fate].ja if missed.fate else "まだ見ていません"
        note(f"検査できませんでした: {missed.site} {missed.url} （{why}）")
    if done.lost:
        note(f"{done.lost}（サイトごとの内訳は一覧の各サイトにあります。）")
    high = sum(row.priority is Priority.HIGH for item in done.published for row in item.plan.rows)
    pages = sum(line.result is PageResult.OK for item in done.published for line in item.plan.pages)
    unchanged = sum(bool(line.seen_on) for item in done.published for line in item.plan.pages)
    same = f"（うち前回から変わっていない{unchanged:,}ページ）" if unchanged else ""
    state = (
        f"（検査できなかったもの{len(done.missed)}件。同じコマンドでもう一度試せます）" if done.missed else ""
    )
    out(
        f"{calendar.label(done.cycle)}の監査が終わりました: {len(done.published)}局、{pages:,}ページ{same}、"
        f"優先度「高」{high:,}件{state}"
    )
    return Exit.PARTIAL if done.missed else Exit.OK


def run_targets(
    whole: Targets,
    *,
    reports: Path,
    cycle: str | None,
    bureaus: Sequence[str],
    sites: Sequence[str],
    workers: int,
    cluster: str,
    today: str,
    tick: Callable[[Progress], None],
    lang: str = "ja",
) -> Audited:
    """Audit the bureaus and sites asked for, all where none is named, in the reports folder."""
    wanted = chosen(whole, bureaus, sites)
    with opened(reports) as store:
        name = cycle_name(store, cycle, today)
        return audit_cycle(
            store, wanted, reports=reports, cycle=name, today=today, workers=workers, cluster=cluster,
            whole=whole.sites, tick=tick, lang=lang,
        )  # fmt: skip


def audit_cycle(
    store: Store,
    targets: Targets,
    *,
    reports: Path,
    cycle: str,
    today: str,
    workers: int,
    cluster: str = "",
    whole: Sequence[Site] = (),
    tick: Callable[[Progress], None] = lambda progress: None,
    lang: str = "ja",
) -> Audited:
    """Do whatever is missing for the cycle. May be killed at any moment and run again.

    `whole`: all sites of targets.yaml where `targets` was narrowed; the cycle is finished with the last of them.
    """
    book = configured(targets.rules)
    begun = store.versions(cycle).get("axe-core", "")
    axe = find_axe(targets.axe, wanted=begun)[1]
    versions = {
        "auditor": __version__, "axe-core": axe, "browser": f"Chromium {require_browser().version}",
        "rules": book.digest, **reader_named(),
    }  # fmt: skip
    store.open_cycle(cycle, today, versions)
    remember_targets(store, cycle, targets)
    jobs = [replace(_job(store, targets, site, reports, cycle), axe_version=axe) for site in targets.sites]
    todo = [job for job in jobs if _is_due(store, job, book.digest)]
    for job in jobs:
        if job not in todo:
            forget(job.work_path)  # of a run that was killed between taking its rows and this
    total = len(todo)
    notes: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    if todo and begun not in ("", axe):
        notes = (f"{cycle} は axe-core {begun} で始めましたが、今は手元にないため {axe} で続けました。",)
    try:
        run_sites(
            todo,
            store,
            workers=workers,
            cluster=cluster,
            tick=lambda running: tick(_progress(running, total)),
        )
    except SitesLost as error:
        notes, lost = (*notes, str(error)), error.sites
    result = publish(store, targets, reports=reports, cycle=cycle, lang=lang)
    done = {run.site for run in store.site_runs(cycle) if run.phase == "done"}
    store.finish_cycle(cycle, all(site.id in done for site in whole or targets.sites))
    named = {missed.site for missed in result.missed}
    more = tuple(
        Missed(site.id, site.start, None)
        for site in targets.sites
        if site.id in lost and site.id not in named
    )
    return replace(result, notes=notes, missed=(*result.missed, *more))


def publish(store: Store, targets: Targets, *, reports: Path, cycle: str, lang: str = "ja") -> Audited:
    """Write the files of the bureaus in `targets`, and the index of all bureaus of the cycle.

    `lang`: of the workbooks and their CSV files.
    """
    context = PublishContext(
        store, reports, cycle, store.opened(cycle), targets.organisation, configured(targets.rules),
        now=lambda: datetime.now(UTC).isoformat(timespec="seconds"), lang=lang,
    )  # fmt: skip
    published = {bureau.id: publish_bureau(context, bureau) for bureau in targets.bureaus}
    others = [bureau for bureau in targets_of(store, cycle).bureaus if bureau.id not in published]
    everyone = [*published.values(), *(publish_bureau(context, bureau) for bureau in others)]
    index = write_index(context, everyone)
    missed = [item for site in targets.sites for item in _missed(store, cycle, site)]
    lost = together(one for item in published.values() for one in item.lost.values())
    return Audited(cycle, tuple(published.values()), index, tuple(missed), lost=plan_words.lost(lost))


def _job(store: Store, targets: Targets, site: Site, reports: Path, cycle: str) -> SiteJob:
    earlier = [name for name in store.cycles() if name < cycle]
    last: tuple[str, ...] = ()
    random: tuple[str, ...] = ()
    if earlier:  # of a site audited whole too: a page nobody links to any more is asked whether it is gone
        fates = store.site(earlier[-1], site.id).page_fates()
        last = tuple(url for url, fate, sample in fates if sample and fate is Fate.OK)
        random = tuple(url for url, _, sample in fates if sample.endswith("random"))
    listed = load_catalogue(catalogue_path(reports), [site.catalogue_organisation])
    return SiteJob(
        site, cycle, str(reports), targets.contact, targets.axe, last, catalogue=listed, rules=targets.rules,
        headers=not site.folder or (Path(site.folder) / HEADERS_FILE).is_file(),
        last_random=random, last_cycle=earlier[-1] if earlier else "",
    )  # fmt: skip


def _is_due(store: Store, job: SiteJob, rules: str) -> bool:
    """Return whether anything is missing of a site: its audit, evidence worth another try, today's rules.

    A site that was gone through before goes on from its rows: they are laid out for the worker.
    """
    rows = store.site(job.cycle, job.site.id)
    run = rows.run()
    if run is None or run.phase != "done":
        return True
    fates = rows.page_fates()
    same = run.facts.rules == rules and run.settings == settings_of(job.site)
    if same and not run.facts.again and not any(fate in UNREACHED for _, fate, _ in fates):
        return False
    if not job.work_path.exists():
        with Store(job.work_path) as work:
            work.site(job.cycle, job.site.id).absorb(store.path)
    return True


def _missed(store: Store, cycle: str, site: Site) -> Iterator[Missed]:
    rows = store.site(cycle, site.id)
    fates = rows.page_fates()
    visited = set(rows.captured())
    if not any(url in visited and fate is Fate.OK for url, fate, _ in fates):
        first = fates[0] if fates else (site.start, None, "")
        yield Missed(site.id, first[0], first[1])
        return
    for url, fate, sample in fates:
        if sample and fate in UNREACHED:
            yield Missed(site.id, url, fate)


def _progress(running: Sequence[SiteJob], total: int) -> Progress:
    states = []
    for job in running:
        if not job.work_path.exists():
            continue
        try:
            with Store(job.work_path, read_only=True) as work:
                rows = work.site(job.cycle, job.site.id)
                run, fates, visited = rows.run(), rows.page_fates(), len(rows.captured())
        except StoreBusy:
            continue  # it is being made or taken away at this moment
        if run:
            selected = sum(1 for _, _, sample in fates if sample)
            asked = sum(1 for _, fate, _ in fates if fate is not None)
            pair = (asked, len(fates)) if run.phase == "discover" else (visited, selected)
            states.append((job.site.id, run.phase, *pair))
    return Progress(total - len(running), total, tuple(states))
