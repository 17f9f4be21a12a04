"""The probes that touch a page: what they measure on small pages served on loopback."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from auditor.capture.addresses import loopback
from auditor.capture.browser import SiteBrowserSettings, open_session
from auditor.capture.folder import serve
from auditor.capture.locate import find_axe, require_browser
from auditor.capture.page import Order
from auditor.capture.probes.screen import inked

HOST = "probes.localhost"
Measure = Callable[[str, str], Any]
BANNER = (Path(__file__).parent / "pictures" / "banner.png").read_bytes()

PAGES = {
    "turned.html": "<style>@media (orientation: portrait) {main {display: none}}</style>"
    "<main><p>横向きの画面だけで読める文章です。</p></main><p>縦</p>",
    "sized.html": "<style>h2 {font-size: 19px} div {height: 1.2em; overflow: hidden; line-height: 1.2}</style>"
    "<p>大きくなる文</p><h2>大きくならない見出し</h2><div>一行に収まる文</div>",
    "zoomed.html": "<style>h2 {font-size: 3vw} div {height: 60px; width: 50%; overflow: hidden}"
    "header {position: fixed; top: 0; left: 0; right: 0; height: 200px; background: #fff}</style><header>固定の帯</header>"
    "<h2>幅だけで決まる見出し</h2><div>大きくすると枠に収まらない長い文です。大きくすると枠に収まらない長い文です。</div>"
    "<p style='height: 900px'>本文",
    "seen.html": "<style>main {background: linear-gradient(90deg, #fff, #000); color: #fff; width: 400px; font-size: 16px}"
    "input {border: 1px solid #eee; background: #fff; width: 200px; height: 40px} ::placeholder {color: #ddd}"
    "button {border: 1px solid #000; background: #fff} li::before {content: '中止'}</style>"
    "<main>左の端では読めない白い文です。右では読めます。</main><p><input placeholder='例 山田'>"
    "<p><button aria-label=検索><svg width=24 height=24><rect width=12 height=24 fill=#ddd /></svg></button>"
    "<ul><li>観察会</ul>",
    "wave.html": "<div style='position:relative;width:400px'><svg width=400 height=80><rect width=400 height=80 fill=#cde /></svg>"
    "<p style='position:absolute;top:10px;left:20px;color:#fff'>絵の上の白い文</p></div><p>ただの文</p>",
    "cell.html": "<style>span {display: inline-block; width: 16px; height: 16px; background: url('data:image/svg+xml,<svg xmlns=%22"
    "http://www.w3.org/2000/svg%22 width=%2216%22 height=%2216%22/>')}</style><table><tr><th>北口<td><span id=a></span></table>"
    "<p><span></span>飾り</p>",
    "ticks.html": "<style>.a {opacity: 0} .a + label::before {content: ''; display: inline-block; width: 16px;"
    "height: 16px; border: 2px solid #ccc} .b {appearance: none; width: 16px; height: 16px; border: 1px solid #333}"
    ".c {position: absolute; left: -999px} .c + span {display: inline-block; width: 20px; height: 20px;"
    "background: rgba(0, 0, 0, .1)}</style><p><input class=a id=a type=checkbox><label for=a>特集</label>"
    "<p><input class=b type=radio><p><label><input class=c type=checkbox><span></span>催し</label><p><input type=checkbox>",
    "flashes.html": "<style>@keyframes flash {50% {background: #000}} div {height: 300px; background: #fff;"
    "animation: flash .2s steps(1) 10}</style><div>警報</div>",
    "players.html": "<video controls></video><audio controls src=none.mp3></audio>",
    "pictures.html": "<style>div {width: 80px; height: 30px; background: url('data:image/svg+xml,<svg xmlns=%22http://www.w3.org/"
    "2000/svg%22 width=%2280%22 height=%2230%22/>')}</style><img src=banner.png width=120><img src=banner.png alt=再掲>"
    "<div></div><div>文字の載った背景</div><canvas width=90 height=30></canvas><img src=banner.png width=9 height=9>"
    "<img src=none.png width=50 height=50>",
    "parts.html": "<style>p::before {content: ''; display: block; width: 240px; height: 80px; background: url(banner.png)}"
    "b::after {content: url(banner.png) / '子育て'} i::before {content: ''; background: url(banner.png)}</style>"
    "<p>本文</p><b>一</b><i>飾りのない行</i><iframe src=inner.html style='border: 5px solid; padding: 3px'></iframe>"
    "<iframe src=inner.html style='display: none'></iframe>",
    "inner.html": "<style>body {margin: 0}</style><img src=banner.png>",
    "signs.html": "<style>.s::before {content: '受付中'; font-size: 24px} body {background: #036; color: #fff}"
    ".r {border: 2px solid} .m li::before {content: '(1) '} .x::before {content: '見えない'; visibility: hidden}</style>"
    "<h1>催し</h1><p class=r>本文の文字です。<img src=banner.png alt=子育て></p><div aria-hidden=true><b class=s id=s></b></div>"
    "<p style='margin: 60px'><em class=s></em>の講座</p><p class=x>一</p><input value=山田太郎><select><option>港区</select>"
    "<div style='position: relative; height: 60px; margin-top: 60px'><i class=s aria-hidden=true></i>"
    "<div style='position: absolute; inset: 0; background: #fff; color: #000'>上に重なる帯</div></div>",
    "heard.html": "<p id=a>押せる段落</p><p>ただの段落</p><script>"
    "document.getElementById('a').addEventListener('click', () => 1);"
    "document.addEventListener('keydown', () => 1);</script>",
    "drawn.html": "<p><img id=a alt=お知らせ><p><img id=b alt=空><script>for (const [id, said] of [['a', 'Latest news'],"
    "['b', '']]) {const c = document.createElement('canvas'); [c.width, c.height] = [300, 200];"
    "const pen = c.getContext('2d'); pen.fillStyle = '#8cf'; pen.fillRect(0, 0, 300, 200);"
    "pen.fillStyle = '#036'; pen.font = '40px sans-serif'; pen.fillText(said, 20, 110);"
    "document.getElementById(id).src = c.toDataURL()}</script>",
    "hover.html": "<style>a:hover > i {opacity: .5} li ul, .tip {display: none} li:hover > ul, li:focus-within > ul {display: block}"
    ".far:hover + .tip {display: block; position: absolute; margin-top: 40px; width: 9em; height: 120px; background: #fff} li {width: 9em}"
    "@media print {p:hover b {display: none}}</style>"
    "<ul><li><a href=#a>手続き</a><ul><li><a href=#b>届出</a></ul></ul><p style='margin-top: 60px'>"
    "<i class=far>用語</i><span class=tip>用語の説明です</span><p style='margin: 80px 0'>覆われる文です。覆われる文です。",
    "pushed.html": "<style>ul ul {display: none} li:hover > ul {display: block} ul {width: 20em}</style>"
    "<ul><li><a href=#a>手続き</a><ul><li>届出<li>証明</ul></li></ul><p>押し下げられる文です。押し下げられる文です。",
    "rooted.html": "<style>h2 {font-size: 1.5rem; white-space: nowrap; overflow: hidden}</style><h2>断水と漏水の情報</h2>",
    "late.html": "<p><b id=late>期限</b><span id=note hidden>じきに消えます</span><script>"
    "late.onmouseenter = () => {note.hidden = false; setTimeout(() => {note.hidden = true}, 900)}</script>",
    "slides.html": "<p id=a>説明のある文</p><h2 id=slide hidden>次の話題です</h2><script>a.onmouseenter = () => 1;"
    "addEventListener('mousemove', () => setTimeout(() => {slide.hidden = false;"
    "setTimeout(() => {slide.hidden = true}, 900)}, 200), {once: true, capture: true})</script>",
    "pressed.html": "<style>ul ul {display: none} li.on > ul {display: block}</style><ul><li id=m><button>手続き</button>"
    "<ul><li><a href=#b>届出</a></ul></ul><script>m.onmouseenter = () => m.classList.add('on');"
    "m.onmouseleave = () => m.classList.remove('on');"
    "m.firstChild.onclick = (e) => e.detail || m.classList.toggle('on')</script>",
    "unpressed.html": "<style>ul ul {display: none} li.on > ul {display: block}</style><ul><li id=m><button>手続き</button>"
    "<ul><li><a href=#b>届出</a></ul></ul><script>m.onmouseenter = () => m.classList.add('on');"
    "m.onmouseleave = () => m.classList.remove('on')</script>",
    **{
        f"focus{count}.html": "<style>ul ul {display: none} li.on > ul {display: block}</style><ul><li id=m>"
        + "<a href=/a>一覧</a> " * (count - 1)
        + "<a href=/k id=k>手続き</a><ul><li><a href=#b>届出</a></ul></ul><script>"
        "m.onmouseenter = k.onfocus = () => m.classList.add('on');"
        "m.onmouseleave = k.onblur = () => m.classList.remove('on')</script>"
        for count in (3, 4)
    },
    "sizes.html": "<style>input {position: absolute; left: -999px} span {display: inline-block; border: 0;"
    "background: #ccc}</style>"
    + "".join(
        f"<p><label><input type=checkbox><span style='width: {size[0]}px; height: {size[1]}px'></span>催し</label>"
        for size in ((8, 8), (7, 8), (8, 7), (48, 48), (49, 48), (48, 49))
    ),
    "kept.html": "<p><button id=b aria-describedby=t>助け</button><span id=t hidden>助けの文</span><script>"
    "const show = (on) => () => {t.hidden = !on}; b.onmouseenter = b.onfocus = show(true); "
    "b.onblur = b.parentElement.onmouseleave = show(false);"
    "onkeydown = (e) => {if (e.key === 'Escape') t.hidden = true}</script>",
    "over.html": "<style>body {margin: 0} div {position: absolute; left: 20px; top: 10px; font: 16px/20px sans-serif;"
    "width: 64px; overflow: hidden}</style><svg width=200 height=60 style='display: block'><path d='M0 0h200v60z'/></svg>"
    "<div>市の案内</div><svg width=200 height=60><path d='M0 0h200v60z'/></svg>",
    "moves.html": "<style>@keyframes run {to {transform: translateX(9px)}} b {animation: run 1s infinite;"
    "display: block}</style><b>流れる文字</b><i id=n>0</i><p>止まっている文</p><script>let n = 0;"
    "setInterval(() => {document.getElementById('n').textContent = ++n}, 700)</script>",
}


@pytest.fixture(scope="module")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measure]:
    folder = tmp_path_factory.mktemp("probes")
    for name, body in PAGES.items():
        (folder / name).write_text(
            f"<!doctype html><html lang=ja><meta charset=utf-8><title>一</title>{body}", "utf-8"
        )
    (folder / "banner.png").write_bytes(BANNER)
    with asyncio.Runner() as runner, _session(folder, runner) as session:
        yield lambda page, probe: runner.run(
            session.capture(Order(f"http://{HOST}/{page}", axe=False), (probe,))
        ).probes[probe]


@contextmanager
def _session(folder: Path, runner: asyncio.Runner) -> Iterator[Any]:
    with serve(folder) as (_, port):
        opened = open_session(
            SiteBrowserSettings(
                browser=require_browser(), axe_source=find_axe("")[0], resolver=loopback({HOST: port}), tabs=1
            )
        )
        yield runner.run(opened.__aenter__())
        runner.run(opened.__aexit__(None, None, None))


def test_a_page_hidden_in_one_orientation_shows_less_text_there(measure: Measure) -> None:
    told = measure("turned.html", "adapt")

    assert told["landscape"]["text"] > 10 * told["portrait"]["text"] > 0


def test_zooming_cuts_a_box_of_fixed_height_and_leaves_text_sized_by_the_window(measure: Measure) -> None:
    told = measure("zoomed.html", "adapt")

    assert [one["selector"] for one in told["enlarged"]["cut"]] == ["html > body > div"]
    assert [(one["selector"], one["growth"]) for one in told["narrow"]["stuck"]] == [("html > body > h2", 1)]
    assert told["narrow"]["covered"] > 0.7


def test_contrast_is_read_from_the_picture_of_the_page(measure: Measure) -> None:
    told = measure("seen.html", "contrast")

    over, hint = told["texts"]
    assert over["least"] < 1.5 and over["most"] > 7 and 0.2 < over["below4.5"] < 0.9
    assert (hint["kind"], hint["most"] < 1.5) == ("placeholder", True)
    assert [one["edge"] < 1.3 for one in told["fields"]] == [True]
    assert [1.2 < one["ratio"] < 1.5 for one in told["signs"]] == [True]
    assert [(one["part"], one["text"]) for one in told["styled"]] == [("::before", "中止")]


def test_a_text_over_a_drawing_that_does_not_hold_it_is_photographed(measure: Measure) -> None:
    (told,) = measure("wave.html", "contrast")["texts"]

    assert told["text"] == "絵の上の白い文" and told["most"] < 2


def test_a_small_sign_is_looked_at_where_it_is_all_that_a_cell_says(measure: Measure) -> None:
    told = measure("cell.html", "images")["images"]

    assert [one["selector"].rpartition(" > ")[0][-2:] for one in told] == ["td"]


def test_boxes_to_tick_that_a_style_sheet_draws_have_edges_and_the_browsers_own_have_not(
    measure: Measure,
) -> None:
    told = measure("ticks.html", "contrast")["fields"]

    assert [(one["selector"], one["edge"]) for one in told] == [
        ("html > body > p:nth-of-type(1) > input", 1.6),
        ("html > body > p:nth-of-type(2) > input", 12.63),
        ("html > body > p:nth-of-type(3) > label > input", 1.24),
    ]


def test_an_animation_that_is_over_is_stepped_through_for_flashes(measure: Measure) -> None:
    (flash,) = measure("flashes.html", "motion")["animations"]

    assert (flash["selector"], flash["flashes"], flash["endless"]) == ("html > body > div", 5, False)


def test_a_player_without_a_file_is_told_as_unread(measure: Measure) -> None:
    told = measure("players.html", "media")["media"]

    assert [(one["tag"], one["written"], one["state"]) for one in told] == [
        ("video", False, "unread"),
        ("audio", True, "error"),
    ]


def test_text_in_px_stays_when_the_root_font_doubles_and_a_low_box_cuts_spaced_text(measure: Measure) -> None:
    told = measure("sized.html", "adapt")

    assert [(one["tag"], one["size"]) for one in told["fixed"]] == [("h2", 19)]
    assert told["grown"] > 0
    assert [one["selector"] for one in told["spaced"]["cut"]] in ([], ["html > body > div"])


def test_elements_with_handlers_are_named_whoever_bound_them(measure: Measure) -> None:
    told = measure("heard.html", "handlers")

    assert [(one["selector"], one["events"]) for one in told["elements"]] == [
        ("html > body > p:nth-of-type(1)", ["click"])
    ]
    assert told["page"] == ["keydown"]


def test_the_pointer_brings_things_up_that_stay_come_too_far_away_or_go_by_themselves(
    measure: Measure,
) -> None:
    told = measure("hover.html", "hover")

    menu, term = told["found"]
    (late,) = measure("late.html", "hover")["found"]
    assert (menu["text"], menu["controls"], menu["reached"], menu["stayed"]) == ("届出", 1, True, True)
    assert (menu["focus"], menu["dismissed"]) == (True, False)
    assert (term["text"], term["reached"], term["covers"], term["focus"]) == (
        "用語の説明です",
        False,
        True,
        None,
    )
    assert (late["came"], late["stayed"], late["dismissed"]) == (
        "html > body > p > span",
        False,
        None,
    )


def test_what_pushes_the_rest_aside_hides_nothing(measure: Measure) -> None:
    (told,) = measure("pushed.html", "hover")["found"]

    assert (told["text"], told["covers"]) == ("届出証明", False)


def test_a_larger_root_font_is_taken_back_before_the_page_is_zoomed(measure: Measure) -> None:
    told = measure("rooted.html", "adapt")

    assert told["zoomed"]["cut"] == told["narrow"]["cut"] == []


def test_what_comes_by_focus_too_and_goes_by_escape_is_seen_so(measure: Measure) -> None:
    (told,) = measure("kept.html", "hover")["found"]

    assert told["selector"].endswith("button")
    assert (told["focus"], told["reached"], told["stayed"], told["dismissed"]) == (True, True, True, True)


@pytest.mark.parametrize(("name", "by_key"), [("pressed.html", True), ("unpressed.html", False)])
def test_a_menu_that_enter_opens_is_had_with_the_keyboard(measure: Measure, name: str, by_key: bool) -> None:
    (told,) = measure(name, "hover")["found"]

    assert (told["controls"], told["focus"]) == (1, by_key)


@pytest.mark.parametrize(("name", "by_key"), [("focus3.html", True), ("focus4.html", False)])
def test_three_controls_of_a_place_are_given_the_focus(measure: Measure, name: str, by_key: bool) -> None:
    (told,) = measure(name, "hover")["found"]

    assert told["focus"] is by_key


def test_a_box_to_tick_is_8_to_48_px_wide_and_high(measure: Measure) -> None:
    told = measure("sizes.html", "contrast")["fields"]

    assert [one["selector"] for one in told] == [
        "html > body > p:nth-of-type(1) > label > input",
        "html > body > p:nth-of-type(4) > label > input",
    ]


def test_a_slide_that_comes_and_goes_by_itself_is_not_what_the_pointer_brought(measure: Measure) -> None:
    told = measure("slides.html", "hover")

    assert told["tried"] == 1 and told["found"] == []


def test_a_page_where_nothing_comes_up_tries_nothing(measure: Measure) -> None:
    assert measure("heard.html", "hover")["found"] == []


def test_endless_animations_and_what_scripts_keep_changing_are_seen(measure: Measure) -> None:
    told = measure("moves.html", "motion")

    assert [(one["selector"], one["endless"]) for one in told["animations"]] == [("html > body > b", True)]
    assert [one["selector"] for one in told["moving"]] == ["html > body > i"]
    assert told["moving"][0]["times"] >= 4


def test_letters_in_a_picture_stand_in_a_row(measure: Measure) -> None:
    told = measure("drawn.html", "images")

    word, sky = told["images"]
    assert word["kind"] == "img" and word["rows"][0] >= 8 and word["explained"] > 0.9
    assert sky["rows"] == []


def test_text_that_stands_over_a_drawing_is_noted_with_it(measure: Measure) -> None:
    told = measure("over.html", "letters")

    over, beside = told["images"]
    ((left, top, width, _),) = over["texts"]  # its height is the font's
    assert (left, top, width) == (20, 10, 64) and "texts" not in beside


def test_the_pictures_of_a_page_come_as_the_browser_loaded_or_drew_them(measure: Measure) -> None:
    told = measure("pictures.html", "letters")

    small, again, background, canvas = told[
        "images"
    ]  # nothing of nine pixels, unloaded, or with text over it
    assert told["pictures"][small["sha256"]] == BANNER
    assert small["sha256"] == again["sha256"] and small["box"][2] == 120 and again["box"][2] == 240
    assert (background["kind"], background["natural"]) == ("background", [160, 60])
    assert (canvas["kind"], canvas["natural"]) == ("canvas", [180, 60])
    assert told["pictures"][canvas["sha256"]].startswith(b"\x89PNG")


def test_what_is_drawn_as_letters_and_is_no_text_is_left_when_the_text_is_taken_away(
    measure: Measure,
) -> None:
    told = measure("signs.html", "screen")

    # Not the text, the pictures, the fields, what is hidden, and what another part covers.
    assert [one["selector"] for one in told["images"]] == [
        "html > body > div:nth-of-type(1) > b",
        "html > body > p:nth-of-type(2) > em",
    ]
    assert "受付中" in told["said"]  # of the second alone: the first is kept from assistive technology
    assert all(told["pictures"][one["sha256"]].startswith(b"\x89PNG") for one in told["images"])


def test_lines_and_edges_are_no_letters() -> None:
    grey = np.full((200, 400), 255, np.uint8)
    grey[50:52] = 0
    grey[100:, 100:102] = 0
    assert inked(grey) == []

    pen = ImageDraw.Draw(page := Image.fromarray(grey))
    for n in range(4):
        pen.rectangle((200 + 20 * n, 120, 214 + 20 * n, 134), outline=0)
        pen.line((200 + 20 * n, 127, 214 + 20 * n, 127), fill=0)
    (box,) = inked(np.asarray(page))
    assert (box[0], box[1]) == (192, 112) and box[0] + box[2] > 274


def test_pictures_that_a_style_sheet_puts_in_and_those_of_frames_come_too(measure: Measure) -> None:
    told = measure("parts.html", "letters")

    drawn, said, inner = told["images"]
    assert (drawn["selector"], drawn["kind"], drawn["box"][2:]) == (
        "html > body > p",
        "background",
        [240, 80],
    )
    assert (said["selector"], said["said"]) == ("html > body > b", "子育て")
    assert inner["selector"] == "html > body > iframe:nth-of-type(1) >>> html > body > img"
    assert drawn["sha256"] == said["sha256"] == inner["sha256"]
