"""WCAG 2.1 1.4.12: a style attribute must not force tight letters, words or lines on a reader."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Element,
    Example,
    Need,
    Page,
    japanese_share,
    likely,
    page_rule,
    passed,
)

# Property → how many times the font size it must be
ENOUGH = {"letter-spacing": 0.12, "word-spacing": 0.16, "line-height": 1.5}
_DECLARED = re.compile(r"(?:^|;)\s*(letter-spacing|word-spacing|line-height)\s*:\s*([^;]*)", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_PX = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54}
_PASSED_ON = frozenset({"inherit", "unset", "revert", "revert-layer"})  # another element's choice
_SLACK = 0.98  # browsers round to parts of a pixel
_SAMPLE = "The toy brought back fond memories of being lost in the rain forest."


def declared(element: Element) -> dict[str, tuple[str, bool]]:
    """Property → (value, important) of a style attribute, as the cascade within it ends."""
    found: dict[str, tuple[str, bool]] = {}
    for name, written in _DECLARED.findall(element["style"][:5000]):
        value, mark, _ = written.partition("!")
        important = mark != "" and written.rsplit("!", 1)[1].strip().lower() == "important"
        property = name.lower()
        if important or not found.get(property, ("", False))[1]:
            found[property] = (value.strip().lower(), important)
    return found


@page_rule(
    id="jis/inline-spacing-forced",
    criteria=["1.4.12"],
    techniques=["C35", "C36", "F104"],
    act=["24afc2", "9e45ec", "78fd32"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    replaces=["axe/avoid-inline-spacing"],
    title=Text(ja="字間・行間が狭いまま変更できない", en="Tight text spacing forced by a style attribute"),
    why=Text(
        ja="字間や行間を広げて読む弱視や読み書きに困難のある人が、自分に合う間隔に変えられません。",
        en="People with low vision or dyslexia cannot widen letter, word or line spacing to suit themselves.",
    ),
    fix=Text(
        ja="style 属性の間隔指定から「!important」を消してください。"
        '例: style="line-height:1.2 !important" → style="line-height:1.8"',
        en="Remove “!important” from the style attribute. "
        'Example: style="line-height:1.2 !important" → style="line-height:1.8".',
    ),
    messages={
        "letter-spacing": Text(
            ja="字間（letter-spacing）が文字の大きさの {ratio} 倍に固定されています（0.12 倍以上が必要）。",
            en="Letter spacing is forced to {ratio} of the font size (0.12 is needed).",
        ),
        "word-spacing": Text(
            ja="単語の間（word-spacing）が文字の大きさの {ratio} 倍に固定されています（0.16 倍以上が必要）。",
            en="Word spacing is forced to {ratio} of the font size (0.16 is needed).",
        ),
        "line-height": Text(
            ja="行の高さ（line-height）が文字の大きさの {ratio} 倍に固定されています（1.5 倍以上が必要）。",
            en="Line height is forced to {ratio} of the font size (1.5 is needed).",
        ),
    },
    examples=[
        Example(PASSED, f'<p style="letter-spacing: 0.2em !important">{_SAMPLE}</p>'),
        Example(LIKELY, f'<p style="letter-spacing: 1px !important">{_SAMPLE}</p>', at="p", key="letter-spacing"),
        Example(LIKELY, f'<p style="word-spacing: normal !important">{_SAMPLE}</p>', at="p", key="word-spacing"),
        Example(
            LIKELY, f'<p style="width: 150px; line-height: 1 !important">{_SAMPLE}</p>', at="p", key="line-height"
        ),
        Example(
            LIKELY,
            '<p style="width: 150px; line-height: 1.2 !important">区役所の窓口では番号札を取ってお待ちください。</p>',
            at="p", key="line-height",
        ),
        Example(
            INAPPLICABLE, '<p style="word-spacing: 0 !important">番号札を取ってお待ちください。</p>',
            why="Japanese does not put spaces between words.",
        ),
        Example(
            INAPPLICABLE, '<p style="line-height: 1 !important">番号札</p>', why="One line has no next one."
        ),
        Example(
            INAPPLICABLE, '<a href="/" style="display: block; padding: 2em; line-height: 1 !important">番号札</a>',
            why="A large area around one line.",
        ),
        Example(
            PASSED,
            f'<div style="letter-spacing: 2px !important"><p style="font-size: 10px">{_SAMPLE}</p></div>',
            why="It is the text that counts, and for this small text 2 px are enough.",
        ),
        Example(PASSED, f'<p style="letter-spacing: 1em !important; letter-spacing: 0">{_SAMPLE}</p>'),
        Example(INAPPLICABLE, f'<p style="letter-spacing: 0.1em">{_SAMPLE}</p>'),
        Example(INAPPLICABLE, f'<p style="letter-spacing: inherit !important">{_SAMPLE}</p>'),
        Example(
            INAPPLICABLE, f'<p style="position: absolute; left: -999em; letter-spacing: 0 !important">{_SAMPLE}</p>'
        ),
    ],
)  # fmt: skip
def inline_spacing_forced(page: Page) -> Iterator[Finding]:
    for holder in page.select("[style]"):
        said = declared(holder)
        for name, (value, important) in said.items():
            if not important or value in _PASSED_ON:
                continue
            ratios = [
                ratio
                for text in _texts(holder, name)
                if (ratio := _ratio(holder, text, name, value)) is not None
            ]
            if not ratios:
                continue
            if min(ratios) < ENOUGH[name] * _SLACK:
                yield likely(holder, name, ratio=f"{min(ratios):.2f}")
            else:
                yield passed(holder)


def _texts(holder: Element, name: str) -> Iterator[Element]:
    """Visible elements with text of their own that the holder's declaration reaches."""
    if holder.own_text and _seen(holder):
        yield holder
    for element in holder.select("*"):
        if element.own_text and _seen(element) and not _redeclared(element, holder, name):
            yield element


