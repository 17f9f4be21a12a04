"""Japanese practice: a date such as 2026.10.1 or R8.10.1 is not read as a date."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Element, Example, Page, advice, page_rule, passed

from ._words import find, in_japanese

BEFORE, AFTER = r"(?<![\w./:=-])", r"(?![\w/-]|\.\d)"
DATE = re.compile(
    rf"{BEFORE}(?:(?P<year>(?:19|20)\d\d)(?P<sep>[./])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>0?[1-9]|[12]\d|3[01])"
    rf"|(?P<era>令和|平成|昭和|[RHS])\s?(?P<y>\d{{1,2}}|元)[./](?P<m2>0?[1-9]|1[0-2])[./](?P<d2>0?[1-9]|[12]\d|3[01])){AFTER}",
    re.ASCII,
)
HINT = re.compile(r"\d[./]\d")
VERSION = re.compile(r"(ver(sion)?|バージョン|版)\.?\s*$", re.IGNORECASE)
ERAS = {"R": "令和", "H": "平成", "S": "昭和"}


def _written(match: re.Match[str]) -> str:
    if match["year"]:
        return f"{match['year']}年{int(match['m'])}月{int(match['d'])}日"
    return f"{ERAS.get(match['era'], match['era'])}{match['y']}年{int(match['m2'])}月{int(match['d2'])}日"


@page_rule(
    id="jis/date-abbreviated",
    impact=Impact.MINOR,
    title=Text(
        ja="「2026.10.1」「R8.10.1」のように略して書いた日付",
        en="Date in a short form such as 2026.10.1 or R8.10.1",
    ),
    why=Text(
        ja="音声では小数や分数のように読まれ、日付だと分かりません。"
        "略した元号は外国の人や翻訳にも伝わりません。",
        en="It is read as a decimal or fraction and not as a date; letters for eras mean nothing to "
        "foreigners.",
    ),
    fix=Text(
        ja="年・月・日を付けて書いてください。例: R8.10.1 → 令和8年10月1日",
        en="Write 年, 月 and 日. Example: R8.10.1 → 令和8年10月1日.",
    ),
    messages={
        "date": Text(
            ja="略した日付「{date}」など {count} か所があります（「{written}」と書きます）。最初の 1 "
            "か所を示します。",
            en="{count} dates are written short, as “{date}” (write “{written}”); the first is shown.",
        )
    },
    examples=[
        Example(PASSED, "<p>令和8年10月1日に更新しました。</p>"),
        Example(ADVICE, "<p>更新日は<span>2026.10.1</span>です。</p>", at="span"),
        Example(ADVICE, "<p>更新日：R8.10.1</p><p>2026/10/02のお知らせ</p>", at="p"),
        Example(
            PASSED,
            '<p>更新 <time datetime="2026-10-01">2026.10.1</time> のお知らせ</p>',
            why="Software knows the date.",
        ),
        Example(
            PASSED, "<p>Ver.2023.4.1 のソフトと 192.168.1.10 の機器</p>", why="A version and an address."
        ),
        Example(INAPPLICABLE, "<p>Updated 2026.10.1</p>"),
    ],
)
def date_abbreviated(page: Page) -> Iterator[Finding]:
    if not in_japanese(page):
        return
    yield passed()
    first: tuple[Element, re.Match[str]] | None = None
    count = 0
    for element, run in find(page, DATE, HINT):
        if element.closest("time[datetime]"):
            continue
        for match in DATE.finditer(run):
            if not VERSION.search(run[: match.start()]):
                first = first or (element, match)
                count += 1
    if first:
        yield advice(first[0], "date", date=first[1][0], written=_written(first[1]), count=count)
