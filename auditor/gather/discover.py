"""Discovery of one site: robots, sitemaps and links, breadth first, until nothing is left to ask."""

import asyncio
import codecs
import logging
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from auditor.capture.fetch import Rendered
from auditor.capture.http import Answer
from auditor.crawl.frontier import discovered, listed
from auditor.crawl.html import few_links, page_facts, refresh_target
from auditor.crawl.robots import parse
from auditor.crawl.sitemap import read_sitemap
from auditor.crawl.url import (
    canonical,
    document_of,
    excluded_by,
    has_route,
    host_of,
    in_scope,
    routed,
    same_host,
    stays,
)
from auditor.gather.known_answer import known_answer
from auditor.gather.site_audit import SiteAudit
from auditor.model import Fate, Hop, Link, PageFacts, Site
from auditor.page.volatile import source_digest
from auditor.store import RobotsAnswer

SITEMAPS = 50  # files read of one site
SITEMAP_BYTES = 50_000_000
ROBOTS_BYTES = 512_000
MAX_HOPS = 10  # of one address, refreshes of pages included
WAVE = 4  # rows asked in one wave, for each request the host allows at a time

log = logging.getLogger("auditor")


@dataclass(frozen=True, slots=True)
class Found:
    """What asking for one URL brought: its own facts, and the rows it leads to."""

    page: PageFacts
    also: PageFacts | None = None  # the page a redirect led to, already answered
    links: tuple[Link, ...] = ()


async def discover(audit: SiteAudit) -> None:
    """Ask for every undecided URL of the site; killed and called again it goes on where it was."""
    site = audit.job.site
    asked = await open_robots(audit)
    if not audit.facts.seeded:
        seeds = await _seeds(audit, asked)
        audit.rows.commit_discovery([row for row in seeds if row.fate is not None], seeds)
        if not audit.robots.unreachable:
            audit.keep(replace(audit.facts, seeded=True))
    rows = [*audit.rows.pages()]
    scope = audit.scope(rows)
    known = {row.url for row in rows}
    decided = {row.url for row in rows if row.fate is not None}
    while batch := audit.rows.undecided(WAVE * site.concurrency):
        answers = await asyncio.gather(*(_ask(audit, row) for row in batch))
        done: list[PageFacts] = []
        new: list[PageFacts] = []
        for found in answers:
            if found.page.url in decided:
                continue  # a redirect of this very wave has answered it
            done.append(found.page)
            decided.add(found.page.url)
            if found.also is not None and found.also.url not in decided:
                if found.also.url not in known:
                    new.append(replace(found.also, fate=None, links=()))
                    known.add(found.also.url)
                    scope.traps.add(found.also.url)
                done.append(found.also)
                decided.add(found.also.url)
            if not site.urls:
                source = found.also or found.page
                rows_ = discovered(found.links, source, known, scope)
                new += rows_
                known |= {row.url for row in rows_}
                decided |= {row.url for row in rows_ if row.fate is not None}
        audit.rows.commit_discovery(done, new)


async def join_rendered(audit: SiteAudit) -> bool:
    """Let links that only rendered pages show join the frontier; whether any is to be asked for."""
    site = audit.job.site
    if site.urls:
        return bool(audit.rows.undecided(1))
    rows = [*audit.rows.pages()]
    scope = audit.scope(rows)
    known = {row.url for row in rows}
    new: list[PageFacts] = []
    captured = set(audit.rows.captured())
    for row in rows:
        if row.url in captured and row.fate is Fate.OK:
            links = audit.rows.links(row.url)
            added = discovered(links, row, known, scope, "rendered")
            known |= {page.url for page in added}
            new += added
    audit.rows.commit_discovery([], new)
    return bool(audit.rows.undecided(1))


