"""JIS X 8341-3:2016 3.2.1: receiving the focus does not change the page."""

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import urldefrag

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
)

from ._scripts import called
from ._walk import require_end
from ._words import content, short

# What is no move at all, requests that were refused (a counter's POST), and pages that go on without any key.
_BY_ITSELF = re.compile(
    r"(?:sound|permission|dialog|beforeunload|request): |blocked-|too-|meta|httpHeaderRefresh|reload",
    re.IGNORECASE,
)
# What an attribute says that it does as soon as the focus comes, whether or not the walk came by.
_LEAVES = re.compile(
    r"(?:^|[\s;{(,.&|])location(?:\.href)?\s*=(?!=)|location\.(?:assign|replace|reload)\s*\(|window\.open\s*\(|(?:^|[\s;{(])open\s*\(\s*['\"]|"
    r"\.(?:submit|requestSubmit|click)\s*\(|document\.forms\b[^;]*\.submit|history\.(?:back|go)\s*\("
)
# What the walk noted of a stop that led elsewhere.
_GOES = ("navigation: ", "popup: ")
_STOP = {
    "selector": "a",
    "tag": "a",
    "role": "",
    "name": "案内",
    "box": [0, 0, 80, 20],
    "visible": True,
    "shows": True,
}
_WALK = {
    "stops": [_STOP],
    "trap": None,
    "end": "left",
    "back": [],
    "url": "http://example.localhost/",
    "navigations": [],
}


