"""The place of a finding: found again by its selector, and steady when a site is redesigned."""

import pytest

from auditor.model import Target
from auditor.page import page_from_html


def target(html: str, at: str, nth: int = 0) -> Target:
    return page_from_html(html).select(at)[nth].target()


def test_every_element_is_found_again_by_its_selector() -> None:
    html = """<header id=top><p>a<p>b</header><ul id="x"><li>1<li><a href=q>2</a>
    <li id="1x">3</ul><o:p>w</o:p>    <p id=twin><p id=twin><table><tr><td>1<td>2</table>"""
    page = page_from_html(html)

    for element in page.select("*"):
        selector = element.target().selector
        assert page.at(selector) == element
        assert len(page.select(selector)) == 1


def test_a_unique_id_shortens_the_selector() -> None:
    assert target('<ul id="menu"><li>1<li>2</ul>', "li", 1).selector == "#menu > li:nth-of-type(2)"
    assert target('<p id="1a">x', "p").selector == "body > p"
    assert target("<p>x", "html").selector == "html"


@pytest.mark.parametrize(
    ("html", "region"),
    [
        ("<header><p>x</header>", "banner"),
        ("<article><header><p>x</header></article>", ""),
        ("<nav><p>x</nav>", "navigation"),
        ("<main><p>x</main>", "main"),
        ("<footer><div><p>x</div></footer>", "contentinfo"),
        ("<aside><p>x</aside>", "complementary"),
        ("<form role=search><p>x</form>", "search"),
        ("<div role=navigation><p>x</div>", "navigation"),
        ("<header role=presentation><p>x</header>", ""),
        ("<div><p>x</div>", ""),
    ],
)
def test_the_region_is_the_nearest_landmark(html: str, region: str) -> None:
    assert target(html, "p").region == region


@pytest.mark.parametrize(
    ("html", "heading"),
    [
        ("<main><h1>案内</h1><h2>窓口</h2><div><p>x</div></main>", "窓口"),
        ("<main><h2>窓口</h2><h3><img alt=x></h3><p>x</main>", "窓口"),
        ("<main><div role=heading>時間</div><p>x</main>", "時間"),
        ("<main><p>x</p><h2>窓口</h2></main>", ""),
        ("<main><h2>窓口</h2></main><footer><p>x</footer>", ""),
        ("<main><h2>" + "長" * 80 + "</h2><p>x</main>", "長" * 59 + "…"),
        ("<p>x", ""),
    ],
)
def test_the_heading_is_the_last_one_with_words_before_it_in_its_region(html: str, heading: str) -> None:
    assert target(html, "p").heading == heading


def test_a_heading_is_told_by_the_one_before_it() -> None:
    assert target("<main><h2>窓口</h2><h2>時間</h2></main>", "h2", 1).heading == "窓口"


def test_the_path_leaves_out_neutral_wrappers_and_positions() -> None:
    before = target("<nav><ul><li><a href=x><img src=b.png></a></ul></nav>", "img")
    after = target(
        "<nav class=n><div><ul class=q><li>a"
        "<li><span><a href=x><img id=z src=b.png></a></span></ul></div></nav>",
        "img",
    )

    assert before.path == after.path == "ul>li>a>img"
    assert (before.region, before.identity) == (after.region, after.identity)


@pytest.mark.parametrize(
    ("html", "at", "identity"),
    [
        ('<img src="/img/2026/banner_01.jpg?v=3">', "img", "banner_#.jpg"),
        ('<img src="data:image/png;base64,AAAA">', "img", "data:image/png"),
        ("<svg></svg>", "svg", "svg"),
        ('<a href="/news/2026/0401.html?id=5&page=2">x</a>', "a", "/news/#/#.html?id&page"),
        ('<a href="https://other.example/a">x</a>', "a", "other.example/a"),
        ('<a href="#main">x</a>', "a", "#main"),
        ('<a href="javascript:void(0)">開く</a>', "a", "開く"),
        ('<input name="tel1">', "input", "tel#"),
        ("<label>氏名<input></label>", "input", "氏名"),
        ('<label for="k">郵便番号</label><input id="k">', "input", "郵便番号"),
        ("<h2>令和8年度の予定</h2>", "h2", "令和#年度の予定"),
        ("<h2><span>予定</span></h2>", "h2", "予定"),
        ('<h2 class="c" id="i"></h2>', "h2", ""),
    ],
)
def test_identity_is_what_the_element_itself_is(html: str, at: str, identity: str) -> None:
    assert target(html, at).identity == identity


BASED = '<base href="/"><a href="/kurashi/p1.html#main">x</a>'


@pytest.mark.parametrize(
    ("link", "identity"),
    [
        ('<a href="#">x</a>', "#"),
        ('<a href=" #p2026 ">x</a>', "#p#"),
        ('<a href="?print=1&amp;size=2">x</a>', "?print&size"),
        ('<a href="./">x</a>', "./"),
        ('<a href="../..">x</a>', "./"),
        ('<a href="./?lang=en">x</a>', "./?lang"),
        ('<a href=" ">検索</a>', "検索"),
        ('<a href="javascript:history.back()">戻る</a>', "戻る"),
        ('<a href="#/ku/1">x</a>', "#/ku/#"),
        (BASED, "#main"),
    ],
)
def test_a_link_that_is_another_address_on_every_page_has_one_identity(link: str, identity: str) -> None:
    pages = [f"http://h.jp/{path}" for path in ("", "kurashi/p1.html", "a/b/c/")]

    found = [page_from_html(link, url).select("a")[0].target().identity for url in pages]

    assert set(found[1:2] if link == BASED else found) == {identity}


def test_a_link_to_a_place_keeps_its_address_on_the_page_it_leads_to() -> None:
    """A menu's link to /guide/#kosodate is one cause, seen from /guide/ as from elsewhere."""
    html = '<a href="/guide/#kosodate">x</a><a href="./guide/">y</a><a href="/guide/?p=1">z</a>'

    here, there = (
        [link.target().identity for link in page_from_html(html, f"http://h.jp{path}").select("a")]
        for path in ("/guide/", "/")
    )

    assert (here[0], here[2]) == (there[0], there[2]) == ("/guide/", "/guide/?p")
    assert there[1] == "/guide/"


def test_a_target_carries_the_identity_of_the_recipe_before_only_where_it_differs() -> None:
    html = '<a href="#main">x</a><a href="/a">y</a><img src="/b.png"><a href=" ">z</a>'
    page = page_from_html(html, "http://h.jp/c.html")

    assert [element.target().former for element in page.select("a, img")] == [
        "/c.html#main",
        "",
        "",
        "/c.html",
    ]


def test_snippets_mask_what_a_person_typed() -> None:
    assert target('<input type="password" value="s3cret">', "input").snippet == (
        '<input type="password" value="***">'
    )
    assert "taro" not in target('<input value="taro@example.jp">', "input").snippet
    assert "taro" not in target("<textarea>taro</textarea>", "textarea").snippet
    assert "taro" not in target('<input placeholder="taro@example.jp">', "input").snippet
    assert 'value="送信"' in target('<input type=submit value="送信">', "input").snippet


def test_snippets_are_at_most_500_characters() -> None:
    html = "<p " + " ".join(f'data-a{n}="{"x" * 300}"' for n in range(10)) + ">" + "長い" * 500

    assert len(target(html, "p").snippet) <= 500
