"""Reads the JavaScript that measures in a page; each file in `js/` is one expression or statement."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def script(name: str) -> str:
    """Return the text of `js/NAME.js`."""
    return (files("auditor.capture") / "js" / f"{name}.js").read_text(encoding="utf-8")


def filled(name: str, **values: Any) -> str:
    """Return a script whose places `$NAME` are filled with values as JSON."""
    text = script(name)
    for place, value in values.items():
        text = text.replace(f"${place}", json.dumps(value))
    return text


def measuring(name: str, *helpers: str, **values: Any) -> str:
    """Return a script that may name elements by their path, may use what `helpers` define and may wait, as
    one expression.
    """
    shared = "".join(script(one) for one in ("path", *helpers))
    return "(async () => {" + shared + filled(name, **values) + "})()"
