"""Answers for examples of the probe that photographs a page: texts, edges of fields, signs in controls."""

from typing import Any


def photographed(
    *,
    text: dict[str, Any] | None = None,
    field: dict[str, Any] | None = None,
    sign: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return an answer with one text, one field or one sign, each in order but for what is given."""
    texts = {
        "selector": "text", "kind": "svg", "colour": [26, 26, 28, 1], "size": 17, "weight": 400, "shadow": False,
        "text": "申請", "least": 17.3, "most": 17.3, "middle": 17.3, "below3": 0.0, "below4.5": 0.0,
    }  # fmt: skip
    fields = {
        "selector": "input", "box": [0, 0, 300, 40], "outer": [0, 0, 300, 40], "border": 1, "native": False,
        "hint": False, "value": False, "edge": 6.0,
    }  # fmt: skip
    signs = {
        "selector": "button",
        "box": [0, 0, 26, 26],
        "ratio": 9.0,
        "sign": [52, 58, 64],
        "ground": [255, 255, 255],
    }
    return {
        "contrast": {
            "texts": [{**texts, **text}] if text is not None else [],
            "fields": [{**fields, **field}] if field is not None else [],
            "signs": [{**signs, **sign}] if sign is not None else [],
        }
    }
