"""The words of findings on data files: how many places there are, and what to do about each."""

import pytest
from loaded import load

from auditor.criteria import STANDARDS, profile
from auditor.evaluate.file_rules import judge_file
from auditor.read.any_file import read_bytes
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


@pytest.mark.parametrize("after", [0, 1, 5])
def test_an_open_quotation_says_how_many_lines_it_swallows(after: int) -> None:
    data = csv("名称,備考", "本館,有", '別館,"駐車場20台', *(f"第{n}館,無" for n in range(after)))

    assert (
        f'3行目の引用符（"）が閉じていません。続く{after}行が'
        in words("a.csv", data)["text-undecodable:unclosed"]
    )


XML = '<?xml version="1.0"{}?>\n<list>\n<name>中央図書館のお知らせ</name>\n<name>休館日</name>\n</list>\n'


@pytest.mark.parametrize(
    ("declared", "encoding", "message"),
    [
        (' encoding="UTF-8"', "euc_jp", "宣言は UTF-8 ですが、中身は EUC-JP です（3行目）。"),
        (' encoding="utf-8"', "cp932", "宣言は utf-8 ですが、中身は Shift_JIS です（3行目）。"),
        (' encoding="Shift_JIS"', "utf-8", "宣言は Shift_JIS ですが、中身は UTF-8 です（1行目）。"),
        (' encoding="EUC-JP"', "cp932", "宣言は EUC-JP ですが、中身は Shift_JIS です"),
    ],
)
def test_a_wrong_declaration_names_both_encodings(declared: str, encoding: str, message: str) -> None:
    found = words("a.xml", XML.format(declared).encode(encoding))

    assert found["document-invalid:declared"].startswith(message)
    assert "document-invalid:syntax" not in found


def test_xml_without_a_declaration_in_another_encoding_says_so() -> None:
    found = words("a.xml", XML.format("").encode("euc_jp"))

    assert "中身は EUC-JP です（3行目）" in found["document-invalid:undeclared"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        (' encoding="EUC-JP"', "euc_jp"),
        (' encoding="Windows-31J"', "cp932"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
    ],
)
def test_markup_that_breaks_in_the_encoding_declared_stays_a_fault_of_syntax(
    declared: str, encoding: str
) -> None:
    found = words("a.xml", XML.format(declared).replace("</list>", "</lst>").encode(encoding))

    assert "document-invalid:syntax" in found
    assert not {"document-invalid:declared", "document-invalid:undeclared"} & set(found)


def test_dates_that_disagree_ask_which_is_right() -> None:
    data = csv(
        "番号,契約日,契約日（西暦）",
        "1,令和5年4月1日,2023-04-01",
        "2,令和5年6月2日,2024-06-02",
        "3,令和6年1月9日,2024-01-09",
    )

    found = words("a.csv", data)["era-only-dates:differs"]

    assert (
        "（3行2列「令和5年6月2日」、西暦は「2024-06-02」）。どちらの日付が正しいか確かめてください。" in found
    )
