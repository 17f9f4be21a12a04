"""Reads the facts of files by their hash, and keeps them."""

from pathlib import Path

import msgspec

from auditor.judge.job import SiteJob
from auditor.model import READING_LOST
from auditor.read.child import VERSION, read_data
from auditor.read.facts import FileFacts
from auditor.store import FileStore

NO_ANSWER = "no-answer"


def files_path(job: SiteJob) -> Path:
    """Where the files of a site are kept, over its cycles."""
    return Path(job.reports) / "captures" / "files" / f"{job.site.id}.sqlite"


def read_kept(kept: FileStore, sha256: str, name: str, body: bytes | None = None) -> FileFacts | None:
    """Return the facts of a file by its hash, read now where today's readers have not; None where its bytes are gone.

    That our reading process failed is never kept: it is no fact about the file.
    """
    known = kept.facts(sha256, name, VERSION)
    if known is not None:
        return msgspec.json.decode(known, type=FileFacts)
    data = body if body is not None else kept.body(sha256)
    if data is None:
        return None
    facts = read_data(name, data)
    if facts.problem not in READING_LOST:
        keep_facts(kept, sha256, name, facts)
    return facts


def keep_facts(kept: FileStore, sha256: str, name: str, facts: FileFacts) -> None:
    """Keep what today's readers found in a file of this name."""
    kept.put_facts(sha256, name, VERSION, msgspec.json.encode(facts))
