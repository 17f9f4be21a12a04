"""What is judged from stored evidence: pages whose rules changed, the site as a whole, crops of failing places."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from auditor.evaluate.assertions import to_rows
from auditor.evaluate.engine import judge_site
from auditor.evaluate.outcome import not_tested
from auditor.judge.crops import cut_crops
from auditor.judge.inputs import Evidence
from auditor.judge.judge import Judged
from auditor.model import Assertion, Capture, Fate, FindingRow, Link, Missing, Reason, Site, StoreError
from auditor.page import site_from
from auditor.rule import Need
from auditor.store import SiteStore, Store

_VIEWED = ("source", "snapshot", "ax", "cookies", "events", "probes")  # what a view of a page is made of


class StoredLinks(Mapping[str, Sequence[Link]]):
    """The links of a site's pages, read from the store one page at a time."""

    def __init__(self, rows: SiteStore, urls: Sequence[str]) -> None:
        self._rows = rows
        self._urls = frozenset(urls)

    def __getitem__(self, url: str) -> Sequence[Link]:
        if url not in self._urls:
            raise KeyError(url)
        return self._rows.links(url)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._urls))

    def __len__(self) -> int:
        return len(self._urls)


def require_captures(store: Store, reports: Path, cycle: str, sites: Sequence[Site]) -> None:
    """Raise StoreError where captures that the cycle had are gone: they cannot be judged again."""
    gone = [
        site.id
        for site in sites
        if store.site(cycle, site.id).captured() and not captures_path(reports, cycle, site.id).exists()
    ]
    if gone:
        raise StoreError(
            f"{cycle}: 検査の証拠（captures/{cycle}）がないため、今の規則で検査し直せません: {'、'.join(gone)}。"
            "auditor prune で消した期は検査し直せません。結果は何も変えていません。"
            "（直し方: --cycle か --site で、証拠の残っている期やサイトを指定してください。）"
        )


def captures_path(reports: Path, cycle: str, site: str) -> Path:
    return reports / "captures" / cycle / f"{site}.sqlite"


def rejudge_pages(audit: Evidence) -> int:
    """Judge stored captures again where the rules that judged them are not today's; how many were."""
    site = audit.job.site
    stale = [
        url
        for url, digest in sorted(audit.rows.judged("page").items())
        if digest and digest != audit.judge.digest
    ]
    for url in stale:
        judged: Judged | None = None
        for viewport in site.viewports:
            capture = audit.captures.get(url, viewport, without=("screenshot",))
            if capture is None:
                continue
            judged = (
                audit.judge.capture(capture, url)
                if judged is None
                else audit.judge.further(capture, url, judged)
            )
        if judged is not None:
            audit.rows.commit_judgement("page", {url: (judged.assertions, judged.rows)}, audit.judge.digest)
    return len(stale)


def judge_whole(audit: Evidence) -> None:
    """Run the site rules over all pages and cut the crops; nothing is done where rules and pages are as before."""
    site = audit.job.site
    facts, told = [*audit.rows.pages()], audit.rows.facts()
    captured = set(audit.rows.captured())
    audited = {page.url: page for page in facts if page.url in captured and page.fate is Fate.OK}
    lacking = frozenset(
        need
        for need, there in ((Need.RESPONSE, audit.job.headers), (Need.RESOURCES, audit.job.links))
        if not there
    )
    view = site_from(
        facts,
        id=site.id,
        start=site.start,
        audited={url: _loader(audit, url, _VIEWED) for url in audited},
        markup={url: _loader(audit, url, ["source"]) for url in audited},
        rendered_links=StoredLinks(audit.rows, [page.url for page in facts]),
        evidence=told.evidence,
        catalogue=audit.job.catalogue,
        scripts=told.scripts,
    )
    rules = audit.judge.rulebook.of_kind("site")
    assertions = judge_site(view, [rule for rule in rules if not rule.needs & lacking], audit.judge.profile)
    assertions += [
        not_tested(rule, url, Missing(Reason.MISSING_EVIDENCE, min(rule.needs & lacking)))
        for rule in rules
        if rule.needs & lacking
        for url in audited
    ]
    rows = to_rows(assertions, site.bureau, site.id, audit.judge.rulebook, audit.judge.profile)
    judged: dict[str, tuple[list[Assertion], list[FindingRow]]] = {}
    for assertion in assertions:
        judged.setdefault(assertion.url, ([], []))[0].append(assertion)
    for row in rows:
        judged.setdefault(row.url, ([], []))[1].append(row)
    audit.rows.commit_judgement("site", judged, audit.judge.digest)
    cut_crops(audit)


def _loader(audit: Evidence, url: str, only: Sequence[str]) -> Callable[[], Capture]:
    def load() -> Capture:
        capture = audit.captures.get(url, audit.job.site.viewports[0], only=only)
        if capture is None:
            raise KeyError(url)
        return capture

    return load
