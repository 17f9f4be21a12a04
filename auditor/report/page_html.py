"""The report of one page, or of files: a self-contained HTML file whose first screen says the three things to do first."""

import base64
from collections.abc import Iterator, Sequence
from html import escape

from auditor.model import Certainty, FindingRow
from auditor.report.html import ADDRESS, TITLE, Html, code, day, document, filled, link, table, worded
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
from auditor.report.text import brief, clip
from auditor.report.words import (
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
from auditor.words import CERTAINTY, say

PLACES = 20  # shown of one problem; the rest is counted
SNIPPET = 300  # characters
NOTE = 600
PLACES_BYTES = 1_000_000  # of all places drawn; problems beyond keep their texts and counts
CROPS_BYTES = 450_000  # of all pictures before base64


def page_html(report: PageReport, lang: str = "ja") -> str:
    """Draw the report; `lang` is ja or en."""
    ja = lang == "ja"
    name = clip(report.title, TITLE)
    heading = (
        ("ファイル検査の結果" if ja else "File audit")
        if report.of_files
        else ("ページ検査の結果" if ja else "Page audit")
    )
    shown = code(name, TITLE, "quote") if name else Html("（タイトルなし）" if ja else "(no title)")
    visit = ""
    if report.url.startswith(("http://", "https://")):
        visit = " " + link(report.url, "検査したページを開く" if ja else "Open the page")
    notes = "".join(f"<p>{escape(clip(say(note, lang), NOTE))}</p>" for note in report.notes)
    header = (
        f"<h1>{heading}</h1><p>{shown}</p><p>{code(report.url, ADDRESS)}{visit}</p>{notes}"
        f'<p class="meta"><span>{"検査日" if ja else "Date"}: {escape(day(report.day, lang))}</span>'
        f"<span>{'規格' if ja else 'Standard'}: {escape(report.standard)}</span></p>"
    )
    body = [_first(report, lang)]
    if report.audited:
        body += [
            _counts(report, lang),
            _scores(report, lang),
            _overview(report, lang),
            *_details(report, lang),
        ]
    body.append(_untested(report, lang))
    versions = "、".join(f"{name} {value}" for name, value in report.versions.items())
    tools = "検査の道具" if ja else "Tools"
    footer = f"<p>{escape(say(DISCLAIMER, lang))}</p><p>{tools}: {escape(versions)}</p>"
    title = f"{heading}: {name or clip(report.url, TITLE)}"
    return document(title=title, lang=lang, header=header, main="".join(body), footer=footer)


def _first(report: PageReport, lang: str) -> str:
    ja = lang == "ja"
    top = "まず、すること" if ja else "What to do first"
    notice = ""
    stop, missed = stopped(report, lang), missed_lines(report, lang)
    if stop or missed:
        listed = "".join(f"<li>{escape(clip(line, NOTE))}</li>" for line in missed)
        notice = (
            '<div class="notice">'
            + (f"<p><strong>{escape(stop)}</strong></p><p>{escape(cure(report, lang))}</p>" if stop else "")
            + (f"<ul>{listed}</ul>" if missed else "")
            + "</div>"
        )
    if not report.audited:
        return f'<h2 class="top">{top}</h2>{notice}'
    sentence = f'{notice}<p class="lead">{escape(lead(report, lang))}</p>'
    if report.problems:
        return sentence + _cards(report, lang)
    if report.of_files:
        text = (
            "数値や項目名、説明が内容に合っているかは、人が確かめてください。"
            if ja
            else "Whether figures, column names and descriptions fit the content is for people to check."
        )
    else:
        text = (
            "見出し、リンクの文、画像の説明が内容に合っているかは、人が確かめてください。"
            if ja
            else "Whether headings, links and image texts fit the content is for people to check."
        )
    return f'{sentence}<h2 class="top">{top}</h2><p>{text}</p>'


def _cards(report: PageReport, lang: str) -> str:
    ja = lang == "ja"
    first = first_things(report.problems)
    mends = all(kind_of(item.certainty) == 0 for item in first)
    todo = "直して" if mends else "確かめて"
    heading = f"まず、この{len(first)}つを{todo}ください" if ja else "What to do first"
    parts = [f'<h2 class="top">{heading}</h2><ol class="first">']
    shown: set[bytes] = set()
    for number, item in enumerate(first, 1):
        name = _name(item, lang)
        crop = report.crops.get(item.rule.id, b"")
        picture = "" if crop in shown else _picture(crop, say(item.rule.title, lang), ja)
        shown.add(crop)
        parts.append(
            f"<li><h3>{number}. {name}</h3>"
            f"<p>{_tag(item.certainty, lang)} {item.places(lang)}</p>"
            f"<p>{worded(brief(say(item.rule.why, lang)))}</p>"
            f"<p><strong>{_todo_head(item, lang)}</strong>: {_todo(item, lang)}</p>{picture}"
            f'<p><a href="#{_anchor(item)}">{"場所と例を見る" if ja else "See the places"}: {name}</a></p></li>'
        )
    return "".join([*parts, "</ol>"])


def _todo_head(item: Problem, lang: str) -> str:
    if item.certainty is Certainty.REVIEW and item.rule.question is not None:
        return "確かめること" if lang == "ja" else "Please check"
    return "直し方" if lang == "ja" else "How to mend it"


def _todo(item: Problem, lang: str) -> Html:
    if item.certainty is Certainty.REVIEW and item.rule.question is not None:
        return worded(brief(say(item.rule.question, lang)))
    more = (
        "（設定の例は、下の詳しい説明にあります。）"
        if lang == "ja"
        else " (The lines to set are in the details below.)"
    )
    return worded(brief(say(item.rule.fix, lang), more=more))


def _picture(crop: bytes, title: str, ja: bool) -> str:
    if not crop or len(crop) > CROPS_BYTES // FIRST:
        return ""
    alt = f"この問題がある場所の画面（{title}）" if ja else f"Screen of the place: {title}"
    data = base64.b64encode(crop).decode()
    return f'<p><img src="data:image/webp;base64,{data}" alt="{escape(alt)}"></p>'


def _anchor(item: Problem) -> str:
    kind = ("", "-check", "-better")[kind_of(item.certainty)]
    return "rule-" + item.rule.id.replace("/", "-") + kind


def _name(item: Problem, lang: str) -> str:
    """The title of a problem, told apart from what the same rule found for sure."""
    if item.certainty is Certainty.REVIEW:
        return worded(say(item.rule.title, lang)) + ("か、確かめる" if lang == "ja" else " – please check")
    if item.certainty is Certainty.ADVICE:
        return worded(say(item.rule.title, lang)) + ("（推奨）" if lang == "ja" else " (advice)")
    return worded(say(item.rule.title, lang))


def _tag(certainty: Certainty, lang: str) -> Html:
    return Html(f'<span class="tag {certainty}">{escape(say(CERTAINTY[certainty], lang))}</span>')


def _counts(report: PageReport, lang: str) -> str:
    ja = lang == "ja"
    rows = []
    for certainty in ORDER:
        found = [row for item in report.problems for row in item.rows if row.certainty is certainty]
        kinds = len({row.rule for row in found})
        count = len(found) + sum(item.unkept.get(certainty, 0) for item in report.problems)
        rows.append((_tag(certainty, lang), kinds, count, say(CERTAINTY_HELP[certainty], lang)))
    heads = ["確からしさ", "種類", "か所", "意味"] if ja else ["Certainty", "Kinds", "Places", "Meaning"]
    passed = (
        f"このほかに{report.passed}の規則で検査し、問題は見つかりませんでした。"
        if ja
        else f"{report.passed} more rules were run and found no problem."
    )
    return (
        f"<h2>{'結果のまとめ' if ja else 'Summary'}</h2>"
        + table("見つかった数" if ja else "Findings", heads, rows)
        + f"<p>{passed}</p>"
    )


def _scores(report: PageReport, lang: str) -> str:
    if not report.scores:
        return ""
    ja = lang == "ja"
    heading = "機械可読性の点数" if ja else "Machine readability"
    lines = "".join(f"<li>{escape(clip(line, NOTE))}</li>" for line in score_lines(report, lang))
    return f"<h2>{heading}</h2><ul>{lines}</ul><p>{escape(say(SCORE_HELP, lang))}</p>"


def _overview(report: PageReport, lang: str) -> str:
    if not report.problems:
        return ""
    ja = lang == "ja"
    heads = (
        ("見つかったこと", "確からしさ", "か所", "直す人")
        if ja
        else ("Finding", "Certainty", "Places", "Who")
    )
    rows = [
        (
            Html(f'<a href="#{_anchor(item)}">{_name(item, lang)}</a>'),
            _tag(item.certainty, lang),
            item.found,
            responsible_words((row.target.region for row in item.rows), lang, of_files=report.of_files),
        )
        for item in report.problems
    ]
    caption = "見つかったことの一覧（先にするものから）" if ja else "All findings, first things first"
    return table(caption, heads, rows)


def _details(report: PageReport, lang: str) -> Iterator[str]:
    ja = lang == "ja"
    headings = (
        ("直すところ", "人が確かめること", "よりよくするために")
        if ja
        else ("To mend", "For people to check", "To make it better")
    )
    left = PLACES_BYTES
    viewports = {row.viewport for item in report.problems for row in item.rows}
    for kind, heading in enumerate(headings):
        items = [item for item in report.problems if kind_of(item.certainty) == kind]
        if items:
            yield f"<h2>{heading}</h2>"
        for item in items:
            places = []
            for row in item.rows[:PLACES]:
                place = _place(item, row, lang, named=len(viewports) > 1, of_files=report.of_files)
                left -= len(place.encode())
                if left < 0:
                    break
                places.append(place)
            yield _problem(item, places, lang, of_files=report.of_files)


def _problem(item: Problem, places: Sequence[str], lang: str, *, of_files: bool) -> str:
    ja = lang == "ja"
    rule = item.rule
    parts = [(("困ること" if ja else "Why"), worded(say(rule.why, lang)))]
    if item.certainty is Certainty.REVIEW and rule.question is not None:
        parts.append((("確かめること" if ja else "Please check"), worded(say(rule.question, lang))))
    parts.append((("直し方" if ja else "How to mend it"), worded(say(rule.fix, lang))))
    who = responsible_words((row.target.region for row in item.rows), lang, of_files=of_files)
    parts.append((("直す人" if ja else "Who"), Html(escape(who))))
    criteria = ("、" if ja else ", ").join(criterion_label(number, lang) for number in item.rows[0].criteria)
    if criteria:
        parts.append((("規格" if ja else "Standard"), Html(escape(criteria))))
    parts.append((("規則" if ja else "Rule"), Html(f"<code>{escape(rule.id)}</code>")))
    listed = "".join(f"<dt>{head}</dt><dd>{text}</dd>" for head, text in parts)
    rest = item.found - len(places)
    more = ""
    if rest:
        count = places_word(rest, lang)
        more = f"<p>{f'ほかに{count}あります。' if ja else f'{count} more.'}</p>"
    return (
        f'<section class="problem"><h3 id="{_anchor(item)}">{_name(item, lang)}</h3>'
        f"<p>{_tag(item.certainty, lang)} {item.places(lang)}</p>"
        f'<dl class="parts">{listed}</dl>'
        + (f'<ol class="places">{"".join(places)}</ol>' if places else "")
        + f"{more}</section>"
    )


def _place(item: Problem, row: FindingRow, lang: str, *, named: bool, of_files: bool) -> str:
    """One place; the viewport is named where the page was looked at in several, the region where it is a page's."""
    ja = lang == "ja"
    message = item.rule.messages.get(row.key)
    text = filled(message, lang, row.data) if message else worded(say(item.rule.title, lang))
    tag = f"{_tag(row.certainty, lang)} " if row.certainty is not item.certainty else ""
    target = row.target
    region = REGIONS.get(target.region)
    where = f"{escape(say(region, lang))} " if region and not of_files else ""
    snippet = (
        f"<br>{'HTML ' if target.selector else ''}{code(target.snippet, SNIPPET)}" if target.snippet else ""
    )
    screen = f"{'画面の大きさ' if ja else 'Viewport'} {escape(row.viewport)}<br>" if named else ""
    return (
        f"<li>{tag}{text}<br>{screen}{'場所' if ja else 'Place'}: {where}"
        f"{code(target.selector or target.where, ADDRESS)}{snippet}</li>"
    )


def _untested(report: PageReport, lang: str) -> str:
    ja = lang == "ja"
    head = f"<h2>{'検査できなかったこと' if ja else 'Not tested'}</h2>"
    if not report.untested:
        return head + f"<p>{'用意した規則はすべて検査に使いました。' if ja else 'Every rule was run.'}</p>"
    reasons: dict[str, int] = {}
    for item in report.untested:
        why = clip(untested_reason(item.reason, lang), TITLE)
        reasons[why] = reasons.get(why, 0) + 1
    heads = ["理由", "規則の数"] if ja else ["Reason", "Rules"]
    return (
        head
        + f"<p>{escape(say(UNTESTED, lang))}</p>"
        + table("検査しなかった規則" if ja else "Rules not run", heads, sorted(reasons.items()))
    )
