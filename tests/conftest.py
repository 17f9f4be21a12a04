"""Fixtures shared by all tests."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from example_sites import Audit, audit, example_sites
from hypothesis import settings
from rendering import Renderer
from roundtrip_desk import Desk

# Equal runs, whatever else the machine does: random ones belong to the soak, and no test is timed.
settings.register_profile("equal", deadline=None, derandomize=True)
settings.load_profile("equal")

# Files that share what is costly to set up with other files; each group runs in one worker.
SHARED = {"test_examples.py": "examples", "test_issue_keys.py": "examples"}


@cache
def _builds_for_all_its_tests(name: str) -> bool:
    """Return whether a test file has a fixture that all its tests share."""
    return 'scope="module"' in (Path(__file__).parent / name).read_text("utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out single tests, and whole what shares a fixture, the largest first."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            name = nodeid.partition("::")[0].rpartition("/")[2]
            return SHARED.get(name) or (name if _builds_for_all_its_tests(name) else nodeid)

    return Scheduling(config, log)


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    """One Chromium page that turns HTML text into a Capture."""
    made = Renderer()
    yield made
    made.close()


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Audit]:
    """The three example sites, audited once: site id → its rows."""
    reports = tmp_path_factory.mktemp("examples")
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(lambda site: audit(site, reports), example_sites())
        return {one.site.id: one for one in done}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A store and a folder for round trips of the sample bureau's workbook."""
    made = Desk(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def sample_rules() -> Path:
    """A folder of two small rules that show how a rule file looks."""
    return Path(__file__).parent / "rules_sample"
