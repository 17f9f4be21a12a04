"""What the author of a rule needs: a template to begin with, and the examples of one file run in seconds."""

import argparse
import asyncio
import difflib
import keyword
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from auditor.capture.addresses import Endpoint, Resolver, reach_of
from auditor.capture.browser import SiteBrowserSettings, open_session
from auditor.capture.folder import HEADERS_FILE, serve
from auditor.capture.locate import find_axe, require_browser
from auditor.capture.page import Order
from auditor.commands.reports_folder import rule_settings
from auditor.console import Exit, note, out
from auditor.evaluate.examples import needs_browser, problem_of
from auditor.evaluate.manual import entry, manual
from auditor.evaluate.rulebook import configured, load, load_one
from auditor.model import AuditorError, Capture, Hop
from auditor.rule import Example, Rule

FOLDER = Path("my-rules")  # where a template goes when no folder is named
HOST = "example.localhost"
_ID = re.compile(r"[a-z][a-z0-9]{0,30}/[a-z][a-z0-9]*(?:-[a-z0-9]+){0,10}")
_HTML = ("Content-Type", "text/html; charset=utf-8")


@dataclass(frozen=True, slots=True)
class Checked:
    """One example with what came of it."""

    number: int
    example: Example
    problem: str  # '' where the rule gives the outcome claimed


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """The check of one rule file."""

    rule: Rule
    examples: tuple[Checked, ...]
    unfinished: tuple[int, ...]  # lines where the template waits to be filled in

    @property
    def right(self) -> bool:
        """Whether the rule can be used."""
        return not self.unfinished and not any(one.problem for one in self.examples)


def rules(arguments: argparse.Namespace) -> int:
    """`auditor rules`"""
    return ACTIONS[arguments.action](arguments)


def _list(arguments: argparse.Namespace) -> int:
    for rule in configured(rule_settings(arguments)):
        title = rule.title.ja if arguments.lang == "ja" else rule.title.en
        out(f"{rule.id}\t{' '.join(rule.criteria) or '-'}\t{title}")
    return Exit.OK


def _show(arguments: argparse.Namespace) -> int:
    book = configured(rule_settings(arguments))
    if arguments.id not in book:
        near = difflib.get_close_matches(arguments.id, list(book.rules), 3)
        hint = f"近い名前: {'、'.join(near)}" if near else "名前は auditor rules list で見られます"
        raise AuditorError(f"{arguments.id or '（名前なし）'}: その規則はありません。（{hint}）")
    out(entry(book[arguments.id]))
    return Exit.OK


def _manual(arguments: argparse.Namespace) -> int:
    out(manual(configured(rule_settings(arguments))))
    return Exit.OK


def _check(arguments: argparse.Namespace) -> int:
    path = Path(arguments.id)
    done = check_rule(path)
    for one in done.examples:
        state = f"不一致（結果: {one.problem}）" if one.problem else "一致"
        out(f"例{one.number}\t{one.example.outcome}\t{state}")
    for line in done.unfinished:
        note(f"{path}:{line}行目: TODO が残っています。")
    wrong = sum(bool(one.problem) for one in done.examples)
    out(
        f"{done.rule.id}: 例{len(done.examples)}件のうち{len(done.examples) - wrong}件が一致しました。"
        if done.examples
        else f"{done.rule.id}: 実行する例はありません。"
    )
    return Exit.OK if done.right else Exit.FOUND


def _new(arguments: argparse.Namespace) -> int:
    path = new_rule(arguments.id, arguments.rule_folders[0] if arguments.rule_folders else FOLDER)
    out(f"{path}: 見本を書きました。TODO の所を書き直して、次のコマンドで確かめてください。")
    out(f"auditor rules check {path}")
    return Exit.OK


ACTIONS: Mapping[str, Callable[[argparse.Namespace], int]] = MappingProxyType(
    {"list": _list, "show": _show, "manual": _manual, "check": _check, "new": _new}
)


def check_rule(path: Path) -> RuleCheck:
    """Check one rule file and run its examples. Raises AuditorError where it is no rule."""
    if not path.is_file():
        raise AuditorError(
            f"{path}: 規則のファイルがありません。（直し方: 分類/名前.py の場所を確かめてください。）"
        )
    rule = load_one(path.resolve())
    lines = path.read_text(encoding="utf-8").splitlines()
    unfinished = tuple(number for number, line in enumerate(lines, 1) if "TODO" in line)
    if rule.kind == "axe":  # the words of a rule of axe-core: there is nothing to run
        return RuleCheck(rule, (), unfinished)
    captures = _rendered(rule) if needs_browser(rule) else {}
    return RuleCheck(rule, tuple(_checked(rule, captures)), unfinished)


