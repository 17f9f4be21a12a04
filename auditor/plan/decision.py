"""The latest word of people on each issue, and the machine's answer where the two disagree."""

from collections.abc import Iterable, Mapping

from auditor.model import CLOSED_VERDICTS, EXCUSED, REASONED, Decision, Issue, Status, Verdict

_OPEN_AGAIN = frozenset({Verdict.REMAINING, Verdict.IMPROVED, Verdict.REAPPEARED})


def latest(
    decisions: Iterable[Decision], merged: Mapping[str, str] | None = None
) -> dict[str, dict[str, str]]:
    """Issue number → field → value. Decisions come oldest first; the last one of a field counts.

    `merged`: number of an issue that became one with others → the number of that one, which its words count for.
    """
    result: dict[str, dict[str, str]] = {}
    for decision in decisions:
        for number in dict.fromkeys((decision.issue, (merged or {}).get(decision.issue, decision.issue))):
            result.setdefault(number, {})[decision.field] = decision.value
    return result


def is_excused(decision: Mapping[str, str], date: str) -> bool:
    """Whether people took this issue out of the numbers and that has not run out by `date` (ISO).

    「対応しない」 and 「指摘の誤り」 hold only with a reason and a day to look again.
    """
    if decision.get("status", "") not in EXCUSED or lacking(decision):
        return False
    review_due = decision.get("review-due", "")
    return not review_due or review_due >= date


def lacking(decision: Mapping[str, str]) -> tuple[str, ...]:
    """Columns that still have to be filled in for the state to hold."""
    if decision.get("status", "") not in REASONED:
        return ()
    asked = (("note", "備考（理由）"), ("review-due", "見直し期限"))
    return tuple(name for field, name in asked if not decision.get(field, "").strip())


def is_overdue(decision: Mapping[str, str], verdict: Verdict | None, date: str) -> bool:
    """Whether the promised date has passed and the issue is still open."""
    due = decision.get("due", "")
    return bool(due) and due < date and verdict not in CLOSED_VERDICTS


def answer(issue: Issue, decision: Mapping[str, str], date: str) -> str:
    """監査コメント: what the machine has to say about its verdict and about people's claims."""
    status = decision.get("status", "")
    words = [issue.comment] if issue.comment else []
    if status == Status.DONE and issue.verdict in _OPEN_AGAIN:
        words.append(f"対応済と記入がありますが、今期も{len(issue.pages)}ページで検出しました。")
    if status == Status.DONE and issue.verdict is Verdict.UNCONFIRMED:
        words.append("対応済と記入がありますが、機械ではまだ確認できていません。")
    if status in (Status.TODO, Status.DOING) and issue.verdict is Verdict.FIXED:
        words.append(f"「{status}」と記入がありますが、再検査では検出しませんでした。")
    missing = lacking(decision)
    if missing and issue.verdict not in CLOSED_VERDICTS:
        words.append(
            f"「{status.split('（')[0]}」とするには、{'と'.join(missing)}を記入してください。記入されるまで未対応として数えます。"
        )
    elif status in EXCUSED and not is_excused(decision, date):
        words.append("見直し期限を過ぎました。判断が今も正しいか確かめてください。")
    if is_overdue(decision, issue.verdict, date) and status not in EXCUSED:
        words.append(f"対応期限（{decision['due']}）を過ぎています。")
    if issue.exempt:
        words.append("例外（対象外）に定めたページだけにあるため、件数には含めません。")
    return "".join(words)
