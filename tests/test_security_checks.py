"""The table of checks names rules that exist, and every security rule."""

import re

from loaded import load

from auditor.evaluate.rulebook import rules_folder

BOOK = load()
TABLE = (rules_folder() / "security" / "CHECKS.md").read_text(encoding="utf-8")
ROWS = [line.split("|")[1:4] for line in TABLE.splitlines() if re.match(r"\| (SEC|QUA)-", line)]


def named() -> set[str]:
    found = set(re.findall(r"`([a-z0-9/-]+)`", TABLE))
    return {name if "/" in name else f"security/{name}" for name in found if not name.endswith("/")} - {"/"}


def test_each_check_stands_once_with_a_rule_or_a_reason() -> None:
    assert len(ROWS) == len({check for check, _, _ in ROWS}) == 88
    assert all("`" in rules or note.strip() for _, rules, note in ROWS)


def test_the_rules_named_exist_and_all_security_rules_are_named() -> None:
    assert not {name for name in named() if name not in BOOK.rules}
    assert {rule.id for rule in BOOK if rule.family == "security"} <= named()
