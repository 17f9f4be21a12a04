"""Indicators of a bureau's cycle, each with its denominator: no number without what it is a share of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from auditor.model import (
    CLOSED_VERDICTS,
    Certainty,
    Counts,
    CriterionResult,
    DataLinkLine,
    DataLinkState,
    FormLine,
    HeaderLine,
    HeaderState,
    Kpi,
    PageLine,
    PlanRow,
    Text,
    Verdict,
)
from auditor.plan import criterion, data_link
from auditor.plan.counts import open_rows
from auditor.plan.material import Material
from auditor.words import INDICATOR, PRINCIPLE, say


@dataclass(frozen=True, slots=True)
class Indicator:
    """What one indicator is called, and what it counts in."""

    id: str
    group: str
    name: str
    unit: str


# In the order they are shown.
INDICATORS: Mapping[str, Indicator] = MappingProxyType({
    one.id: one
    for one in (
        Indicator("issues-open", PRINCIPLE["access"].ja, INDICATOR["issues-open"].ja, "件"),
        Indicator("issues-high", PRINCIPLE["access"].ja, INDICATOR["issues-high"].ja, "件"),
        Indicator("findings-per-100", PRINCIPLE["access"].ja, INDICATOR["findings-per-100"].ja, "件"),
        Indicator("panel", PRINCIPLE["access"].ja, INDICATOR["panel"].ja, "件"),
        Indicator("clean-pages", PRINCIPLE["access"].ja, INDICATOR["clean-pages"].ja, "%"),
        Indicator("criteria-clear", PRINCIPLE["access"].ja, INDICATOR["criteria-clear"].ja, "項目"),
        Indicator("broken-links", PRINCIPLE["data"].ja, INDICATOR["broken-links"].ja, "%"),
        Indicator("readable-files", PRINCIPLE["data"].ja, INDICATOR["readable-files"].ja, "%"),
        Indicator("registered-files", PRINCIPLE["data"].ja, INDICATOR["registered-files"].ja, "%"),
        Indicator("median-age", PRINCIPLE["data"].ja, INDICATOR["median-age"].ja, "日"),
        Indicator("headers-fit", PRINCIPLE["security"].ja, INDICATOR["headers-fit"].ja, "%"),
        Indicator("coverage", PRINCIPLE["open"].ja, INDICATOR["coverage"].ja, "%"),
        Indicator("improved", PRINCIPLE["open"].ja, INDICATOR["improved"].ja, "%"),
        Indicator("reappeared", PRINCIPLE["open"].ja, INDICATOR["reappeared"].ja, "%"),
        Indicator("unassigned", PRINCIPLE["open"].ja, INDICATOR["unassigned"].ja, "%"),
        Indicator("due-kept", PRINCIPLE["open"].ja, INDICATOR["due-kept"].ja, "%"),
        Indicator("form-points", PRINCIPLE["open"].ja, INDICATOR["form-points"].ja, "点"),
    )
})  # fmt: skip
# What each number is made of, by the id of its indicator.
_NOTES: Mapping[str, Text] = MappingProxyType(
    {
        "issues-open": Text(
            "直す必要のある原因{mend}件と、人の判断が必要な指摘{review}件の合計。別に推奨{advice}件、対応しない・誤り等{excused}件、"
            "例外{exempt}件、検査の更新による新規{news}件",
            "{mend} causes that have to be mended, and {review} for people to decide. Not among them: {advice} of advice, "
            "{excused} declined or mistaken, {exempt} exempt, {news} new by an update of the audit",
        ),
        "issues-high": Text(
            "残存{whole}件のうち優先度「高」{part}件", "{part} of high priority, of {whole} open ones"
        ),
        "findings-per-100": Text(
            "{part}件 ÷ {whole}ページ × 100（問題あり・問題の可能性大）",
            "{part} findings ÷ {whole} pages × 100 (defects and likely defects)",
        ),
        "panel": Text(
            "前期も今期も検査した{whole}ページだけで数えた指摘{part}件（推奨を除く）",
            "{part} findings, without advice, on the {whole} pages alone that were audited in both cycles",
        ),
        "clean-pages": Text(
            "{part} ÷ {whole}ページ。適合を意味しません",
            "{part} ÷ {whole} pages. It does not mean conformance",
        ),
        "criteria-clear": Text(
            "目標の{whole}項目のうち、機械が不適合を見つけていない{part}項目。適合の数ではありません",
            "Of {whole} criteria aimed at, the {part} of which the machine found no failure. They are not known to be met",
        ),
        "broken-links": Text("{part} ÷ 確かめた{whole}ファイル", "{part} ÷ {whole} files checked"),
        "readable-files": Text(
            "{part} ÷ 中身を点検した{whole}ファイル。機械可読性の水準1（L1）に致命的な違反のないもの",
            "{part} ÷ {whole} files whose content was checked. Those without a grave failure of level 1 (L1) of machine "
            "readability",
        ),
        "registered-files": Text(
            "{part} ÷ サイトのデータ{whole}ファイル", "{part} ÷ {whole} data files of the sites"
        ),
        "median-age": Text(
            "最終更新日の分かる{whole}ファイル。検査日まで",
            "Until the day of the audit, of {whole} files whose last change is known",
        ),
        "headers-fit": Text(
            "適 {part} ÷ 判定した{whole}項目（ホスト×ヘッダー）",
            "{part} as expected ÷ {whole} judged (hosts × headers)",
        ),
        "coverage": Text("検査できた{part} ÷ 選んだ{whole}ページ", "{part} audited ÷ {whole} pages selected"),
        "improved": Text(
            "改善確認済{part} ÷ 前期残存{whole}件", "{part} confirmed fixed ÷ {whole} open last cycle"
        ),
        "reappeared": Text("再発{part} ÷ 残存{whole}件", "{part} reappeared ÷ {whole} open"),
        "unassigned": Text("担当部署が空欄{part} ÷ 残存{whole}件", "{part} without a unit ÷ {whole} open"),
        "due-kept": Text(
            "改善を確認{part} ÷ 期限の来た{whole}件",
            "{part} confirmed fixed ÷ {whole} whose due date has come",
        ),
        "form-points": Text(
            "記入済み{part} ÷ {whole}項目、満点{full}点",
            "{part} ÷ {whole} items filled in; full score {full}",
        ),
    }
)
_HELD = Text(
    "（接続できなかった{n}サイトは、前回検査したときの値で数えています）",
    " ({n} sites that could not be reached count as they were when they were audited last)",
)
# What tells of pages and files, and so of nothing where a site was not reached.
_OF_PAGES = frozenset(
    {"findings-per-100", "panel", "clean-pages", "criteria-clear", "broken-links", "readable-files",
     "registered-files", "median-age", "headers-fit"}
)  # fmt: skip
_NO_CATALOGUE = Text(
    "データカタログの写しがないため、数えていません（取りまとめの部署が取り寄せます）",
    "Not counted: there is no copy of the data catalogue (the coordinating unit gets one)",
)
_COUNTED = frozenset({Certainty.DEFINITE, Certainty.LIKELY})


def kpis(
    material: Material,
    rows: Sequence[PlanRow],
    counts: Counts,
    criteria: Sequence[CriterionResult],
    headers: Sequence[HeaderLine],
    links: Sequence[DataLinkLine],
    forms: Sequence[FormLine],
    pages: Sequence[PageLine] = (),
) -> tuple[Kpi, ...]:
    """Return all indicators in the order they are shown.

    `material` is held: sites not reached are as they were last.
    """
    before: Mapping[str, float] = material.previous.get("kpis", {})
    held = _HELD.fill(material.lang, {"n": len(material.unreached)}) if material.unreached else ""

    def kpi(key: str, value: float | None, **told: int) -> Kpi:
        note = _NOTES[key].fill(material.lang, told) + (
            held if key in _OF_PAGES and value is not None else ""
        )
        return _kpi(key, value, before.get(key), note)

    still = open_rows(rows, material.date)
    again = counts.verdicts.get(Verdict.REAPPEARED, 0)
    unowned = [row for row in still if not row.decision.get("owner-unit")]
    due = [row for row in rows if "" < row.decision.get("due", "") < material.date]
    kept = [row for row in due if row.verdict in CLOSED_VERDICTS]

    audited = {(site.id, url) for site in material.sites for url in material.audited_of(site.id)}
    selected = {
        (site, page.url) for site, pages in material.pages.items() for page in pages if page.sample
    } | audited
    # Of a site that never answered the start page at least was wanted.
    wanted = len(selected) + sum(not any(of == site for of, _ in selected) for site in material.unreached)
    reached = [page for page in audited if page[0] not in material.unreached]
    # What only a newer tool sees would pass for a site that got worse.
    news = {issue.number for issue in material.issues if issue.tool_news}
    findings = [
        r
        for r in material.rows
        if r.certainty in _COUNTED and (r.site, r.url) in audited and r.issue not in news
    ]
    unseen = Counter(
        (r.site, r.url) for r in material.rows if r.issue in news and r.certainty is not Certainty.ADVICE
    )
    both, panel, panel_before = _panel([line for line in pages if (line.site, line.url) in audited], unseen)
    dirty = {(row.site, row.url) for row in findings}
    asked = {line.number for line in criteria if line.asked}
    failing = {line.number for line in criteria if line.asked and line.result in criterion.FAILING}
    # A defect that nobody could look for again is no criterion without failures.
    failing |= asked & {
        issue.criteria[0]
        for issue in material.issues
        if issue.criteria
        and issue.verdict is Verdict.UNCONFIRMED
        and issue.certainty in _COUNTED
        and not issue.exempt
    }
    judged = [line for line in headers if line.expected and line.judged is not HeaderState.UNKNOWN]
    fit = [line for line in judged if line.judged is HeaderState.FIT]
    targets = {line.url: line.judged for line in links if line.judged is not DataLinkState.UNKNOWN}
    broken = [url for url, state in targets.items() if state is DataLinkState.BROKEN]
    read = {url for site in material.sites for page in material.pages.get(site.id, ())
            if (url := page.url) and page.file and page.file.sheets}  # fmt: skip
    readable = [url for url in read if material.scores.get(url, {}).get("L1", 0) > 0]
    registered = material.registered or {}
    listed = [url for url, there in registered.items() if there]
    dated = {line.url for line in links if line.modified}
    points = [line for line in forms if line.decision.get("points", "").isdecimal()]
    return (
        kpi("issues-open", counts.open, mend=counts.mend, review=counts.review, advice=counts.advice,
            excused=counts.excused, exempt=counts.exempt, news=counts.news),
        kpi("issues-high", counts.high, part=counts.high, whole=counts.open),
        kpi("findings-per-100", _ratio(len(findings), len(audited)), part=len(findings), whole=len(audited)),
        replace(kpi("panel", panel, part=panel or 0, whole=both), before=panel_before),
        kpi("clean-pages", _ratio(len(audited - dirty), len(audited)), part=len(audited - dirty), whole=len(audited)),
        kpi("criteria-clear", len(asked - failing) if audited else None, part=len(asked - failing), whole=len(asked)),
        kpi("broken-links", _ratio(len(broken), len(targets)), part=len(broken), whole=len(targets)),
        kpi("readable-files", _ratio(len(readable), len(read)), part=len(readable), whole=len(read)),
        kpi("registered-files", _ratio(len(listed), len(registered)), part=len(listed), whole=len(registered))
        if material.registered is not None
        else _kpi("registered-files", None, before.get("registered-files"), say(_NO_CATALOGUE, material.lang)),
        kpi("median-age", data_link.median_age(links, material.date), whole=len(dated)),
        kpi("headers-fit", _ratio(len(fit), len(judged)), part=len(fit), whole=len(judged)),
        kpi("coverage", _ratio(len(reached), wanted), part=len(reached), whole=wanted),
        kpi("improved", _ratio(counts.fixed, counts.was_open), part=counts.fixed, whole=counts.was_open),
        kpi("reappeared", _ratio(again, len(still)), part=again, whole=counts.open),
        kpi("unassigned", _ratio(len(unowned), len(still)), part=len(unowned), whole=counts.open),
        kpi("due-kept", _ratio(len(kept), len(due)), part=len(kept), whole=len(due)),
        kpi("form-points", sum(int(line.decision["points"]) for line in points) if points else None,
            part=len(points), whole=len(forms), full=sum(line.full for line in forms)),
    )  # fmt: skip


def _panel(
    pages: Iterable[PageLine], unseen: Mapping[tuple[str, str], int]
) -> tuple[int, int | None, int | None]:
    """Return pages audited in both cycles, and their findings now and then: a larger sample is no more problems.

    `unseen`: findings of a page that are left out, as only a newer tool sees them.
    """
    both = [
        (line.high + line.middle + line.low - unseen.get((line.site, line.url), 0), line.before)
        for line in pages
        if line.before is not None
    ]
    return (len(both), sum(n for n, _ in both), sum(b for _, b in both)) if both else (0, None, None)


def _kpi(key: str, now: float | None, before: float | None, note: str) -> Kpi:
    known = INDICATORS[key]
    return Kpi(key, known.group, known.name, now, before, known.unit, note)


def _ratio(part: int, whole: int) -> float | None:
    """Percentage of a whole, None where there is nothing to take a share of."""
    return round(100 * part / whole, 1) if whole else None
