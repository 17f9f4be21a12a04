"""How much of a file is read, and what says that it was too much."""

import zipfile
from io import BytesIO

SECONDS = 10  # of CPU time of a reading process
WALL_SECONDS = 200.0  # the generous limit behind it, for a process that waits
MEMORY = 500_000_000  # bytes of address space of a reading process
MAX_FILE = 200_000_000  # bytes; a larger file is not opened
MAX_MEMBERS = 5_000  # of a ZIP file
MAX_MEMBER = 60_000_000  # bytes of one member, unpacked
MAX_UNPACKED = 200_000_000
MAX_MEMBERS_READ = 50  # data files of one archive
MAX_MEMBERS_BYTES = 20_000_000  # of them all, unpacked
MAX_RATIO = 400  # unpacked to packed, above which a large member is a bomb


class Unreadable(Exception):
    """A file that ends in a fact: `problem` is one of the list in FileFacts."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail
        self.form = ""  # what the file is, where that is known


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open a ZIP file whose members can be unpacked without harm."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable("damaged", str(error)[:200]) from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise Unreadable("bomb", f"{len(members)} members")
    if sum(item.file_size for item in members) > MAX_UNPACKED:
        raise Unreadable("bomb", f"{sum(item.file_size for item in members)} bytes unpacked")
    for item in members:
        if item.file_size > 10_000_000 and item.file_size > MAX_RATIO * max(1, item.compress_size):
            raise Unreadable("bomb", f"{item.filename[:80]}: {item.file_size} bytes unpacked")
    return archive


def member(archive: zipfile.ZipFile, name: str, most: int = MAX_MEMBER) -> bytes:
    """Return the bytes of a member, b'' where there is none. The size in the directory is not believed."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return b""
    if info.flag_bits & 1:
        raise Unreadable("encrypted", name[:80])
    try:
        with archive.open(info) as stream:
            data = stream.read(most + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unreadable("damaged", f"{name[:80]}: {error}"[:200]) from error
    except Exception as error:  # zlib.error and its kin have no common name
        raise Unreadable("damaged", f"{name[:80]}: {type(error).__name__}") from error
    if len(data) > most:
        raise Unreadable("bomb", f"{name[:80]}: over {most} bytes unpacked")
    return data
