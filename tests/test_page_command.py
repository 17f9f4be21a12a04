"""`auditor page`: one address, file or text, now; in every form of output."""

import json
import re
from pathlib import Path

import openpyxl
import pytest
from running import Desk, auditor, html, within
from servers import Reply, Route, SiteServer, never, page, redirect

from auditor.model import TRAPS, Fate
from auditor.report.report_words import CURES

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
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "改善計画" in book.sheetnames
    assert file.as_uri() in cells
    assert not [cell for cell in cells if "localhost" in cell]


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
        asked = server.paths.count("/")
        gone = auditor("page", server.url("/gone"), "--no-open", "--html", tmp_path / "g.html")
    down = auditor("page", "http://127.0.0.1:9/", "--no-open", "--html", tmp_path / "d.html")

    assert done.code == 0, done.err
    assert asked <= 2, "found and visited; the probes and further windows look at what was captured"
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


LANDED = "へ転送されたため、転送先を検査しました"


@pytest.mark.parametrize(
    ("path", "lands"), [("/", "/ja/"), ("/slash", "/slash/"), ("/old.html", "/new/c.html?x=1")]
)
def test_a_page_that_redirects_is_audited_where_it_leads_and_says_so(
    path: str, lands: str, tmp_path: Path
) -> None:
    routes: dict[str, Route] = {path: redirect(lands), lands: page(BAD)}
    with SiteServer(routes) as server:
        done = auditor(
            "page", server.url(path), "--no-open", "--html", tmp_path / "r.html", "--json", tmp_path / "j",
            "--fail-on", "definite",
        )  # fmt: skip
        landed = server.url(lands)

    assert done.code == 1, "what the landing page lacks fails"
    assert {line["url"] for line in findings((tmp_path / "j").read_text())} == {landed}
    assert f"{server.url(path)} → {landed} {LANDED}" in done.out
    assert LANDED in (tmp_path / "r.html").read_text()


def test_a_page_that_redirects_to_another_site_is_audited_there(tmp_path: Path) -> None:
    with SiteServer({"/a": page(BAD)}) as other, SiteServer({"/": redirect(other.url("/a"))}) as server:
        done = auditor(
            "page", server.url(), "--no-open", "--html", tmp_path / "r.html", "--json", tmp_path / "j"
        )
        landed = other.url("/a")

    assert done.code == 0, done.err
    assert {line["url"] for line in findings((tmp_path / "j").read_text())} == {landed}
    assert LANDED in done.out


@pytest.mark.parametrize("where", ["itself", "round", "nowhere"])
def test_a_redirect_that_leads_nowhere_passes_no_gate(where: str, tmp_path: Path) -> None:
    with SiteServer({"/b": redirect("/")}) as server:
        target = {"itself": "/", "round": "/b", "nowhere": "http://127.0.0.1:9/"}[where]
        server.routes["/"] = redirect(target)
        done = auditor(
            "page", server.url(), "--no-open", "--html", tmp_path / "r.html", "--json", tmp_path / "j",
            "--fail-on", "review",
        )  # fmt: skip

    (line,) = findings((tmp_path / "j").read_text())
    assert done.code == 3
    assert len(done.err.splitlines()) == 1
    said = done.out.replace("\n", "")
    assert "ページを検査できませんでした" in said and "ください" in said
    assert line["kind"] == "page" and line["fate"] != "ok" and line["reason"]
    assert "問題は" not in said and "検査しました" not in said


def test_a_page_that_is_listed_under_its_old_address_is_audited_where_it_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    routes: dict[str, Route] = {"/": page(BAD), "/old": redirect("/new/"), "/new/": page(BAD)}
    with SiteServer(routes) as server:
        desk.write(site={"start": server.url(), "urls": [server.url("/old")]})
        done = desk.run()
        landed = server.url("/new/")

    lines = findings(auditor("export", "--reports", desk.reports).out)
    assert "1ページ" in done.out
    assert landed in {line["url"] for line in lines}


def test_every_fate_of_a_page_has_its_own_cure() -> None:
    lost = set(Fate) - TRAPS - {Fate.OK, Fate.EXCLUDED, Fate.OVER_LIMIT}

    assert {fate for fate in lost if fate not in CURES} == set()


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
