"""The two HTML pages a web manager reads: of one page, and of all bureaus of a cycle."""

import io
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest
from loaded import load
from PIL import Image
from plan_samples import BUREAU, RULES, material
from playwright.sync_api import Browser, sync_playwright
from rendering import Renderer

from auditor.evaluate.rulebook import Rulebook
from auditor.model import (
    OPEN_ISSUES,
    WHOLE_BUREAU,
    Assertion,
    Certainty,
    Counts,
    Fate,
    FindingRow,
    Impact,
    ImprovementPlan,
    Kpi,
    Outcome,
    PlanRow,
    Priority,
    Responsible,
    Selection,
    Target,
    Text,
    TrendLine,
    Verdict,
)
from auditor.page import page_from_capture
from auditor.plan.improvement import build
from auditor.report.html_frame import file_link, filled, link, worded
from auditor.report.index_html import index_html
from auditor.report.index_page import BureauLine, Cause, IndexPage, SiteLine, bureau_line, urgent_of
from auditor.report.page_html import page_html
from auditor.report.page_report import PageReport, first_things, page_report_of
from auditor.report.public import page_of, tables
from auditor.report.statement import statement_html
from auditor.rule import MissingEvidence, PageCheck, Rule

URL = "https://www.soumu.metro.tokyo.lg.jp/oshirase/index.html"
HOSTILE = '</title></style><script>alert(1)</script><img src=x onerror="alert(2)">\x1b[31m\u202e\udcff\x00'


