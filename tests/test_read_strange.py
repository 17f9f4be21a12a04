"""Files as offices really publish them, in odd encodings, packages and values: what is wrong is told, what is fine is not."""

import datetime
import io
import json
import random
import struct
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
import pytest
from loaded import load

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.file_rules import judge_file, readability
from auditor.model import Outcome
from auditor.read.any_file import read_bytes
from auditor.read.compound import MAGIC
from auditor.read.sniff import sniff
from auditor.rule import File

BOOK = load()
RULES = BOOK.of_kind("file")
WANTED = profile(tuple(STANDARDS))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def said(name: str, data: bytes) -> set[str]:
    """rule:key of each finding, advice and questions of description left out; some rule has to have judged."""
    made = judge_file(File(read_bytes(name, data)), RULES, WANTED)
    assert any(one.outcome not in (Outcome.INAPPLICABLE, Outcome.UNTESTED) for one in made)
    return {
        f"{one.rule.split('/')[1]}:{finding.key}"
        for one in made
        for finding in one.findings
        if finding.certainty != "advice" and one.rule != "opendata/description-missing"
    }


def table(*rows: Sequence[Any], sign: str = ",", end: str = "\r\n") -> str:
    return "".join(sign.join(map(str, row)) + end for row in rows)


def workbook(*rows: Sequence[Any]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(list(row))
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def zipped(parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return data.getvalue()


def relations(*found: tuple[str, str, str], base: str = RELATIONS) -> str:
    inner = "".join(f'<Relationship Id="{id}" Type="{base}/{kind}" Target="{to}"/>' for id, kind, to in found)
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def package(
    rows: Sequence[Sequence[Any]],
    *,
    main: str = "xl/workbook.xml",
    sheet: str = "xl/worksheets/sheet1.xml",
    strings: str | None = "xl/sharedStrings.xml",
    base: str = RELATIONS,
    prefix: str = "/",
    ns: str = MAIN,
    name: Any = str,
    wide: bool = False,
) -> bytes:
    """A workbook written by hand: texts are shared strings where there is a part for them, else inline."""
    texts: list[str] = []

    def cell(value: Any) -> str:
        if isinstance(value, datetime.date):
            return f'<x:c t="d"><x:v>{value.isoformat()}</x:v></x:c>'
        if not isinstance(value, str):
            return f"<x:c><x:v>{value}</x:v></x:c>"
        if strings is None:
            return f'<x:c t="inlineStr"><x:is><x:t>{value}</x:t></x:is></x:c>'
        texts.append(value)
        return f'<x:c t="s"><x:v>{len(texts) - 1}</x:v></x:c>'

    body = "".join(f"<x:row>{''.join(map(cell, row))}</x:row>" for row in rows)
    folder, last = main.rpartition("/")[0], main.rpartition("/")[2]
    content = f'<x:worksheet xmlns:x="{ns}"><x:sheetData>{body}</x:sheetData></x:worksheet>'
    shared = "".join(f"<x:si><x:t>{text}</x:t></x:si>" for text in texts)
    listed = '<x:sheet name="表" sheetId="1" rel:id="a"/>'
    own = (("a", "worksheet", prefix + sheet), ("b", "sharedStrings", prefix + (strings or "none")))
    parts: list[tuple[str, str | bytes]] = [
        ("[Content_Types].xml", f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
        ("_rels/.rels", relations(("r1", "officeDocument", prefix + main), base=base)),
        (main, f'{HEAD}<x:workbook xmlns:x="{ns}" xmlns:rel="{base}"><x:sheets>{listed}</x:sheets></x:workbook>'),
        (f"{folder}/_rels/{last}.rels", relations(*own, base=base)),
        (sheet, f'<?xml version="1.0" encoding="UTF-16"?>{content}'.encode("utf-16") if wide else HEAD + content),
    ]  # fmt: skip
    if strings:
        parts.append((strings, f'{HEAD}<x:sst xmlns:x="{ns}">{shared}</x:sst>'))
    return zipped((name(one), data) for one, data in parts)


LIBRARIES = (
    ("施設名", "所在地", "蔵書数（冊）"),
    ("中央図書館", "みどり市緑町1-1", 120000),
    ("北図書館", "みどり市北町2-3", 45000),
    ("南図書館", "みどり市南町5-6", 38000),
    ("東分室", "みどり市東町7-8", 9000),
)
PADDED = b"".join(
    one.encode("cp932").ljust(16, b"\0") + b"," + two.encode("cp932").ljust(12, b"\0") + b"\r\n"
    for one, two in (("区名", "人口（人）"), ("千代田区", "66680"), ("中央区", "169179"), ("港区", "260486"))
)
EUC_AFTER = table(*LIBRARIES).encode("cp932") + table(
    ("西分室", "みどり市西町1-9", 8000), ("移動図書館", "みどり市内各所", 3000)
).encode("euc_jp")
RARE = (
    ("書名", "ヨミ", "所蔵"), ("鴎の詩", "ｶﾓﾒ ﾉ ｼ", "檜原村"), ("纐纈の布", "ｺｳｹﾂ ﾉ ﾇﾉ", "鷺宮"), ("瀞の水", "ﾄﾛ ﾉ ﾐｽﾞ", "霞ヶ関"),
    ("齋藤家文書", "ｻｲﾄｳｹ ﾓﾝｼﾞｮ", "鶯谷"),
)  # fmt: skip
BRACKETS = (("[区分]", "<名称>", "件数（件）"), ("[A]", "<甲>", 3), ("[B]", "<乙>", 5), ("[C]", "<丙>", 8))
BRACKETS_FIRST = (("<区分>", "名称", "件数（件）"), ("<甲>", "A", 3), ("<乙>", "B", 5), ("<丙>", "C", 8))
ASTRAL = (("名称", "備考"), ("𠮷野家前", "😀 あり"), ("葛󠄀城", "―"), ("Ñandú", "café"))
MESSAGE = json.dumps({"status": 404, "message": "ファイルが見つかりません"}, ensure_ascii=False).encode()
NOISE = random.Random(7).randbytes(5_000)

TOLD: dict[str, tuple[str, bytes, set[str]]] = {
    "four bytes a character, no mark": ("a.csv", table(*LIBRARIES).encode("utf-32-le"), {"text-undecodable:unmarked"}),
    "fields padded with NUL": ("a.csv", PADDED, {"text-undecodable:nul"}),
    "a workbook cut off in transit": ("a.xlsx", workbook(*LIBRARIES)[:3000], {"file-unreadable:damaged"}),
    "an answer of an API saved as CSV": ("a.csv", MESSAGE, {"file-name-untrue:untrue"}),
    "rows of another system below": ("a.csv", EUC_AFTER, {"text-undecodable:mixed"}),
    "noise named PDF": ("a.pdf", NOISE, {"file-unreadable:unknown"}),
}  # fmt: skip
FINE: dict[str, tuple[str, bytes]] = {
    "Unicode text of Excel": ("a.txt", table(*LIBRARIES, sign="\t").encode("utf-16")),
    "rare kanji and narrow kana": ("a.csv", table(*RARE).encode("cp932")),
    "brackets in the first cell": ("a.csv", table(*BRACKETS).encode("utf-8-sig")),
    "angle brackets in the first cell": ("a.csv", table(*BRACKETS_FIRST).encode("utf-8-sig")),
    "characters beyond the first plane": ("a.csv", table(*ASTRAL).encode("utf-8-sig")),
}  # fmt: skip

PROFITS = (("年月", "利益（円）"), ("1月", 150000), ("2月", 50000), ("3月", "▲50,000"), ("4月", 300000))
COUNTS = (("館", "利用者数（人）"), *((f"第{n}館", str(n * n * 31)) for n in range(1, 12)))
POINTS = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"名称": f"公園{n}"}, "geometry": {"type": "Point", "coordinates": [35.6 + n / 100, 139.7]}}
        for n in range(3)
    ],
}  # fmt: skip
WIDE_POINTS = json.dumps(POINTS, ensure_ascii=False).encode("utf-16")
KML = (
    '<?xml version="1.0" encoding="{}"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>①㈱中央公園</name>'
    "<Point><coordinates>139.7,35.6</coordinates></Point></Placemark></Document></kml>"
)
RDF = (
    '<?xml version="1.0" encoding="EUC-JP"?><!DOCTYPE rdf:RDF [<!ENTITY xsd "http://www.w3.org/2001/XMLSchema#">'
    '<!ENTITY city "https://example.metro.tokyo.lg.jp/id/">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:p="https://example.metro.tokyo.lg.jp/p#"><rdf:Description rdf:about="&city;1"><p:名称>中央公園</p:名称>'
    '<p:面積 rdf:datatype="&xsd;integer">120</p:面積></rdf:Description></rdf:RDF>'
)
WORD = zipped([
    ("[Content_Types].xml", HEAD + "<Types/>"),
    ("_rels/.rels", relations(("r", "officeDocument", "word/document2.xml"))),
    ("word/document2.xml", HEAD + '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'),
])  # fmt: skip
ODD_STRICT = package(
    PROFITS,
    main="data/book.xml",
    sheet="data/leaves/one.xml",
    strings="texts/all.xml",
    base=STRICT,
    ns="http://purl.oclc.org/ooxml/spreadsheetml/main",
)
BACKSLASHES = package(
    COUNTS, name=lambda one: one.replace("/", "\\").upper() if one.startswith("xl") else one
)
NO_STRINGS = package(
    LIBRARIES, strings="xl/texts.xml", name=lambda one: "lost.xml" if one == "xl/texts.xml" else one
)
DAYS = tuple((f"行事{n}", datetime.date(2026, 4, n), n * 10) for n in range(1, 6))
WIDE_STRICT = package((("行事", "開催日", "参加者数（人）"), *DAYS), strings=None, base=STRICT, wide=True)
TOLD |= {
    "another edition of the standard in odd folders": ("a.xlsx", ODD_STRICT, {"number-as-text:decorated"}),
    "names with backslashes in capitals": ("a.xlsx", BACKSLASHES, {"number-as-text:text"}),
    "GeoJSON of two bytes a character": ("a.geojson", WIDE_POINTS, {"document-invalid:encoding", "document-invalid:swapped"}),
    "KML that is not what it declares": ("a.kml", KML.format("EUC-JP").encode(), {"document-invalid:declared"}),
    "a workbook without its texts": ("a.xlsx", NO_STRINGS, {"file-unreadable:damaged"}),
    "a letter named as a workbook": ("a.xlsx", WORD, {"file-name-untrue:untrue", "format-not-readable:document"}),
}  # fmt: skip
FINE |= {
    "RDF with short names for addresses": ("a.rdf", RDF.encode("euc_jp")),
    "days as days and sheets of two bytes a character": ("a.xlsx", WIDE_STRICT),
    "KML in the encoding of Windows": ("a.kml", KML.format("Windows-31J").encode("cp932")),
    "JSON with a mark and escapes": ("a.json", json.dumps([{"名称": "公園"}]).encode("utf-8-sig")),
}  # fmt: skip

