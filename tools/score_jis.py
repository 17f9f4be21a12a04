"""How the rules do on a practice site with one planted barrier a variant: found, missed, false alarms.

Captures are kept in a folder of the system's temporary files under the hash of the page, answers of probes
under that of their code too: when only rules change, no browser is needed.
"""

import asyncio
import hashlib
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from score_captures import probe_digest

from auditor.capture.addresses import loopback
from auditor.capture.browser import Session, SiteBrowserSettings, open_session
from auditor.capture.folder import serve
from auditor.capture.locate import find_axe, require_browser
from auditor.capture.page import Order
from auditor.capture.probes import PROBES
from auditor.criteria import Profile, profile
from auditor.evaluate.assertions import judge_capture, to_rows
from auditor.evaluate.axe_results import judge_axe
from auditor.evaluate.engine import judge_site
from auditor.evaluate.rulebook import Rulebook, load
from auditor.gather.read_letters import LetterReader
from auditor.model import Capture, CaptureError, Certainty, FindingRow, Outcome
from auditor.page import TreePage, page_from_capture, site_from
from auditor.page.site_view import page_facts
from auditor.store import CaptureStore

HOST = "practice.localhost"
STANDARDS = ("jis-x-8341-3-2016-aa", "wcag-2.2-aa")
FIRM = frozenset({Certainty.DEFINITE, Certainty.LIKELY})
WANTED_FIRM, WANTED_ALL = 28, 40


