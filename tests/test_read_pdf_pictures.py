"""Which pictures of a PDF stand for whole pages, and what is said instead of them."""

from io import BytesIO

import pikepdf
import pytest
from loaded import load
from pikepdf import Array, Dictionary, Name, String

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.file_rules import judge_file
from auditor.read.facts import FileFacts
from auditor.read.pdf import read_pdf
from auditor.rule import File

PICTURE = b"q 595 0 0 842 0 0 cm /Im Do Q\n"
TAGGED = b"/Figure <</MCID 0>> BDC " + PICTURE + b"EMC\n"
IN_FORM = b"/Figure <</MCID 0>> BDC /Fx Do EMC\n"
INLINE = b"q BI /W 1 /H 1 /CS /RGB /BPC 8 ID \xff\x00\x00 EI Q\n"
RECOGNISED = b"BT 3 Tr /F1 12 Tf (text) Tj ET\n"


def scanned(content: bytes, alternative: str | None, role: str = "Figure", wrapped: bool = False) -> bytes:
    """A PDF of one page; its marked content 0 is an element with this alternative."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    page = document.pages[0].obj
    picture = pikepdf.Stream(document, b"\xff\x00\x00")
    picture.Subtype, picture.Width, picture.Height = Name.Image, 1, 1
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB, 8
    form = pikepdf.Stream(document, b"/Im Do")
    form.Subtype, form.BBox = Name.Form, Array([0, 0, 600, 900])
    objects = Dictionary(Im=document.make_indirect(picture), Fx=document.make_indirect(form))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(XObject=objects, Font=Dictionary(F1=font))
    page.Contents = document.make_stream(content)
    kind = Name(f"/{role}")
    figure = Dictionary(Type=Name.StructElem, S=Name.Span if wrapped else kind, Pg=page, K=Array([0]))
    if wrapped:
        figure = Dictionary(Type=Name.StructElem, S=kind, K=Array([figure]))
    if alternative is not None:
        figure.Alt = String(alternative)
    root = Dictionary(Type=Name.StructTreeRoot, K=Array([document.make_indirect(figure)]))
    document.Root.StructTreeRoot = document.make_indirect(root)
    document.Root.MarkInfo = Dictionary(Marked=True)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (scanned(TAGGED, "避難所の位置を示した地図"), []),
        (scanned(TAGGED + RECOGNISED, "職員募集のポスター"), []),
        (scanned(IN_FORM, "組織図。市長の下に三つの部がある。"), []),
        (scanned(TAGGED, "給水区域の図。市の北側", wrapped=True), []),
        (scanned(TAGGED, None), ["all"]),
        (scanned(TAGGED, "scan_20260401.tif"), ["all"]),
        (scanned(TAGGED, "図 1"), ["all"]),
        (scanned(TAGGED, "告示の写し", role="P"), ["all"]),
        (scanned(TAGGED + INLINE, "施設の平面図"), ["all"]),
        (scanned(PICTURE, "消防署の地図"), ["all"]),
        (scanned(b"/Artifact BMC " + PICTURE + b"EMC", "会議資料"), ["all"]),
        (scanned(TAGGED + RECOGNISED, "IMG 0001"), ["recognised"]),
    ],
)
def test_a_page_that_is_a_picture_is_in_order_where_a_figure_says_what_it_shows(
    data: bytes, said: list[str]
) -> None:
    facts = FileFacts("a.pdf", len(data), "pdf", pdf=read_pdf(data))

    made = judge_file(File(facts), [load()["pdf/page-is-image"]], profile(tuple(STANDARDS)))

    assert [finding.key for one in made for finding in one.findings] == said