BUDGET = (
    ("款", "予算額（千円）", "執行率"), *((f"第{n}款", str(n * n * 1031), n / 20) for n in range(1, 17)),
    *((f"第{n}款", "-", 0.5) for n in range(17, 21)),
)  # fmt: skip
ERAS = (("事業", "令和5年", "令和6年"), *((f"事業{n}", str(n * 13), str(n * n)) for n in range(1, 9)))
WARDS = (
    ("区名", "面積（km2）"),
    ("中　央　区", 10.21),
    ("港　　　区", 20.37),
    ("千代田区", 11.66),
    ("文京区", 11.29),
)
BLANKS = (
    ("地点", "測定値（mg/L）", "備考"),
    ("A橋", "0.5", "良"),
    ("B橋", " ", "良"),
    ("C橋", "0.7", "良"),
    ("D橋", "0.9", " "),
)
OPENED = (
    ("施設", "開館年月日（和暦）", "開館年月日（西暦）"), ("中央", "昭和63年4月1日", datetime.date(1988, 4, 1)),
    ("北", "平成元年6月1日", datetime.date(1989, 6, 1)), ("南", "平成10年10月1日", datetime.date(1999, 10, 1)),
    ("東", "令和2年4月1日", datetime.date(2020, 4, 1)),
)  # fmt: skip
BUILT = (
    ("施設", "竣工", "点検日"), ("中央", "昭和63年3月", "2025-05-10"), ("北", "平成元年5月", "2025-05-11"),
    ("南", "平成10年9月", "2025-05-12"), ("東", "R2.3", "2025-05-13"),
)  # fmt: skip
CODES = (
    ("学校名", "所管", "〒", "連絡先", "学校", "開校", "職員数（人）"),
    *(
        (f"第{n}小学校", str(131016 + n * 8), f"{1000000 + n * 37}", f"03{30000000 + n * 7919}", f"13{10**8 + n}", str(1950 + n), n)
        for n in range(1, 9)
    ),
)  # fmt: skip
NAMES = (
    ("議員", "会派", "期（回）"),
    ("山田　太郎", "緑の会", 3),
    ("林　薫", "無所属", 1),
    ("佐々木　希", "緑の会", 2),
    ("森　一", "青の会", 4),
    ("小野寺　実", "青の会", 5),
)
BESIDE = (
    ("届出番号", "届出日", "届出日（和暦）", "件数（件）"), ("第1号", "2026-04-01", "R8.4.1", 3), ("第2号", "2026-04-30", "R8.4.30", 5),
    ("第3号", "2019-04-30", "H31.4.30", 2), ("第4号", "2019-05-01", "R1.5.1", 4),
)  # fmt: skip
ROOMS = (
    ("施設", "部屋", "階", "学年"),
    *(
        (f"施設{n}", f"{n}0{n}" if n < 10 else f"1{n}3", str(n % 4 + 1), str(n % 6 + 1))
        for n in range(13, 0, -1)
    ),
)
TOLD |= {
    "most amounts of a budget as text": ("a.xlsx", workbook(*BUDGET), {"number-as-text:text", "symbol-undefined:undefined"}),
    "counts as text under years": ("a.xlsx", workbook(*ERAS), {"number-as-text:text", "era-only-dates:era-name"}),
    "names drawn out to one width": ("a.csv", table(*WARDS).encode("utf-8-sig"), {"layout-by-spaces:inside"}),
    "a space where a value is missing": ("a.csv", table(*BLANKS).encode("utf-8-sig"), {"layout-by-spaces:only"}),
    "a year that is another one in the western calendar": ("a.xlsx", workbook(*OPENED), {"era-only-dates:differs"}),
    "an era beside the date of something else": ("a.xlsx", workbook(*BUILT), {"era-only-dates:era"}),
}  # fmt: skip
FINE |= {
    "codes, postal and telephone numbers and years as text": ("a.xlsx", workbook(*CODES)),
    "names of people": ("a.xlsx", workbook(*NAMES)),
    "an era beside its western date": ("a.csv", table(*BESIDE).encode("utf-8-sig")),
    "rooms, floors and grades as text": ("a.xlsx", workbook(*ROOMS)),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_what_is_wrong_with_a_strange_file_is_told_and_nothing_else(case: str) -> None:
    name, data, wanted = TOLD[case]

    assert said(name, data) == wanted


@pytest.mark.parametrize("case", FINE)
def test_a_strange_file_that_is_fine_is_not_told(case: str) -> None:
    assert said(*FINE[case]) == set()


@pytest.mark.parametrize(
    "suffix", ["xlsx", "xls", "ods", "docx", "zip", "csv", "txt", "json", "xml", "kml", "pdf"]
)
def test_noise_cannot_be_read_as_what_its_name_says(suffix: str) -> None:
    assert said(f"a.{suffix}", NOISE) == {"file-unreadable:unknown"}


@pytest.mark.parametrize(
    ("name", "start"), [("a.xls", MAGIC), ("a.xlsx", b"PK\x03\x04"), ("a.docx", b"PK\x03\x04")]
)
def test_a_file_that_only_begins_as_it_should_is_damaged(name: str, start: bytes) -> None:
    found = said(name, start + NOISE)

    assert "file-unreadable:damaged" in found and "file-name-untrue:untrue" not in found


def test_noise_of_a_form_nobody_knows_is_a_question() -> None:
    assert said("a.las", NOISE) == {"file-unreadable:unfamiliar"}


@pytest.mark.parametrize("name", ["Shift_JIS", "Windows-31J", "EUC-JP", "ISO-2022-JP", "UTF-16", "UTF-8"])
def test_xml_is_read_in_the_encoding_it_declares(name: str) -> None:
    codec = {"Windows-31J": "cp932", "Shift_JIS": "cp932"}.get(name, name)
    text = f'<?xml version="1.0" encoding="{name}"?><施設一覧><施設><名称>中央図書館</名称></施設></施設一覧>'

    facts = read_bytes("a.xml", text.encode(codec))

    assert facts.data is not None
    assert (facts.data.error, facts.data.root, facts.data.items) == ("", "施設一覧", 3)


@pytest.mark.parametrize(
    ("declared", "written"), [("Shift_JIS", "utf-8"), ("UTF-8", "cp932"), ("", "cp932"), ("", "euc_jp")]
)
def test_xml_that_is_not_in_its_encoding_is_told(declared: str, written: str) -> None:
    how = f' encoding="{declared}"' if declared else ""

    found = said("a.xml", f'<?xml version="1.0"{how}?><a>\n図書館</a>'.encode(written))

    assert found == {f"document-invalid:{'declared' if declared else 'undeclared'}"}


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-16"])
def test_json_that_is_not_utf_8_is_told_and_read(encoding: str) -> None:
    text = '[{"名称": "図書館", "名称": "分館"}]'

    assert said("a.json", text.encode(encoding)) == {"document-invalid:encoding", "document-invalid:twice"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (table(*LIBRARIES, end="\r"), {"text-undecodable:carriage"}),
        (table(*LIBRARIES, end="\r\r\n"), {"text-undecodable:doubled"}),
        ("sep=;\r\n" + table(*LIBRARIES, sign=";"), {"text-undecodable:told"}),
        (table(*LIBRARIES, sign=";"), {"text-undecodable:delimiter"}),
        (table(*LIBRARIES, sign="\t"), {"text-undecodable:delimiter"}),
        (table(*LIBRARIES).replace("北図書館", '"北図書館'), {"text-undecodable:unclosed"}),
        (table(*LIBRARIES) + "\x1a", set()),
        (table(LIBRARIES[0]), {"rows-missing:missing"}),
        ("\ufeff" + table(*([f'"{value}"' for value in row] for row in LIBRARIES)), set()),
        (table(("番号", "名称"), ('="001"', "中央"), ('="002"', "北"), ('="003"', "南")), {"formula-left:written"}),
        (table(("施設名", "分類"), ("中央", "文化;教育;福祉"), ("北", "文化;教育;福祉")), {"several-values-in-cell:list"}),
        (",,\r\n,,\r\n", {"file-unreadable:empty"}),
        ("<br />\n<b>Warning</b>: mysql_connect()", {"file-name-untrue:untrue"}),
        ("<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", {"file-name-untrue:untrue"}),
    ],
)  # fmt: skip
def test_how_a_csv_file_is_written_is_told(text: str, found: set[str]) -> None:
    assert said("a.csv", text.encode("utf-8")) == found


