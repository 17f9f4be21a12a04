"""Which issue comes first: harm × reach × ease, in numbers to sort by and in words to read."""

from dataclasses import dataclass

from auditor.criteria import CRITERIA, NON_INTERFERENCE
from auditor.model import Certainty, Impact, Issue, Priority, RepairPlace

_HARM = {Impact.CRITICAL: 4, Impact.SERIOUS: 3, Impact.MODERATE: 2, Impact.MINOR: 1}
_SURE = {Certainty.DEFINITE: 1.0, Certainty.LIKELY: 0.8, Certainty.REVIEW: 0.4, Certainty.ADVICE: 0.2}
_HARM_WORDS = {
    Impact.CRITICAL: "利用できない人が出る",
    Impact.SERIOUS: "利用が難しくなる人が出る",
    Impact.MODERATE: "利用に手間がかかる人が出る",
    Impact.MINOR: "影響は小さい",
}
# What is harmed where it is not somebody's use of a page: by the rule's family.
_OTHER_HARM = {
    "security": {
        Impact.CRITICAL: "情報を盗まれたり書き換えられたりするおそれが大きい",
        Impact.SERIOUS: "通信や画面を悪用されるおそれがある",
        Impact.MODERATE: "悪用への備えが一つ足りない",
        Impact.MINOR: "安全への影響は小さい",
    },
    "opendata": {
        Impact.CRITICAL: "データを使えない人が出る",
        Impact.SERIOUS: "データを機械で扱いにくくなる",
        Impact.MODERATE: "データを使うのに手間がかかる",
        Impact.MINOR: "影響は小さい",
    },
}
_EASE = {
    RepairPlace.TEMPLATE: 1.6,
    RepairPlace.COMPONENT: 1.4,
    RepairPlace.RESPONSE: 1.6,
    RepairPlace.FILE: 1.0,
    RepairPlace.PAGE: 1.0,
    RepairPlace.EXTERNAL: 0.6,
}
_EASE_WORDS = {
    RepairPlace.TEMPLATE: "共通テンプレートの修正で全ページが直る",
    RepairPlace.COMPONENT: "共通部品1か所の修正で直る",
    RepairPlace.RESPONSE: "サーバー設定の変更で直る",
    RepairPlace.FILE: "ファイルの差し替えで直る",
    RepairPlace.PAGE: "ページごとの修正",
    RepairPlace.EXTERNAL: "外部サービスのため提供元との調整が必要",
}


@dataclass(frozen=True, slots=True)
class Ranking:
    """Level and reason for people, score for sorting (greater first)."""

    level: Priority
    reason: str
    score: float


def priority(issue: Issue, pages_audited: int) -> Ranking:
    """Rank one issue on a site of so many audited pages."""
    urgent = next((number for number in issue.criteria if number in NON_INTERFERENCE), "")
    sure = issue.certainty in (Certainty.DEFINITE, Certainty.LIKELY)
    share = min(1.0, len(issue.pages) / pages_audited) if pages_audited else 0.0
    score = _HARM[issue.impact] * _SURE[issue.certainty] * (1 + 2 * share) * _EASE[issue.place]
    if issue.criteria and min(_level(number) for number in issue.criteria) > 2:
        score /= 2  # AAA is asked for by few sites, and then as an extra
    if urgent and sure:
        return Ranking(
            Priority.HIGH,
            f"達成基準{urgent}（非干渉）はページ全体を使えなくするおそれがあり、最優先です。"
            f"{_reach(issue, pages_audited)}",
            score + 1000,
        )
    return Ranking(_grade(issue, score, sure), _reason(issue, pages_audited), score)


def _level(number: str) -> int:
    return len(CRITERIA[number].level) if number in CRITERIA else 3


def _grade(issue: Issue, score: float, sure: bool) -> Priority:
    if issue.certainty is Certainty.ADVICE or issue.place is RepairPlace.EXTERNAL:
        return Priority.LOW
    if not sure:
        return Priority.MIDDLE if issue.impact in (Impact.CRITICAL, Impact.SERIOUS) else Priority.LOW
    if issue.impact is Impact.CRITICAL or score >= 6:
        return Priority.HIGH
    return Priority.MIDDLE if score >= 2 else Priority.LOW


def _reach(issue: Issue, pages_audited: int) -> str:
    if not issue.pages:
        return "今期は検出していません"
    if issue.place is RepairPlace.FILE:
        return f"{len(issue.pages)}ファイル"
    return f"検査した{pages_audited}ページのうち{len(issue.pages)}ページ"


def _reason(issue: Issue, pages_audited: int) -> str:
    doubt = {
        Certainty.LIKELY: "（人の確認で覆ることがある）",
        Certainty.REVIEW: "（人の判断が必要）",
        Certainty.ADVICE: "（規格の外の推奨）",
    }
    words = _OTHER_HARM.get(issue.rule.partition("/")[0], _HARM_WORDS)
    harm = words[issue.impact] + doubt.get(issue.certainty, "")
    ease = _EASE_WORDS[issue.place]
    return f"{harm}・{_reach(issue, pages_audited)}・{ease}"
