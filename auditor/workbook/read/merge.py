"""Merges a received file into what is known: base, file and store, cell by cell, and every cell in the import log."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from auditor.model import ImportResult, WorkbookError
from auditor.workbook.form import columns, row_digests
from auditor.workbook.form.cell_notes import added_text
from auditor.workbook.form.cells import parted, words
from auditor.workbook.form.columns import FIELDS, NUMBER, REMARK, ROW_ID, STATUS
from auditor.workbook.form.received import EXTRA, FILL, HAND, HAND_PREFIX, Received, Stray
from auditor.workbook.read import answers, short_rows, ticket_status
from auditor.workbook.read.cell_values import PAST, normalise, understand
from auditor.workbook.read.ditto import SPELLED_OUT, added_rows, spelled_out
from auditor.workbook.read.import_log import Known, Merged
from auditor.workbook.read.import_session import ImportSession
from auditor.workbook.read.row_matching import BY_CONTENT, MAX_STRANGE, Base, Keyed, is_key, resolve, strange

PERMUTED = "一部の列だけ並べ替えられた疑いがあります。自動取込を止めました"
DOUBLE = "同じ管理番号の行が複数あります"
TYPED, WISH = "（機械の欄への記入）", "（局の希望）"
KEPT_AS_COMMENT = "機械が書き直す欄です。記入はコメント引継ぎに残しました"
WISHED = "機械が判断する欄です。機械の値はそのままにして、希望をその欄のコメントとコメント引継ぎに残しました"
_JUDGED = frozenset(columns.PLAN_SHEET.heading(name) for name in ("verdict", "priority", "certainty"))
TOO_LONG = "1つのセルに入る長さを超えるため、続きを「取り込めなかった記入」に残しました"
STRUCK = "（取り消し線の付いた記入）"
STRUCK_KEPT = "取り消し線の付いた言葉は値とせず、コメント引継ぎに残しました"
NO_PLACE = "計画書の欄ではないため、「取り込めなかった記入」に残しました"
_FEW = 4  # rows that must have changed before a permutation is suspected
_MOST = 0.8
Groups = Mapping[str, Sequence[Keyed]]


def merge(received: Received, base: Base, known: Known, bureau: str) -> Merged:
    """Return what the file changes. Raises WorkbookError where the rows are not those of the base, or the
    import log does not hold every cell that differs."""
    if strange(received, base) > MAX_STRANGE:
        raise WorkbookError(
            f"この計画書にない行が多すぎます（上限{MAX_STRANGE:,}行）。別の表が貼られていないか確かめてください。"
        )
    read, strangers = ticket_status.news(added_rows(received.rows), base)
    received = replace(received, rows=tuple(read))
    session = ImportSession(received, known)
    if strangers:
        session.say(ticket_status.UNKNOWN.format(count=strangers))
    keyed = spelled_out(resolve(received, base, bureau), base)
    sure, aside = _sort_out(keyed, received, base)
    for row, reason in aside:
        _set_aside(session, row, reason, base)
    groups: dict[str, list[Keyed]] = defaultdict(list)
    for one in sure:
        groups[one.key].append(one)
    for key, rows in groups.items():
        _row(session, key, rows, base.get(key, {}))
        _struck(session, key, rows, base.get(key, {}))
    _typed_over(session, groups, base)
    short_rows.typed_over(session, groups, base)
    _columns(session, groups, base)
    counted = _differing(keyed, received, base)
    counted += answers.read(session, base)
    _say(session, groups, base, [one for one in keyed if one.how])
    _comments(session, groups)
    _strays(session)
    session.settle_answered()
    held = sum(line.counted for line in session.lines)
    if held != counted:
        raise WorkbookError(
            f"記入の数が合わないため取り込みませんでした（違いのある欄{counted}、記録{held}）。ファイルを添えて管理者に知らせてください。"
        )
    return session.merged(received.sheets)


def cells_of(one: Keyed) -> dict[str, str]:
    """Heading → text of all that people may write in a row."""
    cells = dict(one.row.cells)
    if one.key.startswith(HAND_PREFIX):
        cells |= {HAND + h: one.row.machine[h] for h in columns.HAND_HEADINGS if h in one.row.machine}
    return cells


def same(raw: str, before: str, heading: str, form: str) -> bool:
    """Return whether a cell holds what was written in it, as far as the file format could keep it."""
    value, old = normalise(raw, heading), normalise(before, heading)
    if value == old or form == "xlsx":
        return value == old
    if value.removeprefix("'") == old:  # our own CSV files keep formulas from being computed so
        return True
    lossy = old.encode("cp932", "replace").decode("cp932") if form == "cp932" else old
    return value.removeprefix("'") == normalise(lossy, heading)


def _differing(keyed: Iterable[Keyed], received: Received, base: Base) -> int:
    """Return cells of people's tables that differ from the base: what the import log must hold."""
    return sum(
        not same(text, base.get(one.key, {}).get(heading, ""), heading, received.form)
        for one in keyed
        if not one.silent
        for heading, text in cells_of(one).items()
    )


