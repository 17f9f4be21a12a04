"""One cycle from targets to workbooks: opens it, sends the sites to the fleet, publishes what came back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from auditor import __version__, calendar
from auditor.capture.folder import HEADERS_FILE
from auditor.capture.locate import find_axe, require_browser
from auditor.evaluate.rulebook import configured
from auditor.fleet import SitesLost, forget, run_sites
from auditor.gather import SiteJob, settings_of
from auditor.gather.log import logged
from auditor.judge.lost import together
from auditor.model import UNREACHED, AuditorError, Fate, Site, StoreError, Targets
from auditor.plan import words
from auditor.publish.bureau import Published, publish_bureau
from auditor.publish.index import write_index
from auditor.publish.material import PublishContext
from auditor.publish.targets import chosen, remember_targets, targets_of
from auditor.read.catalogue import load as load_catalogue
from auditor.read.catalogue import path_in as catalogue_path
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
    """The cycle to run: the one asked for, else the newest unfinished one, else today's quarter."""
    if asked is not None and not calendar.is_cycle(asked):
        raise AuditorError(f"--cycle {asked}: 期は 2026Q4 のように、西暦とQと1〜4の数字で書いてください。")
    return asked or store.unfinished_cycle() or calendar.cycle_of(date.fromisoformat(today))


@contextmanager
def opened(reports: Path) -> Iterator[Store]:
    """The store of a reports folder, locked against a second writer, with its log beside it."""
    try:
        reports.mkdir(parents=True, exist_ok=True)
        lock = FileLock(reports / ".auditor.lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise StoreError(
            f"{reports}: ほかの auditor が使っています。（直し方: 終わるのを待つか、--reports で別の場所を指定してください。）"
        ) from error
    except OSError as error:
        raise StoreError(
            f"{reports}: 書き込めません（{error.strerror}）。"
            "（直し方: フォルダーの権限を確かめるか、--reports で別の場所を指定してください。）"
        ) from error
    try:
        with logged(reports), Store(reports / "auditor.sqlite") as store:
            yield store
    finally:
        lock.release()


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
        "rules": book.digest,
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
    return Audited(cycle, tuple(published.values()), index, tuple(missed), lost=words.lost(lost))


def _job(store: Store, targets: Targets, site: Site, reports: Path, cycle: str) -> SiteJob:
    earlier = [name for name in store.cycles() if name < cycle]
    last: tuple[str, ...] = ()
    if earlier:  # of a site audited whole too: a page nobody links to any more is asked whether it is gone
        last = tuple(
            url for url, fate, sample in store.page_fates(earlier[-1], site.id) if sample and fate is Fate.OK
        )
    listed = load_catalogue(catalogue_path(reports), [site.catalogue_organisation])
    return SiteJob(
        site, cycle, str(reports), targets.contact, targets.axe, last, catalogue=listed, rules=targets.rules,
        headers=not site.folder or (Path(site.folder) / HEADERS_FILE).is_file(),
    )  # fmt: skip


def _is_due(store: Store, job: SiteJob, rules: str) -> bool:
    """Whether anything is missing of a site: its audit, evidence worth another try, today's rules.

    A site that was gone through before goes on from its rows: they are laid out for the worker.
    """
    run = next(iter(store.site_runs(job.cycle, job.site.id)), None)
    if run is None or run.phase != "done":
        return True
    fates = store.page_fates(job.cycle, job.site.id)
    same = run.facts.get("rules") == rules and run.settings == settings_of(job.site)
    if same and not run.facts.get("again") and not any(fate in UNREACHED for _, fate, _ in fates):
        return False
    if not job.work_path.exists():
        with Store(job.work_path) as work:
            work.absorb(store.path, job.cycle, job.site.id)
    return True


def _missed(store: Store, cycle: str, site: Site) -> Iterator[Missed]:
    fates = store.page_fates(cycle, site.id)
    visited = set(store.captured(cycle, site.id))
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
                runs = work.site_runs(job.cycle, job.site.id)
                fates = work.page_fates(job.cycle, job.site.id)
                visited = len(work.captured(job.cycle, job.site.id))
        except StoreBusy:
            continue  # it is being made or taken away at this moment
        if runs:
            selected = sum(1 for _, _, sample in fates if sample)
            asked = sum(1 for _, fate, _ in fates if fate is not None)
            pair = (asked, len(fates)) if runs[0].phase == "discover" else (visited, selected)
            states.append((job.site.id, runs[0].phase, *pair))
    return Progress(total - len(running), total, tuple(states))
