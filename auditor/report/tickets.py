"""Draws the rows of a plan as tickets, in the files that the importers of issue trackers take."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from auditor.model import ImprovementPlan, PlanRow, Priority, Text, TicketForm, Work
from auditor.report.csv_lines import BOM, table
from auditor.words import PRIORITY, say, word

MOST = 250  # issues that Backlog takes in one file
TITLE = 200  # characters
_BODY = (
    ("spot", Text("どこ", "Where")),
    ("message", Text("何が問題か", "What is wrong")),
    ("fix", Text("直し方", "How to mend it")),
    ("people", Text("困る人", "Who is affected")),
    ("criterion", Text("達成基準", "Success criterion")),
    ("example_url", Text("代表ページ", "Example page")),
)
_PAGES = Text("{head}：{n}ページ", "{head}: {n} pages")
_COUNT = Text("該当ページ数", "Pages")
_HEAD = Text("【{head}】", "{head}:")
_NUMBER = Text("管理番号", "Issue no.")
_KEEP = Text(
    "件名の初めの [{number}] は、状態を改善計画書に戻すときに使います。消さないでください。",
    "Please keep [{number}] in the title: by it the status finds its way back to the improvement plan.",
)
_OPEN = (Work.MEND, Work.DECIDE)
# Words that the trackers begin with; each maps them to its own when it imports.
_BACKLOG_PRIORITY = {Priority.HIGH: "高", Priority.MIDDLE: "中", Priority.LOW: "低"}
_REDMINE_PRIORITY = {Priority.HIGH: "高め", Priority.MIDDLE: "通常", Priority.LOW: "低め"}


@dataclass(frozen=True, slots=True)
class Ticket:
    """One row of work as a tracker holds it. The number in the title leads back to the plan."""

    number: str
    title: str
    body: str
    priority: Priority | None
    family: str
    due: str  # ISO date or ''


def tickets(plan: ImprovementPlan) -> list[Ticket]:
    """Return a ticket for each row that has to be mended or decided, the most urgent first."""
    rows = [row for row in plan.rows if row.work in _OPEN]
    return [
        _ticket(row, plan.lang) for row in sorted(rows, key=lambda row: (_OPEN.index(row.work), row.rank))
    ]


def _ticket(row: PlanRow, lang: str) -> Ticket:
    head = f"[{row.number}] "
    title = " ".join((row.title or row.message).split())
    parts = []
    for name, text in _BODY:
        if value := str(getattr(row, name)).strip():
            parts.append(f"{_HEAD.fill(lang, {'head': say(text, lang)})}\n{value}")
    if row.pages:
        parts.append(_PAGES.fill(lang, {"head": say(_COUNT, lang), "n": row.pages}))
    parts.append(_KEEP.fill(lang, {"number": row.number}))
    return Ticket(
        number=row.number,
        title=head + title[: TITLE - len(head)],
        body="\n\n".join(parts),
        priority=row.priority,
        family=word(row.family, lang),
        due=row.decision.get("due", ""),
    )


def _backlog(made: Sequence[Ticket], lang: str) -> str:
    """Return a CSV file by the Japanese names of Backlog's fields.

    種別 has to exist there; タスク is there from the start.
    """
    heads = ("件名", "詳細", "種別", "カテゴリー", "優先度", "期限日")
    rows = [
        (one.title, one.body, "タスク", "", _BACKLOG_PRIORITY[one.priority or Priority.MIDDLE], one.due)
        for one in made
    ]  # fmt: skip
    return BOM + table(heads, rows)


def _redmine(made: Sequence[Ticket], lang: str) -> str:
    """Return a CSV file whose columns Redmine asks about when it imports; 管理番号 fits its field for a unique id."""
    heads = (say(_NUMBER, lang), "題名", "説明", "優先度", "期日")
    if lang != "ja":
        heads = (say(_NUMBER, lang), "Subject", "Description", "Priority", "Due date")
    english = {Priority.HIGH: "High", Priority.MIDDLE: "Normal", Priority.LOW: "Low"}
    levels = _REDMINE_PRIORITY if lang == "ja" else english
    rows = [
        (one.number, one.title, one.body, levels[one.priority or Priority.MIDDLE], one.due) for one in made
    ]
    return table(heads, rows)


def _github(made: Sequence[Ticket], lang: str) -> str:
    """Return a JSON list of title, body and labels, as GitHub's API makes an issue of each."""
    issues = [
        {
            "title": one.title,
            "body": one.body,
            "labels": [label for label in (one.family, _level(one.priority, lang)) if label],
        }
        for one in made
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _level(priority: Priority | None, lang: str) -> str:
    head = "優先度" if lang == "ja" else "Priority "
    return f"{head}{say(PRIORITY[priority], lang)}" if priority else ""


_FORMS: Mapping[TicketForm, tuple[str, Callable[[Sequence[Ticket], str], str]]] = MappingProxyType(
    {
        TicketForm.BACKLOG: ("csv", _backlog),
        TicketForm.REDMINE: ("csv", _redmine),
        TicketForm.GITHUB: ("json", _github),
    }
)


def ticket_files(plan: ImprovementPlan, form: TicketForm) -> list[tuple[str, str]]:
    """Return the ending and the text of each file; Backlog takes MOST issues in one, and gets several."""
    ending, draw = _FORMS[form]
    made = tickets(plan)
    step = MOST if form is TicketForm.BACKLOG else max(1, len(made))
    parts = [made[at : at + step] for at in range(0, len(made), step)] or [[]]
    several = len(parts) > 1
    return [
        (f"_{at}.{ending}" if several else f".{ending}", draw(part, plan.lang))
        for at, part in enumerate(parts, start=1)
    ]
