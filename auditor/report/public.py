"""What of a cycle may be published: tables of plain values with their dictionary, as CSV, JSON and one page.

People's words stay inside: no owner, no note, no picture, no quotation from a page. Places of security defects stay
inside as well, for they would tell an attacker where to look; their number is among the indicators.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.model import WHOLE_BUREAU, Bureau, Family, ImprovementPlan, PageResult, PlanRow
from auditor.report.csv_lines import BOM
from auditor.report.csv_lines import table as csv_table
from auditor.report.html_frame import draw_page
from auditor.report.report_words import DISCLAIMER
from auditor.words import word

LICENCE = "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.ja"
_NONE = "該当なし"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a published table, as the data dictionary explains it."""

    name: str
    meaning: str
    kind: str = "文字列"  # 文字列 | 整数 | 数値
    unit: str = _NONE


@dataclass(frozen=True, slots=True)
class Table:
    """One published table."""

    file: str  # name without its ending
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[str | int | float, ...], ...]

    @property
    def explained(self) -> tuple[tuple[str, ...], ...]:
        """What each column means, as rows."""
        return tuple((field.name, field.meaning, field.kind, field.unit) for field in self.fields)


_CYCLE = Field("期", "検査した四半期。2026Q4 は2026年10月から12月")
_BUREAU = Field("局ID", "局を表す英数字")
_SITE = Field("サイトID", "サイトを表す英数字")
_INDICATORS = (
    _CYCLE,
    _BUREAU,
    Field("区分", "指標が支える考え方。件数の内訳は「判定」"),
    Field("指標", "指標の名称"),
    Field("値（「単位」の列の単位）", "指標の値", "数値", "「単位」の列による"),
    Field("単位", "値の単位"),
)
_CRITERIA = (
    _CYCLE,
    _BUREAU,
    _SITE,
    Field("達成基準番号", "JIS X 8341-3 又は WCAG の達成基準の番号"),
    Field("適合レベル", "A、AA 又は AAA"),
    Field("結果", "機械による検査の結果。機械は適合と判定しない"),
    Field("検査ページ数（ページ）", "検査したページの数", "整数", "ページ"),
    Field("不適合ページ数（ページ）", "不適合を見つけたページの数", "整数", "ページ"),
)
_ISSUES = (
    _CYCLE,
    _BUREAU,
    _SITE,
    Field("管理番号", "原因ごとの番号。期が変わっても同じ"),
    Field("判定", "前期と比べた結果"),
    Field("優先度", "高、中 又は 低"),
    Field("分類", "アクセシビリティ、オープンデータ 又は PDF文書"),
    Field("検査規則ID", "検査規則を表す英数字"),
    Field("検査規則", "検査規則の題名"),
    Field("達成基準番号", "関係する達成基準の番号。無いものは「該当なし」"),
    Field("確からしさ", "問題あり、問題の可能性大 又は 要判断"),
    Field("原因の場所", "共通テンプレート、個別ページ など"),
    Field("該当ページ数（ページ）", "今期に検出したページの数", "整数", "ページ"),
    Field("初回検出期", "初めて検出した四半期"),
)
_SITES = (
    _CYCLE,
    _BUREAU,
    Field("局名", "局の名称"),
    _SITE,
    Field("サイト名", "サイトの名称"),
    Field("検査ページ数（ページ）", "検査したページの数", "整数", "ページ"),
)
_README = (Field("情報の種類", "このデータについての情報の種類"), Field("内容", "情報の内容"))
_DICTIONARY = (
    Field("ファイル", "データのファイル名。拡張子を除く"),
    Field("列番号", "左から数えた列の番号", "整数"),
    Field("列名", "列の名称"),
    Field("説明", "列の値の意味"),
    Field("型", "文字列、整数 又は 数値"),
    Field("値の単位", "値の単位。無いものは「該当なし」"),
)


def tables(
    plans: Sequence[ImprovementPlan],
    bureaus: Sequence[Bureau],
    shown: Mapping[str, Sequence[PlanRow]],
    titles: Mapping[str, str],
) -> tuple[Table, ...]:
    """Return the tables of a cycle. `shown`: bureau → rows that count; `titles`: rule → its title."""
    data = (
        Table("sites", "局とサイト", _SITES, tuple(_sites(plans, bureaus))),
        Table("indicators", "指標の推移", _INDICATORS, tuple(_indicators(plans))),
        Table("criteria", "達成基準ごとの結果", _CRITERIA, tuple(_criteria(plans))),
        Table("issues", "原因ごとの指摘", _ISSUES, tuple(_issues(plans, shown, titles))),
    )
    words = tuple(
        (one.file, at, field.name, field.meaning, field.kind, field.unit)
        for one in data
        for at, field in enumerate(one.fields, start=1)
    )
    return (
        *data,
        Table("dictionary", "列の説明", _DICTIONARY, words),
        Table("readme", "このデータについて", _README, tuple(_readme(plans))),
    )


