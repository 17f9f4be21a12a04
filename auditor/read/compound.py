"""The compound files that old Office programs write (MS-CFB): which streams lie at their root, and what one holds."""

import struct
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES = 20_000
_FREE = 0xFFFFFFFA  # sector numbers from here on are marks, not places


@dataclass(frozen=True, slots=True)
class Compound:
    """The directory of a compound file: streams of the root by name, without those of objects embedded in it."""

    streams: dict[str, tuple[int, int]]  # name → first sector, bytes
    smallest: int  # bytes below which a stream lies in another place, which is not read
    _data: bytes
    _size: int
    _following: tuple[int, ...]

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream, b'' where there is none."""
        start, length = self.streams.get(name, (0, 0))
        return (
            _chain(self._data, self._size, self._following, start)[:length]
            if length >= self.smallest
            else b""
        )


def compound(data: bytes) -> Compound | None:
    """Return the directory of a compound file, None where it cannot be followed."""
    try:
        return _read(data)
    except struct.error:
        return None


def _read(data: bytes) -> Compound | None:
    shift, tables, directory = *struct.unpack_from("<H", data, 30), *struct.unpack_from("<II", data, 44)
    smallest, more, blocks = *struct.unpack_from("<I", data, 56), *struct.unpack_from("<II", data, 68)
    if shift not in (9, 12):
        return None
    size = 1 << shift
    places = list(struct.unpack_from("<109I", data, 76))
    for _ in range(min(blocks, len(data) // size)):
        if more >= _FREE:
            break
        *found, more = struct.unpack(f"<{size // 4}I", _sector(data, size, more))
        places += found
    following: list[int] = []
    for number in places[: min(tables, len(data) // size)]:
        part = _sector(data, size, number) if number < _FREE else b""
        following += struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])
    entries = _chain(data, size, tuple(following), directory)
    return Compound(_root(entries), smallest, data, size, tuple(following))


def _sector(data: bytes, size: int, number: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _chain(data: bytes, size: int, following: tuple[int, ...], start: int) -> bytes:
    parts: list[bytes] = []
    number = start
    while number < len(following) and len(parts) <= len(following):
        parts.append(_sector(data, size, number))
        number = following[number]
    return b"".join(parts)


def _root(entries: bytes) -> dict[str, tuple[int, int]]:
    """Return the streams and storages that are children of the root: a tree of left and right neighbours."""
    number = len(entries) // 128
    if not number:
        return {}
    found: dict[str, tuple[int, int]] = {}
    waiting, seen = [struct.unpack_from("<I", entries, 76)[0]], set[int]()
    while waiting and len(seen) < MAX_ENTRIES:
        one = waiting.pop()
        if one >= number or one in seen:
            continue
        seen.add(one)
        at = one * 128
        name = entries[at : at + 64].decode("utf-16-le", "replace").split("\0")[0]
        left, right = struct.unpack_from("<II", entries, at + 68)
        start, length = struct.unpack_from("<II", entries, at + 116)
        found.setdefault(name, (start, length if entries[at + 66] == 2 else 0))
        waiting += [left, right]
    return found
