"""One page, now: an address, a file or text, audited on the same path as a site with a store of its own."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlsplit

from auditor import __version__
from auditor.capture.locate import find_axe, require_browser
from auditor.crawl.sample import landings
from auditor.crawl.url import canonical
from auditor.criteria import STANDARDS
from auditor.evaluate.rulebook import Rulebook
from auditor.evaluate.rulebook import load as load_rules
from auditor.model import AuditorError, Bureau, Fate, FindingRow, Site
from auditor.report.jsonl import Line, finding_line, sort_key
from auditor.report.page_report import PageReport, page_report_of
from auditor.run import SiteJob, audit_site
from auditor.run.publish import Press, publish_bureau
from auditor.store import Store

HOST = "page.localhost"
NAME = "page"
CYCLE = "2000Q1"  # of the throw-away store: one page belongs to no cycle


@dataclass(frozen=True, slots=True)
class Subject:
    """What is audited: where it is for the browser and how it is named for people."""

    start: str
    named: str
    folder: str = ""
    headers: bool = True  # header lines are evidence
    links: bool = True  # addresses of links are evidence

    def public(self, url: str) -> str:
        """An address as people know it."""
        if url == self.start:
            return self.named
        prefix = f"http://{HOST}/"
        if self.folder and self.named.startswith("file:") and url.startswith(prefix):
            return self.named.rsplit("/", 1)[0] + "/" + url.removeprefix(prefix)
        return url


@dataclass(frozen=True, slots=True)
class PageResult:
    """The audit of one page, ready for every form of output."""

    report: PageReport
    rows: tuple[FindingRow, ...]
    lines: tuple[Line, ...]
    fate: Fate
    workbook: bytes


def subject_of(where: str, base: str, text: bytes | None, scratch: Path) -> Subject:
    """Find out what is meant: an address, a file, or `-` with `text` from standard input."""
    if where == "-":
        if base and canonical(base) is None:
            raise AuditorError(f"--base {base}: http:// か https:// で始まるアドレスを書いてください。")
        (scratch / "index.html").write_bytes(_based(text or b"", base))
        return Subject(f"http://{HOST}/index.html", "stdin:", str(scratch), headers=False, links=bool(base))
    if where.startswith(("http://", "https://")):
        url = canonical(where)
        if url is None:
            raise AuditorError(f"{where}: アドレスとして読めません。（例: https://www.example.lg.jp/）")
        return Subject(url, url)
    path = Path(where)
    if "://" in where:
        raise AuditorError(f"{where}: http:// か https:// のアドレスか、ファイルの名前を書いてください。")
    if not path.is_file():
        raise AuditorError(
            f"{where}: ファイルがありません。名前と場所を確かめてください。（アドレスは http:// か https:// から書きます。）"
        )
    path = path.resolve()
    return Subject(f"http://{HOST}/{quote(path.name)}", path.as_uri(), str(path.parent), headers=False)


def _based(text: bytes, base: str) -> bytes:
    """The text with its base address, where it names none itself."""
    if not base or b"<base" in text.lower():
        return text
    at = text.lower().find(b"<head>")
    tag = f'<base href="{base}">'.encode()
    return text[: at + 6] + tag + text[at + 6 :] if at >= 0 else tag + text


def audit_page(
    where: str,
    *,
    base: str = "",
    text: bytes | None = None,
    standards: Sequence[str] = (),
    contact: str = "",
    today: str,
    lang: str = "ja",
    workbook: bool = False,
) -> PageResult:
    """Audit one page. Raises AuditorError for what is not there, BrowserError where there is no browser."""
    chosen = tuple(standards) or ("jis-x-8341-3-2016-aa",)
    unknown = [name for name in chosen if name not in STANDARDS]
    if unknown:
        raise AuditorError(f"--standard {unknown[0]}: 次のどれかを書いてください。{'、'.join(STANDARDS)}")
    with tempfile.TemporaryDirectory(prefix="auditor-") as name:
        scratch = Path(name)
        pages = scratch / "page"
        pages.mkdir()
        subject = subject_of(where, base, text, pages)
        host = urlsplit(subject.start).hostname or "page"
        site = Site(
            id=NAME,
            name=host,
            bureau=NAME,
            start=subject.start,
            folder=subject.folder,
            standard=chosen,
            selection="all",
            delay=0.0,
            urls=(subject.start,),
            probes="all",
            max_urls=1,
            files=0,
        )
        job = SiteJob(site, CYCLE, str(scratch), contact, headers=subject.headers, links=subject.links)
        audit_site(job)
        book = load_rules()
        with Store(job.work_path) as store:
            return _result(store, site, subject, book, scratch, today, lang, workbook=workbook)


def _result(
    store: Store,
    site: Site,
    subject: Subject,
    book: Rulebook,
    scratch: Path,
    today: str,
    lang: str,
    *,
    workbook: bool,
) -> PageResult:
    pages = [page for _, page in store.pages(CYCLE, NAME) if page.found_by != "resource"]
    landed = landings(pages)(site.urls[0])
    page = next((page for page in pages if page.url == landed), pages[0])
    rows = tuple(
        replace(
            row,
            url=subject.public(row.url),
            target=replace(row.target, snippet=subject.public(row.target.snippet)),
            data={
                name: subject.public(value) if isinstance(value, str) else value
                for name, value in row.data.items()
            },
        )
        for row in store.findings(CYCLE, NAME)
        if row.url == page.url
    )
    assertions = [one for one in store.assertions(CYCLE, NAME) if one.url == page.url]
    problems, untested, passed = page_report_of(rows, assertions, book)
    versions = _versions(book)
    fate = page.fate or Fate.INTERRUPTED
    report = PageReport(
        url=subject.public(page.url),
        title=page.title,
        fate=fate,
        day=today,
        standard="、".join(STANDARDS[name] for name in site.standard),
        problems=problems,
        untested=untested,
        passed=passed,
        versions=versions,
        crops=_crops(store),
    )
    lines = sorted((finding_line(row, book[row.rule], "", lang) for row in rows), key=sort_key)
    data = b""
    if workbook:
        data = _workbook(store, site, book, scratch, today, versions)
    return PageResult(report, rows, tuple(lines), fate, data)


def _versions(book: Rulebook) -> Mapping[str, str]:
    return {
        "auditor": __version__,
        "axe-core": find_axe("")[1],
        "browser": f"Chromium {require_browser().version}",
        "rules": book.digest,
    }


def _crops(store: Store) -> dict[str, bytes]:
    crops: dict[str, bytes] = {}
    for _, rule, _, image in store.crops(CYCLE, NAME):
        crops.setdefault(rule, image)
    return crops


def _workbook(
    store: Store, site: Site, book: Rulebook, scratch: Path, today: str, versions: Mapping[str, str]
) -> bytes:
    store.open_cycle(CYCLE, today, versions)
    press = Press(store, scratch, CYCLE, today, "", book)
    return publish_bureau(press, Bureau(NAME, site.name, (site,))).workbook.read_bytes()
