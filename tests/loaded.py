"""The rules that come with the tool, read once for all tests of a process: a Rulebook does not change."""

from functools import cache

from auditor.evaluate.rulebook import Rulebook
from auditor.evaluate.rulebook import load as read_rules


@cache
def load() -> Rulebook:
    """Return the rules as a run without settings of its own has them."""
    return read_rules()
