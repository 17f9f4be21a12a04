"""How the sample of JB.1.2 is drawn."""

from collections import Counter

from auditor.crawl.sample import Sample, draw
from auditor.model import Fate, PageFacts, Selection, Site

SEED = "soumu 2026Q4"


def site(**fields: object) -> Site:
    return Site(**{"id": "s", "name": "s", "bureau": "b", "start": "https://h.jp/", **fields})  # type: ignore[arg-type]


def page(path: str, **fields: object) -> PageFacts:
    known = {"fate": Fate.OK, "depth": path.count("/"), "signature": "t1", "text_hash": path, **fields}
    return PageFacts("https://h.jp" + path, **known)  # type: ignore[arg-type]


def many(n: int = 300) -> list[PageFacts]:
    pages = [page("/", depth=0, signature="top")]
    pages += [page(f"/s{s}/index.html", depth=1, signature="list") for s in range(8)]
    pages += [page(f"/s{k % 8}/{k}.html", signature=f"t{k % 5}") for k in range(n)]
    pages += [page("/toiawase.html", features=("contact", "form")), page("/map.html", features=("sitemap",))]
    return pages


def reasons(sample: Sample) -> Counter[str]:
    return Counter(reason.split(":")[0] for _, reason in sample.selected)


def test_method_d_takes_fifteen_chosen_and_twenty_five_random_of_forty() -> None:
    sample = draw(many(), site(), SEED)

    assert reasons(sample) == {"representative": 15, "random": 25}
    assert sample.method is Selection.COMBINED
    assert sample.frame_size == len(many())
    chosen = dict(sample.selected)
    assert chosen["https://h.jp/"] == "representative:top"
    assert chosen["https://h.jp/toiawase.html"] == "representative:form"
    assert chosen["https://h.jp/map.html"] == "representative:sitemap"
    assert list(chosen.values()).count("representative:section") >= 3


def test_each_method_has_its_letter() -> None:
    drawn = {
        how: draw(many(60), site(selection=how, pages=20), SEED)
        for how in (Selection.ALL, Selection.RANDOM, Selection.REPRESENTATIVE)
    }

    assert {how: sample.method.letter for how, sample in drawn.items()} == {
        "all": "a",
        "random": "b",
        "representative": "c",
    }
    assert reasons(drawn["all"]) == {"all": 71}
    assert reasons(drawn["random"]) == {"random": 20}
    assert reasons(drawn["representative"]) == {"representative": 20}


def test_equal_input_in_any_order_gives_an_equal_sample() -> None:
    assert draw(many(), site(), SEED) == draw(many()[::-1], site(), SEED)
    assert draw(many(), site(), SEED) != draw(many(), site(), "other seed")


def test_added_pages_hardly_move_the_random_ones() -> None:
    before = {url for url, reason in draw(many(300), site(selection=Selection.RANDOM), SEED).selected}
    after = {url for url, reason in draw(many(310), site(selection=Selection.RANDOM), SEED).selected}

    assert len(before & after) >= 36


def test_last_cycles_pages_come_first_where_they_are_still_there() -> None:
    last = [f"https://h.jp/s{k % 8}/{k}.html" for k in range(10)] + ["https://h.jp/gone.html"]

    sample = draw(many(), site(), SEED, last)

    assert reasons(sample)["last-cycle"] == 10
    assert len(sample.selected) == 40
    assert [url for url, _ in sample.selected[:10]] == last[:10]


def test_listed_pages_are_added_over_and_above_the_size() -> None:
    sample = draw(many(), site(sample=("https://h.jp/himitsu.html",)), SEED)

    assert len(sample.selected) == 41
    assert sample.selected[-1] == ("https://h.jp/himitsu.html", "listed")


def test_exact_urls_are_exactly_the_sample() -> None:
    sample = draw(many(), site(urls=("https://h.jp/a", "https://h.jp/b"), sample=("https://H.jp/c",)), SEED)

    assert sample.selected == tuple((f"https://h.jp/{name}", "listed") for name in "abc")


def test_copies_documents_and_failures_are_not_drawn() -> None:
    pages = [page("/", depth=0), page("/a"), page("/copy-of-a", text_hash="/a")]
    pages += [page("/b.pdf", fate=Fate.NOT_HTML), page("/c", fate=Fate.HTTP_ERROR)]
    pages += [page("/js1", text_hash=""), page("/js2", text_hash="")]

    sample = draw(pages, site(), SEED)

    assert {url[12:] for url, _ in sample.selected} == {"/", "/a", "/js1", "/js2"}
    assert sample.frame_size == 5


def moved(path: str, there: str) -> PageFacts:
    return page(path, fate=Fate.REDIRECTED, detail="https://h.jp" + there)


def test_a_page_that_moved_within_the_site_is_drawn_where_it_is() -> None:
    pages = [
        moved("/a", "/b"),
        moved("/b", "/c"),
        page("/c"),
        page("/d"),
        moved("/x", "/y"),
        moved("/y", "/x"),
    ]

    by_hand = draw(pages, site(urls=("https://h.jp/a", "https://h.jp/d", "https://h.jp/c")), SEED)
    added = draw(pages, site(selection=Selection.ALL, sample=("https://h.jp/a",)), SEED)
    again = draw(pages, site(pages=1), SEED, last=("https://h.jp/b",))
    endless = draw(pages, site(urls=("https://h.jp/x",)), SEED)

    assert [url[12:] for url, _ in by_hand.selected] == ["/c", "/d"]
    assert [url[12:] for url, _ in added.selected] == ["/c", "/d"]
    assert again.selected == (("https://h.jp/c", "last-cycle"),)
    assert len(endless.selected) == 1


def test_views_of_one_document_have_sections_of_their_own() -> None:
    views = [page(f"/app/#/ku/{name}", depth=1) for name in "abc"]
    views += [page("/app/#/sisetu/", depth=1), page("/app/", depth=0)]

    drawn = dict(
        draw(
            views, site(start="https://h.jp/app/", selection=Selection.REPRESENTATIVE, pages=3), SEED
        ).selected
    )

    assert drawn["https://h.jp/app/#/sisetu/"] == "representative:section"
