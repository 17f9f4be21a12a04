"""A text file holds characters of one encoding only, and every program finds its lines and fields."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import FileFacts
from auditor.read.facts import Text as Decoded
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    file_target,
    likely,
    passed,
)

from ._forms import encoding_word
from ._samples import PEOPLE, book, csv_of
from ._table import more, place


@file_rule(
    id="opendata/text-undecodable",
    impact=Impact.SERIOUS,
    title=Text(
        ja="文字化け、行や引用符の誤りのあるファイル",
        en="Garbled characters, broken lines or quotation marks",
    ),
    why=Text(
        ja="その行から先が正しく読めません。",
        en="From there on the file cannot be read right.",
    ),
    fix=Text(
        ja='文字化けは元の文字コードで開き直して「CSV UTF-8」で保存し、閉じていない引用符は値の終わりに " を書いて閉じ、'
        '値の中の " は "" と2つ書いてください。',
        en="Open it in its own encoding and save it as CSV UTF-8; close open quotation marks, and double those in values.",
    ),
    messages={
        "bytes": Text(
            ja="{line}行目に文字として読めない部分があります{aside}。",
            en="Line {line} holds bytes that are no characters{aside_en}.",
        ),
        "mixed": Text(
            ja="{line}行目の文字コードは {other} で、ほかの行の {encoding} と違います{aside}。"
            "どちらかの行が文字化けします。",
            en="Line {line} is written in {other}, other lines in {encoding}{aside_en}: one of them is garbled.",
        ),
        "unmarked": Text(
            ja="文字コードが {encoding} で、その印（BOM）がありません。多くのソフトで文字化けします。",
            en="The encoding is {encoding} without a byte order mark: most software shows it garbled.",
        ),
        "nul": Text(
            ja="NUL（値 0 の見えない文字）が{number}個あります。途中で読み終わるソフトがあります。",
            en="There are {number} NUL characters; software may stop reading there.",
        ),
        "carriage": Text(
            ja="行の区切りが CR だけです。全体を1行と読むソフトがあります。CRLF か LF にしてください。",
            en="Lines end in CR only; software may read the whole as one line. Use CRLF or LF.",
        ),
        "doubled": Text(
            ja="{number}行の終わりに CR が2つあります（CR CR LF）。1行おきに空の行があると読むソフトがあります。",
            en="{number} lines end in CR CR LF; software may read an empty line after each.",
        ),
        "told": Text(
            ja="1行目が「sep={delimiter}」です。Excel 以外のソフトはこれをデータの行として読みます。",
            en="The first line is “sep={delimiter}”, which software other than Excel reads as data.",
        ),
        "garbled": Text(
            ja="{where} に文字化けした文字があります。",
            en="There are garbled characters at {where}.",
        ),
        "unclosed": Text(
            ja='{row}行目の引用符（"）が閉じていません。続く{lines}行が同じ値の中に入ります。',
            en="The quotation mark in line {row} is never closed: {lines} lines after it become part of the value.",
        ),
        "stray": Text(
            ja='{row}件目の引用符（"）の使い方が誤っています{aside}。',
            en="Record {row} uses quotation marks wrongly{aside_en}.",
        ),
        "delimiter": Text(
            ja="区切りがカンマではなく「{delimiter}」です。",
            en="The delimiter is “{delimiter}”, not a comma.",
        ),
    },
    examples=[
        Example(PASSED, file=csv_of(PEOPLE)),
        Example(
            DEFINITE, file=FileFacts("a.csv", 10, "csv", text=Decoded("utf-8", undecodable=(3,))), key="bytes"
        ),
        Example(
            DEFINITE,
            file=FileFacts("a.csv", 10, "csv", text=Decoded("utf-8", mixed=(3,), other="cp932")),
            key="mixed",
            at="3行",
        ),
        Example(DEFINITE, file=csv_of(PEOPLE, "utf-16-le"), key="unmarked"),
        Example(PASSED, file=csv_of(PEOPLE, "utf-16")),
        Example(DEFINITE, file=FileFacts("a.csv", 10, "csv", text=Decoded("utf-8", nuls=3)), key="nul"),
        Example(LIKELY, file=FileFacts("a.csv", 10, "csv", text=Decoded("utf-8", cr=3)), key="carriage"),
        Example(PASSED, file=FileFacts("a.csv", 10, "csv", text=Decoded("utf-8", crlf=3, cr=1))),
        Example(
            LIKELY,
            file=FileFacts("a.csv", 10, "csv", text=Decoded("utf-8", crlf=3, cr=3, doubled=3)),
            key="doubled",
        ),
        Example(DEFINITE, file=csv_of(PEOPLE, told=True), key="told", at="1行"),
        Example(DEFINITE, file=csv_of([("市", "人口"), ("\ufffd", "1"), ("a", "2")]), key="garbled"),
        Example(DEFINITE, file=csv_of(PEOPLE, unclosed=2), key="unclosed"),
        Example(DEFINITE, file=csv_of(PEOPLE, stray_quotes=(2,)), key="stray"),
        Example(LIKELY, file=csv_of(PEOPLE, delimiter="\t"), key="delimiter"),
        Example(INAPPLICABLE, file=book(PEOPLE)),
    ],
)
def text_undecodable(file: File) -> Iterator[Finding]:
    facts = file.facts
    if facts.text is None:
        return
    good = True
    for key, said, where in _whole(facts.text):
        good = False
        make = likely if key in ("carriage", "doubled") else definite
        yield make(file_target(file, where, identity=key), key, **said)
    if lines := facts.text.undecodable:
        good = False
        yield definite(
            file_target(file, f"{lines[0]}行", identity="bytes"),
            "bytes",
            line=lines[0],
            **more(len(lines), "行", "line"),
        )
    for sheet in facts.sheets[:1]:
        for row, cells in enumerate(sheet.rows, 1):
            column = next(
                (at for at, value in enumerate(cells, 1) if isinstance(value, str) and "\ufffd" in value), 0
            )
            if column and not lines:
                good = False
                yield definite(
                    file_target(file, place(sheet, row, column), identity="garbled"),
                    "garbled",
                    where=place(sheet, row, column),
                )
                break
    if facts.csv is not None:
        if facts.csv.unclosed:
            good = False
            yield definite(
                file_target(file, f"{facts.csv.unclosed}行", identity="unclosed"),
                "unclosed",
                row=facts.csv.unclosed,
                lines=facts.csv.swallowed,
            )
        elif rows := facts.csv.stray_quotes:
            good = False
            yield definite(
                file_target(file, f"{rows[0]}行", identity="stray"),
                "stray",
                row=rows[0],
                **more(len(rows), "件", "record"),
            )
        if facts.csv.told:
            good = False
            yield definite(file_target(file, "1行", identity="told"), "told", delimiter=facts.csv.delimiter)
        elif facts.suffix == "csv" and facts.csv.delimiter != "," and facts.csv.columns > 1:
            good = False
            yield likely(
                file_target(file, identity="delimiter"),
                "delimiter",
                delimiter="タブ" if facts.csv.delimiter == "\t" else facts.csv.delimiter,
            )
    if good:
        yield passed()


def _whole(text: Decoded) -> Iterator[tuple[str, dict[str, object], str]]:
    """Yield what is wrong with the text as a whole: message key, its data, place."""
    if text.mixed:
        said = {
            "line": text.mixed[0],
            **more(len(text.mixed), "行", "line"),
            "other": encoding_word(text.other),
        }
        yield "mixed", {**said, "encoding": encoding_word(text.encoding)}, f"{text.mixed[0]}行"
    if text.encoding.endswith(("-le", "-be")):
        yield "unmarked", {"encoding": encoding_word(text.encoding)}, ""
    if text.nuls:
        yield "nul", {"number": text.nuls}, ""
    if text.doubled > 1:
        yield "doubled", {"number": text.doubled}, ""
    if text.cr > 1 and not text.crlf and not text.lf:
        yield "carriage", {}, ""
