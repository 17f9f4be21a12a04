"""The plan of a bureau: order, words, indicators with denominators, and what the machine never says."""

from dataclasses import replace

import pytest
from plan_samples import BUREAU, OTHER, SITE, finding, issues, material, pages, rows, url

from auditor.model import (
    Bureau,
    Certainty,
    Conformity,
    DataLinkState,
    Decision,
    Fate,
    HeaderState,
    Impact,
    Lost,
    Method,
    Missing,
    Outcome,
    PageFacts,
    PageResult,
    Priority,
    PublishedFile,
    Reason,
    RepairPlace,
    Responsible,
    Verdict,
)
from auditor.plan import plan_words
from auditor.plan.counts import open_rows
from auditor.plan.decision import is_excused, latest
from auditor.plan.improvement import build, remember
from auditor.plan.priority import priority


def kpi(plan, id):  # type: ignore[no-untyped-def]
    return next(kpi for kpi in plan.kpis if kpi.id == id)


def test_a_defect_that_disturbs_the_whole_page_comes_first() -> None:
    plan = build(material())

    assert plan.rows[0].rule == "jis/marquee"
    assert plan.rows[0].priority is Priority.HIGH
    assert "非干渉" in plan.rows[0].priority_reason
    assert plan.rows[0].number in plan.highlights[0]


def test_a_row_of_a_file_names_the_page_that_links_it_and_counts_files() -> None:
    place, linking = "https://www.kurashi.metro.example.jp/data/hyou.pdf", url(SITE, 3)
    row = finding("jis/marquee", region="file", path="", identity="x")
    row = replace(row, url=place, target=replace(row.target, where="hyou.pdf", selector=""))
    file = PageFacts(place, Fate.NOT_HTML, found_on=linking, file=PublishedFile(name="hyou.pdf", form="pdf"))
    made = material([row])
    plan = build(replace(made, pages={**made.pages, SITE: [*pages(SITE), file]}))

    (planned,) = plan.rows
    (found,) = plan.findings
    assert planned.example_url == place
    assert planned.example_title == found.page_title == f"リンク元: くらしの案内 3 {linking}"
    assert "1ファイル" in planned.priority_reason and "ページのうち" not in planned.priority_reason


def test_reach_and_ease_raise_a_defect_of_equal_harm() -> None:
    (template,) = issues([finding("axe/image-alt", n, region="banner") for n in range(10)])
    (single,) = issues([finding("axe/image-alt", 1)])

    assert priority(template, 10).score > priority(single, 10).score
    assert "10ページのうち10ページ" in priority(template, 10).reason


@pytest.mark.parametrize(
    ("rule", "harm"),
    [
        ("axe/image-alt", "利用が難しくなる人が出る"),
        ("security/hsts-missing", "通信や画面を悪用されるおそれがある"),
        ("opendata/merged-cells", "データを機械で扱いにくくなる"),
    ],
)
def test_the_reason_names_the_harm_that_the_rule_is_about(rule: str, harm: str) -> None:
    one = replace(issues([finding("axe/image-alt", 1)])[0], rule=rule, impact=Impact.SERIOUS, criteria=())

    assert priority(one, 10).reason.startswith(harm)


@pytest.mark.parametrize(
    ("criteria", "region", "path", "who"),
    [
        (("3.1.1",), "", "html", Responsible.TEMPLATE),
        (("1.4.4",), "", "head>meta", Responsible.TEMPLATE),
        (("2.4.2",), "", "html", Responsible.EDITOR),  # a title is entered with its page
        (("1.1.1",), "main", "p>img", Responsible.EDITOR),
        (("4.1.1",), "document", "img", Responsible.EDITOR),  # markup as sent: somewhere on the page
    ],
)
def test_the_root_and_the_head_of_a_page_are_for_the_owner_of_the_template(
    criteria: tuple[str, ...], region: str, path: str, who: Responsible
) -> None:
    found = replace(finding("axe/image-alt", 1, region=region, path=path), criteria=criteria)

    (row,) = build(material([found])).rows

    assert row.responsible is who


