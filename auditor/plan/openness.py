"""How open a published file is: the stars of the five-star scheme, and its words."""

from collections.abc import Mapping, Sequence

from auditor.model import PageFacts

# What the form alone allows; the fourth star asks for addresses of things, the fifth for links to other data.
_STARS: Mapping[str, int] = {
    "rdf": 4, "ttl": 4, "csv": 3, "tsv": 3, "json": 3, "geojson": 3, "xml": 3, "kml": 3, "kmz": 3, "gml": 3,
    "gpx": 3, "ods": 3, "parquet": 3, "shapefile": 2, "xlsx": 2, "xlsm": 2, "xlsb": 2, "xls": 2,
    "zip": 1, "pdf": 1, "docx": 1, "doc": 1, "pptx": 1, "ppt": 1, "odt": 1, "odp": 1, "image": 1, "txt": 1,
}  # fmt: skip
OPEN = frozenset({"CC BY 4.0", "CC BY", "CC0", "PDL1.0", "政府標準利用規約", "ODC", "サイトの利用規約"})


def stars(form: str, licences: Sequence[str]) -> int:
    """Stars of a file: none without terms that let everybody use it, then by its form."""
    return _STARS.get(form, 0) if OPEN & set(licences) else 0


def star_words(form: str, licences: Sequence[str]) -> str:
    """The stars in words; without terms of use what they would be."""
    possible = _STARS.get(form, 0)
    if not possible:
        return ""
    if stars(form, licences):
        return f"5つ星の{'★' * possible}（{possible}）"
    return f"5つ星は0（利用条件が見つからないため。形式だけなら{'★' * possible}）"


def licences_of(page: PageFacts) -> tuple[str, ...]:
    """The licences a page speaks of."""
    return tuple(name.removeprefix("licence:") for name in page.features if name.startswith("licence:"))