def _sort_out(
    keyed: Sequence[Keyed], received: Received, base: Base
) -> tuple[list[Keyed], list[tuple[Keyed, str]]]:
    """Return rows to merge, and rows to set aside with the reason."""
    aside = [(one, one.doubt) for one in keyed if one.doubt and not one.silent]
    sure = [one for one in keyed if not one.doubt and not one.silent]
    for sheet in {one.row.sheet for one in sure}:
        moved = _permuted([one for one in sure if one.row.sheet == sheet], received, base)
        aside += [(one, PERMUTED) for one in sure if id(one) in moved]
        sure = [one for one in sure if id(one) not in moved]
    return sure, aside


def _permuted(rows: Sequence[Keyed], received: Received, base: Base) -> set[int]:
    """Return rows whose values went to each other: somebody sorted some columns without the key."""
    by_column: dict[str, list[tuple[Keyed, str, str]]] = defaultdict(list)
    for one in rows:
        for heading, text in one.row.cells.items():
            before = base.get(one.key, {}).get(heading, "")
            if one.key in base and not same(text, before, heading, received.form):
                by_column[heading].append((one, normalise(before, heading), normalise(text, heading)))
    moved: set[int] = set()
    for changes in by_column.values():
        old = Counter(before for _, before, _ in changes if before)
        new = Counter(after for _, _, after in changes if after)
        both = sum((old & new).values())
        if len(changes) >= _FEW and both >= 2 and both >= _MOST * max(old.total(), new.total()):
            moved |= {id(one) for one, _, _ in changes}
    return moved


def _set_aside(session: ImportSession, one: Keyed, reason: str, base: Base) -> None:
    row = one.row
    values = {h.removeprefix(EXTRA): t for h, t in {**row.machine, **row.cells}.items() if t.strip()}
    values.pop(ROW_ID, None)
    session.quarantine(row, reason, values)
    before = base.get(one.key, {})
    for heading, text in cells_of(one).items():
        if not same(text, before.get(heading, ""), heading, session.received.form):
            session.line(row, one.key, heading, before.get(heading, ""), text, "", ImportResult.ASIDE, reason)


def _row(session: ImportSession, key: str, rows: Sequence[Keyed], base: Mapping[str, str]) -> None:
    """One row of ours, however often it stands in the file."""
    headings = dict.fromkeys(h for one in rows for h in cells_of(one))
    rests = _rests(session, rows, base)
    for heading in headings:
        before = base.get(heading, "")
        said: list[tuple[Keyed, str, str, bool]] = []
        for position, one in enumerate(rows):
            raw = cells_of(one).get(heading)
            if raw is None:
                continue
            differs = not same(raw, before, heading, session.received.form)
            rest = rests.get(position, "") if heading == REMARK else ""
            if not differs and not rest:
                continue
            text = normalise(raw, heading)
            if session.received.form != "xlsx":
                text = text.removeprefix("'")
            if rest and rest not in text:
                text = f"{text}\n{rest}" if text else rest
            said.append((one, raw, text, differs))
        double = _double(session, key, heading, before, said)
        for one, raw, text, differs in said:
            _take(session, key, one, heading, before, raw, text, differs, double)
    _fills(session, key, rows, base)


def _struck(session: ImportSession, key: str, rows: Sequence[Keyed], base: Mapping[str, str]) -> None:
    """Words that are struck out in a cell are no value; they are kept as a comment on it.

    A cell that is struck out as a whole is asked about already, where its words are new.
    """
    for one in rows:
        for heading, text in one.row.struck.items():
            whole = heading in one.row.asked
            if whole and not same(
                one.row.cells[heading], base.get(heading, ""), heading, session.received.form
            ):
                continue
            cell = one.row.places.get(heading, "")
            session.comment(one.row.sheet, cell, key, heading.removeprefix(EXTRA), "", f"{STRUCK}{text}")
            session.line(
                one.row, key, heading, "", text, "", ImportResult.UNPLACED, STRUCK_KEPT, counted=False
            )  # fmt: skip


def _double(
    session: ImportSession, key: str, heading: str, before: str, said: Sequence[tuple[Keyed, str, str, bool]]
) -> tuple[str, Keyed] | None:
    """Return the first of several things that copies of one row say of a cell, with its row; None where they agree.

    Nobody can know which of them was meant: none is taken, and a person is asked.
    """
    current = session.current(key, FIELDS.get(heading, heading), normalise(before, heading))
    meanings: dict[str, Keyed] = {}
    for one, _, text, _ in said:
        meant = understand(text, heading, session.received.cycle)
        if (
            not (meant.refused or one.row.asked.get(heading))
            and meant.value != current
            and (meant.value or heading != STATUS)
        ):
            meanings.setdefault(meant.value, one)
    return next(iter(meanings.items())) if len(meanings) > 1 else None


