"""Where the improvement plans stand: which did not come back, what is overdue, what people have to decide."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from auditor import calendar
from auditor.evaluate.rulebook import Rulebook
from auditor.model import (
    CLOSED_VERDICTS,
    EXCUSED,
    HAND_COLUMNS,
    HAND_FIELD,
    Bureau,
    Certainty,
    Decision,
    Issue,
    Status,
    Targets,
)
from auditor.plan.counts import is_open
from auditor.plan.decision import is_overdue, latest, moves
from auditor.plan.hand_row import PREFIX as BY_HAND
from auditor.plan.moves import undecided
from auditor.store import Store

SHOWN = 10  # overdue items named for a bureau; their number is always told
FIRST = 20  # bureaus whose overdue items are named
_ABOUT = HAND_FIELD + HAND_COLUMNS["message"]
_ZONE = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Overdue:
    """One item whose promised day has passed."""

    number: str
    due: str
    unit: str
    what: str


@dataclass(frozen=True, slots=True)
class Move:
    """An issue that may go on under other numbers since the pages were renewed."""

    number: str
    to: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class BureauStatus:
    """What is known of one bureau's plan in a cycle."""

    name: str
    written: bool  # there is a workbook to send
    received: tuple[str, ...]  # times of imports in Tokyo, oldest first
    waiting: int  # what counts as 残存 on this day
    unowned: int
    conflicts: int  # values that people have to choose from
    aside: int  # rows that found no place
    overdue: tuple[Overdue, ...]
    moves: tuple[Move, ...]  # issues that may go on as another one, for people to decide
    to_review: int  # judgements of people whose day to look again has passed


def tokyo(at: str) -> str:
    """Return an ISO time of the store (UTC) as it is read in Tokyo: 2026-11-21 18:04.

    What is no time stays as it is.
    """
    try:
        time = datetime.fromisoformat(at)
    except ValueError:
        return at
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(_ZONE).strftime("%Y-%m-%d %H:%M")


def bureau_status(store: Store, bureau: Bureau, cycle: str, today: str, book: Rulebook) -> BureauStatus:
    """Return the state of one bureau's plan on a day (ISO)."""
    decisions = store.decisions(bureau.id)
    decided = latest(decisions, store.merged())
    issues = [
        issue
        for site in bureau.sites
        for issue in store.site(cycle, site.id).issues()
        if issue.verdict not in CLOSED_VERDICTS
        and not issue.exempt
        and issue.certainty is not Certainty.ADVICE
    ]
    waiting = [one for one in issues if is_open(one, decided.get(one.number, {}), today)]
    late = [_overdue(one, decided[one.number], book) for one in waiting if _is_late(one, decided, today)]
    late += [
        Overdue(number, said["due"], said.get("owner-unit", ""), said.get(_ABOUT, ""))
        for number, said in decided.items()
        if number.startswith(BY_HAND) and said.get("status") not in (*EXCUSED, Status.DONE)
        and is_overdue(said, None, today)
    ]  # fmt: skip
    return BureauStatus(
        name=bureau.name,
        written=bool(store.workbooks(bureau.id, cycle)),
        received=tuple(map(tokyo, store.imports(bureau.id, cycle))),
        waiting=len(waiting),
        unowned=sum(not decided.get(one.number, {}).get("owner-unit") for one in waiting),
        conflicts=_open(store, bureau.id, "conflict"),
        aside=_open(store, bureau.id, "aside"),
        moves=tuple(_moves(store, bureau, cycle, decisions, {one.number for one in issues}, book)),
        overdue=tuple(sorted(late, key=lambda one: (one.due, one.number))),
        to_review=sum(
            "" < decided.get(one.number, {}).get("review-due", "") < today
            and decided[one.number].get("status") in EXCUSED
            for one in issues
        ),
    )


def _moves(
    store: Store,
    bureau: Bureau,
    cycle: str,
    decisions: Sequence[Decision],
    standing: Collection[str],
    book: Rulebook,
) -> Iterator[Move]:
    """Moves that are proposed and not decided, of issues that left the plan too."""
    moved, merged = moves(decisions), store.merged()
    for _, issue in store.newest_issues(bureau.id, cycle):
        to = [] if issue.number in merged else undecided(issue, moved, standing)
        if to:
            yield Move(issue.number, tuple(to), _title(issue, book))


def _title(issue: Issue, book: Rulebook) -> str:
    return book[issue.rule].title.ja if issue.rule in book else issue.rule


def _is_late(issue: Issue, decided: Mapping[str, Mapping[str, str]], today: str) -> bool:
    return is_overdue(decided.get(issue.number, {}), issue.verdict, today)


