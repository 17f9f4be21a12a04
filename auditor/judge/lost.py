"""What evidence of a site is missing because of our side: counted for people, and listed for another try."""

from collections import Counter
from collections.abc import Iterable, Mapping

from auditor.model import UNREACHED, Assertion, Fate, Lost, Missing, Reason
from auditor.store import Said, SiteStore

_FATES = UNREACHED | {Fate.TOO_LARGE}
# Reasons whose detail tells people more than it confuses them.
_DETAILED = frozenset({Reason.NO_CAPTURE, Reason.NO_FILE})


def lost_of(rows: SiteStore) -> Lost:
    """Count the pages, probes and files of a site that lost evidence."""
    found: dict[tuple[str, str, str], Missing] = {}  # page | probe | file, URL, probe → the first reason
    again: set[str] = set()
    for one in rows.reasons():
        missing = Missing.of(one.reason)
        if missing is None or not missing.ours or _waits(one, missing):
            continue
        probe = missing.detail if missing.detail.startswith("probe:") else ""
        kind = "file" if one.part == "file" else "probe" if probe else "page"
        found.setdefault((kind, one.url, probe), missing)
        if missing.again:
            again.add(one.url)
    for url, fate, sample in rows.page_fates():
        if sample and fate in _FATES:
            found.setdefault(("page", url, ""), Missing(Reason.NO_CAPTURE, fate))
            if fate in UNREACHED:
                again.add(url)
    kinds = Counter(kind for kind, _, _ in found)
    why = Counter(str(one) if one.kind in _DETAILED else str(one.kind) for one in found.values())
    ordered = tuple(sorted(why.items(), key=lambda item: (-item[1], item[0])))
    return Lost(kinds["page"], kinds["probe"], kinds["file"], len(again), ordered)


def together(losses: Iterable[Lost]) -> Lost:
    """Return the losses of several sites as one."""
    pages = probes = files = again = 0
    why: Counter[str] = Counter()
    for lost in losses:
        pages, probes, files, again = (
            pages + lost.pages, probes + lost.probes, files + lost.files, again + lost.again,
        )  # fmt: skip
        why.update(dict(lost.why))
    return Lost(pages, probes, files, again, tuple(sorted(why.items(), key=lambda item: (-item[1], item[0]))))


def to_try_again(rows: SiteStore, part: str) -> Mapping[str, int]:
    """Return the pages or files that another try may bring whole: URL → how many rules lost evidence there."""
    lost: Counter[str] = Counter()
    again: set[str] = set()
    for one in rows.reasons():
        missing = Missing.of(one.reason)
        if one.part != part or missing is None or not missing.ours or _waits(one, missing):
            continue
        lost[one.url] += 1
        if missing.again:
            again.add(one.url)
    return {url: lost[url] for url in sorted(again)}


def _waits(one: Said, missing: Missing) -> bool:
    """Return whether a rule on a file lacks only what was read of another file, which is counted and tried itself."""
    return one.part == "file" and missing.kind is Reason.LOST_EVIDENCE


def lost_in(assertions: Iterable[Assertion]) -> int:
    """Return how many rules lost evidence."""
    return sum(missing.ours for one in assertions if (missing := Missing.of(one.reason)))
