"""A site that was renewed: which issues of its new pages continue which of the old ones, proved or proposed."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.model import CLOSED_VERDICTS, Fate, Issue, PageFacts, Text, Verdict
from auditor.plan import comments

_GONE_STATUS = frozenset({404, 410})
_MOST = 3  # issues that are proposed for one
_FEW = 3  # titles from which on what all of them share is the name of the site


@dataclass(frozen=True, slots=True)
class NewHome:
    """Where a page is now, and the sentence that says what proves it."""

    url: str
    proof: Text


def new_homes(
    then: Mapping[str, PageFacts], now: Mapping[str, PageFacts], merged: Collection[str] = ()
) -> dict[str, NewHome]:
    """Old address → where the page is now, for pages of last cycle (`then`) that left their address.

    A redirect proves it, or a title or text that one page alone had and one new page alone has. `merged`: addresses
    that are no new home of a page (see `Retest.merged`).
    """
    homes: dict[str, NewHome] = {}
    gone = []
    for url, page in now.items():
        if url not in then:
            continue
        if page.fate is Fate.REDIRECTED and page.hops and page.hops[-1].url != url:
            if page.hops[-1].url not in merged:
                homes[url] = NewHome(page.hops[-1].url, comments.MOVED_BY_REDIRECT)
        elif page.fate is Fate.REDIRECTED_OFF_SITE or (
            page.fate is Fate.HTTP_ERROR and page.status in _GONE_STATUS
        ):
            gone.append(url)
    there = {url: page for url, page in now.items() if page.fate is Fate.OK}
    for marks in (_titles, _short_titles, _texts):
        before, after = marks(then), marks(there)
        once, single = _single(before), _single(after)
        for url in gone:
            new = single.get(before.get(url, ""), "")
            if url not in homes and new and new not in then and once.get(before[url]) == url:
                proof = comments.MOVED_BY_TEXT if marks is _texts else comments.MOVED_BY_TITLE
                homes[url] = NewHome(new, proof)
    return homes


def _single(marks: Mapping[str, str]) -> dict[str, str]:
    """Mark → the only page that has it."""
    counts = Counter(marks.values())
    return {mark: url for url, mark in marks.items() if mark and counts[mark] == 1}


def _titles(pages: Mapping[str, PageFacts]) -> dict[str, str]:
    return {
        url: " ".join(unicodedata.normalize("NFKC", page.title).split()) for url, page in pages.items()
    }  # fmt: skip


def _short_titles(pages: Mapping[str, PageFacts]) -> dict[str, str]:
    """Titles without what all of them begin or end with: a renewed site often writes its name another way."""
    titles = _titles(pages)
    known = {title for title in titles.values() if title}
    if len(known) < _FEW:
        return {}
    start, end = _shared(known), _shared({title[::-1] for title in known})
    return {url: title[start : len(title) - end].strip() for url, title in titles.items()}


def _shared(texts: Collection[str]) -> int:
    """Return how many letters all texts begin with."""
    first, last = min(texts), max(texts)
    return next((at for at, letter in enumerate(first) if letter != last[at]), len(first))


def _texts(pages: Mapping[str, PageFacts]) -> dict[str, str]:
    return {url: page.text_hash for url, page in pages.items()}


def proved(
    found: Sequence[Issue], known: Collection[str], homes: Mapping[str, NewHome]
) -> dict[str, tuple[str, Text]]:
    """Key of an issue that is away → (key of the new one that continues it, the sentence that says why).

    `found`: the issues of one site with their verdicts; `known`: addresses of last cycle. Only where its pages left
    their address, and where one issue alone answers to it and it alone to that one.
    """
    away, new = _sides(found)
    contents = Counter((*_kind(one), one.example.identity) for one in found)
    by_page: dict[str, set[str]] = {}
    by_text: dict[str, set[str]] = {}
    for old in away.values():
        alike = [one for one in new.values() if _kind(one) == _kind(old)]
        by_page[old.key] = {one.key for one in alike if _same_pages(old, one, homes)}
        same = [one for one in alike if one.example.identity and one.example.identity == old.example.identity]
        by_text[old.key] = {one.key for one in same}
    for key, candidates in by_page.items():  # several on the same page: what the element is tells them apart
        if len(candidates) > 1 and (closer := candidates & by_text.get(key, set())):
            by_page[key] = closer
    pairs = _mutual(by_page)
    left = {
        key: keys
        for key, keys in by_text.items()
        if away[key].verdict is Verdict.GONE
        and contents[*_kind(away[key]), away[key].example.identity] == 2  # the old one and the new one
        and all({*new[one].pages}.isdisjoint(known) for one in keys)
    }
    proofs = {
        old: (key, homes[next(url for url in away[old].last_pages if url in homes)].proof)
        for old, key in pairs.items()
    }
    return {old: (key, comments.MOVED_BY_TEXT) for old, key in _mutual(left).items()} | proofs


def _kind(issue: Issue) -> tuple[str, str]:
    return issue.rule, issue.message


def _sides(found: Iterable[Issue]) -> tuple[dict[str, Issue], dict[str, Issue]]:
    """Return the issues that are away without being mended, and the new ones, by key."""
    away, new = {}, {}
    for issue in found:
        if issue.verdict is Verdict.GONE or (issue.verdict is Verdict.UNCONFIRMED and issue.doubt):
            away[issue.key] = issue
        elif issue.verdict is Verdict.NEW and not issue.tool_news:
            new[issue.key] = issue
    return away, new


def _same_pages(old: Issue, new: Issue, homes: Mapping[str, NewHome]) -> bool:
    """Return whether most pages of an issue have a new home, and the other is found on most of those."""
    home = {homes[url].url for url in old.last_pages if url in homes}
    shared = home & {*new.pages}
    return bool(shared) and 2 * len(shared) >= len(home) and 2 * len(home) >= len(old.last_pages)


def _mutual(candidates: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return those with one candidate that is nobody else's."""
    wanted = Counter(key for keys in candidates.values() for key in keys)
    return {
        old: key for old, keys in candidates.items() if len(keys) == 1 for key in keys if wanted[key] == 1
    }


