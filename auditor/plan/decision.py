"""The latest word of people on each issue, and the machine's answer where the two disagree."""

import unicodedata
from collections.abc import Iterable, Mapping

from auditor.model import (
    CLOSED_VERDICTS,
    DONE_ROW,
    EXCUSED,
    MOVE_TO,
    REASONED,
    Decision,
    Issue,
    Status,
    Text,
    Verdict,
    is_number,
)
from auditor.plan.comments import in_language
from auditor.words import of_value, say, word

_ASKED = (
    ("note", Text("備考（理由）", "the reason in Notes")), ("review-due", Text("見直し期限", "Review by")),
)  # fmt: skip
_AND = Text("と", " and ")
_STILL_FOUND = Text(
    "対応済と記入がありますが、今期も{pages}ページで検出しました。",
    "It was entered as done, but is found on {pages} pages in this cycle too.",
)
_NOT_CONFIRMED = Text(
    "対応済と記入がありますが、機械ではまだ確認できていません。",
    "It was entered as done, but the machine could not confirm it yet.",
)
_NOT_FOUND = Text(
    "「{status}」と記入がありますが、再検査では検出しませんでした。",
    "It was entered as “{status}”, but the new test did not find it.",
)
_LACKING = Text(
    "「{status}」とするには、{missing}を記入してください。記入されるまで未対応として数えます。",
    "For “{status}”, please enter {missing}. Until then it is counted as not started.",
)
_RUN_OUT = Text(
    "見直し期限を過ぎました。判断が今も正しいか確かめてください。",
    "The day of the review has passed. Please check that the decision is still right.",
)
_OVERDUE = Text("対応期限（{due}）を過ぎています。", "The due date ({due}) has passed.")
_EXEMPT = Text(
    "例外（対象外）に定めたページだけにあるため、件数には含めません。",
    "It is only on pages that are exempt, and is not counted.",
)
_NOT_MOVED = Text(
    "移し先「{to}」には移せません。同じサイトの計画にある別の管理番号を記入してください（今期も検出した行は移せません）。",
    "It cannot be moved to “{to}”. Please enter another issue number of the same site’s plan (an issue that is found in "
    "this cycle cannot be moved).",
)
_OPEN_AGAIN = frozenset({Verdict.REMAINING, Verdict.IMPROVED, Verdict.REAPPEARED})


def latest(
    decisions: Iterable[Decision], merged: Mapping[str, str] | None = None
) -> dict[str, dict[str, str]]:
    """Issue number → field → value. Decisions come oldest first; the last one of a field counts.

    `merged`: number of an issue that became one with others → the number of that one, which its words count for;
    so do those of an issue that people moved.
    """
    decisions = list(decisions)
    moved = moves(decisions)
    result: dict[str, dict[str, str]] = {}
    for decision in decisions:
        heir = (merged or {}).get(decision.issue, decision.issue)
        for number in dict.fromkeys((decision.issue, heir, moved.get(heir, heir))):
            if decision.field != MOVE_TO or number == decision.issue:
                result.setdefault(number, {})[decision.field] = decision.value
    return result


def moves(decisions: Iterable[Decision]) -> dict[str, str]:
    """管理番号 of each issue that people moved → that of the one it goes on as, at the end of a chain of moves.

    What is no 管理番号, or leads in a circle, moves nothing.
    """
    said: dict[str, str] = {}
    for decision in decisions:
        if decision.field == MOVE_TO:
            said[decision.issue.removeprefix(DONE_ROW).rpartition(":")[2]] = (
                unicodedata.normalize("NFKC", decision.value).strip().upper()
            )
    said = {number: target for number, target in said.items() if is_number(target)}
    result = {}
    for number in said:
        seen, at = {number}, said[number]
        while at in said and at not in seen:
            seen.add(at)
            at = said[at]
        if at not in seen:
            result[number] = at
    return result


def is_excused(decision: Mapping[str, str], date: str) -> bool:
    """Return whether people took this issue out of the numbers and that has not run out by `date` (ISO).

    「対応しない」 and 「指摘の誤り」 hold only with a reason and a day to look again.
    """
    if decision.get("status", "") not in EXCUSED or lacking(decision):
        return False
    review_due = decision.get("review-due", "")
    return not review_due or review_due >= date


def lacking(decision: Mapping[str, str], lang: str = "ja") -> tuple[str, ...]:
    """Return columns that still have to be filled in for the state to hold."""
    if decision.get("status", "") not in REASONED:
        return ()
    return tuple(say(name, lang) for field, name in _ASKED if not decision.get(field, "").strip())


def is_overdue(decision: Mapping[str, str], verdict: Verdict | None, date: str) -> bool:
    """Return whether the promised date has passed and the issue is still open."""
    due = decision.get("due", "")
    return bool(due) and due < date and verdict not in CLOSED_VERDICTS


def answer(issue: Issue, decision: Mapping[str, str], date: str, lang: str = "ja") -> str:
    """監査コメント: what the machine has to say about its verdict and about people's claims."""
    status = of_value(Status, decision.get("status", ""))
    said = [in_language(issue.comment, lang)] if issue.comment else []
    facts = {"status": word(status, lang), "pages": len(issue.pages), "due": decision.get("due", "")}
    if status is Status.DONE and issue.verdict in _OPEN_AGAIN:
        said.append(_STILL_FOUND.fill(lang, facts))
    if status is Status.DONE and issue.verdict is Verdict.UNCONFIRMED:
        said.append(say(_NOT_CONFIRMED, lang))
    if status in (Status.TODO, Status.DOING) and issue.verdict is Verdict.FIXED:
        said.append(_NOT_FOUND.fill(lang, facts))
    missing = lacking(decision, lang)
    if missing and issue.verdict not in CLOSED_VERDICTS:
        short = word(status, lang).split("（" if lang == "ja" else " (")[0]
        said.append(_LACKING.fill(lang, {"status": short, "missing": say(_AND, lang).join(missing)}))
    elif status in EXCUSED and not is_excused(decision, date):
        said.append(say(_RUN_OUT, lang))
    if is_overdue(decision, issue.verdict, date) and status not in EXCUSED:
        said.append(_OVERDUE.fill(lang, facts))
    if decision.get(MOVE_TO):  # one that could be moved has no row any more
        said.append(_NOT_MOVED.fill(lang, {"to": decision[MOVE_TO][:20]}))
    if issue.exempt:
        said.append(say(_EXEMPT, lang))
    return ("" if lang == "ja" else " ").join(said)
