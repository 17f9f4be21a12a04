"""What rules ask of the probe that presses controls, of the one that lets timers run, and answers for examples."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from auditor.rule import Element, EvidenceBound, MissingEvidence, Page

Json = Mapping[str, Any]  # Any: the probes' JSON
NOTHING: dict[str, Any] = {
    "appeared": [], "vanished": [], "texts": [], "attributes": [], "values": [], "away": 0, "focus": ["", ""],
    "moves": [], "order": False, "moved": False, "title": False, "scrolled": 0, "crowded": [],
    "announced": [],
}  # fmt: skip
_CONTROL = {
    "selector": "button", "kind": "button", "tag": "button", "type": "button", "role": "", "name": "開く",
    "focusable": True, "native": True, "marks": [], "down": False, "form": "", "length": 0, "near": 0,
    "box": [0, 0, 80, 30], "inside": False,
}  # fmt: skip
_COME = {
    "selector": "p", "tag": "p", "role": "", "text": "文", "own": False, "live": "", "controls": 0, "fixed": False,
    "over": False, "dialog": "", "named": False, "modal": False, "share": 0.01, "focus": False, "later": True,
}  # fmt: skip


def tried(page: Page, *kinds: str) -> Iterator[tuple[Element, Json]]:
    """Yield each control of these kinds that was pressed, with what came of it; all kinds without any given."""
    for one in page.probe("press")["tried"]:
        if "effect" not in one or (kinds and one["kind"] not in kinds):
            continue
        element = page.at(str(one["selector"]))
        if element is not None:
            yield element, one


def looks(page: Page, part: str) -> Iterator[tuple[Element, Json, Json]]:
    """(control, what came of it, what was brought) of each press: its `texts`, what is `mute` to readers, `flickering`.

    Nothing where the page was not pressed.
    """
    if optional(page, "press"):
        for element, one in tried(page):
            for seen in one.get("shown", {}).get(part, ()):
                yield element, one, seen


def optional(page: Page, probe: str) -> Json:
    """Return what a probe told, {} where it was not made: for rules that have another source.

    Where it was lost the rule goes on too; the engine lets it find something, and takes no silence for an answer.
    """
    try:
        told: Json = page.probe(probe)
    except MissingEvidence:
        return {}
    return told


def require_all(told: Json) -> None:
    """Raise EvidenceBound where controls were left that were not tried."""
    if told.get("left"):
        raise EvidenceBound("probe:press:left")


def happened(effect: Json) -> bool:
    """Return whether a press changed anything a person meets, beyond how the pressed part itself looks."""
    return bool(
        effect["appeared"] or effect["vanished"] or effect["texts"] or effect["moves"] or effect["values"]
        or effect["order"] or any(_tells(one) for one in effect["attributes"])
    )  # fmt: skip


def _tells(change: Json) -> bool:
    return not (set(change["changes"]) <= {"style", "title"} and change["own"])


def touched(effect: Json) -> frozenset[str]:
    """Return the places an effect changed, other than the pressed part: two controls with one of them do alike.

    Another order of what is there counts as one place.
    """
    found = {
        str(one["selector"]) for part in ("appeared", "vanished", "texts", "attributes", "values")
        for one in effect[part] if one.get("selector") and not one.get("self")
    }  # fmt: skip
    return frozenset(
        found | {str(move) for move in effect["moves"]} | ({"order"} if effect["order"] else set())
    )


def sets_the_same(page: Page, one: Json, reached: AbstractSet[str]) -> bool:
    """Return whether what is reached otherwise sets what dragging sets: all of its texts and values, as a sum has
    other sources too.

    reached: places that change by a press or a key.
    """
    steps = (one["during"], one["effect"])
    told = {str(part["selector"]) for step in steps for kind in ("texts", "values") for part in step[kind]}
    if told and not page.probe("press").get("left"):
        return told <= reached
    return any((touched(step) - held(step)) & reached for step in steps)


def held(seen: Json) -> frozenset[str]:
    """Return the places of which only the class changed, as of what is being held."""
    return frozenset(
        str(one["selector"]) for one in seen["attributes"] if set(one["changes"]) <= {"class"} and one["own"]
    )


def nested(one: Element, other: Element) -> bool:
    """Return whether two elements are one, or one of them holds the other."""
    return one in _upwards(other) or other in _upwards(one)


def _upwards(element: Element) -> Iterator[Element]:
    at: Element | None = element
    while at is not None:
        yield at
        at = at.parent


def switched(effect: Json, selector: str = "") -> list[Json]:
    """Attributes of the pressed part itself, or of what it is in, that changed."""
    return [
        one for one in effect["attributes"] if one.get("self") or (selector and one["selector"] == selector)
    ]


def pressing(*controls: Json, keys: Any = (), left: int = 0) -> dict[str, Any]:
    """Return an answer of the probe: controls with what is particular about them."""
    return {
        "press": {
            "tried": [{**_CONTROL, **one} for one in controls],
            "left": left,
            "keys": list(keys),
        }
    }


def brought(texts: Any = (), mute: Any = (), flickering: Any = ()) -> dict[str, Any]:
    """Return what a look after a press told, for examples."""
    usual = {
        "selector": "p", "text": "文", "lang": "ja", "color": "rgb(0, 0, 0)", "ground": ["rgb(255, 255, 255)"],
        "size": 16, "bold": False,
    }  # fmt: skip
    return {"texts": [{**usual, **one} for one in texts], "mute": list(mute), "flickering": list(flickering)}


def effect(**parts: Any) -> dict[str, Any]:
    """Return an effect for examples: nothing but what is given; what appeared may be told in short."""
    made = {**NOTHING, **parts}
    made["appeared"] = [{**_COME, **one} for one in made["appeared"]]
    made["vanished"] = [
        {"selector": "", "tag": "p", "text": "", "own": False, **one} for one in made["vanished"]
    ]
    made["texts"] = [
        {"selector": "p", "before": "", "after": "", "live": "", "own": False, **one} for one in made["texts"]
    ]
    made["attributes"] = [
        {"selector": "button", "own": False, "self": False, **one} for one in made["attributes"]
    ]
    return made
