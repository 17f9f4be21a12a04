"""Rules of a city itself: named in targets.yaml or by --rules, they travel to workers and into every report."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from plan_samples import material

from auditor import cli
from auditor.commands.file import audit_files
from auditor.evaluate.rulebook import configured
from auditor.judge.job import SiteJob
from auditor.model import Certainty, Fact, RuleSettings, Site, Targets, TargetsError, Text
from auditor.plan.criterion import results
from auditor.plan.improvement import build
from auditor.publish.targets import remember_targets, targets_of
from auditor.store import Store
from auditor.targets import load

FILE_RULE = '''
"""A data file is named in the way of the city."""

from collections.abc import Iterator

from auditor.model import Finding, Text
from auditor.read.facts import FileFacts
from auditor.rule import DEFINITE, INAPPLICABLE, PASSED, Example, File, definite, file_rule, file_target, passed


@file_rule(
    id="city/name-without-year",
    title=Text("ファイル名に年度がない", "No year in the name of the file"),
    why=Text("いつのデータか分かりません。", "Nobody learns of which year the data is."),
    fix=Text("名前に年度を入れてください。", "Put the year into the name."),
    messages={"absent": Text("「{name}」に年度がありません。", "“{name}” has no year.")},
    examples=[
        Example(DEFINITE, file=FileFacts("a.csv", 1, "csv")),
        Example(PASSED, file=FileFacts("2026.csv", 1, "csv")),
        Example(INAPPLICABLE, file=FileFacts("a.zip", 1, "zip")),
    ],
)
def name_without_year(file: File) -> Iterator[Finding]:
    if file.name.endswith(".zip"):
        return
    if "20" in file.name:
        yield passed()
    else:
        yield definite(file_target(file), "absent", name=file.name)
'''
TARGETS = """
rules:
  folders: [my-rules]
  off: ["security/*"]
  certainty: {city/name-without-year: review}
bureaus: [{id: a, name: 局, sites: [{id: s, start: 'https://a.example/'}]}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "my-rules/city/name_without_year.py"
    path.parent.mkdir(parents=True)
    path.write_text(FILE_RULE, encoding="utf-8")
    return tmp_path / "my-rules"


def targets(tmp_path: Path, text: str = TARGETS) -> Targets:
    path = tmp_path / "targets.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_targets_yaml_names_own_rules_from_where_it_lies(tmp_path: Path, folder: Path) -> None:
    rules = targets(tmp_path).rules

    assert rules == RuleSettings(
        (str(folder.resolve()),), ("security/*",), (("city/name-without-year", Certainty.REVIEW),)
    )
    book = configured(rules)
    assert book["city/name-without-year"].override is Certainty.REVIEW
    assert not book.is_off("jis/alt-is-file-name") and book.is_off("security/csp-missing")


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("my-rules", "other-rules"), 3, "規則のフォルダー「other-rules」がありません"),
        (("security/*", "security"), 4, "規則の名前「security」の書き方が違います"),
        (("year: review", "year: revieww"), 5, "「review」ではありませんか"),
        (("year: review", "year: [review]"), 5, "確からしさ"),
        (("{city/name-without-year: review}", "review"), 5, "「jis/fake-list: review」の形で"),
        (("folders:", "folder:"), 3, "「folders」ではありませんか"),
    ],
)
def test_a_mistake_in_the_settings_of_rules_has_its_line_and_cure(
    tmp_path: Path, folder: Path, change: tuple[str, str], line: int, said: str
) -> None:
    assert folder.is_dir() and change[0] in TARGETS

    with pytest.raises(TargetsError) as caught:
        targets(tmp_path, TARGETS.replace(*change))

    assert f"targets.yaml:{line}行目" in str(caught.value) and said in str(caught.value)
    assert "直し方" in str(caught.value)


def test_a_worker_gets_the_settings_and_loads_the_same_rules(tmp_path: Path, folder: Path) -> None:
    rules = targets(tmp_path).rules
    job = SiteJob(Site("s", "s", "a", "https://a.example/"), "2026Q4", str(tmp_path), "", rules=rules)

    sent: SiteJob = pickle.loads(pickle.dumps(job))

    assert sent.rules == rules and configured(sent.rules).digest == configured(rules).digest


def test_later_commands_read_a_cycle_by_the_rules_it_was_judged_with(tmp_path: Path, folder: Path) -> None:
    wanted = targets(tmp_path)
    with Store(tmp_path / "store.sqlite") as store:
        store.open_cycle("2026Q4", "2026-11-02", {})
        remember_targets(store, "2026Q4", wanted)

        assert targets_of(store, "2026Q4").rules == wanted.rules
        assert targets_of(store, "2026Q3").rules == RuleSettings()

        remember_targets(store, "2026Q4", Targets("", "", ()))
        assert targets_of(store, "2026Q4").rules == RuleSettings()


