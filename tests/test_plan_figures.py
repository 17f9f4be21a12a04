"""Every figure of a random store, counted again in another way: one number for one thing, wherever it stands."""

import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from plan_samples import RULES, finding

from auditor.evaluate.rulebook import Rulebook
from auditor.model import (
    Assertion,
    Bureau,
    Certainty,
    Decision,
    Exemption,
    Fate,
    FindingRow,
    Hop,
    Issue,
    Outcome,
    PageFacts,
    Site,
    Status,
    Targets,
)
from auditor.plan.issue_grouping import issue_key
from auditor.publish.bureau import publish_bureau
from auditor.publish.index import write_index
from auditor.publish.status import plan_status
from auditor.publish.stored_material import PublishContext
from auditor.store import Store

CYCLES = {"2026Q2": "2026-05-20", "2026Q3": "2026-08-20", "2026Q4": "2026-11-20"}
SITES = ("kurashi", "kodomo", "minato")
HEADER = "security/hsts"
SURE = {Certainty.DEFINITE, Certainty.LIKELY}
BUREAU = Bureau(
    "fukushi",
    "福祉局",
    tuple(
        Site(id, f"{id}のサイト", "fukushi", f"https://www.{id}.metro.example.jp/page0.html",
             exceptions=(Exemption("*/page7.html", "地図"),))
        for id in SITES
    ),
)  # fmt: skip


@dataclass
class Quarter:
    """What one quarter was made of, as the test made it, and what was written of it."""

    day: str
    audited: set[tuple[str, str]] = field(default_factory=set)  # site and URL
    sampled: set[tuple[str, str]] = field(default_factory=set)
    rows: list[FindingRow] = field(default_factory=list)
    sheets: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    kpis: Mapping[str, list[Any]] = field(default_factory=dict)  # name → the cells of its line
    issues: list[Issue] = field(default_factory=list)
    alts: str = ""
    index: str = ""
    status: str = ""

    def reached(self, site: str) -> bool:
        return any(of == site for of, _ in self.audited)


def facts(site: str, at: int, fate: Fate, sample: str) -> PageFacts:
    url = f"https://www.{site}.metro.example.jp/page{at}.html"
    status = 404 if fate is Fate.HTTP_ERROR else 200
    return PageFacts(
        url, fate, status=status, content_type="text/html", hops=(Hop(url, status, ()),), sample=sample
    )


def findings_on(rng: random.Random, site: str, at: int) -> Iterator[FindingRow]:
    for rule in (
        "axe/image-alt",
        "axe/color-contrast",
        "jis/marquee",
        "jis/colour-words",
        "jis/date-abbreviated",
    ):
        certainty = {"jis/colour-words": Certainty.REVIEW, "jis/date-abbreviated": Certainty.ADVICE}.get(
            rule, rng.choice((Certainty.DEFINITE, Certainty.LIKELY))
        )
        for path in rng.sample(("p>img", "td>img", "li>img"), rng.choice((0, 0, 1, 2))):
            for _ in range(rng.choice((1, 1, 3))):
                yield finding(
                    rule, at, site=site, path=path, certainty=certainty, name="a", ratio="2", text="赤"
                )


def audit(store: Store, rng: random.Random, cycle: str, quarter: Quarter) -> None:
    """Write what an audit of the three sites might have brought."""
    changed = rng.choice(tuple(RULES)) if cycle != min(CYCLES) else ""
    for site in SITES:
        own = store.site(cycle, site)
        own.open("fukushi", {})
        if cycle != min(CYCLES) and rng.random() < 0.3:
            down = [facts(site, 0, Fate.TIMEOUT, "")]
            own.commit_discovery(down, down)
            continue
        pages = [
            facts(
                site, at, rng.choice((Fate.OK, Fate.OK, Fate.OK, Fate.HTTP_ERROR, Fate.TIMEOUT)) if at else Fate.OK,
                "random" if rng.random() < 0.8 or not at else "",
            )
            for at in range(9)
        ]  # fmt: skip
        own.commit_discovery(pages, pages)
        quarter.sampled |= {(site, page.url) for page in pages if page.sample}
        for at, page in enumerate(pages):
            if page.fate is not Fate.OK:
                continue
            headers = [
                finding(
                    HEADER, at, site=site, region="response", path="", identity="strict-transport-security"
                )
            ]
            quarter.rows += headers
            own.commit_judgement(
                "site", {page.url: (said([HEADER], page.url, headers, changed), headers)}, "d"
            )
            if page.sample:
                rows = [*findings_on(rng, site, at)]
                own.commit_visit(page, said(sorted({*RULES} - {HEADER}), page.url, rows, changed), rows, "d")
                quarter.audited.add((site, page.url))
                quarter.rows += rows


