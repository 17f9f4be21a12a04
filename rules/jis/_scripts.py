"""Which handler is bound to which elements: as the browser told it, and as the inline scripts of a page say it."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from auditor.rule import Element, Page

from ._press import optional

MAX_SCRIPT = 200_000  # characters of one script that are read
MAX_BODY = 6_000
MAX_HEARD = 300
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'\w/])//[^\n]*", re.S)
_ON = re.compile(
    r"(?P<object>[$\w.]+(?:\([^()\n]{0,200}\))?(?:\.(?:first|last|eq|find|closest)\([^()]{0,100}\))?)"
    r"\s*\.(?:on|bind|addEventListener)\(\s*(['\"])(?P<kinds>[\w. -]{2,80})\2\s*,\s*"
    r"(?:(['\"])(?P<delegate>[^'\"\n]{1,200})\4\s*,\s*)?"
)
_SHORT = re.compile(
    r"(?P<object>(?:\$|jQuery)\([^()\n]{1,200}\)|\$?\w+)\s*\.(?P<kinds>click|keydown|keypress|keyup|focus|blur|"
    r"mousedown|mouseenter|mouseover|hover)\(\s*(?=function|\(|\w+\s*=>|async)"
)
_PROPERTY = re.compile(
    r"(?P<object>[$\w.]+(?:\([^()\n]{0,200}\))?)\s*\.on(?P<kinds>click|keydown|keypress|keyup|focus|focusin|blur|mousedown|"
    r"pointerdown|touchstart|mouseenter|mouseover)\s*=\s*(?=function|\(|\w+\s*=>|async)"
)
_VARIABLE = re.compile(
    r"\b(?P<name>\$?\w+)\s*=\s*(?P<value>(?:\$|jQuery|document\.(?:getElementById|querySelector(?:All)?))"
    r"\(\s*['\"][^'\"\n]{1,200}['\"]\s*\))"
)
_SELECTED = re.compile(
    r"(?:\$|jQuery|(?P<by>getElementById)|querySelector(?:All)?)\(\s*(['\"])(?P<css>[^\n]{1,200}?)\2\s*\)"
)
_NAME = re.compile(r"\s*(\w+)\s*[,)]")
_CALL = re.compile(r"\b([A-Za-z_$][\w$]*)\s*\(")
_DEFINED = re.compile(
    r"\bfunction\s+([\w$]+)\s*\(|\b([\w$]+)\s*[=:]\s*(?:async\s*)?(?:function\b|\([^()\n]{0,200}\)\s*=>)"
)


@dataclass(frozen=True, slots=True)
class Binding:
    """A handler that an inline script or an attribute binds. `selector` is '' where the script does not tell."""

    kinds: tuple[str, ...]
    selector: str  # CSS; "document" or "window" for the page itself
    body: str
    script: Element
    place: Element | None = None  # where the browser told the element itself


def inline_scripts(page: Page) -> Iterator[tuple[Element, str]]:
    """Inline scripts with their text, comments taken out."""
    for element in page.select("script:not([src])"):
        kind = element["type"].lower()
        if kind and "javascript" not in kind and kind != "module":
            continue
        text = element.raw_text[:MAX_SCRIPT]
        if text.strip():
            yield element, _COMMENT.sub(" ", text)


def bindings(page: Page) -> tuple[Binding, ...]:
    """Return all handlers that the inline scripts of a page bind."""
    return _known(cast(Hashable, page))


@lru_cache(maxsize=2)  # several rules ask this of the page being judged
def _known(page: Hashable) -> tuple[Binding, ...]:
    found: list[Binding] = []
    for element, text in inline_scripts(cast(Page, page)):
        if len(text) > 20 and len(found) < 500:
            found += _bindings(element, text)
    return (*found, *_heard(cast(Page, page), found))


def _heard(page: Page, known: Sequence[Binding]) -> Iterator[Binding]:
    """Handlers that the browser told of, those of linked scripts too, but not what an inline script was read to bind."""
    told = optional(page, "handlers")
    read = {"".join(binding.body.split()) for binding in known if binding.body}
    met: set[tuple[str, str, int]] = set()
    for selector, kind, delegate, number in told.get("bound", ())[:MAX_HEARD]:
        text = _COMMENT.sub(" ", str(told["sources"][number]))
        folded = "".join(text.split())
        if (delegate or selector, kind, number) in met or any(body in folded for body in read):
            continue
        met.add((delegate or selector, kind, number))
        place = page.at(str(selector)) if selector and not delegate else None
        whole = not selector and not delegate
        if place is not None and place.tag in ("html", "body"):
            place, whole = None, True
        if selector and place is None and not delegate and not whole:
            continue
        named = "document" if whole else str(delegate or selector)
        yield Binding((str(kind),), named, text, place or page.root, place)


def called(page: Page, code: str) -> str:
    """Return the code of an attribute with the bodies of the page's own functions that it calls."""
    known = _functions(cast(Hashable, page))
    names = list(dict.fromkeys(_CALL.findall(code[:MAX_BODY])))[:5]
    return "\n".join([code, *(known[name] for name in names if name in known)])


