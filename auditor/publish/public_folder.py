"""The published part of a cycle, from the store into a folder: a page, CSV and JSON files, nothing of people."""

from collections.abc import Iterator
from pathlib import Path

from auditor.model import AuditorError, ImprovementPlan, PlanRow, Targets, Verdict
from auditor.plan.counts import open_rows
from auditor.publish.bureau import plan_of
from auditor.publish.stored_material import PublishContext
from auditor.report.public import csv_of, json_of, page_of, tables
from auditor.whole_file import write_whole


def publish_public(context: PublishContext, targets: Targets, folder: Path) -> list[Path]:
    """Write the files and give their paths. Equal stores give equal bytes."""
    plans = [plan_of(context, bureau) for bureau in targets.bureaus]
    if not plans:
        raise AuditorError("公開する組織がありません。--bureau と --site を確かめてください。")
    shown = {plan.bureau: [*_shown(plan, context.day)] for plan in plans}
    made = tables(plans, targets.bureaus, shown, {rule.id: rule.title.ja for rule in context.book})
    title = f"{context.organisation} ウェブサイト検査の結果".strip()
    files = {f"{one.file}.csv": csv_of(one) for one in made}
    for one in made:
        files[f"{one.file}.json"] = json_of(
            one, title=title, organisation=context.organisation, cycle=context.cycle
        )
    page = page_of(plans, made, {name: len(data) for name, data in files.items()})
    files["index.html"] = page.encode()
    try:
        for name, data in files.items():
            write_whole(folder / name, data)
    except OSError as error:
        raise AuditorError(
            f"{folder}: 書き込めません（{error.strerror}）。別の場所を指定してください。"
        ) from error
    return [folder / name for name in files]


def _shown(plan: ImprovementPlan, day: str) -> Iterator[PlanRow]:
    """Yield what counts as 残存, and what of it was mended in this cycle; what people excused holds here too."""
    yield from open_rows(plan.rows, day)
    yield from (row for row in plan.rows if row.verdict is Verdict.FIXED and row.number in plan.counts.closed)
