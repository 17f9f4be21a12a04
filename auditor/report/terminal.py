"""The result of one page, or of files, as plain text for a terminal: what to do first, how much, where to read on."""

from collections.abc import Iterator

from auditor.model import Certainty
from auditor.report.page_report import (
    ORDER,
    PageReport,
    Problem,
    cure,
    first_things,
    lead,
    missed_lines,
    score_lines,
    stopped,
)
from auditor.report.report_words import DISCLAIMER, SCORE_HELP, responsible_words
from auditor.report.safe_text import brief, clean, clip, columns, pad, wrap
from auditor.words import CERTAINTY, say

_NAME = 200  # characters of a title or address
_NOTE = 500
NARROW = 48  # columns; below that a table of counts says nothing
_LABEL = 16  # columns of a certainty and the space after it


def page_text(report: PageReport, lang: str = "ja", width: int = 80, html: str = "") -> str:
    """Draw the summary in lines of at most `width` columns; `html` says where the full report lies."""
    return "\n".join(line.rstrip() for line in _lines(report, lang, max(NARROW, width), html)) + "\n"


def _lines(report: PageReport, lang: str, width: int, html: str) -> Iterator[str]:
    ja = lang == "ja"
    if report.title:
        yield from wrap(clip(report.title, _NAME), width)
    # An address stays in one piece, or nobody can copy it.
    yield clip(report.url, _NAME)
    yield from (clip(say(note, lang), _NOTE) for note in report.notes)  # addresses too
    yield ""
    if report.audited and (stop := stopped(report, lang)):
        yield from wrap(f"{stop}{'' if ja else ' '}{cure(report, lang)}", width)
    yield from wrap(lead(report, lang), width)
    for line in missed_lines(report, lang):
        yield from wrap(clip(line, _NOTE), width, first="  ", rest="    ")
    if report.problems:
        yield ""
        yield "まず、この順に対応してください" if ja else "What to do first"
        for number, item in enumerate(first_things(report.problems), 1):
            yield from _problem(number, item, lang, width, of_files=report.of_files)
        yield ""
        yield from _counts(report, lang)
    if report.scores:
        yield ""
        for line in score_lines(report, lang):
            yield from wrap(clip(line, _NOTE), width)
        yield from wrap(say(SCORE_HELP, lang), width, first="  ", rest="  ")
    if report.audited:
        yield ""
        yield from _coverage(report, lang, width)
    if html:
        yield ""
        yield "詳しい報告:" if ja else "Full report:"
        yield f"  {clean(html)}"


def _problem(number: int, item: Problem, lang: str, width: int, *, of_files: bool) -> Iterator[str]:
    ja = lang == "ja"
    tag = say(CERTAINTY[item.certainty], lang)
    mark = f"  {number}. "
    space = " " * columns(mark)
    count = item.places(lang)
    title = say(item.rule.title, lang)
    yield from wrap(
        f"{title}［{tag}・{count}］" if ja else f"{title} [{tag}, {count}]", width, first=mark, rest=space
    )
    if item.certainty is Certainty.REVIEW and item.rule.question is not None:
        todo = brief(say(item.rule.question, lang))
        head = "確かめること: " if ja else "Please check: "
    else:
        todo = brief(say(item.rule.fix, lang))
        head = "直し方: " if ja else "How to mend it: "
    yield from wrap(head + todo, width, first=space, rest=space)
    who = responsible_words((row.target.region for row in item.rows), lang, of_files=of_files)
    yield from wrap(f"{'直す人' if ja else 'Who'}: {who}", width, first=space, rest=space)


def _counts(report: PageReport, lang: str) -> Iterator[str]:
    yield "見つかった数" if lang == "ja" else "Findings"
    label = max(_LABEL, *(columns(say(text, lang)) + 2 for text in CERTAINTY.values()))
    for certainty in ORDER:
        found = [row for item in report.problems for row in item.rows if row.certainty is certainty]
        kinds = len({row.rule for row in found})
        more = sum(item.unkept.get(certainty, 0) for item in report.problems)
        number = pad(f"{len(found) + more:,}", 6, right=True)
        name = pad(say(CERTAINTY[certainty], lang), label)
        yield f"  {name}{number}{f'か所（{kinds}種類）' if lang == 'ja' else f' (of {kinds} kinds)'}"


def _coverage(report: PageReport, lang: str, width: int) -> Iterator[str]:
    untested = len(report.untested)
    text = (
        f"問題が見つからなかった規則は{report.passed}、検査できなかった規則は{untested}です。"
        if lang == "ja"
        else f"Rules that found no problem: {report.passed}; rules not run: {untested}. "
    )
    yield from wrap(text + say(DISCLAIMER, lang), width)
