"""What the machine can say of each success criterion on each site; 適合 is never among it."""

from collections import defaultdict
from collections.abc import Mapping

from auditor.criteria import CRITERIA, Profile, sort_key
from auditor.model import (
    CLOSED_VERDICTS,
    Applies,
    Certainty,
    Conformity,
    CriterionResult,
    FindingRow,
    Method,
    Outcome,
    Text,
)
from auditor.plan.material import Material
from auditor.words import of_value, say

FAILING = frozenset({Conformity.FAILED, Conformity.LIKELY})

# The machine sees the whole of these; all others need a person beside it.
_MACHINE_ALONE = frozenset({"3.1.1", "4.1.1"})
_LOOKED = frozenset({Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE})
_APPLIES = _LOOKED - {Outcome.INAPPLICABLE}

_OUTSIDE = Text("目標とする適合レベルの外（参考）。", "Outside the level aimed at (for reference). ")
_BETWEEN = Text("、", ", ")
_MORE = Text(" ほか{n}件", " and {n} more")
_NUMBERS = Text("管理番号 {shown}{more}", "Issue no. {shown}{more}")
_CLEAR = Text(
    "機械では問題を検出していません。適合の判断には目視の確認が必要です。",
    "The machine found no problem. A person has to look before it is met.",
)
_BY_PERSON = Text(
    "機械では調べられません。目視で確認してください。", "A machine cannot tell. Please have a person look."
)
_LATER = Text("今期は検査できていません。", "Could not be tested this quarter.")


def results(material: Material) -> tuple[CriterionResult, ...]:
    """Return the checklist of every site: 61 rows of JIS X 8341-3:2016 and what else its profile asks for."""
    profiles = material.profiles()
    return tuple(line for site in material.sites for line in _site(material, site.id, profiles[site.id]))


def primary(numbers: tuple[str, ...], profile: Profile) -> str:
    """Return the one criterion a rule speaks for under a profile, '' where it speaks for none."""
    return next((number for number in numbers if number in profile), numbers[0] if numbers else "")


def _site(material: Material, site: str, profile: Profile) -> list[CriterionResult]:
    speaks = {
        rule.id: primary(rule.criteria, profile)
        for rule in material.rules.values()
        if rule.id not in material.off
    }
    looked: dict[str, set[str]] = defaultdict(set)
    applies: set[str] = set()
    for rule, by_url in material.outcomes.get(site, {}).items():
        number = speaks.get(rule, "")
        if number:
            looked[number] |= {url for url, outcome in by_url.items() if outcome in _LOOKED}
            if any(outcome in _APPLIES for outcome in by_url.values()):
                applies.add(number)
    found: dict[str, list[FindingRow]] = defaultdict(list)
    for row in material.rows:
        if row.site == site and row.criteria and material.counted(row):
            found[row.criteria[0]].append(row)
    issues: dict[str, list[str]] = defaultdict(list)
    for issue in material.issues:
        if issue.site == site and issue.criteria and issue.verdict not in CLOSED_VERDICTS:
            issues[issue.criteria[0]].append(issue.number)
    ruled = set(speaks.values())
    numbers = [n for n, criterion in CRITERIA.items() if criterion.in_jis or n in profile]
    previous: Mapping[str, str] = material.previous.get("criteria", {})
    return [
        _line(material, site, n, profile, n in ruled, looked[n], n in applies, found[n], issues[n], previous)
        for n in sorted(numbers, key=sort_key)
    ]


def _line(
    material: Material,
    site: str,
    number: str,
    profile: Profile,
    ruled: bool,
    looked: set[str],
    applies: bool,
    found: list[FindingRow],
    issues: list[str],
    previous: Mapping[str, str],
) -> CriterionResult:
    sure = {row.url for row in found if row.certainty is Certainty.DEFINITE}
    likely = {row.url for row in found if row.certainty is Certainty.LIKELY}
    review = {row.url for row in found if row.certainty is Certainty.REVIEW}
    result = _result(sure, likely, review, looked)
    key = f"criterion:{site}:{number}"
    return CriterionResult(
        key=key,
        site=site,
        number=number,
        name=profile.name(number, material.lang),
        level=CRITERIA[number].level,
        asked=number in profile,
        applies=Applies.YES if applies or found else Applies.UNDECIDED,
        result=result,
        note=_note(result, ruled, issues, number in profile, material.lang),
        method=_method(number, ruled),
        pages=len(looked | {row.url for row in found}),
        failed_pages=len(sure | likely),
        issues=len(issues),
        previous=of_value(Conformity, str(previous.get(f"{site}/{number}", ""))),
        decision=material.decisions.get(key, {}),
    )


def _result(sure: set[str], likely: set[str], review: set[str], looked: set[str]) -> Conformity:
    if sure:
        return Conformity.FAILED
    if likely:
        return Conformity.LIKELY
    if review:
        return Conformity.REVIEW
    return Conformity.CLEAR if looked else Conformity.UNTESTED


def _method(number: str, ruled: bool) -> Method:
    if not ruled:
        return Method.PERSON
    return Method.MACHINE if number in _MACHINE_ALONE else Method.BOTH


def _note(result: Conformity, ruled: bool, issues: list[str], asked: bool, lang: str) -> str:
    words = "" if asked else say(_OUTSIDE, lang)
    if result in (*FAILING, Conformity.REVIEW):
        shown = say(_BETWEEN, lang).join(sorted(issues)[:5])
        more = _MORE.fill(lang, {"n": len(issues) - 5}) if len(issues) > 5 else ""
        return words + (_NUMBERS.fill(lang, {"shown": shown, "more": more}) if shown else "")
    if result is Conformity.CLEAR:
        return words + say(_CLEAR, lang)
    return words + say(_LATER if ruled else _BY_PERSON, lang)
