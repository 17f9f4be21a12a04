"""How a folder is served as the site it will be."""

import http.client
import socket
from pathlib import Path

import pytest
from running import Desk, auditor, html

from auditor.capture.folder import serve
from auditor.model import AuditorError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "sub" / "お知らせ").mkdir(parents=True)
    (root / ".well-known").mkdir()
    for name, text in {
        "index.html": "<p>top", "sub/index.html": "<p>sub", "sub/a b.csv": "a,b", "data.geojson": "{}",
        "book.XLSX": "x", "sub/お知らせ/page.html": "<p>j", ".secret": "s", ".well-known/security.txt": "c",
        "../outside.txt": "o", "style.css": "p{}",
    }.items():  # fmt: skip
        (root / name).write_text(text)
    (root / "way-out").symlink_to(tmp_path / "outside.txt")
    (root / "same.html").symlink_to(root / "index.html")
    return root


def ask(
    folder: Path, *paths: str, method: str = "GET", **headers: str
) -> list[tuple[int, str, bytes, dict[str, str]]]:
    answers = []
    with serve(folder) as (host, port):
        connection = http.client.HTTPConnection(host, port, timeout=5)
        for path in paths:
            connection.request(
                method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            response = connection.getresponse()
            lines = {name.lower(): value for name, value in response.getheaders()}
            answers.append((response.status, lines.get("content-type", ""), response.read(), lines))
        connection.close()
    return answers


def test_files_have_their_content_type_and_html_leaves_the_charset_to_the_page(folder: Path) -> None:
    got = ask(folder, "/", "/sub/", "/sub/a%20b.csv?x=1", "/data.geojson", "/book.XLSX", "/style.css")

    assert [(status, media, body) for status, media, body, _ in got] == [
        (200, "text/html", b"<p>top"),
        (200, "text/html", b"<p>sub"),
        (200, "text/csv", b"a,b"),
        (200, "application/geo+json", b"{}"),
        (200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"x"),
        (200, "text/css", b"p{}"),
    ]


def test_a_folder_without_its_slash_is_redirected(folder: Path) -> None:
    got = ask(folder, "/sub", "/sub/%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B", "//sub")

    assert [status for status, *_ in got] == [301] * 3
    assert [lines["location"] for *_, lines in got] == [
        "/sub/", "/sub/%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B/", "/sub/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "path",
    ["/../outside.txt", "/%2e%2e/outside.txt", "/sub/..%2f..%2foutside.txt", "/way-out", "/.secret",
     "/_headers", "/nothing", "/%00", "/sub/お知らせ".encode().decode("latin-1") + "/",
     "/index.html/", "/a\\b"],
)  # fmt: skip
def test_what_is_not_there_or_not_for_readers_is_404(folder: Path, path: str) -> None:
    (folder / "_headers").write_text("")
    raw = path.encode("latin-1")

    with serve(folder) as address, socket.create_connection(address, 5) as connection:
        connection.sendall(b"GET " + raw + b" HTTP/1.0\r\n\r\n")
        answer = connection.recv(65536)

    assert answer.startswith(b"HTTP/1.1 404 ")


def test_what_stands_in_well_known_and_links_inside_are_served(folder: Path) -> None:
    assert [status for status, *_ in ask(folder, "/.well-known/security.txt", "/same.html")] == [200, 200]


def test_the_folders_own_404_page_is_used(folder: Path) -> None:
    (folder / "404.html").write_text("<p>ありません")

    assert ask(folder, "/x")[0][:3] == (404, "text/html", "<p>ありません".encode())


def test_header_lines_come_from_the_headers_file(folder: Path) -> None:
    (folder / "_headers").write_text(
        "# 見本\n/*\n  X-Frame-Options: DENY\n  Server: 東京\n\n"
        "/sub/*\n  Content-Type: text/html; charset=Shift_JIS\n"
        "/*.csv\n  Content-Type: text/csv; charset=utf-8\n"
    )

    top, sub, csv, missing = ask(folder, "/", "/sub/", "/sub/a%20b.csv", "/nothing")

    assert top[3]["x-frame-options"] == missing[3]["x-frame-options"] == "DENY"
    assert top[1] == "text/html"
    assert sub[1] == "text/html; charset=Shift_JIS"
    assert csv[3]["server"].encode("latin-1").decode() == "東京"
    assert "date" not in top[3]


def test_errors_of_the_headers_file_name_line_and_cure(folder: Path) -> None:
    (folder / "_headers").write_text("  X: y\n*\n  bad header: z\n  Content-Length: 3\n")

    with pytest.raises(AuditorError) as caught, serve(folder):
        pass

    lines = str(caught.value).splitlines()
    assert [line.split(": ")[1].strip() for line in lines] == ["1 行目", "2 行目", "3 行目", "4 行目"]
    assert all("ください" in line for line in lines)


def test_a_missing_folder_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(AuditorError, match="ありません"), serve(tmp_path / "x"):
        pass


def test_head_and_range_are_answered(folder: Path) -> None:
    (head,) = ask(folder, "/", method="HEAD")
    (part,) = ask(folder, "/", Range="bytes=3-4")

    assert (head[0], head[2], head[3]["content-length"]) == (200, b"", "6")
    assert (part[0], part[2], part[3]["content-range"]) == (206, b"to", "bytes 3-4/6")


def test_a_folder_without_header_lines_is_judged_without_them_and_one_with_them_by_them(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, defaults={"probes": "none"})
    for name in ("bare", "lined"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.css").write_text("p { color: #000 }")
        (folder / "index.html").write_text(html(body='<link rel="stylesheet" href="a.css"><p>本文</p>'))
    (tmp_path / "lined" / "_headers").write_text("/*\n  Content-Type: text/html; charset=UTF-8\n")
    desk.write(bare=str(tmp_path / "bare"), lined=str(tmp_path / "lined"))

    desk.run()
    auditor("evaluate", "--reports", desk.reports)

    lines = {site: desk.lines("--site", site) for site in ("bare", "lined")}
    found = {site: {line["rule"] for line in own if line["kind"] == "finding"} for site, own in lines.items()}
    untested = {
        line["rule"]
        for line in lines["bare"]
        if line["kind"] == "assertion" and line["outcome"] == "untested"
    }
    asked = "security/content-type-options-missing"
    assert asked in found["lined"]
    assert asked not in found["bare"]
    assert {asked, "security/resource-type-options-missing"} <= untested