def said(rules: list[str], url: str, rows: list[FindingRow], changed: str) -> list[Assertion]:
    found = {row.rule: row.outcome for row in rows}
    return [
        Assertion(url, id, found.get(id, Outcome.PASSED), {}, digest="d2" if id == changed else "d1")
        for id in rules
    ]


def answer(store: Store, rng: random.Random, cycle: str, issues: list[Issue]) -> None:
    """Write what people might have answered about some issues."""
    made = []
    for issue in issues:
        words = {}
        if rng.random() < 0.4:
            words["owner-unit"] = "広報課"
        if rng.random() < 0.3:
            words["due"] = rng.choice(("2026-07-01", "2026-10-01", "2027-03-31"))
        if rng.random() < 0.3:
            words["status"] = rng.choice([*Status]).value
            words["note"] = rng.choice(("理由", ""))
            words["review-due"] = rng.choice(("2026-09-01", "2027-03-31", ""))
        made += [
            Decision(issue.number, "fukushi", f, v, "山田", cycle, "2026-01-01") for f, v in words.items()
        ]
    store.add_import((cycle, "fukushi", cycle, "返送.xlsx", "2026-01-01T00:00:00"), made, [], {}, {})


@pytest.fixture(scope="module", params=[11, 12, 13])
def quarters(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Quarter]:
    folder = tmp_path_factory.mktemp("figures")
    rng = random.Random(request.param)
    book = Rulebook(RULES, "test")
    made: dict[str, Quarter] = {}
    with Store(folder / "auditor.sqlite") as store:
        for cycle, day in CYCLES.items():
            quarter = made[cycle] = Quarter(day)
            store.open_cycle(cycle, day, {"rules": "r"})
            audit(store, rng, cycle, quarter)
            store.finish_cycle(cycle)
            context = PublishContext(store, folder, cycle, day, "試験都", book)
            published = publish_bureau(context, BUREAU)
            quarter.index = write_index(context, [published]).read_text(encoding="utf-8")
            quarter.sheets, quarter.kpis = read(published.workbook)
            with zipfile.ZipFile(published.workbook) as package:
                names = [name for name in package.namelist() if name.startswith("xl/drawings/drawing")]
                quarter.alts = "".join(package.read(name).decode() for name in names)
            quarter.issues = [one for site in SITES for one in store.site(cycle, site).issues()]
            targets = Targets("試験都", "", (BUREAU,))
            quarter.status = "\n".join(plan_status(store, targets, cycle, day, book, folder))
            answer(store, rng, cycle, quarter.issues)
    return made


def read(path: Path) -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[Any]]]:
    book = openpyxl.load_workbook(path, read_only=True)
    sheets: dict[str, list[dict[str, Any]]] = {}
    for name in ("改善計画", "達成基準別結果", "セキュリティヘッダー", "推移"):
        head, *rows = book[name].iter_rows(values_only=True)
        sheets[name] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return sheets, {str(row[0]): [*row] for row in book["概要"].iter_rows(values_only=True) if row[0]}


def excused(row: Mapping[str, Any], day: str) -> bool:
    status, note, review = (str(row[name] or "") for name in ("状態", "備考", "見直し期限"))
    if not status.startswith(("対応しない", "指摘の誤り", "問題なし")):
        return False
    if not status.startswith("問題なし") and not (note and review):
        return False
    return not review or review[:10] >= day


