"""The table of open data checks names rules that exist, and every rule on open data and PDF."""

import re

from loaded import load

from auditor.evaluate.rulebook import rules_folder

BOOK = load()
TABLE = (rules_folder() / "opendata" / "CHECKS.md").read_text(encoding="utf-8").split("\n## ")[0]
ROWS = [
    [part.strip() for part in line.split("|")[1:4]] for line in TABLE.splitlines() if line.startswith("| OD-")
]


def named() -> set[str]:
    cells = [rules for _, rules, _ in ROWS] + [
        line for line in TABLE.splitlines() if line.startswith("表のほかに")
    ]
    found = {name for cell in cells for name in re.findall(r"`([a-z0-9/-]+)`", cell)}
    return {name if "/" in name else f"opendata/{name}" for name in found}


def test_each_check_stands_once_with_a_rule_or_a_reason() -> None:
    assert len(ROWS) == len({check for check, _, _ in ROWS}) == 97
    assert all("`" in rules or note for _, rules, note in ROWS)


def test_the_rules_named_exist_and_all_rules_of_the_two_families_are_named() -> None:
    assert not {name for name in named() if name not in BOOK.rules}
    assert {rule.id for rule in BOOK if rule.family in ("opendata", "pdf")} <= named()


def test_the_wordings_named_are_those_of_their_rule() -> None:
    for check, rules, note in ROWS:
        keys = re.findall(r"[a-z-]+", ("".join(re.findall(r"文言 ([a-z0-9、 -]+)", note))).replace("、", " "))
        ids = [
            name if "/" in name else f"opendata/{name}"
            for name in re.findall(r"`([a-z0-9/-]+)`", rules + note)
        ]
        told = {key for name in ids if name in BOOK.rules for key in BOOK[name].messages}

        assert set(keys) <= told, check
