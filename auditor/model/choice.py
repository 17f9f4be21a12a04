"""Closed lists that people choose from on the command line and in targets.yaml, and the probes they stand for."""

from enum import StrEnum


class ExportFormat(StrEnum):
    """What `auditor export` writes."""

    JSONL = "jsonl"
    CSV = "csv"
    EARL = "earl"
    PARQUET = "parquet"


class ProbedPages(StrEnum):
    """Which selected pages of a site get the active probes: `probes` of targets.yaml."""

    ALL = "all"
    REPRESENTATIVE = "representative"
    NONE = "none"


class ProbeName(StrEnum):
    """The active probes in the order in which they run: from the cheap ones to the walk that takes what time is left."""

    REFLOW = "reflow"
    ADAPT = "adapt"
    HANDLERS = "handlers"
    IMAGES = "images"
    HOVER = "hover"
    KEYBOARD = "keyboard"
    MOTION = "motion"  # only watches, for some seconds: in a tab of its own beside the others

    @property
    def need(self) -> str:
        """The word by which a rule asks for it."""
        return f"probe:{self}"