@page_rule(
    id="jis/focus-changes-page",
    criteria=["3.2.1"],
    techniques=["F55", "G107", "G200"],
    impact=Impact.SERIOUS,
    needs=[Need.KEYBOARD],
    title=Text(ja="フォーカスが移っただけで別のページへ移る", en="Focus alone changes the page"),
    why=Text(
        ja="キーボードで操作する人は、リンクや入力欄を順に通っていくだけで知らないページへ飛ばされ、目的の所まで進めません。",
        en="People who use the keyboard are taken away while they only pass by.",
    ),
    fix=Text(
        ja="フォーカスを受けたときに移動や送信をする処理（onfocus など）をやめ、ボタンやリンクが押されたときに行ってください。",
        en="Navigate or submit when a control is activated, not when it is focused.",
    ),
    messages={
        "attribute": Text(
            ja="フォーカスを受けただけで移動や送信をする指定（onfocus）が「{name}」にあります。",
            en="“{name}” navigates or submits as soon as it gets the focus (onfocus).",
        ),
        "replaced": Text(
            ja="Tab キーで「{name}」に移っただけで、ページの題名や大見出しが「{url}」に変わります。",
            en="Moving to “{name}” with Tab changes the title or main heading of the page to “{url}”.",
        ),
        "window": Text(
            ja="Tab キーで「{name}」に移っただけで、新しい窓が開きます（{url}）。",
            en="Moving to “{name}” with Tab opens a new window ({url}).",
        ),
        "moved": Text(
            ja="Tab キーで進んだだけで、{url} への移動が起きました（「{name}」のあたり）。",
            en="Pressing Tab alone led to {url} (near “{name}”).",
        ),
    },
    examples=[
        Example(PASSED, '<a href="/a">案内</a>', probes={"keyboard": _WALK}),
        Example(
            LIKELY,
            '<a href="/a" onfocus="window.location.href=\'/b\'">案内</a>',
            at="a",
            key="attribute",
            probes={"keyboard": _WALK},
        ),
        Example(
            LIKELY,
            '<form><select aria-label="地区" onfocusin="go(this)"></select></form><script>function go(s){ s.form.submit(); }</script>',
            at="select",
            key="attribute",
            probes={"keyboard": _WALK},
        ),
        Example(
            LIKELY,
            '<a href="/a">案内</a>',
            at="a",
            key="moved",
            probes={"keyboard": {**_WALK, "navigations": ["script: http://example.localhost/b"]}},
        ),
        Example(
            PASSED,
            '<a href="#m">本文へ</a>',
            why="A place within the page.",
            probes={"keyboard": {**_WALK, "navigations": ["script: http://example.localhost/#m"]}},
        ),
        Example(
            INAPPLICABLE,
            '<meta http-equiv="refresh" content="3; url=/b"><a href="/a">案内</a>',
            why="The page moves by itself: another rule's.",
            probes={"keyboard": {**_WALK, "navigations": ["script: http://example.localhost/b"]}},
        ),
        Example(
            PASSED,
            '<a href="/a">案内</a>',
            why="A counter's request that was refused is no move.",
            probes={
                "keyboard": {**_WALK, "navigations": ["blocked-method: POST http://example.localhost/log"]}
            },
        ),
        Example(
            PASSED,
            '<a href="/a">案内</a>',
            why="A script that begins to play leads nowhere.",
            probes={"keyboard": {**_WALK, "navigations": ["sound: audio"]}},
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes={"keyboard": {**_WALK, "stops": []}}),
        Example(
            LIKELY,
            '<a href="/a">案内</a><b tabindex=0>入門</b>',
            at="b",
            key="replaced",
            probes={
                "keyboard": {
                    **_WALK,
                    "stops": [
                        {**_STOP, "title": "講座 | 講座"},
                        {**_STOP, "selector": "b", "title": "入門の講座 | 入門の講座"},
                    ],
                }
            },
        ),
        Example(
            LIKELY,
            '<a href="/a">案内</a>',
            at="a",
            key="window",
            probes={
                "keyboard": {**_WALK, "stops": [{**_STOP, "moves": ["popup: http://example.localhost/b"]}]}
            },
        ),
        Example(
            LIKELY,
            '<select id="a"><option>北</select>',
            at="select",
            key="moved",
            why="A form that is sent as soon as the next field has the focus.",
            probes={
                "keyboard": {
                    **_WALK,
                    "stops": [
                        {
                            **_STOP,
                            "selector": "select",
                            "moves": ["navigation: formSubmissionGet http://example.localhost/?q="],
                        }
                    ],
                }
            },
        ),
    ],
)
def focus_changes_page(page: Page) -> Iterator[Finding]:
    told = False
    for field in page.select("[onfocus], [onfocusin]")[:1000]:
        if _LEAVES.search(called(page, f"{field['onfocus']};{field['onfocusin']}")):
            told = True
            yield likely(field, "attribute", name=short(content(field) or field["name"] or field.tag))
    if told:
        return
    walk = page.probe("keyboard")
    for stop in walk["stops"]:
        gone = [move for move in stop.get("moves", ()) if move.startswith(_GOES) and "Refresh" not in move]
        element = page.at(str(stop["selector"])) if gone and not told else None
        if element is not None:
            told = True
            url = short(gone[0].rsplit(" ", 1)[-1], 120)
            key = "window" if gone[0].startswith("popup") else "moved"
            yield likely(
                element, key, url=url, name=short(str(stop["name"]) or content(element) or element.tag)
            )
    if told or (
        yield from _replaced(
            page, [*walk["stops"], {"title": walk["title"]}] if "title" in walk else walk["stops"]
        )
    ):
        return
    if page.select("meta[http-equiv=refresh i]") or _moves(
        one["detail"] for one in page.events if one["kind"] == "navigation"
    ):
        return  # it goes on without any key
    here = {urldefrag(str(walk.get("url") or page.url)).url, urldefrag(page.url).url}
    moves = [url for url in _moves(walk.get("navigations", ())) if urldefrag(url).url not in here]
    stops = [met for stop in walk["stops"] if (met := page.at(str(stop["selector"]))) is not None]
    if not stops:
        return
    if not moves:
        require_end(walk)
        yield passed()
        return
    culprit = next((one for one in stops if "onfocus" in one), stops[-1])
    yield likely(culprit, "moved", url=short(moves[0], 120), name=short(content(culprit) or culprit.tag))


def _replaced(page: Page, stops: Sequence[Mapping[str, Any]]) -> Generator[Finding, None, bool]:
    """Tell of the first stop with which the page took another title or main heading."""
    for before, stop in pairwise(stops):
        if before.get("title") == stop.get("title"):
            continue
        element = (
            page.at(str(stop["selector"])) if "selector" in stop else page.root
        )  # gone with what it stood in
        if element is not None:
            name = short(str(stop.get("name") or content(element)) or element.tag)
            yield likely(element, "replaced", url=short(str(stop["title"]).strip(" |"), 80), name=name)
            return True
    return False


def _moves(details: Iterable[object]) -> list[str]:
    """Return the addresses that scripts led to, of what the visit noted: 「reason: address」."""
    said = [str(detail) for detail in details]
    return [detail.split()[-1] for detail in said if detail.split() and not _BY_ITSELF.match(detail)]
