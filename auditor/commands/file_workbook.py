"""The workbook over files that are not published yet: the same plan as that of a site, in a store of its own."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from auditor.calendar import cycle_of
from auditor.evaluate.rulebook import Rulebook
from auditor.gather import settings_of
from auditor.gather.fetch_files import told
from auditor.judge.files import PART
from auditor.model import Assertion, Bureau, Fate, FindingRow, Link, PageFacts, PublishedFile, Site, Text
from auditor.publish.bureau import publish_bureau
from auditor.publish.stored_material import PublishContext
from auditor.rule import File
from auditor.store import Store
from auditor.words import say

_BUREAU = Text("公開前のファイル", "Files before publication")
_LISTING = Text("検査したファイルの一覧", "List of the files audited")


def workbook(
    name: str,
    files: Sequence[File],
    assertions: Sequence[Assertion],
    rows: Sequence[FindingRow],
    book: Rulebook,
    standards: Sequence[str],
    today: str,
    versions: Mapping[str, str],
    lang: str,
) -> bytes:
    """Return the bytes of the workbook."""
    folder = files[0].url.rsplit("/", 1)[0] + "/"
    site = Site(name, say(_BUREAU, lang), name, folder, standard=tuple(standards))
    judged: dict[str, tuple[list[Assertion], list[FindingRow]]] = {file.url: ([], []) for file in files}
    for one in assertions:
        judged[one.url][0].append(one)
    for row in rows:
        judged[row.url][1].append(row)
    with (
        tempfile.TemporaryDirectory(prefix="auditor-") as scratch,
        Store(Path(scratch) / "files.sqlite") as store,
    ):
        cycle = cycle_of(date.fromisoformat(today))
        store.open_cycle(cycle, today, versions)
        stored = store.site(cycle, name)
        stored.open(name, settings_of(site))
        listing = PageFacts(
            folder, Fate.OK, title=say(_LISTING, lang), sample="listed",
            links=tuple(Link(file.url, file.name) for file in files),
        )  # fmt: skip
        stored.commit_discovery([], [listing, *(_row(file) for file in files)])
        stored.commit_visit(listing, [], [], "")
        stored.commit_judgement(PART, judged, book.digest)
        context = PublishContext(store, Path(scratch), cycle, today, "", book, of_files=True, lang=lang)
        return publish_bureau(context, Bureau(name, site.name, (site,))).workbook.read_bytes()


def _row(file: File) -> PageFacts:
    facts = file.facts
    head = PublishedFile(name=file.name) if facts.problem == "too-large" else told(facts, "-")
    encoding = facts.text.encoding if facts.text else ""
    return PageFacts(
        file.url,
        Fate.NOT_HTML,
        depth=1,
        found_by="list",
        size=facts.size,
        encoding=encoding,
        file=head,
        title=file.name,
    )
