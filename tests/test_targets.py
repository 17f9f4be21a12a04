"""targets.yaml: what it means, and what is said when it is wrong."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.model import Exemption, Targets, TargetsError
from auditor.targets import file_name, load

REPOSITORY = Path(__file__).parents[1]

SMALL = """\
organisation: 東京都
contact: a11y@example.jp
bureaus:
  - id: soumu
    name: 総務局
    sites:
      - id: soumu
        name: 総務局公式ホームページ
        start: https://www.soumu.example.jp/
"""


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "targets.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def errors(folder: Path, text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(TargetsError) as caught:
        load(write(folder, text))
    for line in caught.value.errors:
        assert re.fullmatch(r"targets\.yaml:( |[0-9]+行目: ).+（直し方: .+）", line)
    assert str(caught.value) == "\n".join(caught.value.errors)
    return caught.value.errors


def site(extra: str = "", start: str = "https://www.example.jp/") -> str:
    """A file with one site: `start` is line 7, further lines follow from line 8."""
    lines = "".join(f"        {line}\n" for line in extra.splitlines())
    return (
        "bureaus:\n  - id: soumu\n    name: 総務局\n    sites:\n"
        f"      - id: soumu\n        name: 公式\n        start: {start}\n{lines}"
    )


def test_a_small_file_takes_its_settings_from_the_built_in_defaults(tmp_path: Path) -> None:
    targets = load(write(tmp_path, SMALL))

    (only,) = targets.sites
    assert (targets.organisation, targets.contact) == ("東京都", "a11y@example.jp")
    assert (only.id, only.bureau, only.start) == ("soumu", "soumu", "https://www.soumu.example.jp/")
    assert only.standard == ("jis-x-8341-3-2016-aa",)
    assert (only.selection, only.pages, only.delay, only.viewports) == (
        "representative+random", 40, 1.0, ("1280x900",),
    )  # fmt: skip


def test_defaults_are_merged_into_sites_and_a_site_has_the_last_word(tmp_path: Path) -> None:
    text = "defaults: {pages: 5, delay: 0.5, standard: [wcag-2.2-aa, jis-x-8341-3-2016-a]}\n"

    (only,) = load(write(tmp_path, text + site("pages: 7\nviewports: [1280x900, 375x812]"))).sites

    assert (only.pages, only.delay) == (7, 0.5)
    assert only.standard == ("wcag-2.2-aa", "jis-x-8341-3-2016-a")
    assert only.viewports == ("1280x900", "375x812")


def test_everything_a_site_can_say_is_read(tmp_path: Path) -> None:
    text = site(
        """\
