"""XML as a stream of events, in whatever encoding it declares: no external files, bounded entities and depth."""

import codecs
import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from auditor.read.limits import Unreadable

MAX_DEPTH = 200
MAX_ENTITIES = 200
MAX_ENTITY = 1_000  # characters; what is longer, or made of others, grows beyond measure
_CHUNK = 1_000_000
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"), (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)  # fmt: skip
# What Japanese software calls its encodings, beside the names that Python knows.
_ALIASES = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms932": "cp932", "cswindows31j": "cp932", "x-euc-jp": "euc_jp", "eucjp-ms": "euc_jp",
}  # fmt: skip
Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str, str], None]


def local(name: str) -> str:
    """Return the name of an element or attribute without its prefix."""
    return name.rsplit(":", 1)[-1]


def parse(data: bytes, start: Start, end: End | None = None) -> None:
    """Call `start(name, attributes)` and `end(name, text)` for each element, names without prefix.

    Raises Unreadable.
    """
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

    entities = [0]

    def entity(name: str, parameter: bool, value: str | None, *_: object) -> None:
        entities[0] += 1
        if (
            parameter
            or value is None
            or "&" in value
            or len(value) > MAX_ENTITY
            or entities[0] > MAX_ENTITIES
        ):
            raise Unreadable("bomb", f"entity {name[:40]}")

    declared, codec = encoding_of(data)
    parser = expat.ParserCreate("utf-8" if codec != "utf-8" else None)
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    if end is not None:
        parser.CharacterDataHandler = characters
    parser.EntityDeclHandler = entity
    try:
        if codec == "utf-8":
            parser.Parse(data, True)
        else:
            _feed(parser, data, declared, codec)
    except expat.ExpatError as error:
        fault = _encoding_fault(data, declared, codec)
        detail = f"XML: {fault}: line {error.lineno}" if fault else f"XML: {error}"
        raise Unreadable("damaged", detail[:200]) from error
    except UnicodeError as error:
        line = parser.CurrentLineNumber
        raise Unreadable(
            "damaged", f"XML: not written in {declared or codec}: after line {line}"[:200]
        ) from error
    except (LookupError, ValueError) as error:
        raise Unreadable("damaged", f"XML: {error}"[:200]) from error


def encoding_of(data: bytes) -> tuple[str, str]:
    """(the name that an XML document gives its encoding, the decoder to use): by its mark, else as declared."""
    for mark, codec in _WIDE:
        if data.startswith(mark):
            return "", codec
    found = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    declared = found[1].decode("ascii") if found else ""
    name = _ALIASES.get(declared.lower(), declared or "utf-8")
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return declared, name
    # A mark is stronger than a declaration; two bytes a character cannot be where one byte a character is read.
    if data.startswith(codecs.BOM_UTF8) or codec.startswith(("utf-16", "utf-32")):
        return declared, "utf-8"
    return declared, codec


def _feed(parser: "expat.XMLParserType", data: bytes, declared: str, codec: str) -> None:
    """Parse what expat has no decoder for, decoded a part at a time."""
    if declared and not data.isascii() and _is_utf8(data):
        raise ValueError(f"declared {declared}, written in UTF-8: line 1")
    decoder = codecs.getincrementaldecoder(codec)()
    for at in range(0, len(data), _CHUNK):
        text = decoder.decode(data[at : at + _CHUNK], at + _CHUNK >= len(data))
        parser.Parse(text.removeprefix("\ufeff") if at == 0 else text, at + _CHUNK >= len(data))


def _encoding_fault(data: bytes, declared: str, codec: str) -> str:
    """Return why an XML document may be unreadable beyond its syntax: bytes that are not in the encoding it
    has to have.
    """
    if codec != "utf-8" or _is_utf8(data):
        return ""
    return f"declared {declared}, written otherwise" if declared else "no encoding declared, and not UTF-8"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
