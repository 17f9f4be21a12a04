"""What people get of a cycle, drawn from the store alone: workbook, CSV files, evidence and index."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

import msgspec

from auditor import calendar
from auditor.evaluate.file import readability
from auditor.evaluate.rulebook import Rulebook
from auditor.model import (
    UNSETTLED,
    Bureau,
    Fate,
    ImprovementPlan,
    Lost,
    Missing,
    PageFacts,
    Reason,
    Site,
    Targets,
    WorkbookError,
)
from auditor.plan import words
from auditor.plan.data_link import form_of, keeps
from auditor.plan.decision import latest
from auditor.plan.improvement import build, remember
from auditor.plan.issue import is_exempt
from auditor.plan.kpi import open_rows
from auditor.plan.material import Material
from auditor.read.catalogue import load as load_catalogue
from auditor.read.catalogue import path_in
from auditor.read.link import key
from auditor.report.index_html import index_html
from auditor.report.index_page import (
    NOT_ASKED,
    BureauLine,
    IndexPage,
    SiteLine,
    bureau_line,
    urgent_of,
)
from auditor.report.statement import statement_html
from auditor.run.carry import carry_of, import_notes
from auditor.run.importing import Imported, import_workbook
from auditor.run.lost import lost_of, together
from auditor.run.settle import settle_issues
from auditor.store import Store, WorkbookRow
from auditor.targets import file_name
from auditor.workbook.write.csv_sheets import write as write_csv
from auditor.workbook.write.writer import Written, write

EVIDENCE = "証跡"
BROWSER_NOTE = "このサイトは自動の接続を断るため、ブラウザーを使ってページを探しました。"


@dataclass(frozen=True, slots=True)
class Published:
    """The files of one bureau and what happened on the way."""

    bureau: Bureau
    plan: ImprovementPlan
    workbook: Path
    csv: Path
    imported: tuple[Imported, ...] = ()
    notes: tuple[str, ...] = ()  # clear lines for the summary: a file in use, a file refused
    lost: Mapping[str, Lost] = field(default_factory=dict)  # site → evidence missing because of our side


@dataclass(frozen=True, slots=True)
class Press:
    """Where and when reports are made; `now` gives the time an import is noted with."""

    store: Store
    reports: Path
    cycle: str
    day: str  # ISO date of the cycle's audit
    organisation: str
    book: Rulebook
    now: Callable[[], str] = field(default=lambda: "")
    of_files: bool = False  # files before they are published, not the pages of a site


def publish_bureau(press: Press, bureau: Bureau) -> Published:
    """Import what people typed into the bureau's workbook in place, then write its files of the cycle."""
    folder = press.reports / press.cycle
    name = file_name(bureau.name)
    path = folder / f"改善計画書_{press.cycle}_{name}.xlsx"
    imported, notes, path = _before_writing(press, bureau, path)
    for site in bureau.sites:
        settle_issues(press.store, press.cycle, site, press.book, press.reports)
    evidence = _evidence(press, bureau, folder, name)
    lost = _lost(press, bureau)
    plan = build(_material(press, bureau, evidence, lost))
    _write_workbook(press, plan, path)
    write_csv(plan, folder / "CSV" / name)
    _write_statements(plan, bureau, folder, name, press.store.versions(press.cycle))
    press.store.put_summary(press.cycle, bureau.id, "plan", remember(plan))
    return Published(bureau, plan, path, folder / "CSV" / name, imported, notes, lost)


def plan_of(press: Press, bureau: Bureau) -> ImprovementPlan:
    """The plan of a bureau as it was last published, drawn from the store; no file is read or written."""
    return build(_material(press, bureau, {}, _lost(press, bureau)))


def _lost(press: Press, bureau: Bureau) -> dict[str, Lost]:
    return {site.id: lost_of(press.store, press.cycle, site.id) for site in bureau.sites}