@pytest.mark.parametrize(
    ("pages", "place"),
    [
        (1, RepairPlace.PAGE),
        (2, RepairPlace.COMPONENT),
        (7, RepairPlace.COMPONENT),
        (8, RepairPlace.TEMPLATE),
    ],
)
def test_a_part_of_the_template_is_told_by_how_many_pages_share_it(pages: int, place: RepairPlace) -> None:
    (issue,) = issues([finding("axe/image-alt", at, region="navigation") for at in range(pages)])  # of 10
    (root,) = issues([finding("axe/image-alt", at, region="", path="html") for at in range(pages)])

    assert issue.place is root.place is place


def test_what_may_be_overturned_says_so_even_where_it_comes_first() -> None:
    (sure,) = build(material([finding("jis/marquee", 1)])).rows
    (likely,) = build(material([finding("jis/marquee", 1, certainty=Certainty.LIKELY)])).rows

    assert "最優先" in sure.priority_reason and "最優先" in likely.priority_reason
    assert "人の確認で覆ることがある" in likely.priority_reason
    assert "人の確認" not in sure.priority_reason


def test_advice_is_low_and_review_never_high() -> None:
    levels = {row.certainty: row.priority for row in build(material()).rows}

    assert levels[Certainty.ADVICE] is Priority.LOW
    assert levels[Certainty.REVIEW] is not Priority.HIGH


def test_the_highlights_are_three_sentences_that_say_what_to_do() -> None:
    highlights = build(material()).highlights

    assert len(highlights) == 3
    assert all(sentence.endswith("。") for sentence in highlights)


def test_a_bureau_without_findings_is_told_that_the_machine_sees_a_part() -> None:
    plan = build(material([]))

    assert "指摘はありません" in plan.highlights[0]
    assert plan.rows == ()
    assert kpi(plan, "issues-open").now == 0


def test_a_bureau_whose_sites_are_down_is_told_so() -> None:
    plan = build(material([], audited={}, outcomes={}, pages={}))

    assert "検査できたページがありません" in plan.highlights[0]
    assert kpi(plan, "coverage").now is None


def test_a_bureau_without_sites_has_a_plan() -> None:
    assert build(material([], bureau=Bureau("x", "空の局", ()), pages={}, audited={}, outcomes={})).rows == ()


def test_every_site_has_the_61_criteria_and_none_is_said_to_conform() -> None:
    plan = build(material())

    for site in (SITE, OTHER):
        lines = [line for line in plan.criteria if line.site == site]
        assert len(lines) == 61
        assert sum(line.asked for line in lines) == 38
    assert {line.result for line in plan.criteria} == set(Conformity) - {Conformity.LIKELY}


def test_the_result_of_a_criterion_follows_the_surest_finding() -> None:
    results = {(line.site, line.number): line for line in build(material()).criteria}

    assert results[SITE, "1.1.1"].result is Conformity.FAILED
    assert results[SITE, "1.1.1"].failed_pages == 10
    assert results[SITE, "1.3.3"].result is Conformity.REVIEW
    assert results[OTHER, "2.2.2"].result == "機械検出なし（要確認）"
    assert results[OTHER, "2.4.5"].method is Method.PERSON


def test_untested_is_not_clear() -> None:
    outcomes = {SITE: {"jis/marquee": {url(SITE, 1): Outcome.UNTESTED}}}
    plan = build(material([], outcomes=outcomes))

    result = next(line for line in plan.criteria if (line.site, line.number) == (SITE, "2.2.2"))
    assert result.result == "未評価"


def test_indicators_name_their_denominators() -> None:
    plan = build(material())

    assert kpi(plan, "coverage").now == 90.9
    assert "22ページ" in kpi(plan, "coverage").note
    assert kpi(plan, "broken-links").now == 100.0
    assert kpi(plan, "improved").now is None
    assert kpi(plan, "issues-open").now == 10


