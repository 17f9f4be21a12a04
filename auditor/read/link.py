"""What a link promises of the file behind it: by its address, its words, and the lines of the answer."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# Extension → the kind of content it promises.
EXTENSIONS = {
    "csv": "CSV", "tsv": "CSV",
    "xlsx": "Excel", "xlsm": "Excel", "xls": "Excel", "xlsb": "Excel",
    "ods": "ODS",
    "json": "JSON", "geojson": "JSON", "jsonl": "JSON", "ndjson": "JSON",
    "xml": "XML", "kml": "XML", "gml": "XML", "rdf": "XML",
    "kmz": "ZIP", "zip": "ZIP",
    "pdf": "PDF",
}  # fmt: skip
FORMS = {
    "csv": "CSV", "tsv": "TSV", "xlsx": "Excel", "xlsm": "Excel", "xlsb": "Excel", "xls": "Excel", "ods": "ODS",
    "json": "JSON", "jsonl": "JSON", "ndjson": "JSON", "geojson": "GeoJSON",
    "xml": "XML", "rdf": "RDF", "ttl": "RDF", "kml": "KML", "gml": "GML",
    "kmz": "KML", "gpx": "GPX", "shp": "Shapefile", "shapefile": "Shapefile", "zip": "ZIP", "parquet": "Parquet",
    "pdf": "PDF",
}  # fmt: skip
_KINDS = {
    "tsv": "CSV", "xls": "Excel", "xlsx": "Excel", "excel": "Excel", "エクセル": "Excel", "geojson": "JSON",
    "kml": "XML", "kmz": "ZIP", "シェープ": "ZIP", "shapefile": "ZIP",
}  # fmt: skip
# A type counts as a promise only where it is written as one: （CSV：12KB）, [Excel], CSV形式, CSVファイル.
_WORD = r"csv|tsv|xlsx?|excel|エクセル|ods|geo\s?json|json|xml|kml|kmz|zip|pdf|シェープ|shapefile"
_PROMISE = re.compile(
    rf"[(\[【〔<]\s*(?P<a>{_WORD})\s*(?:形式|ファイル|データ|版)?\s*(?:[)\]】〕>:、,/]|\s|\d)"
    rf"|(?<![a-z])(?P<b>{_WORD})\s*(?:形式|ファイル|版)",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>キロバイト|メガバイト|ギガバイト|バイト|[kmg]i?b|bytes?)(?![a-z])",
    re.IGNORECASE,
)
_UNITS = {"k": 1_000, "m": 1_000_000, "g": 1_000_000_000, "キ": 1_000, "メ": 1_000_000, "ギ": 1_000_000_000}
_TYPES = (
    ("csv", "csv"), ("tab-separated", "tsv"), ("spreadsheetml", "xlsx"), ("ms-excel", "xls"),
    ("opendocument.spreadsheet", "ods"), ("geo+json", "geojson"), ("json", "json"), ("kml+xml", "kml"),
    ("kmz", "kmz"), ("rdf+xml", "rdf"), ("pdf", "pdf"), ("zip", "zip"), ("/xml", "xml"),
)  # fmt: skip
# Lists of news and pages for programs, not data about the world.
_FEED = re.compile(r"(?:^|[/_.-])(?:rss|atom|feeds?|sitemap|manifest|opensearch|index\.xml)", re.IGNORECASE)
_PLUS = re.compile(r"filename\*\s*=\s*([\w-]*)'[^']*'([^;]+)", re.IGNORECASE)
_PLAIN = re.compile(r'filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))', re.IGNORECASE)
NAME = 200  # characters of a file name
_PASSING = frozenset({"t", "ts", "timestamp", "v", "download"})  # parameters that do not name another file


def extension(url: str) -> str:
    """Return the extension of a URL's path in lower case, '' where there is none."""
    name = urlsplit(url).path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def promised(text: str) -> set[str]:
    """Kinds of file that a text promises."""
    folded = unicodedata.normalize("NFKC", text)
    words = ((found["a"] or found["b"]).lower().replace(" ", "") for found in _PROMISE.finditer(folded))
    return {_KINDS.get(word, word.upper()) for word in words}


def told_size(text: str) -> int | None:
    """Return the size in bytes that a text tells, None where it tells none."""
    found = _SIZE.search(unicodedata.normalize("NFKC", text))
    if found is None:
        return None
    unit = _UNITS.get(found["unit"][0].lower(), 1)
    return int(float(found["number"].replace(",", "")) * unit)


def is_feed(url: str) -> bool:
    """Return whether an address is that of a feed, a sitemap or the like."""
    return extension(url) in ("xml", "rdf", "json") and _FEED.search(urlsplit(url).path) is not None


def may_be_file(url: str, text: str = "") -> bool:
    """Return whether a link leads to a data file or PDF by its address or its own words."""
    if extension(url) in EXTENSIONS or extension(url) in FORMS:
        return not is_feed(url)
    return "/documents/d/" in urlsplit(url).path or bool(promised(text))


def disposition_name(value: str) -> str:
    """Return the file name a Content-Disposition gives (RFC 6266, RFC 8187), '' where it gives none."""
    if plus := _PLUS.search(value):
        try:
            return _bare(unquote(plus[2].strip().strip('"'), plus[1] or "utf-8", "replace"))
        except LookupError:  # a character set nobody knows
            return _bare(plus[2])
    if plain := _PLAIN.search(value):
        return _bare(unquote(plain[1] if plain[1] is not None else plain[2]))
    return ""


def file_name(url: str, headers: Iterable[tuple[str, str]] = ()) -> str:
    """Return the name under which a browser would save the answer."""
    for name, value in headers:
        if name.lower() == "content-disposition" and (given := disposition_name(value)):
            return given
    return _bare(unquote(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1])) or "file"


def _bare(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable()).strip()[-NAME:]


def answered_form(headers: Iterable[tuple[str, str]], head: bytes = b"") -> str:
    """Return the form an answer has by its Content-Disposition, Content-Type and first bytes, '' where none tells."""
    lines = {name.lower(): value for name, value in headers}
    named = disposition_name(lines.get("content-disposition", ""))
    suffix = named.rsplit(".", 1)[-1].lower() if "." in named else ""
    if suffix in FORMS:
        return suffix
    if head.startswith(b"%PDF-"):
        return "pdf"
    media = lines.get("content-type", "").partition(";")[0].strip().lower()
    if "rss" in media or "atom" in media:
        return ""
    return next((form for part, form in _TYPES if part in media), "")


def key(url: str) -> str:
    """Return what two addresses of one file have in common."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if host.endswith(".metro.tokyo.jp"):
        host = host.removesuffix("jp") + "lg.jp"
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = unicodedata.normalize("NFC", unquote(parts.path)).rstrip("/")
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if pair[0].lower() not in _PASSING))
    return f"{host}{port}{path}" + (f"?{query}" if query else "")
