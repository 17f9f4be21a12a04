"""試験情報: the items that a publication of test results asks for (JIS X 8341-3:2016, JB.3.1)."""

from collections import Counter
from collections.abc import Sequence

from auditor.calendar import label
from auditor.criteria import standard_name
from auditor.model import CriterionResult, Fact, Text
from auditor.plan.material import Material
from auditor.words import SELECTION, say, word

_COMMA = Text("、", ", ")
_NAMED = Text("{name}（{more}）", "{name} ({more})")
_UNPUBLISHED = Text("{subject}（公開前）", "{subject} (not published yet)")
_BY_BUREAU = Text("（局で記入してください）", "(to be filled in by the bureau)")
_NO_CLAIM = Text(
    "機械の検査だけでは表明できません（目視の試験の後に局で記入）",
    "Cannot be claimed from an audit by machine alone (to be filled in by the bureau after the test by people)",
)
_NONE = Text("なし", "none")
_TECHNOLOGIES = Text(
    "HTML、CSS、JavaScript（局で確認してください）", "HTML, CSS, JavaScript (to be checked by the bureau)"
)
_TESTED = Text("{n}ページ（ページ一覧を参照）", "{n} pages (see the sheet “Pages”)")
_UNCHANGED = Text(
    "。うち{n}ページは前回から変わっていないことを確かめ、{day}以降に取得した画面を今の規則で検査",
    "; {n} of them have not changed: what was captured since {day} was judged by today's rules",
)
_CHECKLIST = Text("達成基準別結果を参照（{summary}）", "See the sheet “Criteria” ({summary})")
_PERIOD = Text("{label}　検査日 {date}", "{label}; day of the audit: {date}")


def label_of(material: Material) -> str:
    """Return the name of the cycle in the language of the plan."""
    return material.label if material.lang == "ja" else label(material.cycle, material.lang)


def facts_of(material: Material, criteria: Sequence[CriterionResult]) -> tuple[tuple[Fact, str], ...]:
    """Return the items in order; files that are not published have items of their own."""
    lang = material.lang
    adjusted = ((Fact.ADJUSTED, say(material.adjusted, lang)),) if material.adjusted else ()
    if material.of_files:
        return (
            (Fact.SUBJECT, _UNPUBLISHED.fill(lang, {"subject": material.subject})),
            (Fact.FILE_TOOLS, _tools(material, ("rules",), empty=True)),
            (Fact.DAY, material.date),
            *adjusted,
        )
    comma = say(_COMMA, lang)
    sites = material.sites
    standards = dict.fromkeys(standard_name(name, lang) for site in sites for name in site.standard)
    methods = dict.fromkeys(SELECTION[site.selection].fill(lang, {"annex": "JB.1.2"}) for site in sites)
    audited = sum(len(material.audited.get(site.id, ())) for site in sites)
    seen = [page.seen_on for site in sites for page in material.pages.get(site.id, ()) if page.seen_on]
    unchanged = _UNCHANGED.fill(lang, {"n": len(seen), "day": min(seen)}) if seen else ""
    extra = dict.fromkeys(number for site in sites for number in site.extra_criteria)
    counted = Counter(line.result for line in criteria if line.asked)
    summary = comma.join(f"{word(result, lang)} {count}" for result, count in sorted(counted.items()))
    exceptions = [_named(e.pattern, e.reason, lang) for site in sites for e in site.exceptions]
    named = [_named(site.name, site.start, lang) for site in sites]
    return (
        (Fact.STATED_ON, say(_BY_BUREAU, lang)),
        (Fact.STANDARD, comma.join(standards)),
        (Fact.LEVEL, say(_NO_CLAIM, lang)),
        (Fact.PAGES, comma.join(named) or say(_NONE, lang)),
        (Fact.TECHNOLOGIES, say(_TECHNOLOGIES, lang)),
        # The browser has a line of its own; the digest of the rules tells a reader nothing.
        (Fact.TOOLS, _tools(material, ("browser", "rules"))),
        (Fact.BROWSER, material.versions.get("browser", "")),
        (Fact.SELECTION, comma.join(methods)),
        (Fact.TESTED, _TESTED.fill(lang, {"n": audited}) + unchanged),
        (Fact.CHECKLIST, _CHECKLIST.fill(lang, {"summary": summary})),
        (Fact.PERIOD, _PERIOD.fill(lang, {"label": label_of(material), "date": material.date})),
        (Fact.ADDED, comma.join([*extra, *exceptions]) or say(_NONE, lang)),
        *adjusted,
    )


def _named(name: str, more: str, lang: str) -> str:
    return _NAMED.fill(lang, {"name": name, "more": more})


def _tools(material: Material, left_out: Sequence[str], *, empty: bool = False) -> str:
    """Return the tools with their versions; `empty`: those without a version too."""
    return say(_COMMA, material.lang).join(
        f"{name} {version}"
        for name, version in sorted(material.versions.items())
        if name not in left_out and (version or empty)
    )
