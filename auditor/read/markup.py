"""XML as a stream of events: no entities, no external files, bounded depth."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from auditor.read.limits import Unreadable

MAX_DEPTH = 200
Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str, str], None]


def local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rsplit(":", 1)[-1]


def parse(data: bytes, start: Start, end: End | None = None) -> None:
    """Call `start(name, attributes)` and `end(name, text)` for each element, names without prefix.

    Raises Unreadable.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    stack: list[list[str]] = []
    names: dict[str, str] = {}

    def begin(name: str, attributes: dict[str, str]) -> None:
        short = names.get(name)
        if short is None:
            short = names[name] = local(name)
        stack.append([])
        if len(stack) > MAX_DEPTH:
            raise Unreadable("bomb", "nested too deep")
        start(short, attributes)

    def finish(name: str) -> None:
        text = stack.pop()
        if end is not None:
            end(names[name], "".join(text))

    def characters(text: str) -> None:
        if stack:
            stack[-1].append(text)

    def entity(name: str, *_: object) -> None:
        raise Unreadable("bomb", f"entity {name[:40]}")

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    if end is not None:
        parser.CharacterDataHandler = characters
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable("damaged", f"XML: {error}"[:200]) from error
    except (UnicodeError, LookupError, ValueError) as error:
        raise Unreadable("damaged", f"XML: {error}"[:200]) from error
