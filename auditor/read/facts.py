"""What was found in a published file, as frozen facts; imports only the standard library.

Facts are counted and bounded by the readers, never judged. Rows and columns are counted from 1, as people do.
"""

from dataclasses import dataclass, field
from enum import StrEnum

MAX_ROWS = 10_000  # kept of one sheet; the rest is only counted
MAX_COLUMNS = 500
MAX_CELLS = 400_000  # kept of one file
MAX_NOTED = 500  # places kept of one kind


@dataclass(frozen=True, slots=True)
class Special:
    """A cell that is neither text nor number: a date in ISO 8601, an error such as #REF!, a formula never run."""

    kind: str  # date | error | formula
    text: str


Value = str | int | float | bool | Special | None


@dataclass(frozen=True, slots=True)
class Box:
    """A range of cells, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """An object that floats over the cells."""

    kind: str  # image | shape | chart | line | group | control
    box: Box | None  # cells it covers, None where it is anchored to the page
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One sheet, or the one table of a CSV file (then without a name)."""

    name: str
    rows: tuple[tuple[Value, ...], ...]  # from A1; empty cells are None, trailing ones left out
    height: int  # rows used, also those not kept
    width: int  # columns used
    visibility: str = "visible"  # visible | hidden | very-hidden
    merges: tuple[Box, ...] = ()
    formulas: tuple[tuple[int, int], ...] = ()
    formula_count: int = 0
    hidden_rows: tuple[tuple[int, int], ...] = ()  # first, last
    hidden_columns: tuple[tuple[int, int], ...] = ()
    objects: tuple[Drawn, ...] = ()
    formats: tuple[
        tuple[int, int, str], ...
    ] = ()  # row, column, what differs from plain: "fill=FFFF0000 bold"
    comments: int = 0
    cut: bool = False  # more was there than is kept
    untold: tuple[str, ...] = ()  # what its reader cannot tell: formulas, hidden


@dataclass(frozen=True, slots=True)
class Text:
    """How the bytes of a text file became characters."""

    encoding: str  # utf-8 | utf-8-sig | utf-16 | utf-16-le … | utf-32 | cp932 | euc_jp | iso2022_jp
    undecodable: tuple[int, ...] = ()  # lines with bytes that are no characters of it
    crlf: int = 0
    lf: int = 0
    cr: int = 0
    doubled: int = 0  # line ends of CR CR LF
    nuls: int = 0
    mixed: tuple[int, ...] = ()  # lines in another encoding than the most
    other: str = ""  # that encoding
    aligned: bool = False  # fields set under one another with spaces


@dataclass(frozen=True, slots=True)
class Csv:
    """How the lines of a delimited file became records."""

    delimiter: str
    records: int
    columns: int  # of most records
    ragged: tuple[tuple[int, int], ...] = ()  # record, its number of fields
    broken_lines: tuple[int, ...] = ()  # records with a line break inside a field
    stray_quotes: tuple[int, ...] = ()
    unclosed: int = 0  # line in which a quotation mark is opened that is never closed
    told: bool = False  # the first line tells the delimiter: sep=,
    swallowed: int = 0  # lines after that one which belong to the quotation
    blank: tuple[int, ...] = ()
    quoted_commas: int = 0


@dataclass(frozen=True, slots=True)
class Data:
    """What is known of a JSON or XML document."""

    root: str = ""  # element name, or object | array
    items: int = 0
    error: str = ""
    line: int = 0
    declared: str = ""  # of XML in another encoding than it has to be in: that which it declares, '' for none
    written: str = ""  # and that which it is written in
    duplicate_keys: tuple[str, ...] = ()
    not_finite: bool = False
    swapped: int = 0  # latitude written where longitude belongs
    outside: int = 0
    open_rings: int = 0


@dataclass(frozen=True, slots=True)
class Linked:
    """How a file names things, and what it links them to."""

    things: int = 0  # named by a URI
    foreign: int = 0  # links to data elsewhere
    maybe: tuple[str, ...] = ()  # columns of addresses that may name the things, or be of pages about them
    codes: tuple[str, ...] = ()  # columns of official codes


