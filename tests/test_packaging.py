"""What is shipped: the wheel has types and rules and no documents, the sdist all that is needed to work on it."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


MAX_WHEEL = 3_000_000  # bytes; docs/operator.md says how large it is


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str], int]:
    """Names in the wheel, in the sdist below its folder, and the bytes of the wheel."""
    backend = pytest.importorskip("hatchling.build")
    assert backend is not None
    folder = tmp_path_factory.mktemp("dist")
    source = (
        "import sys; from hatchling.build import build_sdist, build_wheel;"
        "print(build_wheel(sys.argv[1])); print(build_sdist(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", source, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wheel, sdist = done.stdout.split()[-2:]
    with zipfile.ZipFile(folder / wheel) as file:
        in_wheel = set(file.namelist())
    size = (folder / wheel).stat().st_size
    with tarfile.open(folder / sdist) as file:
        return in_wheel, {name.partition("/")[2] for name in file.getnames()}, size


def test_the_wheel_stays_small(shipped: tuple[set[str], set[str], int]) -> None:
    *_, size = shipped

    assert size < MAX_WHEEL


def test_the_wheel_has_every_module_rule_and_data_file(
    shipped: tuple[set[str], set[str], int],
) -> None:
    wheel, *_ = shipped
    ours = [path for path in (ROOT / "auditor").rglob("*") if path.is_file()]
    rules = [path for path in (ROOT / "rules").rglob("*") if path.suffix in (".py", ".json")]

    wanted = {path.relative_to(ROOT).as_posix() for path in ours if "__pycache__" not in path.parts}
    wanted |= {f"auditor/_{path.relative_to(ROOT).as_posix()}" for path in rules}

    assert {"auditor/py.typed", "auditor/report/templates/frame.html"} <= wanted
    assert wanted - wheel == set()


def test_the_wheel_has_no_document_of_rules_and_nothing_beside_the_package(
    shipped: tuple[set[str], set[str], int],
) -> None:
    wheel, *_ = shipped

    assert [name for name in wheel if name.endswith((".md", ".pyc")) and ".dist-info/" not in name] == []
    assert {name.partition("/")[0].partition("-")[0] for name in wheel} == {"auditor", "tokyo_web_auditor"}


def test_the_sdist_can_be_worked_on(shipped: tuple[set[str], set[str], int]) -> None:
    _, sdist, _ = shipped

    for name in (
        "tests/test_packaging.py", "tests/conftest.py", "tools/setup.sh", "docs/library.md", "docs/architecture.md",
        "CHANGELOG.md", "README.md", "Makefile", "constraints.txt", "targets.yaml", "examples/targets.yaml",
        "rules/README.md", "deploy/Containerfile", "pyproject.toml",
    ):  # fmt: skip
        assert name in sdist, name
