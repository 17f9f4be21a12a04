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
from auditor.plan import words
from auditor.plan.issue import is_exempt
from auditor.plan.kpi import open_rows
from auditor.publish.bureau import Published
from auditor.publish.material import PublishContext, audited_pages
from auditor.report.index_html import index_html
from auditor.report.index_page import (
    NOT_ASKED,
    BureauLine,
    IndexPage,
    SiteLine,
    bureau_line,
    urgent_of,
)

BROWSER_NOTE = "このサイトは自動の接続を断るため、ブラウザーを使ってページを探しました。"


def write_index(context: PublishContext, published: Sequence[Published]) -> Path:
    """Draw the index of the cycle over the bureaus given."""
    folder = context.reports / context.cycle
    folder.mkdir(parents=True, exist_ok=True)
    lines = [_bureau_line(context, item, folder) for item in published]
    everything = together(lost for item in published for lost in item.lost.values())
    opened = [(item.plan, open_rows(item.plan.rows, context.day)) for item in published]
    page = IndexPage(
        cycle=context.cycle,
        cycle_label=calendar.label(context.cycle),
        organisation=context.organisation,
        bureaus=tuple(lines),
        urgent=urgent_of(opened),
        day=context.day,
        versions=context.store.versions(context.cycle),
        notes=(words.lost(everything),) if everything else (),
    )
    path = folder / "index.html"
    part = path.with_name(".index.html.part")
    part.write_text(index_html(page), encoding="utf-8")
    part.replace(path)
    return path


def _bureau_line(context: PublishContext, item: Published, folder: Path) -> BureauLine:
    sites = [_site_line(context, site, item.lost.get(site.id, Lost())) for site in item.bureau.sites]
    return bureau_line(
        item.plan,
        open_rows(item.plan.rows, context.day),
        sites,
        workbook=item.workbook.relative_to(folder).as_posix(),
        workbook_bytes=item.workbook.stat().st_size,
        csv=f"{item.csv.relative_to(folder).as_posix()}/",
    )


def _site_line(context: PublishContext, site: Site, lost: Lost) -> SiteLine:
    pages = [page for _, page in context.store.pages(context.cycle, site.id) if page.found_by != "resource"]
    visited = audited_pages(context.store, context.cycle, site.id)
    fates = Counter(page.fate or Fate.INTERRUPTED for page in pages)
    runs = context.store.site_runs(context.cycle, site.id)
    facts = runs[0].facts if runs else {}
    audited = {page.url: page for page in pages if page.url in set(visited)}
    return SiteLine(
        id=site.id,
        name=site.name,
        url=site.start,
        found=len(pages),
        tried=sum(count for fate, count in fates.items() if fate not in NOT_ASKED),
        audited=len(audited),
        fates=fates,
        method=Selection.of_letter(str(facts.get("method", ""))),
        frame=int(facts.get("frame", 0)),
        transport=BROWSER_NOTE if facts.get("transport") == "browser" else "",
        unsettled=sum(UNSETTLED in page.features for page in audited.values()),
        exempt=sum(is_exempt(url, site.exceptions) for url in audited),
        notes=(words.lost(lost),) if lost else (),
    )
