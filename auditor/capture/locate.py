"""Finds the browser and the axe-core file, and says what was tried."""

import importlib.resources
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha512
from pathlib import Path

from auditor.model import BrowserError

VERSION_SECONDS = 20.0
NPM_SECONDS = 120.0
AXE_BYTES = 5_000_000

_AXE_VERSION = re.compile(r"axe v(\d+\.\d+\.\d+)")
_PROGRAMS = (
    ("chromium-headless-shell", "headless-shell"),
    ("chromium", "chromium"),
    ("chromium-browser", "chromium"),
    ("google-chrome", "chrome"),
    ("google-chrome-stable", "chrome"),
)


@dataclass(frozen=True, slots=True)
class Browser:
    """A Chromium that answered `--version`. kind: headless-shell, chromium or chrome."""

    path: str
    kind: str
    version: str


@dataclass(frozen=True, slots=True)
class Tried:
    """One place that was looked at, and what came of it."""

    place: str
    result: str


@dataclass(frozen=True, slots=True)
class Located:
    """What the search for a browser gave, for the run and for `auditor doctor`."""

    browser: Browser | None
    tried: tuple[Tried, ...]


def find_browser(path: str = "") -> Located:
    """Return the first browser that answers; an explicit path is the only place looked at."""
    tried: list[Tried] = []
    for place, kind in _candidates(path):
        file = place if os.path.isabs(place) else shutil.which(place) or ""
        if not file or not os.path.isfile(file):
            tried.append(Tried(place, "見つかりません"))
            continue
        version, reason = _version(file)
        tried.append(Tried(file, version or reason))
        if version:
            return Located(Browser(file, kind, version), tuple(tried))
    return Located(None, tuple(tried))


def require_browser(path: str = "") -> Browser:
    """Return the browser, or raise the one line that tells a user what to do."""
    located = find_browser(path)
    if located.browser:
        return located.browser
    looked = "、".join(f"{item.place}（{item.result}）" for item in located.tried)
    raise BrowserError(
        f"ブラウザーが見つかりません。探した場所: {looked}。"
        "`auditor setup` を実行するか、パッケージ chromium-headless-shell を導入してください。"
    )


def _candidates(path: str) -> Iterator[tuple[str, str]]:
    if path:
        yield os.path.abspath(path), _kind(path)
        return
    yield from _PROGRAMS
    yield from _installed_applications()
    yield from _playwright_downloads()


def _system() -> str:
    return sys.platform  # a function, so that the type checker reads every branch


def _kind(path: str) -> str:
    name = os.path.basename(path).lower()
    if "headless" in name:
        return "headless-shell"
    return "chrome" if "google" in name or name.startswith("chrome") else "chromium"


def _installed_applications() -> Iterator[tuple[str, str]]:
    """Chrome and Edge where Windows and macOS put them: they are on no PATH there."""
    if _system() == "darwin":
        yield "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "chrome"
        yield "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", "chrome"
    if _system() == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            root = os.environ.get(variable)
            if root:
                yield os.path.join(root, "Google", "Chrome", "Application", "chrome.exe"), "chrome"
                yield os.path.join(root, "Microsoft", "Edge", "Application", "msedge.exe"), "chrome"


def _playwright_downloads() -> Iterator[tuple[str, str]]:
    home = Path.home()
    roots = {
        "darwin": home / "Library/Caches/ms-playwright",
        "win32": home / "AppData/Local/ms-playwright",
    }
    root = roots.get(_system(), home / ".cache/ms-playwright")
    names = {"headless_shell", "chrome-headless-shell", "chrome", "chrome.exe", "chrome-headless-shell.exe"}
    found = sorted(
        (file for folder in root.glob("chromium*") for file in folder.glob("*/*") if file.name in names),
        key=lambda file: ("headless" in file.name, _numbers(str(file))),
        reverse=True,
    )
    if not found:
        yield str(root / "chromium"), "chromium"
    for file in found:
        yield str(file), "headless-shell" if "headless" in file.name else "chromium"


