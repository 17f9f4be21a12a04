"""The summary of one page on a terminal, and the text tools under the reports."""

from dataclasses import replace

import pytest

from auditor.model import Assertion, Certainty, FindingRow, Impact, Outcome, Target, Text
from auditor.report.page_report import PageReport, Problem, page_report_of
from auditor.report.safe_text import brief, clean, clip, columns, pad, wrap
from auditor.report.terminal import page_text
from auditor.rule import Rule


def rule(id: str, impact: Impact = Impact.SERIOUS, question: Text | None = None) -> Rule:
    return Rule(
        id=id, kind="page", title=Text(f"{id}の題", f"title of {id}"), why=Text("困ります。", "Hinders."),
        fix=Text("とても長い直し方です。" * 12, "A very long way to mend it. " * 12), messages={},
        impact=impact, question=question,
    )  # fmt: skip


RULES = {
    "jis/a": rule("jis/a", Impact.CRITICAL),
    "jis/b": rule("jis/b"),
    "jis/c": rule("jis/c", Impact.MINOR),
    "jis/d": rule("jis/d", question=Text("内容に合っていますか。", "Does it fit?")),
}


def row(name: str, certainty: Certainty) -> FindingRow:
    return FindingRow(
        "b", "s", "https://example.jp/", name, certainty, (), RULES[name].impact, "", {}, Target(selector="a")
    )


def report(*rows: FindingRow, fate: str = "ok", title: str = "お知らせ") -> PageReport:
    untested = [Assertion("u", "jis/z", Outcome.UNTESTED, {}, "one-page")]
    problems, skipped, passed = page_report_of(rows, untested, RULES)
    return PageReport(
        "https://example.jp/", title, fate, "2026-11-21", "JIS", problems, skipped, passed, {}, {}
    )


MIXED = (
    row("jis/d", Certainty.REVIEW),
    row("jis/c", Certainty.DEFINITE),
    row("jis/b", Certainty.LIKELY),
    row("jis/a", Certainty.DEFINITE),
    row("jis/a", Certainty.DEFINITE),
)


def test_the_three_things_to_do_first_come_in_order() -> None:
    text = page_text(report(*MIXED))

    assert [line for line in text.splitlines() if line.startswith("  ") and ". jis" in line] == [
        "  1. jis/aの題［問題あり・2か所］",
        "  2. jis/bの題［問題の可能性大・1か所］",
        "  3. jis/cの題［問題あり・1か所］",
    ]


def test_a_question_stands_where_the_machine_cannot_know() -> None:
    text = page_text(report(row("jis/d", Certainty.REVIEW)))

    assert "確かめること: 内容に合っていますか。" in text
    assert "直し方" not in text


def test_counts_are_told_by_certainty() -> None:
    lines = page_text(report(*MIXED)).splitlines()

    assert "  問題あり             3か所（2種類）" in lines
    assert "  要判断               1か所（1種類）" in lines


def test_places_that_are_only_counted_are_told() -> None:
    kept = [row("jis/a", Certainty.DEFINITE)] * 2
    cut = Assertion("u", "jis/a", Outcome.FAILED, {"definite": 9, "review": 3}, reason="cut:2/12")

    problems, _, _ = page_report_of(kept, [cut], RULES)
    whole, _, _ = page_report_of(kept, [replace(cut, reason="")], RULES)

    assert [item.places("ja") for item in problems] == ["9か所（うち2か所を表示）"]
    assert [item.places("en") for item in problems] == ["9 places (2 of them shown)"]
    assert [item.places("ja") for item in whole] == ["2か所"]


def test_the_place_of_the_report_is_said_in_one_piece() -> None:
    path = "/home/user/" + "長い名前/" * 20 + "page.html"

    assert f"  {path}" in page_text(report(*MIXED), html=path).splitlines()


def test_english_is_spoken_on_request() -> None:
    text = page_text(report(*MIXED), "en")

    assert "What to do first" in text
    assert "  1. title of jis/a [Defect, 2 places]" in text


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [48, 72, 80, 120])
def test_no_line_is_wider_than_the_terminal(lang: str, width: int) -> None:
    text = page_text(report(*MIXED), lang, width)

    assert max(columns(line) for line in text.splitlines()) <= width


def test_a_page_that_did_not_open_is_not_called_clean() -> None:
    text = page_text(report(fate="timeout"))

    assert "ページを検査できませんでした。時間内に答えがありませんでした。" in text
    assert "問題はありませんでした" not in text


def test_a_page_that_stopped_half_way_keeps_its_findings() -> None:
    text = page_text(report(*MIXED, fate="crashed"))

    assert "途中までしか検査できませんでした。" in text
    assert "jis/aの題" in text


def test_a_title_cannot_command_the_terminal() -> None:
    text = page_text(report(title="\x1b]0;owned\x07\u202eお知らせ\r\n偽の行"))

    assert text.startswith("]0;ownedお知らせ 偽の行\n")


def test_a_problem_keeps_its_surest_finding_first() -> None:
    problems, _, _ = page_report_of(
        [row("jis/a", Certainty.LIKELY), row("jis/a", Certainty.DEFINITE)], [], RULES
    )

    assert isinstance(problems[0], Problem)
    assert [item.certainty for item in problems[0].rows] == [Certainty.DEFINITE, Certainty.LIKELY]


def test_clean_text_holds_no_control_direction_or_half_character() -> None:
    assert clean(" a\x00b\x1b[31m\u202ec\ud800\n\n d\u3000e ") == "ab[31mc d e"


def test_clip_shows_that_something_was_cut() -> None:
    assert clip("あいうえお", 5) == "あいうえお"
    assert clip("あいうえおか", 5) == "あいうえ…"
    assert len(clip("x" * 10_000_000, 20)) == 20


def test_a_brief_keeps_whole_sentences_and_leaves_recipes_out() -> None:
    assert brief("設定してください。\nnginx: add_header X") == "設定してください。"
    assert brief("一つ目の文。二つ目の文。三つ目の文。", 12) == "一つ目の文。二つ目の文。"
    assert brief("Do this. Then that.", 10) == "Do this."
    assert brief("長い" * 100, 10) == "長い長い長い長い長…"


def test_full_width_characters_take_two_columns() -> None:
    assert columns("aあ。") == 5
    assert pad("あ", 4) == "あ  "
    assert pad("あ", 4, right=True) == "  あ"


def test_a_line_does_not_begin_with_a_closing_mark() -> None:
    assert list(wrap("あいうえ。お", 8)) == ["あいう", "え。お"]


def test_latin_words_stay_whole_and_long_ones_are_cut() -> None:
    assert list(wrap("one two three", 8)) == ["one two", "three"]
    assert all(columns(line) <= 8 for line in wrap("x" * 30, 8))