AXE = "axe.run().then(r => [...r.violations, ...r.incomplete].map(v => `${v.id} ${v.nodes[0].html}`))"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if executable is None:
        pytest.skip("no Chromium on this machine: run `auditor setup`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


def finding(rule: Rule, number: int, certainty: Certainty | None = None, snippet: str = "") -> FindingRow:
    key = next(iter(rule.messages))
    return FindingRow(
        bureau="soumu", site="soumu", url=URL, rule=rule.id, certainty=certainty or rule.certainty,
        criteria=rule.criteria, impact=rule.impact, key=key,
        data={name: f"値{number}" for name in re.findall(r"{(\w+)}", rule.messages[key].ja)},
        target=Target(
            selector=f"#main > ul > li:nth-child({number})",
            snippet=snippet or f'<img src="/img/{number}.jpg" alt="">',
            region="main",
        ),
    )  # fmt: skip


def report(
    book: Rulebook, rows: list[FindingRow], title: str = "お知らせ｜総務局", fate: str = "ok"
) -> PageReport:
    untested = [Assertion(URL, "jis/x", Outcome.UNTESTED, {}, "missing-evidence:response")]
    problems, skipped, _ = page_report_of(rows, untested, book)
    picture = io.BytesIO()
    Image.new("RGB", (600, 240), "#cccccc").save(picture, "WEBP")
    crops = {problem.rule.id: picture.getvalue() for problem in problems[:3]}
    return PageReport(
        url=URL, title=title, fate=fate, day="2026-11-21", standard="JIS X 8341-3:2016 レベルAA",
        problems=problems, untested=skipped, passed=0 if fate != "ok" else 61,
        versions={"auditor": "0.1.0", "axe-core": "4.12.1"}, crops=crops,
    )  # fmt: skip


def usual(book: Rulebook) -> PageReport:
    """Findings of every certainty, and one rule that is sure at one place and not at another."""
    contrast = book["axe/color-contrast"]
    rows = [finding(contrast, number) for number in range(30)]
    rows += [finding(contrast, 99, Certainty.REVIEW), finding(book["axe/image-alt"], 1)]
    rows += [finding(book["jis/alt-is-file-name"], 1, Certainty.LIKELY)]
    rows += [finding(book["jis/link-file-type-missing"], 1, Certainty.ADVICE)]
    return report(book, rows)


def longest(book: Rulebook) -> PageReport:
    """The three rules that need the most room come first."""
    page = [rule for rule in book if rule.messages]
    wordy = sorted(page, key=lambda rule: -len(rule.title.ja + rule.why.ja + rule.fix.ja))[:3]
    return report(book, [finding(rule, 1, Certainty.DEFINITE) for rule in wordy], title="長い題名" * 60)


def site_line(id: str = "soumu", name: str = "総務局公式ホームページ") -> SiteLine:
    fates = {
        Fate.OK: 180,
        Fate.NOT_HTML: 40,
        Fate.HTTP_ERROR: 12,
        Fate.ROBOTS_DENIED: 8,
        Fate.TRAP_CALENDAR: 60,
    }
    return SiteLine(
        id=id, name=name, url=f"https://www.{id}.metro.tokyo.lg.jp/", found=300, tried=232, audited=40,
        fates=fates, method=Selection.COMBINED, frame=180, unsettled=2, exempt=1,
        transport="サイトが通常の問い合わせを断ったため、ブラウザーで調べました。",
    )  # fmt: skip


CAUSE = Cause(
    title="画像に代替テキスト（alt）がない",
    fix='CMS の「代替テキスト」欄に書いてください。例：<img src="a.jpg" alt="都庁第一本庁舎の外観">',
    certainty=Certainty.DEFINITE,
    responsible=("CMS・テンプレート",),
    where="総務局の「総務局公式ホームページ」",
    pages=12,
    number="A1B2C3-4",
)


def bureau(id: str, name: str, high: int, *sites: SiteLine) -> BureauLine:
    return BureauLine(
        id=id, name=name, workbook=f"改善計画書_2026Q4_{name}.xlsx", workbook_bytes=120_000,
        csv=f"CSV/{name}", sites=sites, issues={Certainty.DEFINITE: 12, Certainty.REVIEW: 20}, high=high,
        verdicts={Verdict.NEW: 4, Verdict.FIXED: 3}, causes=(CAUSE,),
        kpis=(Kpi("issues-open", "誰ひとり取り残されない", OPEN_ISSUES, 30, 41, "件", "原因の数。"),),
        trends=tuple(
            TrendLine(cycle, WHOLE_BUREAU, "誰ひとり取り残されない", OPEN_ISSUES, value, "件", "auditor 0.1", note)
            for cycle, value, note in (("2026Q3", 41, ""), ("2026Q4", 30, "検査ツール又は規則の版が前期と異なる"))
        ),
    )  # fmt: skip


def index() -> IndexPage:
    zaimu = site_line("zaimu", "財務局公式ホームページ")
    down = SiteLine("down", "停止中のサイト", "https://down.example.jp/", 1, 1, 0, {Fate.TIMEOUT: 1})
    return IndexPage(
        cycle="2026Q4", cycle_label="2026年10〜12月（令和8年度第3四半期）", organisation="東京都",
        bureaus=(bureau("soumu", "総務局", 3, site_line(), down), bureau("zaimu", "財務局", 9, zaimu)),
        urgent=(CAUSE, CAUSE, CAUSE, CAUSE), day="2026-11-21",
        notes=("初めての検査です。",), versions={"auditor": "0.1.0"},
    )  # fmt: skip


def violations(browser: Browser, html: str, path: Path) -> list[str]:
    path.write_text(html, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(AXE)
    context.close()
    return [str(item) for item in found]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_axe_finds_nothing_on_a_page_report(
    browser: Browser, book: Rulebook, tmp_path: Path, lang: str
) -> None:
    html = page_html(usual(book), lang)

    assert violations(browser, html, tmp_path / "page.html") == []


def test_axe_finds_nothing_on_the_index(browser: Browser, tmp_path: Path) -> None:
    assert violations(browser, index_html(index()), tmp_path / "index.html") == []


def test_axe_finds_nothing_on_the_report_of_a_page_that_did_not_open(
    browser: Browser, book: Rulebook, tmp_path: Path
) -> None:
    html = page_html(report(book, [], title="", fate="timeout"))

    assert violations(browser, html, tmp_path / "page.html") == []
    assert "時間内に答えがありませんでした" in html
    assert "問題はありませんでした" not in html


@pytest.mark.parametrize("drawn", ["page", "index"])
def test_our_own_rules_find_nothing_on_our_reports(book: Rulebook, renderer: Renderer, drawn: str) -> None:
    page = page_from_capture(
        renderer.capture(page_html(usual(book)) if drawn == "page" else index_html(index()))
    )
    found = []

    for rule in book.of_kind("page"):
        if rule.family == "security":
            continue  # a file has no response headers
        check = cast(PageCheck, rule.check)
        try:
            found += [f"{rule.id}: {item.target.snippet}" for item in check(page) if item.certainty]
        except MissingEvidence:
            continue

    assert found == []


def test_the_first_three_things_are_on_the_first_screen(
    browser: Browser, book: Rulebook, tmp_path: Path
) -> None:
    drawn = {"page": page_html(usual(book)), "long": page_html(longest(book)), "index": index_html(index())}
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    ends = {}

    for name, html in drawn.items():
        path = tmp_path / f"{name}.html"
        path.write_text(html, encoding="utf-8")
        page.goto(path.as_uri())
        ends[name] = [item.bounding_box() for item in page.locator(".first > li").all()]
    page.close()

    for name, boxes in ends.items():
        assert len(boxes) == 3
        assert all(box and box["y"] + box["height"] <= 900 for box in boxes), name


def test_the_reports_fit_a_narrow_screen_and_need_no_script(
    browser: Browser, book: Rulebook, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()

    for name, html in (("page", page_html(usual(book))), ("index", index_html(index()))):
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
        page.goto((tmp_path / f"{name}.html").as_uri())
        main = page.locator("main").bounding_box()

        assert name == "index" or "<script" not in html  # the index sorts its tables where it may
        assert main and main["width"] <= 320
        assert page.locator(".first > li").first.is_visible()
    context.close()


def test_a_table_of_the_index_is_sorted_by_keyboard_and_says_so(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(index_html(index()), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((tmp_path / "index.html").as_uri())
    table = page.locator("table", has=page.locator("caption", has_text="サイトごとの数"))
    found = table.get_by_role("button", name="見つけた")

    def column(at: int) -> list[str]:
        return [str(row.locator("th, td").nth(at).text_content()) for row in table.locator("tbody tr").all()]

    found.focus()
    page.keyboard.press("Enter")
    assert column(2) == ["1", "300", "300", "601"]  # the total stays below
    assert table.locator("th[aria-sort=ascending]").text_content() == "見つけた"
    page.keyboard.press("Enter")
    assert column(2) == ["300", "300", "1", "601"]
    said = "".join(page.get_by_role("status").all_text_contents())
    assert said == "「見つけた」の大きい順に並べ替えました。"
    table.get_by_role("button", name="サイト").click()
    assert column(0)[-1] == "合計" and sorted(column(0)[:-1]) == sorted(
        ["停止中のサイト", "総務局公式ホームページ", "財務局公式ホームページ"]
    )
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    assert page.evaluate(AXE) == []
    page.close()


@pytest.mark.parametrize("name", ["page", "index", "statement", "public"])
def test_a_report_works_under_its_own_policy_and_runs_nothing_else(
    browser: Browser, book: Rulebook, name: str, tmp_path: Path
) -> None:
    plan = build(material())
    drawn = {
        "page": lambda: page_html(usual(book)), "index": lambda: index_html(index()),
        "statement": lambda: statement_html(plan, BUREAU.sites[0]),
        "public": lambda: page_of(
            [plan], tables([plan], [BUREAU], {plan.bureau: plan.rows}, {id: id for id in RULES}), defaultdict(int)
        ),
    }[name]()  # fmt: skip
    foreign = (
        '<p style="color: red"><script>window.run = 1</script><img src=x onerror="window.run = 1"></main>'
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))

    (tmp_path / "good.html").write_text(drawn, encoding="utf-8")
    page.goto((tmp_path / "good.html").as_uri())
    violations, styled = told[:], page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize")
    shown = page.evaluate("[...document.images].every((image) => image.naturalWidth > 0)")
    (tmp_path / "bad.html").write_text(drawn.replace("</main>", foreign), encoding="utf-8")
    page.goto((tmp_path / "bad.html").as_uri())

    assert violations == []
    assert styled == "24px", "the style sheet is in force"
    assert shown
    assert page.evaluate("window.run") is None
    assert any("Content Security Policy" in text for text in told), "markup that slipped in runs nothing"
    page.close()


def test_five_hundred_findings_with_hostile_markup_fit_in_two_megabytes(book: Rulebook) -> None:
    rules = [rule for rule in book if rule.messages]
    rows = [finding(rules[number % len(rules)], number, snippet='<&">あ' * 100) for number in range(500)]

    drawn = page_html(report(book, rows))

    assert len(drawn.encode()) <= 2 * 1024 * 1024
    assert all(f'id="rule-{rule.id.replace("/", "-")}' in drawn for rule in rules)


def test_what_does_not_fit_is_counted(book: Rulebook) -> None:
    rows = [finding(book["axe/image-alt"], number) for number in range(25)]

    assert "ほかに5か所あります。" in page_html(report(book, rows))


@pytest.mark.parametrize("drawn", ["page", "index"])
def test_a_report_loads_nothing_from_elsewhere(book: Rulebook, drawn: str) -> None:
    html = page_html(usual(book)) if drawn == "page" else index_html(index())

    loaded = re.findall(r'<(?!a\b)[^>]*\b(?:src|href|srcset|data|poster)="([^"]*)"', html)

    assert all(address.startswith("data:image/webp;base64,") for address in loaded)
    assert "@import" not in html
    assert "url(" not in html


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_report_says_its_language(book: Rulebook, lang: str) -> None:
    assert f'<html lang="{lang}">' in page_html(usual(book), lang)


def test_what_a_page_says_never_becomes_markup_of_the_report(book: Rulebook) -> None:
    rule = book["jis/alt-is-file-name"]
    row = finding(rule, 1, Certainty.LIKELY, snippet=HOSTILE)
    row = FindingRow(
        row.bureau, row.site, row.url, row.rule, row.certainty, row.criteria, row.impact, "file-name",
        {"alt": HOSTILE}, row.target,
    )  # fmt: skip

    html = page_html(report(book, [row], title=HOSTILE))

    assert "<script" not in html
    assert "onerror=&#34;alert(2)&#34;" in html
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\ud800-\udfff]", html)
    html.encode()


def test_a_place_is_told_by_part_and_heading_before_its_selector(book: Rulebook) -> None:
    row = finding(book["axe/image-alt"], 1)
    hostile = f"窓口\u202e{HOSTILE}"
    under = replace(row, target=replace(row.target, heading="窓口の案内"))

    told = page_html(report(book, [under]))
    safe = page_html(report(book, [replace(row, target=replace(row.target, heading=hostile))]))

    assert re.search("本文 見出し「窓口の案内」の下 .*#main", told)
    assert "<script" not in safe and "\u202e" not in safe


def test_a_name_in_targets_never_becomes_markup_of_the_index() -> None:
    line = bureau("b", HOSTILE, 1, site_line(name=HOSTILE))
    hostile = IndexPage("2026Q4", HOSTILE, HOSTILE, (line,), (CAUSE,), notes=(HOSTILE,))

    html = index_html(hostile)

    assert "<script" not in html
    html.encode()


def test_what_a_rule_is_sure_of_stands_apart_from_what_it_asks(book: Rulebook) -> None:
    rule = book["axe/color-contrast"]
    rows = [finding(rule, 1), finding(rule, 2, Certainty.REVIEW)]

    problems, _, _ = page_report_of(rows, [], book)

    assert [(problem.certainty, len(problem.rows)) for problem in problems] == [
        (Certainty.DEFINITE, 1),
        (Certainty.REVIEW, 1),
    ]


def test_found_is_the_visible_sum_of_what_became_of_each_address() -> None:
    html = index_html(index())
    table = html[html.index("総務局公式ホームページ：見つけたアドレスの行方</caption>") :]
    rows, total = table[: table.index('<tr class="sum">')], table[table.index('<tr class="sum">') :]

    counts = [int(number) for number in re.findall(r'<td class="n">(\d+)</td>', rows)]

    assert counts == [40, 140, 40, 12, 60, 8]
    assert '<td class="n">300</td>' in total[: total.index("</tr>")]
    assert "うち試した 232、検査した 40" in total


def test_a_page_that_crashed_with_evidence_is_not_counted_twice() -> None:
    crashed = SiteLine("s", "名前", "https://s.example.jp/", 3, 3, 3, {Fate.OK: 2, Fate.CRASHED: 1})

    html = index_html(IndexPage("2026Q4", "", "東京都", (bureau("b", "局", 0, crashed),), ()))
    ways = html[html.index("名前：見つけたアドレスの行方</caption>") : html.rindex('<tr class="sum">')]

    assert re.findall(r'<td class="n">(\d+)</td>', ways) == ["2", "1"]


def test_numbers_that_do_not_add_up_are_said_to() -> None:
    wrong = SiteLine("s", "名前", "https://s.example.jp/", 10, 10, 5, {Fate.OK: 9})

    assert not wrong.adds_up
    assert site_line().adds_up
    assert "この表の数は合っていません" in index_html(
        IndexPage("2026Q4", "", "東京都", (bureau("b", "局", 0, wrong),), ())
    )


def test_the_bureau_with_most_serious_issues_comes_first() -> None:
    html = index_html(index())

    assert html.index('href="#bureau-zaimu"') < html.index('href="#bureau-soumu"')


def test_links_of_the_index_are_relative_and_name_the_type_and_size_of_the_file() -> None:
    line = bureau("b", "C#局/100%", 1, site_line())

    html = index_html(IndexPage("2026Q4", "", "東京都", (line,), ()))

    assert 'href="%E6%94%B9' in html
    assert "C%23" in html
    assert "（Excel：117KB）" in html


def plan_row(
    rule: str,
    site: str,
    rank: int,
    priority: Priority = Priority.HIGH,
    certainty: Certainty = Certainty.DEFINITE,
) -> PlanRow:
    return PlanRow(
        number=f"N{rank}", key="k", site=site, site_name=f"{site}のサイト", rule=rule, rank=rank,
        verdict=Verdict.NEW, priority=priority, priority_reason="", family=None, criterion="", level="",
        certainty=certainty, message=f"{rule}の題。例：これ", people="", fix="直す。", place=None, responsible=Responsible.SERVER, pages=5,
        change=None, example_url="", example_title="", first_cycle="", comment="",
    )  # fmt: skip


def plan(bureau: str, rows: tuple[PlanRow, ...]) -> ImprovementPlan:
    return ImprovementPlan(
        cycle="2026Q4", label="", date="2026-11-21", organisation="東京都", bureau=bureau,
        bureau_name=f"{bureau}局", previous_cycle="", highlights=(), facts=(), kpis=(), rows=rows,
        findings=(), criteria=(), pages=(), headers=(), data_links=(), trends=(), form=(),
    )  # fmt: skip


def test_what_most_sites_suffer_from_is_most_urgent_and_said_once() -> None:
    first = (
        plan_row("a", "s1", 1),
        plan_row("b", "s1", 2),
        plan_row("q", "s1", 3, certainty=Certainty.REVIEW),
    )
    second = (plan_row("b", "s2", 1), plan_row("c", "s2", 2, Priority.MIDDLE))

    urgent = urgent_of([(plan("総務", first), first), (plan("財務", second), second)])

    assert [(cause.title, cause.where, cause.pages, cause.number) for cause in urgent] == [
        ("bの題", "2局の2サイト", 10, ""),
        ("aの題", "総務局の「s1のサイト」", 5, "N1"),
        ("cの題", "財務局の「s2のサイト」", 5, "N2"),
    ]


def test_a_bureau_is_counted_as_its_workbook_counts_it() -> None:
    rows = (
        plan_row("a", "s1", 1),
        plan_row("q", "s1", 2, Priority.MIDDLE, Certainty.REVIEW),
        plan_row("b", "s1", 3),
    )

    counts = Counts(high=1, verdicts={Verdict.NEW: 2, Verdict.FIXED: 0})

    line = bureau_line(
        replace(plan("総務", rows), counts=counts),
        rows[:2],
        [site_line()],
        workbook="a.xlsx",
        workbook_bytes=1,
        csv="CSV/総務局",
    )

    assert (line.high, line.issues[Certainty.DEFINITE], line.issues[Certainty.REVIEW]) == (1, 1, 1)
    assert line.verdicts == {Verdict.NEW: 2}
    assert [cause.title for cause in line.causes] == ["aの題"]


def test_advice_is_counted_in_the_index_though_it_is_never_an_open_cause() -> None:
    rows = (plan_row("a", "s1", 1), plan_row("b", "s1", 2, Priority.LOW, Certainty.ADVICE))

    line = bureau_line(
        replace(plan("総務", rows), counts=Counts(advice=1)),
        rows[:1],
        [site_line()],
        workbook="a.xlsx",
        workbook_bytes=1,
        csv="CSV/総務局",
    )

    assert (line.issues[Certainty.DEFINITE], line.issues[Certainty.ADVICE]) == (1, 1)


def test_only_web_addresses_become_links() -> None:
    assert link("JavaScript:alert(1)", "x") == "x"
    assert link("file:///etc/passwd", "x") == "x"
    assert link('https://example.jp/"><b>', "x") == '<a href="https://example.jp/&#34;&gt;&lt;b&gt;">x</a>'
    assert file_link("javascript:alert(1)", "x").startswith('<a href="javascript%3A')


def test_values_from_a_page_are_set_off_as_code_and_cut() -> None:
    message = Text(ja="「{alt}」のままです。", en="Still “{alt}”.")

    assert filled(message, "ja", {"alt": "a<b>.jpg"}) == "「<code>a&lt;b&gt;.jpg</code>」のままです。"
    assert len(filled(message, "ja", {"alt": "あ" * 10_000})) < 300


def test_markup_in_our_sentences_is_shown_as_code() -> None:
    assert worded("例：<u>こちら</u> → 申請") == "例：<code>&lt;u&gt;こちら&lt;/u&gt;</code> → 申請"
    assert worded("一行\n二行") == "一行<br>二行"
    assert worded("依頼してください。nginx: a;  Apache: b") == "依頼してください。<br>nginx: a;<br>Apache: b"


def test_a_linked_picture_without_a_text_is_one_of_the_first_three_things_and_not_two(book: Rulebook) -> None:
    inside = finding(book["axe/image-alt"], 1)
    image = replace(inside, target=replace(inside.target, selector="#main > ul > li:nth-child(1) > img"))
    rows = [image, finding(book["axe/link-name"], 1), finding(book["axe/color-contrast"], 2)]
    rows += [finding(book["jis/alt-is-file-name"], 3, Certainty.LIKELY)]

    shown = {problem.rule.id for problem in first_things(report(book, rows).problems)}

    assert len(shown) == 3 and len(shown & {"axe/image-alt", "axe/link-name"}) == 1
    assert len(first_things(report(book, rows[:2]).problems)) == 2


def test_impact_orders_problems_of_one_certainty(book: Rulebook) -> None:
    rows = [finding(book["axe/color-contrast"], n) for n in range(9)] + [finding(book["axe/image-alt"], 1)]

    problems, _, _ = page_report_of(rows, [], book)

    assert [problem.rule.impact for problem in problems] == [Impact.CRITICAL, Impact.SERIOUS]
