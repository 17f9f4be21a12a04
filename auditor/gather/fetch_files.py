"""Linked data files and PDFs fetched politely: first bytes, then the rest, only what changed, within a budget."""

import asyncio
import hashlib
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace

from auditor.capture.addresses import same_place
from auditor.capture.host import ORIGIN
from auditor.capture.http import Answer
from auditor.crawl.html import HEAD_BYTES, is_html, page_facts
from auditor.crawl.url import canonical, host_of, on_site
from auditor.gather.discover import allowed
from auditor.gather.site_audit import SiteAudit
from auditor.judge.file_places import FilePlace
from auditor.judge.kept_files import NO_ANSWER, files_path, keep_facts, read_kept
from auditor.model import READING_LOST, Fate, Hop, Ocr, PageFacts, PublishedFile, Reason
from auditor.read.facts import FileFacts
from auditor.read.link import file_name
from auditor.store import FileStore

FIRST = 65_536  # bytes of the first request; most data files are smaller
MB = 1_000_000
# Bytes as they are, or parts would not fit together; the Origin asks whether scripts elsewhere may read the file.
_FIELDS = {"Accept": "*/*", "Accept-Encoding": "identity", "Origin": ORIGIN}
_RANGE = re.compile(r"bytes\s+(\d+)-(\d+)/(\d+|\*)")
_THERE = frozenset({Fate.NOT_HTML, Fate.DOWNLOAD})

log = logging.getLogger("auditor")


@dataclass(frozen=True, slots=True)
class _Got:
    """What came of asking for a file: its bytes, or the answer that says why there are none."""

    answer: Answer
    hops: tuple[Hop, ...]
    body: bytes | None = None
    problem: str = ""
    size: int | None = None
    known: bool = False  # the bytes are those we had


async def fetch_files(audit: SiteAudit, places: Iterable[FilePlace]) -> None:
    """Fetch and read files, each in one unit of work; killed and called again it goes on where it was.

    What the budget has room for depends on the files before in the list alone, never on the moment.
    """
    site, rows = audit.job.site, audit.rows
    used = count = 0
    with closing(FileStore(files_path(audit.job))) as kept:
        for place in places:
            if count >= site.files:
                break
            count += 1
            row = rows.page(place.url)
            if row is None or _is_open(row):
                known, room = row is not None, min(site.file_mb * MB, site.files_mb * MB - used)
                row = await _file(audit, kept, row or _new(place), room)
                rows.commit_discovery([row] if known else [], [] if known else [row])
            if row.file is not None and row.file.sha256:
                used += row.size or 0


def _new(place: FilePlace) -> PageFacts:
    return PageFacts(place.url, depth=1, found_by="resource", found_on=place.page)


def _is_open(row: PageFacts) -> bool:
    """Return whether a known URL is still to be fetched; one that gave no answer is, when it was reopened
    and answered.
    """
    return row.fate in _THERE and (row.file is None or row.file.problem == NO_ANSWER)


async def _file(audit: SiteAudit, kept: FileStore, row: PageFacts, room: int) -> PageFacts:
    if row.fate is None and not await allowed(audit, row.url):
        return replace(row, fate=Fate.ROBOTS_DENIED)
    if room < FIRST:
        return replace(row, file=PublishedFile(name=file_name(row.url), problem=Reason.OVER_BUDGET))
    got = await _get(audit, kept, row.url, room)
    log.info("%s file %s %s", audit.job.site.id, got.problem or got.answer.fate, row.url)
    facts = _row(row, got)
    if got.body is None or facts.file is None:
        return facts
    sha256 = hashlib.sha256(got.body).hexdigest()
    if got.known:
        kept.still(row.url, audit.job.cycle)
    else:
        kept.put(row.url, sha256, got.body, got.hops, audit.job.cycle)
    found = await asyncio.to_thread(read_kept, kept, sha256, facts.file.name, got.body)
    if found is None:
        return facts
    if audit.job.site.ocr != Ocr.NONE:
        seen = await asyncio.to_thread(audit.letters.read_pdf, found, sha256, got.body)
        if seen != found:
            keep_facts(kept, sha256, facts.file.name, seen)
    return _with_facts(facts, found, sha256)


def told(found: FileFacts, sha256: str) -> PublishedFile:
    """Return what a row keeps of a file's facts."""
    return PublishedFile(
        sha256, found.name, found.form, found.problem, found.text.encoding if found.text else "",
        len(found.sheets), _linked(found),
    )  # fmt: skip


def _linked(found: FileFacts) -> str:
    """Return how a file names things, in a word, with the columns that a person has to look at."""
    linked = found.linked
    if linked is None:
        return ""
    if linked.things:
        return "links" if linked.foreign else "uris"
    if linked.maybe:
        return f"uris?:{linked.maybe[0]}"
    return f"codes:{linked.codes[0]}" if linked.codes else ""


def read_again(audit: SiteAudit, urls: Iterable[str]) -> bool:
    """Read kept files once more that our reading process failed, one at a time; whether any could be read now."""
    rows = audit.rows
    better = False
    with closing(FileStore(files_path(audit.job))) as kept:
        for url in urls:
            row = rows.page(url)
            if row is None or row.file is None or not row.file.sha256:
                continue
            found = read_kept(kept, row.file.sha256, row.file.name)
            if found is None or found.problem in READING_LOST:
                continue
            better = True
            rows.commit_discovery([_with_facts(row, found, row.file.sha256)], [])
    return better


