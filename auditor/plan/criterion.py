"""What the machine can say of each success criterion on each site; 適合 is never among it."""

from collections import defaultdict
from collections.abc import Mapping

from auditor.criteria import CRITERIA, Profile, sort_key
from auditor.model import Certainty, CriterionResult, FindingRow, Outcome, Verdict
from auditor.plan.material import Material

FAILED = "不適合"
LIKELY = "不適合の可能性大"
REVIEW = "要判断"
CLEAR = "機械検出なし（要確認）"
UNTESTED = "未評価"
FAILING = frozenset({FAILED, LIKELY})

# The machine sees the whole of these; all others need a person beside it.
_MACHINE_ALONE = frozenset({"3.1.1", "4.1.1"})
_LOOKED = frozenset({Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE})
_APPLIES = _LOOKED - {Outcome.INAPPLICABLE}


def results(material: Material) -> tuple[CriterionResult, ...]:
    """The checklist of every site: 61 rows of JIS X 8341-3:2016 and what else its profile asks for."""
    profiles = material.profiles()
    return tuple(line for site in material.sites for line in _site(material, site.id, profiles[site.id]))


def primary(numbers: tuple[str, ...], profile: Profile) -> str:
    """The one criterion a rule speaks for under a profile, '' where it speaks for none."""
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
        if issue.site == site and issue.criteria and issue.verdict not in (Verdict.FIXED, Verdict.GONE):
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
    result = FAILED if sure else LIKELY if likely else REVIEW if review else CLEAR if looked else UNTESTED
    key = f"criterion:{site}:{number}"
    return CriterionResult(
        key=key,
        site=site,
        number=number,
        name=profile.name(number),
        level=CRITERIA[number].level,
        asked=number in profile,
        applies="○" if applies or found else "未判定",
        result=result,
        note=_note(result, ruled, issues, number in profile),
        method="目視" if not ruled else "自動" if number in _MACHINE_ALONE else "自動＋目視",
        pages=len(looked | {row.url for row in found}),
        failed_pages=len(sure | likely),
        issues=len(issues),
        previous=str(previous.get(f"{site}/{number}", "")),
        decision=material.decisions.get(key, {}),
    )


def _note(result: str, ruled: bool, issues: list[str], asked: bool) -> str:
    words = "" if asked else "目標とする適合レベルの外（参考）。"
    if result in (FAILED, LIKELY, REVIEW):
        shown = "、".join(sorted(issues)[:5])
        more = f" ほか{len(issues) - 5}件" if len(issues) > 5 else ""
        return words + (f"管理番号 {shown}{more}" if shown else "")
    if result == CLEAR:
        return words + "機械では問題を検出していません。適合の判断には目視の確認が必要です。"
    if not ruled:
        return words + "機械では調べられません。目視で確認してください。"
    return words + "今期は検査できていません。"