def standing(quarter: Quarter) -> list[dict[str, Any]]:
    """The rows of 改善計画 that count as 残存, by what one sees in the sheet and what the store says of an issue."""
    aside = {one.number for one in quarter.issues if one.exempt or one.tool_news}
    return [
        row
        for row in quarter.sheets["改善計画"]
        if row["判定"] not in ("改善確認済", "対象消滅")
        and row["確からしさ"] != "推奨"
        and row["管理番号"] not in aside
        and not excused(row, quarter.day)
    ]


def last_seen(quarters: Mapping[str, Quarter], cycle: str, site: str) -> Quarter | None:
    """The newest quarter until then in which a site was reached."""
    return next(
        (
            quarters[name]
            for name in sorted(quarters, reverse=True)
            if name <= cycle and quarters[name].reached(site)
        ),
        None,
    )


def pairs(quarters: Mapping[str, Quarter]) -> Iterator[tuple[str, Quarter, Quarter | None]]:
    before = None
    for cycle, quarter in quarters.items():
        yield cycle, quarter, before
        before = quarter


def test_what_is_open_is_one_number_in_the_plan_the_overview_the_index_and_the_status(
    quarters: Mapping[str, Quarter],
) -> None:
    for _, quarter, _ in pairs(quarters):
        still = standing(quarter)
        mend = sum(row["確からしさ"] != "要判断" for row in still)
        high = sum(row["優先度"] == "高" for row in still)

        assert quarter.kpis["指摘グループ残存数"][1] == len(still)
        assert (
            f"直す必要のある原因{mend}件と、人の判断が必要な指摘{len(still) - mend}件"
            in quarter.kpis["指摘グループ残存数"][5]
        )
        assert quarter.kpis["うち優先度「高」"][1] == high
        assert f"指摘グループ残存数は{len(still)}件" in quarter.alts
        assert f"直す必要のある原因が<strong>{mend}件</strong>" in quarter.index
        assert (f"優先度「高」は{high}件" in quarter.index) == bool(mend)
        assert f"未対応{len(still)}件" in quarter.status
        trend = [row for row in quarter.sheets["推移"] if row["指標"] == "指摘グループ残存数"]
        newest = max(row["四半期"] for row in trend)
        by_site = [row["値"] for row in trend if row["四半期"] == newest and row["サイト"] in SITES]
        assert sum(by_site) == len(still)


def test_the_verdicts_add_up_and_the_improvement_rate_is_a_share_of_last_cycles_open_ones(
    quarters: Mapping[str, Quarter],
) -> None:
    for cycle, quarter, before in pairs(quarters):
        still = standing(quarter)
        was = {row["管理番号"] for row in standing(before)} if before else set()
        fixed = {row["管理番号"] for row in quarter.sheets["改善計画"] if row["判定"] == "改善確認済"} & was
        counts = {
            row["指標"]: row["値"]
            for row in quarter.sheets["推移"]
            if row["分類"] == "判定" and row["四半期"] == cycle
        }

        assert counts["改善確認済"] == len(fixed)
        assert sum(counts.values()) - counts["改善確認済"] - counts["対象消滅"] == len(still)
        assert f"改善確認済{len(fixed)} ÷ 前期残存{len(was)}件" in quarter.kpis["改善率"][5]
        assert quarter.kpis["改善率"][1] == (round(100 * len(fixed) / len(was), 1) if was else "－")
        assert quarter.kpis["指摘グループ残存数"][2] == (len(was) if before else "－")


