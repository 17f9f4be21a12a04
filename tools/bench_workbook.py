"""Measures one bureau's workbook at scale: 100,000 findings and 5,000 plan rows within 60 s and 1 GB.

python tools/bench_workbook.py [FINDINGS] [ROWS]
"""

import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from plan_samples import material

from auditor.plan.improvement import build
from auditor.workbook.write.csv_sheets import write as write_csv
from auditor.workbook.write.writer import write

SECONDS, MEGABYTES = 60, 1_000


def main(findings: int, rows: int) -> int:
    """Write the workbook and its CSV files; 1 where it takes too long or too much."""
    plan = build(material())
    many_rows = tuple(
        replace(plan.rows[at % len(plan.rows)], number=f"A{at:06d}", key=f"key{at}", rank=at + 1)
        for at in range(rows)
    )
    many = tuple(
        replace(
            plan.findings[at % len(plan.findings)], id=f"F{at:010d}", number=many_rows[at % rows].number,
            url=f"https://www.example.jp/page/{at % 5000}.html",
            snippet=f'<img src="/images/{at}.jpg" class="figure"> 東京都の広報ページの画像 {at}',
        )
        for at in range(findings)
    )  # fmt: skip
    large = replace(plan, rows=many_rows, findings=many)
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        written = write(large, Path(folder) / "改善計画書.xlsx")
        book = time.monotonic() - began
        write_csv(large, Path(folder) / "CSV")
        total = time.monotonic() - began
        size = written.path.stat().st_size / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{findings:,} findings, {rows:,} rows: workbook {book:.1f} s, with CSV {total:.1f} s, "
          f"{time.process_time():.1f} CPU s, {memory:,.0f} MB, file {size:.1f} MB")  # fmt: skip
    return int(total > SECONDS or memory > MEGABYTES)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:3]]
    sys.exit(main(*(numbers or (100_000, 5_000))))