def led_on(audit: SiteAudit, page: PageFacts, there: str, hops: tuple[Hop, ...]) -> None:
    """Note that a page's script led on to another one as it loaded: it is counted there, as with a redirect."""
    site = audit.job.site
    row = PageFacts(there, depth=page.depth, found_by="redirect", found_on=page.url)
    if same_host(there, site.start) and not audit.robots.allows(there):
        row = replace(row, fate=Fate.ROBOTS_DENIED, detail=audit.robots.note)
    elif not _by_hand(page, site) and in_scope(there, site) is not None:
        row = replace(row, fate=Fate.EXCLUDED, detail=excluded_by(there, site))
    moved = replace(page, fate=Fate.REDIRECTED, detail=there, hops=hops, text_hash="")
    audit.rows.commit_discovery([moved], [row])


def _by_hand(row: PageFacts, site: Site) -> bool:
    """Return whether people named this address: it is audited wherever it lies, and wherever it leads on the
    site's hosts.
    """
    return row.found_by == "list" or row.url == canonical(site.start)


async def open_robots(audit: SiteAudit) -> Answer | None:
    """Read robots.txt once a cycle and keep it, so that a run that goes on obeys the same rules.

    Return the answer where it was asked for now. No answer and a server in trouble forbid everything
    (RFC 9309), but not for ever: they are not kept, and the next run asks again.
    """
    kept, answer = audit.facts.robots, None
    site = audit.job.site
    audit.net.stay = partial(stays, site=site, page=site.start)
    if kept is None:
        answer = await audit.net.choose_transport(_at(audit, "/robots.txt"))
        body = answer.body[:ROBOTS_BYTES].decode("utf-8", "replace") if answer.fate is Fate.OK else ""
        kept = RobotsAnswer(answer.status, body)
        if answer.status is not None and answer.status < 500:
            audit.keep(replace(audit.facts, robots=kept, transport=audit.net.transport))
    audit.robots = parse(kept.status, kept.body.encode())
    robots = audit.robots

    def stay(url: str) -> bool:
        there = canonical(url) or url
        return stays(there, site, site.start) and (not same_host(there, site.start) or robots.allows(there))

    audit.net.stay = stay
    audit.net.pace.crawl_delay(host_of(site.start), robots.delay)
    return answer


def _at(audit: SiteAudit, path: str) -> str:
    return canonical(path, audit.job.site.start) or audit.job.site.start


async def _seeds(audit: SiteAudit, asked: Answer | None) -> list[PageFacts]:
    """Return the first rows. `asked`: what came of robots.txt, which tells why a silent site gives none."""
    site = audit.job.site
    if site.urls:
        urls = dict.fromkeys(canonical(url) or url for url in (*site.urls, *site.sample))
        return [await _listed(audit, url, asked) for url in urls]
    start = canonical(site.start) or site.start
    answer = await audit.net.choose_transport(document_of(start)) if audit.robots.allows(start) else None
    audit.keep(replace(audit.facts, transport=audit.net.transport))
    scope = audit.scope([])
    first = PageFacts(start)
    if answer is None and (why := _silence(audit, asked)):
        return [replace(first, fate=why.fate, detail=f"{audit.robots.note} {why.detail}")]
    if answer is None:
        first = replace(first, fate=Fate.ROBOTS_DENIED, detail=audit.robots.note)
    else:
        scope.traps.add(start)
        audit.first_answer = (start, answer)
    rows = [first]
    known = {start}
    for url in dict.fromkeys(filter(None, map(canonical, site.sample))):
        if url not in known:
            rows.append(await _listed(audit, url, asked))
            scope.traps.add(url)
            known.add(url)
    more = listed([(url, "") for url in audit.job.last_sample], start, known, scope, "last-cycle")
    rows += more
    known |= {row.url for row in more}
    async for source, pairs in _sitemaps(audit):
        more = listed(pairs, source, known, scope, "sitemap")
        rows += more
        known |= {row.url for row in more}
    return rows


def _silence(audit: SiteAudit, asked: Answer | None) -> Answer | None:
    """Return what came of robots.txt where the site is in trouble rather than unwilling."""
    return asked if asked and audit.robots.unreachable and asked.fate is not Fate.OK else None


