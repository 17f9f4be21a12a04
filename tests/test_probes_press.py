"""The probes that press, fill in, wait and point: what they tell of small pages served on loopback."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.capture.addresses import loopback
from auditor.capture.browser import SiteBrowserSettings, open_session
from auditor.capture.folder import serve
from auditor.capture.locate import require_browser
from auditor.capture.page import Order

HOST = "press.localhost"
Measure = Callable[..., Any]  # page, probe, seconds for it where they are few
PAGES = {
    "tabs": "<ul id=k><li data-p=0>くらし</li><li data-p=1>しごと</li></ul><div class=m>水道</div><div class=m hidden>募集</div>"
    "<script>k.onclick = (e) => {const t = e.target.closest('[data-p]'); if (t) document.querySelectorAll('.m')"
    ".forEach((m, i) => {m.hidden = i != t.dataset.p})}</script>",
    "held": "<button type=button id=o>受診の前に</button><div id=d role=dialog hidden style='position:fixed;top:9px;background:#fff'>"
    "<a href=#a id=a>一覧</a><span id=x>×</span></div><script>o.onclick = () => {d.hidden = false; a.focus()};"
    "x.onclick = () => {d.hidden = true}; onkeydown = (e) => {if (!d.hidden && e.key === 'Tab') {e.preventDefault();"
    "a.focus()}}</script>",
    "native": "<button type=button id=o>案内</button><dialog id=d><button id=c>閉じる</button></dialog><script>"
    "o.onclick = () => d.showModal(); c.onclick = () => d.close()</script>",
    "choice": "<label>課<select id=s><option>選ぶ<option value=a>市民課</select></label><script>"
    "s.onchange = () => {location.href = '/tabs.html'}</script>",
    "keys": "<p id=p>一</p><script>onkeydown = (e) => {if (e.key === 'n') p.textContent = '二'}</script>",
    "down": "<button type=button id=b>取り消す</button><p id=p>予約 3件</p><script>"
    "b.onpointerdown = () => {p.textContent = '予約 2件'}</script>",
    "swipe": "<div id=d style='width:300px;height:150px;background:#cde'><span id=n>1枚目</span></div><script>let x;"
    "d.onpointerdown = (e) => {x = e.clientX}; d.onpointerup = (e) => {if (x - e.clientX > 50) n.textContent = '2枚目'}</script>",
    "pinched": "<div id=d style='width:300px;height:150px;background:#cde;touch-action:none'><p id=n>1倍</p></div><script>"
    "d.addEventListener('touchmove', (e) => {if (e.touches.length === 2) n.textContent = '2倍'})</script>",
    "delegated": "<ul><li class=fuda style='width:90px;touch-action:none'>受付<li>机</ul><p id=p>0</p><script>let on;"
    "document.addEventListener('mousedown', (e) => {on = e.target.closest('.fuda')});"
    "document.addEventListener('mouseup', (e) => {if (on) {p.append(on); on = null}})</script>",
    "rows": "<ul style='width:300px'><li>甲 <b class=g style='cursor:grab' tabindex=0>≡</b><li>乙<li>丙</ul><p id=p></p><script>"
    "const u = document.querySelector('ul'), g = document.querySelector('b'), row = g.parentElement; let on = false;"
    "g.onpointerdown = (e) => {on = true; g.setPointerCapture(e.pointerId)}; "
    "g.onpointerup = () => {on = false; p.textContent = '置きました'};"
    "g.onpointermove = (e) => {const n = row.nextElementSibling; if (on && n && "
    "e.clientY > n.getBoundingClientRect().top + 8) n.after(row)};"
    "g.onkeydown = (e) => {if (e.key === 'ArrowUp' || e.key === 'ArrowDown') u.append(row)}</script>",
    "bar": "<div id=d style='width:200px;height:20px'><i role=slider tabindex=0 aria-valuenow=1>●</i></div><p id=n>1</p><script>"
    "let on = false; d.onpointerdown = () => {on = true}; onpointerup = () => {on = false};"
    "d.onpointermove = (e) => {if (on) n.textContent = e.clientX}; d.firstChild.onkeydown = (e) => {"
    "if (e.key === 'ArrowRight') n.textContent = Number(n.textContent) + 1}</script>",
    "pressed-bar": "<div id=d style='width:300px;height:20px;background:#ccd'><i style='display:block;width:20px;height:20px'></i></div>"
    "<p id=n>1</p><script>let on = false; d.onpointerdown = () => {on = true}; onpointerup = () => {on = false};"
    "d.onpointermove = (e) => {if (on) n.textContent = e.clientX}; d.onclick = (e) => {n.textContent = `${e.clientX}。`}</script>",
    "views": "<nav><a href='#m'>本文へ</a> <a href='#/a'>使い方</a></nav><main id=m><h1>一覧</h1></main><script>"
    "onhashchange = () => {if (location.hash === '#/a') document.querySelector('h1').textContent = '使い方'}</script>",
    "pushed": "<div id=app><a href='/help'>使い方</a> <a href='/a.pdf'>様式</a><h1>一覧</h1></div><script>"
    "document.querySelector('a').onclick = (e) => {e.preventDefault(); history.pushState({}, '', '/help');"
    "document.querySelector('h1').textContent = document.title = '使い方'}</script>",
    "shaken": "<button type=button id=a>案内</button><button type=button id=b>はじめる</button><script>"
    "b.onclick = () => addEventListener('devicemotion', (e) => e.acceleration)</script>",
    "smooth": "<style>div {height: 2000px}</style><a href='#m'>本文へ</a><p><a href='/a'>案内</a></p><div></div>"
    "<main id=m>文 <a href='/b'>次</a></main>"
    "<script>document.querySelector('a').onclick = (e) => {e.preventDefault(); let n = 0; const t = setInterval(() => {"
    "scrollBy(0, 60); n += 1; if (n === 20) {clearInterval(t); m.tabIndex = -1; m.focus({preventScroll: true})}}, 20)}</script>",
    "unpasted": "<input id=a><input type=password id=b><input id=c><script>a.onbeforeinput = (e) => {"
    "if (e.inputType === 'insertFromPaste') e.preventDefault()}; b.onpaste = () => false; c.onpaste = (e) => {"
    "e.preventDefault(); c.value = e.clipboardData.getData('text/plain')}</script>",
    "fades": "<button type=button id=b>補助率</button><p id=p hidden>2分の1です</p><script>b.onfocus = () => {p.hidden = false};"
    "b.onblur = () => setTimeout(() => {p.hidden = true}, 300); onkeydown = (e) => {if (e.key === 'Escape') p.hidden = true}</script>",
    "loose": "<div><div><label>氏名<input id=n></label></div><div><button type=button id=b>確認へ進む</button></div></div><p id=p></p>"
    "<script>b.onclick = () => {if (!n.value) p.textContent = '誤りがあります'}</script>",
    "pulled": "<p id=n>12時</p><div id=d style='height:150px;background:#cde;touch-action:none'>到着</div><script>let y;"
    "d.addEventListener('touchstart', (e) => {y = e.touches[0].clientY}); d.addEventListener('touchend', (e) => {"
    "if (e.changedTouches[0].clientY - y > 50) n.textContent = '13時'})</script>",
    "posts": "<button type=button id=b>いいね</button><p id=p>0</p><script>b.onclick = () => {fetch('/like', {method: 'POST'})"
    ".catch(() => {p.textContent = '失敗しました'})}</script>",
    "asks": "<button type=button id=b>探す</button><p id=p>0</p><script>b.onclick = () => {fetch('http://elsewhere.localhost/a')"
    ".catch(() => {p.textContent = '届きません'})}</script>",
    "form": "<form novalidate><label>氏名（必須）<input id=n></label><button>送信</button></form><script>"
    "document.forms[0].onsubmit = (e) => {if (!n.value) {e.preventDefault(); n.style.borderColor = 'red'}}</script>",
    "filters": "<form action=/search><label>語<input></label><button>絞り込む</button></form><p id=p></p><script>"
    "document.forms[0].addEventListener('submit', (e) => {e.preventDefault(); p.textContent = '3件あります'})</script>",
    "searches": "<form action=/search><label>語<input></label><button>検索</button></form>",
    "chosen": "<style>[aria-pressed=true] {color: #fff; background: #f39800}</style>"
    "<button type=button id=b aria-pressed=false>保育園</button><script>b.onclick = () => "
    "b.setAttribute('aria-pressed', b.getAttribute('aria-pressed') !== 'true')</script>",
    "double": "<table><tr id=r><td>工事<td>10円</table><p id=p></p><script>r.ondblclick = () => {p.textContent = '内訳です'}</script>",
    "held-down": "<style>.on {opacity: .8}</style><button type=button id=b style='width:200px'>印刷</button><p id=p></p><script>"
    "b.onpointerdown = () => b.classList.add('on'); b.onpointerup = () => b.classList.remove('on');"
    "b.onclick = () => {p.textContent = '印刷しました'}</script>",
    "limit": "<form id=f><input></form><script>setTimeout(() => {f.remove()}, 300000)</script>",
    "warned": "<form id=f><input></form><p id=p></p><script>setTimeout(() => {p.innerHTML = 'まもなく切れます<button>延長</button>'}, "
    "480000); setTimeout(() => {f.remove()}, 600000)</script>",
    "toast": "<button type=button id=b>保存</button><div id=s role=status style='position:absolute;clip-path:inset(50%)'></div>"
    "<script>b.onclick = () => {s.textContent = '保存しました'; document.body.insertAdjacentHTML('beforeend', "
    "'<p aria-hidden=true>保存しました</p>')}</script>",
    "slides": "<section><div id=a>一</div><div id=b hidden>二</div></section><script>setInterval(() => "
    "{a.hidden = !a.hidden; b.hidden = !b.hidden}, 3000)</script>",
    "round": "<p id=p>一</p><script>let n = 0; setInterval(() => {n += 1; p.textContent = ['一', '二', '三'][n % 3]}, 10000)</script>",
    "states": "<style>a {color: #036} a:hover {color: #cde}</style><a href=#a>案内</a>",
    "cover": "<style>div {height: 900px} p {position: fixed; inset: auto 0 0 0; height: 300px; margin: 0; background: #ffc}</style>"
    "<div><a href=#a>上</a></div><a href=#b>下</a><p>帯</p>",
    "card": "<style>article:focus-within {outline: 3px solid #036} a {outline: none} article {padding: 60px; margin: 9px}</style>"
    "<article><a href=#a>札</a></article>",
    "opens": "<a href=#a>前</a><a href=#b id=b>後</a><script>b.onfocus = () => {location.href = '/tabs.html'}</script>",
    "heard": "<p id=a>段落</p><script>a.addEventListener('click', function chosen() {return 1});"
    "addEventListener('devicemotion', (e) => e.acceleration)</script>",
    "years": "<a name=t></a><a class=y data-y=6>令和6年度</a><p id=p>令和5年度</p><script>"
    "document.querySelector('.y').onclick = () => {p.textContent = '令和6年度の支出'}</script>",
    "drawer": "<style>nav {visibility: hidden} nav.on {visibility: visible}</style><button type=button id=b>メニュー</button>"
    "<nav id=n aria-hidden=true><a href=/a>施政方針</a></nav><script>b.onclick = () => n.classList.toggle('on')</script>",
    "badge": "<button type=button id=b>調べる</button><div id=d></div><script>b.onclick = () => {"
    "d.innerHTML = '<p lang=vi style=\"color:#fff;background:#f39800\">thứ Hai</p>'}</script>",
    "strobe": "<style>#d {height: 400px} .r {background: red}</style><button type=button id=b>はじめる</button><div id=d></div>"
    "<script>b.onclick = () => setInterval(() => d.classList.toggle('r'), 80)</script>",
    "eats": "<script>const eat = (b) => {let n = 0; for (let i = 0; i < 2e9; i += 1) n += i % 7; b.textContent += '。'}"
    "</script>" + "".join(f"<button type=button onclick='eat(this)'>案内{n}</button>" for n in range(9)),
    "voice": "<p>文</p><script>setTimeout(() => speechSynthesis.speak(new SpeechSynthesisUtterance('案内')), 600)</script>",
}


@pytest.fixture(scope="module")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measure]:
    folder: Path = tmp_path_factory.mktemp("press")
    for name, body in PAGES.items():
        text = f"<!doctype html><html lang=ja><meta charset=utf-8><title>一</title><body>{body}"
        (folder / f"{name}.html").write_text(text, "utf-8")
    with asyncio.Runner() as runner, serve(folder) as (_, port):
        settings = SiteBrowserSettings(require_browser(), "", resolver=loopback({HOST: port}), tabs=1)
        session = open_session(settings)
        opened = runner.run(session.__aenter__())
        yield lambda page, probe, seconds=60.0, after=(): runner.run(
            opened.capture(
                Order(f"http://{HOST}/{page}.html", axe=False, allowed=at_home, seconds=seconds),
                (*after, probe),
            )
        ).probes[probe]
        runner.run(session.__aexit__(None, None, None))


def test_a_page_that_eats_the_processor_cuts_the_presses_and_says_so(measure: Measure) -> None:
    told = measure("eats", "press", 9.0)

    # By the clock: on a machine with more to do.
    assert told.get("cut") in ("cpu", "time") or told.get("error") == "time", told.keys()


def test_a_probe_has_the_time_of_the_page_whatever_was_tried_before_it(measure: Measure) -> None:
    told = measure("filters", "forms", after=("press",))

    assert "error" not in told and len(told["tried"][0]["rounds"]) == 2


def at_home(url: str) -> bool:
    return url.startswith(f"http://{HOST}/")


def only(told: Any, kind: str) -> Any:
    """The one control of a kind that was tried."""
    (found,) = (one for one in told["tried"] if one["kind"] == kind)
    return found


def test_what_an_ancestor_answers_for_is_found_by_trying(measure: Measure) -> None:
    told = measure("tabs", "press")

    second = next(one for one in told["tried"] if one["name"] == "しごと")
    assert not second["focusable"]
    assert [one["text"] for one in second["effect"]["appeared"]] == ["募集"]


def test_a_link_without_a_destination_is_not_reached_by_keyboard(measure: Measure) -> None:
    assert not only(measure("years", "press"), "bare")["focusable"]


def test_what_a_press_opens_and_leaves_hidden_from_readers_is_told(measure: Measure) -> None:
    (drawer,) = measure("drawer", "press")["tried"]

    assert [one["text"] for one in drawer["shown"]["mute"]] == ["施政方針"]


def test_texts_that_a_press_brings_have_their_colours_and_language(measure: Measure) -> None:
    (text,) = only(measure("badge", "press"), "button")["shown"]["texts"]

    assert (text["lang"], text["color"], text["ground"]) == ("vi", "rgb(255, 255, 255)", ["rgb(243, 152, 0)"])


def test_what_a_press_lets_flash_is_watched(measure: Measure) -> None:
    (flash,) = only(measure("strobe", "press"), "button")["shown"]["flickering"]

    assert flash["flashes"] > 3


def test_a_dialog_that_only_a_pointer_closes_holds_the_keyboard(measure: Measure) -> None:
    opened = only(measure("held", "press"), "button")["opened"]

    assert opened["focus"] and opened["next"]
    assert not (opened["leaves"] or opened["escape"] or opened["closed"])


def test_a_dialog_of_the_browser_closes_with_escape_and_gives_the_focus_back(measure: Measure) -> None:
    opened = only(measure("native", "press"), "button")["opened"]

    assert opened["focus"] and opened["escape"] and opened["returned"]


def test_choosing_tells_where_the_page_wanted_to_go_and_it_stays(measure: Measure) -> None:
    told = only(measure("choice", "press"), "choice")

    assert told["effect"]["moves"] == [f"navigation: scriptInitiated http://{HOST}/tabs.html"]


def test_a_single_key_that_acts_on_the_page_is_found(measure: Measure) -> None:
    told = measure("keys", "press")

    assert [one["key"] for one in told["keys"]] == ["n"]


def test_what_happens_on_the_way_down_is_told_apart(measure: Measure) -> None:
    told = only(measure("down", "press"), "button")

    assert told["down"]["kept"]
    assert [one["after"] for one in told["down"]["texts"]] == ["予約 2件"]


def test_what_a_live_region_says_unseen_is_told(measure: Measure) -> None:
    effect = only(measure("toast", "press"), "button")["effect"]

    assert [one["live"] for one in effect["appeared"]] == [""]
    assert effect["announced"] == ["保存しました"]


def test_a_swipe_changes_what_no_press_does(measure: Measure) -> None:
    told = only(measure("swipe", "press"), "drag")

    assert told["drawn"]
    assert told["during"]["texts"] == []
    assert [one["after"] for one in told["effect"]["texts"]] == ["2枚目"]


def test_a_press_sends_nothing(measure: Measure) -> None:
    told = measure("posts", "press")

    assert told["refused"] >= 1
    assert [one["after"] for one in only(told, "button")["effect"]["texts"]] == ["失敗しました"]


def test_a_press_asks_nothing_of_another_site(measure: Measure) -> None:
    told = measure("asks", "press")

    assert told["refused"] >= 1


def test_what_is_pulled_down_is_drawn_so(measure: Measure) -> None:
    (told,) = [one for one in measure("pulled", "press")["tried"] if one["kind"] == "drag"]

    assert told["drawn"] and [one["after"] for one in told["effect"]["texts"]] == ["13時"]


def test_two_fingers_are_spread_on_what_hears_them(measure: Measure) -> None:
    (told,) = [one for one in measure("pinched", "press")["tried"] if one["kind"] == "drag"]

    assert [one["after"] for one in told["pinch"]["texts"]] == ["2倍"]
    assert not told["effect"]["texts"]


def test_what_the_whole_page_listens_for_is_dragged(measure: Measure) -> None:
    (told,) = [one for one in measure("delegated", "press")["tried"] if one["kind"] == "drag"]

    assert told["name"] == "受付" and told["drawn"]


def test_one_of_a_column_is_drawn_past_the_next(measure: Measure) -> None:
    told = only(measure("rows", "press"), "drag")

    assert told["drawn"] and told["during"]["order"]
    assert told["focus_key"]  # by the arrow that goes the same way


def test_arrow_keys_move_what_takes_the_focus_within_a_bar(measure: Measure) -> None:
    told = measure("bar", "press")

    assert only(told, "drag")["focus_key"]
    assert only(told, "slider")["effect"]["texts"]


def test_what_goes_round_in_half_a_minute_is_seen_to_change(measure: Measure) -> None:
    told = measure("round", "timers")["events_seen"]

    assert [one["at"] for one in told if one["at"] <= 60] == [12, 30, 43, 60]


def test_a_bar_is_pressed_beside_its_handle_too(measure: Measure) -> None:
    assert only(measure("pressed-bar", "press"), "drag")["click"]
    assert not only(measure("bar", "press"), "drag")["click"]


def test_a_link_to_another_view_tells_what_became_of_address_heading_and_title(measure: Measure) -> None:
    before, after = only(measure("views", "press"), "route")["view"]

    assert (before["heading"], after["heading"]) == ("一覧", "使い方")
    assert after["address"].endswith("#/a") and after["title"] == "一"


def test_a_link_that_a_script_takes_shows_another_view(measure: Measure) -> None:
    before, after = only(measure("pushed", "press"), "route")["view"]

    assert (before["title"], after["title"]) == ("一", "使い方") and after["address"].endswith("/help")


def test_a_press_that_makes_a_script_listen_for_motion_is_named(measure: Measure) -> None:
    told = measure("shaken", "press")["tried"]

    assert [(one["name"], [sensor["kind"] for sensor in one.get("sensors", ())]) for one in told] == [
        ("案内", []), ("はじめる", ["devicemotion"])
    ]  # fmt: skip


def test_a_link_that_scrolls_smoothly_is_followed_to_its_end(measure: Measure) -> None:
    landed = only(measure("smooth", "press"), "skip")["landed"]

    assert landed["past"]


def test_fields_that_refuse_what_is_pasted_are_named(measure: Measure) -> None:
    told = measure("unpasted", "forms")["unpasted"]

    assert told == ["html > body > input:nth-of-type(1)", "html > body > input:nth-of-type(2)"]


def test_what_goes_away_by_itself_is_no_answer_to_a_key(measure: Measure) -> None:
    assert measure("fades", "press")["keys"] == []


def test_a_press_that_would_send_something_says_so(measure: Measure) -> None:
    (told,) = measure("posts", "press")["tried"]

    assert told["refused"] >= 1


def test_an_empty_form_shows_what_the_page_says_of_it(measure: Measure) -> None:
    (form,) = measure("form", "forms")["tried"]

    empty, wrong = form["rounds"]
    assert (empty["sent"], wrong["sent"]) == (False, True)
    assert empty["before"][0]["look"] != empty["after"][0]["look"]


def test_fields_without_a_form_are_tried_with_the_button_beside_them(measure: Measure) -> None:
    (form,) = measure("loose", "forms")["tried"]

    assert form["button"].endswith("button") and form["novalidate"]
    assert [one["text"] for one in form["rounds"][0]["effect"]["appeared"]] == ["誤りがあります"]


def test_what_answers_a_double_click_is_clicked_twice(measure: Measure) -> None:
    told = measure("double", "press")["tried"][0]

    assert [one["text"] for one in told["effect"]["appeared"]] == ["内訳です"]


def test_a_button_that_shows_it_is_held_is_nothing_to_draw(measure: Measure) -> None:
    assert [one["kind"] for one in measure("held-down", "press")["tried"]] == ["button"]


def test_a_search_is_tried_where_a_script_answers_it_and_left_alone_where_it_leads_away(
    measure: Measure,
) -> None:
    (filters,) = measure("filters", "forms")["tried"]

    assert [one["text"] for one in filters["rounds"][0]["effect"]["appeared"]] == ["3件あります"]
    assert measure("searches", "forms")["tried"] == []


def test_the_colours_of_what_a_press_chooses_are_read(measure: Measure) -> None:
    (told,) = measure("chosen", "press")["tried"]

    assert [(one["color"], one["ground"][0]) for one in told["shown"]["texts"]] == [
        ("rgb(255, 255, 255)", "rgb(243, 152, 0)")
    ]


@pytest.mark.parametrize(("page", "at"), [("limit", [300]), ("warned", [480, 600]), ("slides", [4, 8])])
def test_minutes_of_timers_go_by_at_once(measure: Measure, page: str, at: list[int]) -> None:
    told = measure(page, "timers")

    assert [one["at"] for one in told["events_seen"]][: len(at)] == at


def test_colours_are_read_in_each_state(measure: Measure) -> None:
    (place,) = measure("states", "states")["places"]

    assert [place[state]["color"] for state in ("plain", "hover", "focus")] == [
        "rgb(0, 51, 102)", "rgb(204, 221, 238)", "rgb(0, 51, 102)",
    ]  # fmt: skip


def test_what_lies_over_the_focus_is_named(measure: Measure) -> None:
    told = measure("cover", "keyboard")

    assert [bool(stop["buried"]) for stop in told["stops"]] == [False, True]


def test_focus_drawn_around_a_card_is_seen(measure: Measure) -> None:
    (stop,) = measure("card", "keyboard")["stops"]

    assert stop["shows"] is True


def test_a_stop_that_leads_away_is_told_at_that_stop(measure: Measure) -> None:
    told = measure("opens", "keyboard")

    assert [stop.get("moves") for stop in told["stops"]] == [
        None, [f"navigation: scriptInitiated http://{HOST}/tabs.html"],
    ]  # fmt: skip


def test_the_text_of_handlers_and_what_the_window_hears_is_told(measure: Measure) -> None:
    told = measure("heard", "handlers")

    assert "devicemotion" in told["page"]
    assert any("chosen" in source for source in told["sources"])
    assert {kind for _, kind, _, _ in told["bound"]} == {"click", "devicemotion"}


def test_a_voice_that_a_script_begins_is_noted(measure: Measure) -> None:
    told = measure("voice", "motion")

    assert {"kind": "sound", "detail": "speech"} in told["events"]
