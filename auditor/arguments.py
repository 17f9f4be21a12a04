"""The words of the command line: a table of the commands with their options and help, and the parser of it."""

import argparse
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from auditor import __version__
from auditor.console import STDOUT, Exit, note
from auditor.model import Certainty, ExportFormat, TicketForm
from auditor.report.safe_text import one_line

# What argparse says, and how we say it; the braces of the second take the groups of the first.
_SAID = (
    (r"the following arguments are required: (.+)", "{0} を書いてください"),
    (r"unrecognized arguments: (.+)", "{0} は使えない引数です"),
    (r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", "{0} に {1} は書けません。使える値: {2}"),
    (r"argument (.+?): expected (?:one|at least one) argument", "{0} の後に値を書いてください"),
    (r"argument (.+?): invalid \w+ value: (.+)", "{0} に {1} は書けません"),
    (r"argument (.+?): ignored explicit argument (.+)", "{0} に値 {1} は付けられません"),
)


class _Parser(argparse.ArgumentParser):
    """argparse with its one error line in Japanese; half an option is no option."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**{**words, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        for pattern, words in _SAID:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = words.format(*found.groups())
        line = f"コマンドの書き方: {message}（使い方は {self.prog} --help で見られます。）"
        note(one_line(line))
        raise SystemExit(Exit.WRONG)


def _count(text: str) -> int:
    """Return a number of something; argparse tells of the ValueError."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


@dataclass(frozen=True, slots=True)
class Option:
    """One option or argument: its names, and what argparse shall know of it."""

    names: tuple[str, ...]
    words: Mapping[str, Any]  # as `add_argument` takes them


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the command line."""

    words: str  # as they are typed: "run", "plan import"
    help: str
    call: str  # "module.function" of auditor.commands, imported when it is called
    options: tuple[Option, ...] = ()


def _option(*names: str, **words: Any) -> Option:
    return Option(names, MappingProxyType(words))


def _lang(help: str | None = None) -> Option:
    return _option("--lang", choices=("ja", "en"), default="ja", help=help)


def _stored(*names: str) -> tuple[Option, ...]:
    """Options of every command that works on a store; `names` are those of its folder."""
    return (
        _option(
            *names, dest="reports", type=Path, default=Path("reports"), metavar="DIR",
            help="結果の置き場所（既定: ./reports）",
        ),
        _option("--cycle", help="対象の期（例: 2026Q4）"),
        _option("--bureau", action="append", default=[], help="局の id（繰り返せます）"),
        _option("--site", action="append", default=[], help="サイトの id（繰り返せます）"),
        _lang("計画書や書き出すデータの言語"),
        _option("--no-progress", action="store_true", help="進み具合を表示しません"),
    )  # fmt: skip


# `export --out` names the file of the export; everywhere else --out is another word for --reports.
_STORED = _stored("--reports", "--out")
_RULES = (
    _option(
        "--rules", dest="rule_folders", action="append", type=Path, default=[], metavar="DIR",
        help="独自の規則のフォルダー（分類/名前.py。繰り返せます）",
    ),
)  # fmt: skip
_TARGETS = _option("targets", nargs="?", type=Path, default=Path("targets.yaml"))
# Of the commands that audit something at once: `page` and `file`.
_HTML = _option("--html", help="HTML報告書の保存先")
_JSON = _option("--json", help="JSON行の保存先（- は標準出力）")
_XLSX = _option("--xlsx", help="計画書（Excel）の保存先")
_OPEN = _option(
    "--open", action=argparse.BooleanOptionalAction, default=None, help="報告書をブラウザーで開きます"
)
_STANDARD = _option("--standard", action="append", default=[], help="規格（繰り返すと和集合）")
_FAIL_ON = _option(
    "--fail-on",
    choices=tuple(one.value for one in Certainty if one is not Certainty.ADVICE),
    help="この確からしさ以上があれば終了コード 1",
)

COMMANDS = (
    Command(
        "run", "targets.yaml のサイトを検査し、計画書を作ります", "run.run",
        (
            *_STORED, *_RULES, _TARGETS,
            _option("--workers", type=_count, default=0, help="同時に検査するサイトの数（既定: CPU の数）"),
            _option("--cluster", default="", metavar="local:N|ADDRESS", help="Dask で分担します"),
            _option("--check", action="store_true", help="各サイトが応答するかだけを確かめます"),
        ),
    ),
    Command(
        "page", "1ページを今すぐ検査します", "page.page",
        (
            *_RULES, _option("page", metavar="URL|FILE|-"),
            _option("--base", default="", help="標準入力のページのアドレス"),
            _HTML, _JSON, _XLSX, _OPEN, _STANDARD, _FAIL_ON,
            _option("--contact", default="", help="User-Agent に示す連絡先"),
            _lang(),
        ),
    ),
    Command(
        "file", "公開前のデータファイルやPDFを検査します", "file.file",
        (
            *_RULES, _option("paths", nargs="+", type=Path, metavar="PATH"), _HTML, _JSON, _XLSX,
            _option("--base", default="", metavar="URL", help="公開する場所のアドレス（/ で終わるフォルダー）"),
            _option("--contact", default="", help="使いません（ファイルの検査は通信しません）"),
            _OPEN, _STANDARD, _FAIL_ON, _lang(),
        ),
    ),
    Command(
        "evaluate", "保存した証拠を今の規則で検査し直します", "evaluate.evaluate", (*_STORED, *_RULES)
    ),
    Command(
        "plan import", "記入された計画書を取り込みます", "plan.import_files",
        (
            *_STORED, _option("files", nargs="+", type=Path, metavar="FILE"),
            _option("--dry-run", action="store_true", help="変わる所を見せるだけで、取り込みません"),
        ),
    ),
    Command(
        "plan export", "計画書を書き出します", "plan.export",
        (
            *_STORED,
            _option(
                "--format", choices=("xlsx", *(one.value for one in TicketForm)), default="xlsx",
                help="計画書（xlsx）か、課題管理ツールに登録するファイル（管理番号つき）",
            ),
        ),
    ),
    Command("plan status", "計画書の状況を示します", "plan.status", _STORED),
    Command(
        "export", "結果をデータで書き出します", "export.export",
        (
            *_stored("--reports"),
            _option("--format", choices=tuple(one.value for one in ExportFormat), default=ExportFormat.JSONL.value),
            _option("--all", action="store_true", help="全ページ×全規則の判定とページも書き出します"),
            _option("--out", dest="file", default=STDOUT, metavar="PATH|-"),
            _option(
                "--public", type=Path, metavar="DIR",
                help="公表用のページ・CSV・JSONを DIR に書き出します（氏名・記入・画像を含みません）",
            ),
        ),
    ),
    Command(
        "rules", "検査規則の一覧・説明・手引き、独自の規則の確認と見本", "rules.rules",
        (
            *_RULES, _option("action", choices=("list", "show", "manual", "check", "new")),
            _option("id", nargs="?", default="", metavar="ID|FILE", help="規則の名前（check では規則のファイル）"),
            _lang("一覧の言語"),
        ),
    ),
    Command(
        "catalogue fetch", "targets.yaml の catalogue から取り寄せます", "catalogue.fetch",
        (
            *_STORED, _TARGETS,
            _option("--whole", action="store_true", help="targets.yaml の局だけでなく、カタログの全体"),
        ),
    ),
    Command(
        "targets schema", "targets.yaml の JSON Schema を示します", "targets_schema.print_schema",
        (_lang("説明の言語"),),
    ),
    Command(
        "prune", "古い期の証拠を消します", "prune.prune",
        (*_STORED, _option("--keep", type=int, required=True, metavar="N", help="残す期の数")),
    ),
    Command(
        "doctor", "動く環境かを調べます", "setup.doctor",
        (_option("--quiet", action="store_true", help="何も表示せず、終了コードだけ返します"),),
    ),
    Command("setup", "新しい axe-core を取り寄せます", "setup.setup"),
)  # fmt: skip

# The first words of commands of two words.
GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "plan": "改善計画書の取込・書き出し・状況",
        "catalogue": "データカタログの写しを手元に取り寄せます",
        "targets": "targets.yaml の書き方を示します",
    }
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; `call` of its result names the function to call."""
    whole = _Parser(
        prog="auditor", description="ウェブサイトのアクセシビリティ・品質を検査し、改善計画書を作ります。"
    )
    whole.add_argument("--version", action="version", version=f"auditor {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    groups: dict[str, Any] = {}  # Any: argparse keeps the type of its sub-parsers to itself
    for command in COMMANDS:
        first, _, second = command.words.partition(" ")
        if second and first not in groups:
            group = commands.add_parser(first, help=GROUPS[first])
            groups[first] = group.add_subparsers(
                dest="action", required=True, metavar="ACTION", parser_class=_Parser
            )
        one = (groups[first] if second else commands).add_parser(second or first, help=command.help)
        for option in command.options:
            one.add_argument(*option.names, **option.words)
        one.set_defaults(call=command.call)
    return whole


def call_of(name: str) -> Callable[[argparse.Namespace], int]:
    """Return the function of a command.

    Only now its rooms are imported: `auditor rules` shall not wait for a browser.
    """
    module, _, function = name.partition(".")
    found: Callable[[argparse.Namespace], int] = getattr(
        import_module(f"auditor.commands.{module}"), function
    )
    return found
