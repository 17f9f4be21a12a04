"""JIS X 8341-3:2016 2.1.1: what the pointer brings up can be had with the keyboard too."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    EvidenceCut,
    Example,
    MissingEvidence,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._hover import brought_up, hovered
from ._walk import require_end
from ._words import short

_MENU = "<ul><li><span>手続き</span><div><a href=/b>届出</a></div></li></ul>"
_LINKED = "<ul><li><a href=/a>手続き</a><div><a href=/b>届出</a></div></li></ul>"


@page_rule(
    id="jis/hover-content-pointer-only",
    criteria=["2.1.1"],
    techniques=["F54", "G202", "SCR20"],
    impact=Impact.SERIOUS,
    needs=[Need.HOVER],
    title=Text(
        ja="マウスを乗せると出る内容が、キーボードでは出ない",
        en="What hover brings up does not come with the keyboard",
    ),
    why=Text(
        ja="マウスを使わない人は、キーボードで項目へ移っても中身が出ないので、その先のリンクや説明に届きません。",
        en="People without a mouse reach the item, but nothing comes up, and they never get to the links or the text in it.",
    ),
    fix=Text(
        ja="マウスを乗せたときと同じ内容が、キーボードで項目に移ったとき（:focus、:focus-within、focus イベント）か、"
        "ボタンを押したときにも出るようにしてください。",
        en="Bring it up on focus as well (:focus-within, focus events) or by a button.",
    ),
    messages={
        "menu": Text(
            ja="マウスを乗せると出る内容（「{text}」、リンクなど {count} 個）が、キーボードで移っても出ません。",
            en="“{text}” with {count} controls comes up on hover, not with the keyboard.",
        ),
        "text": Text(
            ja="マウスを乗せると出る説明（「{text}」）が、キーボードで移っても出ません。",
            en="The text “{text}” comes up on hover, not with the keyboard.",
        ),
    },
    question=Text(
        ja="同じリンクや説明に、キーボードだけで届く別の方法（項目のリンク先のページなど）がありますか。",
        en="Can the same links or text be had with the keyboard in another way, as on the page the item leads to?",
    ),
    examples=[
        Example(PASSED, _MENU, probes=hovered("span", "div", controls=1)),
        Example(LIKELY, _MENU, at="span", key="menu", probes=hovered("span", "div", controls=1, focus=None)),
        Example(
            REVIEW,
            _LINKED,
            at="li > a",
            key="menu",
            why="The item is a link: its page may have the same links.",
            probes=hovered("li > a", "div", controls=1, focus=False),
        ),
        Example(
            PASSED,
            _MENU + "<p><a href=/b>届出</a>",
            why="The link is on the page as well.",
            probes=hovered("span", "div", controls=1, focus=False),
        ),
        Example(
            REVIEW,
            "<p><span>用語</span><b>説明</b>",
            at="span",
            key="text",
            probes=hovered("span", "b", focus=None),
        ),
        Example(
            PASSED,
            _MENU,
            why="The walk with the keyboard came to the link.",
            probes={
                **hovered("span", "div", controls=1, focus=False),
                "keyboard": {"stops": [{"selector": "div > a"}]},
            },
        ),
        Example(INAPPLICABLE, "<a href=/a>用語</a>", probes={"hover": {"found": [], "tried": 1}}),
    ],
)
def hover_content_pointer_only(page: Page) -> Iterator[Finding]:
    stops = _stops(page)
    for place, came, seen in brought_up(page):
        inner = came.select("a[href], button, input, select, textarea, [tabindex]") if came else []
        text, count = short(str(seen["text"]) or "画像"), int(seen["controls"])
        if seen["focus"] or any(one in stops for one in inner) or _elsewhere(page, came):
            yield passed(place)
        elif count:
            leads = place.closest("a[href]") or [
                link for link in place.select("a[href]") if link not in inner
            ]
            yield (review if leads else likely)(place, "menu", text=text, count=count)
        else:
            yield review(place, "text", text=text)


def _stops(page: Page) -> frozenset[Element]:
    """Return the elements the walk with the keyboard came to; none where it was not made."""
    try:
        walk = page.probe("keyboard")
    except EvidenceCut:
        raise
    except MissingEvidence:
        return frozenset()
    require_end(walk)
    found = (page.at(str(stop["selector"])) for stop in walk.get("stops", ()))
    return frozenset(one for one in found if one is not None)


def _elsewhere(page: Page, came: Element | None) -> bool:
    """Return whether all links of what came up stand outside of it too."""
    inside = set(came.select("a[href]")) if came is not None else set()
    outside = {link.url("href") for link in page.select("a[href]") if link not in inside}
    return bool(inside) and all(link.url("href") in outside for link in inside)
