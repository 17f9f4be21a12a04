"""What a PDF holds beyond the reader's bounds is no reason to say that all is well."""

from io import BytesIO

import pikepdf
import pytest
from loaded import load
from pikepdf import Array, Dictionary, Name

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.file_rules import judge_file
from auditor.model import Outcome
from auditor.read.facts import FileFacts
from auditor.read.pdf import MAX_PAGES, read_pdf
from auditor.read.pdf_structure import MAX_DEPTH
from auditor.rule import File

OF_CONTENT = ("pdf/figure-alt-missing", "pdf/heading-order", "pdf/font-unreadable")


def tagged(pages: int, depth: int) -> bytes:
    """A PDF of so many empty pages, with a figure so many elements below the root, described."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.pages[0].obj.Contents = document.make_stream(b"/Figure <</MCID 0>> BDC EMC\n")
    element = Dictionary(
        Type=Name.StructElem, S=Name.Figure, Pg=document.pages[0].obj, K=Array([0]), Alt=pikepdf.String("図")
    )
    for _ in range(depth - 1):
        element = Dictionary(Type=Name.StructElem, S=Name.Sect, K=Array([document.make_indirect(element)]))
    document.Root.StructTreeRoot = document.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Array([document.make_indirect(element)]))
    )
    document.Root.MarkInfo = Dictionary(Marked=True)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("pages", "depth", "cut"),
    [
        (MAX_PAGES, 2, False),
        (MAX_PAGES + 1, 2, True),
        (1, MAX_DEPTH + 1, False),
        (1, MAX_DEPTH + 2, True),
    ],
)
def test_rules_on_content_are_untested_where_the_content_was_not_read_to_its_end(
    pages: int, depth: int, cut: bool
) -> None:
    data = tagged(pages, depth)
    facts = FileFacts("a.pdf", len(data), "pdf", pdf=read_pdf(data))

    made = {
        one.rule: one for one in judge_file(File(facts), load().of_kind("file"), profile(tuple(STANDARDS)))
    }

    assert facts.pdf is not None and facts.pdf.cut is cut
    for rule in OF_CONTENT:
        assert (made[rule].outcome is Outcome.UNTESTED) is cut, (rule, made[rule])
    assert made["pdf/title-missing"].outcome is Outcome.FAILED  # of the document, not of its pages
