"""What judging needs of a site, while it is audited or long after."""

from dataclasses import dataclass
from typing import Protocol

import msgspec

from auditor.judge.job import SiteJob
from auditor.judge.judge import Judge
from auditor.model import ScriptHead, SiteEvidence
from auditor.store import CaptureStore, SiteStore


class Evidence(Protocol):
    """What judging needs of a site: its rows, its captures and what it is judged by."""

    @property
    def job(self) -> SiteJob: ...
    @property
    def rows(self) -> SiteStore: ...
    @property
    def captures(self) -> CaptureStore: ...
    @property
    def judge(self) -> Judge: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """Evidence of an earlier run."""

    job: SiteJob
    rows: SiteStore
    captures: CaptureStore
    judge: Judge


def headers_are_evidence(rows: SiteStore) -> bool:
    """Return whether the header lines of a site's answers are evidence: not those of a folder that names none."""
    run = rows.run()
    return bool(run.facts.get("headers", True)) if run else True


def stored_evidence(rows: SiteStore) -> SiteEvidence | None:
    """What the probe told, None where the host was not probed."""
    run = rows.run()
    kept = run.facts.get("evidence") if run else None
    return msgspec.convert(kept, SiteEvidence) if kept else None


def stored_scripts(rows: SiteStore) -> tuple[ScriptHead, ...] | None:
    """The beginnings that were asked for, None where none were."""
    run = rows.run()
    kept = run.facts.get("scripts") if run else None
    return None if kept is None else msgspec.convert(kept, tuple[ScriptHead, ...])