def test_an_own_rule_judges_and_the_report_says_that_it_is_one(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "shisetsu.csv"
    data.write_text("名前,住所\n中央図書館,港区\n", encoding="utf-8")
    rules = RuleSettings((str(folder),), ("opendata/*",), (("city/name-without-year", Certainty.REVIEW),))

    result = audit_files([data], today="2026-11-02", rules=rules)

    (row,) = [row for row in result.rows if row.rule == "city/name-without-year"]
    assert row.certainty is Certainty.REVIEW
    assert {row.rule.split("/")[0] for row in result.rows} == {"city"}
    assert "追加した規則 1: city/name-without-year" in result.report.notes[0].ja


def test_the_command_line_takes_folders_of_rules(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "shisetsu.csv"
    data.write_text("名前,住所\n中央図書館,港区\n", encoding="utf-8")
    report = tmp_path / "report.html"

    code = cli.main(["file", str(data), "--rules", str(folder), "--html", str(report), "--no-open"])

    assert code == 0 and "ファイル名に年度がない" in capsys.readouterr().out
    assert "追加した規則 1: city/name-without-year" in report.read_text(encoding="utf-8")
    assert cli.main(["rules", "list", "--rules", str(folder)]) == 0
    assert "city/name-without-year\t-\tファイル名に年度がない" in capsys.readouterr().out
    assert cli.main(["rules", "list", "--rules", str(tmp_path / "nowhere")]) == 2
    assert "規則のフォルダーがありません" in capsys.readouterr().err


def test_the_overview_of_a_plan_has_a_line_about_them_only_where_there_are_any() -> None:
    plain = material()
    line = (Fact.ADJUSTED, "止めた規則 1: pdf/*")

    assert build(replace(plain, adjusted=Text(line[1], ""))).facts[-1] == line
    assert build(replace(plain, adjusted=Text(line[1], ""), of_files=True)).facts[-1] == line
    assert line[0] not in dict(build(plain).facts)


def test_a_criterion_is_not_counted_as_checked_by_a_rule_that_is_off() -> None:
    plain = material()
    ruled = {line.number: line for line in results(plain)}

    off = {line.number: line for line in results(replace(plain, off=frozenset(plain.rules)))}

    assert ruled.keys() == off.keys() and ruled != off


def check(path: Path) -> int:
    return cli.main(["rules", "check", str(path)])


def test_a_new_rule_is_checked_in_seconds_and_wants_to_be_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["rules", "new", "city/no-old-era", "--rules", str(tmp_path)]) == 0
    path = tmp_path / "city/no_old_era.py"
    assert str(path) in capsys.readouterr().out

    assert check(path) == 1
    assert "TODO が残っています" in capsys.readouterr().err

    path.write_text(path.read_text(encoding="utf-8").replace("TODO", "済"), encoding="utf-8")
    assert check(path) == 0
    out = capsys.readouterr().out
    assert out.count("\t一致\n") == 4 and "例4件のうち4件が一致しました" in out
    assert "city/no-old-era" in configured(RuleSettings((str(tmp_path),)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('== "準備中"', '== "準備"'), "例1\tdefinite\t不一致（結果: -）"),
        (('element.text == "準備中"', '"準備中" in element.text'), "例3\tpassed\t不一致（結果: definite old"),
        (('at="p"', 'at="h1"'), "例1\tdefinite\t不一致（結果: definite old"),
        (("page.select", "page.no_such_word"), "不一致（結果: untested: error:AttributeError"),
    ],
)
def test_an_example_that_differs_is_shown_with_what_came_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str], said: str
) -> None:
    cli.main(["rules", "new", "city/no-old-era", "--rules", str(tmp_path)])
    path = tmp_path / "city/no_old_era.py"
    text = path.read_text(encoding="utf-8").replace("TODO", "済")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")

    assert check(path) == 1
    assert said in capsys.readouterr().out


def test_a_rule_that_needs_a_rendered_page_is_checked_in_a_browser(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["rules", "new", "city/hidden-notice", "--rules", str(tmp_path)])
    path = tmp_path / "city/hidden_notice.py"
    text = path.read_text(encoding="utf-8").replace("TODO", "済")
    text = text.replace("    criteria=[],", "    needs=[Need.LAYOUT],\n    criteria=[],").replace(
        "Page, de", "Need, Page, de"
    )
    text = text.replace('element.text == "準備中"', "not element.visible")
    text = text.replace("<p>準備中</p>", "<p style='display:none'>準備中</p>")
    path.write_text(text, encoding="utf-8")

    assert check(path) == 0
    assert "例4件のうち4件が一致しました" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere.py"], "規則のファイルがありません"),
        (["check", ""], "規則のファイルがありません"),
        (["new", ""], "「分類/名前」の形で"),
        (["new", "City/No"], "「分類/名前」の形で"),
        (["new", "../etc/x"], "「分類/名前」の形で"),
        (["new", "jis/alt-is-file-name"], "その規則はすでにあります"),
    ],
)
def test_what_cannot_be_checked_or_written_is_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert cli.main(["rules", *arguments]) == 2

    assert said in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_a_template_never_overwrites_a_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["rules", "new", "city/no-old-era", "--rules", str(tmp_path)])
    path = tmp_path / "city/no_old_era.py"
    path.write_text("mine", encoding="utf-8")

    assert cli.main(["rules", "new", "city/no-old-era", "--rules", str(tmp_path)]) == 2

    assert path.read_text(encoding="utf-8") == "mine" and "もうあります" in capsys.readouterr().err


def test_a_file_that_is_no_rule_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "city/none.py"
    path.parent.mkdir()
    path.write_text("1 +", encoding="utf-8")

    assert check(path) == 2
    assert "none.py: 規則のファイルを読み込めません（SyntaxError" in capsys.readouterr().err
