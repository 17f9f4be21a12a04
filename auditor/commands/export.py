"""Writes the results as data: one stream in the form asked for, or the folder for the public."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from auditor import __version__
from auditor.commands.reports_folder import opened, stored
from auditor.console import Exit, out, output
from auditor.evaluate.rulebook import configured
from auditor.model import ExportFormat
from auditor.publish.export_lines import export_lines
from auditor.publish.public_folder import publish_public
from auditor.publish.stored_material import PublishContext
from auditor.report.csv_lines import BOM
from auditor.report.earl import earl
from auditor.report.jsonl import Line, dump


@dataclass(frozen=True, slots=True)
class Source:
    """What is exported of a cycle."""

    lines: Iterator[Line]
    cycle: str
    day: str


def _jsonl(source: Source) -> Iterator[bytes]:
    for line in source.lines:
        yield dump(line).encode() + b"\n"


def _earl(source: Source) -> Iterator[bytes]:
    for piece in earl(source.lines, tool="tokyo-web-auditor", version=__version__, date=source.day):
        yield piece.encode()


# Only the forms that are one table load pandas.
def _csv(source: Source) -> Iterator[bytes]:
    from auditor.publish.frames import csv_text, export_frame

    yield (BOM + csv_text(export_frame(source.lines, source.cycle))).encode()


def _parquet(source: Source) -> Iterator[bytes]:
    from auditor.publish.frames import export_frame, parquet

    yield parquet(export_frame(source.lines, source.cycle))


def _require_pyarrow() -> None:
    from auditor.publish.frames import require_pyarrow

    require_pyarrow()


FORMATS: Mapping[ExportFormat, Callable[[Source], Iterator[bytes]]] = MappingProxyType(
    {
        ExportFormat.JSONL: _jsonl,
        ExportFormat.CSV: _csv,
        ExportFormat.EARL: _earl,
        ExportFormat.PARQUET: _parquet,
    }
)
# What a form needs is asked for before anything is read or written.
_NEEDS: Mapping[ExportFormat, Callable[[], None]] = MappingProxyType({ExportFormat.PARQUET: _require_pyarrow})


def export(arguments: argparse.Namespace) -> int:
    """`auditor export`"""
    if arguments.public is not None:
        return _public(arguments)
    form = ExportFormat(arguments.format)
    if form in _NEEDS:
        _NEEDS[form]()
    with opened(arguments.reports) as store, output(arguments.file) as sink:
        name, wanted = stored(arguments, store)
        lines = export_lines(
            store, name, wanted, configured(wanted.rules), everything=arguments.all, lang=arguments.lang
        )
        for piece in FORMATS[form](Source(lines, name, store.opened(name))):
            sink.write(piece)
    return Exit.OK


def _public(arguments: argparse.Namespace) -> int:
    with opened(arguments.reports) as store:
        name, wanted = stored(arguments, store)
        context = PublishContext(
            store, arguments.reports, name, store.opened(name), wanted.organisation, configured(wanted.rules)
        )
        for path in publish_public(context, wanted, arguments.public):
            out(str(path))
    return Exit.OK
