"""Finds the browser and the axe-core file, and says what was tried."""

import importlib.resources
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from auditor.model import BrowserError

VERSION_SECONDS = 20.0

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


@dataclass(frozen=True, slots=True)
class AxePin:
    """A version of axe-core as npm gave it when it was looked through: only such bytes are run."""

    version: str
    sha256: str  # of axe.min.js
    integrity: str  # of the package, in npm's words


# Oldest first; the last is fetched. The others stay for cycles that began with them.
AXE_PINS = (
    AxePin(
        "4.14.1",
        "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    ),
)


def axe_cache() -> Path:
    """Where `auditor setup` keeps axe-core, one folder a version."""
    return Path.home() / ".cache" / "tokyo-web-auditor" / "axe"


def find_axe(
    path: str = "", cache: Path | None = None, wanted: str = "", pins: Sequence[AxePin] = AXE_PINS
) -> tuple[str, str]:
    """Return (source, version): the given file, else the newest pinned one in the cache, else the packaged one.

    wanted: the version a cycle began with; it is taken where it is there, whatever is newer. What the cache holds
    under a pinned name is used only where it is what was pinned.
    """
    if path:
        if not os.path.isfile(path):
            raise BrowserError(f"axe: {path} がありません。targets.yaml の axe: を直すか、空にしてください。")
        return _read_axe(Path(path).read_text(encoding="utf-8", errors="replace"), path)
    packaged = _read_axe(
        (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"),
        "axe-playwright-python",
    )
    if wanted == packaged[1]:
        return packaged
    kept = cache or axe_cache()
    ordered = sorted(pins, key=lambda pin: (pin.version == wanted, _numbers(pin.version)), reverse=True)
    for pin in ordered:
        data = cached_axe(pin, kept)
        if data and (pin.version == wanted or _numbers(pin.version) > _numbers(packaged[1])):
            return _read_axe(data.decode("utf-8"), pin.version)
    return packaged


def cached_axe(pin: AxePin, cache: Path) -> bytes:
    """Return the file of a pinned version, b"" where it is not kept or is another one."""
    try:
        data = (cache / pin.version / "axe.min.js").read_bytes()
    except OSError:
        return b""
    return data if sha256(data).hexdigest() == pin.sha256 else b""


def _read_axe(source: str, place: str) -> tuple[str, str]:
    match = _AXE_VERSION.search(source[:500])
    if match is None:
        raise BrowserError(f"{place} は axe-core ではありません。axe.min.js のファイルを指定してください。")
    return source, match.group(1)
