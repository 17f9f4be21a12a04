"""The words of the header and footer of a printed page, without the codes that say how they look."""

import re

_CODE = re.compile(r"&(?:\"[^\"]*\"|[0-9]{1,3}|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|[A-Za-z])")
_PART = re.compile(r"&[LCR]")


def page_texts(header: str) -> tuple[str, ...]:
    """Return the text of each part, left, middle and right; page numbers and the like are codes and left out."""
    held = header.replace("&&", "\0")
    parts = (_CODE.sub("", part).replace("\0", "&").strip() for part in _PART.split(held))
    return tuple(part for part in parts if part)
