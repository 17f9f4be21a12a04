"""A field into which nothing can be pasted keeps password managers and many people out."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Page,
    likely,
    page_rule,
    passed,
)


@page_rule(
    id="security/paste-prevented",
    impact=Impact.MINOR,
    title=Text(ja="入力欄への貼り付けが止められている", en="Pasting into a field is prevented"),
    why=Text(
        ja="パスワード管理や支援技術を使う人が正しく入力できず、短く弱いパスワードが選ばれがちになります。",
        en="People who use password managers or assistive technology cannot fill it in.",
    ),
    fix=Text(
        ja='onpaste="return false" などの指定を除いてください。',
        en='Take out onpaste="return false" and the like.',
    ),
    messages={
        "prevented": Text(
            ja="入力欄への貼り付けが止められています。", en="Pasting into the field is prevented."
        )
    },
    examples=[
        Example(PASSED, '<input type="email">'),
        Example(
            INAPPLICABLE,
            '<input type="password" onpaste="return false">',
            why="What one signs in with: jis/password-paste-blocked.",
        ),
        Example(LIKELY, '<input type="email" onpaste="return false">', at="input", key="prevented"),
        Example(INAPPLICABLE, "<p>入力欄なし</p>"),
    ],
)
def paste_prevented(page: Page) -> Iterator[Finding]:
    for field in page.select("input, textarea"):
        if field["type"].lower() in ("hidden", "submit", "button", "reset", "image", "checkbox", "radio"):
            continue
        if field["type"].lower() == "password" or field["autocomplete"] == "one-time-code":
            continue  # what one signs in with: jis/password-paste-blocked
        stopped = re.search(r"return\s+false|preventDefault", field["onpaste"])
        yield likely(field, "prevented") if stopped else passed(field)
