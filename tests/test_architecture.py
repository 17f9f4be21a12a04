"""What import-linter cannot see: rule files know the words and nothing else, and every module says its job."""

import ast
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from architecture import DOCUMENT, module_list, with_list

REPO = Path(__file__).resolve().parent.parent
RULES = sorted((REPO / "rules").rglob("*.py"))
MODULES = sorted((REPO / "auditor").rglob("*.py"))
# What files say of themselves, and what addresses and words promise of them: values and functions of text.
READ = (
    "auditor.read.facts",
    "auditor.read.language",
    "auditor.read.likeness",
    "auditor.read.link",
    "auditor.read.terms",
)
ALLOWED = ("auditor.rule", "auditor.model", *READ)


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", RULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_rule_imports_the_words_and_nothing_else_of_the_project(path: Path) -> None:
    ours = {name for name in imported(path) if name.startswith("auditor")}

    assert all(name.startswith(ALLOWED) and not name.startswith("auditor_rules") for name in ours)


@pytest.mark.parametrize("path", RULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_a_rule_shares_is_imported_as_it_lies_on_disk(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.parents[node.level - 1]
            named = folder.joinpath(*(node.module or "").split("."))

            assert named.with_suffix(".py").is_file(), f"{named} is not there"
            assert REPO / "rules" in folder.parents or folder == REPO / "rules"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.read_text(encoding="utf-8").strip()],
    ids=lambda path: str(path.relative_to(REPO)),
)  # fmt: skip
def test_a_module_says_its_job_in_its_first_line(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    assert said and said.splitlines()[0].strip()


def test_no_two_modules_of_one_name() -> None:
    # A command is named as people type it; elsewhere a name leads to one file.
    names = Counter(
        path.stem
        for path in MODULES
        if path.name != "__init__.py" and path.parent != REPO / "auditor" / "commands"
    )

    assert [name for name, files in names.items() if files > 1] == []


def test_only_the_console_prints_and_helper_processes_answer() -> None:
    printing = {
        path.relative_to(REPO / "auditor").as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if ast.unparse(node) in ("print", "sys.stdout", "sys.stderr")
    }

    assert printing == {
        "console.py",
        "read/recogniser_worker.py",
        "read/worker.py",
        "workbook/read/workbook_worker.py",
    }


def test_the_document_of_the_architecture_lists_every_module() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")

    assert document == with_list(document, module_list()), "run python tools/architecture.py"


def test_reading_and_writing_workbooks_share_the_form_and_nothing_else() -> None:
    for side, other in (("read", "write"), ("write", "read")):
        for path in (REPO / "auditor" / "workbook" / side).glob("*.py"):
            assert not [name for name in imported(path) if name.startswith(f"auditor.workbook.{other}")], path
