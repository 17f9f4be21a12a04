"""The documents say what is true: commands, options, samples, links and the manual of the rules are run or read."""

import re
import subprocess
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

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
JAPANESE, ENGLISH = README.split("\n---\n")
DOCUMENTS = sorted({ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("deploy/*.md")})
COMMAND = re.compile(
    r"(?<![\w./-])auditor ([a-z]+)(?: (import|export|status|list|show|manual)\b)?([^`\n|#]*)"
)
# Places of one machine, and hosts that packages come from: neither belongs into the repository.
PRIVATE = re.compile(
    r"(?<![\w.~-])/(?:work|root|tmp/w)/|pypi[.]org|pythonhosted[.]org|registry[.]npmjs|deb[.]debian"
)


def block(language: str) -> str:
    found = re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"one block of {language} is expected in README"
    return str(found[0])


def help_of(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit) as end:
        cli.main([*command, "--help"])
    assert end.value.code == 0
    return capsys.readouterr().out


def commands_in(text: str) -> list[str]:
    return re.findall(r"^    ([a-z]+)\b", text, re.MULTILINE)


def test_every_command_is_in_both_halves_of_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    names = commands_in(help_of(capsys))
    names += [f"plan {name}" for name in commands_in(help_of(capsys, "plan"))]

    actions = re.search(r"\{(list,[\w,]+)\}", help_of(capsys, "rules"))
    assert actions is not None
    names += [f"rules {name}" for name in actions[1].split(",")]

    assert {"run", "page", "doctor", "plan import"} <= set(names)
    for half in (JAPANESE, ENGLISH):
        assert [name for name in names if f"auditor {name}" not in half] == []


def test_the_readme_names_no_command_or_option_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    known = set(commands_in(help_of(capsys)))
    helps = {name: help_of(capsys, name) for name in known}
    plans = {name: help_of(capsys, "plan", name) for name in commands_in(helps["plan"])}

    used = COMMAND.findall(README)

    assert len(used) > 20
    for name, action, rest in used:
        assert name in known, name
        text = plans[action] if name == "plan" and action else helps[name]
        for option in re.findall(r"--[a-z][a-z-]*", rest):
            assert option in text or option == "--help", f"auditor {name} {action} {option}"


def test_both_halves_name_every_exit_code() -> None:
    for half, heading in ((JAPANESE, "終了コード"), (ENGLISH, "Exit codes")):
        table = half.split(f"\n## {heading}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| (\d+) \|", table, re.MULTILINE) == ["0", "1", "2", "3", "130"]


def test_the_sample_of_targets_is_right_and_shows_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "koukai-mae").mkdir()
    path = tmp_path / "targets.yaml"
    path.write_text(block("yaml"), encoding="utf-8")

    site, folder = targets.load(path).sites

    plain = Site(id="", name="", bureau="", start="")
    for key in (
        "standard", "extra_criteria", "selection", "pages", "max_urls", "delay", "concurrency", "viewports",
        "probes", "page_seconds", "include", "urls", "sample", "terms",
    ):  # fmt: skip
        assert getattr(site, key) == getattr(plain, key), key
    assert Path(folder.folder) == (tmp_path / "koukai-mae").resolve()


def test_the_sample_rule_is_valid_and_its_examples_are_right(tmp_path: Path) -> None:
    source = block("python")
    named = re.search(r"rules/(jis/\w+\.py)` の全文", README)
    assert named is not None
    path = tmp_path / named[1]
    path.parent.mkdir()
    path.write_text(source, encoding="utf-8")
    (rule,) = load(tmp_path)

    assert not (ROOT / "rules" / named[1]).exists(), "a rule of that name exists now: choose another sample"
    for example in rule.examples:
        (made,) = judge_page(page_from_html(example.html), [rule], profile(tuple(STANDARDS)))
        if isinstance(example.outcome, Certainty):
            assert [finding.certainty for finding in made.findings] == [example.outcome]
        else:
            assert made.outcome == example.outcome


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_or_heading_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    headings = {anchor(title) for title in re.findall(r"^#+ (.+)$", prose, re.MULTILINE)}

    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if link.startswith(("http://", "https://")):
            continue
        path, _, fragment = unquote(link).partition("#")
        if path:
            assert (document.parent / path).exists(), link
        else:
            assert fragment in headings, link


def anchor(title: str) -> str:
    """The name a forge gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def test_pictures_of_the_readme_have_an_alternative_and_are_small() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README)

    assert len(pictures) == 3
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