@dataclass(frozen=True, slots=True)
class Archive:
    """The members of a ZIP file."""

    names: tuple[str, ...] = ()
    unsafe: tuple[str, ...] = ()  # paths that would leave the folder
    executable: tuple[str, ...] = ()
    encrypted: bool = False
    missing: tuple[str, ...] = ()  # parts a shapefile lacks
    unread: tuple[str, ...] = ()  # data nobody looked into: archives within it, locked members
    beyond: int = 0  # members that would be read, were there not so many or so large ones


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a PDF's structure tree, in document order; roles are the standard ones they map to."""

    role: str
    raw: str
    parent: int  # index, -1 for a child of the root
    page: int = 0
    alt: str | None = None
    actual: str | None = None
    lang: str | None = None
    expansion: str | None = None
    id: str = ""
    scope: str = ""
    headers: bool = False
    rows: int = 1  # spans of a table cell
    columns: int = 1
    content: int = 0  # marked content items and object references of its own
    objects: tuple[str, ...] = ()  # kinds of annotation it refers to


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link, form field or note of a PDF page."""

    kind: str  # Link, Widget …
    page: int
    contents: str = ""
    label: str = ""  # TU of a field
    name: str = ""  # T of a field
    field: str = ""  # Tx, Btn, Ch, Sig
    alt: str = ""  # of its structure element
    role: str = ""  # of its structure element, '' for none
    hidden: bool = False
    outside: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Font:
    """A font that text of a PDF is shown with."""

    name: str
    kind: str
    pages: tuple[int, ...]
    embedded: bool
    readable: bool  # its codes can be turned into characters
    faults: tuple[str, ...] = ()


class LayerPart(StrEnum):
    """What of a page of a PDF is compared with its text."""

    TEXT = "text"  # what is drawn outside pictures: letters of fonts, and outlines
    HIDDEN = "hidden"  # pictures, with the text that they cover or that lies unseen over them
    PICTURE = "picture"  # pictures without such text, with that of the page


@dataclass(frozen=True, slots=True)
class PageLayer:
    """Part of a page of a PDF: what was read in its picture, against the text that it holds."""

    page: int  # from 1
    letters: int  # that were read in the picture
    told: float  # share of them that the text says
    drawn: str  # the beginning of what it does not say
    text: str  # the beginning of the text
    part: LayerPart = LayerPart.TEXT
    beside: int = 0  # letters of the text it is compared with


@dataclass(frozen=True, slots=True)
class Pdf:
    """What is known of a PDF document."""

    pages: int
    marked: bool = False
    structured: bool = False
    suspects: bool = False
    lang: str = ""
    title: str = ""  # dc:title
    info_title: str = ""
    display_title: bool = False
    ua_part: str = ""
    ua_faults: tuple[str, ...] = ()
    assistive: bool = True  # permissions let assistive technology read
    protected: bool = False
    outlines: int = 0
    elements: tuple[Element, ...] = ()
    cut: bool = False  # pages or elements beyond a bound were not read
    role_faults: tuple[str, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    untabbed: tuple[int, ...] = ()  # pages with annotations and without /Tabs /S
    fonts: tuple[Font, ...] = ()
    image_pages: tuple[int, ...] = ()  # an image and no text
    scanned: tuple[str, ...] = ()  # first lines read in the picture of a page, where no page has text
    layers: tuple[PageLayer, ...] | None = (
        None  # pages whose picture was compared with their text; None: not looked at
    )
    layers_left: int = 0  # pages that there was no time to compare
    hidden_text_pages: tuple[int, ...] = ()  # text only as an invisible layer
    text_pages: tuple[int, ...] = ()
    pictures: tuple[tuple[int, int], ...] = ()  # of pages without text: (page, index of its element or -1)
    ruled_pages: tuple[int, ...] = ()  # many ruled lines and much text: a table is likely
    unmarked_pages: tuple[int, ...] = ()  # content neither tagged nor artifact
    mixed_pages: tuple[int, ...] = ()  # an artifact within tagged content, or the reverse
    untold_lang: tuple[str, ...] = ()  # where text has no language: "content", "alt", …
    faults: tuple[str, ...] = ()  # xfa, optional-content, embedded-file, …


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All that was found in one file. `problem` says why the rest may be missing.

    A file may be empty, encrypted, damaged, a bomb or unsupported. That the reading process was child-killed, or
    met its memory, cpu-time, wall-time or too-large bound, is no fact about it: model.READING_LOST.
    """

    name: str
    size: int
    form: str = ""  # xlsx xlsm xlsb xls ods csv tsv txt json jsonl geojson xml kml kmz shapefile zip pdf docx … html image
    problem: str = ""
    detail: str = ""
    leading: int = 0  # bytes before the beginning of a ZIP file
    sheets: tuple[Sheet, ...] = ()
    macros: bool = False
    external: int = 0  # links to other workbooks
    text: Text | None = None
    csv: Csv | None = None
    data: Data | None = None
    linked: Linked | None = None
    archive: Archive | None = None
    members: tuple["FileFacts", ...] = ()  # data files of an archive; their names are those within it
    pdf: Pdf | None = None
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """The extension in lower case, '' where there is none."""
        return self.name.rsplit(".", 1)[-1].lower() if "." in self.name else ""
