"""Lays two make-believe quarters under a reports folder, so that a first look shows a comparison and a trend.

python examples/history.py [--reports DIR]

It does what a year of work does, with the ordinary commands: the example sites as they were (the changes below
undone in a copy) are audited as the two quarters before this one, and workbooks that people filled in come back.
A folder that holds results already is left alone.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl

HERE = Path(__file__).parent
HEADING = "指摘内容（何が問題か）"


@dataclass(frozen=True)
class Change:
    """What stood at a place two quarters ago and one quarter ago; `now` is what stands there today."""

    file: str
    now: str
    before: tuple[str, str]


MARQUEE = "<h1>お知らせ</h1>\n<p><marquee>台風が近づいています。早めの備えをお願いします。</marquee></p>"
CHANGES = (
    # Mended once, and there again today: 再発.
    Change("kurashi/kosodate/hoiku.html", "<html>", ("<html>", '<html lang="ja">')),
    # Not there before: 新規.
    Change(
        "kurashi/toiawase.html", "<title>無題ドキュメント</title>",
        ("<title>お問い合わせ｜みらい都 くらし福祉局</title>",) * 2,
    ),
    Change(
        "minato/kanko/index.html", '<iframe src="../kanko/chizu.html"',
        ('<iframe title="観光の地図" src="../kanko/chizu.html"',) * 2,
    ),
    # There until the last quarter, and mended since: 改善確認済.
    Change("minato/oshirase/index.html", "<h1>お知らせ</h1>", (MARQUEE, MARQUEE)),
)  # fmt: skip
# What people wrote: quarter → words of an issue → column → text.
ANSWERS: tuple[dict[str, dict[str, str]], ...] = (
    {
        "alt": {"状態": "対応中", "担当部署": "広報課", "対応期限": "{due}", "備考": "委託先に修正を依頼"},
        "コントラスト": {"状態": "未着手", "担当部署": "広報課", "備考": "次の改修に含める"},
        "marquee": {"状態": "対応中", "担当部署": "港湾課", "備考": "担当に連絡済み"},
    },
    {
        "marquee": {"状態": "対応済（確認待ち）", "備考": "静止した文章に直しました"},
        "リンク切れ": {"状態": "対応中", "担当部署": "総務課"},
    },
)


def main() -> int:
    """Make the two quarters; 0 where there is nothing to do."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=Path, default=Path("reports"))
    parser.add_argument("--workers", default="2")
    given = parser.parse_args()
    if (given.reports / "auditor.sqlite").exists():
        return 0
    today = datetime.now(ZoneInfo("Asia/Tokyo")).date()
    quarters = earlier(today)
    for at, quarter in enumerate(quarters):
        print(f"{quarter}: 比べるための架空の期を作っています（1分ほど）。", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            targets = site_as_it_was(Path(folder), at)
            auditor(
                "run", targets, "--reports", given.reports, "--cycle", quarter, "--workers", given.workers
            )
        answer(given.reports, quarter, at, today)
    return 0


def earlier(today: date) -> tuple[str, str]:
    """The two quarters before the one of a day, oldest first."""
    number = today.year * 4 + (today.month - 1) // 3
    first, second = (f"{at // 4}Q{at % 4 + 1}" for at in (number - 2, number - 1))
    return first, second


def site_as_it_was(folder: Path, at: int) -> Path:
    """A copy of the examples with the changes undone; its targets.yaml, without the slow active probes."""
    copy = folder / "examples"
    shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for change in CHANGES:
        path = copy / change.file
        text = path.read_text(encoding="utf-8")
        if change.now not in text:
            raise SystemExit(
                f"{change.file}: 「{change.now}」がありません。examples/history.py を直してください。"
            )
        path.write_text(text.replace(change.now, change.before[at], 1), encoding="utf-8")
    targets = copy / "targets.yaml"
    text = targets.read_text(encoding="utf-8")
    targets.write_text(text.replace("probes: representative", "probes: none"), encoding="utf-8")
    return targets


def answer(reports: Path, quarter: str, at: int, today: date) -> None:
    """Fill in the workbooks as people do, and hand them in."""
    due = f"{today.year}/{today.month}/1"
    with tempfile.TemporaryDirectory() as folder:
        for book in sorted((reports / quarter).glob("改善計画書_*.xlsx")):
            path = Path(folder) / f"返送_{book.name}"
            if fill_in(book, path, ANSWERS[at], due):
                auditor("plan", "import", path, "--reports", reports)
    auditor("plan", "export", "--reports", reports, "--cycle", quarter)


def fill_in(book: Path, path: Path, answers: dict[str, dict[str, str]], due: str) -> bool:
    """Write the answers beside the first issue that each is about; whether there was any."""
    loaded = openpyxl.load_workbook(book)
    sheet = loaded["改善計画"]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    found = False
    for words, cells in answers.items():
        for row in range(2, sheet.max_row + 1):
            if words in str(sheet.cell(row, columns[HEADING]).value):
                for heading, text in cells.items():
                    sheet.cell(row, columns[heading]).value = text.format(due=due)
                found = True
                break
    loaded.save(path)
    return found


def auditor(*arguments: str | Path) -> None:
    """Run a command; what it says is not of interest, an error is. 3: done in part, as some pages are to be."""
    done = subprocess.run(
        [sys.executable, "-m", "auditor.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 3):
        raise SystemExit(f"auditor {' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
