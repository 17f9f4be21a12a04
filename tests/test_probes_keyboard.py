"""The walk with the Tab key: where the focus shows, and how it comes through elements with stops of their own."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from loaded import load

from auditor.capture.addresses import loopback
from auditor.capture.browser import SiteBrowserSettings, open_session
from auditor.capture.folder import serve
from auditor.capture.locate import require_browser
from auditor.capture.page import Order
from auditor.criteria import profile
from auditor.evaluate.engine import judge_page
from auditor.model import Capture
from auditor.page import page_from_capture

HOST, ELSEWHERE = "keys.localhost", "maps.localhost"
PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='300' height='150'%3E%3Crect width='300'"
    " height='150' fill='%23cde'/%3E%3C/svg%3E"
)
MAP = (
    f'<img usemap="#{{0}}" src="{PICTURE}" width="300" height="150" alt="地図"><map name="{{0}}">{{1}}</map>'
)
STYLE = """main > div {margin: 30px; min-height: 40px; position: relative}
#custom input {opacity: 0; position: absolute} #custom input:focus-visible + i {outline: 3px solid #036}
#clipped input {position: absolute; left: -9999px} #clipped input:focus + label {box-shadow: 0 0 0 3px #c00}
#switch label {position: relative; display: inline-block; width: 60px; height: 30px}
#switch input {opacity: 0; width: 0; height: 0} #switch span {position: absolute; inset: 0; background: #999}
#switch input:focus-visible ~ span {outline: 3px solid #00f}
#file span {position: relative; display: inline-block; border: 1px solid #333; padding: 8px}
#file input {position: absolute; inset: 0; opacity: 0} #file span:focus-within {background: #ffc}
#list select {opacity: 0; position: absolute} #list select:focus + b {box-shadow: 0 0 4px #c00}
#plain input {opacity: 0; position: absolute} #plain i {border: 1px solid #555}
#cut input {position: absolute; clip: rect(0 0 0 0); width: 1px; height: 1px}
#ghost a {opacity: 0} #bare area {outline: none} #bare img {border: 5px solid #999; padding: 7px}
#speech a {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)}"""
SEEN = {
    "custom": "<label><input type=checkbox><i>同意する</i></label>",
    "clipped": "<input type=radio id=r1><label for=r1>希望する</label>",
    "switch": "<label><input type=checkbox><span></span></label>",
    "file": "<span>書類を添付<input type=file></span>",
    "list": "<select><option>西</select><b>西</b>",
    "north": MAP.format("a", '<area shape="rect" coords="0,0,90,90" href="#k" alt="北">'),
    "west": MAP.format("b", '<area shape="poly" coords="10,10,150,10,150,120,40,140" href="#k" alt="西">'),
    "rest": MAP.format("c", '<area shape="default" href="#k" alt="その他">'),
}
UNSEEN = {
    "plain": "<label><input type=checkbox><i>同意する</i></label>",
    "cut": "<input type=radio id=r2><label for=r2>はい</label>",
    "ghost": "<a href=#k>隠れたリンク</a><span>並んだ文</span>",
    "bare": MAP.format("d", '<area shape="circle" coords="60,60,40" href="#k" alt="北">'),
    "speech": "<a href=#k>読み上げだけのリンク</a><span>並んだ文</span>",
}
LINKS = "".join(f"<a href=#{number}>{number}</a> " for number in range(5))
STUCK = "<script>addEventListener('keydown', (e) => {if (e.key === 'Tab') e.preventDefault()})</script>"
FRAME = '<iframe title="地図" src="{}"></iframe>'
PAGES = {
    "focus": f"<style>{STYLE}</style><main>"
    + "".join(f"<div id={id}>{markup}</div>" for id, markup in {**SEEN, **UNSEEN}.items()),
    "links": LINKS,
    "stuck": f"<input>{STUCK}",
    "nested": LINKS + FRAME.format("links.html") + LINKS,
    "only-frame": FRAME.format("links.html"),
    "only-frame-elsewhere": FRAME.format(f"http://{ELSEWHERE}/links.html"),
    "only-text": FRAME.format("text.html"),
    "text": "<p>文だけ</p>",
    "frames": f"<a href=#a>前</a>{FRAME.format('nested.html')}{FRAME.format('links.html')}<a href=#b>後</a>",
    "dates": '<a href=#a>前</a><input type=date><input type="datetime-local"><input type=month><a href=#b>後</a>',
    "caught": f"<a href=#a>前</a>{FRAME.format('stuck.html')}<a href=#b>後</a>",
    "caught-elsewhere": f"<a href=#a>前</a>{FRAME.format(f'http://{ELSEWHERE}/stuck.html')}<a href=#b>後</a>",
    "closed-root": "<a href=#a>前</a><lib-menu></lib-menu><a href=#b>次</a><script>"
    "document.querySelector('lib-menu').attachShadow({mode: 'closed'}).innerHTML = "
    "'<a href=#1>一</a><a href=#2>二</a><a href=#3>三</a>'</script>",
    "caught-date": "<a href=#a>前</a><input type=date id=d><a href=#b>後</a><script>"
    "d.onkeydown = (e) => {if (e.key === 'Tab') e.preventDefault()}</script>",
}


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Capture]]:
    folder: Path = tmp_path_factory.mktemp("keys")
    for name, body in PAGES.items():
        text = f"<!doctype html><html lang=ja><meta charset=utf-8><title>一</title>{body}"
        (folder / f"{name}.html").write_text(text, "utf-8")
    with asyncio.Runner() as runner, serve(folder) as (_, port):
        settings = SiteBrowserSettings(
            require_browser(), "", resolver=loopback({HOST: port, ELSEWHERE: port}), tabs=1
        )
        session = open_session(settings)
        opened = runner.run(session.__aenter__())
        yield lambda name: runner.run(
            opened.capture(Order(f"http://{HOST}/{name}.html", axe=False), ("keyboard",))
        )
        runner.run(session.__aexit__(None, None, None))


