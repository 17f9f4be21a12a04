"""Pairs of pages, one with a barrier and one mended: how many barriers are found, and what is said of mended pages."""

import functools
import http.server
import json
import subprocess
import sys
import tempfile
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.model import Certainty

SIDES = ("ng", "ok")
LEVELS = (Certainty.DEFINITE, Certainty.LIKELY, Certainty.REVIEW)
FIRM = frozenset(LEVELS[:2])

Line = Mapping[str, Any]
Place = tuple[str, str]  # id of a pair, side


@dataclass(frozen=True, slots=True)
class Pair:
    """One barrier. `machine`: what an ideal tool could say, certain, likely or question."""

    id: str
    criteria: frozenset[str]  # the primary one, and those under which a report is right too
    primary: str
    evidence: str
    machine: str
    kind: str

    def matches(self, only: Sequence[str]) -> bool:
        """Return whether a criterion, a class of evidence or the number of the pair is among `only`; so is
        all where it is empty.
        """
        return not only or bool({self.primary, self.evidence, self.id.partition("-")[0]} & set(only))


def pairs_of(folder: Path) -> list[Pair]:
    """Return the pairs that `cases.jsonl` of the folder lists."""
    rows = map(json.loads, (folder / "cases.jsonl").read_text("utf-8").splitlines())
    return [
        Pair(one["id"], frozenset({one["sc"], *one["also"]}), one["sc"], one["evidence"], one["machine"], one["kind"])
        for one in rows
    ]  # fmt: skip


def found_at(pair: Pair, findings: Mapping[Place, Sequence[Line]]) -> Certainty | None:
    """Return the best certainty with which a rule speaks of the barrier: more often on its page than on the mended one."""
    for index, level in enumerate(LEVELS):
        counts = [
            Counter(
                one["rule"]
                for one in findings.get((pair.id, side), ())
                if one["certainty"] in LEVELS[: index + 1] and pair.criteria & set(one["criteria"])
            )
            for side in SIDES
        ]
        if any(count > counts[1][rule] for rule, count in counts[0].items()):
            return level
    return None


def suspects(pairs: Sequence[Pair], findings: Mapping[Place, Sequence[Line]]) -> dict[str, set[str]]:
    """Return for each mended page with a firm finding of a criterion the rules that speak."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for one in findings.get((pair.id, "ok"), ()):
            if one["certainty"] in FIRM and one["criteria"]:
                found[pair.id].add(one["rule"])
    return found


def audit(folder: Path, pairs: Sequence[Pair]) -> dict[Place, list[Line]]:
    """Audit both sides of the pairs with every probe and return their findings by place."""
    with tempfile.TemporaryDirectory() as work, _serving(folder) as base:
        targets, lines = Path(work) / "targets.yaml", Path(work) / "lines.jsonl"
        targets.write_text(json.dumps(_targets(folder, pairs, base), ensure_ascii=False), "utf-8")
        reports = ("--reports", str(Path(work) / "reports"))
        _auditor("run", str(targets), *reports, "--workers", "1", "--no-progress")
        _auditor("export", "--format", "jsonl", "--out", str(lines), *reports)
        found: dict[Place, list[Line]] = defaultdict(list)
        sites = {_site(pair, side): (pair.id, side) for pair in pairs for side in SIDES}
        for one in map(json.loads, lines.read_text("utf-8").splitlines()):
            for url in {one["url"], *one.get("found_on", ())}:
                place = sites.get(one["site"]) or _place(url.removeprefix(base))
                if one not in found[place]:
                    found[place].append(one)
        return found


def score(folder: Path, only: Sequence[str] = ()) -> bool:
    """Print how many barriers are found, by what an ideal tool could say and by evidence, and what is missed or suspect."""
    pairs = [pair for pair in pairs_of(folder) if pair.matches(only)]
    findings = audit(folder, pairs)
    best = {pair.id: found_at(pair, findings) for pair in pairs}
    groups: dict[str, list[Certainty | None]] = defaultdict(list)
    for pair in pairs:
        for key in ("all", f"machine {pair.machine}", f"evidence {pair.evidence}"):
            groups[key].append(best[pair.id])
    for key in sorted(groups):
        firm, spoken = (sum(one in levels for one in groups[key]) for levels in (FIRM, LEVELS))
        print(f"{key}: firm {firm} of {len(groups[key])}, with review {spoken}")
    wrong = suspects(pairs, findings)
    print(f"mended pages with a firm finding: {len(wrong)} of {len(pairs)}")
    for id, rules in sorted(wrong.items()):
        print(f"  suspect {id} {' '.join(sorted(rules))}")
    for pair in pairs:
        if best[pair.id] is None:
            print(f"  missed {pair.id} {pair.primary} {pair.machine} {pair.evidence} {pair.kind}")
    return True


def _targets(folder: Path, pairs: Sequence[Pair], base: str) -> dict[str, Any]:
    pages = [
        f"{base}{pair.id}/{side}.html"
        for pair in pairs for side in SIDES if (folder / pair.id / f"{side}.html").is_file()
    ]  # fmt: skip
    sites = [{"id": "pages", "name": "pages", "start": base, "urls": pages}] if pages else []
    sites += [
        {"id": _site(pair, side), "name": _site(pair, side), "start": f"{(folder / pair.id / side).resolve()}/"}
        for pair in pairs for side in SIDES if (folder / pair.id / side).is_dir()
    ]  # fmt: skip
    return {
        "organisation": "測定",
        "contact": "measure@example.jp",
        "defaults": {
            "standard": ["jis-x-8341-3-2016-aa", "wcag-2.2-aa"], "selection": "all", "delay": 0, "concurrency": 2,
            "max_urls": len(pages) + 50, "probes": "all", "files": 20,
        },
        "bureaus": [{"id": "bureau", "name": "測定局", "sites": sites}],
    }  # fmt: skip


def _site(pair: Pair, side: str) -> str:
    return f"pair-{pair.id.partition('-')[0]}-{side}"


def _place(path: str) -> Place:
    id, _, name = path.partition("/")
    return id, name.partition(".")[0]


def _auditor(*arguments: str) -> None:
    # A page out of reach is exit 3: its pair counts as missed.
    done = subprocess.run([sys.executable, "-m", "auditor.cli", *arguments], stdout=subprocess.DEVNULL)
    if done.returncode not in (0, 3):
        raise SystemExit(f"auditor {' '.join(arguments)}: exit {done.returncode}")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of requests."""


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
