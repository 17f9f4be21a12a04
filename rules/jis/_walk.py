"""What a walk with the keyboard that did not come to its end may be used for."""

from collections.abc import Mapping
from typing import Any

from auditor.rule import EvidenceBound


def require_end(walk: Mapping[str, Any]) -> None:
    """Raise EvidenceBound where the walk stopped at its most stops: what lies behind them was not looked at."""
    if walk.get("end") == "limit":
        raise EvidenceBound("probe:keyboard:limit")
