"""Bytes of any published file → its facts; runs in a child process only, for what it reads is hostile."""

from dataclasses import replace

from auditor.read.archive import read_archive, read_members
from auditor.read.compound import compound
from auditor.read.delimited import read_delimited
from auditor.read.document import read_json, read_json_lines, read_xml
from auditor.read.facts import FileFacts, Sheet
from auditor.read.limits import Unreadable, open_zip
from auditor.read.linked import table_links, turtle_links
from auditor.read.package import Package
from auditor.read.sniff import JSON_LINES, damaged_form, leading, sniff, zip_form
from auditor.read.text import MAX_BYTES, decode


def read_bytes(name: str, data: bytes, *, inside: bool = False) -> FileFacts:
    """Return the facts of a file.

    What cannot be read is a fact too. inside: of an archive, so that no further one is opened.
    """
    facts = FileFacts(name=name, size=len(data))
    form = sniff(data, facts.suffix)
    try:
        read = _read(replace(facts, form=form), data, inside)
        if not read.sheets:
            return read
        if not any(map(holds_anything, read.sheets)):
            return replace(read, sheets=(), problem=read.problem or "empty")
        return replace(read, linked=table_links(read.sheets))
    except Unreadable as error:
        return replace(facts, form=error.form or form, problem=error.problem, detail=error.detail)
    except MemoryError:
        if inside:
            raise
        return replace(facts, form=form, problem="memory")
    except RecursionError:
        return replace(facts, form=form, problem="bomb", detail="nested too deep")
    except (
        Exception
    ) as error:  # a strange file finds ways no list foresees; whether it is damaged nobody knows
        return replace(
            facts, form=form, problem="unsupported", detail=f"{type(error).__name__}: {error}"[:200]
        )


def _read(facts: FileFacts, data: bytes, inside: bool) -> FileFacts:
    form = facts.form
    if form == "empty":
        return replace(facts, form=facts.suffix, problem="empty")
    if form == "":
        return replace(facts, problem="unknown")
    if form == "encrypted":
        package = facts.suffix if facts.suffix in ("docx", "pptx", "xlsm") else "xlsx"
        return replace(facts, form=package, problem="encrypted")
    if form == "zip":
        return _zip(facts, data, inside)
    if form == "ole" and not ((directory := compound(data)) and directory.streams):
        lost = Unreadable("damaged", "no directory of streams")
        lost.form = damaged_form(facts.suffix, form)
        raise lost
    if form == "xls":
        from auditor.read.oldsheet import read_old

        macros = "_VBA_PROJECT".encode("utf-16-le") in data
        return replace(facts, sheets=read_old(data, form), macros=macros)
    if form == "pdf":
        from auditor.read.pdf import read_pdf

        return replace(facts, pdf=read_pdf(data))
    if form in ("csv", "tsv"):
        text, how = decode(data)
        more = data.count(b"\n", MAX_BYTES) if len(data) > MAX_BYTES else 0
        sheet, records = read_delimited(text, facts.suffix, more)
        return replace(facts, text=how, csv=records, sheets=(sheet,))
    if form == "json":
        text, how = decode(data)
        if len(data) > MAX_BYTES:
            raise Unreadable("too-large", f"{len(data)} bytes")
        if facts.suffix in JSON_LINES:
            return replace(facts, form="jsonl", text=how, data=read_json_lines(text))
        kind, found, linked = read_json(text)
        return replace(facts, form=kind, text=how, data=found, linked=linked)
    if form == "xml":
        if len(data) > 3 * MAX_BYTES:
            raise Unreadable("too-large", f"{len(data)} bytes")
        kind, found, linked = read_xml(data)
        return replace(facts, form=kind, data=found, linked=linked)
    if form == "ttl":
        text, how = decode(data)
        return replace(facts, text=how, linked=turtle_links(text))
    if form == "txt":
        return replace(facts, text=decode(data)[1])
    return facts


def _zip(facts: FileFacts, data: bytes, inside: bool) -> FileFacts:
    facts = replace(facts, leading=leading(data))
    try:
        opened = open_zip(data)
    except Unreadable as error:
        error.form = damaged_form(facts.suffix, "zip")
        raise
    with opened as archive:
        form = zip_form(archive)
        try:
            if form in ("xlsx", "xlsm"):
                from auditor.read.xlsx import read_xlsx

                package = Package(archive)
                book = read_xlsx(package, package.main()[1])
                return replace(
                    facts, form=form, sheets=book.sheets, macros=book.macros, external=book.external,
                    problem="damaged" if book.lost else "", detail=book.lost[:200],
                )  # fmt: skip
            if form in ("ods", "xlsb"):
                from auditor.read.oldsheet import read_old

                return replace(facts, form=form, sheets=read_old(data, form))
            if form == "zip":
                form, found = read_archive(archive)
                if not inside:
                    found, members = read_members(
                        archive, found, lambda name, data: read_bytes(name, data, inside=True)
                    )
                    facts = replace(facts, members=members)
                return replace(facts, form=form, archive=found)
        except Unreadable as error:
            error.form = form
            raise
        except Exception as error:  # as in read_bytes, and what the file is stays known
            wrong = Unreadable("unsupported", f"{type(error).__name__}: {error}"[:200])
            wrong.form = form
            raise wrong from error
    return replace(facts, form=form)


def holds_anything(sheet: Sheet) -> bool:
    """Return whether a sheet has anything to see: a cell that is not blank, or something drawn on it."""
    return (
        bool(sheet.objects)
        or sheet.height > len(sheet.rows)
        or any(
            value is not None and not (isinstance(value, str) and not value.strip())
            for row in sheet.rows
            for value in row
        )
    )
