"""The manual of all rules in both languages, written from the rules themselves."""

from collections.abc import Iterator

from auditor.criteria import CRITERIA
from auditor.evaluate.coverage import coverage
from auditor.evaluate.rulebook import Rulebook
from auditor.model import Certainty, ProbeName, Text
from auditor.rule import Need, Rule

_FAMILIES = {
    "axe": Text("axe-core の検査項目", "Checks of axe-core, in our words"),
    "jis": Text("JIS X 8341-3:2016 に基づく検査", "Rules from JIS X 8341-3:2016"),
    "opendata": Text("オープンデータのリンクとファイル", "Open-data links and the files behind them"),
    "pdf": Text("PDF ファイル", "PDF files"),
    "security": Text("セキュリティヘッダーなど", "Security headers and the like"),
}
_CERTAINTY = {
    Certainty.DEFINITE: Text("問題あり", "definite"),
    Certainty.LIKELY: Text("問題の可能性大", "likely"),
    Certainty.REVIEW: Text("要判断", "review"),
    Certainty.ADVICE: Text("推奨", "advice"),
}
_NEEDS = {
    Need.LAYOUT: Text("表示結果", "layout"),
    Need.ACCESSIBILITY: Text("アクセシビリティツリー", "accessibility tree"),
    Need.SOURCE: Text("送られたままの HTML", "the markup as sent"),
    Need.AXE: Text("axe-core の結果", "axe-core's answer"),
    Need.RESPONSE: Text("HTTP ヘッダー", "response headers"),
    Need.SITE: Text("2 ページ以上", "more than one page"),
    Need.SIBLINGS: Text("同じ場所のほかのファイル", "other files of the place"),
    Need.PDF_CONTENT: Text("PDF の全ページの中身", "what all pages of a PDF hold"),
    Need.RESOURCES: Text("リンク先ファイルの応答", "answers of linked files"),
    **{Need(probe.need): probe.words for probe in ProbeName},
}
_HEAD = """\
# 規則の手引き / Manual of the rules

このファイルは `auditor rules manual` が規則から作ります。直接書き換えないでください。
規則は 1 ファイルに 1 つで、文章・判定・例をすべて持っています。ファイルを 1 つ足すと規則が 1 つ増えます。

This file is written by `auditor rules manual` from the rules; do not edit it.
A rule is one file with its texts, its code and its examples. Add a file to add a rule.

確からしさ / certainty: 問題あり (definite) · 問題の可能性大 (likely) · 要判断 (review) · 推奨 (advice)

測定結果 / measured against labelled pages: [MEASURED.md](MEASURED.md)

実物での確かさ / precision on real material:
[ページ / pages](MEASURED_jis.md) · [オープンデータとPDF / open data and PDF](MEASURED_opendata.md)

検討して作らなかった検査 / considered and not built: [NOT_BUILT.md](NOT_BUILT.md)
"""


def manual(rulebook: Rulebook) -> str:
    """Return the text of rules/README.md."""
    families = sorted({rule.family for rule in rulebook})
    parts = [_HEAD, coverage(rulebook)]
    for family in families:
        rules = [rule for rule in rulebook if rule.family == family]
        parts += [_table(family, rules), *map(entry, rules)]
    return "\n".join(parts).rstrip("\n") + "\n"


def certainties(rule: Rule) -> tuple[Certainty, ...]:
    """Return how sure this rule can be, the surest first: as its examples show, or as an axe rule declares."""
    if rule.kind == "axe":
        incomplete = {Certainty.REVIEW} if "incomplete" in rule.messages else set()
        shown = {rule.certainty} | incomplete
    else:
        shown = {example.outcome for example in rule.examples if isinstance(example.outcome, Certainty)}
    return tuple(certainty for certainty in Certainty if certainty in shown)


def _table(family: str, rules: list[Rule]) -> str:
    title = _FAMILIES.get(family, Text(family, family))
    lines = [
        f"## {title.ja} / {title.en}",
        "",
        "| id | 何が問題か | What is wrong | 達成基準 | 確からしさ |",
        "|---|---|---|---|---|",
    ]
    for rule in rules:
        sure = "・".join(_CERTAINTY[one].ja for one in certainties(rule))
        cells = (
            f"[{rule.id}](#{_anchor(rule.id)})", rule.title.ja, rule.title.en, ", ".join(rule.criteria), sure,
        )  # fmt: skip
        lines.append("| " + " | ".join(map(_cell, cells)) + " |")
    return "\n".join(lines) + "\n"


def entry(rule: Rule) -> str:
    """Return what the manual says of one rule, in both languages."""
    return "\n".join(_lines(rule)) + "\n"


def _lines(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}"
    yield ""
    yield f"**{rule.title.ja}** / {rule.title.en}"
    yield ""
    yield f"- なぜ / why: {rule.why.ja} / {rule.why.en}"
    yield f"- 直し方 / fix: {_recipe(rule.fix.ja)} / {_recipe(rule.fix.en)}"
    if rule.question:
        yield f"- 人が判断すること / question: {rule.question.ja} / {rule.question.en}"
    if rule.criteria:
        names = "、".join(f"{number} {CRITERIA[number].name_ja}" for number in rule.criteria)
        yield f"- 達成基準 / criteria: {names}"
    if rule.techniques:
        yield f"- 達成方法 / techniques: {', '.join(rule.techniques)}"
    if rule.act:
        yield f"- ACT: {', '.join(rule.act)}"
    sure = certainties(rule)
    if sure:
        yield "- 確からしさ / certainty: " + ", ".join(f"{_CERTAINTY[c].ja} ({c})" for c in sure)
    if rule.needs:
        needs = "、".join(f"{_NEEDS[need].ja} ({_NEEDS[need].en})" for need in sorted(rule.needs))
        yield f"- 必要な証拠 / needs: {needs}"
    if rule.standards:
        yield f"- 対象の規格 / only in: {', '.join(rule.standards)}"
    if rule.replaces:
        yield f"- 代わりになる検査 / replaces: {', '.join(rule.replaces)}"


def _recipe(text: str) -> str:
    """Return a cure with its lines for servers as code, each on a line of its own within the list item."""
    said, *lines = text.split("\n")
    named = (line.partition(": ") for line in lines)
    return "".join(
        (said, *(f"  \n  {server}: `{line}`" if line else f"  \n  {server}" for server, _, line in named))
    )


def _anchor(id: str) -> str:
    return id.replace("/", "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
