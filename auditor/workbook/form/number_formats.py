"""Shows a number as a spreadsheet does in the number formats that offices use: percent, leading zeros, units, commas."""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

MAX_FORMAT = 255  # characters; Excel takes no more
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<sign>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<plain>[-+(): ¥$￥〒円件人個点年月日回%]|[^\x00-\x7f])|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]{1,20})")
_COLOUR = re.compile(
    r"(?i)black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]{1,2}|[黒青緑赤白黄紫水]|色[0-9]{1,2}"
)


@dataclass(slots=True)
class _Section:
    """One part of a format: literals and places of digits in order, before and behind the point."""

    whole: list[str | None] = field(default_factory=list)  # a literal, None for a digit
    behind: list[str | None] = field(default_factory=list)
    least: int = 0  # digits that always stand before the point
    decimals: int = 0
    least_decimals: int = 0
    percents: int = 0
    thousands: bool = False
    scale: int = 0  # commas behind the last digit: each divides by 1,000
    condition: tuple[str, Decimal] | None = None


def formatted(value: float, form: str) -> str | None:
    """Return the number as it is shown; None for a format that is not one of these (General, scientific,
    fractions, dates).
    """
    if len(form) > MAX_FORMAT:
        return None
    sections = [_section(text) for text in _split(form)]
    if not all(sections):
        return None
    exact = Decimal(repr(value))
    section, absolute = _chosen([section for section in sections if section], exact)
    if section is None:
        return None
    if None not in section.whole + section.behind:
        return "".join(part for part in section.whole if part) or None
    return _shown(abs(exact) if absolute else exact, section)


def _split(form: str) -> list[str]:
    parts, at, quoted = [""], 0, False
    while at < len(form):
        letter = form[at]
        if letter == "\\" and not quoted:
            parts[-1] += form[at : at + 2]
            at += 2
            continue
        quoted ^= letter == '"'
        if letter == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
        at += 1
    return parts[:3]


def _section(text: str) -> _Section | None:
    section, point = _Section(), False
    for match in _TOKEN.finditer(text):
        kind, said = match.lastgroup, match[match.lastgroup] if match.lastgroup else ""
        side = section.behind if point else section.whole
        if kind == "other":
            return None
        if kind == "bracket":
            condition = _CONDITION.fullmatch(said)
            if condition:
                section.condition = condition[1], Decimal(condition[2])
            elif not _COLOUR.fullmatch(said):
                return None
        elif kind == "digit":
            side.append(None)
            section.thousands |= section.scale > 0 and not point
            section.scale = 0
            section.decimals += point
            section.least_decimals = section.decimals if point and said == "0" else section.least_decimals
            section.least += not point and (said == "0" or section.least > 0)
        elif kind == "point":
            if point:
                return None
            point = True
        elif kind == "comma":
            section.scale += 1
        elif kind is not None:
            section.percents += kind == "percent"
            side.append(said)
    return section


def _chosen(sections: list[_Section], value: Decimal) -> tuple[_Section | None, bool]:
    """Return the section for a number, and whether it speaks of the number without its sign."""
    tests = {
        "<": value.__lt__,
        "<=": value.__le__,
        ">": value.__gt__,
        ">=": value.__ge__,
        "=": value.__eq__,
        "<>": value.__ne__,
    }
    if any(section.condition for section in sections):
        fit = [one for one in sections if one.condition is None or tests[one.condition[0]](one.condition[1])]
        return (fit[0] if fit else None), False
    if len(sections) > 2 and value == 0:
        return sections[2], False
    if len(sections) > 1 and value < 0:
        return sections[1], True
    return sections[0], False


def _shown(value: Decimal, section: _Section) -> str:
    value = value.scaleb(2 * section.percents - 3 * section.scale)
    rounded = value.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP)
    digits, _, rest = f"{abs(rounded):f}".partition(".")
    digits = digits.lstrip("0").zfill(section.least)
    while len(rest) > section.least_decimals and rest.endswith("0"):
        rest = rest[:-1]
    sign = "-" if rounded < 0 else ""
    return sign + _filled(digits, section) + _behind(rest, section)


def _filled(digits: str, section: _Section) -> str:
    """Return the places before the point, filled from the right; what is left of the digits stands in the
    first place.
    """
    if section.thousands:
        digits = f"{int(digits or '0'):,}" if digits else ""
        first = section.whole.index(None) if None in section.whole else 0
        before = "".join(part for part in section.whole[:first] if part)
        return before + digits + "".join(part for part in section.whole[first:] if part)
    places, result = section.whole.count(None), ""
    for part in reversed(section.whole):
        if part is not None:
            result = part + result
            continue
        places -= 1
        taken = digits if places == 0 else digits[-1:]
        digits = digits[: len(digits) - len(taken)]
        result = taken + result
    return result


def _behind(rest: str, section: _Section) -> str:
    left, result = rest, ""
    for part in section.behind:
        if part is not None:
            result += part
        else:
            result, left = result + left[:1], left[1:]
    return f".{result}" if rest else result
