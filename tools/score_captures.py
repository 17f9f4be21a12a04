"""Captures of labelled pages, kept between runs: when only rules change, no browser is needed.

They lie in a folder of the system's temporary files under the hash of the page and the version of axe-core,
answers of probes under that of their code too.
"""

import asyncio
import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.capture.addresses import loopback
from auditor.capture.browser import Session, SiteBrowserSettings, open_session
from auditor.capture.folder import serve
from auditor.capture.locate import find_axe, require_browser
from auditor.capture.page import Order
from auditor.capture.probes import PROBES
from auditor.gather.read_letters import LetterReader
from auditor.model import Capture
from auditor.store import CaptureStore

_BATCH = 20  # pages visited between two times of writing down
_CODE = Path(__file__).resolve().parent.parent / "auditor" / "capture"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file of a served folder, and the probes its rules ask for."""

    path: str  # from the root of the folder
    probes: tuple[str, ...] = ()


def captured(
    folder: Path, host: str, wanted: Sequence[Wanted], *, name: str, tabs: int = 2, aaa: bool = False
) -> Mapping[str, Capture]:
    """Path → capture of each wanted file, as `http://HOST/PATH`."""
    source, axe = find_axe("")
    kept = Path(tempfile.gettempdir()) / "auditor-score" / f"{name}.captures"
    found: dict[str, Capture] = {}
    missing: list[tuple[Wanted, str, Capture | None, tuple[str, ...]]] = []
    with closing(CaptureStore(kept)) as store:
        for one in wanted:
            key = hashlib.sha256((folder / one.path).read_bytes() + axe.encode()).hexdigest()
            capture = store.get(f"http://{host}/{one.path}#{key}", "1280x900", without=("screenshot",))
            stale = tuple(probe for probe in one.probes if _is_stale(capture, probe))
            if capture is None or stale:
                missing.append((one, key, capture, stale))
            else:
                found[one.path] = capture
        if not missing:
            return found
        print(f"  visiting {len(missing)} pages", flush=True)
        readings = kept.with_name("readings.sqlite")
        with serve(folder) as (_, port), LetterReader(readings, "") as letters:
            settings = SiteBrowserSettings(
                browser=require_browser(), axe_source=source, resolver=loopback({host: port}), tabs=tabs
            )
            for first in range(0, len(missing), _BATCH):
                batch = missing[first : first + _BATCH]
                for (one, key, _, _), capture in zip(
                    batch, asyncio.run(_visits(settings, host, batch, aaa, letters)), strict=True
                ):
                    found[one.path] = capture
                    store.put(capture, f"http://{host}/{one.path}#{key}")
    return found


async def _visits(
    settings: SiteBrowserSettings,
    host: str,
    batch: Sequence[tuple[Wanted, str, Capture | None, tuple[str, ...]]],
    aaa: bool,
    letters: LetterReader,
) -> list[Capture]:
    async with open_session(settings) as session:
        return await asyncio.gather(
            *(_visit(session, f"http://{host}/{one.path}", known, stale, aaa, letters)
              for one, _, known, stale in batch)
        )  # fmt: skip


async def _visit(
    session: Session,
    url: str,
    known: Capture | None,
    stale: Sequence[str],
    aaa: bool,
    letters: LetterReader,
) -> Capture:
    taken = await session.capture(Order(url, axe=known is None, aaa=aaa), stale)
    taken = await asyncio.to_thread(letters.read, taken)
    marked = {
        probe: {**answer, "digest": probe_digest(probe)} if probe in stale else answer
        for probe, answer in taken.probes.items()
    }
    return replace(known or taken, probes={**(known.probes if known else {}), **marked})


def _is_stale(capture: Capture | None, probe: str) -> bool:
    return capture is None or (capture.probes.get(probe) or {}).get("digest") != probe_digest(probe)


def probe_digest(name: str) -> str:
    """Changes with the code of a probe, or of what it measures with."""
    files = [_CODE / "probes" / f"{name}.py", *sorted((_CODE / "js").glob(f"{name}*.js"))]
    if name == "keyboard":
        files += [_CODE / "js" / "focus.js", _CODE / "js" / "blur.js"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def known_probes() -> frozenset[str]:
    """Return names a rule may ask for."""
    return frozenset(PROBES)
