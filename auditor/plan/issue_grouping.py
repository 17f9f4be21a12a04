"""Findings of one site with one cause become one Issue; its key outlives a redesign (decision 0001)."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from auditor.model import Certainty, Exemption, FindingRow, Impact, Issue, RepairPlace, Target
from auditor.model.number import _MONTH, number

# The same thing on every page of a template: here what the element is tells two components apart.
TEMPLATE_REGIONS = frozenset({"banner", "navigation", "contentinfo", "complementary", "search"})
# Not a place on a page: what is named (header, linked address, file) is the cause.
NAMED_REGIONS = frozenset({"response", "link", "file"})
# Criteria that one declaration in a style sheet breaks and mends for all elements of a kind.
STYLE_CRITERIA = frozenset(
    {"1.4.1", "1.4.3", "1.4.4", "1.4.6", "1.4.8", "1.4.10", "1.4.11", "1.4.12",
     "2.4.7", "2.4.11", "2.4.12", "2.4.13", "2.5.5", "2.5.8"}
)  # fmt: skip
# Rule and message of what one declaration for the whole site does: `* { outline: none }`.
WHOLE_SITE = frozenset({("jis/focus-invisible", "unchanged")})

_OF_DOCUMENT = frozenset({"html", "head"})  # how the path of a place begins there
_BY_EDITORS = frozenset({"2.4.2"})  # of the document as a whole, and yet entered with each page: its title

CERTAINTIES = tuple(Certainty)
IMPACTS = tuple(Impact)
_SEPARATOR = "\x1f"


def cause(row: FindingRow) -> tuple[str, str, str]:
    """Return what of a finding's place belongs to its cause: region, path and identity."""
    target = row.target
    if target.region == "document" or not (target.region or target.path):
        return ("document", "", "")
    if target.region == "file":  # one way of making files has one defect: its cells and sheets are places
        return ("file", "", "")
    if target.region in NAMED_REGIONS:
        return (target.region, "", target.identity or target.where)
    if (row.rule, row.key) in WHOLE_SITE:
        return ("style", "", "")
    if target.region in TEMPLATE_REGIONS and not STYLE_CRITERIA & set(row.criteria[:1]):
        return (target.region, target.path, target.identity)
    return (target.region, target.path, "")


def issue_key(row: FindingRow) -> str:
    """Hash of site, rule, message and cause: equal for findings that one repair removes."""
    parts = (row.site, row.rule, row.key, *cause(row))
    return hashlib.sha256(_SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def numbers(keys: Iterable[str], taken: Mapping[str, str]) -> dict[str, str]:
    """Key → number for all `keys`; those in `taken` keep theirs, a collision moves the new one."""
    result: dict[str, str] = {}
    used = set(taken.values())
    for key in sorted(set(keys)):
        if key in taken:
            result[key] = taken[key]
            continue
        attempt = 0
        while (candidate := number(key, attempt)) in used or _MONTH.fullmatch(candidate):
            attempt += 1
        used.add(candidate)
        result[key] = candidate
    return result


def is_exempt(url: str, exemptions: Sequence[Exemption]) -> bool:
    """Return whether a URL lies in a site's exceptions: a prefix, or a glob where the pattern has a *."""
    for exemption in exemptions:
        if "*" not in exemption.pattern:
            if url.startswith(exemption.pattern):
                return True
            continue
        if re.fullmatch(".*".join(map(re.escape, exemption.pattern.split("*"))), url):
            return True
    return False


def is_exempt_row(row: FindingRow, exemptions: Sequence[Exemption]) -> bool:
    """Return whether a finding lies in an exception: on such a page, or in such a document embedded in another."""
    frame = row.target.frame
    return is_exempt(row.url, exemptions) or (bool(frame) and is_exempt(frame, exemptions))


def of_template(target: Target, criteria: Sequence[str]) -> bool:
    """Return whether a place is the root or the head of a page, which come from its template; a title is its
    editors'.
    """
    return not target.region and target.path.split(">")[0] in _OF_DOCUMENT and not _BY_EDITORS & {*criteria}


def _place(first: FindingRow, pages: int, audited: int, exempt: bool) -> RepairPlace:
    """Where the repair is made. It is a description, not part of the key, so it may change with the pages."""
    if exempt:
        return RepairPlace.EXTERNAL
    target = first.target
    if pages > 1 and (first.rule, first.key) in WHOLE_SITE:
        return RepairPlace.TEMPLATE
    if target.region in ("response", "file"):
        return RepairPlace(target.region)
    if pages > 1 and pages * 5 >= audited * 4 and (target.region in TEMPLATE_REGIONS or audited > 2):
        return RepairPlace.TEMPLATE
    # The header, menu or side column of a single page among several is that page's own.
    if target.region in TEMPLATE_REGIONS and (pages > 1 or audited <= 2):
        return RepairPlace.COMPONENT
    if pages > 1 and of_template(target, first.criteria):
        return RepairPlace.COMPONENT
    return RepairPlace.PAGE


def _example_order(row: FindingRow) -> tuple[int, bool, str, str, str]:
    return (
        CERTAINTIES.index(row.certainty), not row.prominent, row.url, row.target.selector or row.target.where, row.viewport
    )  # fmt: skip


def cluster(
    rows: Iterable[FindingRow],
    *,
    taken: Mapping[str, str],
    pages_audited: int,
    cycle: str,
    exemptions: Sequence[Exemption] = (),
    places: Mapping[str, RepairPlace] | None = None,
) -> list[Issue]:
    """Make the issues of one site. `taken`: numbers already given; `places`: rule → place it names itself."""
    groups: dict[str, list[FindingRow]] = defaultdict(list)
    for row in rows:
        groups[issue_key(row)].append(row)
    given = numbers(groups, taken)
    issues = (
        _issue(key, given[key], group, pages_audited, cycle, exemptions, places or {})
        for key, group in groups.items()
    )
    return sorted(issues, key=lambda issue: issue.number)


def _issue(
    key: str,
    given: str,
    group: Sequence[FindingRow],
    audited: int,
    cycle: str,
    exemptions: Sequence[Exemption],
    places: Mapping[str, RepairPlace],
) -> Issue:
    first = min(group, key=_example_order)
    found = Counter(row.url for row in group)
    pages = tuple(sorted(found))
    exempt = all(is_exempt_row(row, exemptions) for row in group)
    place = places.get(first.rule) or _place(first, len(pages), audited, exempt)
    return Issue(
        number=given,
        key=key,
        bureau=first.bureau,
        site=first.site,
        rule=first.rule,
        certainty=first.certainty,
        criteria=first.criteria,
        impact=min((row.impact for row in group), key=IMPACTS.index),
        message=first.key,
        data=first.data,
        place=place,
        pages=pages,
        places=tuple(found[url] for url in pages),
        count=len(group),
        example=_with_url(first),
        first_cycle=cycle,
        exempt=exempt,
    )


def _with_url(row: FindingRow) -> Target:
    """Return the target of a finding, naming its page also where a page rule left that open."""
    return replace(row.target, url=row.url, former="")
