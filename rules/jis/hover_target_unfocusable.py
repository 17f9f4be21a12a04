"""JIS X 8341-3:2016 2.1.1: what the mouse brings up, the keyboard brings up too."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

_OVER = frozenset({"mouseenter", "mouseover"})
_FOCUS = frozenset({"focus", "focusin"})
_FOCUSABLE = "a[href], button, input, select, textarea, summary, area[href], [contenteditable], [tabindex]"


@page_rule(
    id="jis/hover-target-unfocusable",
    criteria=["2.1.1"],
    techniques=["F54", "SCR2", "G202"],
    impact=Impact.SERIOUS,
    needs=[Need.HANDLERS],
    title=Text(
        ja="マウスを乗せたときだけ働く部品",
        en="Part that works for a hovering mouse only",
    ),
    why=Text(
        ja="キーボードの利用者はこの要素を選べないため、マウスを乗せると出る説明やメニューを見られません。",
        en="The keyboard does not reach it, so what hovering brings up stays hidden.",
    ),
    fix=Text(
        ja="button 要素にするか tabindex='0' を付け、フォーカスしたときにも同じ内容を出してください。",
        en="Make it a button or give it tabindex='0', and show the same on focus.",
    ),
    messages={
        "unreached": Text(
            ja="{tag} 要素はフォーカスを受けたときの処理を持っていますが、キーボードでは選べません。",
            en="The {tag} element has code for the focus, but the keyboard does not reach it.",
        ),
        "hover": Text(
            ja="{tag} 要素はマウスを乗せたときに働きますが、キーボードでは選べません。",
            en="The {tag} element reacts to hovering, and the keyboard does not reach it.",
        ),
    },
    question=Text(
        ja="マウスを乗せて出る内容や働きは、キーボードでも使えますか。",
        en="Is what hovering brings up to be had by keyboard too?",
    ),
    examples=[
        Example(
            LIKELY,
            "<img src='a.png' alt='省エネ'>",
            at="img",
            key="unreached",
            probes={
                "handlers": {
                    "elements": [
                        {
                            "selector": "html > body > img",
                            "tag": "img",
                            "cursor": "auto",
                            "tabindex": -1,
                            "box": [0, 0, 90, 20],
                            "events": ["focus", "mouseenter"],
                        }
                    ],
                    "page": [],
                    "count": 1,
                }
            },
        ),
        Example(
            REVIEW,
            "<span aria-describedby='t'>用語</span><p id='t'>説明</p>",
            at="span",
            key="hover",
            probes={
                "handlers": {
                    "elements": [
                        {
                            "selector": "html > body > span",
                            "tag": "span",
                            "cursor": "auto",
                            "tabindex": -1,
                            "box": [0, 0, 90, 20],
                            "events": ["mouseenter"],
                        }
                    ],
                    "page": [],
                    "count": 1,
                }
            },
        ),
        Example(
            PASSED,
            "<button>用語</button>",
            probes={
                "handlers": {
                    "elements": [
                        {
                            "selector": "html > body > button",
                            "tag": "button",
                            "cursor": "auto",
                            "tabindex": 0,
                            "box": [0, 0, 90, 20],
                            "events": ["focus", "mouseenter"],
                        }
                    ],
                    "page": [],
                    "count": 1,
                }
            },
        ),
        Example(
            PASSED,
            "<div><a href='/a'>案内</a></div>",
            probes={
                "handlers": {
                    "elements": [
                        {
                            "selector": "html > body > div",
                            "tag": "div",
                            "cursor": "auto",
                            "tabindex": -1,
                            "box": [0, 0, 90, 20],
                            "events": ["focus", "mouseover"],
                        }
                    ],
                    "page": [],
                    "count": 1,
                }
            },
        ),
        Example(
            INAPPLICABLE,
            "<p>本文</p>",
            probes={
                "handlers": {
                    "elements": [
                        {
                            "selector": "html > body > p",
                            "tag": "p",
                            "cursor": "auto",
                            "tabindex": -1,
                            "box": [0, 0, 90, 20],
                            "events": ["click"],
                        }
                    ],
                    "page": [],
                    "count": 1,
                }
            },
        ),
    ],
)
def hover_target_unfocusable(page: Page) -> Iterator[Finding]:
    told = page.probe("handlers")
    for one in told["elements"]:
        kinds = set(one["events"])
        element = page.at(str(one["selector"])) if kinds & _OVER else None
        if element is None or element.tag in ("html", "body", "main"):
            continue
        if int(one["tabindex"]) >= 0 or element.closest(_FOCUSABLE) or element.select(_FOCUSABLE):
            yield passed(element)
        elif kinds & _FOCUS:
            yield likely(element, "unreached", tag=element.tag)
        elif "aria-describedby" in element or "title" in element:
            yield review(element, "hover", tag=element.tag)
