"""The report of one page, or of files: a self-contained HTML file whose first screen says the three things to do first."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from auditor.model import Certainty, FindingRow
from auditor.report.html_frame import TITLE, draw, draw_page, filled, worded
from auditor.report.page_report import (
    FIRST,
    ORDER,
    PageReport,
    Problem,
    cure,
    first_things,
    kind_of,
    lead,
    missed_lines,
    score_lines,
    stopped,
)
from auditor.report.page_words import page_words
from auditor.report.report_words import (
    CERTAINTY_HELP,
    DISCLAIMER,
    REGIONS,
    SCORE_HELP,
    UNTESTED,
    criterion_label,
    places_word,
    responsible_words,
    untested_reason,
)
from auditor.report.safe_text import brief, clip
from auditor.words import CERTAINTY, UNDER_HEADING, say

PLACES = 20  # shown of one problem; the rest is counted
SNIPPET = 300  # characters
NOTE = 600
PLACES_BYTES = 1_000_000  # of all places drawn; problems beyond keep their texts and counts
CROPS_BYTES = 450_000  # of all pictures before base64

_Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A problem as the report shows it."""

    item: Problem
    anchor: str
    name: Markup  # told apart from what the same rule found for sure
    certainty: str  # in words
    places: str  # their number in words
    asks: bool  # whether there is a question for people rather than a cure
    who: str


def page_html(report: PageReport, lang: str = "ja") -> str:
    """Draw the report; `lang` is ja or en."""
    words = page_words(lang)
    shown = [_shown(item, report, lang, words) for item in report.problems]
    by_item = {id(one.item): one for one in shown}
    first = [by_item[id(item)] for item in first_things(report.problems)]
    return draw_page(
        "page.html",
        lang=lang,
        t=words,
        report=report,
        name=clip(report.title, TITLE),
        address=clip(report.url, TITLE),
        notes=[clip(say(note, lang), NOTE) for note in report.notes],
        stop=stopped(report, lang),
        cure=cure(report, lang),
        missed=[clip(line, NOTE) for line in missed_lines(report, lang)],
        lead=lead(report, lang),
        first=first,
        pictures=_pictures(report, first),
        mends=all(kind_of(one.item.certainty) == 0 for one in first),
        say=lambda text: say(text, lang),
        brief=lambda text: worded(brief(text)),
        brief_cure=lambda text: worded(brief(text, more=words["recipe"])),
        counts=_counts(report, lang),
        scores=[clip(line, NOTE) for line in score_lines(report, lang)],
        score_help=say(SCORE_HELP, lang),
        shown=shown,
        parts=list(_parts(report, shown, lang, words)),
        untested=_untested(report, lang),
        untested_help=say(UNTESTED, lang),
        disclaimer=say(DISCLAIMER, lang),
        versions="、".join(f"{name} {value}" for name, value in report.versions.items()),
    )


def _shown(item: Problem, report: PageReport, lang: str, words: _Words) -> _Shown:
    kind = ("", "-check", "-better")[kind_of(item.certainty)]
    suffix = {Certainty.REVIEW: words["to_check"], Certainty.ADVICE: words["advised"]}.get(item.certainty, "")
    return _Shown(
        item=item,
        anchor="rule-" + item.rule.id.replace("/", "-") + kind,
        name=worded(say(item.rule.title, lang)) + suffix,
        certainty=say(CERTAINTY[item.certainty], lang),
        places=item.places(lang),
        asks=item.certainty is Certainty.REVIEW and item.rule.question is not None,
        who=responsible_words((row.target.region for row in item.rows), lang, of_files=report.of_files),
    )


def _pictures(report: PageReport, first: Sequence[_Shown]) -> dict[str, str]:
    """Anchor → picture of its place in base64; one that two problems share is shown with the first."""
    pictures: dict[str, str] = {}
    seen: set[bytes] = set()
    for one in first:
        crop = report.crops.get(one.item.rule.id, b"")
        if crop and crop not in seen and len(crop) <= CROPS_BYTES // FIRST:
            pictures[one.anchor] = base64.b64encode(crop).decode()
        seen.add(crop)
    return pictures


def _counts(report: PageReport, lang: str) -> Iterator[tuple[Certainty, str, int, int, str]]:
    """For each certainty its word, how many rules and places, and what it means."""
    for certainty in ORDER:
        found = [row for item in report.problems for row in item.rows if row.certainty is certainty]
        count = len(found) + sum(item.unkept.get(certainty, 0) for item in report.problems)
        kinds = len({row.rule for row in found})
        yield certainty, say(CERTAINTY[certainty], lang), kinds, count, say(CERTAINTY_HELP[certainty], lang)


def _parts(
    report: PageReport, shown: Sequence[_Shown], lang: str, words: _Words
) -> Iterator[tuple[str, list[Markup]]]:
    """Yield what to mend, to check and to make better: the heading of each part, and its problems."""
    left = PLACES_BYTES
    named = len({row.viewport for item in report.problems for row in item.rows}) > 1
    for kind, heading in enumerate(("mend_part", "check_part", "better_part")):
        problems = []
        for one in shown:
            if kind_of(one.item.certainty) != kind:
                continue
            places = []
            for row in one.item.rows[:PLACES]:
                place = _place(one.item, row, lang, words, named=named, of_files=report.of_files)
                left -= len(place.encode())
                if left < 0:
                    break
                places.append(place)
            problems.append(_problem(one, places, lang, words))
        if problems:
            yield words[heading], problems


def _problem(one: _Shown, places: Sequence[Markup], lang: str, words: _Words) -> Markup:
    rule, rest = one.item.rule, one.item.found - len(places)
    return draw(
        "problem.html",
        t=words,
        one=one,
        why=say(rule.why, lang),
        question=say(rule.question, lang) if one.asks and rule.question is not None else "",
        fix=say(rule.fix, lang),
        criteria=words["comma"].join(criterion_label(number, lang) for number in one.item.rows[0].criteria),
        places=places,
        more=words["more"].format(places=places_word(rest, lang)) if rest else "",
    )


def _place(
    item: Problem, row: FindingRow, lang: str, words: _Words, *, named: bool, of_files: bool
) -> Markup:
    """Return one place; the viewport is named where the page was looked at in several, the region where it
    is a page's.
    """
    message = item.rule.messages.get(row.key)
    region = None if of_files else REGIONS.get(row.target.region)
    return draw(
        "place.html",
        t=words,
        row=row,
        text=filled(message, lang, row.data) if message else worded(say(item.rule.title, lang)),
        certainty=say(CERTAINTY[row.certainty], lang) if row.certainty is not item.certainty else "",
        region=say(region, lang) if region else "",
        under=UNDER_HEADING.fill(lang, {"text": clip(row.target.heading, TITLE)})
        if row.target.heading
        else "",
        named=named,
        most=SNIPPET,
    ).strip()


def _untested(report: PageReport, lang: str) -> list[tuple[str, int]]:
    """Return the reasons for which rules were not run, and how many rules each kept."""
    reasons: dict[str, int] = {}
    for item in report.untested:
        why = clip(untested_reason(item.reason, lang), TITLE)
        reasons[why] = reasons.get(why, 0) + 1
    return sorted(reasons.items())
