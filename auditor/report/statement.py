"""試験結果: the nine items of JIS X 8341-3:2016 JB.3.1 and the checklist of one site, as one HTML page."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from auditor.model import (
    Applies,
    Conformity,
    CriterionResult,
    Fact,
    ImprovementPlan,
    PageResult,
    Review,
    Site,
)
from auditor.report.html import day, document, table
from auditor.report.words import DISCLAIMER
from auditor.words import REVIEW, of_value, word

_STANDARDS = {
    "jis-x-8341-3-2016": "JIS X 8341-3:2016（WCAG 2.0）",
    "wcag-2.2": "WCAG 2.2",
}
_SIGNED: frozenset[Review | Conformity | None] = frozenset(
    {Review.CONFORMS, Review.FAILS, Review.NOT_APPLICABLE}
)


_FAILING: frozenset[Review | Conformity] = frozenset({Review.FAILS, Conformity.FAILED})


@dataclass(frozen=True, slots=True)
class Entry:
    """What the checklist says of one criterion: 適用, 適合 and 注記."""

    applies: Applies
    found: Review | Conformity
    note: str

    @property
    def result(self) -> str:
        """適合 in words."""
        if self.found is Review.NOT_APPLICABLE:
            return f"{REVIEW[Review.CONFORMS].ja}（{REVIEW[self.found].ja}）"
        return word(self.found)


def verdict(line: CriterionResult) -> Entry:
    """Return a person's word where there is one with name and day, else what the machine saw."""
    said = of_value(Review, line.decision.get("review-result", ""))
    who, when = line.decision.get("reviewer", ""), line.decision.get("reviewed-at", "")
    if said is not None and said in _SIGNED and who and when:
        note = f"目視：{when}"
        if said is Review.CONFORMS and line.result is Conformity.FAILED:
            note = f"{note}（適合との記入がありますが、機械が不適合を検出しています）。{line.note}"
            return Entry(Applies.YES, Review.FAILS, note)
        if said is Review.NOT_APPLICABLE:
            return Entry(Applies.NO, said, note)
        return Entry(Applies.YES, said, note + (f"。{line.note}" if said is Review.FAILS else ""))
    asks = "目視結果に、確認者と確認日を添えてください。" if said in _SIGNED else ""
    return Entry(line.applies, line.result, asks + line.note)


def statement_html(plan: ImprovementPlan, site: Site, tools: Sequence[tuple[str, str]] = ()) -> str:
    """Draw the page. It claims nothing that the evidence and people's signatures do not carry."""
    lines = [line for line in plan.criteria if line.site == site.id]
    asked = [line for line in lines if line.asked]
    title = f"{site.name} ウェブアクセシビリティ試験結果 {plan.label}"
    header = (
        f"<h1>{escape(site.name)} ウェブアクセシビリティ試験結果</h1>"
        f'<p class="meta"><span>{escape(plan.organisation)} {escape(plan.bureau_name)}</span>'
        f"<span>{escape(plan.label)}</span></p>"
    )
    main = "".join(
        [
            f'<p class="notice">{escape(_lead(asked))}</p>',
            '<h2 class="top">試験結果の表示事項（JIS X 8341-3:2016 附属書JB JB.3.1）</h2>',
            table("表示事項", ["項目", "内容"], _items(plan, site, asked)),
            "<h2>達成基準チェックリスト</h2>"
            "<p>適用の「○」は該当する内容がある、「－」は無い、「未判定」はまだ人が確かめていないことを示します。</p>",
            _checklist(f"目標とする達成基準（{len(asked)}項目）", asked),
            _checklist("目標の外の達成基準（参考）", [line for line in lines if not line.asked]),
            _exceptions(plan, site),
        ]
    )
    versions = "、".join(f"{name} {version}" for name, version in tools)
    footer = f"<p>{escape(DISCLAIMER.ja)}</p>" + (f"<p>{escape(versions)}</p>" if versions else "")
    return document(title=title, lang="ja", header=header, main=main, footer=footer)


def _lead(asked: Sequence[CriterionResult]) -> str:
    found = [verdict(line).found for line in asked]
    waiting = sum(one not in _SIGNED | _FAILING for one in found)
    failing = sum(one in _FAILING for one in found)
    if waiting:
        return (
            f"この結果は途中です。目標の{len(asked)}項目のうち{waiting}項目は人の確認が済んでいません。"
            f"不適合は{failing}項目です。適合を表明するものではありません。"
        )
    if failing:
        return f"目標の{len(asked)}項目のうち{failing}項目が不適合です。"
    return (
        f"目標の{len(asked)}項目のすべてに人の確認が記入されています。適合の表明は局の責任で行ってください。"
    )


def _items(plan: ImprovementPlan, site: Site, asked: Sequence[CriterionResult]) -> list[tuple[str, str]]:
    facts = dict(plan.facts)
    standards = "、".join(
        next((name for key, name in _STANDARDS.items() if one.startswith(key)), one) for one in site.standard
    )
    levels = "、".join(sorted({one.rpartition("-")[2].upper() for one in site.standard}))
    pages = [page for page in plan.pages if page.site == site.id and page.result is PageResult.OK]
    shown = "、".join(page.url for page in pages[:40])
    more = f" ほか{len(pages) - 40}ページ" if len(pages) > 40 else ""
    return [
        ("1. 表明日", "未記入（試験の後に局で記入）"),
        ("2. 規格の規格番号及び改正年", standards),
        ("3. 満たしている適合レベル", f"未表明（目標は{levels}。すべての確認の後に局で記入）"),
        ("4. 対象となるウェブページに関する簡潔な説明", f"{site.name}（{site.start}）"),
        ("5. 依存したウェブコンテンツ技術のリスト", facts.get(Fact.TECHNOLOGIES, "")),
        ("6. 試験を行ったウェブページを選択した方法", facts.get(Fact.SELECTION, "")),
        ("7. 試験を行ったウェブページのURI", f"{len(pages)}ページ：{shown}{more}" if pages else "なし"),
        ("8. 達成基準チェックリスト", f"下の表（{len(asked)}項目）"),
        ("9. 試験実施期間", f"{day(plan.date, 'ja')}（機械による検査の日）"),
    ]


def _checklist(caption: str, lines: Sequence[CriterionResult]) -> str:
    if not lines:
        return ""
    rows = [
        (line.number, line.name, line.level, word(entry.applies), entry.result, entry.note)
        for line, entry in ((line, verdict(line)) for line in lines)
    ]
    return table(caption, ["細分箇条", "達成基準", "等級", "適用", "適合", "注記"], rows)


def _exceptions(plan: ImprovementPlan, site: Site) -> str:
    if not site.exceptions:
        return ""
    apart = sum(row.exempt and row.site == site.id for row in plan.rows)
    rows = [(exemption.pattern, exemption.reason) for exemption in site.exceptions]
    return (
        f"<h2>例外事項</h2><p>次の範囲は別に数えています。この範囲だけにある指摘は{apart}件です。</p>"
        + table("例外とした範囲", ["範囲", "理由"], rows)
    )