def _write_statements(
    plan: ImprovementPlan, bureau: Bureau, folder: Path, name: str, versions: Mapping[str, str]
) -> None:
    """試験結果, one page a site."""
    for site in bureau.sites:
        path = folder / f"試験結果_{plan.cycle}_{name}_{file_name(site.id)}.html"
        part = path.with_name(f".{path.name}.part")
        part.write_text(statement_html(plan, site, sorted(versions.items())), encoding="utf-8")
        part.replace(path)


def _before_writing(
    press: Press, bureau: Bureau, path: Path
) -> tuple[tuple[Imported, ...], tuple[str, ...], Path]:
    """Whose the file on disk is: ours may be replaced, a person's is imported first or left alone."""
    imported: list[Imported] = []
    notes: list[str] = []
    ours = {row.sha256 for row in press.store.workbooks(bureau.id)}
    while path.exists():
        typed = hashlib.sha256(path.read_bytes()).hexdigest() not in ours
        if typed:
            try:
                imported.append(
                    import_workbook(press.store, path, press.reports, at=press.now(), bureau=bureau.id)
                )
                notes.append(f"{path.name}: 記入された内容を取り込んでから、新しい計画書に書き換えました。")
                typed = False
            except WorkbookError as error:
                notes.append(
                    f"{error}（元のファイルはそのまま残し、新しい計画書は別の名前で書き出しました。）"
                )
        if not typed and not _is_open(path):
            break
        if not typed:
            notes.append(f"{path.name}: 開かれているため、新しい計画書は別の名前で書き出しました。")
        path = _next_name(path)
    return tuple(imported), tuple(notes), path


def _is_open(path: Path) -> bool:
    """Whether Excel or LibreOffice holds the file open, by the lock files they leave beside it."""
    return (path.parent / f"~${path.name}").exists() or (path.parent / f".~lock.{path.name}#").exists()


def _next_name(path: Path) -> Path:
    stem, mark, number = path.stem.rpartition("_r")
    if mark and number.isdigit():
        return path.with_name(f"{stem}_r{int(number) + 1}{path.suffix}")
    return path.with_name(f"{path.stem}_r2{path.suffix}")


def _material(
    press: Press, bureau: Bureau, evidence: dict[tuple[str, str], str], lost: Mapping[str, Lost]
) -> Material:
    store, cycle = press.store, press.cycle
    earlier = [name for name in store.cycles() if name < cycle]
    previous = store.summary(earlier[-1], bureau.id, "plan") if earlier else None
    sites = [site.id for site in bureau.sites]
    return Material(
        cycle=cycle,
        label=calendar.label(cycle),
        date=press.day,
        organisation=press.organisation,
        bureau=bureau,
        rules=press.book.rules,
        pages={site: _with_data_links(store, cycle, site) for site in sites},
        audited={site: _audited(store, cycle, site) for site in sites},
        rows=[row for site in sites for row in store.findings(cycle, site)],
        outcomes={site: store.outcomes(cycle, site)[0] for site in sites},
        issues=[issue for site in sites for issue in store.issues(cycle, site)],
        decisions=latest(store.decisions(bureau.id), store.merged()),
        previous=previous or {},
        versions=store.versions(cycle),
        evidence=evidence,
        registered=_registered(press, bureau),
        of_files=press.of_files,
        scores={url: points for site in sites for url, points in _scores(press, site)},
        lost=together(lost.values()),
        cut={place: counts for site in sites for place, counts in _cut(store, cycle, site)},
    )


def _cut(store: Store, cycle: str, site: str) -> Iterator[tuple[tuple[str, str, str], tuple[int, int]]]:
    """(site, URL, rule) with the places kept and found, where there are more than are kept."""
    for one in store.reasons(cycle, site):
        missing = Missing.of(one.reason)
        if missing is not None and missing.kind is Reason.CUT:
            kept, _, found = missing.detail.partition("/")
            yield (site, one.url, one.rule), (int(kept), int(found))