def _overdue(issue: Issue, decision: Mapping[str, str], book: Rulebook) -> Overdue:
    return Overdue(issue.number, decision["due"], decision.get("owner-unit", ""), _title(issue, book))


def _open(store: Store, bureau: str, kind: str) -> int:
    return sum(not note.settled for note in store.notes(bureau, kind))


def plan_status(
    store: Store, targets: Targets, cycle: str, today: str, book: Rulebook, reports: Path
) -> Iterator[str]:
    """Yield lines in Japanese: totals, who has not answered, then each bureau, the latest first.

    `reports`: of the store.

    Overdue items are named of FIRST bureaus; of the others their number is told.
    """
    states = sorted(
        (bureau_status(store, bureau, cycle, today, book) for bureau in targets.bureaus),
        key=_need,
        reverse=True,
    )
    yield f"{calendar.label(cycle)}の計画書（{today} 現在）"
    if not store.is_finished(cycle):
        yield (
            "この期の検査は終わっていません。下の数は途中のものです。"
            f"（続けるには: auditor run --cycle {cycle} --reports {reports} を実行してください。）"
        )
    audited, unchanged = _pages(store, targets, cycle)
    if unchanged:
        yield f"検査したページ: {audited:,}（うち前回から変わっていない{unchanged:,}）"
    if len(states) > 1:
        yield _totals(states)
    missing = [state.name for state in states if state.written and not state.received]
    if missing:
        yield f"返ってきていない計画書: {len(missing)}局（{'、'.join(missing)}）"
    else:
        yield "返ってきていない計画書: なし"
    for position, state in enumerate(states):
        yield _line(state)
        shown = SHOWN if position < FIRST else 0
        for one in state.overdue[:shown]:
            yield f"  期限超過 {one.number} {one.due} {one.unit or '担当部署なし'} {one.what}".rstrip()
        if shown and len(state.overdue) > shown:
            yield f"  ほかに期限超過{len(state.overdue) - shown}件"
        for move in state.moves[:shown]:
            yield f"  移し先の確認 {move.number} → {'、'.join(move.to)} {move.what}"
        if len(state.moves) > shown:
            yield (
                f"  ほかに移し先の確認{len(state.moves) - shown}件"
                if shown
                else f"  移し先の確認{len(state.moves)}件"
            )
    if any(state.overdue for state in states[FIRST:]):
        yield f"期限超過の内容は、遅れの大きい{FIRST}局まで示しました。ほかの局は --bureau で指定してください。"
    if any(state.conflicts or state.aside for state in states):
        yield (
            "食い違いと取込できなかった行は、auditor plan export で書き出した計画書の"
            "「取込の食い違い」「取込できなかった行」に回答し、もう一度取り込んでください。"
        )


def _pages(store: Store, targets: Targets, cycle: str) -> tuple[int, int]:
    """Count the audited pages, and those of them that nobody visited because they have not changed."""
    audited = unchanged = 0
    for site in targets.sites:
        rows = store.site(cycle, site.id)
        urls = {*rows.audited()}
        audited += len(urls)
        unchanged += sum(bool(page.seen_on) and page.url in urls for page in rows.pages())
    return audited, unchanged


def _need(state: BureauStatus) -> tuple[bool, int, int, int]:
    """Return how late a bureau is: what it owes first, then how much is overdue, unowned and waiting."""
    return state.written and not state.received, len(state.overdue), state.unowned, state.waiting


def _totals(states: Sequence[BureauStatus]) -> str:
    late = [state for state in states if state.overdue]
    return (
        f"合計 {len(states)}局: 未対応{sum(one.waiting for one in states)}件、"
        f"期限超過{sum(len(one.overdue) for one in late)}件（{len(late)}局）、"
        f"担当未定{sum(one.unowned for one in states)}件、"
        f"食い違い{sum(one.conflicts for one in states)}件、取込できなかった行{sum(one.aside for one in states)}件"
    )


def _line(state: BureauStatus) -> str:
    came = f"取込{len(state.received)}件（最新 {state.received[-1]}）" if state.received else "未返送"
    if not state.written:
        came = "計画書なし"
    rare = (
        ("食い違い", state.conflicts),
        ("取込できなかった行", state.aside),
        ("移し先の確認", len(state.moves)),
        ("見直し期限切れ", state.to_review),
    )
    parts = [
        came,
        f"未対応{state.waiting}件",
        f"期限超過{len(state.overdue)}件",
        f"担当未定{state.unowned}件",
    ]
    return f"{state.name}: {'、'.join([*parts, *(f'{name}{count}件' for name, count in rare if count)])}"
