"""Issues in words: the rows of 改善計画, first things first, and the finding lines behind them."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from auditor.model import (
    CLOSED_VERDICTS,
    Certainty,
    FindingLine,
    FindingRow,
    Issue,
    PlanRow,
    Priority,
    RepairPlace,
    Responsible,
    Text,
)
from auditor.plan import plan_words
from auditor.plan.decision import answer
from auditor.plan.issue_grouping import of_template
from auditor.plan.material import Material
from auditor.plan.nearest_colour import passing_colour
from auditor.plan.priority import priority
from auditor.words import say

_EXAMPLE = Text("{title}。例：{message}", "{title}. Example: {message}")
_QUESTION = Text("【確かめること】{question}", "[Please check] {question}")
_DOT = Text("・", ", ")
_LINKED_FROM = Text("リンク元", "Linked from")
_SHOWN = Text(
    "数が多いため、この検査規則で見つけた{found:,}件のうち{kept:,}件を表示しています（{pages}ページ）。",
    "Of {found:,} places that this rule found, {kept:,} are shown ({pages} pages).",
)
_URGENCY = tuple(Priority)
_RESPONSIBLE = {
    RepairPlace.TEMPLATE: Responsible.TEMPLATE,
    RepairPlace.COMPONENT: Responsible.TEMPLATE,
    RepairPlace.PAGE: Responsible.EDITOR,
    RepairPlace.FILE: Responsible.AUTHOR,
    RepairPlace.EXTERNAL: Responsible.SUPPLIER,
    RepairPlace.RESPONSE: Responsible.SERVER,
}


def plan_rows(material: Material) -> tuple[PlanRow, ...]:
    """Return the rows of 改善計画, open ones by priority, then what was closed in this cycle."""
    profiles = material.profiles()
    titles = page_titles(material)
    audited = {site: len(urls) for site, urls in material.audited.items()}
    ranked = sorted(
        ((issue, priority(issue, audited.get(issue.site, 0), material.lang)) for issue in material.issues),
        key=lambda pair: (
            pair[0].verdict in CLOSED_VERDICTS,
            _URGENCY.index(pair[1].level),
            -pair[1].score,
            pair[0].site,
            pair[0].number,
        ),
    )
    rows = []
    for rank, (issue, judged) in enumerate(ranked, start=1):
        rule = material.rules.get(issue.rule)
        decision = material.decisions.get(issue.number, {})
        named, level = plan_words.criterion(issue.criteria, profiles.get(issue.site), material.lang)
        url = issue.pages[0] if issue.pages else (issue.last_pages[0] if issue.last_pages else "")
        if issue.example.url in issue.pages:
            url = issue.example.url
        rows.append(
            PlanRow(
                number=issue.number,
                key=issue.key,
                site=issue.site,
                site_name=material.site_name(issue.site),
                rule=issue.rule,
                rank=rank,
                verdict=issue.verdict,
                priority=Priority.LOW if issue.verdict in CLOSED_VERDICTS else judged.level,
                priority_reason=judged.reason,
                family=plan_words.family(issue.rule),
                criterion=named,
                level=level,
                certainty=issue.certainty,
                message=message_of(issue, material),
                people=plan_words.people(issue.rule, issue.criteria, material.lang),
                fix=say(rule.fix, material.lang) if rule else "",
                place=issue.place,
                responsible=_responsible(issue),
                pages=len(issue.pages),
                change=issue.change,
                example_url=url,
                example_title=titles.get((issue.site, url), ""),
                first_cycle=issue.first_cycle,
                comment=_comment(issue, decision, material),
                decision=decision,
                exempt=issue.exempt,
                tool_news=issue.tool_news,
            )
        )
    return tuple(rows)


def _responsible(issue: Issue) -> Responsible:
    """Return who can make the repair: of what comes from the template its owner, even where one page alone fails."""
    if issue.place is RepairPlace.PAGE and of_template(issue.example, issue.criteria):
        return Responsible.TEMPLATE
    return _RESPONSIBLE[issue.place]


def _comment(issue: Issue, decision: Mapping[str, str], material: Material) -> str:
    parts = (answer(issue, decision, material.date, material.lang), _cut(issue, material))
    return ("" if material.lang == "ja" else " ").join(part for part in parts if part)


def _cut(issue: Issue, material: Material) -> str:
    """Return that a page has more places of the rule than are kept; '' where all are."""
    cut = [
        material.cut[issue.site, url, issue.rule]
        for url in issue.pages
        if (issue.site, url, issue.rule) in material.cut
    ]
    if not cut:
        return ""
    kept, found = (sum(counts) for counts in zip(*cut, strict=True))
    return _SHOWN.fill(material.lang, {"found": found, "kept": kept, "pages": len(cut)})


def page_titles(material: Material) -> Mapping[tuple[str, str], str]:
    """(site, URL) → title; of a PDF or data file the page that links it, where its readers find it."""
    titles = {(site, page.url): page.title for site, pages in material.pages.items() for page in pages}
    linked = {
        (
            site,
            page.url,
        ): f"{say(_LINKED_FROM, material.lang)}: {' '.join(filter(None, (titles.get((site, page.found_on), ''), page.found_on)))}"
        for site, pages in material.pages.items()
        for page in pages
        if page.file is not None and page.found_on
    }
    return {**titles, **linked}


def _finding_message(row: FindingRow, material: Material) -> str:
    parts = (plan_words.message(row, material.rules, material.lang), passing_colour(row.data, material.lang))
    return ("" if material.lang == "ja" else " ").join(part.strip() for part in parts if part)


def message_of(issue: Issue, material: Material) -> str:
    """Return what is wrong, in words: the title of the rule, an example, and what people have to look at."""
    rule = material.rules.get(issue.rule)
    lang = material.lang
    message = plan_words.message(issue, material.rules, lang)
    if rule is None:
        return message
    title = say(rule.title, lang)
    text = title if message == title else _EXAMPLE.fill(lang, {"title": title, "message": message})
    if issue.certainty is Certainty.REVIEW and rule.question:
        text += "\n" + _QUESTION.fill(lang, {"question": say(rule.question, lang)})
    return text


def finding_lines(material: Material, rows: Sequence[PlanRow]) -> tuple[FindingLine, ...]:
    """指摘一覧 by the rank of their issue.

    Places of one page that look alike (same rule, message, path and identity) share a line.
    """
    plan = {row.number: row for row in rows}
    groups: dict[tuple[str, ...], list[FindingRow]] = defaultdict(list)
    for row in material.rows:
        target = row.target
        groups[
            row.site, row.url, row.rule, row.key, row.certainty, row.issue, target.region, target.path,
            target.identity, target.where,
        ].append(row)  # fmt: skip
    last = len(rows) + 1
    ordered = sorted(
        groups.items(), key=lambda item: (plan[item[0][5]].rank if item[0][5] in plan else last, item[0])
    )
    profiles = material.profiles()
    titles = page_titles(material)
    tool = say(_DOT, material.lang).join(
        f"{name} {version}" for name, version in sorted(material.versions.items()) if version
    )
    lines = []
    for key, group in ordered:
        first = min(group, key=lambda row: (row.target.selector, row.target.where))
        named, level = plan_words.criterion(first.criteria, profiles.get(first.site), material.lang)
        lines.append(
            FindingLine(
                id="F" + hashlib.sha256("\x1f".join(key).encode("utf-8", "surrogatepass")).hexdigest()[:10],
                number=first.issue,
                verdict=plan[first.issue].verdict if first.issue in plan else None,
                family=plan_words.family(first.rule),
                rule=first.rule,
                criterion=named,
                level=level,
                impact=first.impact,
                certainty=first.certainty,
                site=first.site,
                url=first.url,
                page_title=titles.get((first.site, first.url), ""),
                selector=first.target.selector or first.target.where,
                snippet=first.target.snippet,
                count=len(group),
                message=_finding_message(first, material),
                found=material.date,
                tool=tool,
                evidence=material.evidence.get((first.issue, first.url), ""),
            )
        )
    return tuple(lines)
