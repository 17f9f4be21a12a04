"""Fixtures shared by all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rendering import Renderer


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    """One Chromium page that turns HTML text into a Capture."""
    made = Renderer()
    yield made
    made.close()


@pytest.fixture(scope="session")
def sample_rules() -> Path:
    """A folder of two small rules that show how a rule file looks."""
    return Path(__file__).parent / "rules_sample"
