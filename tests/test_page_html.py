"""The view of HTML text: selecting, reading, and saying what it cannot know."""

import pytest

from auditor.page import TreePage, page_from_html
from auditor.rule import MissingEvidence

NEWS = """<!doctype html><html lang="JA"><head><title> お知らせ
 一覧 </title><base href="/news/"></head><body>
<header><nav><ul><li><a href="a.html">一つ目</a></li>
<li><a href="b.html?id=3">二<b>つ</b>目</a></li></ul></nav></header>
<main lang="en"><h1>News</h1><p>one <script>var x = 1</script>two&nbsp;<span>three</span></p>
<template><p>未使用</p></template><noscript><img src="n.png"></noscript>
<svg viewBox="0 0 1 1"><linearGradient id="g"/></svg><o:p>貼り付け</o:p></main></body></html>"""


@pytest.fixture(scope="module")
def page() -> TreePage:
    return page_from_html(NEWS)


def test_elements_are_found_by_css_in_document_order(page: TreePage) -> None:
    found = page.select("h1, nav a")

    assert [element.tag for element in found] == ["a", "a", "h1"]


def test_the_same_element_found_twice_is_equal(page: TreePage) -> None:
    assert page.select("h1")[0] == page.root.select("main > h1")[0]
    assert len({page.select("h1")[0], page.select("main h1")[0]}) == 1


def test_an_absent_attribute_reads_as_empty(page: TreePage) -> None:
    link = page.select("a")[0]

    assert (link["HREF"], link["title"], "href" in link, "title" in link) == ("a.html", "", True, False)
    assert dict(link.attributes) == {"href": "a.html"}


def test_text_leaves_out_scripts_and_folds_white_space(page: TreePage) -> None:
    paragraph = page.select("main > p")[0]

    assert paragraph.text == "one two three"
    assert paragraph.own_text == "one two"
    assert paragraph.raw_text == "one two\xa0three"
    assert page.select("script")[0].raw_text == "var x = 1"
    assert page.title == "お知らせ 一覧"


def test_what_a_browser_does_not_render_is_not_in_the_tree(page: TreePage) -> None:
    assert not page.select("template p")
    assert not page.select("noscript img")
    assert page.select("main")


def test_children_text_runs_and_neighbours_come_in_order(page: TreePage) -> None:
    second = page.select("a")[1]

    assert [node if isinstance(node, str) else node.tag for node in second.nodes] == ["二", "b", "目"]
    item = second.parent
    assert item is not None and item.previous is not None and item.next is None
    assert [child.tag for child in item.children] == ["a"]
    assert page.root.parent is None


def test_closest_and_matches_see_the_whole_tree(page: TreePage) -> None:
    bold = page.select("b")[0]

    assert bold.matches("header nav b")
    assert bold.closest("b") == bold
    assert bold.closest("nav") == page.select("nav")[0]
    assert bold.closest("main") is None


def test_scope_means_children_of_the_element(page: TreePage) -> None:
    main = page.select("main")[0]

    assert [element.tag for element in main.select(":scope > h1, :scope > p")] == ["h1", "p"]
    assert not page.root.select(":scope > h1")


def test_language_is_that_of_the_nearest_lang_attribute(page: TreePage) -> None:
    assert page.select("a")[0].lang == "ja"
    assert page.select("h1")[0].lang == "en"


def test_addresses_are_resolved_against_the_base(page: TreePage) -> None:
    assert page.select("a")[0].url("href") == "http://example.localhost/news/a.html"
    assert page_from_html('<a href="http://[">x').select("a")[0].url("href") == "http://["


def test_tags_no_xml_tree_can_hold_keep_their_spelling(page: TreePage) -> None:
    assert page.select("main > *")[-1].tag == "o:p"


def test_names_and_layout_are_missing_evidence(page: TreePage) -> None:
    heading = page.select("h1")[0]

    for ask in (
        lambda: heading.name,
        lambda: heading.role,
        lambda: heading.box,
        lambda: heading.visible,
        lambda: heading.style("color"),
        lambda: page.axe,
        lambda: page.probe("reflow"),
    ):
        with pytest.raises(MissingEvidence):
            ask()


def test_control_characters_and_odd_attribute_names_do_no_harm() -> None:
    page = page_from_html('<p title="a\x01b" {{x}}="1" "y" on:click=z>a\x0cb\x02c</p>')

    assert page.select("p")[0].text
    assert page.select("p")[0]["title"].startswith("a")


def test_a_selector_that_is_not_understood_is_an_error_of_the_rule(page: TreePage) -> None:
    with pytest.raises(ValueError, match="selector not understood"):
        page.select("a[")


def test_an_id_is_looked_up_in_the_tree_of_the_element(page: TreePage) -> None:
    assert page.by_id(page.root, "g") == page.select("#g")[0]
    assert page.by_id(page.root, "nowhere") is None
