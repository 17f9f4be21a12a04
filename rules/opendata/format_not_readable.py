"""Data are published in a form that machines read (rule L1-01)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import FileFacts, Pdf
from auditor.read.facts import Text as Decoded
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    File,
    Need,
    file_rule,
    file_target,
    likely,
    passed,
    review,
)

from ._samples import PEOPLE, book

_READABLE = frozenset(
    {"xlsx", "xlsm", "ods", "csv", "tsv", "json", "jsonl", "geojson", "xml", "kml", "kmz", "shapefile", "ttl"}
)
_NAMES = {
    "docx": "Word 文書",
    "doc": "Word 文書",
    "odt": "文書",
    "rtf": "文書",
    "pptx": "スライド",
    "ppt": "スライド",
    "odp": "スライド",
}


# A guide or a form has tables too: where the place is known, it must speak of data.
_DATA_WORD = re.compile(
    r"データ|統計|集計|調査|一覧|名簿|台帳|リスト|実績|推移|件数|人口|決算|予算|数値|測定|観測|data|statistic|list",
    re.IGNORECASE,
)


def _may_be_data(file: File) -> bool:
    return not file.context or _DATA_WORD.search(f"{file.name} {file.context}") is not None


def _has_twin(file: File) -> bool:
    stem = _stem(file.name)
    by_name = any(one.form in _READABLE and _stem(one.name) == stem for one in file.siblings)
    return by_name or any(one.form in _READABLE for one in file.beside)


def _stem(name: str) -> str:
    """Return the name of a file without what tells one form of it from another: jinkou_pdf.pdf, jinkou-csv.csv."""
    return re.sub(r"[-_. ]?(?:pdf|csv|excel|xlsx?|data)$", "", name.rsplit(".", 1)[0].casefold())


@file_rule(
    id="opendata/format-not-readable",
    impact=Impact.CRITICAL,
    techniques=["L1-01"],
    needs=[Need.SIBLINGS],
    title=Text(
        ja="機械が読めない形式のデータ",
        en="Data in a form that machines cannot read",
    ),
    why=Text(
        ja="PDF・Word・画像の表は、手で写し直さないとデータとして使えません。",
        en="Tables in PDF, Word or images have to be typed again before they can be used.",
    ),
    fix=Text(
        ja="元の表を Excel（.xlsx）か CSV でも公開し、同じ場所にリンクを置いてください。",
        en="Publish the table as Excel (.xlsx) or CSV too, linked at the same place.",
    ),
    messages={
        "document": Text(
            ja="「{name}」は{form}です。",
            en="“{name}” is {form}.",
        ),
        "table-in-pdf": Text(
            ja="PDF の{pages}ページに表があるようです。",
            en="Page {pages} of the PDF seems to hold a table.",
        ),
        "aligned": Text(
            ja="「{name}」は、空白で桁をそろえた表のようです。値の区切りを機械が決められません。",
            en="“{name}” seems to be a table set with spaces; machines cannot tell its fields.",
        ),
        "old": Text(
            ja="「{name}」は古い形式（.{form}）です。.xlsx か CSV にしてください。",
            en="“{name}” is in an old form (.{form}); use .xlsx or CSV.",
        ),
    },
    question=Text(
        ja="この文書の表は、データとして使われるものですか。そうであれば Excel か CSV でも公開してください。",
        en="Is the table used as data? Then publish it as Excel or CSV too.",
    ),
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(LIKELY, file=FileFacts("meibo.docx", 10, "docx"), key="document"),
        Example(REVIEW, file=FileFacts("a.xls", 10, "xls"), key="old"),
        Example(REVIEW, file=FileFacts("a.pdf", 10, "pdf", pdf=Pdf(1, ruled_pages=(1,))), key="table-in-pdf"),
        Example(
            INAPPLICABLE,
            file=File(
                FileFacts("a.pdf", 10, "pdf", pdf=Pdf(1, ruled_pages=(1,))),
                siblings=(FileFacts("a.csv", 9, "csv"),),
            ),
        ),
        Example(
            INAPPLICABLE,
            file=File(
                FileFacts("tokei2026.pdf", 10, "pdf", pdf=Pdf(1, ruled_pages=(1,))),
                beside=(FileFacts("jinkou.csv", 9, "csv"),),
            ),
            why="The data are linked under the same heading.",
        ),
        Example(
            REVIEW,
            file=File(
                FileFacts("a.pdf", 10, "pdf", pdf=Pdf(1, ruled_pages=(1,))), context="年齢別の人口（PDF）"
            ),
            key="table-in-pdf",
        ),
        Example(
            INAPPLICABLE,
            file=File(
                FileFacts("a.pdf", 10, "pdf", pdf=Pdf(1, ruled_pages=(1,))), context="助成の手引き（PDF）"
            ),
            why="A guide with a table is no publication of data.",
        ),
        Example(
            LIKELY, file=FileFacts("a.txt", 10, "txt", text=Decoded("utf-8", aligned=True)), key="aligned"
        ),
        Example(INAPPLICABLE, file=FileFacts("a.txt", 10, "txt", text=Decoded("utf-8"))),
        Example(INAPPLICABLE, file=FileFacts("a.pdf", 10, "pdf", pdf=Pdf(1))),
    ],
)
def format_not_readable(file: File) -> Iterator[Finding]:
    facts = file.facts
    if facts.form in _READABLE:
        yield passed()
    elif facts.form in ("docx", "doc", "pptx", "ppt", "rtf", "odt", "odp"):
        yield likely(file_target(file), "document", name=file.name, form=_NAMES.get(facts.form, facts.form))
    elif facts.form == "txt" and facts.text is not None and facts.text.aligned and not _has_twin(file):
        yield likely(file_target(file, identity="aligned"), "aligned", name=file.name)
    elif facts.form == "image":
        yield review(file_target(file), "document", name=file.name, form="画像")
    elif facts.form in ("xls", "lzh"):
        yield review(file_target(file), "old", name=file.name, form=facts.form)
    elif facts.pdf is not None and not _has_twin(file):
        pages = facts.pdf.ruled_pages or tuple(
            sorted({one.page for one in facts.pdf.elements if one.role == "Table" and one.page})
        )
        if pages and _may_be_data(file):
            yield review(file_target(file), "table-in-pdf", pages=", ".join(map(str, pages[:10])))
