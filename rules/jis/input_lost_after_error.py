"""WCAG 2.2 3.3.7: what was entered once is not asked for again."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Page,
    page_rule,
    passed,
    review,
)

from ._errors import error_lists
from ._words import short

_BLANK = re.compile(r"未入力|入力されていません|必須|空欄")
_MARKS = re.compile(r"[※*＊：:\s]|必須|任意")


@page_rule(
    id="jis/input-lost-after-error",
    criteria=["3.3.7"],
    techniques=["G221"],
    impact=Impact.MODERATE,
    title=Text(
        ja="エラーのあと空になった入力欄",
        en="Field that is empty after an error",
    ),
    why=Text(
        ja="入力し直しは、記憶や手の動きに困難のある人に大きな負担です。",
        en="Typing it all again is hard for people with poor memory or unsteady hands.",
    ),
    fix=Text(
        ja="エラーを表示するページでは、送られた値を入力欄に入れたままにしてください（パスワードを除く）。",
        en="Keep the values that were sent in their fields, passwords excepted.",
    ),
    messages={
        "empty": Text(
            ja="エラーがあった「{label}」の入力欄が空です。前の入力が消えている可能性があります。",
            en="The field “{label}” had an error and is empty: the input may have been lost.",
        ),
    },
    question=Text(
        ja="エラーになる値を入力して送信したとき、その値は入力欄に残りますか。",
        en="When you send a wrong value, is it still in the field afterwards?",
    ),
    examples=[
        Example(
            REVIEW,
            "<div class=error><h3>エラーがあります</h3><ul><li>メールアドレスに@がありません</li>"
            "</ul></div><label for=m>メールアドレス</label><input id=m value=''>",
            at="input",
        ),
        Example(
            PASSED,
            "<div class=error><h3>エラーがあります</h3><ul><li>メールアドレスに@がありません</li>"
            "</ul></div><label for=m>メールアドレス</label><input id=m value='abc'>",
        ),
        Example(
            INAPPLICABLE,
            "<div class=error><h3>エラーがあります</h3><ul><li>メールアドレスが未入力です"
            "</li></ul></div><label for=m>メールアドレス</label><input id=m>",
            why="Nothing was entered.",
        ),
        Example(INAPPLICABLE, "<label for=m>メールアドレス</label><input id=m>"),
    ],
)
def input_lost_after_error(page: Page) -> Iterator[Finding]:
    for items in error_lists(page):
        texts = [item.text for item in items if not _BLANK.search(item.text)]
        for label in page.select("label[for]"):
            name = _MARKS.sub("", label.text)
            field = page.by_id(label, label["for"])
            if field is None or len(name) < 2 or not any(name in text for text in texts):
                continue
            if field.tag != "input" or field["type"] in ("checkbox", "radio", "password", "file", "hidden"):
                continue
            if field["value"].strip():
                yield passed(field)
            else:
                yield review(field, "empty", label=short(name))
