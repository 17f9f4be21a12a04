"""Whatever a page does, it ends in a fate of its own, and the other pages of the site are audited."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from hostile import PAGES
from loaded import load
from running import Desk
from servers import SiteServer

# Pages that are a trial for what touches a page. With the others, too, the probes are tried by `make soak`.
TOUCHED = ("/clobbered", "/closed", "/focus-spins")


@dataclass(frozen=True)
class Audited:
    """What a run over the hostile pages left."""

    desk: Desk
    fates: dict[str, str]
    assertions: dict[str, dict[str, dict[str, Any]]]  # path → rule → line


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """The hostile pages audited once, those of TOUCHED as a site of its own with every probe."""
    desk = Desk(tmp_path_factory.mktemp("hostile"), defaults={"page_seconds": 8, "probes": "all"})
    with SiteServer({path: route for path, (route, _) in PAGES.items()}) as server:
        touched = [server.url(path) for path in TOUCHED]
        others = [server.url(path) for path in PAGES if path not in TOUCHED]
        desk.write(
            touched={"start": server.url(), "urls": touched},
            others={"start": server.url(), "urls": others, "probes": "none"},
        )

        done = desk.run()

    assert done.code == 3, done.err
    fates: dict[str, str] = {}
    assertions: dict[str, dict[str, dict[str, Any]]] = {path: {} for path in PAGES}
    for line in desk.lines():
        path = line["url"].removeprefix(server.url().rstrip("/"))
        if line["kind"] == "page":
            fates[path] = line["fate"]
        elif line["kind"] == "assertion":
            assertions.setdefault(path, {})[line["rule"]] = line
    return Audited(desk, fates, assertions)


def test_every_page_of_a_hostile_site_has_a_fate_and_none_is_lost(hostile: Audited) -> None:
    fates = hostile.fates

    assert set(fates) >= set(PAGES)
    odd = {path: fates[path] for path, (_, allowed) in PAGES.items() if fates[path] not in allowed.split()}
    assert not odd, odd
    log = (hostile.desk.reports / "auditor.log").read_text()
    assert "audit of a site failed" not in log


def test_every_page_has_an_answer_of_every_rule(hostile: Audited) -> None:
    rules = {rule.id for rule in load() if rule.kind in ("page", "axe")}

    for path, fate in hostile.fates.items():
        if path in PAGES and fate in ("ok", "timeout", "crashed", "not-well-formed"):  # a browser was asked
            assert not rules - set(hostile.assertions[path]), path


def test_a_form_whose_fields_hide_the_members_axe_core_asks_for_is_judged(hostile: Audited) -> None:
    said = hostile.assertions["/clobbered"]

    assert said["axe/image-alt"]["outcome"] == "failed"
    assert said["axe/label"]["outcome"] == "passed"
    assert not [one["rule"] for one in said.values() if "axe" in one["reason"]]


def test_a_closed_shadow_root_is_counted_and_asked_about(hostile: Audited) -> None:
    said = hostile.assertions["/closed"]

    assert said["jis/closed-shadow-root"]["outcome"] == "cantTell"
    assert said["axe/image-alt"]["reason"] == "closed-roots-untested:1"


def test_a_page_that_shows_nothing_is_a_question(hostile: Audited) -> None:
    assert hostile.assertions["/never-drawn"]["jis/page-not-drawn"]["outcome"] == "cantTell"
    assert hostile.assertions["/fine"]["jis/page-not-drawn"]["outcome"] == "passed"


def test_a_walk_that_a_page_holds_up_is_untested_and_never_passed(hostile: Audited) -> None:
    said = hostile.assertions["/focus-spins"]

    for rule in ("jis/keyboard-trap", "jis/focus-invisible", "jis/focus-changes-page"):
        assert said[rule]["outcome"] == "untested"
        assert said[rule]["reason"].startswith("lost-evidence:probe:keyboard")


@pytest.mark.soak
def test_a_hostile_site_of_200_pages_keeps_within_bounds(tmp_path: Path) -> None:
    desk = Desk(tmp_path, defaults={"page_seconds": 8, "probes": "all"})
    with SiteServer({path: route for path, (route, _) in PAGES.items()}) as server:
        urls = [server.url(f"{path}?{turn}") for turn in range(8) for path in PAGES]
        desk.write(site={"start": server.url(), "urls": urls})

        done = desk.run()

    assert done.code == 3, done.err
    assert len(desk.fates("site")) >= len(urls)
    assert psutil.Process(os.getpid()).memory_info().rss < 2_000_000_000