def _registered(press: Press, bureau: Bureau) -> dict[str, bool] | None:
    """Data file of the bureau's sites → whether the catalogue lists it; None without a copy of the catalogue."""
    found: dict[str, bool] = {}
    copied = False
    for site in bureau.sites:
        entries = load_catalogue(path_in(press.reports), [site.catalogue_organisation])
        if entries is None:
            continue
        copied, listed = True, {key(entry.url) for entry in entries}
        for _, page in press.store.pages(press.cycle, site.id):
            linked = page.file is not None and page.found_on != ""
            if linked and page.fate is Fate.NOT_HTML and form_of(page.url, facts=page) != "PDF":
                found[page.url] = key(page.url) in listed
    return found if copied else None


def _scores(press: Press, site: str) -> Iterator[tuple[str, dict[str, int]]]:
    """Points of machine readability of each file that holds a table."""
    read = {
        page.url
        for _, page in press.store.pages(press.cycle, site)
        if page.file and page.file.sheets and not page.file.problem
    }
    for url, made in groupby(press.store.assertions(press.cycle, site), key=lambda one: one.url):
        if url in read:
            yield url, readability(made, press.book.rules)


def _with_data_links(store: Store, cycle: str, site: str) -> list[PageFacts]:
    """Pages with those of their links that lead to data files: all links of a large site are too many."""
    pages = [page for _, page in store.pages(cycle, site)]
    known = {page.url: page for page in pages}
    return [
        replace(
            page, links=tuple(link for link in store.links(cycle, site, page.url) if keeps(link, known.get(link.url)))
        )
        for page in pages
    ]  # fmt: skip


def _audited(store: Store, cycle: str, site: str) -> list[str]:
    """Pages with a capture: visited, and found in order."""
    visited = set(store.captured(cycle, site))
    return sorted(url for url, fate, _ in store.page_fates(cycle, site) if url in visited and fate is Fate.OK)


def _evidence(press: Press, bureau: Bureau, folder: Path, name: str) -> dict[tuple[str, str], str]:
    """Write one picture an issue; (issue, page) → path relative to the workbook."""
    target = folder / EVIDENCE / name
    written: dict[tuple[str, str], str] = {}
    names: set[str] = set()
    for site in bureau.sites:
        owner = {
            (row.url, row.rule, row.target.selector): row.issue
            for row in press.store.findings(press.cycle, site.id)
        }
        for url, rule, selector, image in press.store.crops(press.cycle, site.id):
            number = owner.get((url, rule, selector))
            if not number or f"{number}.webp" in names:
                continue
            target.mkdir(parents=True, exist_ok=True)
            (target / f"{number}.webp").write_bytes(image)
            names.add(f"{number}.webp")
            written[number, url] = f"{EVIDENCE}/{name}/{number}.webp"
    for stale in target.glob("*.webp") if target.exists() else ():
        if stale.name not in names:
            stale.unlink()
    return written


def _write_workbook(press: Press, plan: ImprovementPlan, path: Path) -> None:
    """Write the workbook unless the one on disk was drawn from equal values."""
    notes, carry = import_notes(press.store, plan), carry_of(press.store, plan.bureau)
    inputs = hashlib.sha256(msgspec.json.encode([plan, notes, carry], order="sorted")).hexdigest()
    known = press.store.workbooks(plan.bureau, plan.cycle)
    if path.exists():
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        if any(row.sha256 == sha256 and row.inputs == inputs for row in known):
            return
    same = [row for row in known if row.inputs == inputs]
    revision = same[-1].revision if same else max((row.revision for row in known), default=0) + 1

    def remember_it(written: Written) -> None:
        row = WorkbookRow(
            written.sha256,
            written.workbook_id,
            plan.cycle,
            plan.bureau,
            revision,
            str(path),
            written.base,
            inputs,
        )
        press.store.put_workbook(row)

    # Known before it is there: a file that a killed run left would pass for a person's.
    write(plan, path, revision=revision, notes=notes, carry=carry, before=remember_it)


