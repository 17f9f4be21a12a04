"""The words of the command line: commands, options and their help."""

import argparse
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

from auditor import __version__
from auditor.report.text import one_line

WRONG = 2  # exit code of a command line that is not understood


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
        sys.stderr.write(f"{one_line(line)}\n")
        raise SystemExit(WRONG)


def _count(text: str) -> int:
    """A number of something; argparse tells of the ValueError."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; `call` of its result names the command."""
    whole = _Parser(
        prog="auditor", description="ウェブサイトのアクセシビリティ・品質を検査し、改善計画書を作ります。"
    )
    whole.add_argument("--version", action="version", version=f"auditor {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    # `export --out` names the file of the export; everywhere else --out is another word for --reports.
    stored, exported = _stored_options("--reports", "--out"), _stored_options("--reports")

    own = _rule_options()

    run = commands.add_parser(
        "run", parents=[stored, own], help="targets.yaml のサイトを検査し、計画書を作ります"
    )
    run.add_argument("targets", nargs="?", type=Path, default=Path("targets.yaml"))
    run.add_argument("--workers", type=_count, default=0, help="同時に検査するサイトの数（既定: CPU の数）")
    run.add_argument("--cluster", default="", metavar="local:N|ADDRESS", help="Dask で分担します")
    run.add_argument("--check", action="store_true", help="各サイトが応答するかだけを確かめます")
    run.set_defaults(call="run")

    page = commands.add_parser("page", parents=[own], help="1ページを今すぐ検査します")
    page.add_argument("page", metavar="URL|FILE|-")
    page.add_argument("--base", default="", help="標準入力のページのアドレス")
    page.add_argument("--html", type=Path, help="HTML報告書の保存先")
    page.add_argument("--json", help="JSON行の保存先（- は標準出力）")
    page.add_argument("--xlsx", type=Path, help="計画書（Excel）の保存先")
    page.add_argument(
        "--open", action=argparse.BooleanOptionalAction, default=None, help="報告書をブラウザーで開きます"
    )
    page.add_argument("--standard", action="append", default=[], help="規格（繰り返すと和集合）")
    page.add_argument(
        "--fail-on", choices=("definite", "likely", "review"), help="この確からしさ以上があれば終了コード 1"
    )
    page.add_argument("--contact", default="", help="User-Agent に示す連絡先")
    page.add_argument("--lang", choices=("ja", "en"), default="ja")
    page.set_defaults(call="page")

    files = commands.add_parser("file", parents=[own], help="公開前のデータファイルやPDFを検査します")
    files.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    files.add_argument("--html", type=Path, help="HTML報告書の保存先")
    files.add_argument("--json", help="JSON行の保存先（- は標準出力）")
    files.add_argument("--xlsx", type=Path, help="計画書（Excel）の保存先")
    files.add_argument(
        "--base", default="", metavar="URL", help="公開する場所のアドレス（/ で終わるフォルダー）"
    )
    files.add_argument("--contact", default="", help="使いません（ファイルの検査は通信しません）")
    files.add_argument(
        "--open", action=argparse.BooleanOptionalAction, default=None, help="報告書をブラウザーで開きます"
    )
    files.add_argument("--standard", action="append", default=[], help="規格（繰り返すと和集合）")
    files.add_argument(
        "--fail-on", choices=("definite", "likely", "review"), help="この確からしさ以上があれば終了コード 1"
    )
    files.add_argument("--lang", choices=("ja", "en"), default="ja")
    files.set_defaults(call="file")

    evaluate = commands.add_parser(
        "evaluate", parents=[stored, own], help="保存した証拠を今の規則で検査し直します"
    )
    evaluate.set_defaults(call="evaluate")

    plan = commands.add_parser("plan", help="改善計画書の取込・書き出し・状況")
    plans = plan.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=_Parser)
    imports = plans.add_parser("import", parents=[stored], help="記入された計画書を取り込みます")
    imports.add_argument("files", nargs="+", type=Path, metavar="FILE")
    imports.add_argument("--dry-run", action="store_true", help="変わる所を見せるだけで、取り込みません")
    imports.set_defaults(call="plan import")
    plans.add_parser("export", parents=[stored], help="計画書を書き出します").set_defaults(call="plan export")
    plans.add_parser("status", parents=[stored], help="計画書の状況を示します").set_defaults(
        call="plan status"
    )

    export = commands.add_parser("export", parents=[exported], help="結果をデータで書き出します")
    export.add_argument("--format", choices=("jsonl", "csv", "earl", "parquet"), default="jsonl")
    export.add_argument("--all", action="store_true", help="全ページ×全規則の判定とページも書き出します")
    export.add_argument("--out", dest="file", default="-", metavar="PATH|-")
    export.add_argument(
        "--public",
        type=Path,
        metavar="DIR",
        help="公表用のページ・CSV・JSONを DIR に書き出します（氏名・記入・画像を含みません）",
    )
    export.set_defaults(call="export")

    rules = commands.add_parser(
        "rules", parents=[own], help="検査規則の一覧・説明・手引き、独自の規則の確認と見本"
    )
    rules.add_argument("action", choices=("list", "show", "manual", "check", "new"))
    rules.add_argument(
        "id", nargs="?", default="", metavar="ID|FILE", help="規則の名前（check では規則のファイル）"
    )
    rules.add_argument("--lang", choices=("ja", "en"), default="ja", help="一覧の言語")
    rules.set_defaults(call="rules")

    catalogue = commands.add_parser("catalogue", help="データカタログの写しを手元に取り寄せます")
    actions = catalogue.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=_Parser)
    fetch = actions.add_parser("fetch", parents=[stored], help="targets.yaml の catalogue から取り寄せます")
    fetch.add_argument("targets", nargs="?", type=Path, default=Path("targets.yaml"))
    fetch.add_argument("--whole", action="store_true", help="targets.yaml の局だけでなく、カタログの全体")
    fetch.set_defaults(call="catalogue")

    prune = commands.add_parser("prune", parents=[stored], help="古い期の証拠を消します")
    prune.add_argument("--keep", type=int, required=True, metavar="N", help="残す期の数")
    prune.set_defaults(call="prune")

    doctor = commands.add_parser("doctor", help="動く環境かを調べます")
    doctor.add_argument("--quiet", action="store_true", help="何も表示せず、終了コードだけ返します")
    doctor.set_defaults(call="doctor")
    commands.add_parser("setup", help="新しい axe-core を取り寄せます").set_defaults(call="setup")
    return whole


def _rule_options() -> _Parser:
    """The option of every command that loads rules: folders of own ones."""
    options = _Parser(add_help=False)
    options.add_argument(
        "--rules", dest="rule_folders", action="append", type=Path, default=[], metavar="DIR",
        help="独自の規則のフォルダー（分類/名前.py。繰り返せます）",
    )  # fmt: skip
    return options


def _stored_options(*names: str) -> _Parser:
    """Options of every command that works on a store; `names` are those of its folder."""
    options = _Parser(add_help=False)
    options.add_argument(
        *names, dest="reports", type=Path, default=Path("reports"), metavar="DIR",
        help="結果の置き場所（既定: ./reports）",
    )  # fmt: skip
    options.add_argument("--cycle", help="対象の期（例: 2026Q4）")
    options.add_argument("--bureau", action="append", default=[], help="局の id（繰り返せます）")
    options.add_argument("--site", action="append", default=[], help="サイトの id（繰り返せます）")
    options.add_argument("--lang", choices=("ja", "en"), default="ja", help="計画書や書き出すデータの言語")
    options.add_argument("--no-progress", action="store_true", help="進み具合を表示しません")
    return options
