"""The markup as sent: duplicates kept, nothing repaired, any size read in linear time."""

import time

import pytest

from auditor.page import MarkupSource, source_from_bytes
from auditor.page.source import read_tags


def names(text: str) -> list[str]:
    return [("/" if tag.end else "") + tag.name for tag in read_tags(text)]


def test_tags_come_with_duplicate_attributes_in_order() -> None:
    (tag,) = read_tags('<IMG Alt="a" src=b.png alt=\'c\' hidden data-x = "1>2">')

    assert tag.name == "img"
    assert tag.attributes == (("alt", "a"), ("src", "b.png"), ("alt", "c"), ("hidden", ""), ("data-x", "1>2"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- <p> --><b>", ["b"]),
        ("<!--><b>", ["b"]),
        ("<!-- never closed <p>", []),
        ("<![CDATA[<p>]]><b>", ["b"]),
        ("<?php <p ?><b>", ["b"]),
        ("<script>if (a<b) '<p>'</script><b>", ["script", "/script", "b"]),
        ("<style>p{}</style><b>", ["style", "/style", "b"]),
        ("<textarea><p></textarea><b>", ["textarea", "/textarea", "b"]),
        ("<title><b></title>", ["title", "/title"]),
        ("<script>never closed <p>", ["script"]),
        ("1 < 2 <b>", ["b"]),
        ("<p <b>", ["p"]),
        ("</p attr><br/>", ["/p", "br"]),
        ("<p title='never closed <b>", ["p"]),
        ("<", []),
    ],
)
def test_only_what_is_a_tag_is_a_tag(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_lines_and_offsets_name_the_place() -> None:
    tags = list(read_tags("<!doctype html>\n<p>\n  <b\nclass=x>"))

    assert [(tag.name, tag.line, tag.offset) for tag in tags] == [("p", 2, 16), ("b", 3, 22)]
    assert tags[1].text == "<b\nclass=x>"


def test_self_closing_is_told() -> None:
    assert [tag.self_closing for tag in read_tags("<br/><br /><br>")] == [True, True, False]


def test_the_doctype_is_given_as_written() -> None:
    assert (
        MarkupSource("<!-- x -->\n<!DOCTYPE html PUBLIC '-//W3C'>").doctype
        == "<!DOCTYPE html PUBLIC '-//W3C'>"
    )
    assert MarkupSource("<p>").doctype == ""


@pytest.mark.parametrize(
    ("data", "given", "http", "encoding"),
    [
        ("\ufeff東京".encode(), "shift_jis", "", "utf-8"),
        ("東京".encode("cp932"), "", "text/html; charset=Shift_JIS", "shift_jis"),
        ('<meta charset="euc-jp">東京'.encode("euc_jp"), "", "text/html", "euc-jp"),
        ("東京①".encode("cp932"), "shift_jis", "", "shift_jis"),
        ("東京".encode(), "", "", "utf-8"),
        ("東京".encode(), "no-such-code", "", "utf-8"),
    ],
)
def test_bodies_are_read_in_their_encoding(data: bytes, given: str, http: str, encoding: str) -> None:
    source = source_from_bytes(data, given, http)

    assert "東京" in source.text
    assert source.encoding == encoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16le", "utf-16be"])
def test_a_byte_order_mark_is_kept_apart_from_the_text(encoding: str) -> None:
    source = source_from_bytes("\ufeff<p>東京".encode(encoding))

    assert (source.bom, source.text, source.tags[0].offset) == (True, "<p>東京", 0)
    assert not source_from_bytes("<p>東京".encode()).bom


def test_a_target_names_the_document_and_masks_values() -> None:
    source = MarkupSource('<input value="secret" id="a" id="b">')

    place = source.target(source.tags[0])

    assert (place.selector, place.identity) == ("html", "input")
    assert place.snippet == '<input value="***" id="a" id="b">'


@pytest.mark.parametrize(
    "hostile", ["<", "<!--", "<a ", "<a b=", '<a b="', "</", "<a/", "<script>", "<a b ", "<![CDATA["]
)
def test_hostile_markup_costs_linear_time(hostile: str) -> None:
    start = time.perf_counter()

    list(read_tags(hostile * (400_000 // len(hostile))))

    assert time.perf_counter() - start < 5
