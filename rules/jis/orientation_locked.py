"""WCAG 2.1 1.3.4: a page is of use with the screen upright and lying."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

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

from ._adapt import adapted, measured
from ._scripts import inline_scripts
from ._words import short

SHARE = 0.3  # of the text of the one orientation that the other must show at least
LEAST = 100  # characters
MAIN = 20  # characters of a main part that may go
# A plea to turn the device, seen in the orientation that lacks content only.
_TURN = re.compile(
    r"(?:横|縦|たて|よこ)(?:向き|画面|長|持ち|に(?:し|むけ|向け|持))|回転|回して|rotate|turn your|landscape|portrait|横屏|竖屏|가로|세로",
    re.I,
)

_LOCK = re.compile(r"\borientation\s*\??\.\s*lock\s*(?:\?\.)?\(|\blockOrientation\s*\(")
# A script that compares the sides of the window and draws the page on its side.
_TURNS = re.compile(
    r"(?:innerHeight\s*[<>]=?\s*(?:window\.)?innerWidth|innerWidth\s*[<>]=?\s*(?:window\.)?innerHeight|(?:screen|window)\.orientation|\(orientation\b|orientationchange)[^\0]{0,300}?"
    r"rotate\(\s*-?(?:90|270)deg"
)
_FULL = re.compile(r"requestFullscreen|webkitEnterFullscreen|<video|\bvideo\b", re.IGNORECASE)
_WAYS = {"portrait": "縦向き / upright", "landscape": "横向き / lying"}


@page_rule(
    id="jis/orientation-locked",
    criteria=["1.3.4"],
    techniques=["F97", "F100", "G214"],
    impact=Impact.SERIOUS,
    needs=[Need.ADAPT],
    title=Text(
        ja="画面の向きが縦か横に限られている",
        en="Content for one screen orientation only",
    ),
    why=Text(
        ja="車いすに端末を固定している人は、画面の向きを変えられないため、内容を見られません。",
        en="Who has a device fixed to a wheelchair cannot turn it and sees nothing.",
    ),
    fix=Text(
        ja="向きによって本文を隠したり「横にしてください」とだけ表示したりせず、どちらの向きでも同じ内容を表示してください。",
        en="Show the same content in both orientations; do not hide it or ask people to turn the device.",
    ),
    messages={
        "plea": Text(
            ja="{way}の画面では本文の一部が消え、「{text}」と表示されます。",
            en="With the screen {way} part of the content goes, and “{text}” is shown.",
        ),
        "side": Text(
            ja="{way}の画面では、内容が90度回って横倒しに表示されます。",
            en="With the screen {way} the content is drawn on its side.",
        ),
        "turns": Text(
            ja="画面の向きを調べて、内容を90度回すスクリプトがあります。",
            en="A script looks at the orientation and turns the content by 90 degrees.",
        ),
        "lock": Text(
            ja="画面の向きを一つに固定するスクリプト（screen.orientation.lock）があります。",
            en="A script locks the screen to one orientation (screen.orientation.lock).",
        ),
        "portrait": Text(
            ja="縦向きの画面では、横向きで表示される内容の {share}% しか表示されません。",
            en="Upright, only {share}% of what the lying screen shows is to be seen.",
        ),
        "landscape": Text(
            ja="横向きの画面では、縦向きで表示される内容の {share}% しか表示されません。",
            en="Lying, only {share}% of what the upright screen shows is to be seen.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            "<p>本文</p>",
            key="portrait",
            probes=adapted(grown=9, portrait=30, landscape=900),
        ),
        Example(
            LIKELY,
            "<p>本文</p>",
            key="landscape",
            probes=adapted(grown=9, portrait=900, landscape=0),
        ),
        Example(
            LIKELY,
            "<p>端末を横向きにしてください</p>",
            at="p",
            key="plea",
            why="Header and footer stay, the content does not.",
            probes=adapted(
                portrait=276,
                landscape=351,
                gone={
                    "selector": "html > body > p",
                    "length": 13,
                    "main": 13,
                    "text": "端末を横向きにしてください",
                },
                come={"selector": "html > body > p", "length": 88, "main": 88, "text": "見どころ案内"},
            ),
        ),
        Example(
            LIKELY,
            "<p>このページは横長の画面でご覧ください</p>",
            at="p",
            key="plea",
            why="A small tool: what the plea stands for is short, and still all there is.",
            probes=adapted(
                portrait=41,
                landscape=88,
                gone={
                    "selector": "html > body > p",
                    "length": 18,
                    "main": 18,
                    "text": "このページは横長の画面でご覧ください",
                },
                come={"selector": "html > body > p", "length": 78, "main": 78, "text": "町丁目をえらぶ"},
            ),
        ),
        Example(
            LIKELY,
            "<header>電子母子手帳 みどり市 メニュー お知らせ</header><main><h1>手帳の記録</h1><p>予防接種の日を記録できます。</p></main>",
            at="html",
            key="landscape",
            why="The main part goes; what is left are header and footer.",
            probes=adapted(
                portrait=120,
                landscape=97,
                gone={
                    "selector": "h1",
                    "length": 23,
                    "main": 23,
                    "text": "手帳の記録 予防接種の日を記録できます。",
                },
            ),
        ),
        Example(
            LIKELY,
            "<p>本文</p>",
            at="p",
            key="side",
            probes=adapted(portrait=700, landscape=700, side="html > body > p"),
        ),
        Example(
            LIKELY,
            "<p>本文</p><script>screen.orientation.lock('landscape').catch(() => {});</script>",
            at="script",
            key="lock",
            probes=adapted(portrait=700, landscape=700),
        ),
        Example(
            LIKELY,
            "<p id=b>本文</p><script>if (window.innerHeight > window.innerWidth) { b.style.transform = 'rotate(90deg)'; }</script>",
            at="script",
            key="turns",
            probes=adapted(portrait=700, landscape=700),
        ),
        Example(
            PASSED,
            "<p id=b>本文</p><script>b.onclick = () => { arrow.style.transform = 'rotate(90deg)'; };</script>",
            why="An arrow that turns when something opens.",
            probes=adapted(portrait=700, landscape=700),
        ),
        Example(
            PASSED,
            "<p id=b>本文</p><script>b.setAttribute('aria-orientation', 'vertical'); b.style.transform = 'rotate(90deg)';</script>",
            why="A slider that stands upright.",
            probes=adapted(portrait=700, landscape=700),
        ),
        Example(
            PASSED,
            "<video></video><script>video.requestFullscreen().then(() => screen.orientation.lock('landscape'));</script>",
            why="A film shown full screen.",
            probes=adapted(portrait=700, landscape=700),
        ),
        Example(
            PASSED,
            "<p>メニュー</p>",
            why="A menu folds away on an upright screen.",
            probes=adapted(
                portrait=700,
                landscape=900,
                gone={"selector": "html > body > p", "length": 4, "main": 0, "text": "メニュー"},
                come={"selector": "html > body > p", "length": 60, "main": 0, "text": "くらし 子育て"},
            ),
        ),
        Example(
            PASSED,
            "<p>本文</p>",
            probes=adapted(grown=9, portrait=700, landscape=900),
        ),
        Example(
            INAPPLICABLE,
            "<p>本文</p>",
            probes=adapted(grown=9, portrait=3, landscape=20),
            why="Hardly any text at all.",
        ),
    ],
)
def orientation_locked(page: Page) -> Iterator[Finding]:
    told = measured(page)
    shown = {name: int(told[name]["text"]) for name in ("portrait", "landscape")}
    most = max(shown.values())
    plea = _plea(told["landscape"])
    element = page.at(str(plea[1]["selector"])) if plea else None
    if plea and element is not None:
        yield likely(element, "plea", way=plea[0], text=short(str(plea[1]["text"])))
        return
    sides = {name: str(told[name].get("side", "")) for name in ("portrait", "landscape")}
    for name, place in sides.items():
        if place and len(set(sides.values())) == 2:
            yield likely(page.at(place) or page.root, "side", way=_WAYS[name])
            return
    for element, code in inline_scripts(page):
        if _locks(code) or _TURNS.search(code):
            yield likely(element, "lock" if _locks(code) else "turns")
            return
    mains = page.select("main, [role=main]")[:1]
    for name in ("landscape", "portrait"):
        if mains and (gone := _main_gone(told[name], len(mains[0].text))):
            yield likely(page.root, name, share=100 - gone)
            return
    if most < LEAST:
        return
    for name, text in shown.items():
        if text < SHARE * most:
            yield likely(page.root, name, share=round(100 * text / most))
            return
    yield passed(page.root)


def _locks(script: str) -> bool:
    """Return whether a script asks the device to keep one orientation, other than for a film shown full screen."""
    return _LOCK.search(script) is not None and _FULL.search(script) is None


def _main_gone(turned: Mapping[str, Any], length: int) -> int:
    """Return which share of the main part goes when the device is turned, as per cent; 0 where it stays or is replaced."""
    gone, come = turned["gone"], turned["come"]
    if not gone or gone["main"] < MAIN or (come and come["main"] * 2 > gone["main"]):
        return 0
    share = min(100, round(100 * gone["main"] / max(length, 1)))
    return share if share >= 100 * (1 - SHARE) else 0


def _plea(turned: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]] | None:
    """Return what asks people to turn the device in one orientation, where the other has content in its place."""
    gone, come = turned["gone"], turned["come"]
    for way, plea, instead in ((_WAYS["portrait"], gone, come), (_WAYS["landscape"], come, gone)):
        if plea and instead and instead["main"] > plea["length"] and _TURN.search(str(plea["text"])):
            return way, plea
    return None