def write_index(press: Press, published: Sequence[Published]) -> Path:
    """Draw the index of the cycle over the bureaus given."""
    folder = press.reports / press.cycle
    folder.mkdir(parents=True, exist_ok=True)
    lines = [_bureau_line(press, item, folder) for item in published]
    everything = together(lost for item in published for lost in item.lost.values())
    opened = [(item.plan, open_rows(item.plan.rows, press.day)) for item in published]
    page = IndexPage(
        cycle=press.cycle,
        cycle_label=calendar.label(press.cycle),
        organisation=press.organisation,
        bureaus=tuple(lines),
        urgent=urgent_of(opened),
        day=press.day,
        versions=press.store.versions(press.cycle),
        notes=(words.lost(everything),) if everything else (),
    )
    path = folder / "index.html"
    part = path.with_name(".index.html.part")
    part.write_text(index_html(page), encoding="utf-8")
    part.replace(path)
    return path


def _bureau_line(press: Press, item: Published, folder: Path) -> BureauLine:
    sites = [_site_line(press, site, item.lost.get(site.id, Lost())) for site in item.bureau.sites]
    return bureau_line(
        item.plan,
        open_rows(item.plan.rows, press.day),
        sites,
        workbook=item.workbook.relative_to(folder).as_posix(),
        workbook_bytes=item.workbook.stat().st_size,
        csv=f"{item.csv.relative_to(folder).as_posix()}/",
    )


def _site_line(press: Press, site: Site, lost: Lost) -> SiteLine:
    pages = [page for _, page in press.store.pages(press.cycle, site.id) if page.found_by != "resource"]
    visited = _audited(press.store, press.cycle, site.id)
    fates = Counter(page.fate or Fate.INTERRUPTED for page in pages)
    runs = press.store.site_runs(press.cycle, site.id)
    facts = runs[0].facts if runs else {}
    audited = {page.url: page for page in pages if page.url in set(visited)}
    return SiteLine(
        id=site.id,
        name=site.name,
        url=site.start,
        found=len(pages),
        tried=sum(count for fate, count in fates.items() if fate not in NOT_ASKED),
        audited=len(audited),
        fates=fates,
        method=str(facts.get("method", "")),
        frame=int(facts.get("frame", 0)),
        transport=BROWSER_NOTE if facts.get("transport") == "browser" else "",
        unsettled=sum(UNSETTLED in page.features for page in audited.values()),
        exempt=sum(is_exempt(url, site.exceptions) for url in audited),
        notes=(words.lost(lost),) if lost else (),
    )


def targets_of(store: Store, cycle: str, organisation: str = "") -> Targets:
    """The bureaus and sites of a stored cycle, as they were audited."""
    names = {name: value for name, value in (store.summary(cycle, "", "bureaus") or [])}
    sites: dict[str, list[Site]] = {}
    for run in store.site_runs(cycle):
        sites.setdefault(run.bureau, []).append(msgspec.convert(run.settings, Site))
    order = [*names, *(id for id in sorted(sites) if id not in names)]
    bureaus = tuple(Bureau(id, names.get(id, id), tuple(sites[id])) for id in order if id in sites)
    kept = store.summary(cycle, "", "organisation")
    return Targets(organisation or str(kept or ""), "", bureaus)


def remember_targets(store: Store, cycle: str, targets: Targets) -> None:
    """Keep names and order of the bureaus, which later commands draw reports with."""
    known = dict(store.summary(cycle, "", "bureaus") or [])
    known.update({bureau.id: bureau.name for bureau in targets.bureaus})
    store.put_summary(cycle, "", "bureaus", list(known.items()))
    store.put_summary(cycle, "", "organisation", targets.organisation)


def chosen(targets: Targets, bureaus: Sequence[str], sites: Sequence[str]) -> Targets:
    """The targets narrowed to the bureaus and sites asked for."""
    kept = []
    for bureau in targets.bureaus:
        if bureaus and bureau.id not in bureaus and bureau.name not in bureaus:
            continue
        wanted = tuple(site for site in bureau.sites if not sites or site.id in sites)
        if wanted:
            kept.append(replace(bureau, sites=wanted))
    return replace(targets, bureaus=tuple(kept))
