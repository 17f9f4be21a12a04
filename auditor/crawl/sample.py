"""Which pages are audited (JIS X 8341-3:2016 JB.1.2 a to d)."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.crawl.url import as_path, canonical
from auditor.model import Fate, PageFacts, Selection, Site

_CHOOSING = frozenset({Selection.REPRESENTATIVE, Selection.COMBINED})
_DRAWING = frozenset({Selection.RANDOM, Selection.COMBINED})
CHOSEN_SHARE = 15 / 40  # the usual split: 15 chosen and 25 random of 40
_FEATURES = ("form", "search", "sitemap", "contact", "accessibility", "table", "video", "pdf")


@dataclass(frozen=True, slots=True)
class Sample:
    """The pages to audit with the reason of each, and what is needed to draw them again."""

    selected: tuple[
        tuple[str, str], ...
    ]  # URL, reason: representative:… | random | last-cycle | listed | all
    frame_size: int  # pages that could have been drawn, copies included
    method: Selection
    seed: str


def draw(pages: Sequence[PageFacts], site: Site, seed: str, last: Sequence[str] = ()) -> Sample:
    """Draw the sample of a site. Equal pages, site, seed and last sample give an equal sample.

    Last cycle's pages come first as far as they are still there, because only a page that is looked at again
    can be seen to be mended. Random order is the hash of seed and URL: a new page moves no other one.
    """
    frame = [page for page in pages if page.fate is Fate.OK]
    led = landings(pages)
    added = [(led(url), "listed") for url in _forms(site.sample)]
    if site.urls:
        exact = [(led(url), "listed") for url in _forms(site.urls)]
        return Sample(_once(exact + added), len(frame), Selection.REPRESENTATIVE, seed)
    method = site.selection
    if method is Selection.ALL:
        whole = [(page.url, "all") for page in sorted(frame, key=lambda page: (page.depth, page.url))]
        return Sample(_once(whole + added), len(frame), method, seed)
    pool = _originals(frame)
    picked = _kept(pool, [led(url) for url in last], site.pages)
    if method in _CHOOSING:
        budget = site.pages if method is Selection.REPRESENTATIVE else round(site.pages * CHOSEN_SHARE)
        _choose(picked, pool, site, seed, min(budget, site.pages - len(picked)))
    if method in _DRAWING:
        rest = sorted((page for page in pool if page.url not in picked), key=lambda page: _order(seed, page))
        picked.update((page.url, "random") for page in rest[: max(0, site.pages - len(picked))])
    return Sample(_once([*picked.items(), *added]), len(frame), method, seed)


def landings(pages: Iterable[PageFacts]) -> Callable[[str], str]:
    """Return what tells where a URL leads now: a page that moved within the site is audited where it is."""
    moved = {page.url: page.detail for page in pages if page.fate is Fate.REDIRECTED and page.detail}

    def led(url: str) -> str:
        seen = {url}
        while (there := moved.get(url)) and there not in seen:
            seen.add(there)
            url = there
        return url

    return led


def _forms(urls: Sequence[str]) -> Iterator[str]:
    return (canonical(url) or url for url in urls)


def _once(picked: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    first: dict[str, str] = {}
    for url, reason in picked:
        first.setdefault(url, reason)
    return tuple(first.items())


def _originals(frame: Sequence[PageFacts]) -> list[PageFacts]:
    """Return the frame without copies: of pages with equal text the one nearest to the start stays."""
    seen: set[str] = set()
    pool = []
    for page in sorted(frame, key=lambda page: (page.depth, len(page.url), page.url)):
        if not page.text_hash or page.text_hash not in seen:
            pool.append(page)
        seen.add(page.text_hash)
    return pool


def _kept(pool: Sequence[PageFacts], last: Sequence[str], room: int) -> dict[str, str]:
    there = {page.url for page in pool}
    return {url: "last-cycle" for url in [url for url in dict.fromkeys(last) if url in there][:room]}


def _choose(picked: dict[str, str], pool: Sequence[PageFacts], site: Site, seed: str, budget: int) -> None:
    """Add representative pages: each wish takes one page unless a picked page already fulfils it."""
    by_url = {page.url: page for page in pool}
    nearest = sorted(pool, key=lambda page: (page.depth, _order(seed, page)))
    room = len(picked) + budget
    for reason, fulfils in _wishes(pool, site):
        if len(picked) >= room:
            return
        if any(fulfils(by_url[url]) for url in picked):
            continue
        best = next((page for page in nearest if fulfils(page)), None)
        if best is not None:
            picked[best.url] = f"representative:{reason}"
    _fill(picked, pool, seed, room)


def _wishes(pool: Sequence[PageFacts], site: Site) -> Iterator[tuple[str, Callable[[PageFacts], bool]]]:
    start = canonical(site.start)
    tops = {start, *(page.url for page in pool if page.depth == 0)}
    yield "top", lambda page: page.url in tops
    for feature in _FEATURES:
        yield feature, lambda page, feature=feature: feature in page.features  # type: ignore[misc]
    # The largest sections and templates first, in turns: neither shall use up the budget alone.
    base = _base(site)
    sections = Counter(section for page in pool if (section := _section(page.url, base)))
    templates = Counter(page.signature for page in pool if page.signature)
    ranked = [sorted(counts, key=lambda name: (-counts[name], name)) for counts in (sections, templates)]
    for at in range(max(map(len, ranked), default=0)):
        if at < len(ranked[1]):
            name = ranked[1][at]
            yield "template", lambda page, name=name: page.signature == name  # type: ignore[misc]
        if at < len(ranked[0]):
            name = ranked[0][at]
            yield "section", lambda page, name=name: _is_section_top(page.url, name, base)  # type: ignore[misc]


def _fill(picked: dict[str, str], pool: Sequence[PageFacts], seed: str, room: int) -> None:
    """Use the budget up with further pages of each template in turn."""
    used = Counter(page.signature for page in pool if page.url in picked)
    groups: dict[str, list[PageFacts]] = {}
    for page in sorted(pool, key=lambda page: _order(seed, page)):
        if page.url not in picked:
            groups.setdefault(page.signature, []).append(page)
    while len(picked) < room and groups:
        name = min(groups, key=lambda name: (used[name], name))
        picked[groups[name].pop(0).url] = "representative:template"
        used[name] += 1
        if not groups[name]:
            del groups[name]


def _order(seed: str, page: PageFacts) -> str:
    return hashlib.sha256(f"{seed}\n{page.url}".encode()).hexdigest()


def _base(site: Site) -> str:
    """Path of the folder the site starts in."""
    return urlsplit(canonical(site.start) or site.start).path.rpartition("/")[0] + "/"


def _section(url: str, base: str) -> str:
    """Return the first folder below the site's start, '' for a page beside the start page."""
    path = urlsplit(as_path(url)).path
    first, slash, _ = path.removeprefix(base).partition("/") if path.startswith(base) else ("", "", "")
    return first if slash else ""


def _is_section_top(url: str, section: str, base: str) -> bool:
    path, top = urlsplit(as_path(url)).path, f"{base}{section}/"
    return "?" not in url and (path == top or path.startswith(f"{top}index."))
