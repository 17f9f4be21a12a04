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
        packed = data
        found = list(_in_mail(data) if what == "メール" else _in_archive(data))
        if len(found) != 1:
            raise WorkbookError((SEVERAL if found else NONE).format(what=what, count=len(found)))
        name, data = found[0]
        name = plain_text(name.replace("\\", "/").rpartition("/")[2])
        told.append(_OPEN.format(what=what, name=name))
        if what == "メール":
            told.append(_BODY)
        elif others := _others(packed):
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


def _others(data: bytes) -> list[str]:
    """Return the names of some files of an archive that are no workbook."""
    with damage_said(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [
            _name(entry)
            for entry in archive.infolist()
            if not entry.is_dir() and not _may_hold_a_plan(entry) and not _is_of_macos(entry)
        ]
    return [plain_text(name.replace("\\", "/").rpartition("/")[2])[:100] for name in names[:MAX_NAMED]]


def _in_mail(data: bytes) -> Iterator[tuple[str, bytes]]:
    message = BytesParser(policy=default).parsebytes(data)
    for part in islice(message.walk(), MAX_MAIL_PARTS):
        name = part.get_filename() or ""
        if not name.lower().endswith((*_BOOKS, *_PACKED)) or not isinstance(part, EmailMessage):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield name, content
