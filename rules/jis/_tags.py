"""Which tags of the markup as sent have no partner, as far as the HTML standard lets it be proved."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.rule import Tag

VOID = frozenset(
    {
        "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "image", "img",
        "input", "isindex", "keygen", "link", "meta", "nextid", "param", "source", "track", "wbr",
    }
)  # fmt: skip
# Start or end tag may be left out (HTML 13.1.2.4), so a missing partner proves nothing.
OPTIONAL = frozenset(
    {
        "html", "head", "body", "li", "dt", "dd", "p", "rb", "rt", "rtc", "rp", "optgroup", "option",
        "caption", "colgroup", "thead", "tbody", "tfoot", "tr", "td", "th",
    }
)  # fmt: skip
# Content of these is another document's, or is not parsed as elements by a browser with scripts.
APART = frozenset({"template", "noscript", "noframes", "noembed", "iframe", "xmp"})
FOREIGN = frozenset({"svg", "math"})


@dataclass(frozen=True, slots=True)
class Partners:
    """Tags without a partner: `stray` end tags, `unclosed` start tags, and start tags closed out of order."""

    stray: tuple[Tag, ...]
    unclosed: tuple[Tag, ...]
    crossed: tuple[Tag, ...]


def own_tags(tags: Sequence[Tag]) -> list[Tag]:
    """Start tags of elements that belong to the document itself, those of templates and noscript left out."""
    found, inside = [], 0
    for tag in tags:
        if tag.name in APART and tag.name != "iframe":
            inside = max(0, inside + (-1 if tag.end else 1))
        elif not inside and not tag.end:
            found.append(tag)
    return found


def partners(tags: Sequence[Tag]) -> Partners:
    """Pair the tags of a document by name; an end tag closes the nearest open start tag of its name."""
    open_tags: list[Tag] = []
    count: dict[str, int] = {}  # open start tags by name: "is it open?" without a search
    crossing: dict[str, list[Tag]] = {}  # closed by an outer end tag; their own may still come
    stray: list[Tag] = []
    crossed: list[Tag] = []
    apart = foreign = 0
    for tag in tags:
        if tag.name in APART:
            apart = max(0, apart + (-1 if tag.end else 1))
            continue
        if apart:
            continue
        if tag.name in FOREIGN:
            foreign = max(0, foreign + (-1 if tag.end else (not tag.self_closing)))
        if not tag.end:
            if tag.name in VOID and not foreign:
                continue
            if tag.self_closing and (foreign or tag.name in FOREIGN):
                continue
            open_tags.append(tag)
            count[tag.name] = count.get(tag.name, 0) + 1
        elif tag.name in VOID and not foreign:
            if tag.name != "br":  # </br> makes a line break in every browser; </img> is ignored
                stray.append(tag)
        elif count.get(tag.name):
            while True:
                closed = open_tags.pop()
                count[closed.name] -= 1
                if closed.name == tag.name:
                    break
                if closed.name not in OPTIONAL:
                    crossing.setdefault(closed.name, []).append(closed)
        elif crossing.get(tag.name):
            crossed.append(crossing[tag.name].pop())
        elif tag.name not in OPTIONAL:
            stray.append(tag)
    left = [tag for tag in open_tags if tag.name not in OPTIONAL]
    left += [tag for waiting in crossing.values() for tag in waiting]
    return Partners(tuple(stray), tuple(sorted(left, key=lambda tag: tag.offset)), tuple(crossed))
