"""The offline copy of a CKAN catalogue, fetched from a server that answers as CKAN does."""

import json
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from running import Desk, auditor, html
from servers import Reply, Request, SiteServer, page

from auditor.plan.data_link import median_age
from auditor.read.catalogue_copy import load, path_in
from auditor.read.link import key

JSON = (("Content-Type", "application/json;charset=utf-8"),)
DATA = (("Content-Type", "text/csv"),)


def package(number: int, *urls: str, organisation: str = "t000001", **more: Any) -> dict[str, Any]:
    """A dataset with the fields that CKAN 2.10 gives, those we do not use among them."""
    return {
        "id": f"00000000-0000-0000-0000-{number:012}", "name": f"{organisation}d{number:010}", "type": "dataset",
        "title": f"データ{number}", "notes": "説明" * 50, "state": "active", "private": False, "isopen": True,
        "license_id": "cc-by-4.0", "license_title": "クリエイティブ・コモンズ 表示",
        "maintainer": "総務局", "metadata_modified": "2026-04-01T00:00:00.000000", "num_tags": 0, "tags": [],
        "organization": {"id": "x", "name": organisation, "title": "総務局", "is_organization": True},
        "extras": [{"key": "更新頻度", "value": "年次"}], "groups": [{"name": "population"}],
        "resources": [
            {"id": f"r{at}", "url": url, "format": "CSV", "size": 1024, "name": "a", "datastore_active": True,
             "last_modified": "2026-04-01T00:00:00.000000", "created": "2020-04-01T00:00:00.000000", **more}
            for at, url in enumerate(urls)
        ],
    }  # fmt: skip


@dataclass
class Ckan:
    """package_search over some datasets: rows, start, sort and fq as CKAN takes them."""

    packages: list[dict[str, Any]]
    broken: list[int] = field(default_factory=list)  # requests that end in 500, by their number
    asked: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, server: SiteServer, connection: socket.socket, request: Request) -> bool:
        words = {name: values[0] for name, values in parse_qs(urlsplit(request.path).query).items()}
        self.asked.append(words)
        if len(self.asked) in self.broken:
            return server.send(Reply(b"", 500), connection, request)
        named = words.get("fq", "").removeprefix("organization:(").removesuffix(")").split(" OR ")
        found = [one for one in self.packages if named == [""] or one["organization"]["name"] in named]
        found.sort(key=lambda one: str(one["name"]))
        start, rows = int(words["start"]), min(int(words["rows"]), 1000)
        result = {
            "count": len(found),
            "sort": words["sort"],
            "facets": {},
            "results": found[start : start + rows],
        }
        body = json.dumps({"help": "", "success": True, "result": result}).encode()
        return server.send(Reply(body, 200, JSON), connection, request)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def targets(desk: Desk, endpoint: str, start: str) -> None:
    desk.write(soumu={"start": start, "catalogue_organisation": "t000001"})
    text = json.loads(desk.targets.read_text())
    desk.targets.write_text(json.dumps({**text, "catalogue": {"endpoint": endpoint}}))


def fetch(desk: Desk, *arguments: str) -> Any:
    return auditor("catalogue", "fetch", desk.targets, "--reports", desk.reports, *arguments)


def test_a_catalogue_is_copied_page_by_page_for_the_organisations_of_targets_yaml(desk: Desk) -> None:
    ckan = Ckan(
        [package(number, f"https://a.example/{number}.csv") for number in range(150)]
        + [package(1, "https://b.example/x.csv", organisation="t999999")]
    )
    with SiteServer({"/api/3/action/package_search": ckan}) as server:
        targets(desk, server.url("/api/3/action"), server.url("/"))

        done = fetch(desk)

    entries = load(path_in(desk.reports), ["t000001"])
    assert done.code == 0, done.err
    assert [one["start"] for one in ckan.asked] == ["0", "100"]
    assert entries is not None and len(entries) == 150
    assert entries[0].dataset_id == "t000001d0000000000" and entries[0].frequency == "年次"
    assert load(path_in(desk.reports), ["t999999"]) == ()
    assert server.hits[0].headers["user-agent"].startswith("TokyoWebAuditor/")


def test_a_copy_that_was_stopped_goes_on_where_it_was(desk: Desk) -> None:
    ckan = Ckan(
        [package(number, f"https://a.example/{number}.csv") for number in range(150)], broken=[2, 3, 4]
    )
    with SiteServer({"/api/3/action/package_search": ckan}) as server:
        targets(desk, server.url("/api/3/action"), server.url("/"))

        first, second = fetch(desk), fetch(desk)

    assert first.code == 2 and "続きから再開" in first.err
    assert second.code == 0
    assert [one["start"] for one in ckan.asked] == ["0", "100", "100", "100", "100"]


def test_what_is_no_ckan_is_one_clear_line_and_the_old_copy_stays(desk: Desk) -> None:
    path_in(desk.reports).parent.mkdir(parents=True)
    path_in(desk.reports).write_text("{}\n")
    with SiteServer({"*": page("<p>工事中</p>")}) as server:
        targets(desk, server.url("/api/3/action"), server.url("/"))

        done = fetch(desk)

    assert done.code == 2 and "CKAN の応答ではありません" in done.err
    assert path_in(desk.reports).read_text() == "{}\n"


def test_two_addresses_of_one_file_have_one_key() -> None:
    same = [
        "https://www.soumu.metro.tokyo.lg.jp/a/%E4%BA%BA.csv",
        "http://www.soumu.metro.tokyo.jp/a/人.csv?t=123",
        "https://www.soumu.metro.tokyo.lg.jp:443/a/%E4%BA%BA.csv/?download=true",
    ]

    assert len({key(url) for url in same}) == 1
    assert key(same[0]) != key(same[0] + "?id=2")


def test_a_run_tells_both_ways_how_site_and_catalogue_differ_without_calling_it(desk: Desk) -> None:
    ckan = Ckan([])
    links = html("/in.csv", "/out.csv")
    routes = {
        "/": page(links), "/in.csv": Reply("区,人口（人）\n千代田区,1\n港区,2\n".encode(), 200, DATA),
        "/out.csv": Reply("区,人口（人）\n千代田区,3\n港区,4\n".encode(), 200, DATA),
        "/api/3/action/package_search": ckan,
    }  # fmt: skip
    with SiteServer(routes) as server:
        ckan.packages = [
            package(1, server.url("/in.csv")),
            package(2, server.url("/gone.csv"), format="XLSX"),
        ]
        targets(desk, server.url("/api/3/action"), server.url("/"))
        assert fetch(desk).code == 0
        calls = len(ckan.asked)

        done = desk.run()

    found = {
        (line["rule"], line["url"].rsplit("/", 1)[1], line["message"].split("（")[0])
        for line in desk.lines()
        if line["kind"] == "finding"
        and line["rule"] in ("opendata/file-unregistered", "opendata/catalogue-entry-untrue")
    }
    assert done.code == 0, done.err
    assert len(ckan.asked) == calls
    assert found == {
        ("opendata/file-unregistered", "", "「/out.csv のページ」"),
        ("opendata/catalogue-entry-untrue", "gone.csv", "カタログの「データ2」"),
    }


def test_the_median_age_needs_dates() -> None:
    assert median_age([], "2026-10-01") is None
