"""What happens on the way to one page and while it is open: the notes of one visit."""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.capture.network import NetworkLog
from auditor.model import CaptureError, Fate

MAX_EVENTS = 100
MAX_WISHES = 100
MAX_ASKED = 2_000  # navigations of one page that are remembered
FORM = "formSubmission"  # how the protocol's reasons for the submission of a form begin
MAX_DETAIL = 500
# What can run a script in a document, bring another document into it, or hide either: in its encoding, or in what
# XML makes of a page (a prefix, an entity, a style sheet that transforms).
_LIVELY = re.compile(
    rb"<\s*([^\s<>/\"']{1,99}:)?(script|i?frame|object|embed|portal|svg|math)|shadowroot|javascript:"
    rb"|[\s\"'/]on[a-z]+\s*=|[\0\x1b]|<\?xml-stylesheet|<!entity",
    re.I,
)


@dataclass(slots=True)
class Navigation:
    """One navigation, its redirects included; filled by the tab's events."""

    url: str
    log: NetworkLog
    allowed: Callable[[str], bool]
    body_only: bool = False
    body: bytes | CaptureError = CaptureError("absent")
    fate: Fate | None = None  # decided on the way, before a document
    detail: str = ""
    mime: str = ""
    document: str = ""  # URL of the committed document
    started: bool = False
    loaded: asyncio.Event = field(default_factory=asyncio.Event)
    moving: bool = False  # a navigation of the page's own is under way
    navigations: int = 0  # the page's own, after the one this navigation began with
    frozen: bool = False  # evidence is being taken: nobody moves
    leaving: bool = False
    touched: bool = False  # a probe presses keys or moves the pointer: what the page sends now is our doing
    pressed: bool = False  # a probe presses buttons too: then nothing is asked of another site
    refused: int = 0  # requests that would have sent something meanwhile
    reason: str = ""  # of the last navigation the page asked for
    asked: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # (frame, address) → reason of the renderer
    wishes: list[tuple[str, str]] = field(default_factory=list)  # (reason, address) the page wants to go to
    places: dict[str, list[str]] = field(default_factory=dict)  # frame → addresses it was led to
    delays: dict[str, float] = field(default_factory=dict)
    events: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def inert(self) -> bool:
        """Whether no script of the page's own can have run: it left nothing behind but cookies."""
        return not self.navigations and isinstance(self.body, bytes) and not _LIVELY.search(self.body)

    def note(self, kind: str, detail: str) -> None:
        """Record an event; an endless row of them is cut."""
        if len(self.events) < MAX_EVENTS:
            self.events.append({"kind": kind, "detail": detail[:MAX_DETAIL]})

    def end(self, fate: Fate, detail: str = "") -> None:
        """Decide the fate, once."""
        if self.fate is None:
            self.fate, self.detail = fate, detail[:MAX_DETAIL]
        self.loaded.set()

    def on_commit(self, url: str, mime: str) -> None:
        """A document of the main frame has begun."""
        if self.leaving or not self.started:
            return
        self.document, self.mime, self.moving = url, mime, False
        self.loaded.clear()

    def on_load(self) -> None:
        """The load event of the main document."""
        if self.document and not self.moving:
            self.loaded.set()

    def on_asked(self, frame: str, url: str, reason: str) -> None:
        """A frame begins a navigation of its own; what a form once asked for stays the form's."""
        key = (frame, _bare(url))
        if len(self.asked) < MAX_ASKED and not self.asked.get(key, "").startswith(FORM):
            self.asked[key] = reason

    def on_wish(self, url: str, reason: str) -> None:
        """The page itself begins a navigation, whether it will be let or not."""
        if len(self.wishes) < MAX_WISHES:
            self.wishes.append((reason, url[:MAX_DETAIL]))

    def reason_of(self, frame: str, url: str) -> str:
        """Return why a frame goes to an address, in the renderer's words; '' where it did not say so."""
        return self.asked.get((frame, _bare(url)), "")

    def on_refresh(self, url: str, delay: float) -> None:
        """The page wants to be replaced after `delay` seconds; at once is a redirect, later is an event."""
        if len(self.delays) < MAX_EVENTS:
            self.delays[url] = delay
        if delay > 0:
            self.note("meta-refresh", f"{delay:g};{url}")


def _bare(url: str) -> str:
    """Return an address without scheme and fragment: a page may ask for its links to be made https."""
    return url.partition("#")[0].partition(":")[2]