def test_an_open_quotation_is_told_with_its_line_and_swallows_no_other() -> None:
    facts = read_bytes("a.csv", table(*LIBRARIES).replace("南図書館", '"南図書館').encode("utf-8"))

    assert facts.csv is not None
    assert (facts.csv.unclosed, facts.csv.broken_lines, facts.sheets[0].height) == (4, (), 5)
    assert facts.sheets[0].rows[4][0] == "東分室"


def test_a_very_long_line_is_no_open_quotation() -> None:
    facts = read_bytes("a.csv", b"a,b\n1," + b"x" * 2_500_000 + b"\n")

    assert (facts.problem, facts.csv) == ("too-large", None)


@pytest.mark.parametrize("junk", [b"xx", b"\r\n", b"\xef\xbb\xbf"])
def test_bytes_before_a_workbook_are_told_and_it_is_read(junk: bytes) -> None:
    assert said("a.xlsx", junk + workbook(*COUNTS)) == {"file-unreadable:leading", "number-as-text:text"}


@pytest.mark.parametrize("rows", [[], [[" "]], [["　", None], [None, " "]]])
def test_an_empty_workbook_is_told_and_scores_nothing(rows: list[list[Any]]) -> None:
    facts = read_bytes("a.xlsx", workbook(*rows))

    assert (facts.problem, facts.sheets) == ("empty", ())
    assert said("a.xlsx", workbook(*rows)) == {"file-unreadable:empty"}


