"""What judging needs of a site, while it is audited or long after."""

from dataclasses import dataclass
from typing import Protocol

from auditor.run.job import SiteJob
from auditor.run.visit import Judge
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