include: [https://www.example.jp/a/]
exclude: ["*/calendar/*"]
urls: [https://www.example.jp/b, /c]
sample: [https://www.example.jp/d]
exceptions: [{pattern: "*/map/*", reason: 第三者の地図}]
terms: /terms/
catalogue_organisation: t000003
internal_hosts: [Parts.example.lg.jp, "10.1.2.3:8080"]
extra_criteria: [2.1.3, 1.4.10]
selection: all
max_urls: 10
concurrency: 2
probes: none
page_seconds: 30
"""
    )

    (only,) = load(write(tmp_path, text)).sites

    assert only.include == ("https://www.example.jp/a/",)
    assert only.exclude == ("*/calendar/*",)
    assert only.urls == ("https://www.example.jp/b", "https://www.example.jp/c")
    assert only.sample == ("https://www.example.jp/d",)
    assert only.exceptions == (Exemption("*/map/*", "第三者の地図"),)
    assert (only.terms, only.catalogue_organisation) == ("https://www.example.jp/terms/", "t000003")
    assert only.internal_hosts == ("parts.example.lg.jp", "10.1.2.3:8080")
    assert only.extra_criteria == ("2.1.3", "1.4.10")
    assert (only.selection, only.max_urls, only.concurrency) == ("all", 10, 2)
    assert (only.probes, only.page_seconds) == ("none", 30.0)


def test_where_workbooks_go_back_is_said_once_and_a_bureau_has_the_last_word(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(
        "return_to: 企画課\nreturn_by: 2027-01-29\nbureaus:\n"
        "  - {id: a, name: 甲, sites: [{id: s, start: 'https://a.example/'}]}\n"
        "  - {id: b, name: 乙, return_to: 総務課, return_by: '2027-02-26', sites: [{id: t, start: 'https://b.example/'}]}\n",
        encoding="utf-8",
    )

    first, second = load(path).bureaus

    assert (first.return_to, first.return_by) == ("企画課", "2027-01-29")
    assert (second.return_to, second.return_by) == ("総務課", "2027-02-26")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("return_by: 2027-02-30", r"1行目: 「return_by」.*暦にある日"),
        (
            "return_by: 来週",
            r"1行目: 「return_by」の値「来週」は日付ではありません（直し方: 2027-01-29 の形で",
        ),
        ("return_to: 3", r"1行目: 「return_to」の型が違います.*（直し方: 引用符で囲んで"),
        ("return_to: [総務課, 企画課]", r"1行目: 「return_to」の型が違います（一覧が書かれています）"),
    ],
)
def test_where_or_when_to_return_that_says_nothing_is_told_with_its_line_and_cure(
    tmp_path: Path, line: str, said: str
) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(
        line + "\nbureaus: [{id: a, name: 甲, sites: [{id: s, start: 'https://a.example/'}]}]\n",
        encoding="utf-8",
    )

    with pytest.raises(TargetsError, match=said) as wrong:
        load(path)

    assert len(str(wrong.value).splitlines()) == 1


def test_catalogue_and_axe_belong_to_the_whole_file(tmp_path: Path) -> None:
    (tmp_path / "axe.min.js").write_text("//")
    text = "catalogue: {endpoint: https://catalog.example.jp/api/3/action}\naxe: axe.min.js\n"

    targets = load(write(tmp_path, text + site()))

    assert targets.catalogue == "https://catalog.example.jp/api/3/action"
    assert targets.axe == str(tmp_path / "axe.min.js")


def test_a_folder_is_named_by_its_site_id(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()

    (only,) = load(write(tmp_path, site(start="pages"))).sites

    assert (only.start, only.folder) == ("http://soumu.localhost/", str(tmp_path / "pages"))


def test_a_folder_may_be_named_by_the_address_it_will_have(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()

    (only,) = load(write(tmp_path, site("publish_url: https://www.example.jp/new", "pages"))).sites

    assert (only.start, only.folder) == ("https://www.example.jp/new/", str(tmp_path / "pages"))


def test_a_start_without_path_means_the_root(tmp_path: Path) -> None:
    (only,) = load(write(tmp_path, site(start="https://www.example.jp"))).sites

    assert only.start == "https://www.example.jp/"


def test_keys_with_nothing_after_them_count_as_left_out(tmp_path: Path) -> None:
    (only,) = load(write(tmp_path, "defaults:\n" + site("urls:\nterms:\npages:"))).sites

    assert (only.urls, only.terms, only.pages) == ((), "", 40)


def test_lists_may_be_shared_by_an_alias(tmp_path: Path) -> None:
    (only,) = load(write(tmp_path, site('exclude: &x ["*/a/*"]\ninclude: *x'))).sites

    assert only.include == only.exclude == ("*/a/*",)


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    assert load(write(tmp_path, b"\xef\xbb\xbf" + SMALL.encode())).organisation == "東京都"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (site("pagez: 3"), 8, "「pagez」という項目はありません（直し方: 「pages」ではありませんか）"),
        (site("色: 赤"), 8, "使えるのは id、name、start"),
        (site("pages: many"), 8, "「pages」の型が違います（文字列「many」"),
        (site("pages: true"), 8, "「pages」の型が違います（真偽値"),
        (site("pages: 1.5"), 8, "小数点のない数"),
        (site("pages: -1"), 8, "範囲の外"),
        (site("max_urls: 0"), 8, "範囲の外"),
        (site("concurrency: 0"), 8, "範囲の外"),
        (site("delay: -0.1"), 8, "範囲の外"),
        (site("delay: .nan"), 8, "範囲の外"),
        (site("delay: .inf"), 8, "範囲の外"),
        (site("page_seconds: 0"), 8, "範囲の外"),
        (site("selection: everything"), 8, "「everything」は使えません"),
        (site("selection: representativ"), 8, "「representative」ではありませんか"),
        (site("revisit: change"), 8, "「changed」ではありませんか"),
        (site("revisit: never"), 8, "changed、all"),
        (site("probes: yes please"), 8, "all、representative、none"),
        (site("standard: jis-x-8341-3-2016-a4"), 8, "はありません（直し方: 「jis-x-8341-3-2016-a"),
        (site("standard: [wcag-2.2-aa, 3]"), 8, "型が違います"),
        (site("standard: []"), 8, "規格が1件もありません"),
        (site("extra_criteria: [2.1.9]"), 8, "達成基準「2.1.9」はありません"),
        (site("extra_criteria: [2.1]"), 8, "型が違います"),
        (site("extra_criteria: 2.1.3"), 8, "一覧にして"),
        (site("viewports: [1280×900]"), 8, "画面の大きさ「1280×900」の書き方"),
        (site("viewports: [12x9]"), 8, "画面の大きさ"),
        (site("viewports: []"), 8, "1件もありません"),
        (site("urls: [www.example.jp/a]"), 8, "http:// でも https:// でもありません"),
        (site("urls: https://www.example.jp/"), 8, "一覧にして"),
        (site("sample:\n  - https://www.example.jp/\n  - 3"), 10, "型が違います"),
        (site("exceptions: [{pattern: x}]"), 8, "「reason」がありません"),
        (site("exceptions: [x]"), 8, "型が違います"),
        (site("terms: mailto:x@example.jp"), 8, "http:// でも https:// でもありません"),
        (site("publish_url: https://www.example.jp/"), 8, "フォルダーのときだけ"),
        (site("internal_hosts: [https://parts.example.jp/]"), 8, "ホスト名として読めません"),
        (site("internal_hosts: ['parts.example.jp:0']"), 8, "ホスト名として読めません"),
        (site("name: もう一つ"), 8, "「name」が 6行目と重なっています"),
        (site(start="www.soumu.metro.tokyo.lg.jp/a"), 7, "https://www.soumu.metro.tokyo.lg.jp/a と書いて"),
        (site(start="//www.example.jp/"), 7, "https:// がありません"),
        (site(start="ftp://www.example.jp/"), 7, "http:// でも https:// でもありません"),
        (site(start="https://"), 7, "ホスト名かポート番号"),
        (site(start="https:/www.example.jp/"), 7, "ホスト名かポート番号"),
        (site(start="https://www.example.jp:99999/"), 7, "ホスト名かポート番号"),
        (site(start="https://[::1"), 7, "ホスト名かポート番号"),
        (site(start='"https://www.example.jp/a b"'), 7, "空白があります"),
        (site(start="https://me:secret@www.example.jp/"), 7, "パスワード"),
        (site(start="mailto:x"), 7, "使えません"),
        (site(start="no-such-folder"), 7, "フォルダー「no-such-folder」がありません"),
        (site(start='""'), 7, "start が空です"),
        (site(start="[a]"), 7, "「start」の型が違います（一覧"),
        ("contact: 東京都\n" + site(), 1, "User-Agent"),
        ("organisation: [東京都]\n" + site(), 1, "型が違います"),
        ("catalogue: https://x.example.jp/\n" + site(), 1, "catalogueの型が違います"),
        ("catalogue: {endpoint: x}\n" + site(), 1, "endpoint のURL"),
        ("axe: no-such.js\n" + site(), 1, "axe のファイル"),
        ("defaults: {page: 3}\n" + site(), 1, "「pages」ではありませんか"),
        ("defaults: {start: x}\n" + site(), 1, "defaultsに「start」"),
        ("- a\n", 1, "ファイルの先頭の型が違います"),
        ("bureaus: []\n", 1, "局が1件もありません"),
        ("bureaus: {id: a}\n", 1, "一覧にして"),
        ("bureaus:\n  - id: a\n    name: b\n    sites: []\n", 4, "サイトが1件もありません"),
        ("bureaus:\n  - id: a\n    name: b\n", 2, "「sites」がありません"),
        ("organisation: 東京都\n", 1, "「bureaus」がありません"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_cure(tmp_path: Path, text: str, line: int, words: str) -> None:
    (message,) = errors(tmp_path, text)

    assert message.startswith(f"targets.yaml:{line}行目: ")
    assert words in message


@pytest.mark.parametrize(
    "bad", ["総務局", "a/b", "..", ".hidden", "a b", "x" * 64, "CON", "nul.txt", "-a", '""']
)
def test_an_id_that_cannot_be_a_file_name_is_refused(tmp_path: Path, bad: str) -> None:
    (message,) = errors(tmp_path, site().replace("- id: soumu\n        name", f"- id: {bad}\n        name"))

    assert message.startswith("targets.yaml:5行目: ")
    assert "ファイル名に使えません" in message


def test_a_number_as_id_is_told_to_be_quoted(tmp_path: Path) -> None:
    (message,) = errors(tmp_path, site().replace("- id: soumu\n    name", "- id: 12\n    name"))

    assert "引用符で囲んで" in message


def test_ids_and_names_that_meet_are_told_with_both_lines(tmp_path: Path) -> None:
    text = """\
bureaus:
  - id: a
    name: 総務局
    sites: [{id: one, start: "https://a.example.jp/"}]
  - id: A
    name: 総務局
    sites:
      - {id: two, start: "https://b.example.jp/"}
      - {id: ONE, start: "https://c.example.jp/"}
"""

    bureau, name, twin = errors(tmp_path, text)

    assert bureau.startswith("targets.yaml:5行目: 局のID「A」が 2行目と")
    assert name.startswith("targets.yaml:6行目: 局の名前「総務局」が 3行目と")
    assert twin.startswith("targets.yaml:9行目: サイトのID「ONE」が 4行目と")


def test_ids_that_meet_on_one_line_are_told_too(tmp_path: Path) -> None:
    sites = '[{id: x, start: "https://a.example.jp/"}, {id: x, start: "https://b.example.jp/"}]'

    (message,) = errors(tmp_path, f"bureaus:\n  - id: a\n    name: b\n    sites: {sites}\n")

    assert "サイトのID「x」" in message


def test_bureau_names_that_would_share_a_workbook_are_refused(tmp_path: Path) -> None:
    text = """\
bureaus:
  - {id: a, name: "企画/調整", sites: [{id: one, start: "https://a.example.jp/"}]}
  - {id: b, name: "企画／調整", sites: [{id: two, start: "https://b.example.jp/"}]}
"""

    (message,) = errors(tmp_path, text)

    assert message.startswith("targets.yaml:3行目: 局の名前「企画／調整」が 2行目と")


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "organization: 東京都\n" + site("pages: x\ndelay: x\nexclude: x", "nowhere")

    found = errors(tmp_path, text)

    assert [re.findall(r":([0-9]+)行目", message)[0] for message in found] == ["1", "8", "9", "10", "11"]


def test_what_is_wrong_with_the_yaml_itself_is_told_with_its_line(tmp_path: Path) -> None:
    (message,) = errors(tmp_path, 'bureaus:\n  - id: "a\n')
    assert "YAML として読めません" in message

    (message,) = errors(tmp_path, "bureaus:\n\t- id: a\n")
    assert message.startswith("targets.yaml:2行目: 字下げにタブ")

    (message,) = errors(tmp_path, 'organisation: "\\U99999999"\n')
    assert "YAML として読めません" in message

    (message,) = errors(tmp_path, "organisation：東京都\nbureaus: []\n")
    assert "全角のコロン" in message


def test_a_file_in_another_encoding_is_told_to_be_saved_as_utf_8(tmp_path: Path) -> None:
    (message,) = errors(tmp_path, SMALL.encode("cp932"))
    assert message.startswith("targets.yaml:1行目: 文字コードが UTF-8 ではありません（Shift_JIS")

    (message,) = errors(tmp_path, SMALL.encode("utf-16"))
    assert "UTF-16" in message

    (message,) = errors(tmp_path, b"a: b\nc: \xff\xff\x81\n")
    assert message.startswith("targets.yaml:2行目: UTF-8 として読めない")


@pytest.mark.parametrize("text", ["", "\n\n", "# コメントだけ\n", "---\n"])
def test_an_empty_file_is_told_so(tmp_path: Path, text: str) -> None:
    (message,) = errors(tmp_path, text)

    assert message.startswith("targets.yaml: 中身がありません")


def test_a_file_that_is_not_there_or_a_folder_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(TargetsError, match="ファイルがありません"):
        load(tmp_path / "targets.yaml")
    with pytest.raises(TargetsError, match="フォルダーです"):
        load(tmp_path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (message,) = errors(tmp_path, b"# " + b"x" * 1_000_000)

    assert "大きすぎます" in message


def test_nesting_and_aliases_without_end_are_refused_or_harmless(tmp_path: Path) -> None:
    (message,) = errors(tmp_path, "a: " + "[" * 50_000)
    assert "入れ子が深すぎます" in message

    (message,) = errors(tmp_path, "- " * 2000)
    assert "入れ子が深すぎます" in message

    assert errors(tmp_path, "bureaus: &a [*a]\n")

    laughs = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 10}]\n" for n in range(1, 12))
    assert len(errors(tmp_path, laughs + site())) == 12


def test_names_in_file_names_are_normal_and_free_of_forbidden_characters() -> None:
    assert file_name('企画/調整:"A"*?') == "企画／調整：＂A＂＊？"
    assert file_name("か\u3099く") == "がく"
    assert file_name("..") == "＿"


WORDS = st.sampled_from(
    ["bureaus", "sites", "id", "name", "start", "defaults", "pages", "urls", "exceptions", "pattern", 
     "viewports", "standard", "delay", "catalogue", "axe", "contact", "<<"]
)  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["https://www.example.jp/", "a", "1280x900", "2.1.3"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


def as_yaml(value: Any) -> str:
    """Flow style by hand: unlike a YAML writer it also writes what no parser should accept."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key or '~'}: {as_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return "" if value is None else str(value)


SLOW = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


@SLOW
@given(
    st.dictionaries(WORDS, VALUES, max_size=6).map(as_yaml) | st.text(max_size=60) | st.binary(max_size=60)
)
def test_any_file_gives_targets_or_a_list_of_errors(
    tmp_path_factory: pytest.TempPathFactory, content: str | bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "targets.yaml"
    path.write_bytes(content.encode(errors="replace") if isinstance(content, str) else content)

    try:
        result = load(path)
    except TargetsError as error:
        assert error.errors
        assert all("\n" not in line and "（直し方: " in line for line in error.errors)
    else:
        assert isinstance(result, Targets)


@SLOW
@given(st.sampled_from(SMALL.splitlines()), VALUES.map(as_yaml) | st.text(max_size=10))
def test_any_damage_to_a_good_file_gives_targets_or_a_list_of_errors(
    tmp_path_factory: pytest.TempPathFactory, line: str, damage: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "targets.yaml"
    key = line.partition(":")[0]
    path.write_bytes(SMALL.replace(line, f"{key}: {damage}").encode(errors="replace"))

    try:
        assert isinstance(load(path), Targets)
    except TargetsError as error:
        assert error.errors


def test_the_targets_of_this_repository_load() -> None:
    targets = load(REPOSITORY / "targets.yaml")

    assert targets.organisation == "東京都"
    assert len(targets.bureaus) >= 30
    assert all(1 <= len(bureau.sites) <= 4 for bureau in targets.bureaus)
    assert all(found.extra_criteria == ("2.1.3", "2.2.3", "2.3.2") for found in targets.sites)
