"""Which issue comes first: harm × reach × ease, in numbers to sort by and in words to read."""

from dataclasses import dataclass

from auditor.criteria import CRITERIA, NON_INTERFERENCE
from auditor.model import Certainty, Impact, Issue

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
_EASE = {"template": 1.6, "component": 1.4, "response": 1.6, "file": 1.0, "page": 1.0, "external": 0.6}
_EASE_WORDS = {
    "template": "共通テンプレートの修正で全ページが直る",
    "component": "共通部品1か所の修正で直る",
    "response": "サーバー設定の変更で直る",
    "file": "ファイルの差し替えで直る",
    "page": "ページごとの修正",
    "external": "外部サービスのため提供元との調整が必要",
}
HIGH, MIDDLE, LOW = "高", "中", "低"


@dataclass(frozen=True, slots=True)
class Priority:
    """Level and reason for people, score for sorting (greater first)."""

    level: str
    reason: str
    score: float


def priority(issue: Issue, pages_audited: int) -> Priority:
    """Rank one issue on a site of so many audited pages."""
    urgent = next((number for number in issue.criteria if number in NON_INTERFERENCE), "")
    sure = issue.certainty in (Certainty.DEFINITE, Certainty.LIKELY)
    share = min(1.0, len(issue.pages) / pages_audited) if pages_audited else 0.0
    score = _HARM[issue.impact] * _SURE[issue.certainty] * (1 + 2 * share) * _EASE.get(issue.place, 1.0)
    if issue.criteria and min(_level(number) for number in issue.criteria) > 2:
        score /= 2  # AAA is asked for by few sites, and then as an extra
    if urgent and sure:
        return Priority(
            HIGH,
            f"達成基準{urgent}（非干渉）はページ全体を使えなくするおそれがあり、最優先です。"
            f"{_reach(issue, pages_audited)}",
            score + 1000,
        )
    return Priority(_grade(issue, score, sure), _reason(issue, pages_audited), score)


def _level(number: str) -> int:
    return len(CRITERIA[number].level) if number in CRITERIA else 3


def _grade(issue: Issue, score: float, sure: bool) -> str:
    if issue.certainty is Certainty.ADVICE or issue.place == "external":
        return LOW
    if not sure:
        return MIDDLE if issue.impact in (Impact.CRITICAL, Impact.SERIOUS) else LOW
    if issue.impact is Impact.CRITICAL or score >= 6:
        return HIGH
    return MIDDLE if score >= 2 else LOW


def _reach(issue: Issue, pages_audited: int) -> str:
    if not issue.pages:
        return "今期は検出していません"
    if issue.place == "file":
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
    ease = _EASE_WORDS.get(issue.place, "個別の修正")
    return f"{harm}・{_reach(issue, pages_audited)}・{ease}"
