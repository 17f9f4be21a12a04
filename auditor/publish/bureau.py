"""What people get of a cycle, drawn from the store alone: workbook, CSV files, evidence and index."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from auditor.judge.issues import settle_issues
from auditor.judge.lost import lost_of
from auditor.model import (
    Bureau,
    ImprovementPlan,
    Lost,
    WorkbookError,
)
from auditor.plan.improvement import build, remember
from auditor.publish.carried import carry_of, import_notes
from auditor.publish.import_workbook import Imported, import_workbook
from auditor.publish.stored_material import PublishContext, material_of
from auditor.report.statement import policy_html, statement_html
from auditor.store import WorkbookRow
from auditor.targets import file_name
from auditor.whole_file import write_whole
from auditor.workbook.write.csv_sheets import write as write_csv
from auditor.workbook.write.writer import Written, write

EVIDENCE = "証跡"
PASSED = (
    "{bureau}: 提出の期限 {day} は検査の日（{audit}）より前なので、計画書に載せませんでした。"
    "（直し方: targets.yaml の return_by を新しい日に直してください。）"
)
WORKBOOK = {
    "ja": "改善計画書",
    "en": "improvement-plan",
}  # how the file of a workbook begins, by its language


@dataclass(frozen=True, slots=True)
class Published:
    """The files of one bureau and what happened on the way."""

    bureau: Bureau
    plan: ImprovementPlan
    workbook: Path
    csv: Path
    imported: tuple[Imported, ...] = ()
    notes: tuple[str, ...] = ()  # clear lines for the summary: a file in use, a file refused
    lost: Mapping[str, Lost] = field(default_factory=dict)  # site → evidence missing because of our side


def publish_bureau(context: PublishContext, bureau: Bureau) -> Published:
    """Import what people typed into the bureau's workbook in place, then write its files of the cycle."""
    folder = context.reports / context.cycle
    name = file_name(bureau.name)
    path = folder / f"{WORKBOOK[context.lang]}_{context.cycle}_{name}.xlsx"
    imported, notes, path = _before_writing(context, bureau, path)
    for site in bureau.sites:
        settle_issues(context.store, context.cycle, site, context.book, context.reports)
    evidence = _evidence(context, bureau, folder, name)
    lost = _lost(context, bureau)
    material = material_of(context, bureau, evidence, lost)
    plan = build(material)
    # What is drawn for people beside the workbook, and kept for the next cycle, is in Japanese.
    shown = plan if context.lang == plan.lang else build(replace(material, lang=context.lang))
    crops = {number: (folder / file).read_bytes() for (number, _), file in sorted(evidence.items())}
    _write_workbook(context, shown, path, crops)
    write_csv(shown, folder / "CSV" / name)
    _write_statements(plan, bureau, folder, name, context.store.versions(context.cycle))
    context.store.put_summary(context.cycle, bureau.id, "plan", remember(plan, material.previous))
    if bureau.return_by and not plan.return_by:
        notes = (*notes, PASSED.format(bureau=bureau.name, day=bureau.return_by, audit=plan.date))
    return Published(bureau, plan, path, folder / "CSV" / name, imported, notes, lost)


def plan_of(context: PublishContext, bureau: Bureau) -> ImprovementPlan:
    """Return the plan of a bureau as it was last published, drawn from the store; no file is read or written."""
    return build(material_of(context, bureau, {}, _lost(context, bureau)))


def _lost(context: PublishContext, bureau: Bureau) -> dict[str, Lost]:
    return {site.id: lost_of(context.rows(site.id)) for site in bureau.sites}


def _write_statements(
    plan: ImprovementPlan, bureau: Bureau, folder: Path, name: str, versions: Mapping[str, str]
) -> None:
    """試験結果 and the draft of the アクセシビリティ方針, one page a site."""
    for site in bureau.sites:
        draft = folder / f"アクセシビリティ方針案_{plan.cycle}_{name}_{file_name(site.id)}.html"
        write_whole(draft, policy_html(plan, site).encode())
        path = folder / f"試験結果_{plan.cycle}_{name}_{file_name(site.id)}.html"
        write_whole(path, statement_html(plan, site, sorted(versions.items())).encode())


