"""WCAG 2.1 1.4.13: what the pointer brought up was tried: reached, kept, dismissed."""

from collections.abc import Iterator

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

from ._hover import brought_up, hovered
from ._words import short

_HTML = "<a href=/a>用語</a><div>説明</div>"


@page_rule(
    id="jis/hover-content-gone",
    criteria=["1.4.13"],
    techniques=["F95", "SCR39"],
    impact=Impact.MODERATE,
    needs=[Need.HOVER],
    title=Text(
        ja="マウスを乗せて出した内容が、読もうとすると消える、または消せない",
        en="What hover brought up goes away before it is read, or cannot be dismissed",
    ),
    why=Text(
        ja="画面を拡大している人は、出てきた内容の上へマウスを動かしながら読みます。動かすと消えるものや、"
        "時間で消えるものは読めません。消せない内容は、その下の文を隠したままになります。",
        en="People who magnify the screen read with the pointer on the content; what vanishes then cannot be read, "
        "and what cannot be dismissed hides what is below.",
    ),
    fix=Text(
        ja="出した内容の上にマウスがある間は消さず、時間でも消さないでください。"
        "マウスを動かさずに Esc キーで消せるようにもします。項目と内容の間にすき間があると、移る途中で消えます。",
        en="Keep it while the pointer is on it, remove it by no timer, let Esc dismiss it, and leave no gap on the way.",
    ),
    messages={
        "unreachable": Text(
            ja="マウスを乗せると出る内容（「{text}」）は、その上へマウスを移すと消えます。",
            en="What comes up on hover (“{text}”) is gone when the pointer moves onto it.",
        ),
        "timed": Text(
            ja="マウスを乗せると出る内容（「{text}」）は、マウスを乗せたままでも2秒足らずで消えます。",
            en="What comes up on hover (“{text}”) is gone within two seconds while the pointer stays.",
        ),
        "escape": Text(
            ja="マウスを乗せると出る内容（「{text}」）は下の内容を隠しますが、Esc キーで消えません。",
            en="What comes up on hover (“{text}”) hides other content and Esc does not dismiss it.",
        ),
    },
    examples=[
        Example(PASSED, _HTML, probes=hovered()),
        Example(LIKELY, _HTML, at="a", key="unreachable", probes=hovered(reached=False)),
        Example(LIKELY, _HTML, at="a", key="timed", probes=hovered(stayed=False, dismissed=None)),
        Example(LIKELY, _HTML, at="a", key="escape", probes=hovered(dismissed=False)),
        Example(
            PASSED,
            _HTML,
            why="It hides nothing, so nobody has to dismiss it.",
            probes=hovered(dismissed=False, covers=False),
        ),
        Example(INAPPLICABLE, "<a href=/a>用語</a>", probes={"hover": {"found": [], "tried": 2}}),
    ],
)
def hover_content_gone(page: Page) -> Iterator[Finding]:
    for place, _, seen in brought_up(page):
        text = short(str(seen["text"]) or "画像")
        if not seen["reached"]:
            yield likely(place, "unreachable", text=text)
        elif not seen["stayed"]:
            yield likely(place, "timed", text=text)
        elif seen["covers"] and not seen["dismissed"]:
            yield likely(place, "escape", text=text)
        else:
            yield passed(place)
