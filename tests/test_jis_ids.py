"""Ids that scripts bring twice: what the page as sent does not show."""

import importlib

import pytest

from auditor.evaluate.rulebook import load
from auditor.page import TreePage, page_from_html
from auditor.page.markup import MarkupSource

load()
duplicate_id = importlib.import_module("auditor_rules.jis.duplicate_id").duplicate_id


def judged(sent: str, built: str) -> list[tuple[str, str]]:
    """(key, certainty) of what is wrong with a page that was sent as one text and built into another."""
    page = page_from_html(built)
    seen = TreePage(page.url, page.trees, source=lambda: MarkupSource(sent))
    return [(one.key, one.certainty) for one in duplicate_id.check(seen) if one.certainty]


ROW = '<p><input id="name"><button id="del">消す</button></p>'


@pytest.mark.parametrize(
    ("sent", "built", "found"),
    [
        (f"<div></div><template>{ROW}</template>", f"<div>{ROW}{ROW}</div>", ["name", "del"]),
        ('<nav><ul id="menu"></ul></nav>', '<nav><ul id="menu"></ul></nav><div><ul id="menu"></ul></div>', ["menu"]),
        ("<div></div>", '<div role="dialog" id="m"></div><div role="dialog" id="m"></div>', ["m"]),
        ("<div></div>", ROW, []),
        (f"{ROW}<template>{ROW}</template>", f"{ROW}<template>{ROW}</template>", []),
        ('<svg><g id="a"></g></svg>', '<svg><g id="a"></g></svg><svg><g id="a"></g></svg>', []),
        ('<b id="x"><p>1</p>', '<b id="x"></b><p><b id="x">1</b></p>', []),
        ("<div></div>", '<a id="x"></a><a id="x"></a>', ["x"]),
    ],
    ids=["row", "menu", "dialog", "one row", "template", "drawing", "repaired", "links of a script"],
)  # fmt: skip
def test_an_id_that_a_script_brings_twice_is_found(sent: str, built: str, found: list[str]) -> None:
    rendered = [one for one in judged(sent, built) if one[0] == "rendered"]

    assert rendered == [("rendered", "likely")] * len(found)