def test_a_level_of_which_nothing_was_judged_has_no_points() -> None:
    made = judge_file(File(read_bytes("a.csv", table(LIBRARIES[0]).encode())), RULES, WANTED)

    assert readability(made, BOOK.rules) == {"L1": 100}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (table(*LIBRARIES), "csv"),
        (table(*LIBRARIES, sign="\t"), "tsv"),
        ("お知らせ。\n本日, 臨時休館です。\n明日は開館します。\n", "txt"),
    ],
)
def test_a_table_in_a_text_file_is_read(text: str, form: str) -> None:
    facts = read_bytes("a.txt", text.encode("cp932"))

    assert (facts.form, bool(facts.sheets)) == (form, form != "txt")


def test_a_letter_with_a_workbook_in_it_is_a_letter() -> None:
    names = ("Root Entry", "WordDocument", "ObjectPool", "Workbook")
    kinds, links = (5, 2, 1, 2), ((-1, -1, 1), (-1, 2, -1), (-1, -1, 3), (-1, -1, -1))
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBiii", len(name) * 2 + 2, kind, 1, *link)
        + bytes(36)
        + struct.pack("<iiI", -2, 0, 0)
        for name, kind, link in zip(names, kinds, links, strict=True)
    )
    head = MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIiIiI", 0, 1, 1, 0, 4096, -2, 0, -2, 0) + struct.pack("<109i", 0, *[-1] * 108)
    table_of_sectors = struct.pack("<128i", -3, -2, *[-1] * 126)

    assert sniff(head + table_of_sectors + entries, "xls") == "doc"


