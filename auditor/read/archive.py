"""What a ZIP file holds: its names, and the facts of its data files; nothing is ever written to a disk."""

import zipfile
from collections.abc import Callable
from dataclasses import replace

from auditor.read.facts import MAX_NOTED, Archive, FileFacts
from auditor.read.limits import MAX_MEMBERS_BYTES, MAX_MEMBERS_READ, Unreadable, member

_PROGRAMS = frozenset(
    {"exe", "com", "bat", "cmd", "vbs", "js", "jse", "wsf", "msi", "scr", "ps1", "jar", "lnk", "dll"}
)
_DATA = frozenset(
    {"csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "json", "geojson", "jsonl", "ndjson", "xml", "kml", "gml",
     "rdf", "ttl", "nt", "pdf"}
)  # fmt: skip
_ARCHIVES = frozenset({"zip", "kmz", "7z", "rar", "lzh", "tar", "gz", "tgz", "bz2", "xz"})
_SHAPE = ("shp", "shx", "dbf", "prj")


def read_archive(archive: zipfile.ZipFile) -> tuple[str, Archive]:
    """(zip, kmz or shapefile, what is in it)."""
    members = [item for item in archive.infolist() if not item.is_dir()]
    names = [_name(item) for item in members]
    suffixes = {name.rsplit(".", 1)[-1].lower() for name in names if "." in name}
    unsafe = [
        name
        for name in names
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name[:3]
    ]
    form = "shapefile" if "shp" in suffixes else "kmz" if names and suffixes == {"kml"} else "zip"
    missing = tuple(suffix for suffix in _SHAPE if suffix not in suffixes) if form == "shapefile" else ()
    return form, Archive(
        names=tuple(names[:MAX_NOTED]),
        unsafe=tuple(unsafe[:MAX_NOTED]),
        executable=tuple(name for name in names if name.rsplit(".", 1)[-1].lower() in _PROGRAMS)[:MAX_NOTED],
        encrypted=any(item.flag_bits & 1 for item in members),
        missing=missing,
    )


def read_members(
    archive: zipfile.ZipFile, found: Archive, read: Callable[[str, bytes], FileFacts]
) -> tuple[Archive, tuple[FileFacts, ...]]:
    """Return the archive with what nobody looked into, and the facts of its data files.

    Archives within it are not opened.
    """
    members: list[FileFacts] = []
    unread: list[str] = []
    room, beyond = MAX_MEMBERS_BYTES, 0
    for item in archive.infolist():
        name = _name(item)
        suffix = name.rsplit(".", 1)[-1].lower()
        if item.is_dir() or suffix not in _DATA | _ARCHIVES or _is_litter(name):
            continue
        if suffix in _ARCHIVES:
            unread.append(name)
            continue
        if len(members) >= MAX_MEMBERS_READ or item.file_size > room:
            beyond += 1
            continue
        try:
            data = member(archive, item.filename, room)
        except Unreadable as error:
            if error.problem == "damaged":
                members.append(FileFacts(name, item.file_size, suffix, error.problem, error.detail))
            else:
                unread.append(name)
            continue
        room -= len(data)
        facts = read(name, data)
        if facts.archive is None:
            members.append(facts)
        else:
            unread.append(name)
    return replace(found, unread=tuple(unread[:MAX_NOTED]), beyond=beyond), tuple(members)


def _is_litter(name: str) -> bool:
    """Return whether a member is what macOS leaves in an archive."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")


def _name(item: zipfile.ZipInfo) -> str:
    """Return the name of a member; Japanese tools write CP932 and do not say so."""
    if item.flag_bits & 0x800:
        return item.filename[:300]
    try:
        return item.filename.encode("cp437").decode("cp932")[:300]
    except (UnicodeEncodeError, UnicodeDecodeError):
        return item.filename[:300]
