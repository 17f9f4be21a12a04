"""The ImprovementPlan of a bureau: everything its reports show, built from values."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from auditor.criteria import STANDARDS
from auditor.model import (
    OPEN_ISSUES,
    TOOLS_CHANGED,
    VERDICT_COUNTS,
    WHOLE_BUREAU,
    Certainty,
    CriterionResult,
    Fact,
    ImprovementPlan,
    Kpi,
    PageResult,
    PlanRow,
    Priority,
    RepairPlace,
    TrendLine,
    Verdict,
)
from auditor.plan import criterion, data_link, form, header, page_line, words
from auditor.plan.decision import is_overdue
from auditor.plan.hand_row import hand_rows
from auditor.plan.kpi import kpis, open_rows
from auditor.plan.material import Material
from auditor.plan.row import finding_lines, plan_rows
from auditor.words import SELECTION, word

_OF_FILES = frozenset({"issues-open", "issues-high", "readable-files"})  # what files alone can tell
_ONE_PLACE = frozenset({RepairPlace.TEMPLATE, RepairPlace.COMPONENT, RepairPlace.RESPONSE})


def build(material: Material) -> ImprovementPlan:
    """Build the plan. Equal material gives an equal plan."""
    rows = plan_rows(material)
    findings, total = finding_lines(material, rows)
    criteria = criterion.results(material)
    headers = header.lines(material)
    links = data_link.lines(material)
    forms = form.lines(material, criteria)
    pages = page_line.lines(material, rows)
    indicators = kpis(material, rows, criteria, headers, links, forms, pages)
    if material.of_files:
        indicators = tuple(kpi for kpi in indicators if kpi.id in _OF_FILES)
    return ImprovementPlan(
        cycle=material.cycle,
        label=material.label,
        date=material.date,
        organisation=material.organisation,
        bureau=material.bureau.id,
        bureau_name=material.bureau.name,
        previous_cycle=str(material.previous.get("cycle", "")),
        highlights=highlights(material, rows),
        lost=words.lost(material.lost),
        facts=_facts(material, criteria),
        kpis=indicators,
        rows=(*rows, *hand_rows(material, len(rows))),
        findings=findings,
        findings_total=total,
        criteria=criteria,
        pages=pages,
        headers=headers,
        data_links=links,
        trends=_trends(material, rows, indicators),
        form=forms,
        lang=material.lang,
        of_files=material.of_files,
    )


def remember(plan: ImprovementPlan) -> dict[str, Any]:
    """What the next cycle compares with, as JSON values: `Material.previous`."""
    return {
        "cycle": plan.cycle,
        "kpis": {kpi.id: kpi.now for kpi in plan.kpis if kpi.now is not None},
        "criteria": {f"{line.site}/{line.number}": line.result for line in plan.criteria},
        "headers": {f"{line.site}/{line.host}/{line.name.lower()}": line.judged for line in plan.headers},
        "pages": {
            f"{line.site} {line.url}": line.high + line.middle + line.low
            for line in plan.pages
            if line.result is PageResult.OK
        },
        "broken": {line.url: line.broken_since for line in plan.data_links if line.broken_since},
        "form": {line.key: line.decision["points"] for line in plan.form if line.decision.get("points")},
        "trends": [
            [t.cycle, t.site, t.family, t.name, t.value, t.unit, t.tools, t.note] for t in plan.trends
        ],
    }


def highlights(material: Material, rows: Sequence[PlanRow]) -> tuple[str, str, str]:
    """今期の要点: three sentences, what to do first, what most of the rest is, who has to decide."""
    still = [row for row in open_rows(rows, material.date) if row.certainty is not Certainty.REVIEW]
    review = [row for row in open_rows(rows, material.date) if row.certainty is Certainty.REVIEW]
    audited = sum(len(urls) for urls in material.audited.values())
    if not audited:
        return (
            "今期は検査できたページがありません。まずサイトに接続できない原因をページ一覧の失敗理由で確かめてください。",
            "前期までの指摘は「未確認」として残しています。",
            "接続できるようになったら、もう一度検査してください。",
        )
    if not still:
        first = f"検査した{material.subject}で、機械が確実に問題と言える指摘はありません。"
    else:
        top = still[0]
        first = (
            f"まず、{top.site_name}の「{_short(top.message)}」（管理番号 {top.number}）に対応してください"
            f"（{word(top.place)}、{top.pages}{'ファイル' if top.place is RepairPlace.FILE else 'ページ'}）。"
        )
    high = [row for row in still if row.priority is Priority.HIGH]
    one_place = [row for row in high if row.place in _ONE_PLACE]
    second = (
        f"優先度「高」は{len(high)}件で、そのうち{len(one_place)}件は共通テンプレート・共通部品・サーバー設定の"
        "修正でまとめて直ります。"
        if high
        else f"優先度「高」の指摘はありません。残りは{len(still)}件です。"
    )
    return first, second, _third(material, still, review)


def _third(material: Material, still: Sequence[PlanRow], review: Sequence[PlanRow]) -> str:
    overdue = [row for row in still if is_overdue(row.decision, row.verdict, material.date)]
    if overdue:
        return f"対応期限を過ぎた指摘が{len(overdue)}件あります。対応の状況又は新しい期限を記入してください。"
    unowned = [row for row in still if not row.decision.get("owner-unit")]
    if unowned:
        return (
            f"担当部署が決まっていない指摘が{len(unowned)}件あります。改善計画の担当部署と対応期限を記入してください"
            + (f"（ほかに人の判断が必要なものが{len(review)}件）。" if review else "。")
        )
    if review:
        return f"人の判断が必要な指摘が{len(review)}件あります。目視で確かめ、状態を記入してください。"
    return "機械で調べられるのは一部です。達成基準別結果の「要確認」を目視で確かめてください。"


def _short(text: str) -> str:
    return text.split("。", 1)[0].split("\n", 1)[0]


def _facts(material: Material, criteria: Sequence[CriterionResult]) -> tuple[tuple[Fact, str], ...]:
    if material.of_files:  # the nine items of JB.3.1 are about pages
        tools = "、".join(
            f"{name} {version}" for name, version in sorted(material.versions.items()) if name != "rules"
        )
        return (
            (Fact.SUBJECT, f"{material.subject}（公開前）"),
            (Fact.FILE_TOOLS, tools),
            (Fact.DAY, material.date),
            *_adjusted(material),
        )
    standards = dict.fromkeys(STANDARDS[name] for site in material.sites for name in site.standard)
    methods = dict.fromkeys(
        SELECTION[site.selection].fill("ja", {"annex": "JB.1.2"}) for site in material.sites
    )
    audited = sum(len(material.audited.get(site.id, ())) for site in material.sites)
    extra = dict.fromkeys(number for site in material.sites for number in site.extra_criteria)
    # The browser has a line of its own; the digest of the rules tells a reader nothing.
    tools = "、".join(
        f"{name} {version}"
        for name, version in sorted(material.versions.items())
        if version and name not in ("browser", "rules")
    )
    counted = Counter(line.result for line in criteria if line.asked)
    summary = "、".join(f"{word(result)} {count}" for result, count in sorted(counted.items()))
    exceptions = [f"{e.pattern}（{e.reason}）" for site in material.sites for e in site.exceptions]
    return (
        (Fact.STATED_ON, "（局で記入してください）"),
        (Fact.STANDARD, "、".join(standards)),
        (Fact.LEVEL, "機械の検査だけでは表明できません（目視の試験の後に局で記入）"),
        (
            Fact.PAGES,
            "、".join(f"{site.name}（{site.start}）" for site in material.sites) or "なし",
        ),
        (Fact.TECHNOLOGIES, "HTML、CSS、JavaScript（局で確認してください）"),
        (Fact.TOOLS, tools),
        (Fact.BROWSER, material.versions.get("browser", "")),
        (Fact.SELECTION, "、".join(methods)),
        (Fact.TESTED, f"{audited}ページ（ページ一覧を参照）"),
        (Fact.CHECKLIST, f"達成基準別結果を参照（{summary}）"),
        (Fact.PERIOD, f"{material.label}　検査日 {material.date}"),
        (
            Fact.ADDED,
            "、".join([*extra, *exceptions]) or "なし",
        ),
        *_adjusted(material),
    )


def _adjusted(material: Material) -> tuple[tuple[Fact, str], ...]:
    return ((Fact.ADJUSTED, material.adjusted),) if material.adjusted else ()


def _trends(material: Material, rows: Sequence[PlanRow], indicators: Sequence[Kpi]) -> tuple[TrendLine, ...]:
    """All earlier values and those of this cycle. A change of tools is a note, or the trend would lie."""
    earlier = [
        TrendLine(*values) for values in material.previous.get("trends", ()) if values[0] < material.cycle
    ]
    tools = "・".join(f"{name} {version}" for name, version in sorted(material.versions.items()) if version)
    changed = bool(earlier) and earlier[-1].tools != tools
    note = TOOLS_CHANGED if changed else ""
    now = [
        TrendLine(material.cycle, WHOLE_BUREAU, kpi.group, kpi.name, kpi.now, kpi.unit, tools, note)
        for kpi in indicators
        if kpi.now is not None
    ]
    counts = Counter((row.site, row.family) for row in open_rows(rows, material.date))
    verdicts: Mapping[Verdict, int] = Counter(row.verdict for row in rows)
    now += [
        TrendLine(material.cycle, site, word(family), OPEN_ISSUES, count, "件", tools, note)
        for (site, family), count in sorted(counts.items(), key=lambda item: (item[0][0], word(item[0][1])))
    ]
    now += [
        TrendLine(material.cycle, WHOLE_BUREAU, VERDICT_COUNTS, verdict.value, verdicts.get(verdict, 0), "件",
                  tools, note)
        for verdict in Verdict
    ]  # fmt: skip
    return tuple(earlier + now)
