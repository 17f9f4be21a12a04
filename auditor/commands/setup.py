"""Gets what an audit needs on this machine, and says what is there and what is missing."""

import argparse
import importlib.metadata
import re
import subprocess
import sys

from auditor import __version__
from auditor.capture.axe_fetch import fetch_axe
from auditor.capture.locate import AXE_PINS, find_axe, find_browser
from auditor.capture.sandbox import sandbox_problem
from auditor.console import Exit, note, out
from auditor.read.recogniser_child import recogniser_version

INSTALL_SECONDS = 600


def doctor(arguments: argparse.Namespace) -> int:
    """`auditor doctor`"""
    if arguments.quiet:
        return Exit.OK if find_browser().browser else Exit.WRONG
    return _examine()


def _examine() -> int:
    located = find_browser()
    out(f"auditor {__version__} / Python {sys.version.split()[0]}")
    for tried in located.tried:
        out(f"ブラウザー: {tried.place}: {tried.result}")
    out(f"axe-core: {find_axe('')[1]}")
    if located.browser is None:
        note(
            "ブラウザーが見つかりません。次のどれかを実行してください:"
            " apt-get install chromium-headless-shell ／ playwright install --only-shell chromium"
        )
        return Exit.WRONG
    out(f"使うブラウザー: {located.browser.path} {located.browser.version}")
    out(f"画像の文字を読む部品: {recogniser_version() or 'ありません（auditor setup で入れられます）'}")
    out(f"サンドボックス: {sandbox_problem(located.browser.path) or '働いています'}")
    return Exit.OK


def _recogniser_packages() -> list[str]:
    """Return what the extra `ocr` of this package asks for."""
    asked = importlib.metadata.requires("tokyo-web-auditor") or []
    return [one.partition(";")[0].strip() for one in asked if re.search(r"extra\s*==\s*['\"]ocr['\"]", one)]


def _install_recogniser() -> None:
    out("画像の文字を読む部品を入れます（300 MB ほどです）。")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            *_recogniser_packages(),
        ],
        check=False,
        timeout=INSTALL_SECONDS,
    )


def setup(_: argparse.Namespace) -> int:
    """`auditor setup`"""
    reason = fetch_axe()
    used = find_axe("")[1]
    out(
        f"検査エンジン axe-core {AXE_PINS[-1].version} を取り寄せませんでした: {reason}。axe-core {used} を使います。"
        if reason
        else f"検査エンジン: axe-core {used}"
    )
    if not recogniser_version():
        _install_recogniser()
    out(
        f"画像の文字を読む部品: {recogniser_version()}"
        if recogniser_version()
        else "画像の文字を読む部品を入れられませんでした。画像の文字についての規則は検査しません。"
        f"（直し方: ネットワークの設定を確かめ、もう一度 auditor setup か、pip install {' '.join(_recogniser_packages())}）"
    )
    if find_browser().browser is None:
        out("ブラウザー（Chromium）を取り寄せます。")
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], check=False
        )
    return Exit.OK if find_browser().browser else _examine()
