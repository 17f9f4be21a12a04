"""Which issue comes first: harm × reach × ease, in numbers to sort by and in words to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.criteria import CRITERIA, NON_INTERFERENCE
from auditor.model import PROMINENT, Certainty, Impact, Issue, Priority, RepairPlace, Text, Verdict
from auditor.words import say

_HARM = {Impact.CRITICAL: 4, Impact.SERIOUS: 3, Impact.MODERATE: 2, Impact.MINOR: 1}
_SURE = {Certainty.DEFINITE: 1.0, Certainty.LIKELY: 0.8, Certainty.REVIEW: 0.4, Certainty.ADVICE: 0.2}
_HARM_WORDS = {
    Impact.CRITICAL: Text("利用できない人が出る", "some people cannot use it"),
    Impact.SERIOUS: Text("利用が難しくなる人が出る", "it is hard to use for some people"),
    Impact.MODERATE: Text("利用に手間がかかる人が出る", "it takes some people more effort"),
    Impact.MINOR: Text("影響は小さい", "little effect"),
}
# What is harmed where it is not somebody's use of a page: by the rule's family.
_OTHER_HARM = {
    "security": {
        Impact.CRITICAL: Text(
            "情報を盗まれたり書き換えられたりするおそれが大きい", "information may well be stolen or changed"
        ),
        Impact.SERIOUS: Text("通信や画面を悪用されるおそれがある", "transfer or display may be abused"),
        Impact.MODERATE: Text("悪用への備えが一つ足りない", "one protection against abuse is missing"),
        Impact.MINOR: Text("安全への影響は小さい", "little effect on safety"),
    },
    "opendata": {
        Impact.CRITICAL: Text("データを使えない人が出る", "some people cannot use the data"),
        Impact.SERIOUS: Text("データを機械で扱いにくくなる", "the data are hard to process by machine"),
        Impact.MODERATE: Text("データを使うのに手間がかかる", "using the data takes more effort"),
        Impact.MINOR: Text("影響は小さい", "little effect"),
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
SEEN_FIRST = 2.0  # what most visitors of its page see counts as much as a wider reach
_SEEN_FIRST = Text("・目立つ場所の画像", "; a picture in a prominent place")
_EASE_WORDS = {
    RepairPlace.TEMPLATE: Text(
        "共通テンプレートの修正で全ページが直る", "one change of the site template mends all pages"
    ),
    RepairPlace.COMPONENT: Text("共通部品1か所の修正で直る", "one change of a shared component mends it"),
    RepairPlace.RESPONSE: Text("サーバー設定の変更で直る", "a change of server settings mends it"),
    RepairPlace.FILE: Text("ファイルの差し替えで直る", "replacing the file mends it"),
    RepairPlace.PAGE: Text("ページごとの修正", "to be mended page by page"),
    RepairPlace.EXTERNAL: Text(
        "外部サービスのため提供元との調整が必要", "an external service: to be agreed with its supplier"
    ),
}


_DOUBT = {
    Certainty.LIKELY: Text("（人の確認で覆ることがある）", " (a person may find otherwise)"),
    Certainty.REVIEW: Text("（人の判断が必要）", " (for people to decide)"),
    Certainty.ADVICE: Text("（規格の外の推奨）", " (advice outside the standard)"),
}
_URGENT = Text(
    "ページ全体が使えなくなるおそれがあり最優先（達成基準{number} 非干渉）",
    "comes first: whole pages may become unusable (success criterion {number}, non-interference)",
)
_REASON = Text("{harm}・{reach}・{ease}", "{harm}; {reach}; {ease}")
_NOT_FOUND = Text("今期は検出していません", "not found in this cycle")
_FILES = Text("{found}ファイル", "{found} files")
_PAGES = Text("検査した{audited}ページのうち{found}ページ", "{found} of {audited} pages audited")
_PAGES_THEN = Text(
    "前回は検査した{audited}ページのうち{found}ページ", "last time {found} of {audited} pages audited"
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Level and reason for people, score for sorting (greater first)."""

    level: Priority
    reason: str
    score: float


def priority(issue: Issue, pages_audited: int, lang: str = "ja") -> Ranking:
    """Rank one issue; `lang`: of the reason.

    Its share is that of the pages its rule looked at when it was found; `pages_audited` of its site stands in
    where that was not kept.
    """
    pages_audited = max(issue.looked or pages_audited, len(issue.pages))
    sure = issue.certainty in (Certainty.DEFINITE, Certainty.LIKELY)
    urgent = [number for number in issue.criteria if sure and number in NON_INTERFERENCE]
    share = len(issue.pages) / max(1, pages_audited)
    score = _HARM[issue.impact] * _SURE[issue.certainty] * (1 + 2 * share) * _EASE[issue.place]
    if issue.data.get(PROMINENT):
        score *= SEEN_FIRST
    if {CRITERIA[number].level for number in issue.criteria if number in CRITERIA} == {"AAA"}:
        score /= 2  # AAA is asked for by few sites, and then as an extra
    reason = _reason(issue, pages_audited, lang, urgent)
    if urgent:
        return Ranking(Priority.HIGH, reason, score + 1000)
    return Ranking(_grade(issue, score, sure), reason, score)


def _grade(issue: Issue, score: float, sure: bool) -> Priority:
    if issue.certainty is Certainty.ADVICE or issue.place is RepairPlace.EXTERNAL:
        return Priority.LOW
    if not sure:
        return Priority.MIDDLE if issue.impact in (Impact.CRITICAL, Impact.SERIOUS) else Priority.LOW
    if issue.impact is Impact.CRITICAL or score >= 6:
        return Priority.HIGH
    return Priority.MIDDLE if score >= 2 else Priority.LOW


def _reach(issue: Issue, pages_audited: int, lang: str) -> str:
    if not issue.pages:
        return say(_NOT_FOUND, lang)
    seen = _PAGES_THEN if issue.verdict is Verdict.UNCONFIRMED else _PAGES
    text = _FILES if issue.place is RepairPlace.FILE else seen
    return text.fill(lang, {"found": len(issue.pages), "audited": pages_audited})


def _reason(issue: Issue, pages_audited: int, lang: str, urgent: Sequence[str]) -> str:
    harm = say(_OTHER_HARM.get(issue.rule.partition("/")[0], _HARM_WORDS)[issue.impact], lang)
    if urgent:
        harm = _URGENT.fill(lang, {"number": urgent[0]})
    if issue.certainty in _DOUBT:
        harm += say(_DOUBT[issue.certainty], lang)
    reach, ease = _reach(issue, pages_audited, lang), say(_EASE_WORDS[issue.place], lang)
    seen = say(_SEEN_FIRST, lang) if issue.data.get(PROMINENT) else ""
    return _REASON.fill(lang, {"harm": harm, "reach": reach + seen, "ease": ease})
