"""The words of the header and footer of a printed page, without the codes that say how they look."""

import re
from collections.abc import Iterator

from auditor.model import Text
from auditor.workbook.form.columns import SHEET_TITLES

TITLE = Text("{bureau} ウェブサイト改善計画書 {cycle}", "{bureau}: improvement plan of web sites, {cycle}")
IN_PART = Text("　（印刷は先頭の{most}行まで）", " (the first {most} rows)")  # after the title of a sheet
FOOTER = Text("&C&9&P / &N ページ", "&C&9Page &P of &N")
_CODE = re.compile(r"&(?:\"[^\"]*\"|[0-9]{1,3}|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|[A-Za-z])")
_PART = re.compile(r"&[LCR]")


def page_texts(header: str) -> tuple[str, ...]:
    """Return the text of each part, left, middle and right; page numbers and the like are codes and left out."""
    held = header.replace("&&", "\0")
    parts = (_CODE.sub("", part).replace("\0", "&").strip() for part in _PART.split(held))
    return tuple(part for part in parts if part)


def _patterns() -> Iterator[str]:
    """Yield what the machine prints on its sheets, as regular expressions."""
    for lang in ("ja", "en"):
        title = re.escape(getattr(TITLE, lang))
        yield title.replace(r"\{bureau\}", ".+").replace(r"\{cycle\}", r"\d{4}Q[1-4]")
        yield from (re.escape(text) for text in page_texts(getattr(FOOTER, lang)))
        part = re.escape(getattr(IN_PART, lang)).replace(r"\{most\}", r"\d+")
        yield f"(?:{'|'.join(map(re.escape, sorted(SHEET_TITLES)))})(?:{part})?"


_OURS = re.compile("|".join(_patterns()), re.DOTALL)


def is_printed_by_us(text: str) -> bool:
    """Return whether a part of a header or footer is one that the machine prints, of whatever bureau and cycle."""
    return _OURS.fullmatch(text.strip()) is not None
