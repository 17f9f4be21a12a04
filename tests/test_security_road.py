"""The whole road of security: a run with the probe of the host, its sheet, plan and indicator."""

import ssl
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import trustme
from running import CYCLE, Desk, html
from servers import Reply, SiteServer, page

from auditor import fleet
from auditor.capture.host import probe_site
from auditor.gather import host_probe

NEXT = "2027Q1"
GOOD = (
    ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    ("Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)  # fmt: skip
FORM = '<form method="post" action="/shinsei/send"><label>氏名<input name="n"></label><button>送る</button></form>'
PATHS = ("/", "/a", "/shinsei/form")


def routes(*, mended: bool = False) -> dict[str, Reply]:
    """Pages in order, but for a form under /shinsei/ that lacks what the others send."""
    links = html(*PATHS[1:])
    lacking = GOOD if mended else GOOD[:3]
    return {
        "/": page(links, *GOOD), "/a": page(html("/"), *GOOD),
        "/shinsei/form": page(html("/", body=FORM), *lacking),
    }  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A site on http and https of this machine, audited in two cycles; in the second the form is mended."""
    authority = trustme.CA()
    trust, serving = ssl.create_default_context(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.configure_trust(trust)
    authority.issue_cert("localhost").configure_cert(serving)
    desk = Desk(tmp_path_factory.mktemp("road"))
    with (
        SiteServer(routes()) as plain,
        SiteServer(routes(), tls=serving) as secure,
        pytest.MonkeyPatch.context() as patch,
    ):
        # The ports of a real host are 80 and 443; those of this machine have to be told, and the authority too.
        patch.setattr(
            host_probe, "probe_site", partial(probe_site, ports=(plain.port, secure.port), trust=trust)
        )
        patch.setattr(host_probe, "is_public", lambda url: True)
        patch.setattr(fleet, "_executor", _here)
        desk.write(site=f"http://localhost:{plain.port}/")
        assert desk.run().code == 0
        plain.routes = dict(routes(mended=True))
        assert desk.run(cycle=NEXT).code == 0
        yield desk


@contextmanager
def _here(cluster: str, workers: int) -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def sheet(path: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[name].iter_rows()]
    start = next(number for number, row in enumerate(rows) if "サイト" in row)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :] if row[0]]


def headers_of(desk: Desk, cycle: str = CYCLE) -> Mapping[str, dict[str, Any]]:
    return {row["ヘッダー名"]: row for row in sheet(desk.workbook(cycle), "セキュリティヘッダー")}


def test_the_sheet_tells_each_header_of_the_host_with_verdict_severity_and_cure(desk: Desk) -> None:
    rows = headers_of(desk)

    assert {name: row["適否"] for name, row in rows.items() if row["期待値"]} == {
        "Strict-Transport-Security": "適", "Content-Security-Policy": "適", "X-Content-Type-Options": "適",
        "X-Frame-Options": "適",  # the policy names frame-ancestors
        "Referrer-Policy": "一部", "Permissions-Policy": "一部",
    }  # fmt: skip
    lacking = rows["Referrer-Policy"]
    assert lacking["実際の値"] == "strict-origin-when-cross-origin（ほか1種）"
    assert "3ページ中1ページ、場所: /shinsei/form" in lacking["説明"]
    assert lacking["重大度"] == "中程度"  # one step more, for people type into this page
    servers = [line.partition(":")[0] for line in lacking["直し方"].splitlines()[1:]]
    assert servers == ["nginx", "Apache", "IIS", "CDN"]
    assert lacking["管理番号"]


def test_what_the_probe_of_the_host_told_stands_in_the_sheet(desk: Desk) -> None:
    redirect = headers_of(desk)["http"]

    assert (redirect["適否"], redirect["重大度"]) == ("不適", "致命的")
    assert "https:// に転送されません" in redirect["説明"]


def test_each_cause_is_one_row_of_the_plan(desk: Desk) -> None:
    plan = sheet(desk.workbook(), "改善計画")

    rows = [row for row in plan if row["分類"] == "セキュリティ"]
    assert {row["管理番号"] for row in headers_of(desk).values() if row["管理番号"]} <= {
        row["管理番号"] for row in rows
    }
    assert len({row["管理番号"] for row in rows}) == len(rows)


def test_the_last_verdict_stands_beside_the_new_one_and_the_indicator_rises(desk: Desk) -> None:
    mended = headers_of(desk, NEXT)["Referrer-Policy"]

    assert (mended["適否"], mended["前期判定"]) == ("適", "一部")
    trend = openpyxl.load_workbook(desk.workbook(NEXT))["推移"].iter_rows(values_only=True)
    assert [row[4] for row in trend if "必須ヘッダー充足率" in row] == [66.7, 100]
