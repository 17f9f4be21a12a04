"""Names the nearest colour with which a text would be told well enough from its background."""

from collections.abc import Mapping
from typing import Any

from auditor.model import Text
from auditor.model.colour import contrast, hexadecimal, nearest_passing, of_hexadecimal

_PASSING = Text(
    "この文字の色を {colour} に変えてください（背景 {background} との比が {ratio}:1 になり、足ります）。",
    "Give this text the colour {colour}: it has {ratio}:1 on {background}, which is enough. ",
)


def passing_colour(data: Mapping[str, Any], lang: str) -> str:
    """Return the sentence for what a contrast rule measured; '' where it measured no pair of plain colours.

    `data`: of a finding, with foreground, background (#rrggbb) and required (the ratio as text).
    """
    text, background = (of_hexadecimal(str(data.get(name, ""))) for name in ("foreground", "background"))
    try:
        needed = float(data.get("required", ""))
    except ValueError:
        return ""
    if text is None or background is None or contrast(text, background) >= needed:
        return ""
    colour = nearest_passing(text, background, needed)
    if colour is None:
        return ""
    reached = int(contrast(colour, background) * 100) / 100
    return _PASSING.fill(
        lang, {"colour": hexadecimal(colour), "ratio": f"{reached:g}", "background": hexadecimal(background)}
    )