@pytest.mark.parametrize(
    "line",
    [
        "東京都千代田区".encode()[:-1] + b",1\n",
        "ぞうさんのすべりだい".encode()[:-1] + b",1\n",
        b"Cr\xe9dit Lyonnais,1\n",
        "中央\udcff図書館,1\n".encode(errors="surrogateescape"),
    ],
)
def test_damage_in_a_line_is_no_other_encoding(line: bytes) -> None:
    data = table(*LIBRARIES).encode() + line

    how = read_bytes("a.csv", data).text

    assert how is not None
    assert (how.encoding, how.undecodable, how.mixed) == ("utf-8", (6,), ())


@pytest.mark.parametrize(
    "data", [b"id,name\n1\0,abc\n2,def\n30,ghi\n", b"abcdefgh ijkl mnop\nqrst uvw\0xyz\nabcd\n"]
)
def test_a_stray_nul_does_not_make_a_text_one_of_two_bytes_a_character(data: bytes) -> None:
    how = read_bytes("a.csv", data).text

    assert how is not None
    assert (how.encoding, how.nuls) == ("utf-8", 1)


def test_lines_with_a_comma_here_and_there_are_no_table() -> None:
    text = "Dear all, welcome\nDays, hours\nOpen daily\nMonday, Tuesday, Friday\nBooks, maps, discs, films\n"

    assert read_bytes("a.txt", text.encode()).form == "txt"


