"""What a ZIP file holds: names only, nothing is ever written to a disk."""

import zipfile

from auditor.read.facts import MAX_NOTED, Archive

_PROGRAMS = frozenset(
    {"exe", "com", "bat", "cmd", "vbs", "js", "jse", "wsf", "msi", "scr", "ps1", "jar", "lnk", "dll"}
)
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


def _name(item: zipfile.ZipInfo) -> str:
    """The name of a member; Japanese tools write CP932 and do not say so."""
    if item.flag_bits & 0x800:
        return item.filename[:300]
    try:
        return item.filename.encode("cp437").decode("cp932")[:300]
    except (UnicodeEncodeError, UnicodeDecodeError):
        return item.filename[:300]
