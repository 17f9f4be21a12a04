"""Texts by which a page shows the inside of the program that failed."""

import re

INSIDE = re.compile(
    r"\b(?:Fatal error|Warning|Parse error|Notice): .{1,200}? in /[\w./-]+ on line \d+"
    r"|\b[\w.]+(?:Exception|Error) at [\w.$]+\([\w]+\.java:\d+\)"
    r"|Traceback \(most recent call last\):"
    r"|Server Error in '/[^']*' Application|ORA-\d{5}:|You have an error in your SQL syntax"
    r"|Microsoft OLE DB Provider for|Unclosed quotation mark after|SQLSTATE\[\w+\]"
)