def _readme(plans: Sequence[ImprovementPlan]) -> Iterator[tuple[str, str]]:
    first = plans[0]
    yield "題名", f"{first.organisation} ウェブサイト検査の結果".strip()
    yield "対象の期", first.label
    yield "最終更新日", first.date
    yield "更新頻度", "四半期ごと"
    yield "出典", first.organisation or _NONE
    yield "ライセンス", LICENCE
    yield "ライセンスのURL", LICENCE_URL
    yield "文字コード", "UTF-8"
    yield "検査の限界", DISCLAIMER.ja


def _sites(
    plans: Sequence[ImprovementPlan], bureaus: Sequence[Bureau]
) -> Iterator[tuple[str | int | float, ...]]:
    for plan, bureau in zip(plans, bureaus, strict=True):
        audited = Counter(line.site for line in plan.pages if line.result is PageResult.OK)
        for site in bureau.sites:
            yield plan.cycle, plan.bureau, plan.bureau_name, site.id, site.name, audited[site.id]


def _indicators(plans: Iterable[ImprovementPlan]) -> Iterator[tuple[str | int | float, ...]]:
    for plan in plans:
        for one in plan.trends:
            if one.site == WHOLE_BUREAU:
                yield one.cycle, plan.bureau, one.family, one.name, one.value, one.unit


def _criteria(plans: Iterable[ImprovementPlan]) -> Iterator[tuple[str | int | float, ...]]:
    for plan in plans:
        for one in plan.criteria:
            if one.asked:
                yield (
                    plan.cycle, plan.bureau, one.site, one.number, one.level, word(one.result), one.pages,
                    one.failed_pages,
                )  # fmt: skip


def _issues(
    plans: Iterable[ImprovementPlan], shown: Mapping[str, Sequence[PlanRow]], titles: Mapping[str, str]
) -> Iterator[tuple[str | int | float, ...]]:
    for plan in plans:
        for row in shown.get(plan.bureau, ()):
            if row.family is not Family.SECURITY:
                yield (
                    plan.cycle, plan.bureau, row.site, row.number, word(row.verdict), word(row.priority),
                    word(row.family), row.rule, titles.get(row.rule, row.rule),
                    row.criterion.split(" ", 1)[0] or _NONE, word(row.certainty), word(row.place), row.pages,
                    row.first_cycle or plan.cycle,
                )  # fmt: skip


def csv_of(one: Table) -> bytes:
    """Return a table as CSV: UTF-8 with its mark, one heading line, values only."""
    return (BOM + csv_table([field.name for field in one.fields], one.rows)).encode()


def json_of(one: Table, *, title: str, organisation: str, cycle: str) -> bytes:
    """Return the same table as JSON, with what each column means."""
    names = [field.name for field in one.fields]
    whole = {
        "title": f"{title} {one.title}",
        "publisher": organisation,
        "cycle": cycle,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "fields": [
            {"name": f.name, "description": f.meaning, "type": f.kind, "unit": f.unit} for f in one.fields
        ],
        "rows": [dict(zip(names, row, strict=True)) for row in one.rows],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def page_of(plans: Sequence[ImprovementPlan], made: Sequence[Table], files: Mapping[str, int]) -> str:
    """Return the page that leads to the files. `files`: name → bytes."""
    return draw_page(
        "public.html",
        lang="ja",
        plan=plans[0],
        bureaus=list(_summary(plans, made)),
        tables=made,
        files=files,
        licence=LICENCE,
        licence_url=LICENCE_URL,
        disclaimer=DISCLAIMER.ja,
    )


def _summary(plans: Sequence[ImprovementPlan], made: Sequence[Table]) -> Iterator[tuple[str, int, int, int]]:
    """Yield each bureau with its sites, audited pages and published issues."""
    counted = {plan.bureau: 0 for plan in plans}
    for row in next(one for one in made if one.file == "issues").rows:
        counted[str(row[1])] += 1
    for plan in plans:
        sites = len({line.site for line in plan.criteria})
        audited = sum(line.result is PageResult.OK for line in plan.pages)
        yield plan.bureau_name, sites, audited, counted[plan.bureau]