def _checked(rule: Rule, captures: Mapping[int, Capture]) -> Iterator[Checked]:
    for number, example in enumerate(rule.examples, 1):
        try:
            problem = problem_of(rule, example, captures.get(number))
        except (ValueError, TypeError) as error:  # an example that is not one
            problem = str(error)
        yield Checked(number, example, problem)


def _rendered(rule: Rule) -> dict[int, Capture]:
    """Return what a browser makes of each example, by its number."""
    with tempfile.TemporaryDirectory(prefix="auditor-") as name:
        folder = Path(name)
        headers = []
        for number, example in enumerate(rule.examples, 1):
            (folder / f"{number}.html").write_text(example.html, encoding="utf-8")
            sent = dict([_HTML, *example.headers])
            headers += [f"/{number}.html", *(f"  {name}: {value}" for name, value in sent.items())]
        (folder / HEADERS_FILE).write_text("\n".join(headers), encoding="utf-8")
        with serve(folder) as address:
            return asyncio.run(_captured(rule, address))


async def _captured(rule: Rule, address: Endpoint) -> dict[int, Capture]:
    settings = SiteBrowserSettings(
        browser=require_browser(), axe_source=find_axe("")[0], tabs=1,
        resolver=Resolver(reach_of([f"http://{HOST}/"], {HOST: address})),
    )  # fmt: skip
    captures = {}
    async with open_session(settings) as session:
        for number, example in enumerate(rule.examples, 1):
            order = Order(f"http://{HOST}/{number}.html", axe=False, patient=False)
            taken = await session.capture(order)
            hop = Hop(
                taken.url, 200, example.headers or (_HTML,)
            )  # what was sent, without the lines of our server
            captures[number] = replace(taken, hops=(hop,), probes=example.probes)
    return captures


def new_rule(id: str, folder: Path = FOLDER) -> Path:
    """Write the template of a page rule and return its file. Raises AuditorError for a name that cannot be."""
    if not _ID.fullmatch(id):
        raise AuditorError(
            f"{id or '（名前なし）'}: 規則の名前は「分類/名前」の形で、"
            "半角の英小文字・数字・ハイフンで書いてください。（例: city/no-old-era）"
        )
    if load().get(id) is not None:
        raise AuditorError(f"{id}: その規則はすでにあります。（直し方: 別の名前にしてください。）")
    family, name = id.split("/")
    path = folder / family / f"{name.replace('-', '_')}.py"
    function = name.replace("-", "_")
    text = _TEMPLATE.replace("@ID@", id).replace("@NAME@", function + "_" * keyword.iskeyword(function))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise AuditorError(
            f"{path}: もうあります。（直し方: 別の名前にするか、そのファイルを書き直してください。）"
        ) from error
    return path


_TEMPLATE = '''"""TODO: what the page must do, in one line."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import DEFINITE, INAPPLICABLE, PASSED, Example, Page, definite, page_rule, passed


@page_rule(
    id="@ID@",
    criteria=[],  # numbers of success criteria, the primary one first: ["2.4.4"]
    impact=Impact.MODERATE,
    title=Text(ja="TODO 何が問題か", en="TODO What is wrong"),
    why=Text(ja="TODO だれが何に困るか。", en="TODO Who is hindered, and how."),
    fix=Text(ja="TODO どう直すか。", en="TODO How to mend it."),
    messages={
        "old": Text(ja="「{text}」と書かれています。", en="It says “{text}”."),  # TODO: what is found at a place
    },
    examples=[  # TODO: pages as they are in real life, the smallest HTML that shows one thing
        Example(DEFINITE, "<p>準備中</p>", at="p", key="old"),
        Example(PASSED, "<p>受付中</p>"),
        Example(PASSED, "<p>受付の準備中にすること</p>"),
        Example(INAPPLICABLE, "<h1>見出し</h1>"),
    ],
)
def @NAME@(page: Page) -> Iterator[Finding]:
    for element in page.select("p"):  # TODO: what the rule looks at
        if element.text == "準備中":  # TODO: what is wrong with it
            yield definite(element, "old", text=element.text[:200])
        else:
            yield passed(element)
'''
