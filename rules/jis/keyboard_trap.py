"""JIS X 8341-3:2016 2.1.2: whoever comes to a place by keyboard can leave it by keyboard."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    MissingEvidence,
    Need,
    Page,
    definite,
    likely,
    page_rule,
    passed,
    review,
)  # fmt: skip

from ._walk import require_end
from ._words import label, referenced

_WAY_OUT = re.compile(
    r"(?:Esc|エスケープ|Ctrl|F\d|Alt|Shift)[^。]{0,40}(?:出|抜|移|離|外|戻|進|leave|exit|move on)"
    r"|(?:出る|抜け|移る|移動|離れ|戻る|進む|leave|exit|move on)[^。.]{0,40}(?:Esc|エスケープ|Ctrl)",
    re.I,
)


def _walk(*selectors: str, trap: str = "", back: Sequence[str] = (), end: str = "left") -> dict[str, Any]:
    stops = [
        {"selector": one, "tag": one, "name": "", "box": [0, 0, 90, 20], "visible": True} for one in selectors
    ]
    caught = {"selector": trap, "length": 1} if trap else None
    return {"keyboard": {"stops": stops, "trap": caught, "end": "trap" if trap else end, "back": list(back)}}


def _with_escape() -> dict[str, Any]:
    walk = _walk("textarea", trap="textarea", end="trap")
    walk["keyboard"]["trap"]["escape"] = True
    return walk


@page_rule(
    id="jis/keyboard-trap",
    criteria=["2.1.2"],
    techniques=["F10", "G21"],
    impact=Impact.CRITICAL,
    needs=[Need.KEYBOARD],
    title=Text(ja="キーボードで抜け出せない部品", en="Keyboard trap"),
    why=Text(
        ja="マウスを使えない人は、この部品に入ると Tab キーで先にも元にも進めず、"
        "ページを閉じるしかなくなります。",
        en="People who cannot use a mouse get stuck here with the Tab key and can only close the page.",
    ),
    fix=Text(
        ja="Tab キーの動きを止めたり、フォーカスを戻したりするスクリプトを外してください。"
        "埋め込み部品なら提供元に修正を求めるか、"
        "別の部品に替えます。",
        en="Remove the script that stops the Tab key or takes the focus back; for an embedded part ask "
        "its maker, or replace it.",
    ),
    messages={
        "trap": Text(
            ja="Tab キーでこの部品に入ると、先へ進むことも戻ることもできません。",
            en="The Tab key enters this part and leads neither on nor back.",
        ),
        "forward": Text(
            ja="Tab キーでこの部品から先へ進めません（Shift+Tab キーでは戻れます）。",
            en="The Tab key does not lead on from this part; Shift+Tab leads back.",
        ),
        "untold": Text(
            ja="Tab キーではこの部品から出られません。Esc キーのあとなら出られますが、そのことが書かれていません。",
            en="Tab does not lead out of this part. After Esc it does, which nothing says.",
        ),
        "dialog": Text(
            ja="Tab キーがダイアログの中を回り続けます。", en="The Tab key goes round within a dialog."
        ),
        "frame": Text(
            ja="Tab キーで埋め込み（iframe）に入ったまま出られなかったようです。",
            en="The Tab key went into an embedded frame and did not seem to come out.",
        ),
    },
    question=Text(
        ja="実際に Tab、Shift+Tab、Esc の各キーや「閉じる」ボタンで、ここから出られますか。",
        en="Can Tab, Shift+Tab, Esc or a close button lead out of here when you try?",
    ),
    examples=[
        Example(PASSED, "<input>", probes=_walk("input")),
        Example(DEFINITE, "<p>検索</p><input>", at="input", key="trap", probes=_walk("input", trap="input")),
        Example(
            LIKELY,
            "<a href='/'>戻る</a><input>",
            at="input",
            key="forward",
            probes=_walk("a", "input", trap="input", back=["a"]),
        ),
        Example(
            REVIEW,
            '<iframe src="/map"></iframe>',
            at="iframe",
            key="frame",
            probes=_walk("iframe", trap="iframe"),
        ),
        Example(
            REVIEW,
            '<div role="dialog"><button>閉じる</button></div>',
            at="button",
            key="dialog",
            probes=_walk("button", trap="button"),
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes=_walk()),
        Example(
            PASSED,
            "<p>Tab で字下げします。Esc キーのあとの Tab で欄の外へ出ます。</p><textarea></textarea>",
            why="It says how to leave.",
            probes=_with_escape(),
        ),
        Example(
            PASSED,
            "<p id=h>次の欄へ移るには、Esc キーを押してから Tab キーを押してください。</p><form><div><label>俳句 "
            "<textarea aria-describedby=h></textarea></label></div></form>",
            why="It says what to do to leave, and then with which key.",
            probes={
                "keyboard": {
                    **_with_escape()["keyboard"],
                    "trap": {
                        "selector": "html > body > form > div > label > textarea",
                        "length": 1,
                        "escape": True,
                    },
                }
            },
        ),
        Example(
            LIKELY,
            "<p>Tab で字下げします。</p><textarea></textarea>",
            at="textarea",
            key="untold",
            probes=_with_escape(),
        ),
    ],
)
def keyboard_trap(page: Page) -> Iterator[Finding]:
    walk = page.probe("keyboard")
    trap = walk["trap"]
    if not trap:
        require_end(walk)
        if walk["stops"]:
            yield passed(page.root)
        return
    element = page.at(str(trap["selector"])) or page.root
    if (element.tag in ("video", "audio") and "controls" in element) or element in page.closed_hosts:
        # The browser's own buttons, and what a closed shadow root holds: all of them are one stop to the page, and
        # Tab leads through them.
        raise MissingEvidence("probe:keyboard")
    circle = {stop["selector"] for stop in walk["stops"][-int(trap["length"]) :]}
    if element.tag in ("iframe", "frame", "object", "embed"):
        # From outside, a walk through the links of a frame looks like standing still.
        yield review(element, "frame")
    elif element.closest("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]"):
        yield review(element, "dialog")
    elif trap.get("escape"):
        if _WAY_OUT.search(_around(page, element)):
            yield passed(element)
        else:
            yield likely(element, "untold")
    elif any(place not in circle for place in walk["back"]):
        yield likely(element, "forward")
    else:
        yield definite(element, "trap")


def _around(page: Page, element: Element) -> str:
    """Return what is written for a part and around it."""
    near = element.closest("p, div, li, td, section, fieldset, form") or element
    beside = (near.previous, near.next)
    texts = [referenced(page, element, "aria-describedby"), label(page, element), near.text[:500]]
    return " ".join([*texts, *(one.text[:200] for one in beside if one is not None)])