@lru_cache(maxsize=2)
def _functions(page: Hashable) -> dict[str, str]:
    """Name → body of the functions that the inline scripts of a page define."""
    found: dict[str, str] = {}
    for _, text in inline_scripts(cast(Page, page)):
        for match in _DEFINED.finditer(text):
            if len(found) < 300:
                found.setdefault(match[1] or match[2], block_at(text, match.start()))
    return found


def _bindings(element: Element, text: str) -> Iterator[Binding]:
    variables = {one["name"]: one["value"] for one in _VARIABLE.finditer(text)}
    for pattern in (_ON, _SHORT, _PROPERTY):
        for match in pattern.finditer(text):
            named = match.groupdict()
            kinds = tuple(kind.split(".")[0] for kind in named["kinds"].split())
            selector = _selector(named["object"], variables)
            if named.get("delegate"):
                selector = named["delegate"]
            yield Binding(kinds, selector, _body(text, match.end()), element)


def _selector(name: str, variables: dict[str, str]) -> str:
    if re.fullmatch(r"(?:(?:\$|jQuery)\()?(document(?:\.body|\.documentElement)?|window|body)\)?", name):
        return "document"
    match = _SELECTED.search(variables.get(name, name))
    if match is None:
        return ""
    css = match["css"]
    return f"#{css}" if match["by"] else css


def _body(text: str, start: int) -> str:
    """Return the handler that begins here: a function written in place, or one named and defined elsewhere."""
    name = _NAME.match(text, start)
    if name:
        defined = re.search(
            rf"function\s+{name[1]}\s*\(|\b{name[1]}\s*=\s*(?:async\s*)?(?:function\b|\([^()]*\)\s*=>|\w+\s*=>)",
            text,
        )
        if defined is None:
            return ""
        start = defined.start()
    return block_at(text, start)


def block_at(text: str, start: int) -> str:
    """Return the braces that open after a place, with what they hold; a bare expression up to its end of line."""
    opened = text.find("{", start, start + 300)
    if opened < 0:
        return text[start : start + 300].split("\n")[0]
    depth = 0
    for at in range(opened, min(len(text), opened + MAX_BODY)):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return text[opened : at + 1]
    return text[opened : opened + MAX_BODY]


def elements_of(page: Page, binding: Binding) -> Sequence[Element]:
    """Return the elements a binding's selector finds; () where it is not plain CSS."""
    if binding.place is not None:
        return (binding.place,)
    if not binding.selector or binding.selector == "document":
        return ()
    css = re.sub(r":(?:input|visible|hidden|eq\(\d+\)|first|last|text|submit|button)\b", "", binding.selector)
    try:
        return page.select(css) if css.strip() else ()
    except ValueError:
        return ()
