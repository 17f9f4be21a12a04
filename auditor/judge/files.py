"""The file rules on every linked file that was asked for; what was not read is untested, with the reason."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing

from auditor.evaluate.assertions import to_rows
from auditor.evaluate.file_rules import judge_file
from auditor.evaluate.outcome import not_tested
from auditor.judge.file_places import FilePlace, file_places, together
from auditor.judge.inputs import Evidence
from auditor.judge.kept_files import NO_ANSWER, files_path, read_kept
from auditor.judge.rendered_facts import DESCRIBED
from auditor.model import READING_LOST, Assertion, FindingRow, Missing, PageFacts, Reason
from auditor.read.facts import FileFacts
from auditor.rule import File
from auditor.store import FileStore

PART = "file"
SIBLINGS = 40  # files of one page that are known to each other
SIBLING_BYTES = 5_000_000  # a larger file is not held in memory for its neighbours


def judge_files(audit: Evidence, *, changed: bool = False) -> int:
    """Judge the files of a site where rules or files changed since; how many were judged."""
    pages = [*audit.rows.pages()]
    rows = {row.url: row for row in pages if row.file is not None}
    done = audit.rows.judged(PART)
    if not changed and all(done.get(url) == audit.judge.digest for url in rows):
        return 0
    places = {place.url: place for place in file_places(audit)}
    described = {page.url for page in pages if DESCRIBED in page.features}
    groups: dict[str, list[PageFacts]] = defaultdict(list)
    for url, row in sorted(rows.items()):
        groups[places[url].page if url in places else row.found_on].append(row)
    with closing(FileStore(files_path(audit.job))) as kept:
        for _, group in sorted(groups.items()):
            judged = dict(_judged(audit, kept, group, places, described))
            audit.rows.commit_judgement(PART, judged, audit.judge.digest)
    return len(rows)


def _judged(
    audit: Evidence,
    kept: FileStore,
    group: Sequence[PageFacts],
    places: Mapping[str, FilePlace],
    described: Collection[str],
) -> Iterator[tuple[str, tuple[list[Assertion], list[FindingRow]]]]:
    """Yield the judgements of the files that one page links."""
    book, site = audit.judge.rulebook, audit.job.site
    rules = sorted(book.of_kind("file"), key=lambda rule: rule.id)
    near = _siblings(kept, group)
    for row in group:
        facts = near.get(row.url) or _facts(kept, row)
        if facts is None:
            missing = Missing(Reason.NO_FILE, _why_not(row))
            yield row.url, ([not_tested(rule, row.url, missing) for rule in rules], [])
            continue
        siblings = tuple(one for url, one in sorted(near.items()) if url != row.url)
        beside = tuple(
            one for url, one in sorted(near.items()) if url != row.url and together(places.get(row.url), places.get(url))
        )  # fmt: skip
        file = File(facts, row.url, _context(places.get(row.url), described), siblings, beside)
        made = judge_file(file, rules, audit.judge.profile)
        yield row.url, (made, to_rows(made, site.bureau, site.id, book, audit.judge.profile))


def _why_not(row: PageFacts) -> str:
    """Return why there are no bytes of a file: what became of it, or the bound that kept it from being fetched."""
    problem = row.file.problem if row.file else ""
    if problem == NO_ANSWER and row.fate is not None:
        return row.fate
    return problem or "not-kept"


def _siblings(kept: FileStore, group: Iterable[PageFacts]) -> dict[str, FileFacts]:
    small = [row for row in group if (row.size or 0) <= SIBLING_BYTES][:SIBLINGS]
    found = ((row.url, _facts(kept, row)) for row in small)
    return {url: facts for url, facts in found if facts is not None}


def _facts(kept: FileStore, row: PageFacts) -> FileFacts | None:
    """Return what was read from a file.

    One that our reading process failed is not read again here, but by `read_again`.
    """
    if row.file is None or not row.file.sha256:
        return None
    if row.file.problem in READING_LOST:
        return FileFacts(row.file.name, row.size or 0, row.file.form, row.file.problem)
    return read_kept(kept, row.file.sha256, row.file.name)


def _context(place: FilePlace | None, described: Collection[str]) -> str:
    if place is None:
        return ""
    told = ("データ項目定義",) if place.page in described else ()
    return "\n".join((*place.link.headings, place.link.text, place.link.near, *told))