def _redeclared(element: Element, holder: Element, name: str) -> bool:
    """Return whether the element or one between it and the holder says another value in its style attribute."""
    at: Element | None = element
    while at is not None and at != holder:
        said = declared(at).get(name)
        if said and said[0] not in _PASSED_ON:
            return True
        at = at.parent
    return False


def _seen(element: Element) -> bool:
    box = element.box
    return box is not None and element.visible and box[0] + box[2] > 0 and box[1] + box[3] > 0


def _ratio(holder: Element, text: Element, name: str, value: str) -> float | None:
    """Return the spacing of a text in its font sizes; None where the declaration does not bear on it."""
    size = _px(text.style("font-size"))
    if not size:
        return None
    if name == "word-spacing":
        if japanese_share(text.own_text) > 0 or " " not in text.own_text:
            return None
        length = _length(value, _px(holder.style("font-size")) or size)
        return None if length is None else length / size
    here, there = text.style(name), holder.style(name)
    if name == "line-height":
        if not _wraps(text, size):
            return None
        if here == "normal":
            return 1.2
        same = (
            here == there or abs(_px(here) / size - _px(there) / (_px(holder.style("font-size")) or 1)) < 0.01
        )
        return _px(here) / size if same else None
    if len(text.own_text) < 2 or here != there:
        return None  # a style sheet gave this text its own
    return _px(here) / size


def _wraps(element: Element, size: float) -> bool:
    """Return whether its own text takes more than one line: a line of letters is at most 1.5 font sizes high."""
    box = element.text_box
    return box is not None and box[3] > size * 1.6


def _px(computed: str) -> float:
    number = _NUMBER.match(computed)
    return float(number.group()) if number else 0.0


def _length(value: str, size: float) -> float | None:
    """Return a declared length in px; None for what only the browser can work out."""
    if value in ("normal", "initial", "0"):
        return 0.0
    number = _NUMBER.match(value)
    if number is None:
        return None
    amount, unit = float(number.group()), value[number.end() :].strip()
    if unit == "em":
        return amount * size
    if unit == "rem":
        return amount * 16
    return amount * _PX[unit] if unit in _PX else None
