"""The rows of ページ一覧: every URL that was found, with what became of it and what was found on it."""

from collections import Counter
from collections.abc import Sequence

from auditor.model import Certainty, Fate, PageFacts, PageLine, PageResult, PlanRow, Priority, Text
from auditor.plan import plan_words
from auditor.plan.material import Material
from auditor.words import say

_NOT_ASKED = Text("まだ確かめていない", "Not visited yet")
_NO_CAPTURE = Text("画面を取得できなかった", "The page could not be captured")
_NOT_SELECTED = Text("抽出の対象外", "Not in the sample")
_UNCHANGED = Text("前回から変わっていない（{day}に確認）", "Unchanged since it was seen on {day}")
_DETAIL = Text("（{detail}）", " ({detail})")


def lines(material: Material, rows: Sequence[PlanRow]) -> tuple[PageLine, ...]:
    """Return all URLs of all sites: audited ones first, then by URL."""
    level = {row.number: row.priority for row in rows}
    counts: Counter[tuple[str, str, Priority | None]] = Counter()
    for row in material.rows:
        if row.certainty is not Certainty.ADVICE:
            counts[row.site, row.url, level.get(row.issue, Priority.LOW)] += 1
    before = material.previous.get("pages", {})
    result: list[PageLine] = []
    for site in material.sites:
        audited = set(material.audited.get(site.id, ()))
        pages = sorted(
            material.pages.get(site.id, ()), key=lambda p: (p.url not in audited, not p.sample, p.url)
        )
        for position, page in enumerate(pages, start=1):
            key = f"page:{site.id}:{page.url}"
            high, middle, low = (counts[site.id, page.url, one] for one in Priority)
            state, reason = _state(page, page.url in audited, material.lang)
            result.append(
                PageLine(
                    key=key,
                    id=f"{site.id}-{position:05d}",
                    site=site.id,
                    url=page.url,
                    title=page.title,
                    kind=plan_words.kind(page.content_type, page.fate),
                    sample=plan_words.sample(page.sample),
                    status=page.status,
                    result=state,
                    reason=reason,
                    modified=page.lastmod,
                    high=high,
                    middle=middle,
                    low=low,
                    before=before.get(f"{site.id} {page.url}"),
                    decision=material.decisions.get(key, {}),
                    seen_on=page.seen_on if state is PageResult.OK else "",
                )
            )
    return tuple(result)


def _state(page: PageFacts, audited: bool, lang: str) -> tuple[PageResult, str]:
    if audited:
        return PageResult.OK, _UNCHANGED.fill(lang, {"day": page.seen_on}) if page.seen_on else ""
    if page.fate is None:
        return PageResult.UNTESTED, say(_NOT_ASKED, lang)
    if page.fate is Fate.OK:
        return (PageResult.FAILED, page.detail or say(_NO_CAPTURE, lang)) if page.sample else (
            PageResult.UNTESTED, say(_NOT_SELECTED, lang)
        )  # fmt: skip
    reason = say(plan_words.FATE[page.fate], lang)
    if page.detail:
        reason += _DETAIL.fill(lang, {"detail": page.detail})
    if page.fate is Fate.NOT_HTML or page.fate is Fate.REDIRECTED:
        return PageResult.UNTESTED, reason
    return (
        PageResult.FAILED if page.sample or page.status or page.fate is Fate.DNS else PageResult.UNTESTED
    ), reason
