"""Draws the index of a cycle over its bureaus."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from auditor import calendar
from auditor.judge.lost import together
from auditor.model import (
    UNSETTLED,
    Fate,
    Lost,
    Selection,
    Site,
)
from auditor.plan import plan_words
from auditor.plan.counts import todo_rows
from auditor.plan.issue_grouping import is_exempt
from auditor.publish.bureau import Published
from auditor.publish.stored_material import PublishContext
from auditor.report.index_html import bureau_html, index_html, is_parted, place
from auditor.report.index_page import (
    NOT_ASKED,
    BureauLine,
    IndexPage,
    SiteLine,
    bureau_line,
    urgent_of,
)
from auditor.whole_file import write_whole

BROWSER_NOTE = "このサイトは自動の接続を断るため、ブラウザーを使ってページを探しました。"


def write_index(context: PublishContext, published: Sequence[Published]) -> Path:
    """Draw the index of the cycle over the bureaus given."""
    folder = context.reports / context.cycle
    lines = [_bureau_line(context, item, folder) for item in published]
    everything = together(lost for item in published for lost in item.lost.values())
    todo = [(item.plan, todo_rows(item.plan.rows, context.day)) for item in published]
    page = IndexPage(
        cycle=context.cycle,
        cycle_label=calendar.label(context.cycle),
        organisation=context.organisation,
        bureaus=tuple(lines),
        urgent=urgent_of(todo),
        day=context.day,
        versions=context.store.versions(context.cycle),
        notes=(plan_words.lost(everything),) if everything else (),
    )
    path = folder / "index.html"
    write_whole(path, index_html(page).encode())
    own = {place(line): line for line in page.bureaus} if is_parted(page) else {}
    for name, line in own.items():
        write_whole(folder / name, bureau_html(page, line).encode())
    for stale in folder.glob("index_*.html"):
        if stale.name not in own:
            stale.unlink()  # of a day when there were more sites
    return path


def _bureau_line(context: PublishContext, item: Published, folder: Path) -> BureauLine:
    sites = [_site_line(context, site, item.lost.get(site.id, Lost())) for site in item.bureau.sites]
    return bureau_line(
        item.plan,
        todo_rows(item.plan.rows, context.day),
        sites,
        workbook=item.workbook.relative_to(folder).as_posix(),
        workbook_bytes=item.workbook.stat().st_size,
        csv=f"{item.csv.relative_to(folder).as_posix()}/",
    )


def _site_line(context: PublishContext, site: Site, lost: Lost) -> SiteLine:
    rows = context.rows(site.id)
    pages = [page for page in rows.pages() if page.found_by != "resource"]
    visited = rows.audited()
    fates = Counter(page.fate or Fate.INTERRUPTED for page in pages)
    facts = rows.facts()
    audited = {page.url: page for page in pages if page.url in set(visited)}
    return SiteLine(
        id=site.id,
        name=site.name,
        url=site.start,
        found=len(pages),
        tried=sum(count for fate, count in fates.items() if fate not in NOT_ASKED),
        audited=len(audited),
        fates=fates,
        method=Selection.of_letter(facts.method),
        frame=facts.frame,
        transport=BROWSER_NOTE if facts.transport == "browser" else "",
        unsettled=sum(UNSETTLED in page.features for page in audited.values()),
        unchanged=sum(bool(page.seen_on) for page in audited.values()),
        exempt=sum(is_exempt(url, site.exceptions) for url in audited),
        notes=(plan_words.lost(lost),) if lost else (),
    )
