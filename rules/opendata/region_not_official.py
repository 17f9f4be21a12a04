"""Regions are named officially or by code (rule L3-06)."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    File,
    definite,
    file_rule,
    likely,
    passed,
    review,
)

from ._samples import NO_TABLE, PEOPLE, book
from ._table import at, column_word, down, more, place, tables
from ._values import folded, shown

_FULL = frozenset(
    [
        "北海道",
        "青森県",
        "岩手県",
        "宮城県",
        "秋田県",
        "山形県",
        "福島県",
        "茨城県",
        "栃木県",
        "群馬県",
        "埼玉県",
        "千葉県",
        "東京都",
        "神奈川県",
        "新潟県",
        "富山県",
        "石川県",
        "福井県",
        "山梨県",
        "長野県",
        "岐阜県",
        "静岡県",
        "愛知県",
        "三重県",
        "滋賀県",
        "京都府",
        "大阪府",
        "兵庫県",
        "奈良県",
        "和歌山県",
        "鳥取県",
        "島根県",
        "岡山県",
        "広島県",
        "山口県",
        "徳島県",
        "香川県",
        "愛媛県",
        "高知県",
        "福岡県",
        "佐賀県",
        "長崎県",
        "熊本県",
        "大分県",
        "宮崎県",
        "鹿児島県",
        "沖縄県",
    ]
)
_SHORT = frozenset(name[:-1] for name in _FULL if name != "北海道")
_CODE_NAME = re.compile(
    r"(団体|地域|自治体|市区町村|都道府県|市町村|地方公共).*コード|jis.*コード|^code$|^コード$"
)
_BODY_CODE = re.compile(r"団体コード|市区町村コード$|市町村コード$|自治体コード")


def _code_faults(cells: list[tuple[int, str]]) -> dict[str, list[int]]:
    """Return rows whose six-digit code is wrong (the check digit of the Ministry's codes)."""
    found: dict[str, list[int]] = {}
    for row, text in cells:
        if not text.isdigit():
            continue
        if len(text) == 5 and _checks(f"0{text}"):
            found.setdefault("digits", []).append(row)
        elif len(text) == 6 and not _checks(text):
            found.setdefault("check", []).append(row)
    return found


def _checks(code: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=False))
    return int(code[5]) == (11 - total % 11) % 10


@file_rule(
    id="opendata/region-not-official",
    impact=Impact.SERIOUS,
    techniques=["L3-06"],
    title=Text(
        ja="正式でない地域名、誤った地域コード",
        en="Region without its official name, or with a wrong code",
    ),
    why=Text(
        ja="ほかの地域データや地図と結び付けられません。",
        en="The data cannot be joined with other data or maps.",
    ),
    fix=Text(
        ja="「東京都」のように都府県まで書き、全国地方公共団体コード（6桁）の列を付けてください。"
        "コードの列は文字列にして先頭の 0 を残します。",
        en="Write the full official name and add the six-digit code as text.",
    ),
    messages={
        "short": Text(
            ja="{column}の都道府県名が省略されています（{where}「{text}」{more}）。",
            en="{column} shortens names of prefectures ({where}: “{text}”{more_en}).",
        ),
        "no-code": Text(
            ja="{column}に地域の名前がありますが、地域コードの列がありません。",
            en="{column} names regions, and there is no column of codes.",
        ),
        "digits": Text(
            ja="{column}のコードの桁が足りません（{where}「{text}」{more}）。先頭の 0 が落ちたようです。",
            en="Codes of {column} lack digits ({where}: “{text}”{more_en}): a leading zero seems lost.",
        ),
        "check": Text(
            ja="{column}の団体コードの検査数字が合いません（{where}「{text}」{more}）。",
            en="The check digit of codes in {column} is wrong ({where}: “{text}”{more_en}).",
        ),
    },
    question=Text(
        ja="地域コードの列を付けられますか。",
        en="Can a column of codes be added?",
    ),
    examples=[
        Example(PASSED, file=book(PEOPLE)),
        Example(
            LIKELY,
            file=book([("都道府県", "人口（人）"), ("東京", 1), ("大阪", 2), ("愛知", 3)]),
            key="short",
        ),
        Example(
            REVIEW,
            file=book([("市区町村", "人口（人）"), ("千代田区", 1), ("中央区", 2), ("港区", 3)]),
            key="no-code",
        ),
        Example(
            DEFINITE,
            file=book(
                [("団体コード", "市区町村", "人口（人）"), ("131017", "千代田区", 1), ("131024", "中央区", 2)]
            ),
            key="check",
        ),
        Example(
            LIKELY,
            file=book([("団体コード", "市区町村", "人口（人）"), (11002, "札幌市", 1), (12025, "函館市", 2)]),
            key="digits",
        ),
        Example(
            PASSED,
            file=book(
                [("団体コード", "市区町村", "人口（人）"), ("131016", "千代田区", 1), ("131024", "中央区", 2)]
            ),
        ),
        Example(INAPPLICABLE, file=book([("商品", "価格（円）"), ("りんご", 1), ("みかん", 2), ("なし", 3)])),
        Example(INAPPLICABLE, file=NO_TABLE),
    ],
)
def region_not_official(file: File) -> Iterator[Finding]:
    for table in tables(file):
        good, judged = True, False
        coded = any(_CODE_NAME.search(folded(table.name(column))) for column in table.columns)
        for column in table.columns:
            cells = [(row, shown(value).strip()) for row, value in table.cells(column)]
            said = {"column": column_word(table, column)}
            if not cells:
                continue
            found: dict[str, list[int]] = {}
            if _BODY_CODE.search(folded(table.name(column))):
                judged = True
                found = _code_faults(cells)
            else:
                short = [row for row, text in cells if text in _SHORT]
                full = sum(text in _FULL for _, text in cells)
                named = bool(re.search(r"都道府県|県名", table.name(column)))
                if (
                    short
                    and (named or (len(short) + full) * 2 > len(cells))
                    and (len(short) + full) * 2 > len(cells)
                ):
                    judged = True
                    found = {"short": short}
                elif full * 2 > len(cells) or re.search(
                    r"^(市区町村|市町村|自治体|団体)(名|名称)?$", table.name(column)
                ):
                    judged = True
                    if not coded and full * 2 <= len(cells):
                        good = False
                        yield review(
                            at(file, table.sheet, table.body - 1 or 1, column, why="no-code"),
                            "no-code",
                            **said,
                        )
            for key, rows in sorted(found.items()):
                good = False
                make = definite if key == "check" else likely
                yield make(
                    down(file, table, column, rows),
                    key,
                    where=place(table.sheet, rows[0], column),
                    text=shown(table.value(rows[0], column))[:20],
                    **more(len(rows)),
                    **said,
                )
        if judged and good:
            yield passed()
