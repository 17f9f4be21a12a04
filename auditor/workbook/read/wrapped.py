"""Takes the one workbook out of what it was sent in: a zip archive, a mail, or both."""

import contextlib
import io
import re
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from itertools import islice

from auditor.model import WorkbookError
from auditor.workbook.form.texts import plain_text
from auditor.workbook.read import ods
from auditor.workbook.read.untrusted_xlsx import DAMAGED, LOCKED, MAX_BYTES, MAX_PARTS, damage_said

MAX_DEPTH = 3  # a workbook in an archive in a mail
MAX_MAIL_PARTS = 500
_BOOKS = (".xlsx", ".xlsm", ".ods", ".csv")
_PACKED = (".zip", ".eml")
_MAIL_HEAD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
_UTF_8 = 0x800  # the flag of an entry whose name is in UTF-8 (APPNOTE.TXT 4.4.4, bit 11)
_HEAD = 65_536  # bytes of a mail that hold its head
_OPEN = "{what}を開き、その中の「{name}」を読みました。"
_BODY = "メールの本文は取り込みません。計画書に残す言葉は、備考に写してください。"
_OTHERS = "計画書のほかに入っているファイルは取り込みません: {names}"
MAX_NAMED = 5  # other files of an archive
NONE = "{what}の中に計画書（.xlsx）がありません。計画書だけを取り出して取り込んでください。"
SEVERAL = "{what}の中に計画書らしいファイルが{count}個あります。取り出して、1つずつ取り込んでください。"


def unwrapped(data: bytes, name: str) -> tuple[bytes, str, tuple[str, ...]]:
    """Return the workbook, its name and what was done to get at it.

    Raises WorkbookError where there is not just one.
    """
    told: list[str] = []
    for _ in range(MAX_DEPTH):
        if len(data) > MAX_BYTES:
            break  # who reads the file says so
        what = _kind(data, name)
        if not what:
            break
        mail = what == "メール"
        found = list(_in_mail(data) if mail else _in_archive(data))
        others = _shown(_beside_in_mail(data) if mail else _beside_in_archive(data))
        if len(found) != 1:
            raise WorkbookError((SEVERAL if found else NONE).format(what=what, count=len(found)))
        name, data = found[0]
        name = plain_text(name.replace("\\", "/").rpartition("/")[2])
        told.append(_OPEN.format(what=what, name=name))
        if mail:
            told.append(_BODY)
        if others:
            told.append(_OTHERS.format(names="、".join(others)))
    if ods.is_ods(data):
        return ods.as_xlsx(data), name, tuple(told)
    return data, name, tuple(told)


def _kind(data: bytes, name: str) -> str:
    if data.startswith(b"PK"):
        with damage_said(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {one.casefold().replace("\\", "/").lstrip("/") for one in archive.namelist()}
        office = names & {"[content_types].xml", "mimetype", "xl/workbook.xml", "_rels/.rels"}
        return "" if office else "zipファイル"
    named = name.lower().endswith(".eml")
    head = data[:_HEAD]
    is_mail = _MAIL_HEAD.match(head) and (named or b"\nmime-version:" in head.lower())
    return "メール" if is_mail else ""


def _in_archive(data: bytes) -> Iterator[tuple[str, bytes]]:
    with damage_said(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_PARTS:
            raise WorkbookError(DAMAGED)
        wanted = [entry for entry in entries if _may_hold_a_plan(entry)]
        if len(wanted) > 1:
            yield from ((entry.filename, b"") for entry in wanted)
            return
        for entry in wanted:
            if entry.flag_bits & 1:
                raise WorkbookError(LOCKED)
            with archive.open(entry) as member:
                yield _name(entry), member.read(MAX_BYTES + 1)


def _may_hold_a_plan(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((*_BOOKS, *_PACKED)) and not _is_of_macos(entry)


def _is_of_macos(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith("__MACOSX/")


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of a file of an archive; Windows writes Japanese names in code page 932 unmarked."""
    if entry.flag_bits & _UTF_8:
        return entry.filename
    with contextlib.suppress(UnicodeError):
        return entry.filename.encode("cp437").decode("cp932")
    return entry.filename


def _beside_in_archive(data: bytes) -> Iterator[str]:
    """Yield the names of the files of an archive that are no workbook."""
    with damage_said(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if not entry.is_dir() and not _may_hold_a_plan(entry) and not _is_of_macos(entry):
                yield _name(entry)


def _shown(names: Iterator[str]) -> list[str]:
    """Return the first names without their folders."""
    shown = (plain_text(name.replace("\\", "/").rpartition("/")[2])[:100] for name in names)
    return [" ".join(name.split()) for name in islice(shown, MAX_NAMED)]


def _in_mail(data: bytes) -> Iterator[tuple[str, bytes]]:
    for name, part in _attached(data):
        content = part.get_payload(decode=True)
        if name.lower().endswith((*_BOOKS, *_PACKED)) and isinstance(content, bytes):
            yield name, content


def _beside_in_mail(data: bytes) -> Iterator[str]:
    """Yield the names of the files attached to a mail that are no workbook."""
    return (name for name, _ in _attached(data) if not name.lower().endswith((*_BOOKS, *_PACKED)))


def _attached(data: bytes) -> Iterator[tuple[str, EmailMessage]]:
    message = BytesParser(policy=default).parsebytes(data)
    for part in islice(message.walk(), MAX_MAIL_PARTS):
        if isinstance(part, EmailMessage) and (name := part.get_filename()):
            yield name, part
