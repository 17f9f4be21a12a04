"""Whether the fonts of a PDF are there, and whether their codes can be turned into characters."""

import re
from decimal import Decimal
from typing import Any

import pikepdf

from auditor.read.facts import Font
from auditor.read.pdf_structure import dictionary, items, name_of

_LATIN = frozenset({"WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding"})
_PREDEFINED = re.compile(
    r"^(Identity|GB-EUC|GBpc-EUC|GBK-EUC|GBKp-EUC|GBK2K|UniGB-UCS2|UniGB-UTF16|B5pc|HKscs-B5|ETen-B5|ETenms-B5|CNS-EUC|"
    r"UniCNS-UCS2|UniCNS-UTF16|83pv-RKSJ|90ms-RKSJ|90msp-RKSJ|90pv-RKSJ|Add-RKSJ|EUC|Ext-RKSJ|UniJIS-UCS2|UniJIS-UCS2-HW|"
    r"UniJIS-UTF16|KSC-EUC|KSCms-UHC|KSCms-UHC-HW|KSCpc-EUC|UniKS-UCS2|UniKS-UTF16)(-[HV])?$|^[HV]$"
)
_COLLECTIONS = frozenset({"GB1", "CNS1", "Japan1", "Korea1"})
_MAX_MAP = 2_000_000
_UNREADABLE = frozenset({"0000", "feff", "fffe"})


def font_of(font: Any, pages: set[int], codes: set[bytes]) -> Font:
    """Return what is known of one font that text is shown with."""
    kind = name_of(font.get("/Subtype"))
    faults: list[str] = []
    inner = font
    if kind == "Type0":
        inner = next(
            (one for one in map(dictionary, items(font.get("/DescendantFonts"))) if one is not None), font
        )
        faults += _composite(font, inner)
    descriptor = dictionary(inner.get("/FontDescriptor"))
    program = _program(descriptor)
    flags = descriptor.get("/Flags", 0) if descriptor is not None else 0
    if kind == "TrueType":
        faults += _true_type(font, isinstance(flags, int) and bool(flags & 4), program)
    readable = _readable(font, inner, kind, codes, isinstance(flags, int) and bool(flags & 4))
    faults += _map_faults(font.get("/ToUnicode"))
    if program is not None and kind in ("TrueType", "Type0"):
        faults += _program_faults(font, inner, kind, program, codes)
    return Font(
        name=name_of(font.get("/BaseFont"))[:100] or name_of(font.get("/Name"))[:100], kind=kind,
        pages=tuple(sorted(pages)[:50]), embedded=kind == "Type3" or program is not None, readable=readable,
        faults=tuple(sorted(set(faults))),
    )  # fmt: skip


