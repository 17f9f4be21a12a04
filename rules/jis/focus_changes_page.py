"""JIS X 8341-3:2016 3.2.1: receiving the focus does not change the page."""

import re
from collections.abc import Iterable, Iterator
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

# Requests that were refused (a counter's POST), and pages that go on without any key.
_BY_ITSELF = re.compile(r"blocked-|too-|meta|httpHeaderRefresh|reload", re.IGNORECASE)
# What an attribute says that it does as soon as the focus comes, whether or not the walk came by.
_LEADS_AWAY = re.compile(
    r"(?:^|[\s;{(,.&|])location(?:\.href)?\s*=(?!=)|location\.(?:assign|replace|reload)\s*\(|window\.open\s*\(|(?:^|[\s;{(])open\s*\(\s*['\"]|"
    r"\.(?:submit|requestSubmit|click)\s*\(|document\.forms\b[^;]*\.submit|history\.(?:back|go)\s*\("
)
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
        "moved": Text(
            ja="Tab キーで進んだだけで、{url} への移動が起きました（「{name}」のあたり）。",
            en="Pressing Tab alone led to {url} (near “{name}”).",
        ),
        "attribute": Text(
            ja="フォーカスを受けただけで移動や送信をする指定（onfocus）が「{name}」にあります。",
            en="“{name}” navigates or submits as soon as it gets the focus (onfocus).",
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
        Example(INAPPLICABLE, "<p>本文</p>", probes={"keyboard": {**_WALK, "stops": []}}),
    ],
)
def focus_changes_page(page: Page) -> Iterator[Finding]:
    told = False
    for part in page.select("[onfocus], [onfocusin]")[:1000]:
        if _LEADS_AWAY.search(called(page, f"{part['onfocus']};{part['onfocusin']}")):
            told = True
            yield likely(part, "attribute", name=short(content(part) or part["name"] or part.tag))
    if told:
        return
    walk = page.probe("keyboard")
    if page.select("meta[http-equiv=refresh i]") or _moves(
        one["detail"] for one in page.events if one["kind"] == "navigation"
    ):
        return  # it goes on without any key
    here = {urldefrag(str(walk.get("url") or page.url)).url, urldefrag(page.url).url}
    moves = [url for url in _moves(walk.get("navigations", ())) if urldefrag(url).url not in here]
    stops = [element for stop in walk["stops"] if (element := page.at(str(stop["selector"]))) is not None]
    if not stops:
        return
    if not moves:
        require_end(walk)
        yield passed()
        return
    culprit = next((one for one in stops if "onfocus" in one), stops[-1])
    yield likely(culprit, "moved", url=short(moves[0], 120), name=short(content(culprit) or culprit.tag))


def _moves(details: Iterable[object]) -> list[str]:
    """The addresses that scripts led to, of what the visit noted: 「reason: address」."""
    said = [str(detail) for detail in details]
    return [detail.split()[-1] for detail in said if detail.split() and not _BY_ITSELF.match(detail)]
