"""Fixtures shared by all tests."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from example_sites import Audit, audit, example_sites
from rendering import Renderer


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    """One Chromium page that turns HTML text into a Capture."""
    made = Renderer()
    yield made
    made.close()


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Audit]:
    """The three example sites, audited once: site id → its rows. For tests of xdist_group "examples"."""
    reports = tmp_path_factory.mktemp("examples")
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(lambda site: audit(site, reports), example_sites())
        return {one.site.id: one for one in done}


@pytest.fixture(scope="session")
def sample_rules() -> Path:
    """A folder of two small rules that show how a rule file looks."""
    return Path(__file__).parent / "rules_sample"
