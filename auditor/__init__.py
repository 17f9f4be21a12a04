"""Audits a metropolis's web sites and keeps the improvement plan of every bureau.

`import auditor` loads nothing else of the package: each name of `__all__` is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.api import audit_file, audit_page, load_rules, open_reports, run
    from auditor.commands.file import FilesResult
    from auditor.commands.page import PageResult
    from auditor.commands.run import Audited
    from auditor.evaluate.rulebook import Rulebook
    from auditor.model import (
        AuditorError,
        BrowserError,
        Certainty,
        Fate,
        FindingRow,
        Impact,
        Outcome,
        StoreError,
        TargetsError,
        Verdict,
    )
    from auditor.publish.reports import Reports
    from auditor.rule import Rule

__version__ = "0.1.0"

__all__ = [
    "Audited",
    "AuditorError",
    "BrowserError",
    "Certainty",
    "Fate",
    "FilesResult",
    "FindingRow",
    "Impact",
    "Outcome",
    "PageResult",
    "Reports",
    "Rule",
    "Rulebook",
    "StoreError",
    "TargetsError",
    "Verdict",
    "__version__",
    "audit_file",
    "audit_page",
    "load_rules",
    "open_reports",
    "run",
]

_MODULES = {
    "auditor.api": ("audit_file", "audit_page", "load_rules", "open_reports", "run"),
    "auditor.commands.file": ("FilesResult",),
    "auditor.commands.page": ("PageResult",),
    "auditor.commands.run": ("Audited",),
    "auditor.evaluate.rulebook": ("Rulebook",),
    "auditor.model": (
        "AuditorError", "BrowserError", "Certainty", "Fate", "FindingRow", "Impact", "Outcome", "StoreError",
        "TargetsError", "Verdict",
    ),
    "auditor.publish.reports": ("Reports",),
    "auditor.rule": ("Rule",),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULE_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