async def _listed(audit: SiteAudit, url: str, asked: Answer | None) -> PageFacts:
    """Return a page named by hand. robots.txt holds for it too, except for a file of the user's own."""
    row = PageFacts(url, found_by="list")
    why = _silence(audit, asked)
    if why and same_host(url, audit.job.site.start):
        return replace(row, fate=why.fate, detail=f"{audit.robots.note} {why.detail}")
    if not audit.job.headers or await allowed(audit, url):
        return row
    return replace(row, fate=Fate.ROBOTS_DENIED)


async def _sitemaps(audit: SiteAudit) -> AsyncIterator[tuple[str, Sequence[tuple[str, str]]]]:
    robots = _at(audit, "/robots.txt")
    named = (canonical(written, robots) for written in (*audit.robots.sitemaps, "/sitemap.xml"))
    waiting = [url for url in named if url]
    seen: set[str] = set()
    while waiting and len(seen) < SITEMAPS:
        url = waiting.pop(0)
        if url in seen or not same_host(url, audit.job.site.start):
            continue
        seen.add(url)
        answer = await audit.net.get(url, SITEMAP_BYTES, everything=True)
        if answer.fate is not Fate.OK or answer.status != 200:
            continue
        sitemap = read_sitemap(answer.body, url)
        waiting += sitemap.children
        yield url, sitemap.entries


async def _ask(audit: SiteAudit, row: PageFacts) -> Found:
    try:
        if audit.first_answer and audit.first_answer[0] == row.url:
            answer, audit.first_answer = audit.first_answer[1], None
        else:
            answer = await known_answer(audit, row.url) or await audit.net.get(document_of(row.url))
        final, answer = await _led(audit, row.url, answer)
    except TimeoutError:  # of the pace: the host asked for a rest that never ended
        return Found(replace(row, fate=Fate.TIMEOUT))
    return await _facts(audit, row, final, answer)


async def _led(audit: SiteAudit, url: str, answer: Answer) -> tuple[str, Answer]:
    """Return the address and answer that a URL leads to; a refresh without delay is a redirect written in a page."""
    final = routed(url, canonical(answer.url) or answer.url)
    seen = {final}
    while answer.fate is Fate.OK:
        kind, header = answer.header("content-type"), answer.header("refresh")
        target = refresh_target(answer.body, kind, final, header)
        if target is None:
            break
        if audit.net.stay is not None and not audit.net.stay(target):
            return final, replace(answer, fate=Fate.REDIRECTED_OFF_SITE, detail=target)
        if target in seen or len(answer.hops) >= MAX_HOPS:
            return final, replace(answer, fate=Fate.REDIRECT_LOOP, detail=target)
        then = await audit.net.get(document_of(target))
        answer = replace(then, hops=(*answer.hops, *then.hops))
        final = routed(target, canonical(then.url) or then.url)
        seen |= {target, final}
    return final, answer


async def _facts(audit: SiteAudit, row: PageFacts, final: str, answer: Answer) -> Found:
    """Return facts of a URL from its answer; a redirect within the site decides the page it led to, `final`,
    as well.
    """
    site = audit.job.site
    base = replace(
        row, status=answer.status, hops=answer.hops, fate=answer.fate, detail=answer.detail,
        transport=audit.net.transport,
    )  # fmt: skip
    denied = canonical(answer.detail) if answer.fate is Fate.REDIRECTED_OFF_SITE else None
    if denied and stays(denied, site, row.url):  # robots.txt, not the host, is why it was not followed
        there = replace(row, url=denied, fate=Fate.ROBOTS_DENIED, found_by="link", found_on=row.url)
        return Found(replace(base, fate=Fate.REDIRECTED, detail=denied), there)
    if answer.fate is not Fate.OK:
        return Found(base)
    moved = final != row.url
    there = replace(row, url=final, found_by="link", found_on=row.url) if moved else row
    if moved and not _by_hand(row, site) and in_scope(final, site) is not None:
        there = replace(there, fate=Fate.EXCLUDED, detail=excluded_by(final, site))
        return Found(replace(base, fate=Fate.REDIRECTED, detail=final), there)
    page = _page(there, answer, audit)
    if page.fate is Fate.OK and has_route(page.url):
        page = await _view(audit, page)
    elif page.fate is Fate.OK and few_links(page):
        page = await _with_rendered_links(audit, page)
    if not moved:
        return Found(page, None, page.links)
    return Found(replace(base, fate=Fate.REDIRECTED, detail=final), page, page.links)


