"""The view of a site: pages, links and captures in a fixed order."""

from auditor.model import Capture, CaptureError, Fate, Link, PageFacts
from auditor.page import site_from, site_from_examples
from auditor.rule import MissingEvidence


def test_pages_are_the_html_ones_that_answered_sorted_by_address() -> None:
    facts = [
        PageFacts("http://a.example/b", Fate.OK, content_type="text/html; charset=utf-8"),
        PageFacts("http://a.example/a", Fate.OK),
        PageFacts("http://a.example/c.pdf", Fate.NOT_HTML, content_type="application/pdf"),
        PageFacts("http://a.example/d", Fate.HTTP_ERROR, status=404),
    ]

    site = site_from(facts, id="s", start="http://a.example/a", audited={}, rendered_links={})

    assert [page.url for page in site.pages] == ["http://a.example/a", "http://a.example/b"]
    pdf = site.resource("http://a.example/c.pdf#page=2")
    assert pdf is not None and pdf.fate is Fate.NOT_HTML
    assert site.resource("http://a.example/nowhere") is None


def test_links_of_the_rendered_page_win_over_those_of_the_raw_one() -> None:
    raw, rendered = Link("http://a.example/raw", "r"), Link("http://a.example/js", "j")
    facts = [
        PageFacts("http://a.example/", Fate.OK, links=(raw,)),
        PageFacts("http://a.example/b", Fate.OK, links=(raw,)),
    ]

    site = site_from(
        facts, id="s", start="http://a.example/", audited={}, rendered_links={"http://a.example/": [rendered]}
    )

    assert [list(site.links(page)) for page in site.pages] == [[rendered], [raw]]


def test_captures_are_opened_one_by_one_when_asked_for() -> None:
    opened: list[str] = []

    def opener(url: str) -> Capture:
        opened.append(url)
        return Capture(url, url, Fate.OK, snapshot=CaptureError("crashed"))

    site = site_from(
        [], id="s", start="http://a/", rendered_links={},
        audited={"http://a/2": lambda: opener("http://a/2"), "http://a/1": lambda: opener("http://a/1")},
    )  # fmt: skip

    views = site.views()
    assert (list(site.audited), opened) == (["http://a/1", "http://a/2"], [])
    assert next(views).url == "http://a/1"
    assert opened == ["http://a/1"]
    try:
        next(views).select("p")
    except MissingEvidence as missing:
        assert str(missing) == "snapshot"


def test_examples_give_the_facts_a_visit_would_have_given() -> None:
    site = site_from_examples(
        {
            "/": '<html lang="ja"><title>入口</title><a href="data.csv">資料</a>',
            "/data.csv": ("a,b", (("Content-Type", "text/csv"),)),
            "/plain": ("<p>x", (("X-Frame-Options", "DENY"),)),
        }
    )

    assert [page.url for page in site.pages] == [
        "http://example.localhost/",
        "http://example.localhost/plain",
    ]
    top = site.pages[0]
    assert (top.title, top.lang, top.status) == ("入口", "ja", 200)
    assert [(link.url, link.text, link.selector) for link in site.links(top)] == [
        ("http://example.localhost/data.csv", "資料", "body > a")
    ]
    data = site.resource(top.links[0].url)
    assert data is not None and (data.content_type, data.head) == ("text/csv", b"a,b")
    assert site.pages[1].headers == (("X-Frame-Options", "DENY"),)
    assert len(list(site.views())) == 2
