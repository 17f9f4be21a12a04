"""The tables of the command line agree with the code they name, and the lists of probes with each other."""

import pytest

from auditor.arguments import COMMANDS, GROUPS, call_of, parser
from auditor.capture.probes import LANES, PROBES
from auditor.commands.export import FORMATS
from auditor.commands.outputs import FORMS
from auditor.commands.rules import ACTIONS
from auditor.model import ExportFormat, ProbedPages, ProbeName
from auditor.rule import Need
from auditor.targets.keys import SETTINGS


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words)
def test_a_command_names_a_function_that_is_there(command: object) -> None:
    assert callable(call_of(command.call))


def test_every_group_is_of_a_command() -> None:
    assert {command.words.partition(" ")[0] for command in COMMANDS if " " in command.words} == set(GROUPS)


def test_every_format_that_may_be_asked_for_is_written() -> None:
    assert set(FORMATS) == set(ExportFormat)


@pytest.mark.parametrize("command", ["page", "file"])
def test_every_form_of_output_has_its_option(command: str) -> None:
    arguments = parser().parse_args([command, "x"])

    assert [form for form in FORMS if getattr(arguments, form) is not None] == []


def test_every_action_of_rules_is_there() -> None:
    (command,) = [command for command in COMMANDS if command.words == "rules"]
    (action,) = [option for option in command.options if option.names == ("action",)]

    assert set(action.words["choices"]) == set(ACTIONS)


def test_probes_are_one_list() -> None:
    assert tuple(PROBES) == tuple(ProbeName)
    assert frozenset().union(*LANES) < frozenset(ProbeName)
    assert {need for need in Need if need.startswith("probe:")} == {probe.need for probe in ProbeName}


def test_the_pages_that_are_probed_are_one_list() -> None:
    (key,) = [key for key in SETTINGS if key.name == "probes"]

    assert key.choices == tuple(ProbedPages)
