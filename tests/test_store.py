"""The store keeps units of work whole, gives values back equal, and absorbs other files repeatably."""

import json
import sqlite3
from pathlib import Path

import pytest

from auditor.model import (
    Assertion,
    Capture,
    CaptureError,
    Certainty,
    Decision,
    Fate,
    FindingRow,
    Hop,
    Impact,
    Link,
    Outcome,
    PageFacts,
    StoreError,
    Target,
)
from auditor.store import CaptureStore, RobotsAnswer, SiteRunFacts, Store

PAGE = PageFacts(
    url="http://a.localhost/",
    fate=Fate.OK,
    status=200,
    hops=(Hop("http://a.localhost/", 200, (("Content-Type", "text/html"), ("X", "1"), ("X", "2"))),),
    title="みらい都",
    links=(Link("http://a.localhost/b", "次"),),
    head=b"\x00\xff%PDF",
)


def row(url: str, rule: str = "jis/x") -> FindingRow:
    target = Target(selector="html", box=(1.0, 2.0, 3.0, 4.0), url=url)
    return FindingRow("b", "s", url, rule, Certainty.LIKELY, ("1.1.1",), Impact.MINOR, "k", {"n": 1}, target)


def test_a_page_comes_back_equal_and_is_not_added_twice(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        store.site("2026Q4", "s").open("b", {})
        store.site("2026Q4", "s").commit_discovery(
            [], [PageFacts(url=PAGE.url), PageFacts(url="http://a.localhost/b", depth=1)]
        )
        store.site("2026Q4", "s").commit_discovery([PAGE], [PageFacts(url=PAGE.url)])

        assert store.site("2026Q4", "s").page(PAGE.url) == PAGE
        assert [page.url for page in store.site("2026Q4", "s").undecided(9)] == ["http://a.localhost/b"]


def test_urls_to_ask_for_come_breadth_first_in_the_order_found(tmp_path: Path) -> None:
    rows = [
        PageFacts("c", depth=2),
        PageFacts("a", depth=1),
        PageFacts("x", fate=Fate.OK),
        PageFacts("b", depth=1),
    ]
    with Store(tmp_path / "a.sqlite") as store:
        store.site("c", "s").commit_discovery([], rows)

        assert [row.url for row in store.site("c", "s").undecided(2)] == ["a", "b"]
        assert [row.url for row in store.site("c", "s").undecided(9)] == ["a", "b", "c"]


def test_a_visit_is_written_whole_and_read_back_by_url_and_rule(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        store.site("c", "s").commit_discovery([], [PAGE])
        store.site("c", "s").select({PAGE.url: "all"})
        assertion = Assertion(PAGE.url, "jis/x", Outcome.FAILED, {"likely": 1}, digest="d")
        store.site("c", "s").commit_visit(PAGE, [assertion], [row(PAGE.url)], "d")
        store.site("c", "s").commit_judgement(
            "site", {PAGE.url: ([Assertion(PAGE.url, "a/y", Outcome.PASSED, {})], [])}, "d"
        )

        assert [item.rule for item in store.site("c", "s").assertions()] == ["a/y", "jis/x"]
        assert list(store.site("c", "s").findings()) == [row(PAGE.url)]
        assert store.site("c", "s").captured() == [PAGE.url]


def test_absorbing_a_file_twice_changes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "site.sqlite") as worker:
        worker.site("c", "s").open("b", {"name": "局"})
        worker.site("c", "s").commit_discovery([], [PAGE])
        worker.site("c", "s").commit_judgement("page", {PAGE.url: ([], [row(PAGE.url)])}, "d")
    with Store(tmp_path / "all.sqlite") as store:
        store.site("c", "s").absorb(tmp_path / "site.sqlite")
        store.site("c", "s").absorb(tmp_path / "site.sqlite")

        assert list(store.site("c", "s").findings()) == [row(PAGE.url)]
        assert [url for url, _, _ in store.site("c", "s").page_fates()] == [PAGE.url]
        assert store.site_runs("c")[0].settings == {"name": "局"}


def test_the_pictures_of_a_site_are_absorbed_with_its_rows(tmp_path: Path) -> None:
    crops = {(PAGE.url, "jis/x", "#a"): b"picture"}
    with Store(tmp_path / "site.sqlite") as worker:
        worker.site("c", "s").open("b", {"name": "局"})
        worker.site("c", "s").commit_discovery([], [PAGE])
        worker.site("c", "s").put_crops(crops)
    with Store(tmp_path / "all.sqlite") as store:
        store.site("c", "s").absorb(tmp_path / "site.sqlite")
        store.site("c", "s").absorb(tmp_path / "site.sqlite")

        assert list(store.site("c", "s").crops()) == [(PAGE.url, "jis/x", "#a", b"picture")]


def test_decisions_are_appended_and_a_file_is_known_after_its_import(tmp_path: Path) -> None:
    decision = Decision("ABC2345", "b", "status", "対応中", "山田", "sha", "2026-11-01T00:00:00Z")
    with Store(tmp_path / "a.sqlite") as store:
        store.add_import(("sha", "b", "c", "計画書.xlsx", "2026-11-01T00:00:00Z"), [decision], [], {}, {})

        assert store.decisions("b") == [decision]
        assert store.imported("sha")
        assert not store.imported("other")


def test_a_store_of_a_newer_version_is_refused_in_one_line(tmp_path: Path) -> None:
    Store(tmp_path / "a.sqlite").close()
    with sqlite3.connect(tmp_path / "a.sqlite") as db:
        db.execute("UPDATE meta SET value = '99'")
    db.close()

    with pytest.raises(StoreError, match="新しい版"):
        Store(tmp_path / "a.sqlite")


def test_a_file_that_is_no_store_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_text("これはデータベースではありません" * 100)

    with pytest.raises(StoreError, match="開けません"):
        Store(tmp_path / "a.sqlite")


def test_a_full_disk_is_one_line_with_its_cure_and_loses_nothing_written_before(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        store.site("c", "s").commit_discovery([], [PAGE])
        store.checkpoint()
        (pages,) = store._db.execute("PRAGMA page_count").fetchone()
        store._db.execute(f"PRAGMA max_page_count = {pages}")
        many = [PageFacts(url=f"http://a.localhost/{number}", title="題" * 500) for number in range(200)]

        with pytest.raises(StoreError, match="ディスクの空き"):
            store.site("c", "s").commit_discovery([], many)

        assert [page.url for page in store.site("c", "s").pages()] == [PAGE.url]
        store._db.execute(f"PRAGMA max_page_count = {pages + 1000}")
        store.site("c", "s").commit_discovery([], many)
        assert len(list(store.site("c", "s").pages())) == 201


def test_a_capture_comes_back_equal_with_its_missing_members(tmp_path: Path) -> None:
    capture = Capture(
        url="http://a.localhost/",
        requested="http://a.localhost/",
        fate=Fate.OK,
        hops=PAGE.hops,
        source="東京".encode("cp932"),
        snapshot={"documents": [], "styles": ["color"]},
        ax=CaptureError("timeout", "2 s"),
        axe={"violations": []},
        requests=({"url": "http://a.localhost/", "status": 200},),
        screenshot=b"RIFF",
        masks=((0.0, 1.0, 2.0, 3.0),),
    )
    store = CaptureStore(tmp_path / "c" / "s.sqlite")
    store.put(capture, capture.url)

    assert store.get(capture.url, "1280x900") == capture
    assert store.get("http://a.localhost/none", "1280x900") is None
    store.close()


def test_facts_of_a_site_come_back_equal_and_only_what_is_known_is_written(tmp_path: Path) -> None:
    facts = SiteRunFacts(
        robots=RobotsAnswer(200, "User-agent: *"), probed=("http://a.localhost/",), axe_core="4.14.1"
    )
    with Store(tmp_path / "a.sqlite") as store:
        rows = store.site("c", "s")
        rows.open("b", {})
        rows.set_phase("capture", facts)

        assert rows.facts() == facts
    with sqlite3.connect(tmp_path / "a.sqlite") as db:
        (text,) = db.execute("SELECT facts FROM site_run").fetchone()
    db.close()
    assert sorted(json.loads(text)) == ["axe-core", "probed", "robots"]


def test_facts_that_older_and_newer_versions_wrote_are_read(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        store.site("c", "s").open("b", {})
    old = {
        "axe-core": "4.12.1",
        "seeded": True,
        "robots": {"status": None, "body": ""},
        "scripts": [],
        "of-tomorrow": 1,
    }
    with sqlite3.connect(tmp_path / "a.sqlite") as db:
        db.execute("UPDATE site_run SET facts = ?", (json.dumps(old),))
    db.close()

    with Store(tmp_path / "a.sqlite") as store:
        assert store.site("c", "s").facts() == SiteRunFacts(
            axe_core="4.12.1", seeded=True, robots=RobotsAnswer(None, ""), scripts=()
        )
