"""Measures in pictures of a page what no style sheet tells: text over pictures, edges of fields, signs in controls."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from auditor.capture.pixels import Picture, over, sign_contrast, strongest_line
from auditor.capture.probes.budget import Budget
from auditor.capture.scripts import measuring, script
from auditor.capture.tab import Tab
from auditor.model.colour import contrast as contrast_of

MOST = 60  # of each kind
MAX_HEIGHT = 6000
MARGIN = 8.0
OUTWARD, INWARD = 5.0, 3.0  # px around the edge of a field that are looked at

Facts = dict[str, Any]


async def contrast(tab: Tab, budget: Budget) -> dict[str, Any]:
    """Contrast of texts over pictures (least, most, and the share of places below 3 and 4.5), of the edge of
    each field with what lies around it, and of the sign in each control without words; and the words that style sheets put in.

    Boxes to tick that a style sheet draws are fields; their colours are read from the style sheet.
    """
    await tab.evaluate(script("still"))
    found: dict[str, list[Facts]] = await tab.evaluate(measuring("contrast", most=MOST))
    answer: dict[str, Any] = {"texts": [], "fields": [], "signs": [], "styled": found["styled"]}
    seen = await _photo(
        tab, [one["box"] for one in found["signs"]] + [one["outer"] for one in found["fields"]]
    )
    if seen is not None:
        answer["fields"] = [{**one, "edge": _edge(seen, one)} for one in found["fields"]]
        answer["signs"] = [{**one, **_sign(seen, one["box"])} for one in found["signs"]]
    answer["fields"] += [
        {"selector": one["selector"], "hint": False, "value": False, "edge": _boundary(one)}
        for one in found["ticks"]
    ]
    if found["texts"]:
        await tab.evaluate(measuring("contrast_bare"))
        bare = await _photo(tab, [part for one in found["texts"] for part in one["parts"]])
        if bare is not None:
            answer["texts"] = [_behind(bare, one) for one in found["texts"]]
    return answer


async def _photo(tab: Tab, boxes: Sequence[Sequence[float]]) -> Picture | None:
    """Return one picture that holds the boxes, as far down as pictures go; None where there is none of them."""
    boxes = [box for box in boxes if 0 <= box[1] < MAX_HEIGHT]
    if not boxes:
        return None
    x = max(0.0, min(box[0] for box in boxes) - MARGIN)
    y = max(0.0, min(box[1] for box in boxes) - MARGIN)
    right = max(box[0] + box[2] for box in boxes) + MARGIN
    bottom = min(max(box[1] + box[3] for box in boxes) + MARGIN, MAX_HEIGHT)
    x, y = float(int(x)), float(int(y))
    clip = {"x": x, "y": y, "width": min(right - x, 2000.0), "height": bottom - y, "scale": 1}
    answer = await tab.send(
        "Page.captureScreenshot",
        {"format": "png", "clip": clip, "captureBeyondViewport": True, "optimizeForSpeed": True},
    )
    return Picture.of(base64.b64decode(answer["data"]), x, y)


def _behind(picture: Picture, text: Mapping[str, Any]) -> Facts:
    """Return a text with the contrasts of its parts; without them where it was not photographed."""
    known = {name: value for name, value in text.items() if name != "parts"}
    ratios = sorted(
        contrast_of(over(text["colour"], ground), ground)
        for part in text["parts"]
        for ground in picture.behind(part)
    )
    if not ratios:
        return known
    return {
        **known, "least": _two(ratios[0]), "most": _two(ratios[-1]), "middle": _two(ratios[len(ratios) // 2]),
        "below3": _share(ratios, 3.0), "below4.5": _share(ratios, 4.5),
    }  # fmt: skip


def _share(ratios: Iterable[float], needed: float) -> float:
    kept = list(ratios)
    return _two(sum(ratio < needed for ratio in kept) / len(kept))


def _edge(picture: Picture, field: Mapping[str, Any]) -> float | None:
    """Return the greatest contrast of a line along the field's own edge, or its frame's, with what is outside."""
    inward = INWARD + min(float(field["border"]), 6.0)
    found = [
        line
        for box in (field["box"], field["outer"])
        if (line := strongest_line(picture, box, inward, OUTWARD)) is not None
    ]
    return _two(max(found)) if found else None


def _boundary(tick: Mapping[str, Any]) -> float:
    """Return the greatest contrast of a drawn box, by its lines or its fill, with the ground it lies on."""
    *layers, lowest = tick["ground"]
    ground = (lowest[0], lowest[1], lowest[2])
    for layer in reversed(layers):
        ground = over(layer, ground)
    return _two(max(contrast_of(over(colour, ground), ground) for colour in tick["colours"]))


def _sign(picture: Picture, box: Sequence[float]) -> Facts:
    part = picture.part(box)
    found = sign_contrast(part) if part is not None else None
    if found is None:
        return {}
    ratio, sign, ground = found
    return {"ratio": _two(ratio), "sign": list(sign), "ground": list(ground)}


def _two(value: float) -> float:
    """Return two decimals, never rounded up to what is asked for."""
    return int(value * 100) / 100
