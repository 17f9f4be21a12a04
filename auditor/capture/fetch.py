"""Asks for a page through the browser's network stack, for discovery."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from auditor.capture.navigation import Navigation
from auditor.capture.network import NetworkLog, fate_of_error
from auditor.capture.scripts import filled
from auditor.capture.settle import State, settle
from auditor.capture.tab import Gone, OutOfTime, Tab, TabError
from auditor.model import Fate, Hop

MAX_LINKS = 5000
MAX_HTML = 2_000_000
SETTLE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer as sent, redirects first in `hops`."""

    url: str
    fate: Fate
    detail: str = ""
    hops: tuple[Hop, ...] = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a page links to after its scripts have run."""

    url: str
    fate: Fate
    detail: str = ""
    title: str = ""
    links: tuple[tuple[str, str], ...] = ()
    html: str = ""  # of the document as it stands, cut where it is very long


async def fetch(
    tab: Tab, url: str, seconds: float, allowed: Callable[[str], bool] = lambda _: True
) -> Fetched:
    """Return one GET as the browser makes it; the document never comes up, so nothing else is loaded."""
    tab.deadline = time.monotonic() + seconds
    navigation = Navigation(url, NetworkLog(tab.frame), allowed, body_only=True)
    fate, detail = Fate.OK, ""
    try:
        error = await tab.go(navigation)
        if navigation.fate is not None:
            fate, detail = navigation.fate, navigation.detail
        elif error:
            fate, detail = fate_of_error(error), error
    except OutOfTime as problem:
        tab.usable = False
        fate, detail = Fate.TIMEOUT, str(problem)
    except TabError as problem:
        fate, detail = Fate.CRASHED, str(problem)
    hops = navigation.log.hops()
    body = navigation.body if isinstance(navigation.body, bytes) else b""
    return Fetched(hops[-1].url if hops else url, fate, detail, hops, body)


async def rendered_links(
    tab: Tab, url: str, seconds: float, allowed: Callable[[str], bool] = lambda _: True
) -> Rendered:
    """Load a page, wait until it is quiet, read its links."""

    async def nothing(state: State) -> None:
        return None

    tab.deadline = time.monotonic() + seconds
    navigation = Navigation(url, NetworkLog(tab.frame), allowed)
    try:
        error = await tab.go(navigation)
        if navigation.fate is not None:
            return Rendered(url, navigation.fate, navigation.detail)
        if error:
            return Rendered(url, fate_of_error(error), error)
        if not navigation.document:
            navigation.on_commit(url, "text/html")
        await settle(tab, SETTLE_SECONDS, nothing)
        found = await tab.evaluate(filled("links", most=MAX_LINKS, long=MAX_HTML))
    except OutOfTime as problem:
        tab.usable = False
        return Rendered(url, Fate.TIMEOUT, str(problem))
    except Gone as problem:
        return Rendered(url, Fate.CRASHED, str(problem))
    except TabError as problem:
        return Rendered(url, Fate.BAD_RESPONSE, str(problem))
    links = tuple((str(href), str(text)) for href, text in found["links"])
    return Rendered(
        navigation.document,
        navigation.fate or Fate.OK,
        navigation.detail,
        found["title"],
        links,
        str(found["html"]),
    )
