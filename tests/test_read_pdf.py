"""What is told of a PDF document: each small file here is made with pikepdf and shows one thing."""

import io
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, String

from auditor.read import pdf_content
from auditor.read.any_file import read_bytes
from auditor.read.facts import Font, Pdf
from auditor.read.pdf import read_pdf

HELVETICA = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"
TEXT = b"BT /F1 12 Tf 40 700 Td (text) Tj ET\n"
Change = Callable[[pikepdf.Pdf, Any], object]


def nothing(document: pikepdf.Pdf, page: Any) -> None:
    """No change."""


def parsed(source: str) -> Any:
    """The object that a text in the syntax of PDF means."""
    return pikepdf.Object.parse(source.encode())


def made(content: bytes = b"", change: Change = nothing, tree: Any = None, **saved: Any) -> bytes:
    """A document of one page with this content, changed; `tree`: kids of its structure tree, which refer to /Pg."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    page = document.pages[0].obj
    page.Resources = Dictionary(Font=Dictionary(F1=document.make_indirect(parsed(HELVETICA))))
    page.Contents = document.make_stream(content)
    if tree is not None:
        root = Dictionary(Type=Name.StructTreeRoot, K=tree(document, page))
        document.Root.StructTreeRoot = document.make_indirect(root)
        document.Root.MarkInfo = Dictionary(Marked=True)
    change(document, page)
    data = io.BytesIO()
    document.save(data, fix_metadata_version=False, **saved)  # as it is, even where it is not well-formed
    return data.getvalue()


def read(content: bytes = b"", change: Change = nothing, tree: Any = None, **saved: Any) -> Pdf:
    """The facts of such a document."""
    return read_pdf(made(content, change, tree, **saved))


def element(kind: str, *kids: Any, **more: Any) -> Any:
    """An element of a structure tree."""
    return Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), K=Array(kids), **more)


# The document


def test_an_empty_document_tells_what_it_lacks() -> None:
    facts = read()

    assert (facts.pages, facts.marked, facts.structured, facts.lang, facts.title) == (1, False, False, "", "")
    assert facts.assistive and not facts.protected and not facts.display_title


def packet(inner: str, attributes: str = "") -> Change:
    """A change that gives the document this metadata."""
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" {attributes}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta>'
    )

    def change(document: pikepdf.Pdf, page: Any) -> None:
        document.Root.Metadata = document.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)

    return change


UA = 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
TITLE = '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">防災計画</rdf:li></rdf:Alt></dc:title>'


@pytest.mark.parametrize(
    ("change", "title", "part", "faults"),
    [
        (packet(TITLE), "防災計画", "", ()),
        (packet("<pdfuaid:part>1</pdfuaid:part>", UA), "", "1", ()),
        (packet("", f'{UA} pdfuaid:part="1"'), "", "1", ()),
        (packet("", f'{UA} pdfuaid:part="1" pdfuaid:amd="x"'), "", "1", ("amd",)),
        (packet("", f'{UA.replace("pdfuaid", "ua")} ua:part="1"'), "", "1", ("prefix",)),
        (packet("<dc:title>"), "", "", ("unreadable",)),
    ],
)
def test_title_and_claim_of_accessibility_come_from_the_metadata(
    change: Change, title: str, part: str, faults: tuple[str, ...]
) -> None:
    facts = read(change=change)

    assert (facts.title, facts.ua_part, facts.ua_faults) == (title, part, faults)


def test_language_title_bar_and_title_of_the_old_kind_are_told() -> None:
    def change(document: pikepdf.Pdf, page: Any) -> None:
        document.Root.Lang = String("ja-JP")
        document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        document.Root.MarkInfo = Dictionary(Marked=True, Suspects=True)
        document.trailer.Info = document.make_indirect(Dictionary(Title=String(" 計画 ")))

    facts = read(change=change)

    assert (facts.lang, facts.display_title, facts.info_title) == ("ja-JP", True, "計画")
    assert facts.marked and facts.suspects


@pytest.mark.parametrize("allowed", [True, False])
def test_whether_assistive_technology_may_read_is_told(allowed: bool) -> None:
    permissions = pikepdf.Permissions(accessibility=allowed)

    facts = read(
        encryption=pikepdf.Encryption(owner="geheim", R=3, aes=False, metadata=False, allow=permissions)
    )

    assert facts.protected and facts.assistive is allowed


def test_bookmarks_are_counted_once_even_in_a_circle() -> None:
    def change(document: pikepdf.Pdf, page: Any) -> None:
        first, second, inner = (document.make_indirect(Dictionary(Title=String(name))) for name in "一二三")
        first.Next, second.First, inner.Next = second, inner, first
        document.Root.Outlines = document.make_indirect(Dictionary(First=first))

    facts = read(change=change)

    assert facts.outlines == 3
    assert facts.untold_lang == ("outlines",)


# Tags


def listed(document: pikepdf.Pdf, page: Any) -> Any:
    """A heading, a table with a header cell, and marked content told in both ways."""
    cell = element(
        "TH", 2, Pg=page, A=Array([Dictionary(O=Name.Table, Scope=Name.Column, ColSpan=2, RowSpan=0)]),
        ID=String("h1"),
    )  # fmt: skip
    other = element("TD", A=Dictionary(O=Name.Table, Headers=Array([String("h1")]), ColSpan=String("2")))
    reference = Dictionary(Type=Name.MCR, Pg=page, MCID=1)
    part = element(
        "Kapitel", element("H1", 0), element("P", reference, "text"), element("Table", cell, other), Pg=page
    )
    return Array([document.make_indirect(part)])


def test_the_structure_is_told_in_order_with_roles_spans_and_headers() -> None:
    def change(document: pikepdf.Pdf, page: Any) -> None:
        document.Root.StructTreeRoot.RoleMap = Dictionary(Kapitel=Name.Sect)

    facts = read(change=change, tree=listed)

    assert [(one.raw, one.role, one.parent) for one in facts.elements] == [
        ("Kapitel", "Sect", -1), ("H1", "H1", 0), ("P", "P", 0), ("Table", "Table", 0), ("TH", "TH", 3), ("TD", "TD", 3),
    ]  # fmt: skip
    head, data = facts.elements[4:]
    assert (head.scope, head.columns, head.rows, head.id, head.content) == ("Column", 2, 1, "h1", 1)
    assert data.headers and data.columns == 1
    assert [one.content for one in facts.elements] == [0, 1, 1, 0, 1, 0]
    assert {one.page for one in facts.elements} == {1}
    assert facts.role_faults == ()


@pytest.mark.parametrize(
    ("mapped", "faults"),
    [
        (None, ("unmapped:Kapitel",)),
        (Dictionary(Kapitel=Name.Teil, Teil=Name.Kapitel), ("circular:Kapitel",)),
        (Dictionary(Kapitel=Name.Sect, P=Name.H1), ("remapped:P",)),
        (Dictionary(Kapitel=Name.Teil, Teil=Name.Aside), ()),
    ],
)
def test_what_is_wrong_with_the_role_map_is_told(mapped: Any, faults: tuple[str, ...]) -> None:
    def change(document: pikepdf.Pdf, page: Any) -> None:
        if mapped is not None:
            document.Root.StructTreeRoot.RoleMap = mapped

    assert read(change=change, tree=listed).role_faults == faults


def test_attributes_come_from_classes_too() -> None:
    def tree(document: pikepdf.Pdf, page: Any) -> Any:
        return Array(
            [element("TH", C=Name.Kopf), element("TH", C=Name.Other), element("TH", C=String("Kopf"))]
        )

    def change(document: pikepdf.Pdf, page: Any) -> None:
        document.Root.StructTreeRoot.ClassMap = Dictionary(Kopf=Dictionary(O=Name.Table, Scope=Name.Row))

    assert [one.scope for one in read(change=change, tree=tree).elements] == ["Row", "", ""]


def test_an_element_that_is_its_own_descendant_is_told_once() -> None:
    def tree(document: pikepdf.Pdf, page: Any) -> Any:
        outer = document.make_indirect(element("Sect"))
        outer.K = Array([document.make_indirect(element("P", outer))])
        return outer

    assert [one.role for one in read(tree=tree).elements] == ["Sect", "P"]


@pytest.mark.parametrize("name", [b"/\x8c\xa9\x8fo\x82\xb5", b"/#8c#a9#8fo#82#b5"])
def test_a_role_that_an_old_japanese_tool_wrote_has_its_characters(name: bytes) -> None:
    data = made(tree=lambda document, page: Array([element("Q" * (len(name) - 1))]))

    facts = read_pdf(data.replace(b"/" + b"Q" * (len(name) - 1), name))

    assert [one.raw for one in facts.elements] == ["見出し"]


# What pages show


def pictured(document: pikepdf.Pdf, page: Any) -> None:
    """Give the page a picture /Im, and forms: /Fx shows it, /Fr refers elsewhere, /Loop shows itself."""
    picture = pikepdf.Stream(document, b"\xff\x00\x00")
    picture.Subtype, picture.Width, picture.Height = Name.Image, 1, 1
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB, 8
    form, refers, loop = (
        document.make_stream(text, Subtype=Name.Form) for text in (b"/Im Do", b"", b"/Loop Do")
    )
    refers.Ref = Dictionary(F=String("other.pdf"))
    page.Resources.XObject = Dictionary(
        Im=document.make_indirect(picture), Fx=form, Fr=refers, Loop=document.make_indirect(loop)
    )
    page.Resources.ExtGState = Dictionary(G1=Dictionary(Font=Array([page.Resources.Font.F1, 9])))


@pytest.mark.parametrize(
    ("content", "text", "hidden", "image"),
    [
        (TEXT, (1,), (), ()),
        (b"/Im Do", (), (), (1,)),
        (b"/Fx Do", (), (), (1,)),
        (b"q BI /W 1 /H 1 /CS /RGB /BPC 8 ID \xff\x00\x00 EI Q", (), (), (1,)),
        (b"BT 3 Tr /F1 9 Tf (hidden) Tj ET /Im Do", (), (1,), ()),
        (b"BT 3 Tr /F1 9 Tf (hidden) Tj ET", (), (), ()),
        (b"q BT 3 Tr ET Q BT /F1 9 Tf (seen) Tj ET", (1,), (), ()),
        (b"/Loop Do", (), (), ()),
        (b"/None Do /F1 Do", (), (), ()),
        (b"BT (no end", (), (), ()),
    ],
)
def test_text_hidden_text_and_pictures_are_told_by_page(
    content: bytes, text: tuple[int, ...], hidden: tuple[int, ...], image: tuple[int, ...]
) -> None:
    facts = read(content, pictured)

    assert (facts.text_pages, facts.hidden_text_pages, facts.image_pages) == (text, hidden, image)


def test_a_form_that_refers_to_another_file_is_told() -> None:
    assert read(b"/Fr Do", pictured).faults == ("reference-xobject",)


def test_lines_with_much_text_are_a_likely_table() -> None:
    rows = b"".join(b"0 %d m 500 %d l S " % (at, at) for at in range(12))

    assert read(rows + TEXT * 12).ruled_pages == (1,)
    assert read(rows + TEXT * 11).ruled_pages == ()


def one_paragraph(document: pikepdf.Pdf, page: Any) -> Any:
    return Array([element("P", 0, Pg=page)])


def tagged(text: bytes = TEXT, properties: bytes = b"<</MCID 0>>") -> bytes:
    return b"/P " + properties + b" BDC " + text + b"EMC\n"


@pytest.mark.parametrize(
    ("content", "unmarked", "mixed"),
    [
        (tagged(), (), ()),
        (tagged() + TEXT, (1,), ()),
        (tagged() + b"0 0 9 9 re f", (1,), ()),
        (tagged() + b"/Artifact BMC " + TEXT + b"EMC", (), ()),
        (tagged(b"/Artifact BMC " + TEXT + b"EMC "), (), (1,)),
        (b"/Artifact BMC " + tagged() + b"EMC", (), (1,)),
        (tagged(properties=b"<</MCID 7>>"), (1,), ()),
        (tagged(properties=b"/Mark"), (), ()),
        (b"EMC " + tagged(), (), ()),
    ],
)
def test_content_that_is_neither_tagged_nor_an_artifact_is_told(
    content: bytes, unmarked: tuple[int, ...], mixed: tuple[int, ...]
) -> None:
    def change(document: pikepdf.Pdf, page: Any) -> None:
        page.Resources.Properties = Dictionary(Mark=Dictionary(MCID=0))

    facts = read(content, change, one_paragraph)

    assert (facts.unmarked_pages, facts.mixed_pages) == (unmarked, mixed)


@pytest.mark.parametrize(
    ("content", "more", "untold"),
    [
        (tagged(), {}, ("content",)),
        (tagged(), {"Lang": String("ja")}, ()),
        (tagged(properties=b"<</MCID 0 /Lang (ja)>>"), {}, ()),
        (b"/Span <</Lang (ja)>> BDC " + tagged() + b"EMC", {}, ()),
        (tagged(b"/Span <</ActualText (x)>> BDC " + TEXT + b"EMC "), {}, ("content",)),
        (tagged(b"", b"<</MCID 0 /ActualText (x)>>"), {}, ("content",)),
        (TEXT, {}, ("content",)),
        (b"/Artifact BMC " + TEXT + b"EMC", {}, ()),
        (b"", {"Alt": String("x")}, ("alt",)),
        (b"", {"ActualText": String("x"), "E": String("y")}, ("actual", "expansion")),
        (b"", {"Alt": String("x"), "Lang": String("en")}, ()),
    ],
)
def test_where_no_language_is_told_is_told(
    content: bytes, more: Mapping[str, Any], untold: tuple[str, ...]
) -> None:
    facts = read(content, tree=lambda document, page: Array([element("P", 0, Pg=page, **more)]))

    assert facts.untold_lang == untold


def test_a_document_beyond_the_bound_of_its_content_is_told_to_be_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_content, "MAX_OPERATORS", 5)

    assert not read(TEXT).cut  # five operators
    assert read(TEXT + b"n").cut


# Links, fields, notes


def noted(*notes: Any) -> Change:
    """A change that puts annotations on the page; one that has a /P is the kid of a /Form element."""

    def change(document: pikepdf.Pdf, page: Any) -> None:
        page.Annots = Array([document.make_indirect(one) for one in notes])
        kids = [
            element("Form", Dictionary(Type=Name.OBJR, Obj=one), Alt=String("様式"))
            for one in page.Annots
            if "/StructParent" in one
        ]
        document.Root.StructTreeRoot = Dictionary(K=Array([element("Sect", *kids, Lang=String("ja"))]))
        document.Root.AcroForm = Dictionary(Fields=page.Annots)

    return change


def note(kind: str, **more: Any) -> Any:
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([10, 10, 90, 30]), **more)


def test_fields_are_told_with_label_and_name_of_their_parents_and_their_element() -> None:
    parent = Dictionary(T=String("氏名"), FT=Name.Tx)

    facts = read(change=noted(note("Widget", TU=String("お名前"), Parent=parent, StructParent=0)))

    (field,) = facts.annotations
    assert (field.kind, field.label, field.name, field.field) == ("Widget", "お名前", "氏名", "Tx")
    assert (field.role, field.alt, field.lang) == ("Form", "様式", "ja")
    assert [one.objects for one in facts.elements] == [(), ("Widget",)]
    assert facts.untabbed == (1,)
    assert facts.untold_lang == ()


def test_notes_out_of_sight_are_told() -> None:
    away = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([700, 10, 790, 30]))
    odd = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=String("?"))

    facts = read(change=noted(note("Text", F=2, Contents=String("メモ")), away, odd))

    assert [(one.hidden, one.outside) for one in facts.annotations] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert facts.untold_lang == ("contents",)


def test_pages_whose_fields_follow_the_structure_are_not_told() -> None:
    def change(document: pikepdf.Pdf, page: Any) -> None:
        noted(note("Link"))(document, page)
        page.Tabs = Name.S

    assert read(change=change).untabbed == ()


# Further faults of the standard


def attach(entry: Any) -> Change:
    def change(document: pikepdf.Pdf, page: Any) -> None:
        entry.EF = Dictionary(F=document.make_stream(b"a"))
        document.Root.AF = Array([document.make_indirect(entry)])

    return change


def xfa(text: bytes) -> Change:
    def change(document: pikepdf.Pdf, page: Any) -> None:
        document.Root.AcroForm = Dictionary(XFA=Array([String("config"), document.make_stream(text)]))

    return change


def on_root(**entries: Any) -> Change:
    def change(document: pikepdf.Pdf, page: Any) -> None:
        for key, value in entries.items():
            document.Root[f"/{key}"] = value

    return change


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (xfa(b"<dynamicRender>required</dynamicRender>"), ("dynamic-xfa",)),
        (xfa(b"<dynamicRender>forbidden</dynamicRender>"), ()),
        (on_root(OCProperties=Dictionary(D=Dictionary())), ("layer-unnamed",)),
        (on_root(OCProperties=Dictionary(D=Dictionary(Name=String("図"), AS=Array([])))), ("layer-automatic",)),
        (on_root(OCProperties=Dictionary(D=Dictionary(Name=String("図")), Configs=Array([Dictionary()]))), ("layer-unnamed",)),
        (attach(Dictionary(Type=Name.Filespec, F=String("a.csv"))), ("embedded-file-unnamed",)),
        (attach(Dictionary(Type=Name.Filespec, F=String("a.csv"), UF=String("a.csv"))), ()),
        (on_root(Lang=String("日本語")), ("lang-invalid",)),
        (on_root(Lang=String("en-US")), ()),
        (noted(note("TrapNet")), ("trap-net",)),
        (noted(note("PrinterMark", StructParent=0)), ("printer-mark",)),
        (noted(note("PrinterMark")), ()),
    ],
)  # fmt: skip
def test_conditions_that_the_object_model_alone_shows_are_told(
    change: Change, faults: tuple[str, ...]
) -> None:
    assert read(change=change).faults == faults


# Fonts


def face(advance: int = 600) -> bytes:
    """A font of two glyphs, each so wide in thousandths."""
    pen = TTGlyphPen(None)
    for at, point in enumerate(((0, 0), (0, 500), (400, 500))):
        (pen.lineTo if at else pen.moveTo)(point)
    pen.closePath()
    glyph = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    builder.setupGlyf({".notdef": glyph, "A": glyph})
    builder.setupHorizontalMetrics({".notdef": (advance, 0), "A": (advance, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    data = io.BytesIO()
    builder.save(data)
    return data.getvalue()


SMALL = face()


def font(content: bytes = b"(A) Tj", *, flags: int = 32, program: bytes = SMALL, **entries: Any) -> Font:
    """What is told of a simple font that shows a text. Entries are text in the syntax of PDF, bytes for a stream."""

    def change(document: pikepdf.Pdf, page: Any) -> None:
        descriptor = Dictionary(Type=Name.FontDescriptor, Flags=flags)
        if program:
            descriptor.FontFile2 = document.make_stream(program)
        one = Dictionary(Type=Name.Font, BaseFont=Name.Small, FontDescriptor=descriptor)
        for key, value in entries.items():
            one[f"/{key}"] = document.make_stream(value) if isinstance(value, bytes) else parsed(value)
        page.Resources.Font.F1 = document.make_indirect(one)

    (told,) = read(b"BT /F1 9 Tf " + content + b" ET", change).fonts
    return told


def composite(
    codes: str = "0001", *, encoding: str | bytes = "/Identity-H", program: bytes = SMALL, **inner: str
) -> Font:
    """What is told of a font of two-byte codes. An encoding given as bytes is a stream, of the system of Japan1."""
    entries = {
        "Type": "/Font", "Subtype": "/CIDFontType2", "CIDToGIDMap": "/Identity", "DW": "600",
        "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>", **inner,
    }  # fmt: skip

    def change(document: pikepdf.Pdf, page: Any) -> None:
        kid = Dictionary({f"/{key}": parsed(value) for key, value in entries.items() if value})
        kid.FontDescriptor = Dictionary(Type=Name.FontDescriptor, Flags=4)
        if program:
            kid.FontDescriptor.FontFile2 = document.make_stream(program)
        one = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Small)
        one.DescendantFonts = Array([document.make_indirect(kid)])
        if isinstance(encoding, bytes):
            one.Encoding = document.make_stream(encoding, CIDSystemInfo=parsed(JAPANESE))
        else:
            one.Encoding = parsed(encoding)
        page.Resources.Font.F1 = document.make_indirect(one)

    (told,) = read(f"BT /F1 9 Tf [<{codes}> -20] TJ ET".encode(), change).fonts
    return told


def test_a_font_that_is_not_in_the_file_is_told() -> None:
    (told,) = read(TEXT).fonts

    assert told == Font("Helvetica", "Type1", (1,), False, True)


def test_a_font_that_a_state_sets_and_one_given_in_place_are_told() -> None:
    def change(document: pikepdf.Pdf, page: Any) -> None:
        pictured(document, page)
        page.Resources.Font.F2 = Dictionary(Type=Name.Font, Subtype=Name.Type3, Name=Name.Own)

    told = read(b"BT /G1 gs (a) Tj /F2 9 Tf (b) Tj ET", change).fonts

    assert [(one.name, one.embedded) for one in told] == [("Helvetica", False), ("Own", True)]


KNOWN = "<</Type /Encoding /Differences [65 /A /uni3042]>>"
STRANGE = "<</Type /Encoding /Differences [65 /g1] /BaseEncoding /WinAnsiEncoding>>"


@pytest.mark.parametrize(
    ("entries", "readable", "faults"),
    [
        ({"Encoding": "/WinAnsiEncoding"}, True, ()),
        ({}, False, ("encoding-missing",)),
        ({"flags": 4}, False, ()),
        ({"flags": 4, "Encoding": "/WinAnsiEncoding"}, True, ("symbolic-encoding",)),
        ({"Encoding": KNOWN}, True, ("encoding-missing",)),
        ({"Encoding": KNOWN, "program": b""}, True, ()),
        ({"Encoding": STRANGE}, False, ("differences-unknown",)),
        ({"Encoding": STRANGE, "content": b"(B) Tj"}, True, ("differences-unknown",)),
        ({"Encoding": "/WinAnsiEncoding", "program": b"no font"}, True, ()),
        ({"flags": 4, "ToUnicode": b"1 beginbfchar\n<41> <0041>\nendbfchar"}, True, ()),
        ({"flags": 4, "ToUnicode": b"1 beginbfchar\n<41> <0000>\nendbfchar"}, True, ("map-to-nothing",)),
    ],
)
def test_whether_codes_of_a_simple_font_have_characters(
    entries: dict[str, Any], readable: bool, faults: tuple[str, ...]
) -> None:
    told = font(Subtype="/TrueType", **entries)

    assert (told.readable, told.faults) == (readable, faults)


JAPANESE = "<</Registry (Adobe) /Ordering (Japan1) /Supplement 2>>"


@pytest.mark.parametrize(
    ("entries", "readable", "faults"),
    [
        ({}, False, ()),
        ({"CIDSystemInfo": JAPANESE}, True, ()),
        ({"encoding": "/UniJIS-UTF16-H"}, True, ()),
        ({"encoding": "/Own-H"}, False, ("cmap-not-embedded",)),
        ({"encoding": "(?)"}, False, ("cmap-not-embedded",)),
        ({"encoding": b"/WMode 0 def", "CIDSystemInfo": JAPANESE}, True, ()),
        ({"encoding": b"/WMode 1 def", "CIDSystemInfo": JAPANESE}, True, ("cmap-direction",)),
        ({"encoding": b"/Own-H usecmap", "CIDSystemInfo": JAPANESE}, True, ("cmap-uses-other",)),
        ({"encoding": b""}, False, ("cid-system",)),
        ({"CIDToGIDMap": ""}, False, ("cid-to-gid",)),
        ({"DW": "900"}, False, ("widths",)),
        ({"DW": "900", "W": "[1 [600.4]]"}, False, ()),
        ({"DW": "900", "W": "[0 1 600]"}, False, ()),
        ({"DW": "900", "W": "[1 1]"}, False, ("widths",)),
        ({"codes": "0007"}, False, ("glyph-missing",)),
        ({"program": b""}, False, ()),
    ],
)
def test_whether_codes_of_two_bytes_have_characters_and_glyphs(
    entries: dict[str, Any], readable: bool, faults: tuple[str, ...]
) -> None:
    told = composite(**entries)

    assert (told.readable, told.faults) == (readable, faults)


@pytest.mark.parametrize("widths", ["[/A [600]]", "[0 /A 600]", "[1 [/A]]", "[0 1 /A]", "(?)"])
def test_widths_that_are_no_numbers_tell_nothing_and_the_file_is_read(widths: str) -> None:
    assert composite(W=widths).faults == ()
    assert composite(DW="/A", W=widths).faults == ("widths",)  # the standard's own 1000


def test_what_is_no_document_is_damaged() -> None:
    assert read_bytes("a.pdf", made()[:200]).problem == "damaged"
