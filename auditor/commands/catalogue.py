"""Keeps an offline copy of a CKAN catalogue: paged, at a guest's pace, resumed where it was stopped.

An interface for programs is not what robots.txt keeps crawlers from, but its Crawl-delay holds here too.
"""

import argparse
import asyncio
import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec

from auditor import __version__, targets
from auditor.capture.addresses import Resolver, reach_of
from auditor.capture.http import Answer, PlainClient
from auditor.commands.reports_folder import opened
from auditor.console import Exit, out
from auditor.crawl.pace import Pace
from auditor.crawl.robots import parse
from auditor.crawl.url import canonical, host_of
from auditor.model import AuditorError, Fate
from auditor.read.catalogue_copy import path_in
from auditor.whole_file import write_whole

ROWS = 100  # datasets of one page
PAGES = 5_000
PAGE_BYTES = 50_000_000
TRIES = 3
DELAY = 1.0  # seconds between requests
# What is kept of a dataset and of a file; descriptions and the like fill disks.
_KEPT = ("name", "title", "license_id", "license_title", "extras", "frequency", "organization", "resources")
_KEPT_OF_FILE = ("url", "format", "size", "last_modified", "created")


@dataclass(frozen=True, slots=True)
class Copied:
    """The copy that was made."""

    path: Path
    datasets: int
    requests: int


def fetch(arguments: argparse.Namespace) -> int:
    """`auditor catalogue fetch`"""
    whole = targets.load(arguments.targets)
    if not whole.catalogue:
        raise AuditorError(
            f"{arguments.targets}: catalogue がありません。（直し方: catalogue: {{endpoint: https://…/api/3/action}} を書いてください。）"
        )
    wanted = sorted({site.catalogue_organisation for site in whole.sites} - {""})
    with opened(arguments.reports):
        copied = fetch_catalogue(
            whole.catalogue, arguments.reports, contact=whole.contact,
            organisations=() if arguments.whole else wanted,
        )  # fmt: skip
    out(f"カタログの写し: {copied.path}（{copied.datasets:,}データセット、要求{copied.requests}回）")
    return Exit.OK


def fetch_catalogue(
    endpoint: str,
    reports: Path,
    *,
    contact: str,
    organisations: Sequence[str] = (),
    delay: float = DELAY,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Copied:
    """Copy the catalogue, or the datasets of some organisations; killed and called again it goes on.

    Raises AuditorError where the catalogue does not answer as CKAN does; what was copied before stays in use.
    """
    return asyncio.run(_fetch(endpoint.rstrip("/"), reports, contact, tuple(organisations), delay, tick))


async def _fetch(
    endpoint: str,
    reports: Path,
    contact: str,
    organisations: tuple[str, ...],
    delay: float,
    tick: Callable[[int, int], None],
) -> Copied:
    target = path_in(reports)
    words = {"sort": "name asc", "rows": str(ROWS)}
    if organisations:
        words["fq"] = f"organization:({' OR '.join(sorted(set(organisations)))})"
    mark = hashlib.sha256(f"{endpoint} {words}".encode()).hexdigest()[:16]
    parts = target.parent / f".{mark}.part"
    parts.mkdir(parents=True, exist_ok=True)
    agent = f"TokyoWebAuditor/{__version__} ({contact})"
    requests = 0
    async with PlainClient(agent, seconds=60, resolver=Resolver(reach_of([endpoint]))) as client:
        pace = Pace(delay)
        robots = await client.get(canonical("/robots.txt", endpoint) or endpoint, max_bytes=512_000)
        pace.crawl_delay(
            host_of(endpoint), parse(robots.status, robots.body).delay if robots.status == 200 else 0
        )
        total, number = 1, 0
        while number * ROWS < total and number < PAGES:
            file = parts / f"{number:06}.json"
            if not file.exists():
                url = f"{endpoint}/package_search?{urlencode({**words, 'start': str(number * ROWS)})}"
                page = _page(await _ask(client, pace, url), url)
                requests += 1
                write_whole(file, msgspec.json.encode(page))
            page = msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
            if (
                number and page["count"] != total
            ):  # datasets came or went meanwhile: pages no longer fit together
                shutil.rmtree(parts)
                parts.mkdir()
                if requests > 2 * PAGES:
                    raise AuditorError(f"{endpoint}: カタログの件数が変わり続けるため、写しを作れません。")
                total, number = 1, 0
                continue
            total = page["count"]
            number += 1
            tick(min(number * ROWS, total), total)
    packages = [
        package
        for file in sorted(parts.glob("*.json"))[:number]
        for package in msgspec.json.decode(file.read_bytes(), type=dict[str, Any])["results"]
    ]
    lines = {str(one.get("name")): msgspec.json.encode(one, order="sorted") for one in packages}
    write_whole(target, b"".join(lines[name] + b"\n" for name in sorted(lines)))
    shutil.rmtree(parts)
    return Copied(target, len(lines), requests)


async def _ask(client: PlainClient, pace: Pace, url: str) -> Answer:
    for left in reversed(range(TRIES)):
        async with pace.turn(host_of(url)):
            answer = await client.get(url, max_bytes=PAGE_BYTES, fields={"Accept": "application/json"})
        pace.answered(host_of(url), answer.status, answer.header("retry-after"))
        if answer.fate is Fate.OK or not left or answer.status in (400, 403, 404, 409):
            break
    return answer


def _page(answer: Answer, url: str) -> dict[str, Any]:
    """Return one page of results, cut to what is kept."""
    cure = "（直し方: targets.yaml の catalogue: endpoint を確かめ、時間をおいて、もう一度実行してください。続きから再開します。）"
    if answer.fate is not Fate.OK:
        raise AuditorError(f"{url}: カタログから受け取れません（{answer.detail or answer.fate}）。{cure}")
    try:
        data = msgspec.json.decode(answer.body, type=dict[str, Any])
        result = data["result"]
        count, packages = result["count"], result["results"]
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise AuditorError(f"{url}: CKAN の応答ではありません。{cure}") from error
    if not isinstance(count, int) or not isinstance(packages, list) or not data.get("success"):
        raise AuditorError(f"{url}: CKAN の応答ではありません。{cure}")
    return {"count": count, "results": [_kept(one) for one in packages[:ROWS] if isinstance(one, dict)]}


def _kept(package: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: package[name] for name in _KEPT if name in package}
    organisation = kept.get("organization")
    kept["organization"] = {"name": organisation.get("name")} if isinstance(organisation, dict) else None
    resources = kept.get("resources")
    kept["resources"] = [
        {name: one[name] for name in _KEPT_OF_FILE if name in one}
        for one in (resources if isinstance(resources, list) else [])
        if isinstance(one, dict)
    ]
    return kept