def _page(row: PageFacts, answer: Answer, audit: SiteAudit) -> PageFacts:
    known = replace(row, status=answer.status, transport=audit.net.transport)
    facts = page_facts(row.url, answer.hops, answer.body, known)
    if audit.last is not None and facts.fate is Fate.OK:
        facts = replace(facts, source=source_digest(answer.body))
    return replace(facts, size=answer.length) if answer.truncated else facts


async def _with_rendered_links(audit: SiteAudit, page: PageFacts) -> PageFacts:
    """Links of a page whose raw HTML names almost none."""
    rendered = await _rendered(audit, page)
    links = _merged(page.links, (Link(url, text) for url, text in rendered.links))
    return replace(page, links=links)


async def _view(audit: SiteAudit, page: PageFacts) -> PageFacts:
    """Return the facts of a view that scripts draw in a document: every view is sent as the same bytes."""
    rendered = await _rendered(audit, page)
    if rendered.fate is not Fate.OK:
        return replace(page, text_hash="", signature="")
    shown = page_facts(page.url, page.hops, codecs.BOM_UTF8 + rendered.html.encode("utf-8", "replace"), page)
    links = _merged(shown.links, (Link(url, text) for url, text in rendered.links))
    return replace(shown, links=links, size=page.size, encoding=page.encoding)


async def _rendered(audit: SiteAudit, page: PageFacts) -> Rendered:
    async with audit.net.turn(page.url):
        return await audit.session.rendered_links(
            page.url,
            min(30.0, audit.job.site.page_seconds),
            stay=partial(stays, site=audit.job.site, page=page.url),
        )


def _merged(first: Sequence[Link], more: Iterable[Link]) -> tuple[Link, ...]:
    known = {link.url for link in first}
    added = []
    for link in more:
        url = canonical(link.url)
        if url and url not in known:
            known.add(url)
            added.append(replace(link, url=url))
    return (*first, *added)


async def ask_resources(audit: SiteAudit, wanted: Iterable[tuple[str, str]]) -> None:
    """Ask for linked files of other hosts, (URL, page that links it), once each, first bytes only."""
    known = {url for url, _, _ in audit.rows.page_fates()}
    for url, page in wanted:
        if url in known:
            continue
        known.add(url)
        row = PageFacts(url, depth=1, found_by="resource", found_on=page)
        if not await allowed(audit, url):
            facts = replace(row, fate=Fate.ROBOTS_DENIED)
        else:
            answer = await audit.net.get(url)
            facts = replace(
                row, status=answer.status, hops=answer.hops, fate=answer.fate, detail=answer.detail
            )
            if answer.fate is Fate.OK:
                facts = page_facts(url, answer.hops, answer.body, facts)
        audit.rows.commit_discovery([], [replace(facts, links=())])


async def allowed(audit: SiteAudit, url: str) -> bool:
    """Return whether robots.txt of the URL's host lets us ask for it."""
    host = host_of(url)
    if same_host(url, audit.job.site.start):
        return audit.robots.allows(url)
    if host not in audit.other_robots:
        answer = await audit.net.get(canonical("/robots.txt", url) or url, ROBOTS_BYTES, everything=True)
        # Where nothing may be asked, robots.txt is no reason: the address is, and the request for it says so.
        status = 404 if answer.fate is Fate.FORBIDDEN_ADDRESS else answer.status
        audit.other_robots[host] = parse(status, answer.body if answer.fate is Fate.OK else b"")
    return audit.other_robots[host].allows(url)