def _program(descriptor: Any) -> Any:
    if descriptor is None:
        return None
    found = (descriptor.get(key) for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return next((one for one in found if isinstance(one, pikepdf.Stream)), None)


def _composite(font: Any, inner: Any) -> list[str]:
    """ISO 14289-1 7.21.3: CIDFonts and CMaps."""
    faults = []
    encoding = font.get("/Encoding")
    about = dictionary(inner.get("/CIDSystemInfo"))
    embedded = _program(dictionary(inner.get("/FontDescriptor"))) is not None
    if name_of(inner.get("/Subtype")) == "CIDFontType2" and embedded:
        glyphs = inner.get("/CIDToGIDMap")
        if not isinstance(glyphs, pikepdf.Stream) and name_of(glyphs) != "Identity":
            faults.append("cid-to-gid")
    if isinstance(encoding, pikepdf.Name):
        if not _PREDEFINED.match(name_of(encoding)):
            faults.append("cmap-not-embedded")
        return faults
    if not isinstance(encoding, pikepdf.Stream):
        return [*faults, "cmap-not-embedded"]
    body = _bytes(encoding)
    mode = re.search(rb"/WMode\s+(\d)\s+def", body)
    told = encoding.get("/WMode", 0)
    if mode and isinstance(told, int) and int(mode.group(1)) != told:
        faults.append("cmap-direction")
    used = encoding.get("/UseCMap")
    named = re.search(rb"/([\w-]+)\s+usecmap", body)
    if (used is not None and not (isinstance(used, pikepdf.Name) and _PREDEFINED.match(name_of(used)))) or (
        named and not _PREDEFINED.match(named.group(1).decode("ascii", "replace"))
    ):
        faults.append("cmap-uses-other")
    map_about = dictionary(encoding.get("/CIDSystemInfo"))
    if (
        about is not None
        and map_about is not None
        and any(str(about.get(key, "")) != str(map_about.get(key, "")) for key in ("/Registry", "/Ordering"))
    ):
        faults.append("cid-system")
    return faults


def _true_type(font: Any, symbolic: bool, program: Any) -> list[str]:
    """ISO 14289-1 7.21.6: encodings of TrueType fonts."""
    encoding = font.get("/Encoding")
    entry = dictionary(encoding)
    base = name_of(encoding) or (name_of(entry.get("/BaseEncoding")) if entry is not None else "")
    if symbolic:
        return ["symbolic-encoding"] if encoding is not None else []
    if program is not None and base not in ("WinAnsiEncoding", "MacRomanEncoding"):
        return ["encoding-missing"]
    if entry is not None and entry.get("/Differences") is not None:
        from fontTools.agl import AGL2UV

        names = [name_of(one) for one in items(entry.get("/Differences")) if isinstance(one, pikepdf.Name)]
        unknown = [
            one
            for one in names
            if one not in AGL2UV and one != ".notdef" and not re.match(r"^(uni[0-9A-F]{4})+$", one)
        ]
        return ["differences-unknown"] if unknown else []
    return []


def _readable(font: Any, inner: Any, kind: str, codes: set[bytes], symbolic: bool) -> bool:
    """ISO 14289-1 7.21.7: each code has a character."""
    if isinstance(font.get("/ToUnicode"), pikepdf.Stream):
        return True
    encoding = font.get("/Encoding")
    if kind == "Type0":
        about = dictionary(inner.get("/CIDSystemInfo"))
        known = about is not None and str(about.get("/Ordering", "")) in _COLLECTIONS
        named = name_of(encoding)
        return known or (bool(_PREDEFINED.match(named)) and not named.startswith("Identity"))
    if name_of(encoding) in _LATIN:
        return True
    entry = dictionary(encoding)
    if entry is None:
        return kind == "Type1" and not symbolic
    from fontTools.agl import AGL2UV

    code, used = 0, {byte for text in codes for byte in text}
    for one in items(entry.get("/Differences")):
        if isinstance(one, int):
            code = one
            continue
        name = name_of(one)
        known_name = (
            name in AGL2UV
            or bool(re.match(r"^(uni[0-9A-Fa-f]{4}|u[0-9A-Fa-f]{4,6})", name))
            or name == ".notdef"
        )
        if code in used and not known_name:
            return False
        code += 1
    return name_of(entry.get("/BaseEncoding")) in _LATIN or not symbolic


def _map_faults(stream: Any) -> list[str]:
    if not isinstance(stream, pikepdf.Stream):
        return []
    body = _bytes(stream)
    for block in re.findall(rb"beginbf(?:char|range)(.*?)endbf", body, re.S)[:2_000]:
        for line in block.splitlines():
            parts = re.findall(rb"<([0-9A-Fa-f\s]+)>", line)
            if len(parts) > 1:
                last = parts[-1].decode().lower().replace(" ", "")
                if last in _UNREADABLE:
                    return ["map-to-nothing"]
    return []


def _bytes(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes()[:_MAX_MAP])
    except (pikepdf.PdfError, ValueError):
        return b""


def _program_faults(font: Any, inner: Any, kind: str, program: Any, codes: set[bytes]) -> list[str]:
    """Faults that need the font program: widths that differ, glyphs that are not there (7.21.5, 7.21.4.1)."""
    from io import BytesIO

    from fontTools.ttLib import TTFont

    if "/FontFile2" not in (dictionary(inner.get("/FontDescriptor")) or {}):
        return []
    data = _bytes(program)
    try:
        face = TTFont(BytesIO(data), lazy=True, fontNumber=0)
        unit = face["head"].unitsPerEm
        advances = face["hmtx"].metrics
        order = face.getGlyphOrder()
    except Exception:  # fontTools raises whatever a damaged program leads it to; then nothing is said
        return []
    if kind != "Type0":
        return []
    used = {int.from_bytes(text[at : at + 2], "big") for text in codes for at in range(0, len(text) - 1, 2)}
    if (
        name_of(font.get("/Encoding")) not in ("Identity-H", "Identity-V")
        or name_of(inner.get("/CIDToGIDMap")) != "Identity"
    ):
        return []
    widths, default = _cid_widths(inner.get("/W")), inner.get("/DW", 1000)
    default = float(default) if isinstance(default, (int, float, Decimal)) else 1000.0
    faults = []
    for cid in sorted(used)[:500]:
        if cid >= len(order):
            faults.append("glyph-missing")
            continue
        real = advances.get(order[cid], (0, 0))[0] * 1000 / unit
        if abs(widths.get(cid, default) - real) > 1.5:
            faults.append("widths")
    return faults


def _cid_widths(array: Any) -> dict[int, float]:
    """Return the widths of the glyphs by their codes; what is no number tells none."""
    found: dict[int, float] = {}
    parts = items(array)
    at = 0
    while at + 1 < len(parts) and len(found) < 70_000:
        first, second = parts[at], parts[at + 1]
        if not isinstance(first, int):
            break
        if isinstance(second, pikepdf.Array):
            told = [(first + offset, width) for offset, width in enumerate(items(second))]
            at += 2
        elif at + 2 < len(parts) and isinstance(second, int):
            told = [(cid, parts[at + 2]) for cid in range(first, min(second, first + 70_000) + 1)]
            at += 3
        else:
            break
        found.update({cid: float(width) for cid, width in told if isinstance(width, (int, float, Decimal))})
    return found
