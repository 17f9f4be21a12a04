"""Finds summaries of input errors, and the names that fields go by."""

import re
from collections.abc import Iterator

from auditor.rule import Element, Page

from ._words import shown

_MARKS = re.compile(r"[※*＊：:\s]|必須|任意|[（(][^（）()]*[）)]")
_HEADING = re.compile(r"エラー|入力(?:内容)?に(?:誤り|不備|間違い)|入力内容を(?:ご)?確認|error", re.I)
_WRONG = re.compile(r"正しくありません|不正|誤り|無効|できません|invalid|incorrect|失敗|\bERR[_-]", re.I)
LINE = 100  # characters of one message
_BOX = (
    "[role=alert], [id*=error], [class*=error], [id*=Error], [class*=Error], [class*=alert], [id*=alert],"
    " .err, [class*='err-'], [class*='err_'], [class*='-err'], [class*='_err']"
)


def error_lists(page: Page) -> Iterator[list[Element]]:
    """Yield the items of each summary of errors."""
    boxes: list[Element] = []
    for box in page.select(_BOX):
        if shown(box) and _HEADING.search(box.text[:200]):
            items = list(box.select("li"))
            if items and not any(items[0] in known.select("li") for known in boxes):
                boxes.append(box)
                yield items


def labels(page: Page) -> list[str]:
    """Return what the fields of the page are called."""
    texts = [label.text for label in page.select("label, legend, th")] + [
        one["aria-label"] for one in page.select("[aria-label]")
    ]
    return [name for text in texts if len(name := _MARKS.sub("", text)) >= 2]


def error_lines(page: Page) -> Iterator[Element]:
    """Single messages about an error: an alert, or what a field with a wrong value refers to."""
    if not page.select("input, select, textarea"):
        return  # nothing to get wrong: an alert of such a page is a notice
    said: set[Element] = set()
    for field in page.select("[aria-invalid=true]")[:100]:
        ids = f"{field['aria-errormessage']} {field['aria-describedby']}".split()[:5]
        for one in filter(None, (page.by_id(field, id) for id in ids)):
            wrong = one not in said and (_HEADING.search(one.text) or _WRONG.search(one.text))
            if wrong and len(one.text) <= LINE and shown(one):
                said.add(one)
                yield one
    for box in page.select(_BOX)[:200]:
        text = box.text
        if shown(box) and not _HEADING.search(text[:200]) and _WRONG.search(text):
            lines = [one for one in box.select("li")[:20] if len(one.text) <= LINE and one not in said]
            said.update(lines)
            yield from lines
        short = 0 < len(text) <= LINE and not box.select("li, input, select, textarea, h1, h2, h3")
        if not short or not shown(box) or not (_HEADING.search(text) or _WRONG.search(text)):
            continue
        if said.isdisjoint({box, *box.select("*")[:20]}):
            said.add(box)
            yield box
