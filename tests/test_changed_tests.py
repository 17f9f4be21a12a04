"""`make check` runs the quick tests that concern a change, and leaves those with browsers to `make test`."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from changed_tests import concerned, rule_cases

TESTS = {
    "tests/test_plan_kpi.py": "from auditor.plan.kpi import indicators",
    "tests/test_anything.py": "from auditor.plan import kpi, row",
    "tests/test_cycle.py": "from running import run\nfrom auditor.plan.kpi import indicators",
    "tests/test_docs.py": "import subprocess",
}


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("auditor/plan/kpi.py", ["tests/test_anything.py", "tests/test_plan_kpi.py"]),
        ("auditor/plan/row.py", ["tests/test_anything.py", "tests/test_plan_kpi.py"]),
        ("auditor/crawl/url.py", []),
        ("tests/test_anything.py", ["tests/test_anything.py"]),
        ("tests/test_cycle.py", []),
        ("docs/library.md", ["tests/test_docs.py"]),
    ],
)
def test_a_change_leads_to_the_quick_tests_that_name_it(path: str, wanted: list[str]) -> None:
    assert concerned([path], TESTS) == wanted


def test_a_changed_rule_leads_to_its_examples_alone() -> None:
    paths = ["rules/jis/fake_list.py", "rules/jis/_words.py", "rules/README.md"]

    assert rule_cases(paths) == "jis/fake-list-"
