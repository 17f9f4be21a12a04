"""Tells whether Chromium can put its pages into a sandbox on this machine, and what to do where it cannot."""

import os
import re
import subprocess

TRY_SECONDS = 30.0

_REFUSED = re.compile(r"usable sandbox|sandboxing failed|move to new namespace|SUID sandbox", re.IGNORECASE)
_ROOT = (
    "管理者（root）で動かしているため、ブラウザーの保護（サンドボックス）が働きません。"
    "悪意のあるページがあると、この機械を守れません。"
    "（直し方: 一般の利用者で実行するか、deploy/Containerfile の容器を使ってください。）"
)
_CLOSED = (
    "この環境ではブラウザーの保護（サンドボックス）を使えないため、保護なしで動かします。"
    "（直し方: パッケージ chromium-sandbox を入れるか、利用者の名前空間（user namespaces）を許してください。"
    "容器の中なら podman を使うか、Chromium に合わせた seccomp の設定を渡してください。）"
)


def is_root() -> bool:
    """Return whether this process is root's: Chromium refuses its sandbox to root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def sandbox_refused(said: str) -> bool:
    """Return whether what a browser said when it did not start is that it has no sandbox here."""
    return _REFUSED.search(said) is not None


def sandbox_problem(browser: str) -> str:
    """Return why pages would be opened without a sandbox, with the cure; '' where there is one.

    It is tried: many containers and some distributions take away what the sandbox is made of, others do not.
    """
    if is_root():
        return _ROOT
    try:
        done = subprocess.run(
            [browser, "--headless", "--disable-gpu", "--no-first-run", "--dump-dom", "about:blank"],
            capture_output=True, text=True, errors="replace", timeout=TRY_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""  # a browser that does not start at all is told elsewhere
    return _CLOSED if done.returncode and sandbox_refused(done.stderr) else ""
