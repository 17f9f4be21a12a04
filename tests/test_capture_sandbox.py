"""Pages run in Chromium's sandbox wherever the machine has one to give, and it is said where not."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.capture.locate import require_browser
from auditor.capture.sandbox import is_root, sandbox_problem, sandbox_refused

REPO = Path(__file__).parents[1]
NOBODY = 65534
NEW_USER = 0x10000000  # CLONE_NEWUSER
# What a process that is not root sees: what is said of the sandbox, and whether the browser has one.
LOOK = """
import asyncio, contextlib, sys, psutil
from auditor.capture.browser import SiteBrowserSettings, open_session
from auditor.capture.locate import require_browser
from auditor.capture.sandbox import sandbox_problem

def command(process):
    with contextlib.suppress(psutil.NoSuchProcess):  # a helper of the browser may end meanwhile
        return process.cmdline()
    return []

async def look():
    async with open_session(SiteBrowserSettings(require_browser(), "")) as session:
        await session.fetch("http://127.0.0.1:9/")
        running = psutil.Process().children(recursive=True)
        programs = [command(one) for one in running]
        return [line for line in programs if any("--headless" in word for word in line)]

lines = asyncio.run(look())
print(len(lines) > 0, any("--no-sandbox" in line for line in lines), bool(sandbox_problem(require_browser().path)))
"""


def become_nobody() -> None:
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def become_nobody_without_namespaces() -> None:
    """Enter a user namespace that allows no further ones, as many containers do, and leave root there."""
    child_ready, parent_done = os.pipe(), os.pipe()
    writer = os.fork()
    if writer == 0:  # still outside: it writes who is who inside
        os.read(child_ready[0], 1)
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{os.getppid()}/{name}").write_text("0 0 65536")
        os.write(parent_done[1], b"x")
        os._exit(0)
    if ctypes.CDLL(None).unshare(NEW_USER) != 0:
        raise OSError("no user namespace")
    os.write(child_ready[1], b"x")
    os.read(parent_done[0], 1)
    os.waitpid(writer, 0)
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    become_nobody()


def python_of_nobody(home: Path) -> list[str]:
    """A Python that somebody who is not root can start, with what this one has."""
    usual = shutil.which(f"python{sys.version_info.major}.{sys.version_info.minor}", path="/usr/bin")
    for program in (sys.executable, usual):
        try:
            subprocess.run(
                [program or "", "-c", "import playwright, auditor"], env=surroundings(home), cwd=home,
                preexec_fn=become_nobody, check=True, capture_output=True, timeout=60,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            continue
        return [str(program)]
    pytest.skip("no Python here that another user may start")


def surroundings(home: Path) -> dict[str, str]:
    packages = Path(pytest.__file__).parents[1]
    paths = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": f"{REPO}:{packages}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return {**paths, "HOME": str(home), "TMPDIR": str(home)}


@pytest.mark.skipif(not is_root(), reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("become", "lacking"), [(become_nobody, False), (become_nobody_without_namespaces, True)]
)
def test_the_sandbox_is_used_where_it_works_and_said_to_be_missing_where_not(
    become: Callable[[], None], lacking: bool
) -> None:
    home = Path(f"/tmp/auditor-nobody-{os.getpid()}")
    home.mkdir(mode=0o777)
    home.chmod(0o777)
    try:
        done = subprocess.run(
            [*python_of_nobody(home), "-c", LOOK], env=surroundings(home), cwd=home, preexec_fn=become,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    except subprocess.SubprocessError:
        pytest.skip("no user namespaces on this machine")
    finally:
        shutil.rmtree(home, ignore_errors=True)

    if not lacking and "True True True" in done.stdout:
        pytest.skip("this machine has no sandbox to give")
    assert done.stdout.split() == ["True", str(lacking), str(lacking)], done.stderr[-2000:]


def test_root_is_told_and_shown_the_cure() -> None:
    said = sandbox_problem(require_browser().path)

    assert ("root" in said and "一般の利用者" in said) or not is_root()


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("zygote_host_impl_linux.cc:128] No usable sandbox! If this is a Debian system", True),
        ("The SUID sandbox helper binary was found, but is not configured correctly.", True),
        ("Failed to move to new namespace: PID namespaces supported, but failed: errno = EPERM", True),
        ("Chromium sandboxing failed!", True),
        ("<launching> /usr/bin/chromium --headless --no-sandbox", False),
        ("error while loading shared libraries: libnss3.so", False),
    ],
)
def test_only_a_missing_sandbox_is_a_reason_to_go_without(said: str, refused: bool) -> None:
    assert sandbox_refused(said) is refused
