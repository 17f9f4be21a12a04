"""`auditor page`: one address, file or text, now; in every form of output."""

import json
import re
from pathlib import Path

import openpyxl
import pytest
from running import auditor, html, within
from servers import Reply, SiteServer, never, page

BAD = html(body='<p><img src="a.png"></p><p><a href="/next"></a></p>')


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "お知らせ.html"
    path.write_text(BAD)
    return path


def findings(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_file_is_audited_under_its_own_name_in_every_form(file: Path, tmp_path: Path) -> None:
    done = auditor(
        "page", file, "--no-open", "--html", tmp_path / "r.html", "--xlsx", tmp_path / "r.xlsx",
        "--json", tmp_path / "r.jsonl",
    )  # fmt: skip

    assert done.code == 0, done.err
    assert file.as_uri() in done.out
    assert "r.html" in done.out
    lines = findings((tmp_path / "r.jsonl").read_text())
    assert {line["url"] for line in lines} == {file.as_uri()}
    assert any("1.1.1" in line["criteria"] for line in lines)  # type: ignore[operator]
    assert not any("where" in line for line in lines), "a file has no header lines"
    report = (tmp_path / "r.html").read_text()
    assert "localhost" not in report
    assert 'lang="ja"' in report
    assert "改善計画" in openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames


def test_text_from_standard_input_is_named_stdin_and_fail_on_tells_by_the_exit_code(tmp_path: Path) -> None:
    asked = ["page", "-", "--no-open", "--html", tmp_path / "r.html", "--json", "-"]

    bad = auditor(*asked, "--fail-on", "definite", stdin=BAD.encode())
    good = auditor(
        *asked, "--fail-on", "definite", "--base", "https://www.example.jp/", stdin=html("/a").encode()
    )

    assert bad.code == 1, bad.err
    assert {line["url"] for line in findings(bad.out)} == {"stdin:"}
    assert good.code == 0, good.out


def test_an_address_is_audited_and_one_that_does_not_answer_gives_3_with_its_fate(tmp_path: Path) -> None:
    with SiteServer({"/": page(BAD), "/gone": Reply(b"<p>404", 404)}) as server:
        done = auditor("page", server.url(), "--no-open", "--html", tmp_path / "r.html", "--json", "-")
        gone = auditor("page", server.url("/gone"), "--no-open", "--html", tmp_path / "g.html")
    down = auditor("page", "http://127.0.0.1:9/", "--no-open", "--html", tmp_path / "d.html")

    assert done.code == 0, done.err
    assert {line["url"] for line in findings(done.out)} == {server.url()}
    (framing,) = [line for line in findings(done.out) if line["rule"] == "security/frame-options-missing"]
    assert (framing["where"], framing["outcome"]) == ("X-Frame-Options", "failed"), (
        "header lines are evidence"
    )
    assert "selector" not in framing
    drawn = (tmp_path / "r.html").read_text()
    assert "ほかのサイトへの埋め込みを防ぐヘッダー" in drawn
    assert re.search(r"<br>\s*(?:<code>)?nginx: add_header X-Frame-Options", drawn), "a line for each server"
    assert (down.code, gone.code) == (3, 3)
    assert "つながりません" in down.out or "接続" in down.out, down.out
    assert "4xx" in gone.out
    assert "4xx" in (tmp_path / "g.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["page", "nowhere.html"], "ファイルがありません"),
        (["page", "ftp://example.jp/"], "http:// か https://"),
        (["page", "-", "--base", "example"], "--base example"),
        (["page", "http://127.0.0.1:9/", "--standard", "wcag-9"], "--standard wcag-9"),
        (["page", "http://127.0.0.1:9/", "--fail-on", "maybe"], "--fail-on"),
        (["page"], "コマンドの書き方"),
    ],
)
def test_a_wrong_request_is_one_clear_line(arguments: list[str], words: str) -> None:
    done = auditor(*arguments)

    assert done.code == 2
    assert words in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.soak
def test_a_page_that_never_answers_ends(tmp_path: Path) -> None:
    with SiteServer({"*": never()}) as server, within(240):
        done = auditor("page", server.url(), "--no-open", "--html", tmp_path / "r.html")

    assert done.code == 3
