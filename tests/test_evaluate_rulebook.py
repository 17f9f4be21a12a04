"""The folder of rules is the registry: one file, one rule, checked when it is read."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.adjustments import adjustments
from auditor.evaluate.manual import manual
from auditor.evaluate.outcome import apply_profile
from auditor.evaluate.rulebook import RulebookError, load
from auditor.model import Certainty, Finding, Target

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


def own(folder: Path, name: str = "my/no_title", text: str = RULE) -> Path:
    """A folder of own rules with one rule of this family and name."""
    path = folder / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("jis/title-missing", name.replace("_", "-")), encoding="utf-8")
    return folder


def test_own_rules_join_those_of_the_tool(tmp_path: Path) -> None:
    ours = load()

    book = load(folders=[own(tmp_path)])

    assert set(book.rules) - set(ours.rules) == {"my/no-title"} and set(ours.rules) < set(book.rules)
    assert book.own == ("my/no-title",) and book.digest != ours.digest


def test_a_helper_beside_an_own_rule_is_imported_relatively_and_counts_for_its_digest(tmp_path: Path) -> None:
    helped = RULE.replace('page.root, "absent"', 'page.root, "absent", word=WORD')
    folder = own(tmp_path, text=f"from ._words import WORD\n{helped}")
    (tmp_path / "my/_words.py").write_text("WORD = 'a'\n")
    before = load(folders=[folder])

    (tmp_path / "my/_words.py").write_text("WORD = 'bc'\n")

    after = load(folders=[folder])
    assert before.rules["my/no-title"].digest != after.rules["my/no-title"].digest


def test_two_folders_with_helpers_of_one_name_do_not_share_them(tmp_path: Path) -> None:
    for name, word in (("one", "いち"), ("two", "に")):
        named = RULE.replace('"ありません。"', "WORD")
        own(tmp_path / name, f"{name}/no_title", f"from ._words import WORD\n{named}")
        (tmp_path / name / name / "_words.py").write_text(f"WORD = '{word}'\n", encoding="utf-8")

    book = load(folders=[tmp_path / "one", tmp_path / "two"])

    assert [book[f"{name}/no-title"].messages["absent"].ja for name in ("one", "two")] == ["いち", "に"]


def test_an_own_rule_never_replaces_one_that_is_there(tmp_path: Path) -> None:
    taken = next(iter(load()))
    folder = own(tmp_path, taken.id.replace("-", "_"))

    with pytest.raises(RulebookError, match=rf"規則「{taken.id}」はすでにあります"):
        load(folders=[folder])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import no_such_module_anywhere", "my/no_title.py: 規則のファイルを読み込めません"),
        ("def (", "SyntaxError"),
        (RULE.replace("2.4.2", "9.9.9"), "my/no_title.py: 達成基準「9.9.9」はありません"),
        (RULE.replace("criteria=", 'replaces=["jis/nowhere"], criteria='), "「jis/nowhere」という規則はありません"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_own_rule_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    folder = own(tmp_path, text=text)

    with pytest.raises(RulebookError, match=said) as caught:
        load(folders=[folder])

    assert len(caught.value.problems) == 1 and "\n" not in str(caught.value)


def test_a_folder_without_rules_or_that_is_not_there_is_a_line_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(RulebookError) as caught:
        load(folders=[tmp_path, tmp_path / "nowhere"])

    empty, absent = caught.value.problems
    assert "規則がありません" in empty and "直し方" in empty
    assert "フォルダーがありません" in absent and "直し方" in absent


def test_rules_that_are_off_do_not_run_and_change_the_digest() -> None:
    ours = load()

    book = load(off=["security/*", "jis/alt-is-file-name"])

    assert not [id for id in book.rules if id.startswith("security/")]
    assert "jis/alt-is-file-name" not in book and len(book) > 100
    assert book.digest != ours.digest and "jis/alt-is-file-name" not in [rule.id for rule in book]
    assert book["jis/alt-is-file-name"].title.ja  # earlier findings keep their words


def test_a_rule_of_axe_core_that_we_have_no_file_for_can_be_off() -> None:
    assert load(off=["axe/brand-new-rule"]).is_off("axe/brand-new-rule")
    assert load(off=["axe/brand-new-rule"]).digest != load().digest


def test_the_certainty_of_a_rule_is_set_and_its_digest_changes() -> None:
    ours = load()

    book = load(certainty={"jis/alt-is-file-name": Certainty.REVIEW})

    rule = book["jis/alt-is-file-name"]
    assert rule.override is Certainty.REVIEW and rule.question is not None
    assert rule.digest != ours["jis/alt-is-file-name"].digest and book.digest != ours.digest
    lower = load(certainty={"jis/alt-is-file-name": Certainty.ADVICE})
    assert lower["jis/alt-is-file-name"].digest != rule.digest and lower.digest != book.digest


@pytest.mark.parametrize(
    ("said", "wanted", "becomes"),
    [
        (Certainty.DEFINITE, Certainty.REVIEW, Certainty.REVIEW),
        (Certainty.LIKELY, Certainty.DEFINITE, Certainty.DEFINITE),
        (Certainty.DEFINITE, Certainty.ADVICE, Certainty.ADVICE),
        (Certainty.REVIEW, Certainty.DEFINITE, Certainty.REVIEW),
        (Certainty.REVIEW, Certainty.ADVICE, Certainty.ADVICE),
        (Certainty.ADVICE, Certainty.REVIEW, Certainty.ADVICE),
    ],
)
def test_failing_findings_take_the_certainty_set_and_questions_are_never_raised(
    sample_rules: Path, said: Certainty, wanted: Certainty, becomes: Certainty
) -> None:
    rule = replace(load(sample_rules)["sample/alt-is-file-name"], override=wanted)

    made = apply_profile(Finding(said, Target(), "key"), rule, profile(tuple(STANDARDS)))

    assert made is not None and made.certainty is becomes
    assert apply_profile(Finding(None, Target()), rule, profile(tuple(STANDARDS))) == Finding(None, Target())


@pytest.mark.parametrize(
    "settings",
    [{"off": ["jis/alt-is-file-nam"]}, {"certainty": {"jis/alt-is-file-nam": Certainty.REVIEW}}],
)
def test_a_name_that_no_rule_has_is_a_line_with_the_nearest_one(settings: dict[str, Any]) -> None:
    with pytest.raises(RulebookError, match="「jis/alt-is-file-name」ではありませんか"):
        load(**settings)


def test_an_installed_package_offers_rules_by_an_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(tmp_path / "city_rules")
    (tmp_path / "city_rules/__init__.py").write_text("raise RuntimeError('not imported')\n")
    info = tmp_path / "city_rules-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: city-rules\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[auditor.rules]\ncity = city_rules\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    assert load().own == ("my/no-title",)

    (info / "entry_points.txt").write_text("[auditor.rules]\ncity = nowhere_at_all\n")
    with pytest.raises(RulebookError, match="規則のパッケージ「city」"):
        load()


def test_what_was_added_taken_out_or_changed_is_one_sentence(tmp_path: Path) -> None:
    book = load(folders=[own(tmp_path)], off=["pdf/*"], certainty={"jis/alt-is-file-name": Certainty.REVIEW})

    said = adjustments(book)

    assert said is not None and adjustments(load()) is None
    assert "追加した規則 1: my/no-title" in said.ja and f"止めた規則 {len(book.off)}: pdf/*／" in said.ja
    assert "jis/alt-is-file-name→要判断" in said.ja and "rules added 1: my/no-title" in said.en
