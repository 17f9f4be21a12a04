"""JIS X 8341-3:2016 3.3.2: what must be filled in says so in words."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Page, page_rule, passed, review

from ._words import block, content, label, short, shown

SAID = re.compile(r"必須|必要|必ず|かならず|[*＊※◎]|required|mandatory", re.IGNORECASE)
WORD = re.compile(r"必須|必要|required|mandatory|必ず|かならず|省略不可", re.IGNORECASE)
# A sign says it only to those who were told what it stands for.
EXPLAINED = re.compile(
    r"[「（(]?[*＊※◎●★][」）)]?\s*(?:印|マーク|の?(?:付いた|ついた|ある)|付き|は|が|の|:|：|＝|=)?[^。\n]{0,20}(?:必須|必ず|入力が必要|記入が必要|required|mandatory)"
    r"|(?:必須|required)[^。\n]{0,12}[*＊※◎●★]",
    re.IGNORECASE,
)
ALL = re.compile(r"(すべて|全て|全項目|全部).{0,12}(必須|入力|記入)|all fields are required", re.IGNORECASE)
OPTIONAL = re.compile(
    r"任意|省略可|なくても(?:よい|可|かまい)|空欄でも|（あれば）|[（(]?optional[）)]?", re.IGNORECASE
)
FIELDS = "input:not([type=hidden]):not([type=submit]):not([type=checkbox]), select, textarea"
SIGN_IN = 3  # fields of a form to sign in
NEAR = 400


def _near(page: Page, field: Element) -> str:
    """Return text that a sighted person reads as belonging to the field."""
    texts = [label(page, field)]
    around = block(field)
    for _ in range(2):
        if around and around.tag not in ("form", "body", "fieldset", "table") and len(around.text) <= NEAR:
            texts.append(content(around))
            around = around.parent
    row = field.closest("tr")
    texts.append(content(row) if row else "")
    item = field.closest("dd")
    texts.append(content(item.previous) if item and item.previous else "")
    group = field.closest("fieldset")
    texts += [content(one) for one in group.select("legend")] if group else []
    for one in page.select("label[for]") if field["id"] else ():
        if one["for"] == field["id"]:
            texts.append(content(one))
    return " ".join(texts)


@page_rule(
    id="jis/required-unsaid",
    criteria=["3.3.2"],
    techniques=["F81", "G83", "H90"],
    impact=Impact.MODERATE,
    title=Text(ja="必須の入力欄であることが文字で書かれていない", en="Required field is not marked in words"),
    why=Text(
        ja="色や印の違いが見えない人や慣れていない人は、どこを必ず入力するのか分からず、"
        "送信してからエラーで戻されます。",
        en="People who cannot see a colour or sign learn only from an error which fields they had to "
        "fill in.",
    ),
    fix=Text(
        ja="欄の名前に「必須」と書いてください。すべて必須なら、"
        "フォームの先頭に「すべての項目が必須です」と書けば足ります。"
        "例: お名前 → お名前（必須）",
        en="Write “required” in the name of the field, or once at the top of the form if all fields are. "
        "Example: Name → Name (required).",
    ),
    messages={
        "unsaid": Text(
            ja="必須の入力欄「{text}」の名前や説明に「必須」と書かれていません。",
            en="The name of the required field “{text}” does not say that it is required.",
        ),
        "several": Text(
            ja="必須の入力欄「{text}」など {count} か所の名前や説明に、「必須」と書かれていません。",
            en="The names of {count} required fields, “{text}” and more, do not say that they are required.",
        ),
        "sign": Text(
            ja="必須の入力欄「{text}」に印はありますが、印の意味の説明（例: ※は必須です）が見当たりません。",
            en="The required field “{text}” has a sign, and nothing tells what the sign stands for.",
        ),
    },
    question=Text(
        ja="この欄が必須であることは、画面の文字や説明で入力の前に分かりますか。",
        en="Do words on the screen tell before input that this field is required?",
    ),
    examples=[
        Example(PASSED, "<p><label>お名前（必須） <input required></label></p>"),
        Example(REVIEW, "<form><p><label>お名前 <input required></label></p></form>", at="input"),
        Example(
            REVIEW,
            '<form><label for="m">メール</label><input id="m" aria-required="true"></form>',
            at="input",
        ),
        Example(
            PASSED,
            "<form><p>すべての項目が必須です。</p><p><label>お名前 <input required></label></p></form>",
            why="Said once for the whole form.",
        ),
        Example(
            PASSED,
            '<table><tr><th>お名前<img src="h.png" alt="必須"></th><td><input required></td></tr></table>',
            why="The alternative text says it.",
        ),
        Example(
            REVIEW, "<form><p><label>お名前※ <input required></label></p></form>", at="input", key="sign"
        ),
        Example(
            PASSED, "<form><p>※は必須の項目です。</p><p><label>お名前※ <input required></label></p></form>"
        ),
        Example(
            REVIEW,
            "<form><p><label>お名前 <input required></label></p><p><label>ご住所 <input required></label></p></form>",
            at="input",
            key="several",
            why="Said once for a form.",
        ),
        Example(
            PASSED,
            "<form><p><label>お名前 <input required></label></p><p><label>ご意見（任意） <textarea></textarea></label></p></form>",
            why="What may be left out is marked, so the rest must be filled in.",
        ),
        Example(
            PASSED,
            "<form><p><label>利用者番号 <input required></label></p>"
            "<p><label>パスワード <input type=password required></label></p></form>",
            why="Signing in takes both.",
        ),
        Example(INAPPLICABLE, "<label>お名前 <input></label>"),
    ],
)
def required_unsaid(page: Page) -> Iterator[Finding]:
    signs: set[Element | None] = set()  # forms of which it was told once
    whole: dict[Element | None, bool] = {}
    unsaid: dict[Element | None, list[Element]] = {}
    for field in page.select("input, select, textarea, [role=textbox], [role=combobox]"):
        if not ("required" in field or field["aria-required"] == "true"):
            continue
        if field["type"] in ("hidden", "submit", "button", "image") or not shown(field):
            continue
        form = field.closest("form")
        near = _near(page, field)
        around = form.text[:5000] if form else page.text[:5000]
        if form not in whole:
            whole[form] = form is not None and _told_for_all(form)
        if WORD.search(near) or whole[form]:
            yield passed(field)
        elif not SAID.search(near):
            unsaid.setdefault(form, []).append(field)
        elif EXPLAINED.search(around) or EXPLAINED.search(page.text[:20_000]) or form in signs:
            yield passed(field)
        else:
            signs.add(form)
            yield review(field, "sign", text=short(label(page, field) or field["name"]))
    for fields in unsaid.values():
        first = short(label(page, fields[0]) or fields[0]["name"])
        if len(fields) == 1:
            yield review(fields[0], "unsaid", text=first)
        else:
            yield review(fields[0], "several", text=first, count=len(fields))


def _told_for_all(form: Element) -> bool:
    """Return whether it is plain for the form as a whole: in words, by marks on what may be left out, or
    since people sign in.
    """
    if ALL.search(form.text[:2000]) or OPTIONAL.search(form.text[:5000]):
        return True
    return len(form.select("input[type=password]")) == 1 and len(form.select(FIELDS)) <= SIGN_IN
