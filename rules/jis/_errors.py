"""Finds summaries of input errors, and the names that fields go by."""

import re
from collections.abc import Iterator

from auditor.rule import Element, Page

from ._words import shown

_MARKS = re.compile(r"[※*＊：:\s]|必須|任意|[（(][^（）()]*[）)]")
_HEADING = re.compile(r"エラー|入力(?:内容)?に(?:誤り|不備|間違い)|入力内容を(?:ご)?確認|error", re.I)
_BOX = "[role=alert], [id*=error], [class*=error], [id*=Error], [class*=Error], [class*=alert], [id*=alert]"


def error_lists(page: Page) -> Iterator[list[Element]]:
    """The items of each summary of errors."""
    boxes: list[Element] = []
    for box in page.select(_BOX):
        if shown(box) and _HEADING.search(box.text[:200]):
            items = list(box.select("li"))
            if items and not any(items[0] in known.select("li") for known in boxes):
                boxes.append(box)
                yield items


def labels(page: Page) -> list[str]:
    """What the fields of the page are called."""
    texts = [label.text for label in page.select("label, legend, th")] + [
        one["aria-label"] for one in page.select("[aria-label]")
    ]
    return [name for text in texts if len(name := _MARKS.sub("", text)) >= 2]
