"""JIS X 8341-3:2016 2.4.6: labels tell what to write, and fields of one form are called differently."""

import re
from collections import defaultdict
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import block, fold, label, referenced, short, shown

FIELDS = "input, select, textarea, [role=textbox], [role=combobox]"
_NOT_FILLED = frozenset({"hidden", "submit", "button", "image", "reset", "radio", "checkbox"})
_EMPTY = re.compile(
    r"(?:ここに|こちらに|ここへ)?(?:テキストボックス|テキストエリア|入力ボックス|入力フォーム|記入|入力|入力欄|入力項目|項目|欄|記入欄|テキスト|フィールド|ラベル|値|データ|内容|選択|選択肢|その他|"
    r"input|field|text|label|value|data|item|textbox|entry|select|option|form)?"
    r"[\s._-]*(?:[\d０-９]{1,3}|[①-⑳]|[a-zａ-ｚ])?(?:を?入力(?:してください)?)?[：:＊*\s]*",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[※*＊：:\s]|必須|任意|required|optional", re.IGNORECASE)
# Parts of a page, and words that fit any entry: what to write is told by none of them.
_ANYTHING = frozenset(
    [
        "メニュー",
        "ページ",
        "ボタン",
        "リンク",
        "情報",
        "詳細",
        "menu",
        "page",
        "button",
        "link",
        "info",
        "information",
        "details",
    ]
)
# Alone these may do: the rest of a list of choices, the field of a form of one.
_MAYBE = frozenset(map(fold, ["内容", "その他", "選択", "選択肢"]))
_PIECES = re.compile(r"^(?:年|月|日|時|分|から|まで|～|-|[姓名]|上|下|市外局番|番号[123])$")
DEPTH = 6
PIECE = 60  # characters


@page_rule(
    id="jis/label-says-nothing",
    criteria=["2.4.6", "3.3.2"],
    techniques=["G131"],
    act=["cc0f0a"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    title=Text(ja="何を書く欄か区別できないラベル", en="Label that does not tell what to write"),
    why=Text(
        ja="「入力1」や、同じ「番号」が並ぶ欄では、音声で一つずつ読む人は何を書けばよいか分かりません。",
        en="Where fields are called “Input 1”, or three of them “Number”, people who listen do not know what to write.",
    ),
    fix=Text(
        ja="ラベルに、その欄に書くものの名前を書いてください。例: 番号／番号 → 通知書の番号／口座の番号",
        en="Say in the label what goes into the field. Example: Number / Number → Number of the notice / of the account.",
    ),
    messages={
        "nothing": Text(
            ja="ラベル「{text}」が、何を書く欄かを表していません。",
            en="The label “{text}” does not tell what to write.",
        ),
        "same": Text(
            ja="「{text}」というラベルの欄が、同じフォームに {count} か所あり、区別できません。",
            en="{count} fields of the form are called “{text}”.",
        ),
    },
    question=Text(
        ja="この欄に何を書けばよいか、ラベルと周りの見出しから分かりますか。",
        en="Do the label and the headings around it tell what to write?",
    ),
    examples=[
        Example(
            LIKELY,
            "<form><label>入力1 <input></label><label>入力2 <input></label></form>",
            at="input",
            key="nothing",
        ),
        Example(
            LIKELY, "<form><label>Field A <input></label><label>Field B <input></label></form>", at="input"
        ),
        Example(
            LIKELY,
            "<form><label>番号 <input></label><label>番号 <input></label><label>氏名 <input></label></form>",
            at="label:nth-of-type(2) input",
            key="same",
        ),
        Example(
            PASSED,
            "<form><fieldset><legend>申請者</legend><label>氏名 <input></label></fieldset>"
            "<fieldset><legend>代理人</legend><label>氏名 <input></label></fieldset></form>",
            why="The groups tell them apart.",
        ),
        Example(
            PASSED,
            "<form><h2>申請者</h2><div><label>氏名 <input></label></div><h2>代理人</h2><div><label>氏名 <input></label></div></form>",
            why="So do headings, to all who read on.",
        ),
        Example(
            PASSED,
            "<form><table><tr><th>第1希望</th><td><label>年 <select></select></label></td></tr>"
            "<tr><th>第2希望</th><td><label>年 <select></select></label></td></tr></table></form>",
        ),
        Example(PASSED, "<form><label>氏名 <input></label><label>電話番号 <input></label></form>"),
        Example(REVIEW, "<form><label>内容 <textarea></textarea></label></form>", at="textarea"),
        Example(REVIEW, "<form><label>情報 <input type=date></label></form>", at="input", why="Which date?"),
        Example(
            REVIEW, "<label>Menu <input name=a></label>", at="input", why="A part of a page, and no entry."
        ),
        Example(
            PASSED, "<label>メニュー <select><option>定食</option></select></label>", why="The choices tell."
        ),
        Example(
            LIKELY,
            "<form><div><h2 style='position:absolute;left:-9999px'>申請者</h2><label>氏名 <input></label></div>"
            "<div><h2 style='position:absolute;left:-9999px'>代理人</h2><label>氏名 <input></label></div></form>",
            at="div:nth-of-type(2) input",
            key="same",
            why="Only those who listen meet the headings.",
        ),
        Example(INAPPLICABLE, "<form><input></form>", why="No label: axe/label."),
    ],
)
def label_says_nothing(page: Page) -> Iterator[Finding]:
    groups: defaultdict[tuple[Element | None, str, str], list[Element]] = defaultdict(list)
    for field in page.select(FIELDS)[:500]:
        if field["type"].lower() in _NOT_FILLED or not shown(field):
            continue
        called = label(page, field)
        bare = _MARKS.sub("", called)
        if not bare:
            continue
        if _EMPTY.fullmatch(bare):
            yield (review if fold(bare) in _MAYBE else likely)(field, "nothing", text=short(called))
            continue
        if fold(bare) in _ANYTHING and field.tag != "select":
            yield review(field, "nothing", text=short(called))
            continue
        yield passed(field)
        if not _PIECES.match(bare):
            groups[field.closest("form"), fold(bare), _context(page, field)].append(field)
    for (_, _, _), fields in groups.items():
        # Two fields of one name may be an address to write twice; the second is told once for all.
        if len(fields) > 1 and not _parts_of_one(fields):
            yield likely(fields[1], "same", text=short(label(page, fields[1])), count=len(fields))


def _parts_of_one(fields: list[Element]) -> bool:
    """Return whether the fields stand side by side as parts of one number: jis/split-field-unlabelled."""
    around = {block(field) for field in fields}
    one = next(iter(around))
    return (
        len(around) == 1
        and one is not None
        and one.tag not in ("form", "fieldset", "body")
        and len(one.text) <= PIECE
    )


def _context(page: Page, field: Element) -> str:
    """Return what tells fields of one name apart: description, group, row, heading before them."""
    told = [referenced(page, field, "aria-describedby"), field["placeholder"]]
    around = field.closest("fieldset, [role=group], section[aria-label], [aria-labelledby]")
    if around is not None and around != field:
        legend = [one.text for one in around.select("legend")[:1]]
        told += [*legend, around["aria-label"], referenced(page, around, "aria-labelledby")]
    row = field.closest("tr")
    told += [one.text for one in row.select("th, td:first-child")[:2]] if row else []
    item = field.closest("dd")
    told.append(item.previous.text if item is not None and item.previous is not None else "")
    told.append(_heading_before(field))
    return fold(" ".join(told))


def _off_screen(element: Element) -> bool:
    """Return whether an element stands outside the page, where nobody sees it."""
    box = element.box
    return box is not None and (box[0] + box[2] <= 0 or box[1] + box[3] <= 0 or min(box[2:]) <= 1)


def _heading_before(field: Element) -> str:
    """Return the nearest heading, or line of text of a box, before a field among its ancestors' siblings."""
    here: Element | None = field
    for _ in range(DEPTH):
        if here is None or here.tag in ("form", "body"):
            return ""
        before, steps = here.previous, 0
        while before is not None and steps < 50:
            if before.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "legend") and not _off_screen(before):
                return before.text
            before, steps = before.previous, steps + 1
        here = here.parent
    return ""
