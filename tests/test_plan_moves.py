"""A site that was renewed: its issues go on where a redirect, a title or a content proves it, else people are asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
import pytest
from plan_samples import RULES, SITE, finding, url

from auditor.evaluate.rulebook import Rulebook
from auditor.model import (
    Assertion,
    Bureau,
    Decision,
    Ending,
    Fate,
    FindingRow,
    Hop,
    Issue,
    Outcome,
    PageFacts,
    Site,
    Targets,
    Verdict,
)
from auditor.model.number import number
from auditor.plan.decision import latest, moves
from auditor.plan.moves import new_homes
from auditor.publish.bureau import plan_of, publish_bureau
from auditor.publish.status import plan_status
from auditor.publish.stored_material import PublishContext
from auditor.store import Store

RULE = "axe/image-alt"
BUREAU = Bureau("fukushi", "福祉局", (Site(SITE, "くらしの窓口", "fukushi", url(SITE, 0)),))
BOOK = Rulebook(RULES, "test")


def page(at: int, title: str = "", *, text: str = "") -> PageFacts:
    return PageFacts(url(SITE, at), Fate.OK, status=200, title=title, text_hash=text, sample="all")


def gone(at: int) -> PageFacts:
    return PageFacts(url(SITE, at), Fate.HTTP_ERROR, status=404)


def sent_on(at: int, to: int) -> PageFacts:
    hops = (Hop(url(SITE, at), 301, ()), Hop(url(SITE, to), 200, ()))
    return PageFacts(url(SITE, at), Fate.REDIRECTED, hops=hops)


def homes(then: Sequence[PageFacts], now: Sequence[PageFacts], merged: Sequence[int] = ()) -> dict[str, str]:
    found = new_homes(
        {one.url: one for one in then},
        {one.url: one for one in now},
        {url(SITE, at) for at in merged},
    )
    return {old: home.url for old, home in found.items()}


def test_a_redirect_tells_where_a_page_is_unless_pages_were_merged() -> None:
    then, now = [page(1)], [sent_on(1, 9), page(9)]

    assert homes(then, now) == {url(SITE, 1): url(SITE, 9)}
    assert homes(then, now, merged=[9]) == {}


def test_a_title_that_one_old_and_one_new_page_have_tells_it_too() -> None:
    then = [
        page(0, "案内"),
        page(1, "ごみの出し方"),
        page(2, "お知らせ"),
        page(3, "お知らせ"),
        page(4, "案内"),
    ]
    now = [
        page(0, "案内"),
        *map(gone, (1, 2, 3, 4)),
        page(9, "ごみの 出し方"),
        page(8, "お知らせ"),
        page(7, "案内"),
    ]

    assert homes(then, [*now[:5], page(9, "ごみの出し方"), *now[6:]]) == {url(SITE, 1): url(SITE, 9)}
    assert homes(then, [page(0, "案内"), page(1, "ごみの出し方"), page(9, "ごみの出し方")]) == {}


def test_the_name_of_the_site_in_the_titles_may_change() -> None:
    then = [page(at, f"{word}｜くらし局") for at, word in enumerate(("ごみ", "水道", "防災"))]
    now = [
        *map(gone, range(3)),
        *(page(9 - at, f"都くらし局 - {word}") for at, word in enumerate(("ごみ", "水道", "防災"))),
    ]

    assert homes(then, now) == {url(SITE, at): url(SITE, 9 - at) for at in range(3)}


def test_two_titles_do_not_tell_which_part_of_them_is_the_name_of_the_site() -> None:
    then = [page(0, "ごみ｜くらし局"), page(1, "水道｜くらし局")]
    now = [
        gone(0),
        gone(1),
        page(9, "都くらし局 - ごみ"),
        page(8, "都くらし局 - 水道"),
        page(7, "都くらし局 - 防災"),
    ]

    assert homes(then, now) == {}


def test_an_equal_text_tells_it_where_titles_do_not() -> None:
    then, now = [page(1, "", text="h1"), page(2, "", text="h2")], [gone(1), gone(2), page(9, "", text="h2")]

    assert homes(then, now) == {url(SITE, 2): url(SITE, 9)}


def said(number: str, value: str, name: str = "move-to", at: str = "2026-11-01") -> Decision:
    return Decision(number, "fukushi", name, value, "花子", "f", at)


def test_moves_follow_chains_and_never_run_in_a_circle() -> None:
    one, two, three = (number(key * 32, 0) for key in "abc")

    assert moves([said(one, two), said(two, three)]) == {one: three, two: three}
    assert moves([said(one, two), said(two, one)]) == {}
    assert moves([said(one, "別の行")]) == {}
    assert moves([said(one, f" {two.lower()}")]) == {one: two}
    assert moves([said(one, two), said(f"done:{SITE}:{one}", three)]) == {one: three}
    assert moves([said(one, two), said(one, "")]) == {}


def test_the_words_of_a_moved_issue_count_for_the_one_it_goes_on_as() -> None:
    one, two = number("a" * 32, 0), number("b" * 32, 0)

    words = latest([said(one, "対応中", "status"), said(one, two), said(two, "広報課", "owner-unit")])

    assert words[two] == {"status": "対応中", "owner-unit": "広報課"}
    assert words[one] == {"status": "対応中", "move-to": two}


@dataclass
class Quarters:
    """A store of one site, quarter by quarter."""

    folder: Path
    store: Store
    context: dict[str, PublishContext] = field(default_factory=dict)

    def audit(self, name: str, pages: Sequence[PageFacts], rows: Sequence[FindingRow]) -> dict[str, Issue]:
        """Audit and publish a quarter; its issues by the path of their place."""
        own = self.store.site(name, SITE)
        self.store.open_cycle(name, "2026-11-20", {})
        self.store.finish_cycle(name)
        own.open("fukushi", {})
        own.commit_discovery(pages, pages)
        for one in pages:
            if one.fate is Fate.OK:
                found = [row for row in rows if row.url == one.url]
                outcome = Outcome.FAILED if found else Outcome.PASSED
                own.commit_visit(one, [Assertion(one.url, RULE, outcome, {}, digest="d1")], found, "d")
        self.context[name] = PublishContext(self.store, self.folder, name, "2026-11-20", "試験都", BOOK)
        return self.again(name)

    def again(self, name: str) -> dict[str, Issue]:
        """Publish a quarter, perhaps once more."""
        self.book = openpyxl.load_workbook(publish_bureau(self.context[name], BUREAU).workbook)
        return {issue.example.path: issue for issue in self.store.site(name, SITE).issues()}

    def write(self, *decisions: Decision) -> None:
        """Keep what people wrote."""
        count = len(self.store.decisions())
        self.store.add_import((f"sha{count}", "fukushi", "2026Q3", "f", "2026-11-01"), decisions, [], {}, {})

    def decided(self, name: str) -> Mapping[str, Mapping[str, str]]:
        """管理番号 → the words that the plan of a quarter shows."""
        return {row.number: row.decision for row in plan_of(self.context[name], BUREAU).rows}

    def status(self, name: str) -> str:
        return "\n".join(
            plan_status(self.store, Targets("", "", (BUREAU,)), name, "2026-12-01", BOOK, self.folder)
        )


@pytest.fixture
def quarters(tmp_path: Path) -> Iterator[Quarters]:
    with Store(tmp_path / "auditor.sqlite") as store:
        yield Quarters(tmp_path, store)


def on(*pages: int, path: str = "p>img", **more: str) -> list[FindingRow]:
    return [finding(RULE, at, path=path, **more) for at in pages]


OLD = [page(0, "案内"), page(1, "ごみ"), page(2, "水道")]
RENEWED = [page(0, "案内"), gone(1), gone(2), page(8, "ごみ"), page(9, "水道")]
NAMELESS = [page(0, "案内"), gone(1), gone(2), page(8, "新しいごみ"), page(9, "新しい水道")]


def test_where_titles_prove_it_number_words_and_first_quarter_go_on(quarters: Quarters) -> None:
    (old,) = quarters.audit("2026Q3", OLD, on(1, 2)).values()
    quarters.write(said(old.number, "語", "note"))

    (new,) = quarters.audit("2026Q4", RENEWED, on(8, 9, path="figure>img")).values()
    (later,) = quarters.audit("2027Q1", [page(0), page(8), page(9)], on(8, 9, path="figure>img")).values()

    assert (new.number, new.verdict, new.first_cycle) == (old.number, Verdict.REMAINING, "2026Q3")
    assert "同じ題名" in new.comment
    assert (later.number, later.verdict) == (old.number, Verdict.REMAINING)
    assert quarters.decided("2027Q1")[old.number]["note"] == "語"
    assert quarters.again("2026Q3")["p>img"].number == old.number
    assert quarters.again("2026Q4")["figure>img"].number == old.number


def test_a_redirect_proves_it_for_a_page_in_other_markup(quarters: Quarters) -> None:
    (old,) = quarters.audit("2026Q3", OLD[:2], on(1)).values()

    (new,) = quarters.audit("2026Q4", [page(0), sent_on(1, 8), page(8)], on(8, path="figure>img")).values()

    assert (new.number, new.verdict) == (old.number, Verdict.REMAINING)
    assert "転送" in new.comment


def test_the_same_picture_on_a_new_page_proves_it_where_titles_do_not(quarters: Quarters) -> None:
    before = [*on(1, path="p>img", identity="seal.png"), *on(2, path="td>img", identity="map.png")]
    after = [*on(8, path="figure>img", identity="map.png"), *on(9, path="li>img", identity="seal.png")]

    old = quarters.audit("2026Q3", OLD, before)
    new = quarters.audit("2026Q4", NAMELESS, after)

    assert new["figure>img"].number == old["td>img"].number
    assert new["li>img"].number == old["p>img"].number


@pytest.mark.parametrize(
    "after",
    [
        [*on(9, path="figure>img", identity="seal.png"), *on(8, path="li>img", identity="seal.png")],
        on(0, path="li>img", identity="seal.png"),  # a page that was there before
    ],
)
def test_a_picture_that_stands_in_several_places_proves_nothing(
    quarters: Quarters, after: list[FindingRow]
) -> None:
    old = quarters.audit("2026Q3", OLD, on(1, identity="seal.png"))["p>img"]

    found = quarters.audit("2026Q4", NAMELESS, after)

    assert found["p>img"].verdict is Verdict.GONE
    assert all(one.number != old.number for path, one in found.items() if path != "p>img")


def test_what_nothing_proves_is_proposed_and_goes_on_when_people_say_so(quarters: Quarters) -> None:
    old = quarters.audit("2026Q3", OLD, on(1, 2))["p>img"]
    quarters.write(said(old.number, "語", "note"))
    renewed = quarters.audit("2026Q4", NAMELESS, on(8, 9, path="figure>img"))
    new = renewed["figure>img"]
    asked = quarters.status("2026Q4")

    assert (renewed["p>img"].verdict, new.verdict) == (Verdict.GONE, Verdict.NEW)
    assert new.number in renewed["p>img"].comment and old.number in new.comment
    assert f"移し先の確認 {old.number} → {new.number}" in asked

    quarters.write(said(old.number, new.number))
    moved = quarters.again("2026Q4")

    assert set(moved) == {"figure>img"}
    assert (moved["figure>img"].number, moved["figure>img"].verdict) == (new.number, Verdict.REMAINING)
    assert moved["figure>img"].first_cycle == "2026Q3"
    assert quarters.decided("2026Q4")[new.number]["note"] == "語"
    assert "移し先の確認" not in quarters.status("2026Q4")

    quarters.write(said(old.number, ""))

    assert {one.verdict for one in quarters.again("2026Q4").values()} == {Verdict.GONE, Verdict.NEW}


def test_three_issues_are_proposed_for_one_and_those_on_its_new_page_first(quarters: Quarters) -> None:
    quarters.audit("2026Q3", OLD, [*on(1), *on(1, path="td>img")])
    now = [page(0, "案内"), gone(1), gone(2), *(page(at, f"新{at}") for at in (4, 5, 6)), page(8, "ごみ")]

    found = quarters.audit(
        "2026Q4",
        now,
        [*(one for at in (4, 5, 6) for one in on(at, path=f"li{at}>img")), *on(8, path="figure>img")],
    )

    assert len(found["p>img"].doubt) == 3
    assert found["p>img"].doubt[0] == found["figure>img"].number


def test_words_of_closed_rows_stay_findable_and_may_still_be_moved(quarters: Quarters) -> None:
    old = quarters.audit("2026Q3", OLD, on(1, 2))["p>img"]
    quarters.write(said(old.number, "語", "note"), said(old.number, "広報課", "owner-unit"))
    new = quarters.audit("2026Q4", NAMELESS, on(8, 9, path="figure>img"))["figure>img"]
    assert "完了した課題" not in quarters.book.sheetnames

    for cycle in ("2027Q1", "2027Q2"):
        quarters.audit(cycle, [page(0), page(8), page(9)], on(8, 9, path="figure>img"))
    (line,) = plan_of(quarters.context["2027Q2"], BUREAU).done
    head, row = quarters.book["完了した課題"].iter_rows(values_only=True)

    assert (line.number, line.ending, line.cycle) == (old.number, Ending.GONE, "2026Q4")
    assert dict(zip(head, row, strict=True))["記入された内容"] == "担当部署: 広報課\n備考: 語"
    assert f"移し先の確認 {old.number} → {new.number}" in quarters.status("2027Q2")

    quarters.write(said(line.key, new.number))
    quarters.again("2027Q2")

    assert quarters.decided("2027Q2")[new.number]["note"] == "語"
    assert plan_of(quarters.context["2027Q2"], BUREAU).done[0].ending is Ending.MOVED


def test_two_that_answer_to_one_are_proposed_not_joined(quarters: Quarters) -> None:
    old = quarters.audit("2026Q3", OLD, [*on(1), *on(1, path="td>img")])

    new = quarters.audit("2026Q4", RENEWED, on(8, path="figure>img"))

    assert {new[path].verdict for path in old} == {Verdict.GONE}
    assert new["figure>img"].verdict is Verdict.NEW


def test_a_page_that_was_taken_away_has_not_moved(quarters: Quarters) -> None:
    quarters.audit("2026Q3", OLD, [*on(1), *on(2, path="td>img")])

    after = quarters.audit("2026Q4", [page(0, "案内"), gone(1), page(2, "水道")], on(2, path="td>img"))

    assert (after["p>img"].verdict, after["p>img"].doubt) == (Verdict.GONE, ())
    assert "移し先" not in after["p>img"].comment


def test_a_defect_in_another_place_of_the_same_page_is_a_question_to_people(quarters: Quarters) -> None:
    old = quarters.audit("2026Q3", OLD[:2], on(1, identity="a.png"))["p>img"]

    after = quarters.audit("2026Q4", OLD[:2], on(1, path="li>img", identity="a.png"))
    later = quarters.audit("2027Q1", OLD[:2], on(1, path="li>img", identity="a.png"))

    for found in (after, later):
        assert found["p>img"].verdict is Verdict.UNCONFIRMED
        assert "移し先" in found["p>img"].comment
    quarters.write(said(old.number, later["li>img"].number))
    joined = quarters.again("2027Q1")
    assert set(joined) == {"li>img"}
    assert (joined["li>img"].verdict, joined["li>img"].change) == (Verdict.REMAINING, 0)
    assert {one.verdict for one in quarters.again("2026Q4").values()} == {Verdict.REMAINING}


def test_a_number_stays_one_when_the_older_markup_comes_back(quarters: Quarters) -> None:
    (old,) = quarters.audit("2026Q3", OLD, on(1, 2)).values()
    quarters.audit("2026Q4", RENEWED, on(8, 9, path="figure>img"))

    (back,) = quarters.audit("2027Q1", OLD, on(1, 2)).values()

    assert (back.number, back.verdict) == (old.number, Verdict.REMAINING)

    both = quarters.audit("2027Q2", [*OLD, page(8)], [*on(1, 2), *on(8, path="figure>img")])

    assert len({issue.number for issue in both.values()}) == 2
    assert {issue.number for issue in quarters.again("2027Q2").values()} == {
        one.number for one in both.values()
    }


def test_a_site_that_was_away_for_a_quarter_is_compared_with_what_it_was(quarters: Quarters) -> None:
    (old,) = quarters.audit("2026Q3", OLD, on(1, 2)).values()
    down = replace(page(0), fate=Fate.TIMEOUT, status=None)

    (held,) = quarters.audit("2026Q4", [down], []).values()
    (new,) = quarters.audit("2027Q1", RENEWED, on(8, 9, path="figure>img")).values()

    assert (held.verdict, held.count) == (Verdict.UNCONFIRMED, 2)
    assert (new.number, new.verdict) == (old.number, Verdict.REMAINING)


@pytest.mark.parametrize(
    ("now", "verdicts"),
    [
        ([sent_on(1, 0), page(2, "水道")], {Verdict.GONE, Verdict.FIXED}),  # the start page was there before
        ([sent_on(1, 8), sent_on(2, 8), page(8)], {Verdict.GONE}),  # one page for two
        ([sent_on(1, 8), sent_on(2, 9), page(8), page(9)], {Verdict.FIXED}),
    ],
)
def test_pages_given_up_for_another_are_gone_not_mended(
    quarters: Quarters, now: list[PageFacts], verdicts: set[Verdict]
) -> None:
    quarters.audit("2026Q3", OLD, [*on(1), *on(2, path="td>img")])

    found = quarters.audit("2026Q4", [page(0, "案内"), *now], [])

    assert {one.verdict for one in found.values()} == verdicts


def test_a_picture_that_stays_elsewhere_too_proves_nothing(quarters: Quarters) -> None:
    stays = on(0, path="td>img", identity="seal.png")
    quarters.audit("2026Q3", OLD, [*on(1, identity="seal.png"), *stays])

    found = quarters.audit("2026Q4", NAMELESS, [*on(8, path="figure>img", identity="seal.png"), *stays])

    assert found["p>img"].verdict is Verdict.GONE


def test_a_new_home_of_few_of_its_pages_proves_nothing(quarters: Quarters) -> None:
    quarters.audit("2026Q3", [*OLD, page(3, "防災")], on(1, 2, 3))

    found = quarters.audit(
        "2026Q4", [page(0, "案内"), *map(gone, (1, 2, 3)), page(8, "ごみ")], on(8, path="figure>img")
    )

    assert (found["p>img"].verdict, found["figure>img"].verdict) == (Verdict.GONE, Verdict.NEW)


def test_a_store_of_an_older_version_is_compared_page_by_page_too(quarters: Quarters) -> None:
    three = [finding(RULE, 1, selector=f"#a{at}") for at in range(3)]
    kept = quarters.audit("2026Q3", OLD, [*three, *on(2)])["p>img"]
    own = quarters.store.site("2026Q3", SITE)
    own.commit_issues([replace(kept, places=(), looked=0)], [kept.number] * 4, {kept.key: kept.number})

    (issue,) = quarters.audit("2026Q4", [page(0), page(1), gone(2)], three).values()

    assert (issue.verdict, issue.change) == (Verdict.REMAINING, 0)


def test_a_move_that_cannot_be_made_is_told_in_its_row(quarters: Quarters) -> None:
    old = quarters.audit("2026Q3", OLD, on(1, 2))["p>img"]
    quarters.write(said(old.number, "K000000"))

    quarters.again("2026Q3")
    (row,) = plan_of(quarters.context["2026Q3"], BUREAU).rows

    assert "移し先「K000000」には移せません" in row.comment
