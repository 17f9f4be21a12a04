"""Tells which row of the plan a received row is: 管理番号, then _行ID, then its content, else a new row, else a doubt."""

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.model import is_number
from auditor.workbook.form import added_columns, columns, row_digests
from auditor.workbook.form.columns import ABOUT, EXAMPLE, NUMBER, ROW_ID, SITE
from auditor.workbook.form.received import EXTRA, HAND_PREFIX, ReadRow, Received
from auditor.workbook.read.cell_values import normalise

Base = Mapping[str, Mapping[str, str]]
_NUMBER = re.compile(r"(M-)?[0-9A-Z]{7}")
_KIND = {
    columns.CRITERIA: "criterion", columns.PAGES: "page", columns.FORM: "form", columns.DONE: "done",
    columns.UNPLACED: "unplaced",
}  # fmt: skip
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TYPED_NUMBER = EXTRA + added_columns.TYPED_NUMBER

BY_CONTENT = "指摘の内容で照合しました"  # Keyed.how
ADDED = "人が追加した行です"
BY_NUMBER = "隠れた列_行IDが別の行のものですが、管理番号と指摘の内容が合うため、管理番号で照合しました"
MISMATCH = "キー不一致：管理番号と行IDが別の指摘を指しています"
FOREIGN = "この管理番号は、この計画書にはありません"
MISTYPED = (
    "{where}管理番号「{number}」は打ち間違いのようです（検査文字が合わず、この計画書のどの行の番号でもありません）。"
    "元の計画書の番号を確かめ、「取込できなかった行」の移し先の管理番号に記入してください"
)
AMBIGUOUS = "管理番号がなく、同じ内容の指摘が複数あります"
UNKNOWN = "管理番号がなく、どの指摘か分かりません"
MAX_STRANGE = 20_000  # rows that are not ours; more is another table


@dataclass(frozen=True, slots=True)
class Keyed:
    """A row with its key. `how` says where it is not the 管理番号; `doubt` why it has none ('' where it has)."""

    row: ReadRow
    key: str = ""
    how: str = ""
    doubt: str = ""
    silent: bool = False  # nothing in it that is not in the base: neither taken nor set aside


def resolve(received: Received, base: Base, bureau: str) -> list[Keyed]:
    """Return a key, or a doubt, for every row of people's tables."""
    plan = [row for row in received.rows if row.table == columns.PLAN]
    others = [row for row in received.rows if row.table in _KIND]
    return [*_plan(plan, received, base, bureau), *(_other(row, base) for row in others)]


def strange(received: Received, base: Base) -> int:
    """Return how many rows of 改善計画 are more than the rows of the base that stand there once."""
    ids = {facts[ROW_ID]: number for number, facts in base.items() if facts.get(ROW_ID)}
    rows = [row for row in received.rows if row.table == columns.PLAN]
    found = {_number(row.machine.get(NUMBER, "")) for row in rows} & base.keys()
    found |= {ids[own] for row in rows if (own := row.machine.get(ROW_ID, "").strip()) in ids}
    return len(rows) - len(found)


def _plan(rows: Sequence[ReadRow], received: Received, base: Base, bureau: str) -> list[Keyed]:
    by_id = {facts[ROW_ID]: number for number, facts in base.items() if facts.get(ROW_ID)}
    contents = [_unique(base, name) for name in (row_digests.CONTENT_AND_PAGE, row_digests.CONTENT)]
    heads = received.heads.get(columns.PLAN, frozenset())
    keyless = not heads & {NUMBER, ROW_ID}
    people = {tuple(sorted(_people(facts).items())) for facts in base.values()}
    result = []
    for row in rows:
        number = number_in(row.machine.get(NUMBER, ""), base)
        own = by_id.get(row.machine.get(ROW_ID, "").strip(), "")
        if number in base:
            keyed = Keyed(row, number)
            if own and own != number and _is_about(row, base[number]):
                keyed = Keyed(
                    row, number, how=BY_NUMBER
                )  # all that is in sight was sorted, the hidden column not
            elif own and own != number:
                keyed = Keyed(row, doubt=MISMATCH, silent=_same(row, base[number]) and _same(row, base[own]))
        elif own:
            keyed = Keyed(row, own, how="行IDで照合しました")
        elif number and _NUMBER.fullmatch(number):
            keyed = _by_content(row, contents, received, bureau, "") if _is_mistyped(number) else Keyed(row)
            if keyed.how != BY_CONTENT:
                keyed = Keyed(row, doubt=stray(number, row.places.get(NUMBER, "")))
        else:
            keyed = _by_content(row, contents, received, bureau, number)
            if keyless and keyed.key.startswith(HAND_PREFIX):
                known = (
                    tuple(sorted((h, v) for h, t in row.cells.items() if (v := normalise(t, h)))) in people
                )
                keyed = Keyed(row, doubt=UNKNOWN, silent=known or not any(row.cells.values()))
        result.append(keyed)
    return _told_apart(_templates(result, base, bureau))


def _told_apart(rows: list[Keyed]) -> list[Keyed]:
    """Return rows that people added with one text stay as many as they are on their sheet; its copies have
    the same ones.
    """
    seen = Counter(
        (one.row.sheet, one.key) for one in rows if is_key(one.row.machine.get(NUMBER, ""), one.key)
    )
    result = []
    for one in rows:
        if one.key.startswith(HAND_PREFIX) and not is_key(one.row.machine.get(NUMBER, ""), one.key):
            place = one.row.sheet, one.key
            seen[place] += 1
            if seen[place] > 1:
                one = replace(one, key=_hand_number((one.key, str(seen[place]))), how=ADDED)
        result.append(one)
    return result


