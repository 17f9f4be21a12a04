"""The DataFrames of a reports folder: columns as documented, numbers as in the plan, two cycles side by side."""

import io
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from running import Desk, auditor, html

import auditor as library
from auditor.gather import settings_of
from auditor.model import PageFacts, Site
from auditor.publish import frames
from auditor.report.csv_lines import flat
from auditor.report.jsonl import FINDING_KEYS, OTHER_KEYS
from auditor.store import Store

ROOT = Path(__file__).parents[1]
CYCLES = ("2026Q3", "2026Q4")
NAMES = ("findings", "pages", "issues", "kpis")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two bureaus with a site each, audited in two quarters; between them a picture got its text and a page came."""
    made = Desk(tmp_path_factory.mktemp("frames"))
    for site in ("minato", "kurashi"):
        folder = made.folder / site
        folder.mkdir()
        (folder / "index.html").write_text(html("a.html", "none.html", body='<p><img src="x.png"></p>'))
        (folder / "a.html").write_text(html("./", body='<p><img src="y.png"></p><marquee>台風</marquee>'))
    made.write_bureaus(
        kouwan=[{"id": "minato", "name": "港", "start": "minato/"}],
        fukushi=[
            {
                "id": "kurashi",
                "name": "くらし",
                "start": "kurashi/",
                "exceptions": [{"pattern": "*/a.html", "reason": "外部の部分のため"}],
            }
        ],
    )
    assert made.run(cycle=CYCLES[0]).code == 0
    (made.folder / "minato" / "a.html").write_text(html("./", "b.html"))
    (made.folder / "minato" / "b.html").write_text(html("./", title="新しいページ"))
    assert made.run(cycle=CYCLES[1]).code == 0
    return made


@pytest.fixture
def reports(desk: Desk) -> Iterator[library.Reports]:
    with library.open_reports(desk.reports) as opened:
        yield opened


def documented(name: str) -> list[tuple[str, str]]:
    """Column and type of each row of the table that docs/library.md has for a frame."""
    text = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    part = text.split(f"\n### `Reports.{name}()`\n")[1].split("\n### ")[0]
    return re.findall(r"^\| `(\w+)` \| ([\w, ]+?) \|", part, re.MULTILINE)


def written(dtype: object) -> str:
    ordered = isinstance(dtype, pd.CategoricalDtype) and dtype.ordered
    return f"{dtype}, ordered" if ordered else str(dtype)


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_and_types_are_the_documented_ones(reports: library.Reports, name: str) -> None:
    frame = getattr(reports, name)()

    assert len(frame) > 0
    assert [(str(column), written(dtype)) for column, dtype in frame.dtypes.items()] == documented(name)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_frame_has_the_same_columns_and_types(name: str) -> None:
    columns = getattr(frames, name.upper())

    empty = frames.frame(columns, [], [])

    assert [(str(column), written(dtype)) for column, dtype in empty.dtypes.items()] == documented(name)


@pytest.mark.parametrize("name", NAMES)
def test_cycles_are_in_order_and_known_to_every_frame(reports: library.Reports, name: str) -> None:
    one = getattr(reports, name)(cycle="2026Q4")

    assert reports.cycles == CYCLES
    assert tuple(one["cycle"].cat.categories) == CYCLES
    assert set(one["cycle"]) == {"2026Q4"}


def test_findings_are_those_of_the_export(reports: library.Reports, desk: Desk) -> None:
    lines = [line for line in desk.lines("--cycle", "2026Q4") if line["kind"] == "finding"]

    frame = reports.findings(cycle="2026Q4")

    assert len(frame) == len(lines) > 0
    for name in FINDING_KEYS[1:]:
        found = [None if pd.isna(value) else str(value) for value in frame[name]]
        assert found == [flat(line.get(name)) for line in lines], name


def test_certainty_is_ordered_so_that_it_can_be_compared(reports: library.Reports) -> None:
    frame = reports.findings()

    sure = frame[frame["certainty"] >= "likely"]

    assert 0 < len(sure) < len(frame)
    assert set(sure["certainty"]) <= {"likely", "definite"}


def test_every_url_is_there_once_and_what_nobody_saw_is_missing_not_zero(reports: library.Reports) -> None:
    frame = reports.pages(cycle="2026Q4", site="minato")

    assert frame["url"].is_unique
    gone = frame[frame["fate"] == "http-error"]
    assert list(gone["status"]) == [404]
    assert gone["definite"].isna().all() and not gone["audited"].any()
    seen = frame[frame["title"] == "新しいページ"]
    assert seen["definite"].notna().all() and list(seen["rules_lost"]) == [0] and seen["audited"].all()


def test_counts_of_pages_add_up_to_the_findings(reports: library.Reports) -> None:
    pages, findings = reports.pages(), reports.findings()

    on_pages = findings[findings["url"].isin(pages["url"])]

    for certainty in ("definite", "likely", "review", "advice"):
        assert pages[certainty].sum() == (on_pages["certainty"] == certainty).sum()


def test_open_issues_are_those_that_the_indicator_counts(reports: library.Reports) -> None:
    issues, kpis = reports.issues(), reports.kpis()
    counted = kpis[kpis["kpi"] == "issues-open"].set_index(["cycle", "bureau"])["value"]

    still = issues[issues["open"] & ~issues["tool_news"]].groupby(["cycle", "bureau"], observed=True).size()

    assert len(still) == 4 and issues["exempt"].any()
    assert still.to_dict() == counted.to_dict()


def test_what_was_mended_is_closed_in_the_later_cycle(reports: library.Reports) -> None:
    issues = reports.issues(site="minato")

    fixed = issues[issues["verdict"] == "改善確認済"]

    assert len(fixed) > 0
    assert set(fixed["cycle"]) == {"2026Q4"} and not fixed["open"].any()
    assert fixed["findings_before"].gt(0).all()


def test_what_people_wrote_stands_beside_its_issue(desk: Desk, reports: library.Reports) -> None:
    number = reports.issues(cycle="2026Q4", bureau="kouwan")["issue"].iloc[0]
    with sqlite3.connect(desk.reports / "auditor.sqlite") as db:
        db.executemany(
            "INSERT INTO decision (issue, bureau, field, value, author, source, at) VALUES (?, 'kouwan', ?, ?, '', '', '')",
            [(number, "status", "対応中"), (number, "owner-unit", "港湾課"), (number, "owner", "都庁太郎")],
        )
    db.close()

    row = reports.issues(cycle="2026Q4").set_index("issue").loc[number]

    assert (row["status"], row["unit"]) == ("対応中", "港湾課")
    assert "都庁太郎" not in reports.issues().to_csv(), "no frame has names of persons"


def test_indicators_are_those_that_were_published(reports: library.Reports) -> None:
    frame = reports.kpis(bureau="kouwan")

    density = frame[frame["kpi"] == "findings-per-100"].set_index("cycle")["value"]

    assert list(frame["kpi"][:2]) == ["issues-open", "issues-high"]
    assert density["2026Q3"] > density["2026Q4"] > 0
    assert frame[frame["kpi"] == "registered-files"]["value"].isna().all(), "no catalogue was fetched"


def test_bureaus_are_found_by_name_too_and_filters_take_several(reports: library.Reports) -> None:
    assert set(reports.issues(bureau="kouwan局")["bureau"]) == {"kouwan"}
    assert set(reports.pages(site=["minato", "kurashi"])["site"]) == {"minato", "kurashi"}
    assert len(reports.findings(cycle=[])) == 0


@pytest.mark.parametrize("given", [{"cycle": "2020Q1"}, {"bureau": ["kouwan", "無い局"]}, {"site": "none"}])
def test_a_name_that_is_not_there_is_an_error(reports: library.Reports, given: dict[str, str]) -> None:
    with pytest.raises(library.AuditorError, match="次のどれか"):
        reports.findings(**given)  # type: ignore[arg-type]


def test_texts_are_in_the_language_asked_for(reports: library.Reports) -> None:
    english = reports.findings(lang="en")["title"]

    assert english.str.contains("[a-z]").all()
    assert not english.str.contains("[ぁ-ん]").any()


def test_nothing_is_written_and_a_closed_folder_may_be_closed_again(desk: Desk) -> None:
    path = desk.reports / "auditor.sqlite"
    before = path.read_bytes()

    with library.open_reports(desk.reports) as opened:
        opened.kpis()
    opened.close()

    assert path.read_bytes() == before


def test_a_folder_without_results_or_with_a_damaged_store_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(library.StoreError, match="auditor run"):
        library.open_reports(tmp_path)
    (tmp_path / "auditor.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(library.StoreError, match="控えから戻す"):
        library.open_reports(tmp_path)


def test_a_store_of_a_newer_version_or_an_older_form_is_one_clear_line(desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "auditor.sqlite"
    copy.write_bytes((desk.reports / "auditor.sqlite").read_bytes())
    with sqlite3.connect(copy) as db:
        db.execute("DROP TABLE issue_alias")
    db.close()
    with pytest.raises(library.StoreError, match="前の版"):
        library.open_reports(tmp_path)

    with sqlite3.connect(copy) as db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'version'")
    db.close()
    with pytest.raises(library.StoreError, match="新しい版"):
        library.open_reports(tmp_path)


def test_resources_of_pages_are_no_pages_and_a_bureau_without_a_plan_has_no_indicators(
    tmp_path: Path,
) -> None:
    site = Site("minato", "港", "kouwan", "https://www.example.lg.jp/")
    with Store(tmp_path / "auditor.sqlite") as store:
        store.open_cycle("2026Q4", "2026-11-20", {})
        store.site("2026Q4", site.id).open(site.bureau, settings_of(site))
        found = [PageFacts(site.start), PageFacts(f"{site.start}a.js", found_by="resource")]
        store.site("2026Q4", site.id).commit_discovery([], found)

    with library.open_reports(tmp_path) as opened:
        pages, kpis = opened.pages(), opened.kpis()

    assert list(pages["url"]) == [site.start]
    assert pages["rules_lost"].isna().all() and pages["fate"].isna().all()
    assert len(kpis) == 0


def test_half_a_surrogate_pair_of_a_site_does_no_harm() -> None:
    frame = frames.frame(frames.FINDINGS, [{"url": "x", "snippet": "a\ud83d"}], [])

    assert list(frame["snippet"]) == ["a\ufffd"]


@pytest.mark.parametrize("all_", [(), ("--all",)])
def test_the_csv_of_the_frame_has_the_values_of_the_lines(desk: Desk, all_: tuple[str, ...]) -> None:
    lines = [line for line in desk.lines() if all_ or line["kind"] == "finding"]

    done = auditor("export", "--reports", desk.reports, "--format", "csv", *all_)

    assert done.data.startswith(b"\xef\xbb\xbf")
    data = pd.read_csv(io.BytesIO(done.data[3:]), dtype="string", keep_default_na=False)
    names = [*FINDING_KEYS, *(OTHER_KEYS if all_ else ())]
    assert list(data.columns) == names
    for name in names:
        expected = ["" if line.get(name) is None else str(flat(line[name])) for line in lines]
        assert [value.removeprefix("'") for value in data[name]] == [
            v.replace("\r\n", "\n") for v in expected
        ], name


def test_the_analysis_of_the_document_runs_over_two_quarters(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs" / "analysis.md").read_text(encoding="utf-8")
    cells = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(desk.folder)
    names: dict[str, Any] = {}

    for cell in cells:
        exec(compile(cell, "docs/analysis.md", "exec"), names)

    said = capsys.readouterr().out
    assert len(cells) == 5
    assert names["trend"].shape == (2, 2) and names["trend"].notna().all(axis=None)
    still = names["issues"][names["issues"]["open"] & ~names["issues"]["tool_news"]]
    for (cycle, bureau), count in still.groupby(["cycle", "bureau"], observed=True).size().items():
        assert names["trend"].loc[cycle, f"{bureau}局"] == count
    assert names["moved"].loc["2026Q4", "改善確認済"] >= 1
    assert "検査できた割合" in said
    assert (names["coverage"] == 1).all()


def test_parquet_has_the_values_and_types_of_the_frame(
    desk: Desk, reports: library.Reports, tmp_path: Path
) -> None:
    pytest.importorskip("pyarrow")

    done = auditor(
        "export", "--reports", desk.reports, "--format", "parquet", "--out", tmp_path / "x.parquet"
    )

    assert done.code == 0, done.err
    kept = pd.read_parquet(tmp_path / "x.parquet")
    frame = reports.findings(cycle="2026Q4")
    assert list(kept.columns) == list(FINDING_KEYS)
    assert kept["certainty"].dtype == frame["certainty"].dtype
    for name in frame.columns:
        assert kept[name].astype("string").equals(frame[name].astype("string")), name


def test_parquet_of_everything_has_assertions_and_pages_with_numbers(desk: Desk, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")

    done = auditor("export", "--all", "--reports", desk.reports, "--format", "parquet")

    kept = pd.read_parquet(io.BytesIO(done.data))
    assert set(kept["kind"]) == {"finding", "assertion", "page"}
    assert kept["status"].dtype == "Int64" and 404 in set(kept["status"].dropna())


def test_without_pyarrow_the_cure_is_one_line_and_no_file_is_left(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "find_spec", lambda name: None)

    done = auditor(
        "export", "--reports", desk.reports, "--format", "parquet", "--out", tmp_path / "x.parquet"
    )

    assert done.code == 2
    assert "tokyo-web-auditor[analysis]" in done.err and len(done.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
