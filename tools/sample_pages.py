"""Draws findings of each page rule over stored captures by seed, as a person reads them to measure precision."""

import argparse
import random
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.assertions import judge_capture, to_rows
from auditor.evaluate.rulebook import load
from auditor.model import Capture, CaptureError, Certainty, FindingRow, Outcome
from auditor.page import page_from_capture
from auditor.rule import Element
from auditor.store import CaptureStore

_HOME = re.compile(
    r"""<link[^>]*rel=["']?canonical["']?[^>]*href=["']?(https?://[^"'\s>]+)"""
    r"""|<meta[^>]*property=["']?og:url["']?[^>]*content=["']?(https?://[^"'\s>]+)""",
    re.I,
)
FIRM = frozenset({Certainty.DEFINITE, Certainty.LIKELY})
HOST = r"^\w+://([^/]+)"


def captures_in(path: Path) -> Iterator[tuple[str, Capture]]:
    """Yield every page of a file of captures in its first viewport, sorted by URL."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        places = db.execute("SELECT url, min(viewport) FROM capture GROUP BY url ORDER BY url").fetchall()
    with closing(CaptureStore(path)) as store:
        for url, viewport in places:
            capture = store.get(url, viewport, without=("screenshot",))
            if capture is not None and not isinstance(capture.snapshot, CaptureError):
                yield url, capture


def drawn(rows: Sequence[FindingRow], number: int, seed: str, site: re.Pattern[str]) -> list[FindingRow]:
    """So many findings, one site after the other: a site with many of them tells no more than any other."""
    by_site: dict[str, list[FindingRow]] = defaultdict(list)
    for row in rows:
        by_site[site_of(row.url, site)].append(row)
    chance = random.Random(seed)
    piles = [chance.sample(pile, len(pile)) for _, pile in sorted(by_site.items())]
    chance.shuffle(piles)
    taken = [pile[turn] for turn in range(max(map(len, piles))) for pile in piles if turn < len(pile)]
    return taken[:number]


def at_home(capture: Capture) -> Capture:
    """Return a copy of a page, as if it stood at the address it names as its own: else links to itself lead
    elsewhere.
    """
    markup = capture.source.decode(errors="replace") if isinstance(capture.source, bytes) else ""
    found = _HOME.search(markup)
    home = next(filter(None, found.groups())) if found else ""
    if not home or isinstance(capture.snapshot, CaptureError):
        return capture
    strings = [home if one == capture.url else one for one in capture.snapshot["strings"]]
    return replace(capture, url=home, snapshot={**capture.snapshot, "strings": strings})


def context(place: Element) -> str:
    """Return the text around an element, as far as it takes to understand it."""
    least = len(place.text) + 30
    for _ in range(4):
        if place.parent is None or len(place.text) >= least:
            break
        place = place.parent
    return place.text[:240]


def site_of(url: str, site: re.Pattern[str]) -> str:
    """Whose page this is."""
    found = site.search(url)
    return next(filter(None, found.groups()), url) if found else url


def main() -> None:
    """Print up to N findings of each rule, with what the rule says of them and the markup they stand in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captures", type=Path, nargs="+", help="files of captures (SQLite)")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--number", type=int, default=20)
    parser.add_argument("--least", type=int, default=11, help="findings that make a rule frequent")
    parser.add_argument("--site", type=re.compile, default=re.compile(HOST), help="its group in a URL")
    parser.add_argument(
        "--home", action="store_true", help="the pages are copies: judge them at their own URL"
    )
    parser.add_argument("--rule", default="", help="only rules whose id begins so")
    parser.add_argument("--firm", action="store_true", help="only what is definite or likely")
    asked = parser.parse_args()
    book, wanted = load(), profile(tuple(STANDARDS))
    found: dict[str, list[FindingRow]] = defaultdict(list)
    around: dict[tuple[str, str], str] = {}
    for path in asked.captures:
        for url, capture in captures_in(path):
            capture = at_home(capture) if asked.home else capture
            page = page_from_capture(capture)
            made = [replace(one, url=url) for one in judge_capture(capture, book, wanted, page=page)]
            for one in made:
                if one.outcome is Outcome.UNTESTED and one.reason.startswith(("error", "over")):
                    sys.stdout.write(f"! {one.rule} {one.reason} {url}\n")
            for row in to_rows(made, "", "", book, wanted):
                if not row.rule.startswith(asked.rule) or (asked.firm and row.certainty not in FIRM):
                    continue
                found[row.rule].append(row)
                if (place := page.at(row.target.selector)) is not None:
                    around[row.url, row.target.selector] = context(place)
    for rule, rows in sorted(found.items()):
        sites = {site_of(row.url, asked.site) for row in rows}
        certain = sorted({str(row.certainty) for row in rows})
        sys.stdout.write(f"\n# {rule}: {len(rows)} findings on {len(sites)} sites ({', '.join(certain)})\n")
        if len(rows) < asked.least:
            continue
        for number, row in enumerate(drawn(rows, asked.number, f"{asked.seed} {rule}", asked.site), 1):
            messages = book[rule].messages if rule in book.rules else {}
            said = messages[row.key].fill("ja", row.data) if row.key in messages else row.key
            box = row.target.box and tuple(map(round, row.target.box))
            sys.stdout.write(
                f"{number:2} {row.certainty} {row.url} {box} {row.target.where or row.target.selector[-90:]}\n"
                f"   {said}\n   {' '.join(row.target.snippet[:300].split())}\n"
                f"   … {around.get((row.url, row.target.selector), '')}\n"
            )


if __name__ == "__main__":
    main()
