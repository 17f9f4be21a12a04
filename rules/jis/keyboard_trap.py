"""JIS X 8341-3:2016 2.1.2: whoever comes to a place by keyboard can leave it by keyboard."""

from collections.abc import Iterator, Sequence
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
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


def _walk(*selectors: str, trap: str = "", back: Sequence[str] = (), end: str = "left") -> dict[str, Any]:
    stops = [
        {"selector": one, "tag": one, "name": "", "box": [0, 0, 90, 20], "visible": True} for one in selectors
    ]
    caught = {"selector": trap, "length": 1} if trap else None
    return {"keyboard": {"stops": stops, "trap": caught, "end": "trap" if trap else end, "back": list(back)}}


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
    elif any(place not in circle for place in walk["back"]):
        yield likely(element, "forward")
    else:
        yield definite(element, "trap")
