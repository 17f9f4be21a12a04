"""Foreign text made harmless and short, and Japanese text set in columns of a terminal."""

import re
import unicodedata
from collections.abc import Iterator

_NOT_FIRST = frozenset("、。，．・：；？！）」』】〕］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}％%")
_NOT_LAST = frozenset("（「『【〔［｛([{")
_SENTENCE = re.compile(r".+?(?:。|[.!?] (?=[A-Z])|$)")
# These change the order or the visibility of what follows them, so a page could rewrite the report around it.
_HIDDEN = frozenset("\u200b\u200e\u200f\u2060\ufeff\u061c\u2028\u2029")


def clean(text: str) -> str:
    """Return text without control, direction and surrogate characters, with white space folded."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or not _harmful(char))
    return " ".join("".join(kept).split())


# What moves the cursor, colours, rings or turns the direction of a terminal, and half pairs that no file can hold.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def printable(text: str) -> str:
    """Return text as it may go to a terminal or a log: control characters show as escapes; line feeds and
    tabs stay.
    """
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def one_line(text: str) -> str:
    """Return a name or value as it may stand in a line of a terminal or a log: it cannot begin a line of its own."""
    return printable(text).replace("\n", "\\n")


def clip(text: str, limit: int) -> str:
    """Clean text of at most `limit` characters; what was cut shows as an ellipsis."""
    # A site may send megabytes; cut roughly before the work, exactly after it.
    whole = clean(text[: limit * 4])
    return whole if len(whole) <= limit and len(text) <= limit * 4 else whole[: limit - 1].rstrip() + "…"


def brief(text: str, limit: int = 150, more: str = "") -> str:
    """Return the first sentences of our text, at most `limit` characters; recipes after a line end are left out.

    more: where to find the recipe; said when there is one.
    """
    head, _, recipe = text.partition("\n")
    head = head.strip()
    if recipe.strip() and more:
        return f"{brief(head, limit - len(more))}{more}"
    if len(head) <= limit:
        return head
    sentences = _SENTENCE.findall(head)
    kept = ""
    for sentence in sentences:
        if len(kept) + len(sentence) > limit:
            break
        kept += sentence
    return kept.strip() or head[: limit - 1] + "…"


def columns(text: str) -> int:
    """Return columns a terminal with Japanese fonts needs: full-width and ambiguous characters take two."""
    return sum(map(_width, text))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Fill with spaces to a width in columns; `right` puts the text at the right edge."""
    space = " " * max(0, width - columns(text))
    return space + text if right else text + space


def wrap(text: str, width: int, *, first: str = "", rest: str = "") -> Iterator[str]:
    """Break text into lines of at most `width` columns, led by `first` and then by `rest`.

    Japanese breaks between any two characters save before closing and after opening marks; a word of
    Latin letters stays whole where a line can hold it.
    """
    lead, line = first, ""
    for piece in _pieces(text, max(2, width - max(columns(first), columns(rest)))):
        if line and columns(lead + line + piece.rstrip()) > width:
            yield (lead + line).rstrip()
            lead, line = rest, piece.lstrip()
        else:
            line += piece
    yield (lead + line).rstrip()


def _pieces(text: str, longest: int) -> Iterator[str]:
    """Yield the parts of a text between which a line may break, none wider than `longest` columns."""
    piece = ""
    for char in text:
        if piece and (_may_break(piece[-1], char) or columns(piece + char) > longest):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or after == " ":
        return False
    return before == " " or _width(before) == 2 or _width(after) == 2


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _harmful(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Cc", "Cs", "Cn")
        or char in _HIDDEN
        or "\u202a" <= char <= "\u202e"
        or "\u2066" <= char <= "\u2069"
    )
