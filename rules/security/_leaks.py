"""Texts by which a page shows the inside of the program that failed."""

import re

_INSIDE = re.compile(
    r"\b(?:Fatal error|Warning|Parse error|Notice): .{1,200}? in /[\w./-]+ on line \d+"
    r"|\b[\w.]+(?:Exception|Error) at [\w.$]+\([\w]+\.java:\d+\)"
    r"|Traceback \(most recent call last\):"
    r"|Server Error in '/[^']*' Application|ORA-\d{5}:|You have an error in your SQL syntax"
    r"|Microsoft OLE DB Provider for|Unclosed quotation mark after|SQLSTATE\[\w+\]"
)
# One of these stands in all of them: to look for a word is a hundred times cheaper.
_HINTS = (
    "on line ", "Exception at ", "Error at ", "Traceback (", "Server Error in", "ORA-", "You have an error",
    "OLE DB", "Unclosed quotation", "SQLSTATE[",
)  # fmt: skip


def inside(text: str) -> str:
    """Return the first such text, '' where there is none."""
    found = _INSIDE.search(text) if any(hint in text for hint in _HINTS) else None
    return found[0] if found else ""