def _rests(session: ImportSession, rows: Sequence[Keyed], base: Mapping[str, str]) -> dict[int, str]:
    """Position of a row → words in its 状態 that belong into 備考."""
    rests = {}
    for position, one in enumerate(rows):
        raw = one.row.cells.get(STATUS, "")
        if raw and not same(raw, base.get(STATUS, ""), STATUS, session.received.form):
            meant = understand(raw, STATUS, session.received.cycle)
            if meant.rest and REMARK in one.row.cells:
                rests[position] = meant.rest
    return rests


def _take(
    session: ImportSession, key: str, one: Keyed, heading: str, before: str, raw: str, text: str, differs: bool,
    double: tuple[str, Keyed] | None,
) -> None:  # fmt: skip
    """Take one cell, or say why not. `double`: what a copy of the row says first, where the copies differ."""
    meant = understand(text, heading, session.received.cycle)
    field = FIELDS.get(heading, heading)
    current = session.current(key, field, normalise(before, heading))
    text, rest = parted(text)
    if rest and differs:
        cell = one.row.places.get(heading.removeprefix(HAND), "")
        stray = Stray(
            one.row.sheet, cell, one.row.row, key, heading.removeprefix(EXTRA).removeprefix(HAND), rest
        )
        session.unplaced(stray, TOO_LONG, key)
    mark = one.row.marks.get(heading, "")
    told = SPELLED_OUT.format(mark=mark, value=raw) if mark else ""
    notes = [told, meant.guess, one.how, "結合セルを展開しました" if heading in one.row.merged else ""]
    if session.received.form == "cp932" and "?" in text:
        notes.append("CSVの保存で文字が「?」に置き換わった可能性があります")
    reason = "。".join(note for note in notes if note)

    def line(value: str, result: ImportResult, why: str = "") -> None:
        full = "。".join(part for part in (why, reason) if part)
        session.line(one.row, key, heading, before, mark or raw, value, result, full, counted=differs)

    if heading == STATUS and not meant.value:
        line(current, ImportResult.KEPT, "状態が空欄になっています。前回の値を残しました")
    elif refused := one.row.asked.get(heading, "") or meant.refused:
        asked = words(raw).strip() if meant.doubted else text
        session.conflict(one.row, key, heading, before, current, asked, refused, guess=True)
        line(current, ImportResult.CONFLICT, refused)
    elif meant.value == current:
        line(meant.value, ImportResult.SAME)
    elif current != normalise(before, heading):
        session.conflict(one.row, key, heading, before, current, meant.value, "ほかの記入と食い違っています")
        line(current, ImportResult.CONFLICT, "ほかの記入と食い違っています")
    elif double is not None:
        first, where = double
        if meant.value != first:
            session.conflict(one.row, key, heading, before, first, meant.value, DOUBLE, first=where.row)
        line(current, ImportResult.CONFLICT, DOUBLE)
    else:
        session.edit(one.row, key, field, heading, before, meant.value)
        line(meant.value, ImportResult.TAKEN)
        if meant.guess:
            session.guessed(key, heading, meant.guess)


def _fills(session: ImportSession, key: str, rows: Sequence[Keyed], base: Mapping[str, str]) -> None:
    """Colours of cells: the last word counts, two people's colours are no conflict."""
    if session.received.form != "xlsx":
        return
    fills = {heading: colour for one in rows for heading, colour in one.row.fills.items()}
    there = {heading for one in rows for heading in one.row.places}
    for heading in sorted({*fills, *(h.removeprefix(FILL) for h in base if h.startswith(FILL))} & there):
        name, before, now = FILL + heading, base.get(FILL + heading, ""), fills.get(heading, "")
        if now != before and now != session.current(key, name, before):
            session.edit(rows[0].row, key, name, heading, before, now, shown=False)


def _typed_over(session: ImportSession, groups: Groups, base: Base) -> None:
    """Words in the machine's columns are kept as comments: the machine will write these columns again."""
    moved = False
    for heading, changes in _overwritten(session, groups, base).items():
        if _is_sorted([(known, row_digests.digest(text)) for _, _, known, text in changes]):
            moved = True
            continue
        wish = heading in _JUDGED
        mark, told = (WISH, WISHED) if wish else (TYPED, KEPT_AS_COMMENT)
        for key, one, _, text in changes:
            session.comment(one.row.sheet, one.row.places.get(heading, ""), key, heading, "", f"{mark}{text}")
            session.line(
                one.row, key, heading, "", text, "", ImportResult.TYPED_OVER, told, counted=False
            )  # fmt: skip
    if moved:
        session.say("機械の列だけが並べ替えられていましたが、管理番号で照合しました。")