def with_proposals(
    found: Sequence[Issue], known: Collection[str], homes: Mapping[str, NewHome]
) -> list[Issue]:
    """Return the issues with what is proposed to people: which new one an old one may be, and how to say so.

    `known`: addresses of last cycle. Where pages are gone, new issues of the same kind on new pages are proposed;
    where they are not, those that raised the doubt are.
    """
    away, new = _sides(found)
    offered: dict[str, list[str]] = defaultdict(list)
    result = {}
    for old in away.values():
        numbers = list(old.doubt)
        if old.verdict is Verdict.GONE:
            alike = [one for one in new.values() if _kind(one) == _kind(old) and not {*one.pages} <= {*known}]
            alike.sort(key=lambda one: (not _same_pages(old, one, homes), one.number))
            numbers = [one.number for one in alike[:_MOST]]
        for number in numbers:
            offered[number].append(old.number)
        if numbers:
            how = comments.MOVE_ASKED.fill("ja", {"numbers": comments.shown(numbers)})
            result[old.key] = replace(old, doubt=tuple(numbers), comment=old.comment + how)
    for one in new.values():
        if one.number in offered:
            said = comments.MOVE_OFFERED.fill("ja", {"numbers": comments.shown(sorted(offered[one.number]))})
            result[one.key] = replace(one, comment=one.comment + said)
    return [result.get(issue.key, issue) for issue in found]


def undecided(issue: Issue, moved: Mapping[str, str], standing: Collection[str]) -> list[str]:
    """管理番号 that are still proposed for an issue: people have not decided, and something stands under them."""
    away = issue.verdict is Verdict.UNCONFIRMED or issue.verdict in CLOSED_VERDICTS
    return (
        [number for number in issue.doubt if number in standing] if away and issue.number not in moved else []
    )