def said(capture: Capture, rule: str) -> list[tuple[str, str]]:
    """The message keys of a rule, each with the id of the block it stands in."""
    page = page_from_capture(capture)
    made = judge_page(page, [load()[rule]], profile(["jis-x-8341-3-2016-aa"]))
    found = []
    for finding in made[0].findings:
        element = page.at(finding.target.selector)
        block = element.closest("main > div") if element else None
        found.append((block["id"] if block else "", finding.key))
    return found


def test_the_focus_is_seen_around_a_shape_of_a_picture_and_on_what_stands_for_a_hidden_field(
    visit: Callable[[str], Capture],
) -> None:
    capture = visit("focus")

    found = said(capture, "jis/focus-invisible")

    assert len(capture.probes["keyboard"]["stops"]) == len(SEEN) + len(UNSEEN)
    assert sorted(found) == sorted(
        {"plain": "hidden", "cut": "unchanged", "ghost": "hidden", "bare": "unchanged", "speech": "unchanged"}.items()
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "stops"),
    [
        ("only-frame", ["iframe"]),
        ("only-frame-elsewhere", ["iframe"]),
        ("only-text", ["iframe"]),
        ("frames", ["a", "iframe", "iframe", "a"]),
        ("dates", ["a", "input", "input", "input", "a"]),
    ],
)
def test_a_walk_goes_through_frames_and_fields_with_several_stops_and_comes_out(
    visit: Callable[[str], Capture], name: str, stops: list[str]
) -> None:
    capture = visit(name)

    walk: dict[str, Any] = capture.probes["keyboard"]
    assert [stop["tag"] for stop in walk["stops"]] == stops
    assert (walk["end"], walk["trap"], said(capture, "jis/keyboard-trap")) == ("left", None, [])


@pytest.mark.parametrize(
    ("name", "tag", "key"),
    [
        ("caught", "iframe", "frame"),
        ("caught-elsewhere", "iframe", "frame"),
        ("caught-date", "input", "trap"),
    ],
)
def test_a_walk_that_stays_in_a_frame_or_a_field_is_caught(
    visit: Callable[[str], Capture], name: str, tag: str, key: str
) -> None:
    capture = visit(name)

    walk = capture.probes["keyboard"]
    assert (walk["end"], walk["stops"][-1]["tag"]) == ("trap", tag)
    assert said(capture, "jis/keyboard-trap") == [("", key)]


def test_links_in_a_closed_shadow_root_are_no_trap(visit: Callable[[str], Capture]) -> None:
    assert said(visit("closed-root"), "jis/keyboard-trap") == []