def _overwritten(
    session: ImportSession, groups: Groups, base: Base
) -> dict[str, list[tuple[str, Keyed, str, str]]]:
    """Heading → key, row, digest as written and text now of each cell of the machine that says something else."""
    found: dict[str, list[tuple[str, Keyed, str, str]]] = defaultdict(list)
    for key, rows in groups.items():
        own = row_digests.machine_digests(base.get(key, {}))
        for one in rows:
            for heading, known in own.items():
                text = one.row.machine.get(heading, "")
                if text.strip() and row_digests.digest(text) != known:
                    found[heading].append((key, one, known, text))
            number = one.row.machine.get(NUMBER, "")
            if (
                number.strip()
                and not key.startswith(HAND_PREFIX)
                and ":" not in key
                and not is_key(number, key)
            ):
                found[NUMBER].append((key, one, "", number))
    if (
        session.received.form != "xlsx"
    ):  # a CSV file has numbers as they are shown, and texts as they could be saved
        figures = {column.heading for column in columns.PLAN_SHEET.columns if column.kind == "int"}
        return {
            heading: changes
            for heading, changes in found.items()
            if heading not in figures and len(changes) * 2 <= max(_FEW, len(groups))
            and not any("?" in text for *_, text in changes)
        }  # fmt: skip
    return found


def _is_sorted(changes: Sequence[tuple[str, str]]) -> bool:
    """Return whether values went to each other, before and after: a column was sorted, and nobody typed."""
    before, after = Counter(old for old, _ in changes), Counter(new for _, new in changes)
    return len(changes) >= _FEW and (before & after).total() >= _MOST * len(changes)


def _columns(session: ImportSession, groups: Groups, base: Base) -> None:
    """Columns people added are carried even where nothing stands in them yet."""
    for table, headings in session.received.heads.items():
        for heading in sorted(h for h in headings if h.startswith(EXTRA)):
            key = f"sheet:{table}"
            if table in columns.TABLES and not session.known.current.get(key, {}).get(heading):
                session.bare_edit(key, heading, "1", table)


def _say(session: ImportSession, groups: Groups, base: Base, rematched: Sequence[Keyed]) -> None:
    there = {key for key, rows in groups.items() if not all(one.row.partly for one in rows)}
    gone = [key for key, facts in base.items() if ":" not in key and facts and key not in there]
    aside = sum(1 for _ in session.aside_rows)
    if columns.PLAN in session.received.heads and len(gone) > aside:
        session.say(f"{len(gone) - aside}行が計画書から削除されています。前回の値を保って再掲載しました。")
    by_content = sum(one.how == BY_CONTENT for one in rematched)
    if by_content:
        session.say(f"{by_content}行は管理番号が無いため、指摘の内容で照合しました。")
    over = sum(line.result == ImportResult.TAKEN and PAST in line.reason for line in session.lines)
    if over:
        session.say(f"期限が監査の期より前の日付の欄が{over}あります。年に誤りがないか確かめてください。")
    if session.received.form not in ("xlsx", "utf-8-sig"):
        session.say("CSVで保存されたため、コメントと色は取り込めません。文字によっては置き換わっています。")
    if session.received.sheets:
        session.say(
            f"追加されたシートを引き継ぎました：{'、'.join(sheet.name for sheet in session.received.sheets)}"
        )


def _strays(session: ImportSession) -> None:
    """Words that have no cell in the plan; those of a row that was set aside are kept with it."""
    aside = {(row.sheet, row.row) for row in session.aside_rows}
    for stray in session.received.strays:
        if (stray.sheet, stray.row) not in aside:
            session.unplaced(stray, NO_PLACE)
    for remark in session.received.remarks:
        session.say(remark)


def _comments(session: ImportSession, groups: Groups) -> None:
    places = {(one.row.sheet, one.row.row): key for key, rows in groups.items() for one in rows}
    for comment in session.received.comments:
        heading = session.received.columns.get(comment.sheet, {}).get(comment.column, "")
        key = places.get((comment.sheet, comment.row), "")
        heading = heading.removeprefix(EXTRA)
        known = session.known.comments.get(key, {}).get(heading, ())
        text = added_text(comment.text, known) if known else comment.text
        if text:
            session.comment(comment.sheet, comment.cell, key, heading, comment.author, text)
    for sheet in session.received.sheets:
        if sheet.lost:
            session.comment(
                sheet.name,
                "A1",
                "",
                "",
                "",
                f"{sheet.lost}は引き継げません。受領した原本を参照してください。",
            )