def _before_writing(
    context: PublishContext, bureau: Bureau, path: Path
) -> tuple[tuple[Imported, ...], tuple[str, ...], Path]:
    """Whose the file on disk is: ours may be replaced, a person's is imported first or left alone."""
    imported: list[Imported] = []
    notes: list[str] = []
    ours = {row.sha256 for row in context.store.workbooks(bureau.id)}
    while path.exists():
        typed = hashlib.sha256(path.read_bytes()).hexdigest() not in ours
        if typed:
            try:
                imported.append(
                    import_workbook(context.store, path, context.reports, at=context.now(), bureau=bureau.id)
                )
                notes.append(f"{path.name}: 記入された内容を取り込んでから、新しい計画書に書き換えました。")
                typed = False
            except WorkbookError as error:
                notes.append(
                    f"{error}（元のファイルはそのまま残し、新しい計画書は別の名前で書き出しました。）"
                )
        if not typed and not _is_open(path):
            break
        if not typed:
            notes.append(f"{path.name}: 開かれているため、新しい計画書は別の名前で書き出しました。")
        path = _next_name(path)
    return tuple(imported), tuple(notes), path


def _is_open(path: Path) -> bool:
    """Return whether Excel or LibreOffice holds the file open, by the lock files they leave beside it."""
    return (path.parent / f"~${path.name}").exists() or (path.parent / f".~lock.{path.name}#").exists()


def _next_name(path: Path) -> Path:
    stem, mark, number = path.stem.rpartition("_r")
    if mark and number.isdigit():
        return path.with_name(f"{stem}_r{int(number) + 1}{path.suffix}")
    return path.with_name(f"{path.stem}_r2{path.suffix}")


def _evidence(context: PublishContext, bureau: Bureau, folder: Path, name: str) -> dict[tuple[str, str], str]:
    """Write one picture an issue; (issue, page) → path relative to the workbook."""
    target = folder / EVIDENCE / name
    written: dict[tuple[str, str], str] = {}
    names: set[str] = set()
    for site in bureau.sites:
        owner = {
            (row.url, row.rule, row.target.selector): row.issue for row in context.rows(site.id).findings()
        }
        for url, rule, selector, image in context.rows(site.id).crops():
            number = owner.get((url, rule, selector))
            if not number or f"{number}.webp" in names:
                continue
            target.mkdir(parents=True, exist_ok=True)
            (target / f"{number}.webp").write_bytes(image)
            names.add(f"{number}.webp")
            written[number, url] = f"{EVIDENCE}/{name}/{number}.webp"
    for stale in target.glob("*.webp") if target.exists() else ():
        if stale.name not in names:
            stale.unlink()
    return written


def _write_workbook(
    context: PublishContext, plan: ImprovementPlan, path: Path, crops: Mapping[str, bytes]
) -> None:
    """Write the workbook unless the one on disk was drawn from equal values."""
    notes, carry = import_notes(context.store, plan), carry_of(context.store, plan.bureau)
    drawn = {number: hashlib.sha256(image).hexdigest() for number, image in crops.items()}
    inputs = hashlib.sha256(msgspec.json.encode([plan, notes, carry, drawn], order="sorted")).hexdigest()
    known = context.store.workbooks(plan.bureau, plan.cycle)
    if path.exists():
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        if any(row.sha256 == sha256 and row.inputs == inputs for row in known):
            return
    same = [row for row in known if row.inputs == inputs]
    revision = same[-1].revision if same else max((row.revision for row in known), default=0) + 1

    def remember_it(written: Written) -> None:
        row = WorkbookRow(
            written.sha256,
            written.workbook_id,
            plan.cycle,
            plan.bureau,
            revision,
            str(path),
            written.base,
            inputs,
        )
        context.store.put_workbook(row)

    # Known before it is there: a file that a killed run left would pass for a person's.
    write(plan, path, revision=revision, notes=notes, carry=carry, crops=crops, before=remember_it)
