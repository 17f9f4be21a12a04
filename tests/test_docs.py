"""The documents say what is true: commands, options, samples, links and the manual of the rules are run or read."""

import re
import subprocess
import typing
from pathlib import Path
from urllib.parse import unquote

import pytest

from auditor import cli, targets
from auditor.criteria import STANDARDS, profile
from auditor.evaluate.engine import judge_page
from auditor.evaluate.manual import manual
from auditor.evaluate.rulebook import load
from auditor.model import Certainty, Site
from auditor.page import page_from_html
from auditor.rule import RuleFields

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.en.md")
GUIDES = ("docs/operator.md", "docs/web-manager.md", "docs/reviewer.md")
DOCUMENTS = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("deploy/*.md")})
SAMPLE_RULES = ROOT / "examples" / "rules"
# In code: at the start of a span or a line, with or without the folder it is in.
COMMAND = re.compile(
    r"(?:^|(?<=`)|(?<=bin/))auditor ([a-z]+)(?: (import|export|status|list|show|manual)\b)?([^`\n|#]*)",
    re.MULTILINE,
)
# Places of one machine, and hosts that packages come from: neither belongs into the repository.
PRIVATE = re.compile(
    r"(?<![\w.~-])/(?:work|root|tmp/w)/|pypi[.]org|pythonhosted[.]org|registry[.]npmjs|deb[.]debian"
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def halves(name: str) -> tuple[str, str]:
    """The Japanese and the English part of a document."""
    japanese, english = text_of(name).split("\n---\n")
    return japanese, english


def block(language: str, name: str) -> str:
    found = re.findall(rf"^```{language}\n(.*?)^```$", text_of(name), re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"one block of {language} is expected in {name}"
    return str(found[0])


def help_of(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit) as end:
        cli.main([*command, "--help"])
    assert end.value.code == 0
    return capsys.readouterr().out


def commands_in(text: str) -> list[str]:
    return re.findall(r"^    ([a-z]+)\b", text, re.MULTILINE)


def test_every_command_is_in_both_halves_of_the_reference(capsys: pytest.CaptureFixture[str]) -> None:
    names = commands_in(help_of(capsys))
    names += [f"plan {name}" for name in commands_in(help_of(capsys, "plan"))]

    actions = re.search(r"\{(list,[\w,]+)\}", help_of(capsys, "rules"))
    assert actions is not None
    names += [f"rules {name}" for name in actions[1].split(",")]

    assert {"run", "page", "doctor", "plan import"} <= set(names)
    for half in halves("docs/commands.md"):
        assert [name for name in names if f"auditor {name}" not in half] == []


def test_no_document_names_a_command_or_option_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    known = set(commands_in(help_of(capsys)))
    helps = {name: help_of(capsys, name) for name in known}
    plans = {name: help_of(capsys, "plan", name) for name in commands_in(helps["plan"])}

    used = [found for path in DOCUMENTS for found in COMMAND.findall(path.read_text(encoding="utf-8"))]

    assert len(used) > 60
    for name, action, rest in used:
        assert name in known, name
        text = plans[action] if name == "plan" and action else helps[name]
        for option in re.findall(r"--[a-z][a-z-]*", rest):
            assert option in text or option == "--help", f"auditor {name} {action} {option}"


def test_both_halves_name_every_exit_code() -> None:
    for half, heading in zip(halves("docs/commands.md"), ("## 終了コード", "### Exit codes"), strict=True):
        table = half.split(f"\n{heading}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| (\d+) \|", table, re.MULTILINE) == ["0", "1", "2", "3", "130"]


def test_the_sample_of_targets_is_right_and_shows_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "koukai-mae").mkdir()
    path = tmp_path / "targets.yaml"
    path.write_text(block("yaml", "docs/targets.md"), encoding="utf-8")

    site, folder = targets.load(path).sites

    plain = Site(id="", name="", bureau="", start="")
    for key in (
        "standard", "extra_criteria", "selection", "pages", "max_urls", "delay", "concurrency", "viewports",
        "probes", "ocr", "revisit", "page_seconds", "include", "urls", "sample", "terms",
    ):  # fmt: skip
        assert getattr(site, key) == getattr(plain, key), key
    assert Path(folder.folder) == (tmp_path / "koukai-mae").resolve()


def test_the_sample_rule_of_the_documents_is_the_file_of_the_examples() -> None:
    (path,) = SAMPLE_RULES.rglob("*.py")

    assert path.relative_to(ROOT).as_posix() in text_of("docs/own-rules.md")
    assert block("python", "docs/own-rules.md") == path.read_text(encoding="utf-8")


def test_the_sample_rule_is_valid_and_its_examples_are_right() -> None:
    (rule,) = load(SAMPLE_RULES)

    named = f"{rule.id.replace('-', '_')}.py"
    assert not (ROOT / "rules" / named).exists(), "a rule of that name exists now: choose another sample"
    for example in rule.examples:
        (made,) = judge_page(page_from_html(example.html), [rule], profile(tuple(STANDARDS)))
        if isinstance(example.outcome, Certainty):
            assert [finding.certainty for finding in made.findings] == [example.outcome]
        else:
            assert made.outcome == example.outcome


def test_the_guide_to_development_names_every_property_of_a_rule() -> None:
    section = text_of("CONTRIBUTING.md").split("\n## A rule\n")[1].split("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (yes)?", section, re.MULTILINE))

    assert set(rows) == set(RuleFields.__annotations__)
    hints = typing.get_type_hints(RuleFields, include_extras=True)
    required = {name for name, hint in hints.items() if typing.get_origin(hint) is typing.Required}
    assert {name for name, yes in rows.items() if yes} == required | {"examples"}


