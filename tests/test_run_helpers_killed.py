"""A browser, its renderer, its driver, a worker or a reader that dies in the middle of a run is never news about a site."""

import contextlib
import random
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from running import Desk, family, html, left_alive, start_auditor

from auditor.model import Verdict
from auditor.store import Store

NEXT = "2027Q1"
KINDS = ("browser", "renderer", "driver", "worker", "reader")
PAGES = 2
TABLE = "区,人口\n中央,10\n港,20\n"


def kind_of(process: psutil.Process) -> str:
    """Which of our helpers a process is, '' for any other."""
    with contextlib.suppress(psutil.Error):
        line = " ".join(process.cmdline())
        if "--type=renderer" in line:
            return "renderer"
        if "chrom" in line and "--type=" not in line and "--remote-debugging" in line:
            return "browser"
        if "run-driver" in line:
            return "driver"
        if "auditor.read.worker" in line:
            return "reader"
        if "spawn_main" in line:
            return "worker"
    return ""


def prepared(folder: Path) -> Desk:
    """A small site with defects on every page, fields for the keyboard walk, and tables."""
    site = folder / "site"
    site.mkdir(parents=True)
    names = ["index.html", *(f"p{number}.html" for number in range(1, PAGES))]
    for number, name in enumerate(names):
        fields = "".join(
            f'<p><a href="{name}#{one}" style="outline:none">項目{one}</a></p>' for one in range(8)
        )
        (site / f"t{number}.csv").write_text(TABLE + f"北,{number}\n", "utf-8")
        body = f'<p><img src="a.png"></p>{fields}<p><a href="t{number}.csv">人口{number}（CSV）</a></p>'
        (site / name).write_text(html("./", *names[1:], body=body, title=f"ページ{number}"))
    desk = Desk(folder, defaults={"probes": "all"})
    desk.write(site="site/")
    return desk


@dataclass(frozen=True)
class Undisturbed:
    """A quarter and the next one of an unchanged site, and how long the second took."""

    first: Path  # the folder as the first quarter left it
    desk: Desk
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("undisturbed")
    desk = prepared(folder / "both")
    assert desk.run(workers=1).code == 0
    for table in (desk.folder / "site").glob("*.csv"):
        table.write_text(table.read_text("utf-8") + "南,40\n", "utf-8")  # new bytes are read anew
    shutil.copytree(desk.folder, folder / "first")
    began = time.monotonic()
    assert desk.run(workers=1, cycle=NEXT).code == 0
    return Undisturbed(folder / "first", desk, time.monotonic() - began)


def run_and_kill(desk: Desk, kind: str, seconds: float) -> bool:
    """Run the second quarter and kill one helper at that moment, or as soon as there is one; whether there was."""
    run = start_auditor("run", desk.targets, "--reports", desk.reports, "--cycle", NEXT, "--workers", "1")
    children: list[psutil.Process] = []
    killed = False
    began = time.monotonic()
    while run.poll() is None:
        if not killed and time.monotonic() - began >= seconds:
            children = family(run.pid)
            victims = [one for one in children if kind_of(one) == kind]
            if victims:
                with contextlib.suppress(psutil.Error):
                    victims[0].kill()
                    killed = True
        time.sleep(0.02)
    run.communicate()
    assert run.returncode in (0, 3)
    assert left_alive(children) == []
    return killed


def told(desk: Desk) -> dict[tuple[str, str], dict[str, Any]]:
    """Assertions by page and rule."""
    return {
        (line["url"], line["rule"]): {name: line[name] for name in ("outcome", "counts")}
        for line in desk.lines("--cycle", NEXT)
        if line["kind"] == "assertion"
    }


def assert_equal_but_for_untested(desk: Desk, undisturbed: Desk) -> None:
    """Nothing of ours that died is a fact about the site: what it cost is untested, and no issue is mended by it."""
    before, after = told(undisturbed), told(desk)
    other = {
        key: (one["outcome"], after.get(key, {}).get("outcome"))
        for key, one in before.items()
        if after.get(key) != one and "untested" not in (one["outcome"], after.get(key, {}).get("outcome"))
    }
    assert not other, sorted(other.items())[:5]
    assert set(after) <= set(before)
    with Store(desk.reports / "auditor.sqlite") as store:
        verdicts = {issue.verdict for issue in store.site(NEXT, "site").issues()}
    assert verdicts <= {Verdict.REMAINING, Verdict.UNCONFIRMED}, verdicts


def kill_at_random(folder: Path, undisturbed: Undisturbed, kind: str, seed: int) -> None:
    moments = random.Random(seed)
    shutil.copytree(undisturbed.first, folder / "desk")
    desk = Desk(folder / "desk")

    # Files are read within a moment that a random one would miss: any reader from the start on.
    moment = 0.0 if kind == "reader" else moments.uniform(0.5, max(1.0, undisturbed.seconds - 2))

    killed = run_and_kill(desk, kind, moment)

    assert killed or kind != "reader"
    assert_equal_but_for_untested(desk, undisturbed.desk)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("kind", KINDS)
def test_helpers_killed_at_fifty_moments_are_never_news_about_a_site(
    tmp_path: Path, undisturbed: Undisturbed, kind: str, seed: int
) -> None:
    kill_at_random(tmp_path, undisturbed, kind, seed=100 + seed)
