"""Templates of the HTML pages: what they are given is text until Python says otherwise, and every name is there."""

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from auditor.report.html_frame import draw
from auditor.report.page_words import page_words

REPORT = Path(__file__).parents[1] / "auditor" / "report"
TEMPLATES = sorted((REPORT / "templates").glob("*.html"))


def test_a_value_is_escaped_unless_it_is_markup_already() -> None:
    rows = [("<b>", Markup("<i>x</i>"), 1234)]

    html = draw("open_data.html", heads=["a", "b", "c"], rows=rows)

    assert "&lt;b&gt;" in html
    assert "<td><i>x</i></td>" in html
    assert '<td class="n">1,234</td>' in html


def test_a_name_that_a_template_is_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="heads"):
        draw("open_data.html", rows=[])


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_takes_text_for_markup(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape|Markup", path.read_text(encoding="utf-8"))


def test_every_word_of_the_page_report_is_used_and_every_used_one_is_there() -> None:
    drawn = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    python = (REPORT / "page_html.py").read_text(encoding="utf-8")

    words = page_words("en")

    asked = set(re.findall(r"\bt\.(\w+)", drawn))
    assert asked - set(words) == set()
    assert {name for name in words if name not in asked and f'"{name}"' not in python} == set()
