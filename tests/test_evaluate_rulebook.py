"""The folder of rules is the registry: one file, one rule, checked when it is read."""

import shutil
from pathlib import Path

import pytest

from auditor.evaluate.manual import manual
from auditor.evaluate.rulebook import RulebookError, load

RULE = """
from auditor.model import Text
from auditor.rule import DEFINITE, INAPPLICABLE, PASSED, Example, definite, page_rule, passed

@page_rule(
    id="jis/title-missing", criteria=["2.4.2"],
    title=Text("タイトルがない", "No title"), why=Text("わかりません。", "Unknown."),
    fix=Text("書いてください。", "Write one."),
    messages={"absent": Text("ありません。", "There is none.")},
    examples=[Example(DEFINITE, "<p>"), Example(PASSED, "<title>x</title>"), Example(INAPPLICABLE, "x")],
)
def title_missing(page):
    yield definite(page.root, "absent")
"""


def write(folder: Path, text: str, name: str = "title_missing.py") -> Path:
    (folder / "jis").mkdir(exist_ok=True)
    (folder / "jis" / name).write_text(text, encoding="utf-8")
    return folder


def test_rules_are_found_by_their_files_and_sorted_by_id(sample_rules: Path) -> None:
    book = load(sample_rules)

    assert [rule.id for rule in book] == ["sample/alt-is-file-name", "sample/title-repeated"]
    assert [rule.id for rule in book.of_kind("site")] == ["sample/title-repeated"]
    assert "sample/title-repeated" in book and len(book) == 2


def test_the_repositorys_own_rules_all_pass_the_checks() -> None:
    assert len(load()) > 0


def test_a_change_in_a_shared_helper_changes_the_digest_of_its_family(
    sample_rules: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample_rules, tmp_path / "rules", ignore=shutil.ignore_patterns("__pycache__"))
    before = load(tmp_path / "rules")

    with (tmp_path / "rules/sample/_words.py").open("a") as helper:
        helper.write("# more\n")

    after = load(tmp_path / "rules")
    assert after.digest != before.digest
    assert after["sample/title-repeated"].digest != before["sample/title-repeated"].digest


def test_the_same_files_give_the_same_digest(sample_rules: Path) -> None:
    assert load(sample_rules).digest == load(sample_rules).digest


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("jis/title-missing", "jis/no-title"), "id は「jis/title-missing」のはず"),
        (("2.4.2", "9.9.9"), "達成基準「9.9.9」はありません"),
        (('"No title"', '" "'), "「title」の日本語か英語が空です"),
        (('page.root, "absent"', "page.root, chr(97)"), "「absent」はどこでも使われていません"),
        (("DEFINITE, INAPPLICABLE", "INAPPLICABLE, REVIEW as DEFINITE"), "question"),
        (('Example(PASSED, "<title>x</title>"), ', ""), "passed の例がありません"),
        ((', Example(INAPPLICABLE, "x")', ""), "inapplicable の例がありません"),
        (('Example(DEFINITE, "<p>"), ', ""), "不合格になる例がありません"),
        (('"<p>")', '"<p>", key="other")'), "例の key「other」"),
    ],
)
def test_a_rule_with_a_fault_is_named_with_its_file(
    tmp_path: Path, change: tuple[str, str], problem: str
) -> None:
    assert change[0] in RULE
    folder = write(tmp_path, RULE.replace(*change))

    with pytest.raises(RulebookError, match=problem) as caught:
        load(folder)

    assert all(line.startswith("jis/title_missing.py: ") for line in caught.value.problems)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path, RULE.replace("2.4.2", "9.9.9").replace('"No title"', '""'))
    write(tmp_path, "x = 1", "nothing.py")

    with pytest.raises(RulebookError) as caught:
        load(folder)

    assert len(caught.value.problems) == 3


def test_an_error_in_a_rule_file_names_the_file(tmp_path: Path) -> None:
    folder = write(tmp_path, "import no_such_module_anywhere")

    with pytest.raises(ModuleNotFoundError) as caught:
        load(folder)

    assert "title_missing.py" in caught.value.__notes__[0]


def test_an_axe_rule_without_words_of_ours_still_has_a_title(sample_rules: Path) -> None:
    rule = load(sample_rules)["axe/brand-new-rule"]

    assert rule.title.ja == "axe-core の検査項目 brand-new-rule"
    with pytest.raises(KeyError):
        load(sample_rules)["jis/unknown"]


def test_the_manual_tells_every_rule_in_both_languages(sample_rules: Path) -> None:
    book = load(sample_rules)

    text = manual(book)

    for rule in book:
        for words in (rule.title, rule.why, rule.fix):
            assert words.ja in text and words.en in text
        assert f"### {rule.id}" in text
    assert "| 1.1.1 | 問題の可能性大 |" in text
    assert "2 ページ以上 (more than one page)" in text
    assert text == manual(book)
