"""Issues kept under a key of an older recipe: which of today's each continues, with its number and words (decision 0008)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.model import CLOSED_VERDICTS, Decision, FindingRow, Issue, Verdict
from auditor.plan.issue_grouping import issue_key

SHOWN = 5  # older numbers whose words are quoted; the rest are counted
LONG = 120  # characters of one quoted word


@dataclass(frozen=True, slots=True)
class Lineage:
    """heirs: older key → today's key. numbers: today's key → the number it keeps. merged: older number → that one."""

    heirs: Mapping[str, str]
    numbers: Mapping[str, str]
    merged: Mapping[str, str]


def former_key(row: FindingRow) -> str:
    """Return the key of a finding by the recipe before, '' where that gives the same one."""
    if not row.target.former:
        return ""
    key = issue_key(replace(row, target=replace(row.target, identity=row.target.former)))
    return key if key != issue_key(row) else ""


def lineage(
    rows: Iterable[FindingRow], taken: Mapping[str, str], known: Mapping[str, str], spoken: Iterable[str]
) -> Lineage:
    """Return the lineage of a site's issues from its findings and what is `known` of it already (older → newer key).

    Of several numbers that become one issue, the one people wrote about (`spoken`) stays, else the smallest.
    """
    current: set[str] = set()
    former: dict[str, str] = {}
    for row in rows:
        current.add(key := issue_key(row))
        if older := former_key(row):
            former.setdefault(older, key)
    heirs = dict(known)
    for older, key in former.items():
        if older in taken and older not in current:
            heirs.setdefault(older, key)
    heirs = {older: key for older, key in heirs.items() if older not in current}
    candidates: dict[str, list[str]] = defaultdict(list)
    for older, key in heirs.items():
        candidates[key].append(taken[older])
    wrote = set(spoken)
    numbers = {
        key: taken.get(key) or min(found, key=lambda number: (number not in wrote, number))
        for key, found in candidates.items()
    }
    merged = {taken[older]: numbers[key] for older, key in heirs.items() if taken[older] != numbers[key]}
    return Lineage(heirs, numbers, merged)


def moved(line: Lineage, heirs: Mapping[str, str], taken: Mapping[str, str]) -> Lineage:
    """Return a lineage with further heirs (older → today's key). One that was published keeps its own number."""
    numbers = {key: taken.get(key) or line.numbers.get(key) or taken[older] for older, key in heirs.items()}
    merged = {taken[older]: numbers[key] for older, key in heirs.items() if taken[older] != numbers[key]}
    return Lineage({**line.heirs, **heirs}, {**line.numbers, **numbers}, {**line.merged, **merged})


def reunited(
    last: Sequence[tuple[str, Issue]], current: Collection[str], taken: Mapping[str, str]
) -> list[tuple[str, Issue]]:
    """Return the last known issues with one row a number: the newest, under the key that is found today with it.

    An issue that went on under another key may be found under its older one again. `taken`: key → its number.
    """
    groups: dict[str, list[tuple[str, Issue]]] = defaultdict(list)
    for cycle, issue in last:
        groups[issue.number].append((cycle, issue))
    result = []
    for group in groups.values():
        cycle, newest = max(group, key=lambda one: one[0])
        keys = [one.key for _, one in group if one.key in current and taken.get(one.key) == one.number]
        result.append((cycle, replace(newest, key=keys[0]) if len(group) > 1 and keys else newest))
    return result


def continued(last: Sequence[tuple[str, Issue]], current: Iterable[str], line: Lineage) -> list[Issue]:
    """Return the last known issues (cycle, issue) under today's keys; several that became one are one."""
    there = {*current, *(issue.key for _, issue in last)}
    groups: dict[str, list[tuple[str, Issue]]] = defaultdict(list)
    for cycle, issue in last:
        heir = line.heirs.get(issue.key, "")
        groups[heir if heir in there else issue.key].append((cycle, issue))
    result = []
    for key, group in groups.items():
        newest = max(cycle for cycle, _ in group)
        found = [issue for cycle, issue in group if cycle == newest]
        first = min(issue.first_cycle for _, issue in group)
        joined = _joined(found)
        number = (
            line.numbers.get(key, joined.number) if key != joined.key or len(group) > 1 else joined.number
        )
        result.append(replace(joined, key=key, number=number, first_cycle=first))
    return result


def _joined(issues: Sequence[Issue]) -> Issue:
    """Several issues as one: those that were found make its pages and its count, those that wait what is unseen."""
    left = [issue for issue in issues if issue.verdict not in CLOSED_VERDICTS] or list(issues)
    considered = [issue for issue in left if issue.verdict is not Verdict.UNCONFIRMED] or left
    if len(left) == 1:
        return left[0]
    found: Counter[str] = Counter()
    for issue in considered:
        found.update(issue.by_page)
    unseen = {url: count for issue in left for url, count in issue.known_places.items() if url not in found}
    pages = tuple(sorted(found))
    return replace(
        min(considered, key=lambda issue: issue.number), pages=pages, places=tuple(found[url] for url in pages),
        count=found.total() + sum(unseen.values()), looked=max(issue.looked for issue in considered),
        unseen=tuple(sorted(unseen.items())),
    )  # fmt: skip


def newly_joined(last: Sequence[tuple[str, Issue]], line: Lineage) -> frozenset[str]:
    """Return today's keys of issues that had an older one when the site was audited last."""
    newest = max((cycle for cycle, _ in last), default="")
    found = (line.heirs.get(issue.key, "") for cycle, issue in last if cycle == newest)
    return frozenset(found)


def quoted(
    number: str, decisions: Sequence[Decision], line: Lineage, names: Mapping[str, str], *, fresh: bool
) -> str:
    """Return the comment of an issue that several older ones became: that they did (`fresh`), and what people wrote.

    What the newest word of a field has replaced is quoted; '' for an issue that none became.
    """
    older = {one for one, now in line.merged.items() if now == number}
    if not older:
        return ""
    said: dict[str, dict[str, str]] = {}
    now: dict[str, str] = {}
    for decision in decisions:  # oldest first
        if decision.issue in (*older, number):
            said.setdefault(decision.issue, {})[decision.field] = now[decision.field] = decision.value
    parts = []
    for one, words in sorted(said.items()):
        lost = [
            f"{names.get(field, field)}「{_cut(value)}」"
            for field, value in words.items()
            if value and value != now[field]
        ]
        parts += [f"{one}の記入: {'、'.join(lost)}。"] if lost else []
    more = f"ほかに{len(parts) - SHOWN}件。" if len(parts) > SHOWN else ""
    opening = f"同じ原因の{len(older) + 1}行を1行にまとめました。" if fresh or parts else ""
    return opening + "".join(parts[:SHOWN]) + more


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONG else flat[: LONG - 1] + "…"