LINES = '{"id": 1, "名称": "春の朝市"}\n{"id": 2, "名称": "映画会", "料金": null}\n'


@pytest.mark.parametrize("suffix", ["jsonl", "ndjson"])
@pytest.mark.parametrize(
    "text", [LINES, LINES.replace("\n", "\r\n"), LINES.rstrip(), '"a"\n3\n', "[1]\n\n[2]\n"]
)
def test_json_lines_are_one_value_a_line(suffix: str, text: str) -> None:
    facts = read_bytes(f"a.{suffix}", text.encode())

    assert facts.form == "jsonl" and facts.data is not None
    assert (facts.data.error, facts.data.items) == ("", 2)
    assert said(f"a.{suffix}", text.encode()) == set()


@pytest.mark.parametrize(
    ("text", "line"), [(LINES + "{'id': 3}\n", 3), ("{\n" + LINES, 1), (LINES + "\n{", 4)]
)
def test_of_json_lines_the_line_that_fails_is_named(text: str, line: int) -> None:
    facts = read_bytes("a.jsonl", text.encode())

    assert facts.data is not None and facts.data.line == line
    assert said("a.jsonl", text.encode()) == {"document-invalid:syntax"}


def test_values_one_after_another_in_a_file_named_json_stay_a_fault() -> None:
    assert said("a.json", LINES.encode()) == {"document-invalid:syntax"}
