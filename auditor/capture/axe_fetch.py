"""Fetches the pinned axe-core with npm into the user's cache."""

import shutil
import subprocess
import tarfile
import tempfile
from base64 import b64encode
from hashlib import sha256, sha512
from pathlib import Path

from auditor.capture.locate import AXE_PINS, AxePin, axe_cache, cached_axe
from auditor.whole_file import write_whole

NPM_SECONDS = 100.0
ANSWER_SECONDS = 30  # npm waits for one answer of the registry
PACKAGE_BYTES = 50_000_000
FILE_BYTES = 5_000_000


def fetch_axe(cache: Path | None = None, npm: str = "npm", pin: AxePin = AXE_PINS[-1]) -> str:
    """Fetch the pinned axe-core where the cache lacks it; return why that could not be done, '' for done.

    Nothing is kept but what was pinned, and nothing that goes wrong here is an error: another version serves.
    """
    kept = cache or axe_cache()
    if cached_axe(pin, kept):
        return ""
    program = shutil.which(npm)
    if program is None:
        return "npm がありません"
    try:
        with tempfile.TemporaryDirectory() as folder:
            data, reason = _packed(program, Path(folder), pin)
        if data:
            write_whole(kept / pin.version / "axe.min.js", data)
    except subprocess.TimeoutExpired:
        return f"npm が {NPM_SECONDS:.0f} 秒以内に終わりませんでした"
    except subprocess.CalledProcessError as error:
        return f"npm が取り寄せられませんでした（{_first_line(error.stderr)}）"
    except (OSError, tarfile.TarError, EOFError) as error:
        return f"保存できませんでした（{type(error).__name__}: {error}）"
    return reason


def _packed(npm: str, folder: Path, pin: AxePin) -> tuple[bytes, str]:
    """Return (axe.min.js, '') from the package that npm downloads, or (b"", why not)."""
    subprocess.run(
        [npm, "pack", f"axe-core@{pin.version}", "--loglevel=error", "--ignore-scripts", "--fetch-retries=0",
         f"--fetch-timeout={ANSWER_SECONDS * 1000}"],
        cwd=folder, capture_output=True, text=True, errors="replace", timeout=NPM_SECONDS, check=True,
    )  # fmt: skip
    archive = next(iter(sorted(folder.glob("*.tgz"))), None)
    if archive is None or archive.stat().st_size > PACKAGE_BYTES:
        return b"", "npm がファイルを置きませんでした"
    digest = "sha512-" + b64encode(sha512(archive.read_bytes()).digest()).decode()
    if digest != pin.integrity:
        return b"", "取り寄せたもののハッシュ値が、決めてある値と一致しません"
    with tarfile.open(archive) as tar:
        names = {member.name: member for member in tar}
        member = names.get("package/axe.min.js")
        found = tar.extractfile(member) if member is not None else None
        data = found.read(FILE_BYTES) if found is not None else b""
    if sha256(data).hexdigest() != pin.sha256:
        return b"", "axe.min.js のハッシュ値が、決めてある値と一致しません"
    return data, ""


def _first_line(text: str | None) -> str:
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    said = lines[0][:200] if lines else "理由は示されていません"
    return "".join(char for char in said if char.isprintable())