def _with_facts(row: PageFacts, found: FileFacts, sha256: str) -> PageFacts:
    encoding = found.text.encoding if found.text else ""
    return replace(row, file=told(found, sha256), encoding=encoding)


def _row(row: PageFacts, got: _Got) -> PageFacts:
    """Return the row of a file from what came of asking for it."""
    answer = got.answer
    name = file_name(got.hops[-1].url if got.hops else row.url, got.hops[-1].headers if got.hops else ())
    asked = replace(
        row, hops=got.hops or row.hops, status=_status(got.hops), fate=answer.fate, detail=answer.detail
    )
    if got.problem == Reason.TOO_LARGE:
        head = answer.body[:HEAD_BYTES]
        facts = page_facts(row.url, got.hops, head, replace(asked, fate=Fate.NOT_HTML, detail=""))
        file = PublishedFile(name=name, problem=Reason.TOO_LARGE)
        return replace(facts, links=(), status=asked.status, size=got.size, file=file)
    if got.body is None:
        return replace(asked, file=PublishedFile(name=name, problem=NO_ANSWER))
    facts = page_facts(row.url, got.hops, got.body, asked)
    if facts.fate is Fate.OK:  # a page; what it links to is not ours to follow
        return replace(facts, links=(), status=asked.status, file=None)
    return replace(facts, status=asked.status, detail="", file=PublishedFile(name=name))


def _status(hops: tuple[Hop, ...]) -> int | None:
    """Return the status an ordinary request would have had: we asked for parts."""
    status = hops[-1].status if hops else None
    return 200 if status == 206 else status


async def _get(audit: SiteAudit, kept: FileStore, url: str, room: int) -> _Got:
    before = kept.answer(url)
    asked = _validators(before[1]) if before else {}
    stay = _stay(audit, url)
    first = await audit.net.ask(url, room, stay, {**_FIELDS, **asked}, f"bytes=0-{FIRST - 1}")
    if first.status == 304 and before:
        body = kept.body(before[0])
        if body is not None:
            answer = replace(first, fate=Fate.OK, detail="", hops=before[1])
            return _Got(answer, before[1], body, known=True)
        first = await audit.net.ask(url, room, stay, _FIELDS, f"bytes=0-{FIRST - 1}")
    if first.status == 416:  # an empty file has no first bytes, and some servers know no ranges
        first = await audit.net.ask(url, room, stay, _FIELDS)
    if first.fate is Fate.TOO_LARGE:
        return _Got(first, first.hops, problem=Reason.TOO_LARGE, size=first.length)
    if first.fate is not Fate.OK:
        return _Got(first, first.hops)
    if first.status != 206 or is_html(first.header("content-type"), first.body):
        return _Got(first, first.hops, first.body)
    total = _total(first.header("content-range"))
    if total is None or total <= len(first.body):
        return _Got(first, first.hops, first.body)
    if total > room:
        return _Got(first, first.hops, problem=Reason.TOO_LARGE, size=total)
    return await _rest(audit, first, room, total)


async def _rest(audit: SiteAudit, first: Answer, room: int, total: int) -> _Got:
    """Return the rest of a file whose first bytes came; the whole where it changed meanwhile or has no validator."""
    stay = _stay(audit, first.url)
    tag = first.header("etag")
    mark = tag if tag and not tag.startswith("W/") else first.header("last-modified")
    if mark:
        fields = {**_FIELDS, "If-Range": mark}
        rest = await audit.net.ask(first.url, room, stay, fields, f"bytes={len(first.body)}-")
        body = first.body + rest.body
        if rest.fate is Fate.OK and rest.status == 206 and len(body) == total:
            return _Got(first, first.hops, body)
        if rest.fate is Fate.OK and rest.status == 200:
            return _Got(rest, (*first.hops[:-1], *rest.hops), rest.body)
        if rest.fate is not Fate.OK and rest.status != 416:
            return _Got(rest, (*first.hops[:-1], *rest.hops))
    whole = await audit.net.ask(first.url, room, stay, _FIELDS)
    hops = (*first.hops[:-1], *whole.hops)
    if whole.fate is Fate.TOO_LARGE:
        return _Got(whole, hops, problem=Reason.TOO_LARGE, size=whole.length)
    return _Got(whole, hops, whole.body if whole.fate is Fate.OK else None)


def _stay(audit: SiteAudit, url: str) -> Callable[[str], bool]:
    """Redirects within the file's host or the site are followed, where robots.txt lets us."""
    host, site = host_of(url), audit.job.site

    def stay(target: str) -> bool:
        address = canonical(target) or target
        if on_site(address, site):
            return audit.robots.allows(address)
        robots = audit.other_robots.get(host)
        return same_place(address, url) and (robots is None or robots.allows(address))

    return stay


def _validators(hops: tuple[Hop, ...]) -> Mapping[str, str]:
    lines = {name.lower(): value for name, value in (hops[-1].headers if hops else ())}
    found = {"If-None-Match": lines.get("etag", ""), "If-Modified-Since": lines.get("last-modified", "")}
    return {name: value for name, value in found.items() if value}


def _total(content_range: str) -> int | None:
    found = _RANGE.match(content_range.strip())
    return int(found[3]) if found and found[3] != "*" else None
