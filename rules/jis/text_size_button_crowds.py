"""JIS X 8341-3:2016 1.4.4: what enlarges the text leaves room for its lines."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Need, Page, likely, page_rule, passed

from ._press import effect, pressing, tried
from ._words import content, short

_LARGER = effect(attributes=[{"selector": "p", "changes": {"style": ["", "font-size: 32px"]}}])


@page_rule(
    id="jis/text-size-button-crowds",
    criteria=["1.4.4"],
    techniques=["F69", "G142", "G179"],
    impact=Impact.SERIOUS,
    needs=[Need.PRESS],
    title=Text(ja="文字を大きくすると行が重なる", en="Lines overlap when the text is enlarged"),
    why=Text(
        ja="見えにくい人が文字を大きくすると、行と行が重なって、かえって読めなくなります。",
        en="People who enlarge the text to read it get lines that lie on each other.",
    ),
    fix=Text(
        ja="行の高さを px で固定せず、line-height: 1.7 のように文字の大きさに対する割合で指定してください。",
        en="Give line-height as a number (1.7), not in px.",
    ),
    messages={
        "crowded": Text(
            ja="「{button}」を押すと、「{text}」の行の高さが文字の大きさより小さくなり、行が重なります。",
            en="After “{button}” the lines of “{text}” are lower than its letters and overlap.",
        ),
    },
    examples=[
        Example(LIKELY, "<button>大</button><p>本文です</p>", at="p", probes=pressing({"effect": {**_LARGER, "crowded": ["p"]}})),
        Example(PASSED, "<button>大</button><p>本文です</p>", probes=pressing({"effect": _LARGER})),
        Example(INAPPLICABLE, "<button>送る</button><p>本文です</p>", probes=pressing({"effect": effect()})),
    ],
)  # fmt: skip
def text_size_button_crowds(page: Page) -> Iterator[Finding]:
    for button, one in tried(page, "button", "bare", "widget", "opener", "choice"):
        seen = one["effect"]
        place = page.at(str(seen["crowded"][0])) if seen.get("crowded") else None
        if place is not None:
            yield likely(
                place,
                "crowded",
                button=short(str(one["name"]) or content(button)),
                text=short(content(place)),
            )
            return
        if any(
            "font-size" in str(change) or "class" in change["changes"]
            for change in seen["attributes"]
            if not change["self"]
        ) and not (seen["appeared"] or seen["vanished"]):
            yield passed(button)