def test_every_file_and_command_that_the_guide_to_development_names_is_there() -> None:
    text = text_of("CONTRIBUTING.md")
    targets_of_make = re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE)

    for path in re.findall(r"`((?:auditor|rules|tests|docs)/[\w./*-]+)`", text):
        assert re.search("FAMILY|NAME|name", path) or list(ROOT.glob(path)), path
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= set(targets_of_make)


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_two_screens_and_leads_to_the_guide_of_every_user(name: str) -> None:
    text = text_of(name)

    assert len(text.splitlines()) <= 60
    assert {"make audit", "make test"} <= set(text.splitlines())
    assert [guide for guide in GUIDES if f"]({guide}" not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_or_heading_leads_somewhere(document: Path) -> None:
    prose = prose_of(document)

    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if link.startswith(("http://", "https://")):
            continue
        path, _, fragment = unquote(link).partition("#")
        leads_to = document.parent / path if path else document
        assert leads_to.exists(), link
        if fragment and leads_to.suffix == ".md":
            assert fragment in headings_of(leads_to), link


def prose_of(document: Path) -> str:
    text = document.read_text(encoding="utf-8")
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def headings_of(document: Path) -> set[str]:
    return {anchor(title) for title in re.findall(r"^#+ (.+)$", prose_of(document), re.MULTILINE)}


def anchor(title: str) -> str:
    """The name a forge gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("name", READMES)
def test_pictures_of_the_readme_have_an_alternative_and_are_small(name: str) -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text_of(name))

    assert len(pictures) == 4
    for alternative, path in pictures:
        assert len(alternative) > 20
        assert (ROOT / path).stat().st_size <= 250_000


def test_the_manual_of_the_rules_is_the_generated_one() -> None:
    written = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")

    assert written == manual(load()), "run: auditor rules manual > rules/README.md"


def test_no_tracked_text_names_a_place_of_one_machine_or_a_host_of_packages() -> None:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git working tree")

    hits = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        data = path.read_bytes() if path.is_file() else b""
        if b"\0" not in data:
            hits += [f"{name}: {found}" for found in PRIVATE.findall(data.decode("utf-8", "replace"))]

    assert hits == []