def stray(number: str, cell: str = "") -> str:
    """Return why a 管理番号 that no row has cannot be taken: mistyped where its check character is wrong."""
    if not _is_mistyped(number):
        return FOREIGN
    return MISTYPED.format(where=f"{cell}の" if cell else "", number=number)


def _is_mistyped(number: str) -> bool:
    """Return whether the check character of a 管理番号 says that nobody ever gave it."""
    return not (number.startswith(HAND_PREFIX) or is_number(number))


def _is_about(row: ReadRow, facts: Mapping[str, str]) -> bool:
    """Return whether a row is about what a row of the base was about."""
    return any(
        facts.get(name, "") and facts[name] == row_digests.content(row.machine, page=page)
        for name, page in ((row_digests.CONTENT_AND_PAGE, True), (row_digests.CONTENT, False))
    )


def number_in(text: str, base: Base) -> str:
    """Return the 管理番号 of a cell, also where people wrote more beside it."""
    number = _number(text)
    if number in base or _NUMBER.fullmatch(number):
        return number
    plain = unicodedata.normalize("NFKC", text).upper()
    inside = {found[0] for found in _NUMBER.finditer(plain)} & base.keys()
    return inside.pop() if len(inside) == 1 else number


def is_key(text: str, key: str) -> bool:
    """Return whether a cell says this 管理番号 and nothing else."""
    return _number(text) == key


def _number(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper().lstrip("'")


def _people(facts: Mapping[str, str]) -> dict[str, str]:
    return {
        heading: value
        for heading, text in facts.items()
        if not heading.startswith(("_", "fill:", "hand:")) and (value := normalise(text, heading))
    }


def _same(row: ReadRow, facts: Mapping[str, str]) -> bool:
    return all(normalise(text, h) in ("", normalise(facts.get(h, ""), h)) for h, text in row.cells.items())


def _unique(base: Base, name: str) -> dict[str, str]:
    """Hash → number; '' where several rows share it."""
    counts = Counter(facts[name] for facts in base.values() if facts.get(name))
    return {
        facts[name]: number if counts[facts[name]] == 1 else ""
        for number, facts in base.items()
        if facts.get(name)
    }


def _by_content(
    row: ReadRow, contents: Sequence[Mapping[str, str]], received: Received, bureau: str, typed: str
) -> Keyed:
    shared = False
    for page, known in zip((True, False), contents, strict=True):
        number = known.get(row_digests.content(row.machine, page=page))
        if number:
            return Keyed(row, number, how=BY_CONTENT)
        shared = shared or number == ""
    if shared:
        return Keyed(row, doubt=AMBIGUOUS)
    if typed:
        row = replace(
            row, cells={**row.cells, TYPED_NUMBER: typed},
            places={**row.places, TYPED_NUMBER: row.places.get(NUMBER, "")},
        )  # fmt: skip
    return Keyed(row, hand_number(row, bureau), how=ADDED)


def hand_number(row: ReadRow, bureau: str) -> str:
    """Return a 管理番号 for a row people added: equal for what is about the same, so that it is added once."""
    about = row.machine.get(ABOUT, "").strip()
    page = row.machine.get(EXAMPLE, "").strip()
    parts = [row.machine.get(SITE, "").strip(), about, *([page] if page else [])] if about else sorted(
        f"{h}={t.strip()}" for h, t in {**row.machine, **row.cells}.items() if t.strip()
    )  # fmt: skip
    return _hand_number((bureau, *(unicodedata.normalize("NFKC", part) for part in parts)))


def _hand_number(parts: Sequence[str]) -> str:
    text = "\x1f".join(parts)
    value = int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return HAND_PREFIX + "".join(_ALPHABET[value // 32**at % 32] for at in range(7))


def _templates(rows: list[Keyed], base: Base, bureau: str) -> list[Keyed]:
    """Return a row copied as a form for another finding keeps the 管理番号: what it is about tells it from the first."""
    copies: dict[str, list[Keyed]] = defaultdict(list)
    for keyed in rows:
        copies[keyed.key].append(keyed)
    copied: set[int] = set()
    for key, alike in copies.items():
        written = row_digests.machine_digests(base.get(key, {})).get(ABOUT, "")
        if len(alike) > 1 and written:
            abouts = [keyed.row.machine.get(ABOUT, "") for keyed in alike]
            same = [row_digests.digest(about) == written for about in abouts]
            if any(same):
                copied |= {
                    id(one)
                    for one, about, is_it in zip(alike, abouts, same, strict=True)
                    if about and not is_it
                }
    return [
        Keyed(one.row, hand_number(one.row, bureau), how="人が写して追加した行です")
        if id(one) in copied
        else one
        for one in rows
    ]


def _other(row: ReadRow, base: Base) -> Keyed:
    """Return a row of the other tables: its key is its site and number or address."""
    spec = columns.TABLES[row.table]
    own = row.machine.get(spec.heading(spec.key), "").strip().lstrip("'")
    key = f"{_KIND[row.table]}:{row.machine.get(SITE, '').strip()}:{own}"
    if own and key in base:
        return Keyed(row, key)
    return Keyed(row, doubt=UNKNOWN, silent=not any(row.cells.values()))