def _version(file: str) -> tuple[str, str]:
    """Return (version, '') or ('', why not)."""
    if _system() == "win32":  # chrome.exe --version opens a window there; the folder beside it is named so
        folders = sorted(
            (p.name for p in Path(file).parent.iterdir() if re.fullmatch(r"\d+(\.\d+){3}", p.name)),
            key=_numbers,
        )
        return (folders[-1], "") if folders else ("", "版を読み取れません")
    try:
        # Ubuntu's `chromium` can be a snap starter that waits for ever in a container.
        answer = subprocess.run(
            [file, "--version"],
            capture_output=True, text=True, errors="replace", timeout=VERSION_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "", f"{VERSION_SECONDS:.0f} 秒待っても応答がありません"
    except OSError as error:
        return "", f"起動できません: {error.strerror}"
    match = re.search(r"\d+(\.\d+)+", answer.stdout)
    if match:
        return match.group(), ""
    return "", f"版を答えません: {(answer.stderr or answer.stdout).strip()[:200]}"


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))


def axe_cache() -> Path:
    """Where `auditor setup` keeps axe-core, one folder a version."""
    return Path.home() / ".cache" / "tokyo-web-auditor" / "axe"


def find_axe(path: str = "", cache: Path | None = None) -> tuple[str, str]:
    """Return (source, version): the given file, else the newest in the cache, else the packaged one."""
    if path:
        if not os.path.isfile(path):
            raise BrowserError(f"axe: {path} がありません。targets.yaml の axe: を直すか、空にしてください。")
        return _read_axe(Path(path).read_text(encoding="utf-8", errors="replace"), path)
    kept = sorted((cache or axe_cache()).glob("*/axe.min.js"), key=lambda file: _numbers(file.parent.name))
    if kept:
        return _read_axe(kept[-1].read_text(encoding="utf-8"), str(kept[-1]))
    packaged = importlib.resources.files("axe_playwright_python") / "axe.min.js"
    return _read_axe(packaged.read_text(encoding="utf-8"), "axe-playwright-python")


def _read_axe(source: str, place: str) -> tuple[str, str]:
    match = _AXE_VERSION.search(source[:500])
    if match is None:
        raise BrowserError(f"{place} は axe-core ではありません。axe.min.js のファイルを指定してください。")
    return source, match.group(1)


def fetch_axe(cache: Path | None = None, npm: str = "npm") -> tuple[str, str]:
    """Fetch the newest axe-core with npm into the cache; return (version, '') or ('', why not)."""
    program = shutil.which(npm)
    if program is None:
        return "", "npm がないため、同梱の axe-core を使います"
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _pack_axe(program, Path(folder), cache or axe_cache())
    except subprocess.TimeoutExpired:
        return "", f"npm が {NPM_SECONDS:.0f} 秒以内に終わりませんでした"
    except (OSError, ValueError, KeyError, tarfile.TarError, subprocess.CalledProcessError) as error:
        return "", f"axe-core を取得できませんでした: {type(error).__name__}: {error}"


def _pack_axe(npm: str, folder: Path, cache: Path) -> tuple[str, str]:
    version = json.loads(_npm(npm, folder, "view", "axe-core@latest", "version", "--json"))
    if not isinstance(version, str) or not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ValueError("npm が版を答えません")
    target = cache / version / "axe.min.js"
    if target.is_file():
        return version, ""
    integrity = json.loads(_npm(npm, folder, "view", f"axe-core@{version}", "dist.integrity", "--json"))
    _npm(npm, folder, "pack", f"axe-core@{version}", "--silent")
    archive = next(folder.glob("axe-core-*.tgz"))
    digest = "sha512-" + b64encode(sha512(archive.read_bytes()).digest()).decode()
    if digest != integrity:
        return "", "取得した axe-core のハッシュ値が npm の値と一致しません"
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/axe.min.js")
        source = member.read(AXE_BYTES).decode("utf-8") if member else ""
    _read_axe(source, archive.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    partial.write_text(source, encoding="utf-8")
    partial.replace(target)  # so that a killed set-up leaves no half file
    return version, ""


def _npm(npm: str, folder: Path, *arguments: str) -> str:
    return subprocess.run(
        [npm, *arguments],
        cwd=folder, capture_output=True, text=True, timeout=NPM_SECONDS, check=True,
    ).stdout  # fmt: skip
