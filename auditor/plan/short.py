"""Says an issue briefly: which kind of work it is, its problem in one sentence, where it is, and the first step."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from auditor.model import (
    CLOSED_VERDICTS,
    Certainty,
    Issue,
    PlanRow,
    RepairPlace,
    Target,
    Text,
    Work,
)
from auditor.plan.decision import is_excused
from auditor.plan.material import Material
from auditor.plan.nearest_colour import passing_colour
from auditor.words import RESPONSIBLE, UNDER_HEADING, say

MOST = 20  # rows of やること
LONG = 30  # characters of a visible text or title that tell a place
_SENTENCE = re.compile(r"(?<=。)(?![）」])|(?<=[.!?]) (?=[A-Z])")
_EXAMPLE = re.compile(r"(?:例[：:]|Example[s]?:|For example)")
_STATES = re.compile(r"(?:です|ません|でした)。$")  # a Japanese sentence that tells and does not ask
_BELOW = ("次の", "the following")  # words that point to the examples of settings
_ON_PLAN = Text(
    "（設定の例は「改善計画」の「直し方」にあります。）", " (Examples stand on the improvement plan.)"
)
_WHO = Text("{step}（直す人：{who}）", "{step} (By: {who})")
_CHECK = Text("{question}（確かめる人：{who}）", "{question} (By: {who})")
_EVERY = Text("サイト全体（サーバーの設定）", "the whole site (settings of the server)")
_SHARED = Text("全ページ共通の部分（{pages}ページ）", "a part that all pages share ({pages} pages)")
_MORE = Text("ほか{more}ページ", "and {more} more pages")
_BETWEEN = Text("、", ", ")
_OF = Text("の", ", ")  # between the part of a page and the heading in it
_QUOTED = Text("「{text}」", "“{text}”")
_UNTITLED = Text("題名のないページ", "page without a title")
_REGION: Mapping[str, Text] = {
    "banner": Text("ページの上部", "the head of the page"),
    "navigation": Text("メニュー", "a menu"),
    "main": Text("本文", "the main text"),
    "contentinfo": Text("ページの下部", "the foot of the page"),
    "complementary": Text("横の欄", "a side column"),
    "search": Text("検索の欄", "the search box"),
}
_SHOWN = ("alt", "aria-label", "title", "placeholder", "value")  # attributes that people see or hear
_NO_FILE = ("data:", "about:", "javascript:", "blob:")
_SILENT = frozenset({"script", "style", "template", "noscript"})


def worded(material: Material, rows: Sequence[PlanRow]) -> tuple[PlanRow, ...]:
    """Return the rows of a plan with `work`, `title`, `spot` and `step`; rows of people keep their own words."""
    issues = {issue.number: issue for issue in material.issues}
    several = len(material.sites) > 1
    return tuple(
        _of_issue(material, row, issues[row.number], several)
        if row.number in issues
        else replace(row, work=work(row, material.date), title=row.message, step=row.fix)
        for row in rows
    )


def work(row: PlanRow, date: str) -> Work:
    """Return which kind of work a row is on a day (ISO)."""
    if row.verdict in CLOSED_VERDICTS:
        return Work.CLOSED
    if row.exempt or is_excused(row.decision, date):
        return Work.LEFT
    if row.certainty is Certainty.REVIEW:
        return Work.DECIDE
    return Work.ADVICE if row.certainty is Certainty.ADVICE else Work.MEND


def to_do(rows: Iterable[PlanRow]) -> list[PlanRow]:
    """Return what a bureau mends first: MOST rows at most, by rank."""
    return sorted((row for row in rows if row.work is Work.MEND), key=lambda row: row.rank)[:MOST]


def _of_issue(material: Material, row: PlanRow, issue: Issue, several: bool) -> PlanRow:
    lang, rule = material.lang, material.rules.get(row.rule)
    title = say(rule.title, lang) if rule else row.message
    step = first_step(row.fix, lang)
    who = say(RESPONSIBLE[row.responsible], lang) if row.responsible else ""
    made, colour = work(row, material.date), passing_colour(issue.data, lang)
    step = colour.strip() or step
    if made is Work.DECIDE and rule and rule.question:
        step = _CHECK.fill(lang, {"question": say(rule.question, lang), "who": who})
    elif step:
        step = _WHO.fill(lang, {"step": step, "who": who})
    parts = [row.site_name] if several else []
    spot = "\n".join([*parts, *_places(row, issue, lang)])
    return replace(row, work=made, title=title, step=step, spot=spot, fix=f"{colour}{row.fix}")


def first_step(fix: str, lang: str) -> str:
    """Return the first sentence of a cure that asks for something, without its examples."""
    head = fix.partition("\n")[0].strip()
    sentences = [one.strip() for one in _SENTENCE.split(head) if one.strip()]
    asked = [one for one in sentences if not _STATES.search(one) and not _EXAMPLE.match(one)]
    step = _EXAMPLE.split((asked or sentences or [""])[0])[0].strip()
    points = "\n" in fix and any(word in step for word in _BELOW)
    return step + (say(_ON_PLAN, lang) if points else "")


def _places(row: PlanRow, issue: Issue, lang: str) -> list[str]:
    """Return where an issue is, in words that a reader finds on the page: page, part of it, visible text."""
    if row.place is RepairPlace.RESPONSE:
        return [say(_EVERY, lang)]
    # Pages of a template have it under different headings; one that the title of the page says tells nothing more.
    heading = issue.example.heading
    idle = row.place is RepairPlace.TEMPLATE or _plain(heading) in _plain(row.example_title)
    words = _inside(replace(issue.example, heading="" if idle else heading), lang)
    if row.place is RepairPlace.TEMPLATE:
        return [_SHARED.fill(lang, {"pages": row.pages}), *words]
    title = "" if row.place is RepairPlace.FILE else _cut(row.example_title)
    page = title or _file(row.example_url) or say(_UNTITLED, lang)
    page = _QUOTED.fill(lang, {"text": page})
    if row.pages > 1:
        page = say(_BETWEEN, lang).join((page, _MORE.fill(lang, {"more": row.pages - 1})))
    return [page, *words]


def _inside(target: Target, lang: str) -> list[str]:
    region = say(_REGION[target.region], lang) if target.region in _REGION else ""
    text = visible_text(target.snippet) if target.selector else target.where
    text = _QUOTED.fill(lang, {"text": _cut(text)}) if text.strip() else ""
    under = UNDER_HEADING.fill(lang, {"text": _cut(target.heading)}) if target.heading else ""
    if under:
        return [say(_OF, lang).join(part for part in (region, under) if part), *([text] if text else [])]
    said = " ".join(part for part in (region, text) if part) if lang == "en" else f"{region}{text}"
    return [said] if said else []


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONG else text[: LONG - 1] + "…"


def _file(url: str) -> str:
    path = urlsplit(url).path
    return _cut(unquote(path.rsplit("/", 1)[-1] or path))


class _Shown(HTMLParser):
    """Gathers the text of a piece of markup, and what its attributes say where it has none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.file = ""
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        facts = {name: value or "" for name, value in attrs}
        self.attributes += [facts[name] for name in _SHOWN if facts.get(name, "").strip()]
        self.file = self.file or facts.get("src", "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def visible_text(snippet: str) -> str:
    """Return what a reader sees or hears of a piece of markup; the name of its picture or film where it is silent."""
    shown = _Shown()
    shown.feed(snippet)
    shown.close()
    text = " ".join(" ".join(shown.texts).split())
    if text and not text.startswith("<"):
        return text
    named = "" if shown.file.startswith(_NO_FILE) else _file(shown.file)
    return next(iter(shown.attributes), "") or named
