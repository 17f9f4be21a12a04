"""Asks each site of targets.yaml whether it answers: its start page and its robots.txt, nothing more."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from auditor import __version__
from auditor.capture.addresses import Endpoint, Resolver
from auditor.capture.browser import user_agent
from auditor.capture.folder import serve
from auditor.capture.http import Answer, PlainClient, trusted
from auditor.capture.locate import require_browser
from auditor.console import Exit, out
from auditor.gather.audit import product, site_reach
from auditor.model import Fate, Site, Targets
from auditor.report.report_words import FATES

AT_A_TIME = 8  # sites; each is one host asked twice
HEAD_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """What a start page said."""

    site: str
    url: str
    fate: Fate
    reached: bool
    robots: bool  # a robots.txt is there
    detail: str


def check_sites(targets: Targets) -> list[SiteAnswer]:
    """Return one answer a site, in file order."""
    with ExitStack() as stack:
        hosts = {
            urlsplit(site.start).hostname or "": stack.enter_context(serve(site.folder))
            for site in targets.sites
            if site.folder
        }
        agent = user_agent(product(require_browser().version), __version__, targets.contact)
        return asyncio.run(_ask_all(targets.sites, agent, hosts))


async def _ask_all(sites: Sequence[Site], agent: str, hosts: dict[str, Endpoint]) -> list[SiteAnswer]:
    places = asyncio.Semaphore(AT_A_TIME)
    trust = trusted()

    async def ask(site: Site) -> SiteAnswer:
        # A client of its own: no site is a way to the hosts of another.
        resolver = Resolver(site_reach(site, hosts))
        async with places, PlainClient(agent, seconds=20.0, resolver=resolver, ssl_context=trust) as client:
            start = await client.get(site.start, max_bytes=HEAD_BYTES, stay=lambda _: True)
            robots = await client.get(urljoin(site.start, "/robots.txt"), max_bytes=HEAD_BYTES)
            return _answer(site, start, robots)

    return await asyncio.gather(*(ask(site) for site in sites))


def _answer(site: Site, start: Answer, robots: Answer) -> SiteAnswer:
    # A long page is an answer too; only the head of it was wanted.
    reached = start.fate in (Fate.OK, Fate.TOO_LARGE)
    moved = start.url if reached and start.url != site.start else ""
    return SiteAnswer(site.id, site.start, start.fate, reached, robots.fate is Fate.OK, moved or start.detail)


def tell_answers(answers: Sequence[SiteAnswer]) -> int:
    """Print what the sites answered, and return the exit code."""
    for answer in answers:
        robots = "robots.txt あり" if answer.robots else "robots.txt なし"
        state = "応答あり" if answer.reached else FATES[answer.fate].ja
        out(f"{answer.site}\t{answer.url}\t{state}\t{robots}\t{answer.detail}".rstrip())
    reached = sum(answer.reached for answer in answers)
    out(f"{len(answers)}サイトのうち{reached}サイトが応答しました。")
    return Exit.OK if reached == len(answers) else Exit.PARTIAL