def test_indicators_are_compared_with_the_last_cycle() -> None:
    first = build(material())

    plan = build(material(previous=remember(first)))

    assert kpi(plan, "issues-open").before == 10
    assert kpi(plan, "issues-open").change == 0


def test_what_people_excused_leaves_the_numbers_until_its_review_is_due() -> None:
    number = material().issues[0].number
    said = {"status": "対応しない（理由を備考に）", "note": "次期で撤去"}
    excused = {number: {**said, "review-due": "2027-03-31"}}
    expired = {number: {**said, "review-due": "2026-01-01"}}

    assert is_excused(excused[number], "2026-11-20")
    assert not is_excused(expired[number], "2026-11-20")
    assert kpi(build(material(decisions=excused)), "issues-open").now == 9
    assert kpi(build(material(decisions=expired)), "issues-open").now == 10


@pytest.mark.parametrize(("review_due", "excused"), [("2026-11-19", False), ("2026-11-20", True)])
def test_an_excuse_holds_through_the_day_on_which_its_review_is_due(review_due: str, excused: bool) -> None:
    decision = {"status": "対応しない（理由を備考に）", "note": "次期で撤去", "review-due": review_due}

    assert is_excused(decision, "2026-11-20") is excused


def test_rows_of_excepted_pages_are_not_counted_as_open() -> None:
    inside = finding("axe/image-alt", 1, site=OTHER)
    plan = build(material([inside]))
    exempted = [replace(row, exempt=True) for row in plan.rows]

    assert len(open_rows(plan.rows, "2026-11-20")) == 1
    assert open_rows(exempted, "2026-11-20") == []


@pytest.mark.parametrize("status", ["対応しない（理由を備考に）", "指摘の誤り（理由を備考に）"])
@pytest.mark.parametrize("lacking", ["note", "review-due"])
def test_without_a_reason_or_a_day_to_look_again_the_row_stays_open_and_is_asked_for(
    status: str, lacking: str
) -> None:
    number = material().issues[0].number
    decision = {"status": status, "note": "理由", "review-due": "2027-03-31", lacking: ""}

    plan = build(material(decisions={number: decision}))

    row = next(row for row in plan.rows if row.number == number)
    assert kpi(plan, "issues-open").now == 10
    assert {"note": "備考（理由）", "review-due": "見直し期限"}[lacking] in row.comment
    assert "記入されるまで未対応" in row.comment


def test_a_claim_that_the_machine_contradicts_gets_an_answer() -> None:
    made = material()
    issue = replace(made.issues[0], verdict=Verdict.REMAINING)
    decisions = {issue.number: {"status": "対応済（確認待ち）"}}

    plan = build(replace(made, issues=[issue], decisions=decisions))

    assert "対応済と記入がありますが、今期も" in plan.rows[0].comment


def test_findings_on_excepted_pages_do_not_fail_a_criterion() -> None:
    outside = replace(finding("axe/image-alt", 1, site=OTHER), url="https://x.example.jp/map/1")

    plan = build(material([outside]))

    line = next(c for c in plan.criteria if (c.site, c.number) == (OTHER, "1.1.1"))
    assert line.result is not Conformity.FAILED


def test_every_url_is_listed_with_what_became_of_it() -> None:
    plan = build(material())

    assert len(plan.pages) == sum(len(pages(site)) for site in (SITE, OTHER))
    states = {line.url: (line.result, line.reason) for line in plan.pages}
    assert states[url(SITE, 1)] == (PageResult.OK, "")
    slow = f"https://www.{SITE}.metro.example.jp/slow.html"
    assert states[slow][0] == PageResult.FAILED
    assert "時間内" in states[slow][1]


def test_a_host_is_judged_header_by_header() -> None:
    lines = {(line.host, line.name): line for line in build(material()).headers}

    hsts = lines[f"www.{SITE}.metro.example.jp", "Strict-Transport-Security"]
    assert (hsts.judged, hsts.actual) == (HeaderState.UNFIT, "（なし）")
    assert hsts.number
    untested = lines[f"www.{SITE}.metro.example.jp", "X-Content-Type-Options"]
    assert (untested.judged, untested.actual) == ("未取得", "nosniff")


