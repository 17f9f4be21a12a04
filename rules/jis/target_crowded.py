"""WCAG 2.2 2.5.8: buttons are large enough, or far enough from each other, whatever text stands beside them."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Need, Page, likely, page_rule, passed

from ._words import name, short

SIDE = 24.0  # CSS px
SLACK = 0.5
MOST = 3000
BUTTONS = "button, [role=button], input[type=button], input[type=submit], input[type=reset], input[type=image], summary"
OTHERS = f"{BUTTONS}, a[href], select, input:not([type=hidden]), textarea, [role=link], [role=tab], [role=checkbox]"
SMALL = "width:14px;height:14px;padding:0;border:0"

Box = tuple[float, float, float, float]


@page_rule(
    id="jis/target-crowded",
    criteria=["2.5.8"],
    techniques=["C42"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    replaces=["axe/target-size"],
    title=Text(ja="小さく詰まったボタン", en="Small buttons close together"),
    why=Text(
        ja="手の震えがある人や指先の動きが難しい人が、隣のボタンを誤って押してしまいます。",
        en="People with tremor or limited movement of the fingers press the wrong one.",
    ),
    fix=Text(
        ja="縦横 24 ピクセル以上にするか、間を空けてください。例: button { min-width: 24px; min-height: 24px }",
        en="Make it at least 24 by 24 pixels, or keep distance from others.",
    ),
    messages={
        "crowded": Text(
            ja="「{name}」は {width}×{height} ピクセルしかなく、隣の「{other}」とも離れていません。",
            en="“{name}” is only {width} by {height} pixels, and “{other}” is close by.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            f'<p><button style="{SMALL}" aria-label="閉じる">×</button>'
            f'<button style="{SMALL}" aria-label="開く">＋</button> 本が届きました。</p>',
            at="button", key="crowded", why="Text beside a button does not decide its size.",
        ),
        Example(
            PASSED,
            f'<p><button style="{SMALL};margin-right:20px">×</button><button style="{SMALL}">＋</button></p>',
        ),
        Example(PASSED, '<p><button style="width:32px;height:32px">×</button><button>開く</button></p>'),
        Example(INAPPLICABLE, '<p><a href="/1">1</a><a href="/2">2</a></p>', why="axe-core measures links."),
    ],
)  # fmt: skip
def target_crowded(page: Page) -> Iterator[Finding]:
    placed = [
        (one, box) for one in page.select(OTHERS)[:MOST] if (box := one.box) is not None and one.visible
    ]
    placed.sort(key=lambda pair: pair[1][1])
    for at, (one, box) in enumerate(placed):
        if not one.matches(BUTTONS) or "disabled" in one:
            continue
        near = None
        if box[2] + SLACK < SIDE or box[3] + SLACK < SIDE:
            near = _near(one, box, placed, at)
        if near is None:
            yield passed(one)
        else:
            yield likely(
                one, "crowded", name=_called(page, one), other=_called(page, near), width=round(box[2]),
                height=round(box[3]),
            )  # fmt: skip


def _called(page: Page, one: Element) -> str:
    return short(name(page, one) or one["value"] or one.tag, 20)


def _near(one: Element, box: Box, placed: list[tuple[Element, Box]], at: int) -> Element | None:
    """Another target that the circle around this one touches, itself or the circle around it if it is small too."""
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    for step in (1, -1):
        place = at + step
        while (
            0 <= place < len(placed) and abs(placed[place][1][1] - box[1]) < 2 * SIDE and abs(place - at) < 60
        ):
            other, its = placed[place]
            place += step
            if other.closest("label") is not None and other.closest("label") == one.closest("label"):
                continue
            small = its[2] < SIDE or its[3] < SIDE
            if small:
                away = ((its[0] + its[2] / 2 - x) ** 2 + (its[1] + its[3] / 2 - y) ** 2) ** 0.5
                touches = away < SIDE - SLACK
            else:
                across = max(its[0] - x, 0, x - its[0] - its[2])
                down = max(its[1] - y, 0, y - its[1] - its[3])
                touches = (across**2 + down**2) ** 0.5 < SIDE / 2 - SLACK
            inside = other.closest("button, a[href], summary") in (one, None) and _holds(box, its)
            if touches and not inside:
                return other
    return None


def _holds(box: Box, its: Box) -> bool:
    return (
        box[0] <= its[0]
        and box[1] <= its[1]
        and box[0] + box[2] >= its[0] + its[2]
        and box[1] + box[3] >= its[1] + its[3]
    )
