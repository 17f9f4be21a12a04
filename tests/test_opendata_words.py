"""The words of findings on data files: how many places there are, and what to do about each."""

import pytest

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.file import judge_file
from auditor.evaluate.rulebook import load
from auditor.read.file import read_bytes
from auditor.rule import File

BOOK = load()
WANTED = profile(tuple(STANDARDS))


def words(name: str, data: bytes, lang: str = "ja") -> dict[str, str]:
    """rule:key → message of each finding."""
    made = judge_file(File(read_bytes(name, data)), BOOK.of_kind("file"), WANTED)
    return {
        f"{one.rule.removeprefix('opendata/')}:{finding.key}": BOOK[one.rule]
        .messages[finding.key]
        .fill(lang, finding.data)
        for one in made
        for finding in one.findings
    }


def csv(*lines: str) -> bytes:
    return ("\ufeff" + "".join(line + "\r\n" for line in lines)).encode()


@pytest.mark.parametrize(
    ("marked", "ja", "en"),
    [
        (1, "（2行2列「10人」）", "(2行2列: “10人”)"),
        (2, "（2行2列「10人」ほか1か所）", "and 1 more place)"),
        (3, "（2行2列「10人」ほか2か所）", "and 2 more places)"),
    ],
)
def test_the_first_place_is_not_counted_among_the_others(marked: int, ja: str, en: str) -> None:
    data = csv("館,人数（人）", *(f"第{n}館,{n * 10}{'人' if n <= marked else ''}" for n in range(1, 6)))

    assert words("a.csv", data)["number-as-text:decorated"].endswith(f"{ja}。")
    assert words("a.csv", data, "en")["number-as-text:decorated"].endswith(f"{en}.")


@pytest.mark.parametrize(("short", "end"), [(1, "足りません。"), (3, "足りません（ほか2行）。")])
def test_a_single_line_has_no_others(short: int, end: str) -> None:
    data = csv("館,定員（人）,備考", *(f"第{n}館,5" + ("" if n <= short else ",無") for n in range(1, 9)))

    assert words("a.csv", data)["fields-uneven:fewer"].endswith(end)


def test_no_message_counts_others_by_itself() -> None:
    texts = [text for rule in BOOK.of_kind("file") for text in rule.messages.values()]

    assert texts
    assert not [text.ja for text in texts if "ほか{" in text.ja or "など{number}" in text.ja]


@pytest.mark.parametrize(("many", "end"), [(1, "（2件目）。"), (6, "（2, 3, 4, 5, 6件目など）。")])
def test_line_breaks_in_quoted_prose_are_one_question_about_records(many: int, end: str) -> None:
    answers = (f'"第{n}の答えです。\n詳しくは窓口へ、\nまたは電話で。"' for n in range(1, many + 1))
    data = csv(
        "番号,答え",
        "1,ありません。",
        *(f"{n},{text}" for n, text in enumerate(answers, 2)),
        "99,ありません。",
    )

    found = words("a.csv", data)

    assert found["line-break-in-field:break"].endswith(end)
    assert not {
        "layout-by-spaces:break",
        "several-values-in-cell:lines",
        "several-values-in-cell:list",
    } & set(found)
