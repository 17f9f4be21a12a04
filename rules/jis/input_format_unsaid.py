"""JIS X 8341-3:2016 3.3.2: a field that takes one way of writing only says which."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Page, page_rule, passed, review

from ._words import block, content, label, referenced, short, shown

NEAR = 300  # characters that belong to one field
# What a label asks for, and the words that tell how to write it.
_ASKS = (
    ("kana", re.compile(r"フリガナ|ふりがな|カナ|よみがな|読み仮名|セイ|メイ"), re.compile(
        r"全角|半角|カタカナ|ひらがな|例|フリガナ|ふりがな|カナ")),
    ("number", re.compile(r"郵便番号|電話番号|携帯電話|ファックス番号|FAX番号", re.IGNORECASE), re.compile(
        r"ハイフン|[-－‐―]|半角|全角|桁|数字|例|\d{2,}|〒")),
    ("date", re.compile(r"生年月日|希望日|年月日|利用日"), re.compile(
        r"例|西暦|和暦|元号|\d|半角|[YＹ]{4}", re.IGNORECASE | re.DOTALL)),
)  # fmt: skip
_LIMITED = re.compile(r"半角|全角|ハイフン|形式|例[:：）)]|文字(?:以内|まで)|桁")
_FREE = frozenset({"date", "month", "time", "datetime-local", "hidden", "submit", "button", "image", "radio", "checkbox",
                   "file", "range", "color", "reset", "password", "search"})  # fmt: skip


@page_rule(
    id="jis/input-format-unsaid",
    criteria=["3.3.2"],
    techniques=["G89", "G184", "H89"],
    impact=Impact.MODERATE,
    title=Text(ja="入力欄に書き方の説明がない", en="Field that does not say how to write"),
    why=Text(
        ja="ハイフンの有無や全角・半角の決まりが書かれていないと、送信してからエラーで戻され、直し方も分かりません。",
        en="Without the format people learn only from an error what the field takes.",
    ),
    fix=Text(
        ja="欄の名前の近くに書き方や例を書いてください。どちらの書き方でも受け付けて、送信後に直すのがいちばん親切です。"
        "例: 電話番号（ハイフンなし、例 0312345678）",
        en="Tell the format or an example beside the label, or accept all ways of writing. Example: 0312345678.",
    ),
    messages={
        "kana": Text(
            ja="「{text}」に、全角・半角やカタカナ・ひらがなの説明がありません。",
            en="“{text}” does not tell which kana to write.",
        ),
        "number": Text(
            ja="「{text}」に、ハイフンの有無や半角・全角の説明、例がありません。",
            en="“{text}” tells neither an example nor whether hyphens are wanted.",
        ),
        "date": Text(
            ja="「{text}」に、日付の書き方の説明や例がありません。",
            en="“{text}” does not tell how to write the date.",
        ),
        "pattern": Text(
            ja="「{text}」は決まった形しか受け付けません（pattern）が、書き方の説明が見当たりません。",
            en="“{text}” takes one pattern only and does not tell which.",
        ),
    },
    question=Text(
        ja="この欄は、どの書き方でも受け付けますか。受け付けないなら、書き方が入力の前に分かりますか。",
        en="Does the field accept every way of writing, or is the format told before input?",
    ),
    examples=[
        Example(PASSED, "<p><label>電話番号（ハイフンなし） <input type=tel></label></p>"),
        Example(REVIEW, "<form><p><label>電話番号 <input type=tel></label></p></form>", at="input", key="number"),
        Example(
            PASSED,
            '<p><label for="z">郵便番号</label><input id="z" aria-describedby="h"><span id="h">例：1638001</span></p>',
        ),
        Example(REVIEW, "<p><label>生年月日 <input></label></p>", at="input", key="date"),
        Example(PASSED, "<p><label>生年月日 <input type=date></label><input></p>", why="The browser gives the form."),
        Example(REVIEW, '<p><label>利用者コード <input pattern="[A-Z]{2}[0-9]{6}"></label></p>', key="pattern"),
        Example(PASSED, '<p><label>利用者コード（英字2桁と数字6桁） <input pattern="[A-Z]{2}[0-9]{6}"></label></p>'),
        Example(INAPPLICABLE, "<p><label>お名前 <input></label></p>"),
    ],
)  # fmt: skip
def input_format_unsaid(page: Page) -> Iterator[Finding]:
    for field in page.select("input")[:500]:
        kind = field["type"].lower()
        if kind == "date":
            yield passed(field)
        if kind in _FREE or field["value"] or not shown(field) or "readonly" in field or "disabled" in field:
            continue
        called = label(page, field)
        near = f"{called} {_near(page, field)}"
        key = _asked(called, near)
        if key:
            yield review(field, key, text=short(called))
        elif field["pattern"] and not _LIMITED.search(f"{near} {field['title']}"):
            yield review(field, "pattern", text=short(called or field["name"]))
        elif field["pattern"] or any(asks.search(called) for _, asks, _ in _ASKS):
            yield passed(field)


def _asked(called: str, near: str) -> str:
    """Return what a label asks for without telling how to write it."""
    for key, asks, tells in _ASKS:
        if asks.search(called):
            return "" if tells.search(near) else key
    return ""


def _near(page: Page, field: Element) -> str:
    texts = [referenced(page, field, "aria-describedby"), field["placeholder"], field["title"]]
    around = block(field)
    if around and around.tag not in ("form", "body", "fieldset", "table") and len(around.text) <= NEAR:
        texts.append(content(around))
    row = field.closest("tr, dd")
    if row and len(row.text) <= NEAR:
        texts.append(content(row))
    return " ".join(texts)