def test_figures_of_pages_are_those_of_the_pages_audited_or_of_the_last_audit_of_a_site_not_reached(
    quarters: Mapping[str, Quarter],
) -> None:
    for cycle, quarter, _ in pairs(quarters):
        seen = {site: last_seen(quarters, cycle, site) for site in SITES}
        news = {one.number for one in quarter.issues if one.tool_news}
        numbers = {one.key: one.number for made in quarters.values() for one in made.issues}
        pages = {
            page for site, last in seen.items() if last for page in last.audited
            if page[0] == site and "page7" not in page[1]
        }  # fmt: skip
        sure = [
            row for site, last in seen.items() if last for row in last.rows
            if row.site == site and row.certainty in SURE and (site, row.url) in pages
            and numbers[issue_key(row)] not in news
        ]  # fmt: skip
        clean = len(pages - {(row.site, row.url) for row in sure})
        wanted = pages | {
            page for site, last in seen.items() if last for page in last.sampled if page[0] == site
        }  # fmt: skip
        reached = {page for page in quarter.audited if "page7" not in page[1]}

        assert quarter.kpis["100ページ当たり指摘件数"][1] == ratio(len(sure), len(pages))
        assert quarter.kpis["指摘のないページの割合"][1] == ratio(clean, len(pages))
        assert quarter.kpis["検査カバー率"][1] == ratio(len(reached), len(wanted))
        assert (("サイトは、前回検査したとき" in quarter.kpis["100ページ当たり指摘件数"][5])
                == any(not quarter.reached(site) for site in SITES))  # fmt: skip


def ratio(part: int, whole: int) -> Any:
    return round(100 * part / whole, 1) if whole else "－"


def test_criteria_and_headers_are_those_of_the_sheets_where_the_site_was_reached_last(
    quarters: Mapping[str, Quarter],
) -> None:
    for cycle, quarter, _ in pairs(quarters):
        lines = {
            name: [row for site in SITES if (last := last_seen(quarters, cycle, site)) for row in last.sheets[name]
                   if row["サイト"] == site]
            for name in ("達成基準別結果", "セキュリティヘッダー")
        }  # fmt: skip
        asked = {row["No."] for row in lines["達成基準別結果"] if row["適合レベル"] in ("A", "AA")}
        failing = {row["No."] for row in lines["達成基準別結果"] if str(row["結果"]).startswith("不適合")}
        failing |= {
            str(row["達成基準"]).split(" ")[0]
            for row in quarter.sheets["改善計画"]
            if row["判定"] == "未確認" and row["確からしさ"] in ("問題あり", "問題の可能性大")
            and row["管理番号"] not in {one.number for one in quarter.issues if one.exempt}
        }  # fmt: skip
        judged = [
            row["適否"] for row in lines["セキュリティヘッダー"] if row["期待値"] and row["適否"] != "未取得"
        ]

        assert quarter.kpis["達成基準 不適合0の数"][1] == len(asked - failing)
        assert f"目標の{len(asked)}項目のうち" in quarter.kpis["達成基準 不適合0の数"][5]
        assert quarter.kpis["必須ヘッダー充足率"][1] == ratio(judged.count("適"), len(judged))


def test_every_share_is_what_its_explanation_divides(quarters: Mapping[str, Quarter]) -> None:
    for _, quarter, _ in pairs(quarters):
        shares = 0
        for _name, now, _before, _change, unit, note, *_ in quarter.kpis.values():
            parts = re.search(r"(\d+) ÷ [^\d÷]*(\d+)", str(note))
            if unit == "%" and parts:
                shares += 1
                assert now == ratio(int(parts[1]), int(parts[2]))
        assert shares >= 8


def test_no_row_counts_more_pages_than_were_looked_at_and_none_improves_by_pages_alone(
    quarters: Mapping[str, Quarter],
) -> None:
    for _, quarter, before in pairs(quarters):
        for row in quarter.sheets["改善計画"]:
            if of := re.search(r"検査した(\d+)ページのうち(\d+)ページ", str(row["優先度の理由"])):
                assert int(of[1]) >= int(of[2]) > 0
            if row["判定"] == "一部改善":
                assert before
                assert row["前期比"] is None or row["前期比"] < 0
        if before:
            gone = {site for site in SITES if not quarter.reached(site)}
            held = {
                row["管理番号"]: row for row in quarter.sheets["改善計画"] if str(row["サイト"])[:-4] in gone
            }
            for row in before.sheets["改善計画"]:
                if row["管理番号"] in held and row["判定"] not in ("改善確認済", "対象消滅"):
                    now = held[row["管理番号"]]
                    assert (now["判定"], now["優先度"]) == ("未確認", row["優先度"])
                    assert "サイトに接続できず" in now["監査コメント"]
