"""What judging needs of a site, while it is audited or long after."""

from dataclasses import dataclass
from typing import Protocol

import msgspec

from auditor.judge.job import SiteJob
from auditor.judge.judge import Judge
from auditor.model import ScriptHead, SiteEvidence
from auditor.store import CaptureStore, Store


class Evidence(Protocol):
    """What judging needs of a site: its stores and what it is judged by."""

    @property
    def job(self) -> SiteJob: ...
    @property
    def store(self) -> Store: ...
    @property
    def captures(self) -> CaptureStore: ...
    @property
    def judge(self) -> Judge: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """Evidence of an earlier run."""

    job: SiteJob
    store: Store
    captures: CaptureStore
    judge: Judge


def headers_are_evidence(store: Store, cycle: str, site: str) -> bool:
    """Return whether the header lines of a site's answers are evidence: not those of a folder that names none."""
    runs = store.site_runs(cycle, site)
    return bool(runs[0].facts.get("headers", True)) if runs else True


def stored_evidence(store: Store, cycle: str, site: str) -> SiteEvidence | None:
    """What the probe told, None where the host was not probed."""
    runs = store.site_runs(cycle, site)
    kept = runs[0].facts.get("evidence") if runs else None
    return msgspec.convert(kept, SiteEvidence) if kept else None


def stored_scripts(store: Store, cycle: str, site: str) -> tuple[ScriptHead, ...] | None:
    """The beginnings that were asked for, None where none were."""
    runs = store.site_runs(cycle, site)
    kept = runs[0].facts.get("scripts") if runs else None
    return None if kept is None else msgspec.convert(kept, tuple[ScriptHead, ...])
