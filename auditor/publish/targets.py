"""Keeps the bureaus and sites of a cycle in the store and gives them back."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from auditor.model import (
    AuditorError,
    Bureau,
    RuleSettings,
    Site,
    Targets,
)
from auditor.store import Store


def targets_of(store: Store, cycle: str, organisation: str = "") -> Targets:
    """Return the bureaus and sites of a stored cycle, as they were audited."""
    names = {name: value for name, value in (store.summary(cycle, "", "bureaus") or [])}
    sites: dict[str, list[Site]] = {}
    for run in store.site_runs(cycle):
        sites.setdefault(run.bureau, []).append(msgspec.convert(run.settings, Site))
    order = [*names, *(id for id in sorted(sites) if id not in names)]
    returned = {id: (to, by) for id, to, by in (store.summary(cycle, "", "return") or [])}
    bureaus = tuple(
        Bureau(id, names.get(id, id), tuple(sites[id]), *returned.get(id, ("", "")))
        for id in order
        if id in sites
    )
    kept = store.summary(cycle, "", "organisation")
    rules = msgspec.convert(store.summary(cycle, "", "rules") or {}, RuleSettings)
    return Targets(organisation or str(kept or ""), "", bureaus, rules=rules)


def remember_targets(store: Store, cycle: str, targets: Targets) -> None:
    """Keep names and order of the bureaus, and where their workbooks go back: later commands draw reports with them."""
    known = dict(store.summary(cycle, "", "bureaus") or [])
    known.update({bureau.id: bureau.name for bureau in targets.bureaus})
    store.put_summary(cycle, "", "bureaus", list(known.items()))
    kept = {id: [to, by] for id, to, by in (store.summary(cycle, "", "return") or [])}
    kept |= {bureau.id: [bureau.return_to, bureau.return_by] for bureau in targets.bureaus}
    store.put_summary(cycle, "", "return", [[id, *values] for id, values in kept.items() if any(values)])
    store.put_summary(cycle, "", "organisation", targets.organisation)
    remember_rules(store, cycle, targets.rules)


def remember_rules(store: Store, cycle: str, rules: RuleSettings) -> None:
    """Keep the settings of the rules, by which later commands read and report what was found."""
    if rules != RuleSettings() or store.summary(cycle, "", "rules"):
        store.put_summary(cycle, "", "rules", msgspec.to_builtins(rules))


def chosen(targets: Targets, bureaus: Sequence[str], sites: Sequence[str]) -> Targets:
    """Return the targets narrowed to the bureaus and sites asked for; raises AuditorError for one that is
    not there.
    """
    _check_filters(targets, bureaus, sites)
    kept = []
    for bureau in targets.bureaus:
        if bureaus and bureau.id not in bureaus and bureau.name not in bureaus:
            continue
        wanted = tuple(site for site in bureau.sites if not sites or site.id in sites)
        if wanted:
            kept.append(replace(bureau, sites=wanted))
    return replace(targets, bureaus=tuple(kept))


def _check_filters(targets: Targets, bureaus: Sequence[str], sites: Sequence[str]) -> None:
    names = {part for bureau in targets.bureaus for part in (bureau.id, bureau.name)}
    for asked in bureaus:
        if asked not in names:
            known = "、".join(bureau.id for bureau in targets.bureaus)
            raise AuditorError(f"--bureau {asked}: その局はありません。id は次のとおりです: {known}")
    ids = [site.id for site in targets.sites]
    for asked in sites:
        if asked not in ids:
            raise AuditorError(
                f"--site {asked}: そのサイトはありません。id は次のとおりです: {'、'.join(ids)}"
            )
