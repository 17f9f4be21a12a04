"""Which forms an extension promises, and what people call the forms and encodings that readers tell."""

from collections.abc import Mapping

# Extension → forms that keep its promise.
FORMS: Mapping[str, frozenset[str]] = {
    suffix: frozenset(forms.split())
    for suffix, forms in {
        "xlsx": "xlsx", "xlsm": "xlsm xlsx", "xlsb": "xlsb", "xls": "xls", "ods": "ods",
        "csv": "csv tsv txt", "tsv": "tsv csv", "txt": "txt csv tsv json geojson xml kml ttl",
        "json": "json geojson", "jsonl": "jsonl", "ndjson": "jsonl",
        "geojson": "geojson json", "xml": "xml kml", "kml": "kml xml", "gml": "xml", "rdf": "xml",
        "ttl": "ttl", "kmz": "kmz zip", "zip": "zip shapefile kmz", "7z": "7z", "rar": "rar", "lzh": "lzh", "gz": "gzip",
        "pdf": "pdf", "docx": "docx", "doc": "doc rtf", "pptx": "pptx", "ppt": "ppt", "rtf": "rtf", "odt": "odt", "odp": "odp",
        "jtd": "ichitaro", "html": "html xml", "htm": "html xml", "png": "image", "jpg": "image", "jpeg": "image",
        "gif": "image", "bmp": "image", "tif": "image", "tiff": "image", "webp": "image",
    }.items()
}  # fmt: skip
_WORDS = {
    "ole": "Office（OLE）", "ichitaro": "一太郎", "image": "画像（image）", "html": "HTML", "program": "program",
    "shapefile-part": "shapefile (.shp)", "txt": "text",
}  # fmt: skip
_ENCODINGS = {
    "cp932": "Shift_JIS", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP", "utf-8-sig": "UTF-8", "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16", "utf-32-le": "UTF-32", "utf-32-be": "UTF-32",
}  # fmt: skip


def form_word(form: str) -> str:
    """Return what people call a form."""
    return _WORDS.get(form, form)


def encoding_word(encoding: str) -> str:
    """Return what people call an encoding."""
    return _ENCODINGS.get(encoding, encoding.upper())
