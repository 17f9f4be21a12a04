"""What a cell is: text, number, a number that is dressed up, a sign that stands for one."""

import re
import unicodedata

from auditor.read.facts import Special, Value

_PLACEHOLDERS = frozenset(
    [
        "-",
        "－",
        "−",
        "–",
        "―",
        "ー",
        "‐",
        "…",
        "‥",
        "...",
        "*",
        "**",
        "***",
        "×",
        "x",
        "X",
        "χ",
        "･･･",
        "・・・",
        "N/A",
        "NA",
        "n/a",
        "△",
        "秘",
        "#",
    ]
)
UNITS = (
    "千円|百万円|億円|万円|円|千人|万人|人|件|世帯|戸|台|個|本|枚|冊|校|箇所|か所|カ所|ヶ所|棟|室|床|名|団体|回|%|‰|"
    "kg|g|t|トン|km2|m2|m3|km|cm|mm|m|ha|kl|l|℃|点|位|分間|時間|日間"
)
_NUMBER = re.compile(
    rf"^(?P<pre>[¥$▲△(※*\s]*)(?P<num>[-+]?\d{{1,3}}(?:[, ]\d{{3}})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?)\s*(?P<unit>{UNITS})?"
    r"(?P<note>\s*(?:[(※*注][^()]{0,4}\)?|\))*)$"
)
PLAIN = re.compile(r"^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$")


def filled(value: Value) -> bool:
    """Return whether a cell holds anything to see."""
    return value is not None and not (isinstance(value, str) and not value.strip())


def shown(value: Value) -> str:
    """Return a cell as text."""
    if isinstance(value, Special):
        return value.text
    return "" if value is None else str(value)


def folded(text: str) -> str:
    """Return text without differences of width, case and white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def is_placeholder(value: Value) -> bool:
    """Return whether it is a sign that stands for a number that is not told."""
    return isinstance(value, str) and value.strip() in _PLACEHOLDERS


def is_number(value: Value) -> bool:
    """Return whether it is a number, or text of digits only."""
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return True
    return isinstance(value, str) and bool(PLAIN.match(unicodedata.normalize("NFKC", value.strip())))


def decoration(value: Value) -> str:
    """Return what keeps a text from being a number though it means one: comma, unit, sign, space, note; ''
    for none.
    """
    if not isinstance(value, str):
        return ""
    text = unicodedata.normalize("NFKC", value).strip()
    if PLAIN.match(text):
        return "width" if text != value.strip() else ""
    found = _NUMBER.match(text)
    if not found:
        return ""
    if found["unit"]:
        return "unit"
    if any(sign in found["pre"] for sign in "¥$"):
        return "currency"
    if any(sign in found["pre"] for sign in "▲△"):
        return "triangle"
    if "," in found["num"]:
        return "comma"
    if " " in found["num"]:
        return "space"
    return "parenthesis" if found["pre"].strip() == "(" else "note"


def numberish(value: Value) -> bool:
    """Anything that stands where a number does: number, date, decorated number, placeholder."""
    if isinstance(value, Special):
        return True
    return is_number(value) or is_placeholder(value) or bool(decoration(value))


def letters(column: int) -> str:
    """Return a column as Excel names it."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
