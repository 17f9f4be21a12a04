"""What judging needs of a site, while it is audited or long after."""

from dataclasses import dataclass
from typing import Protocol

from auditor.judge.job import SiteJob
from auditor.judge.judge import Judge
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
