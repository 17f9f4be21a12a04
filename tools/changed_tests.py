"""Runs the quick tests of what changed since the branch left main: for `make check`."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Tests of these start browsers, servers or processes: seconds each, and left to `make test`.
SLOW = re.compile(
    r"\b(?:renderer|example_sites|hostile_network|roundtrip_desk|running|servers|subprocess)\b"
    r"|auditor\.capture\.(?:browser|page)\b|\bexamples: dict\b|build_wheel"
)
# What a change of these touches, beside the tests that import them.
BESIDE = (
    (re.compile(r"auditor/.*\.py"), "tests/test_architecture.py"),
    (re.compile(r"auditor/model/.*\.py"), "tests/test_store.py"),
    (re.compile(r"rules/.*\.(?:py|md)|.*\.md|examples/rules/.*"), "tests/test_docs.py"),
)
RULE = re.compile(r"rules/(\w+)/([a-z]\w*)\.py")


def changed(base: str = "main") -> list[str]:
    """Return the paths that differ from the commit at which this branch left the base, new files included."""
    start = _git("merge-base", base, "HEAD").strip() or "HEAD"
    names = _git("diff", "--name-only", start) + _git("ls-files", "--others", "--exclude-standard")
    return sorted(set(names.split("\n")) - {""})


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout


def concerned(paths: Iterable[str], tests: Mapping[str, str]) -> list[str]:
    """Return what pytest is to run for these paths. `tests`: path of each test file → its text."""
    return sorted({name for path in paths for name in _of(path, tests)})


def _of(path: str, tests: Mapping[str, str]) -> Iterator[str]:
    # tests/test_docs.py starts git once: it is quick, and the only test of the documents.
    quick = {name for name, text in tests.items() if name.endswith("_docs.py") or not SLOW.search(text)}
    yield from {path} & quick
    yield from (name for pattern, name in BESIDE if pattern.fullmatch(path) and name in quick)
    if path.startswith("auditor/") and path.endswith(".py"):
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        room, _, name = module.rpartition(".")
        named = re.compile(
            rf"\b{re.escape(module)}\b|from {re.escape(room)} import (?:\([^)]*|[^\n]*)\b{name}\b"
        )
        ours = f"tests/test_{path.split('/')[1]}_"
        yield from (test for test in quick if test.startswith(ours) or named.search(tests[test]))


def rule_cases(paths: Iterable[str]) -> str:
    """Return the `-k` expression of pytest for the examples of changed rules, "" where none changed."""
    found = [RULE.fullmatch(path) for path in paths]
    return " or ".join(f"{match[1]}/{match[2].replace('_', '-')}-" for match in found if match)


def main() -> int:
    """Run the tests of what changed; the exit code is that of pytest."""
    paths = changed()
    tests = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in ROOT.glob("tests/test_*.py")
    }
    code = 0
    for words in (concerned(paths, tests), _examples(rule_cases(paths))):
        if words and not code:
            code = subprocess.run([sys.executable, "-m", "pytest", "-x", *words], cwd=ROOT).returncode
    return code


def _examples(cases: str) -> list[str]:
    return ["tests/test_rule_examples.py", "-k", cases] if cases else []


if __name__ == "__main__":
    sys.exit(main())