def test_a_dead_data_link_keeps_the_cycle_it_died_in() -> None:
    first = remember(build(material()))
    first["broken"] = dict.fromkeys(first["broken"], "2026Q2")

    plan = build(material(previous=first))

    (link,) = [line for line in plan.data_links if SITE in line.url]
    assert (link.judged, link.broken_since, link.form) == (DataLinkState.BROKEN, "2026Q2", "CSV")


def test_trends_keep_earlier_cycles_and_say_when_the_tools_changed() -> None:
    earlier = remember(build(material(cycle="2026Q3")))

    plan = build(material(previous=earlier, versions={"auditor": "0.2.0"}))

    assert {line.cycle for line in plan.trends} == {"2026Q3", "2026Q4"}
    assert all("異なる" in line.note for line in plan.trends if line.cycle == "2026Q4")


def test_equal_material_gives_an_equal_plan_in_any_order() -> None:
    shuffled = material()

    assert build(material()) == build(
        replace(shuffled, rows=shuffled.rows[::-1], issues=shuffled.issues[::-1])
    )


def test_like_places_of_a_page_share_a_line_of_the_finding_list() -> None:
    twice = [finding("axe/image-alt", 1, selector="#a"), finding("axe/image-alt", 1, selector="#b")]

    plan = build(material(twice))

    assert [(line.count, line.selector) for line in plan.findings] == [(2, "#a")]


def test_the_last_word_of_a_field_counts() -> None:
    def said(value: str) -> Decision:
        return Decision("A", "b", "note", value, "x", "y", "z")

    assert latest([said("古い"), said("新しい")]) == {"A": {"note": "新しい"}}


def test_the_plan_bears_a_rule_that_no_longer_exists() -> None:
    plan = build(material(rules={}))

    assert all(row.message for row in plan.rows)


def test_a_page_never_asked_is_untested() -> None:
    listed = {SITE: [PageFacts("https://x.jp/", None), PageFacts("https://x.jp/2", Fate.OVER_LIMIT)]}

    plan = build(material([], pages=listed))

    assert {line.result for line in plan.pages} == {PageResult.UNTESTED}


def test_review_is_worded_with_its_question() -> None:
    (row,) = build(material([finding("jis/colour-words", certainty=Certainty.REVIEW)])).rows

    assert "【確かめること】" in row.message
    assert BUREAU.sites[0].name == row.site_name
    assert len(rows()) > 40


def test_a_rule_with_more_places_than_are_kept_says_so() -> None:
    first = build(material()).rows[0]
    page = first.example_url

    cut = build(material(cut={(first.site, page, first.rule): (500, 732)}))

    (row,) = [row for row in cut.rows if row.number == first.number]
    assert row.comment.endswith("この検査規則で見つけた732件のうち500件を表示しています（1ページ）。")


def test_what_our_side_lost_is_told_with_its_reason_and_what_to_do() -> None:
    why = (("no-capture:timeout", 2), ("lost-evidence", 1), ("memory", 1), ("no-file:too-large", 1))
    lost = Lost(pages=2, probes=1, files=2, again=3, why=why)

    told = build(material(lost=lost)).lost

    assert "2ページ、1件の操作の検査、2ファイル" in told
    assert "時間内に応答が無い 2、検査の途中で情報を取得できなかった 1" in told
    assert "ファイルを読む処理がメモリーの上限を超えた 1、ファイルが大きさの上限（file_mb）を超えた 1" in told
    assert "もう一度実行" in told
    assert "もう一度実行" not in plan_words.lost(replace(lost, again=0))
    assert build(material()).lost == ""


@pytest.mark.parametrize("kind", [kind for kind in Reason if Missing(kind).ours])
def test_every_reason_on_our_side_has_words(kind: Reason) -> None:
    assert kind.value not in plan_words.lost(Lost(pages=1, why=((kind.value, 1),)))