@dataclass(frozen=True, slots=True)
class Variant:
    """The practice site with one change: a planted barrier, or an acceptable alternative."""

    name: str
    barrier: bool
    criterion: str
    message: str
    pages: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What is to be printed at the end."""

    firm: list[Variant] = field(default_factory=list)
    review: list[Variant] = field(default_factory=list)
    missed: list[Variant] = field(default_factory=list)
    axe: int = 0
    axe_review: int = 0
    alarms: list[str] = field(default_factory=list)


def score(folder: Path) -> bool:
    """Print the table of a practice site; whether it reaches what is promised."""
    variants = [
        Variant(one["variant"], one["barrier"], one["criterion"], one["message"], tuple(sorted(one["pages"])))
        for one in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    ]
    wanted = [("ok", path.stem) for path in sorted((folder / "ok").glob("*.html"))]
    wanted += [(variant.name, page) for variant in variants for page in variant.pages]
    kept = Path(tempfile.gettempdir()) / "auditor-score" / "jis.captures"
    with closing(CaptureStore(kept)) as store:
        captures = asyncio.run(_captured(folder, wanted, store))
    began = time.perf_counter()
    tally = _judged(folder, variants, captures)
    print(f"  judged in {time.perf_counter() - began:.1f} s")
    return _report(tally, sum(variant.barrier for variant in variants))


# Captures


async def _captured(
    folder: Path, wanted: Sequence[tuple[str, str]], store: CaptureStore
) -> dict[tuple[str, str], Capture]:
    probes = {name: probe_digest(name) for name in PROBES}
    source, axe = find_axe("")
    found: dict[tuple[str, str], Capture] = {}
    missing: list[tuple[tuple[str, str], str, Capture | None, tuple[str, ...]]] = []
    for place in wanted:
        key = hashlib.sha256((folder / place[0] / f"{place[1]}.html").read_bytes() + axe.encode()).hexdigest()
        capture = store.get(f"{_url(place)}#{key}", "1280x900", without=("screenshot",))
        stale = tuple(
            name for name, digest in probes.items()
            if capture is None or (capture.probes.get(name) or {}).get("digest") != digest
        )  # fmt: skip
        if capture is None or stale:
            missing.append((place, key, capture, stale))
        if capture is not None:
            found[place] = capture
    if not missing:
        return found
    print(f"  visiting {len(missing)} pages", flush=True)
    with serve(folder) as (_, port), LetterReader(store.path.with_name("readings.sqlite"), "") as letters:
        settings = SiteBrowserSettings(
            browser=require_browser(), axe_source=source, resolver=loopback({HOST: port}), tabs=3
        )
        async with open_session(settings) as session:
            taken = await asyncio.gather(
                *(_visit(session, letters, place, known, names) for place, _, known, names in missing)
            )
    for (place, key, _, names), capture in zip(missing, taken, strict=True):
        marked = {
            name: {**answer, "digest": probes[name]} if name in names else answer
            for name, answer in capture.probes.items()
        }
        found[place] = replace(capture, probes=marked)
        store.put(found[place], f"{_url(place)}#{key}")
    return found


async def _visit(
    session: Session,
    letters: LetterReader,
    place: tuple[str, str],
    known: Capture | None,
    names: Sequence[str],
) -> Capture:
    order = Order(_url(place), axe=known is None)
    taken = await asyncio.to_thread(letters.read, await session.capture(order, names))
    if known is None:
        return taken
    return replace(known, probes={**known.probes, **taken.probes})


def _url(place: tuple[str, str]) -> str:
    return f"http://{HOST}/{place[0]}/{place[1]}.html"


# Judging


def _judged(folder: Path, variants: Sequence[Variant], captures: Mapping[tuple[str, str], Capture]) -> Tally:
    book, wanted = load(), profile(STANDARDS)
    tally = Tally()
    before: dict[str, list[FindingRow]] = {}
    axe_before: dict[str, list[FindingRow]] = {}
    site_before = _site_rows(folder, None, captures, book, wanted)
    for page in sorted(page for name, page in captures if name == "ok"):
        before[page], axe_before[page] = _page_rows(captures["ok", page], book, wanted)
        before[page] += [row for row in site_before if _page_of(row.url) == page]
        tally.alarms += [
            f"ok/{page}: {_said(row)}" for row in before[page] if row.certainty in FIRM and row.criteria
        ]
    for variant in variants:
        fresh: list[FindingRow] = []
        axe_fresh: list[FindingRow] = []
        site = _site_rows(folder, variant, captures, book, wanted)
        for page in variant.pages:
            rows, axe_rows = _page_rows(captures[variant.name, page], book, wanted)
            rows += [row for row in site if _page_of(row.url) == page]
            fresh += _new(rows, before[page])
            axe_fresh += _new(axe_rows, axe_before[page])
        _note(tally, variant, fresh, axe_fresh)
    return tally


def _note(
    tally: Tally, variant: Variant, fresh: Sequence[FindingRow], axe_fresh: Sequence[FindingRow]
) -> None:
    if not variant.barrier:
        firm = [row for row in fresh if row.certainty in FIRM]
        tally.alarms += [f"{variant.name}: {_said(row)}" for row in firm]
        print(f"  {variant.name:11} {'ALARM' if firm else 'quiet':8} {variant.message}")
        return
    hits = [row for row in fresh if variant.criterion in row.criteria]
    firm = [row for row in hits if row.certainty in FIRM]
    axe = [row for row in axe_fresh if variant.criterion in row.criteria]
    tally.axe += any(row.certainty in FIRM for row in axe)
    tally.axe_review += bool(axe)
    word = "firm" if firm else "review" if hits else "-"
    (tally.firm if firm else tally.review if hits else tally.missed).append(variant)
    rules = ", ".join(sorted({row.rule for row in firm or hits}))
    beside = "axe " if any(row.certainty in FIRM for row in axe) else "    "
    print(f"  {variant.name:11} {word:8} {beside}{variant.message[:44]} {rules}")


def _page_rows(
    capture: Capture, book: Rulebook, wanted: Profile
) -> tuple[list[FindingRow], list[FindingRow]]:
    """Return rows of all page and axe rules on one capture, and those of axe-core alone."""
    if isinstance(capture.snapshot, CaptureError):
        return [], []
    page = page_from_capture(capture)
    made = judge_capture(capture, book, wanted, page=page)
    for one in made:
        if one.outcome is Outcome.UNTESTED and one.reason.startswith(("error", "over")):
            print(f"  ! {one.rule} {one.reason} {capture.url}")
    alone = judge_axe(page, book.of_kind("axe"), wanted)
    return to_rows(made, "", "", book, wanted), to_rows(alone, "", "", book, wanted)


def _site_rows(
    folder: Path,
    variant: Variant | None,
    captures: Mapping[tuple[str, str], Capture],
    book: Rulebook,
    wanted: Profile,
) -> list[FindingRow]:
    """Site rules over ok/ with the changed pages of a variant laid over it."""
    name = variant.name if variant else "ok"
    facts, views = [], {}
    for page in sorted(page for place, page in captures if place == "ok"):
        place = (name, page) if (name, page) in captures else ("ok", page)
        html = (folder / place[0] / f"{page}.html").read_text(encoding="utf-8")
        url = _url((name, page))
        facts.append(page_facts(url, html))
        views[url] = _moved(captures[place], place[0], name)
    site = site_from(
        facts,
        id=name,
        start=_url((name, "index")),
        audited={url: partial(_itself, capture) for url, capture in views.items()},
        rendered_links={},
    )
    rules = [rule for rule in book.of_kind("site") if rule.family == "jis"]
    return to_rows(judge_site(site, rules, wanted), "", "", book, wanted)


def _itself(capture: Capture) -> Capture:
    return capture


def _moved(capture: Capture, here: str, there: str) -> Capture:
    """Return a capture as if its page stood in another folder of the host."""
    if here == there or isinstance(capture.snapshot, CaptureError):
        return capture
    old, new = f"http://{HOST}/{here}/", f"http://{HOST}/{there}/"
    strings = [one.replace(old, new) for one in capture.snapshot["strings"]]
    hops = tuple(replace(hop, url=hop.url.replace(old, new)) for hop in capture.hops)
    return replace(
        capture,
        url=capture.url.replace(old, new),
        hops=hops,
        snapshot={**capture.snapshot, "strings": strings},
    )


def _new(rows: Iterable[FindingRow], before: Iterable[FindingRow]) -> list[FindingRow]:
    """Return rows that the same page of ok/ does not have: the same rule and words about the same markup."""
    known = Counter(map(_identity, before))
    fresh = []
    for row in rows:
        if known[_identity(row)] > 0:
            known[_identity(row)] -= 1
        else:
            fresh.append(row)
    return fresh


def _identity(row: FindingRow) -> tuple[str, str, str, str]:
    return row.rule, row.key, row.certainty, row.target.snippet


def _page_of(url: str) -> str:
    return url.rsplit("/", 1)[-1].removesuffix(".html")


def _said(row: FindingRow) -> str:
    return f"{row.rule} {row.key} {row.certainty} {row.target.snippet[:90]}"


# Report


def _report(tally: Tally, barriers: int) -> bool:
    firm, found = len(tally.firm), len(tally.firm) + len(tally.review)
    print("\n".join(_lines(tally)))
    print(
        f"  definite or likely {firm} of {barriers} (wanted {WANTED_FIRM}); with 要判断 {found} (wanted {WANTED_ALL})"
    )
    print(f"  axe-core alone {tally.axe}, with its incomplete ones {tally.axe_review}")
    print(f"  false alarms {len(tally.alarms)} (wanted 0)")
    return firm >= WANTED_FIRM and found >= WANTED_ALL and not tally.alarms


def _lines(tally: Tally) -> Iterator[str]:
    for variant in tally.missed:
        yield f"  missed {variant.name} {variant.criterion} {variant.message}"
    for alarm in tally.alarms:
        yield f"  alarm {alarm}"


def rows_of(folder: Path, name: str, page: str) -> list[dict[str, Any]]:
    """Return what is said of one page, from its kept capture: to look at by hand."""
    kept = Path(tempfile.gettempdir()) / "auditor-score" / "jis.captures"
    with closing(CaptureStore(kept)) as store:
        capture = asyncio.run(_captured(folder, [(name, page)], store))[name, page]
    rows, _ = _page_rows(capture, load(), profile(STANDARDS))
    return [
        {"rule": row.rule, "certainty": str(row.certainty), "key": row.key, "data": dict(row.data),
         "selector": row.target.selector, "snippet": row.target.snippet[:120]}
        for row in rows
    ]  # fmt: skip


def view_of(folder: Path, name: str, page: str) -> tuple[TreePage, Capture]:
    """Return the page view and the capture of one page, from what is kept."""
    kept = Path(tempfile.gettempdir()) / "auditor-score" / "jis.captures"
    with closing(CaptureStore(kept)) as store:
        capture = asyncio.run(_captured(folder, [(name, page)], store))[name, page]
    return page_from_capture(capture), capture
