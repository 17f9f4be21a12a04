"""The example sites: every planted defect a rule covers is found where it was planted, and nothing else is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from example_sites import Audit, audit, example_sites, path_of
from loaded import load

from auditor.model import Fate

TEMPLATE = "*"  # every audited page

# examples/PLANTED.md, line by line: page, rule, criterion, number of findings.
KURASHI = """
*                      axe/image-alt                       1.1.1
*                      axe/link-name                       2.4.4
*                      axe/color-contrast                  1.4.3
/                      jis/link-text-vague                 -      2
/                      jis/large-image-empty-alt           1.1.1  1
/                      jis/alt-is-generic-word             1.1.1  2
/                      jis/alt-is-file-name                1.1.1  1
/                      axe/image-alt                       1.1.1  2
/                      axe/link-name                       2.4.4  2
/                      jis/alt-repeats-neighbour           1.1.1  1
/                      jis/new-window-unannounced          -      1
/                      jis/date-abbreviated                -      1
/oshirase/             jis/date-abbreviated                -      1
/oshirase/             jis/link-text-vague                 -      1
/oshirase/             jis/broken-link-internal            -      1
/oshirase/news01.html  jis/hankaku-kana                    -      1
/oshirase/news01.html  jis/platform-dependent-characters   -      6
/oshirase/news01.html  jis/date-abbreviated                -      1
/oshirase/news02.html  jis/title-repeated                  2.4.2  1
/oshirase/news03.html  jis/title-repeated                  2.4.2  1
/oshirase/news02.html  jis/visual-heading                  1.3.1  3
/oshirase/news02.html  jis/fake-list                       1.3.1  1
/oshirase/news03.html  jis/spaced-characters               1.3.2  3
/oshirase/news03.html  jis/whitespace-layout               1.3.1  1
/kosodate/             jis/heading-level-skipped           1.3.1  1
/kosodate/             jis/inpage-link-broken              2.4.1  1
/kosodate/             jis/broken-link-internal            -      1
/kosodate/             jis/alt-repeats-neighbour           1.1.1  1
/kosodate/             jis/link-file-type-missing          -      1
/kosodate/             jis/alt-names-kind-only             1.1.1  1
/kosodate/hoiku.html   axe/html-has-lang                   3.1.1  1
/kosodate/hoiku.html   jis/data-table-without-th           1.3.1  1
/kosodate/hoiku.html   jis/colour-words                    1.4.1  1
/korei/                axe/color-contrast                  1.4.3  2
/korei/kaigo.html      jis/complex-table-scope-missing     1.3.1  1
/korei/kaigo.html      axe/color-contrast                  1.4.3  2
/korei/kaigo.html      jis/heading-level-skipped           1.3.1  1
/korei/kaigo.html      jis/duplicate-id                    4.1.1  1
/korei/kaigo.html      jis/stray-end-tag                   4.1.1  1
/korei/kaigo.html      jis/link-file-type-missing          -      1
/shinsei/              jis/colour-words                    1.4.1  1
/shinsei/              jis/placeholder-only-label          3.3.2  2
/shinsei/              jis/split-field-unlabelled          3.3.2  3
/shinsei/              jis/choices-ungrouped               1.3.1  1
/shinsei/              jis/select-change-navigates         3.2.2  1
/kensaku/              jis/placeholder-only-label          3.3.2  1
/toiawase.html         jis/title-meaningless               2.4.2  1
/toiawase.html         jis/duplicate-attribute             4.1.1  1
/en/                   jis/lang-mismatch                   3.1.1  1
/accessibility/        jis/policy-standard-misnamed        -      4
/accessibility/        jis/test-result-items-missing       -      1
/accessibility/        jis/test-result-outdated            -      1
/data/                 opendata/data-link-type-untrue      -      2
/data/                 opendata/data-link-dead             -      1
/data/                 jis/link-file-type-missing          -      4
/data/                 jis/link-text-vague                 2.4.4  1
*                      security/hsts-missing               -
*                      security/csp-missing                -
*                      security/content-type-options-missing  -
*                      security/referrer-policy-missing    -
*                      security/permissions-policy-missing -
"""
MINATO = """
/                      jis/alt-is-generic-word             1.1.1  3
/                      jis/click-handler-unfocusable       2.1.1  3
/oshirase/hanabi.html  jis/alt-is-generic-word             1.1.1  2
/oshirase/hanabi.html  jis/data-table-without-th           1.3.1  1
/oshirase/koji.html    jis/lang-mismatch                   3.1.1  1
/oshirase/koji.html    jis/heading-level-skipped           1.3.1  1
/oshirase/koji.html    axe/color-contrast                  1.4.3  1
/kanko/                axe/frame-title                     4.1.2  1
/kanko/                jis/alt-is-generic-word             1.1.1  1
/kanko/                axe/image-alt                       1.1.1  1
/kanko/                axe/color-contrast                  1.4.3  1
/kanko/                jis/click-handler-unfocusable       2.1.1  3
/kuruzu/               jis/audio-autoplays                 1.4.2  1
/kuruzu/               axe/video-caption                   1.2.2  1
/kuruzu/               jis/click-handler-unfocusable       2.1.1  1
/shisetsu/             jis/data-table-without-th           1.3.1  1
/shisetsu/             jis/broken-link-internal            -      1
/shinsei/              jis/choices-ungrouped               1.3.1  1
/toiawase/             axe/label-title-only                3.3.2  1
/itensaki.html         axe/meta-refresh                    2.2.1  1
/kodomo/               axe/image-alt                       1.1.1  1
/kodomo/               axe/color-contrast                  1.4.3  1
/en/                   jis/foreign-text-unmarked           3.1.2  2
/accessibility/        jis/conformance-wording-unexplained  -     3
/data/                 opendata/data-link-dead             -      1
/data/                 jis/new-window-unannounced          -      1
*                      security/hsts-missing               -
*                      security/csp-missing                -
*                      security/content-type-options-missing  -
*                      security/frame-options-missing      -
*                      security/referrer-policy-missing    -
*                      security/permissions-policy-missing -
"""


def lines(table: str) -> Iterator[tuple[str, str, str, int]]:
    for line in table.split("\n"):
        if line:
            page, rule, criterion, *count = line.split()
            yield page, rule, criterion.strip("-"), int(count[0]) if count else 1


PLANTED = [
    (site, *line) for site, table in (("kurashi", KURASHI), ("minato", MINATO)) for line in lines(table)
]


@pytest.mark.parametrize(("site", "page", "rule", "criterion", "count"), PLANTED)
def test_a_planted_defect_is_found_on_its_page_under_its_criterion(
    examples: dict[str, Audit], site: str, page: str, rule: str, criterion: str, count: int
) -> None:
    audited = examples[site]
    rows = [row for row in audited.rows if row.rule == rule and page in (TEMPLATE, path_of(row.url))]

    if page == TEMPLATE:
        assert {path_of(row.url) for row in rows} == audited.captured
    else:
        # No count beyond the table's: axe-core's reviews of what it cannot measure are left aside.
        sure = [row for row in rows if row.key != "incomplete"] or rows
        assert len(sure) == count
    assert all(criterion in row.criteria for row in rows if criterion)


@pytest.mark.parametrize("site", ["kurashi", "minato"])
def test_these_rules_find_nothing_where_nothing_was_planted(examples: dict[str, Audit], site: str) -> None:
    planted: dict[str, set[str]] = {}
    for where, page, rule, _, _ in PLANTED:
        if where == site:
            planted.setdefault(rule, set()).add(page)

    for rule, pages in planted.items():
        if TEMPLATE not in pages:
            assert set(examples[site].found(rule)) <= pages, rule


def test_the_site_without_defects_has_no_findings(examples: dict[str, Audit]) -> None:
    assert [(path_of(row.url), row.rule, row.target.snippet) for row in examples["midori"].rows] == []


def test_a_defect_of_the_template_is_one_row_of_work_with_all_its_pages(examples: dict[str, Audit]) -> None:
    audited = examples["kurashi"]
    for rule, region in (("axe/image-alt", "banner"), ("axe/color-contrast", "contentinfo")):
        (issue,) = [one for one in audited.issues if one.rule == rule and one.example.region == region]
        assert issue.place == "template"
        assert {path_of(url) for url in issue.pages} == audited.captured


def test_a_header_is_one_row_of_work_and_each_dead_address_is_one(examples: dict[str, Audit]) -> None:
    of_rule: dict[str, int] = {}
    for issue in examples["kurashi"].issues:
        of_rule[issue.rule] = of_rule.get(issue.rule, 0) + 1

    assert {count for rule, count in of_rule.items() if rule.startswith("security/")} == {1}
    assert of_rule["jis/broken-link-internal"] == 2
    assert of_rule["opendata/data-link-dead"] == 1
    assert of_rule["jis/link-text-vague"] == 3


def test_what_lies_in_an_excepted_frame_is_counted_apart(examples: dict[str, Audit]) -> None:
    issues = [one for one in examples["minato"].issues if one.example.frame]

    assert {one.rule for one in issues} == {
        "axe/color-contrast", "axe/image-alt", "jis/click-handler-unfocusable",
    }  # fmt: skip
    assert all(one.exempt and one.place == "external" for one in issues)
    assert not any(one.exempt for one in examples["minato"].issues if not one.example.frame)


@pytest.mark.parametrize(
    ("site", "page", "fate"),
    [
        ("kurashi", "/naibu/renraku.html", Fate.ROBOTS_DENIED),
        ("kurashi", "/kyu-site/", Fate.EXCLUDED),
        ("kurashi", "/data/hoiku.csv", Fate.NOT_HTML),
        ("kurashi", "/data/genkyo.pdf", Fate.NOT_HTML),
        ("kurashi", "/oshirase/natsumatsuri.html", Fate.HTTP_ERROR),
        ("kurashi", "/kinkyu/teiden.html", Fate.OK),
        ("minato", "/shiryo/kaigi.html", Fate.ROBOTS_DENIED),
        ("minato", "/shisetsu/annai.html", Fate.HTTP_ERROR),
        ("minato", "/kodomo/kotae.html", Fate.OK),
        ("minato", "/taifu/", Fate.OK),
        ("midori", "/insatsu/koen.html", Fate.ROBOTS_DENIED),
    ],
)
def test_a_special_page_has_its_fate(examples: dict[str, Audit], site: str, page: str, fate: Fate) -> None:
    audited = examples[site]

    assert audited.pages[page].fate is fate
    assert (page in audited.captured) == (fate is Fate.OK)


@pytest.mark.parametrize(
    ("site", "page", "encoding", "title"),
    [
        ("kurashi", "/korei/", "shift_jis", "高齢の方｜みらい都 くらし福祉局"),
        ("minato", "/shisetsu/", "euc-jp", "港の施設｜みらい都 港湾にぎわい局"),
    ],
)
def test_a_page_in_a_japanese_encoding_is_read_right(
    examples: dict[str, Audit], site: str, page: str, encoding: str, title: str
) -> None:
    facts = examples[site].pages[page]

    assert (facts.encoding, facts.title) == (encoding, title)
    assert not [row for row in examples[site].rows if row.rule == "jis/mojibake"]


def test_the_calendar_without_end_does_not_keep_the_run(examples: dict[str, Audit]) -> None:
    audited = examples["minato"]
    months = [page for page in audited.pages if page.startswith("/calendar/?")]

    assert audited.phase == "done"
    assert 2 <= len(months) <= 24


@pytest.mark.parametrize("site", ["midori", "kurashi", "minato"])
def test_pages_found_tried_and_audited_add_up(examples: dict[str, Audit], site: str) -> None:
    audited = examples[site]
    fates = [page.fate for page in audited.pages.values()]

    assert None not in fates
    assert {path for path, page in audited.pages.items() if page.fate is Fate.OK} == audited.captured
    asked = [page for page in audited.pages.values() if page.status]
    untried = [fate for fate in fates if fate in (Fate.ROBOTS_DENIED, Fate.EXCLUDED)]
    assert len(asked) + len(untried) == len(fates)


def test_a_keyboard_trap_and_a_lost_focus_ring_are_found_by_probes(tmp_path: Path) -> None:
    (minato,) = [site for site in example_sites() if site.id == "minato"]
    urls = (minato.start + "shinsei/", minato.start + "kuruzu/")

    audited = audit(replace(minato, urls=urls, probes="all"), tmp_path)

    assert audited.captured == {"/shinsei/", "/kuruzu/"}
    traps = [row for row in audited.rows if row.rule == "jis/keyboard-trap"]
    assert [(path_of(row.url), row.key) for row in traps] == [("/shinsei/", "trap")]
    (ring,) = [one for one in audited.issues if one.rule == "jis/focus-invisible"]
    assert ring.place == "template"
    assert len(ring.pages) == 2


def test_every_rule_of_the_tables_is_in_the_rulebook() -> None:
    assert {rule for _, _, rule, _, _ in PLANTED} <= {rule.id for rule in load()}
