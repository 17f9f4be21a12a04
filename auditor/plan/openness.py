"""How open a published file is: the stars of the five-star scheme, and its words.

The scheme is that of https://5stardata.info/ja/: (1) open terms, (2) structured, (3) a form nobody owns, (4) URIs name the
things, (5) links lead to data elsewhere. The first three follow from terms and form; the other two are counted where a
reader found them in the content, and are put to a person where only an address or a code is there.
"""

from collections.abc import Mapping, Sequence

from auditor.model import PageFacts, Text
from auditor.words import say

# What the form alone allows. It ends at three: the other stars are a matter of the content.
_STARS: Mapping[str, int] = {
    "rdf": 3, "ttl": 3, "csv": 3, "tsv": 3, "json": 3, "geojson": 3, "jsonl": 3, "ndjson": 3, "xml": 3, "kml": 3, "kmz": 3, "gml": 3,
    "gpx": 3, "ods": 3, "parquet": 3, "shapefile": 2, "xlsx": 2, "xlsm": 2, "xlsb": 2, "xls": 2,
    "zip": 1, "pdf": 1, "docx": 1, "doc": 1, "pptx": 1, "ppt": 1, "odt": 1, "odp": 1, "image": 1, "txt": 1,
}  # fmt: skip
_LINKED: Mapping[str, int] = {"uris": 4, "links": 5}
_MEANT: Mapping[int, Text] = {
    4: Text("。物事をURIで示しています", ". URIs name the things"),
    5: Text(
        "。物事をURIで示し、ほかのデータにリンクしています", ". URIs name the things and link to other data"
    ),
}
_GIVEN = Text("5つ星の{stars}（{number}{more}）", "{stars} of five ({number}{more})")
_NO_TERMS = Text(
    "5つ星は0（利用条件が見つからないため。形式と中身だけなら{stars}{more}）",
    "No star of five (no terms of use were found. By form and content alone: {stars}{more})",
)
_PERHAPS = Text(
    "。4つ目は要確認：「{column}」のアドレスが物事の識別子（URI）であれば4",
    ". The fourth is for people to decide: 4 if the addresses in “{column}” are identifiers (URIs) of things",
)
_NO_NAME = Text("名前のない列", "a column without a name")
_BY_CODES = Text(
    "。4つ目：「{column}」をURIでも示すと4", ". The fourth: 4 if “{column}” is given as URIs too"
)
OPEN = frozenset({"CC BY 4.0", "CC BY", "CC0", "PDL1.0", "政府標準利用規約", "ODC", "サイトの利用規約"})


def stars(form: str, licences: Sequence[str], linked: str = "") -> int:
    """Stars of a file: none without terms that let everybody use it, then by its form and what it links to."""
    return _possible(form, linked) if OPEN & set(licences) else 0


def star_words(form: str, licences: Sequence[str], linked: str = "", lang: str = "ja") -> str:
    """Return the stars in words; without terms of use what they would be, and what a person has to decide."""
    possible = _possible(form, linked)
    if not possible:
        return ""
    text = _GIVEN if stars(form, licences, linked) else _NO_TERMS
    facts = {"stars": "★" * possible, "number": possible, "more": _more(possible, linked, lang)}
    return text.fill(lang, facts)


def _possible(form: str, linked: str) -> int:
    base = _STARS.get(form, 0)
    return _LINKED.get(linked, base) if base == 3 else base


def _more(possible: int, linked: str, lang: str) -> str:
    if possible != 3:
        return say(_MEANT[possible], lang) if possible in _MEANT else ""
    kind, _, column = linked.partition(":")
    if kind == "uris?":
        return _PERHAPS.fill(lang, {"column": column or say(_NO_NAME, lang)})
    return _BY_CODES.fill(lang, {"column": column}) if kind == "codes" else ""


def licences_of(page: PageFacts) -> tuple[str, ...]:
    """Return the licences a page speaks of."""
    return tuple(name.removeprefix("licence:") for name in page.features if name.startswith("licence:"))
