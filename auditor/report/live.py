"""The table a terminal shows while sites are audited."""

from collections.abc import Sequence
from typing import Protocol

from rich.table import Table

PHASES = {
    "discover": "ページを探す",
    "capture": "検査する",
    "resources": "リンク先を見る",
    "judge": "まとめる",
    "done": "終わり",
}


class Progress(Protocol):
    """How far the sites under way are: site, phase, done and known number of each."""

    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def running(self) -> Sequence[tuple[str, str, int, int]]: ...


def live_table(progress: Progress, seconds: float) -> Table:
    """Return sites done, and what the others are doing, with rate and time left."""
    table = Table(title=f"サイト {progress.done}/{progress.total}　経過 {_clock(seconds)}")
    for heading in ("サイト", "段階"):
        table.add_column(heading, justify="left")
    for heading in ("ページ", "毎分", "残り"):
        table.add_column(heading, justify="right")
    for site, phase, done, known in progress.running:
        rate = done / seconds * 60 if seconds else 0.0
        left = _clock((known - done) / rate * 60) if rate and known > done else "-"
        table.add_row(site, PHASES.get(phase, phase), f"{done:,}/{known:,}", f"{rate:.0f}", left)
    return table


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
