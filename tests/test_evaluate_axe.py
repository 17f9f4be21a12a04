"""axe-core's raw answer in our words, at our places, by the profile's sizes of text."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from rendering import Renderer

from auditor.capture.locate import find_axe
from auditor.criteria import profile
from auditor.evaluate.assertions import judge_capture, to_rows
from auditor.evaluate.axe_results import judge_axe
from auditor.evaluate.rulebook import Rulebook, load
from auditor.model import Assertion, Capture, Certainty, Impact, Outcome, Text
from auditor.page import TreePage, page_from_capture
from auditor.rule import Rule

JIS = profile(["jis-x-8341-3-2016-aa"])
WCAG = profile(["wcag-2.2-aa"])
HTML = """<!doctype html><html lang="ja"><title>x</title><body><main><p>日本語の文</p><p>Latin</p>
<img src="a.png"><input value="secret"></main><div id="host"></div>
<script>const shadow = document.getElementById('host').attachShadow({mode: 'open'});
shadow.innerHTML = '<p>a</p><img src="s.png">'</script>"""


def words(id: str, *criteria: str, certainty: Certainty = Certainty.DEFINITE) -> Rule:
    said = Text("x", "x")
    return Rule(
        id, "axe", said, said, said, {"violation": said, "incomplete": said}, criteria, certainty=certainty
    )


RULES = [
    words("axe/color-contrast", "1.4.3"),
    words("axe/image-alt", "1.1.1"),
    words("axe/region", certainty=Certainty.ADVICE),
]


def node(target: list[Any], html: str = "", **data: Any) -> dict[str, Any]:
    check = {"id": "c", "data": data or None, "message": "Fix this"}
    return {"ancestry": target, "html": html, "impact": "critical", "any": [check], "all": [], "none": []}


def answer(**lists: Any) -> dict[str, Any]:
    return {"violations": [], "incomplete": [], "passes": [], "inapplicable": [], **lists}


@pytest.fixture(scope="module")
def capture(renderer: Renderer) -> Capture:
    return renderer.capture(HTML)


def page_with(capture: Capture, axe: dict[str, Any]) -> TreePage:
    return page_from_capture(replace(capture, axe=axe))


def judged(capture: Capture, axe: dict[str, Any], rules: list[Rule] = RULES) -> dict[str, Assertion]:
    return {one.rule: one for one in judge_axe(page_with(capture, axe), rules, JIS)}


def test_every_axe_rule_of_the_rulebook_gets_an_assertion(capture: Capture) -> None:
    made = judged(capture, answer(passes=["image-alt"], inapplicable=["region"]))

    assert {id: one.outcome for id, one in made.items()} == {
        "axe/color-contrast": Outcome.UNTESTED,
        "axe/image-alt": Outcome.PASSED,
        "axe/region": Outcome.INAPPLICABLE,
    }
    assert made["axe/color-contrast"].reason == "not-run"


def test_without_axes_answer_all_are_untested(capture: Capture) -> None:
    made = judge_axe(page_from_capture(capture), RULES, JIS)

    assert {(one.outcome, one.reason) for one in made} == {(Outcome.UNTESTED, "missing-evidence:axe")}


def test_a_violation_stands_at_the_element_of_the_snapshot(capture: Capture) -> None:
    found = node(["html > body > main > img:nth-child(3)"], '<img src="a.png">')

    made = judged(capture, answer(violations=[{"id": "image-alt", "nodes": [found]}]))["axe/image-alt"]

    (finding,) = made.findings
    assert (finding.certainty, finding.key) == (Certainty.DEFINITE, "violation")
    assert finding.target.selector == "body > main > img"
    assert (finding.target.region, finding.target.identity) == ("main", "a.png")
    assert finding.data["summary"] == "Fix this"


def test_a_place_in_a_shadow_root_is_found(capture: Capture) -> None:
    found = node([["html > body > div:nth-child(2)", "img:nth-child(2)"]], '<img src="s.png">')

    made = judged(capture, answer(violations=[{"id": "image-alt", "nodes": [found]}]))["axe/image-alt"]

    assert made.findings[0].target.selector == "#host >>> img"


def test_a_place_that_is_gone_keeps_axes_own_words_with_values_masked(capture: Capture) -> None:
    found = node(["html > body > nav > input"], '<input value="secret">')

    made = judged(capture, answer(violations=[{"id": "image-alt", "nodes": [found]}]))["axe/image-alt"]

    assert made.findings[0].target.selector == "html > body > nav > input"
    assert made.findings[0].target.snippet == '<input value="***">'


def test_incomplete_is_for_people_to_judge(capture: Capture) -> None:
    found = node(["html > body > main > img"], "<img>")

    made = judged(capture, answer(incomplete=[{"id": "image-alt", "nodes": [found]}]))["axe/image-alt"]

    assert made.outcome is Outcome.CANT_TELL
    assert made.findings[0].key == "incomplete"


@pytest.mark.parametrize(
    ("text", "size", "weight", "ratio", "standard", "outcome"),
    [
        ("html > body > main > p:nth-child(1)", 18, "normal", 3.5, JIS, Outcome.FAILED),
        ("html > body > main > p:nth-child(1)", 22, "normal", 3.5, JIS, Outcome.PASSED),
        ("html > body > main > p:nth-child(1)", 14, "bold", 3.5, JIS, Outcome.FAILED),
        ("html > body > main > p:nth-child(1)", 18, "bold", 3.5, JIS, Outcome.PASSED),
        ("html > body > main > p:nth-child(2)", 18, "normal", 3.5, JIS, Outcome.PASSED),
        ("html > body > main > p:nth-child(2)", 14, "700", 3.5, JIS, Outcome.PASSED),
        ("html > body > main > p:nth-child(2)", 12, "normal", 3.5, JIS, Outcome.FAILED),
        ("html > body > main > p:nth-child(1)", 18, "normal", 3.5, WCAG, Outcome.PASSED),
        ("html > body > main > p:nth-child(1)", 18, "normal", 2.9, WCAG, Outcome.FAILED),
    ],
)
def test_contrast_is_judged_by_size_script_and_profile(
    capture: Capture, text: str, size: int, weight: str, ratio: float, standard: Any, outcome: Outcome
) -> None:
    found = node(
        [text], "<p>", contrastRatio=ratio, fontSize=f"{size}.0pt (24px)", fontWeight=weight,
        fgColor="#999999", bgColor="#ffffff", expectedContrastRatio="4.5:1",
    )  # fmt: skip
    page = page_with(capture, answer(violations=[{"id": "color-contrast", "nodes": [found]}]))

    (made,) = judge_axe(page, RULES[:1], standard)

    assert made.outcome is outcome
    if outcome is Outcome.FAILED:
        data = made.findings[0].data
        assert (data["foreground"], data["ratio"]) == ("#999999", ratio)
        assert data["required"] == ("3" if ratio < 3 else "4.5")


def test_an_axe_rule_we_have_no_words_for_is_not_silent(capture: Capture) -> None:
    found = node(["html > body > main"], "<main>")
    made = judged(
        capture, answer(violations=[{"id": "brand-new", "help": "Something new", "nodes": [found]}])
    )

    rows = to_rows(made.values(), "b", "s", Rulebook({rule.id: rule for rule in RULES}, "d"), JIS)

    assert [(row.rule, row.certainty, row.data["help"], row.impact) for row in rows] == [
        ("axe/brand-new", Certainty.REVIEW, "Something new", Impact.CRITICAL)
    ]


def test_nodes_beyond_those_kept_are_counted(capture: Capture) -> None:
    found = node(["html > body > main > img"], "<img>")

    made = judged(capture, answer(violations=[{"id": "image-alt", "count": 900, "nodes": [found]}]))

    assert made["axe/image-alt"].counts["definite"] == 900


def test_a_frame_axe_could_not_enter_is_told(capture: Capture) -> None:
    axe = answer(passes=["image-alt"], frames=[{"id": "1", "tested": True}, {"id": "2", "tested": False}])

    assert judged(capture, axe)["axe/image-alt"].reason == "frames-untested:1"


def test_one_capture_is_judged_by_all_rules_of_the_rulebook(capture: Capture) -> None:
    book = load()
    found = node(["html > body > main > img:nth-child(3)"], '<img src="a.png">')
    with_axe = replace(capture, axe=answer(violations=[{"id": "image-alt", "nodes": [found]}]))

    made = judge_capture(with_axe, book, JIS)

    assert [one.rule for one in made] == sorted(rule.id for rule in book if rule.kind in ("page", "axe"))
    assert not [one.reason for one in made if one.reason.startswith("error:")]
    json.dumps([dict(finding.data) for one in made for finding in one.findings])


def test_a_rule_of_axe_core_that_is_off_says_nothing_although_axe_core_speaks(capture: Capture) -> None:
    found = node(["html > body > main > img:nth-child(3)"], '<img src="a.png">')
    spoken = [{"id": "image-alt", "nodes": [found]}, {"id": "brand-new", "help": "New", "nodes": [found]}]
    with_axe = replace(capture, axe=answer(violations=spoken))

    every = {one.rule for one in judge_capture(with_axe, load(), JIS)}
    rest = {one.rule for one in judge_capture(with_axe, load(off=["axe/image-alt", "axe/brand-new"]), JIS)}

    assert every - rest == {"axe/image-alt", "axe/brand-new"}


def test_what_axe_core_reports_takes_the_certainty_set(capture: Capture) -> None:
    found = node(["html > body > main > img:nth-child(3)"], '<img src="a.png">')
    with_axe = replace(capture, axe=answer(violations=[{"id": "image-alt", "nodes": [found]}]))
    book = load(certainty={"axe/image-alt": Certainty.REVIEW})

    made = {one.rule: one for one in judge_capture(with_axe, book, JIS)}

    assert made["axe/image-alt"].outcome is Outcome.CANT_TELL
    assert [one.certainty for one in made["axe/image-alt"].findings] == [Certainty.REVIEW]


@pytest.mark.parametrize("script", sorted({AXE_FILE_PATH.read_text("utf-8"), find_axe()[0]}), ids=len)
def test_every_axe_rule_that_runs_has_words_of_ours(script: str) -> None:
    tagged = re.findall(r'id:"([a-z][a-z-]+)"[^{}]*?tags:\[([^\]]*)\]', script)
    run = {
        id
        for id, tags in tagged
        if re.search(r'"(?:wcag2\w*|best-practice)"', tags) and "deprecated" not in tags
    }
    assert len(run) > 60

    ours = {rule.id.removeprefix("axe/") for rule in load() if rule.kind == "axe"}

    assert sorted(run - ours) == []


QUIET = """<!doctype html><html lang="ja"><title>x</title><body>
<input><input placeholder="語"><a aria-label="施設を探す・予約する（外部サイト）">施設を探す・<br>予約する</a>
<a aria-label="検索">さがす</a><ul aria-hidden="true"><li>1</li></ul><ul><li>1</li></ul>
<iframe srcdoc="<p>埋め込み</p>"></iframe><a accesskey="n" href="/2">次へ</a><a accesskey="n" href="/2">次へ</a>
<a accesskey="p" href="/1">戻る</a><a accesskey="p" href="/0">印刷</a><b>▶ ●</b><b>▶ 再生</b>
<iframe title="地図" src="/map"></iframe><iframe title="地図" src="/map/"></iframe>
<iframe title="動画" src="/1"></iframe><iframe title="動画" src="/2"></iframe>"""


@pytest.mark.parametrize(
    ("id", "kind", "target", "asked"),
    [
        ("color-contrast", "incomplete", ["html > body > input:nth-child(1)"], False),
        ("color-contrast", "incomplete", ["html > body > input:nth-child(2)"], True),
        ("label-content-name-mismatch", "violations", ["html > body > a:nth-child(3)"], False),
        ("label-content-name-mismatch", "violations", ["html > body > a:nth-child(4)"], True),
        ("aria-allowed-role", "incomplete", ["html > body > ul:nth-child(5) > li"], False),
        ("aria-allowed-role", "incomplete", ["html > body > ul:nth-child(6) > li"], True),
        ("color-contrast", "incomplete", ["html > body > b:nth-child(12)"], False),
        ("color-contrast", "incomplete", ["html > body > b:nth-child(13)"], True),
        ("color-contrast", "violations", ["html > body > b:nth-child(12)"], True),
        ("frame-title-unique", "violations", ["html > body > iframe:nth-child(14)"], False),
        ("frame-title-unique", "violations", ["html > body > iframe:nth-child(17)"], True),
        ("accesskeys", "violations", ["html > body > a:nth-child(8)"], False),
        ("accesskeys", "violations", ["html > body > a:nth-child(10)"], True),
        ("landmark-one-main", "violations", ["html > body > iframe", "html"], False),
        ("landmark-one-main", "violations", ["html"], True),
        ("css-orientation-lock", "incomplete", ["html > body > iframe", "html"], False),
        ("css-orientation-lock", "violations", ["html > body > iframe", "html"], True),
        ("css-orientation-lock", "incomplete", ["html"], False),
        ("css-orientation-lock", "violations", ["html"], True),
    ],
)
def test_what_a_person_could_only_wave_through_is_not_asked(
    renderer: Renderer, id: str, kind: str, target: list[str], asked: bool
) -> None:
    said = answer(**{kind: [{"id": id, "nodes": [node(target)]}]})

    made = judged(renderer.capture(QUIET), said, [words(f"axe/{id}", "1.3.1")])[f"axe/{id}"]

    assert bool(made.findings) is asked


@pytest.mark.parametrize(
    ("head", "sheet", "asked"),
    [
        ("", None, False),
        ('<style media="print">p{color:#000}</style>', None, False),
        ("<style>p{color:#000}</style>", None, True),
        ('<link rel="Stylesheet" href="a.css">', 404, True),
        ("", 200, True),
    ],
)
def test_a_page_without_style_sheets_is_not_asked_whether_they_lock_the_screen(
    renderer: Renderer, head: str, sheet: int | None, asked: bool
) -> None:
    capture = renderer.capture(f'<!doctype html><html lang="ja"><head>{head}<title>x</title><p>本文')
    capture = replace(capture, requests=({**SHEET, "status": sheet},) if sheet else ())
    unread = {"id": "css-orientation-lock", "nodes": [node(["html"])]}

    said = judged(capture, answer(incomplete=[unread]), [words("axe/css-orientation-lock", "1.3.1")])

    assert bool(said["axe/css-orientation-lock"].findings) is asked


@pytest.mark.parametrize(
    ("markup", "same"),
    [
        ('<button aria-label="お問い合わせ 受付時間：平日">お問い合わせ（受付時間：平日）</button>', True),
        ('<a aria-label="PDF ﾀﾞｳﾝﾛｰﾄﾞ">ＰＤＦダウンロード</a>', True),
        ('<a aria-label="東京都庁への行き方"><ruby>東京<rp>(</rp><rt>とうきょう</rt></ruby>都庁</a>', True),
        ('<a aria-label="東京とうきょう都庁"><ruby>東京<rt>とうきょう</rt></ruby>都庁</a>', True),
        ('<i id="n"><ruby>窓<rt>まど</rt></ruby>口</i><a aria-labelledby="n"> 【窓口】</a>', True),
        ('<a aria-label="施設予約"><b style="display:none">新着</b>「施設・予約」</a>', True),
        ('<a aria-label="A-1 会議室">Ａ１会議室</a>', True),
        ('<a aria-label="Call Telephone 03">Tel. 03</a>', True),
        ('<button aria-label="さがす" style="font-family: Material Icons">search</button>', True),
        (
            '<button aria-label="さがす"><i style="font-family: \'Material Symbols\'">search</i></button>',
            True,
        ),
        ('<button aria-label="さがす"><i style="font-family: icons">search</i>検索</button>', False),
        ('<a aria-label="University Street">University Ave.</a>', False),
        ('<a aria-label="東京都庁">とうきょうとちょう</a>', False),
        ('<a aria-label="施設予約"><b>新着</b>施設予約</a>', False),
        ('<a aria-label="Research">Search</a>', False),
        ('<a aria-label="10ページ">1</a>', False),
        ('<a aria-label="料金35万円">3.5万円</a>', False),
        ('<a aria-label="閉じる">×</a>', False),
    ],
)
def test_a_name_that_differs_in_what_nobody_speaks_is_no_mismatch(
    renderer: Renderer, markup: str, same: bool
) -> None:
    capture = renderer.capture(f'<!doctype html><html lang="ja"><title>x</title><body><p></p>{markup}')
    place = "html > body > button" if "<button" in markup else "html > body > a"
    found = {"id": "label-content-name-mismatch", "nodes": [node([place])]}

    said = judged(capture, answer(violations=[found]), [words("axe/label-content-name-mismatch", "1.3.1")])

    assert bool(said["axe/label-content-name-mismatch"].findings) is not same


def test_content_outside_landmarks_is_one_place_and_none_where_the_main_part_is_missing(
    capture: Capture,
) -> None:
    outside = {"id": "region", "count": 900, "nodes": [node(["html > body > main > p:nth-child(1)"])] * 3}
    missing = {"id": "landmark-one-main", "nodes": [node(["html"])]}
    rules = [words("axe/region", "1.3.1"), words("axe/landmark-one-main", "1.3.1")]

    alone = judged(capture, answer(violations=[outside]), rules)["axe/region"]
    beside = judged(capture, answer(violations=[outside, missing]), rules)["axe/region"]

    assert (len(alone.findings), alone.counts["definite"]) == (1, 1)
    assert (beside.findings, beside.outcome) == ((), Outcome.INAPPLICABLE)
    assert beside.reason == "replaced:axe/landmark-one-main"


SHEET = {"url": "http://example.localhost/a.css", "type": "Stylesheet", "mime": "", "blocked": "", "from": ""}


@pytest.mark.parametrize(
    ("statuses", "certainty"),
    [
        ((), Certainty.DEFINITE),
        ((200,), Certainty.DEFINITE),
        ((200, 404), Certainty.DEFINITE),
        ((404,), Certainty.REVIEW),
        ((None, 404), Certainty.REVIEW),
    ],
)
def test_a_field_without_label_is_for_people_where_no_style_sheet_came_that_might_hide_it(
    capture: Capture, statuses: tuple[int | None, ...], certainty: Certainty
) -> None:
    field = {"id": "label", "nodes": [node(["html > body > main > input"], "<input>")]}
    came = replace(capture, requests=tuple({**SHEET, "status": status} for status in statuses))

    said = judged(came, answer(violations=[field]), [words("axe/label", "4.1.2")])["axe/label"]

    assert [one.certainty for one in said.findings] == [certainty]


@pytest.mark.parametrize(
    ("seen", "outcome"),
    [
        ({"least": 9.0, "below3": 0.0, "below4.5": 0.0}, Outcome.PASSED),
        ({"least": 1.1, "below3": 0.5, "below4.5": 0.6}, Outcome.FAILED),
        ({"least": 1.1, "below3": 0.5, "below4.5": 0.6, "shadow": True}, Outcome.CANT_TELL),
        ({"least": 3.9, "below3": 0.0, "below4.5": 0.1}, Outcome.CANT_TELL),
    ],
)
def test_contrast_over_a_picture_is_settled_by_what_was_photographed(
    capture: Capture, seen: dict[str, Any], outcome: Outcome
) -> None:
    place = "html > body > main > p:nth-of-type(1)"
    text = {"selector": place, "colour": [255, 255, 255, 1], "shadow": False, **seen}
    pictured = replace(capture, probes={"contrast": {"texts": [text]}})
    found = node([place], messageKey="bgImage", contrastRatio=0, fontSize="12pt (16px)", fontWeight="normal")

    raw = answer(incomplete=[{"id": "color-contrast", "nodes": [found]}])

    assert judged(pictured, raw)["axe/color-contrast"].outcome is outcome


@pytest.mark.parametrize(("colour", "asked"), [("#000", 0), ("#9c9", 1)])
def test_a_lone_sign_on_a_plain_colour_is_asked_about_only_where_it_is_pale(
    renderer: Renderer, colour: str, asked: int
) -> None:
    seen = renderer.capture(
        f'<!doctype html><html lang="ja"><title>x</title><p style="background:#c8f0c8;color:{colour}"><i>○</i></p>'
    )
    said = {"id": "color-contrast", "nodes": [node(["html > body > p > i"], messageKey="nonBmp")]}
    page = page_with(seen, answer(incomplete=[said]))
    made = next(one for one in judge_axe(page, RULES, JIS) if one.rule == "axe/color-contrast")
    assert len(made.findings) == asked
