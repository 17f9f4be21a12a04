"""The command line: arguments in, one call, exit code. The only module that prints."""

import argparse
import logging
import os
import signal
import sys
import webbrowser
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

from auditor import __version__
from auditor.model import AuditorError, Certainty, TargetsError, WorkbookError

OK, FOUND, WRONG, PARTIAL, INTERRUPTED = 0, 1, 2, 3, 130


class _Parser(argparse.ArgumentParser):
    """argparse with its one error line in Japanese."""

    def error(self, message: str) -> "None":  # type: ignore[override]  # ends the process as argparse does
        sys.stderr.write(f"コマンドの書き方: {message}（使い方は {self.prog} --help で見られます。）\n")
        raise SystemExit(WRONG)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (INTERFACE: 0, 1, 2, 3, 130)."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        arguments = _parser().parse_args(argv)
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except (TargetsError, WorkbookError, AuditorError) as error:
        sys.stderr.write(f"{error}\n")
        return WRONG
    except KeyboardInterrupt:
        sys.stderr.write("中断しました。同じコマンドをもう一度実行すると、続きから再開します。\n")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="auditor", description="ウェブサイトのアクセシビリティ・品質を検査し、改善計画書を作ります。")
    parser.add_argument("--version", action="version", version=f"auditor {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    stored = argparse.ArgumentParser(add_help=False)
    stored.add_argument("--reports", "--out", dest="reports", type=Path, default=Path("reports"), metavar="DIR",
                        help="結果の置き場所（既定: ./reports）")  # fmt: skip
    stored.add_argument("--cycle", help="対象の期（例: 2026Q4）")
    stored.add_argument("--bureau", action="append", default=[], help="局の id（繰り返せます）")
    stored.add_argument("--site", action="append", default=[], help="サイトの id（繰り返せます）")
    stored.add_argument("--lang", choices=("ja", "en"), default="ja", help="表示の言語")
    stored.add_argument("--no-progress", action="store_true", help="進み具合を表示しません")
    # `export --out` names the file of the export, so only --reports names the folder there.
    exported = argparse.ArgumentParser(add_help=False, parents=[stored], conflict_handler="resolve")

    run = commands.add_parser("run", parents=[stored], help="targets.yaml のサイトを検査し、計画書を作ります")
    run.add_argument("targets", nargs="?", type=Path, default=Path("targets.yaml"))
    run.add_argument("--workers", type=int, default=0, help="同時に検査するサイトの数（既定: CPU の数）")
    run.add_argument("--cluster", default="", metavar="local:N|ADDRESS", help="Dask で分担します")
    run.add_argument("--check", action="store_true", help="各サイトが応答するかだけを確かめます")
    run.set_defaults(run=_run)

    page = commands.add_parser("page", help="1ページを今すぐ検査します")
    page.add_argument("page", metavar="URL|FILE|-")
    page.add_argument("--base", default="", help="標準入力のページのアドレス")
    page.add_argument("--html", type=Path, help="HTML報告書の保存先")
    page.add_argument("--json", help="JSON行の保存先（- は標準出力）")
    page.add_argument("--xlsx", type=Path, help="計画書（Excel）の保存先")
    page.add_argument("--open", action=argparse.BooleanOptionalAction, default=None, help="報告書をブラウザーで開きます")
    page.add_argument("--standard", action="append", default=[], help="規格（繰り返すと和集合）")
    page.add_argument("--fail-on", choices=("definite", "likely", "review"), help="この確からしさ以上があれば終了コード 1")
    page.add_argument("--contact", default="", help="User-Agent に示す連絡先")
    page.add_argument("--lang", choices=("ja", "en"), default="ja")
    page.set_defaults(run=_page)

    evaluate = commands.add_parser("evaluate", parents=[stored], help="保存した証拠を今の規則で検査し直します")
    evaluate.set_defaults(run=_evaluate)

    plan = commands.add_parser("plan", help="改善計画書の取込・書き出し・状況")
    plans = plan.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=_Parser)
    imports = plans.add_parser("import", parents=[stored], help="記入された計画書を取り込みます")
    imports.add_argument("files", nargs="+", type=Path, metavar="FILE")
    imports.add_argument("--dry-run", action="store_true", help="変わる所を見せるだけで、取り込みません")
    imports.set_defaults(run=_plan_import)
    plans.add_parser("export", parents=[stored], help="計画書を書き出します").set_defaults(run=_plan_export)
    plans.add_parser("status", parents=[stored], help="計画書の状況を示します").set_defaults(run=_plan_status)

    export = commands.add_parser("export", parents=[exported], conflict_handler="resolve", help="結果をデータで書き出します")
    export.add_argument("--reports", dest="reports", type=Path, default=Path("reports"), metavar="DIR")
    export.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
    export.add_argument("--all", action="store_true", help="全ページ×全規則の判定とページも書き出します")
    export.add_argument("--out", dest="file", default="-", metavar="PATH|-")
    export.set_defaults(run=_export)

    rules = commands.add_parser("rules", help="検査規則の一覧・説明・手引き")
    rules.add_argument("action", choices=("list", "show", "manual"))
    rules.add_argument("id", nargs="?", default="")
    rules.add_argument("--lang", choices=("ja", "en"), default="ja")
    rules.set_defaults(run=_rules)

    prune = commands.add_parser("prune", parents=[stored], help="古い期の証拠を消します")
    prune.add_argument("--keep", type=int, required=True, metavar="N", help="残す期の数")
    prune.set_defaults(run=_prune)

    doctor = commands.add_parser("doctor", help="動く環境かを調べます")
    doctor.add_argument("--quiet", action="store_true", help="何も表示せず、終了コードだけ返します")
    doctor.set_defaults(run=_doctor)
    commands.add_parser("setup", help="新しい axe-core を取り寄せます").set_defaults(run=_setup)
    return parser


def _today() -> str:
    return datetime.now(ZoneInfo("Asia/Tokyo")).date().isoformat()
