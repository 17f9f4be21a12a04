"""JIS X 8341-3:2016 3.3.1: an error message names the field that is wrong."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, likely, page_rule, passed

from ._errors import error_lists, labels
from ._words import short


@page_rule(
    id="jis/error-place-unsaid",
    criteria=["3.3.1"],
    techniques=["G83", "G84", "G85"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="どの項目か分からないエラー表示",
        en="Error message that does not say where",
    ),
    why=Text(
        ja="どの入力欄が間違っているか書かれていないと、画面全体を見渡せない人は直す場所を探し回ることになります。",
        en="Without the name of the field, who cannot see the whole form has to search for it.",
    ),
    fix=Text(
        ja="「メールアドレス：@ がありません」のように項目名を書き、その入力欄へのリンクにしてください。",
        en="Name the field, as in “E-mail address: the @ is missing”, and link to it.",
    ),
    messages={
        "place": Text(
            ja="エラー表示「{text}」に、どの項目のことかが書かれていません。",
            en="The error message “{text}” does not say which field it means.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            "<div class=error><h3>エラーがあります</h3><ul><li>入力内容が間違っています。@がありません</li></ul></div>"
            "<label for=m>メールアドレス</label><input id=m><label for=t>電話番号</label><input id=t>",
            at="li",
        ),
        Example(
            PASSED,
            "<div class=error><h3>エラーがあります</h3><ul><li>メールアドレスに@がありません</li></ul></div>"
            "<label for=m>メールアドレス</label><input id=m><label for=t>電話番号</label><input id=t>",
        ),
        Example(
            PASSED,
            "<div class=error><h3>エラーがあります</h3><ul><li><a href='#m'>@がありません</a></li></ul>"
            "</div><label for=m>メールアドレス</label><input id=m><label for=t>電話番号</label><input id=t>",
        ),
        Example(
            INAPPLICABLE,
            "<label for=m>メールアドレス</label><input id=m><label for=t>電話番号</label><input id=t>",
        ),
    ],
)
def error_place_unsaid(page: Page) -> Iterator[Finding]:
    known: list[str] | None = None
    for items in error_lists(page):
        known = labels(page) if known is None else known
        for item in items[:50]:
            linked = any(
                page.by_id(item, link["href"][1:]) or len(link["href"]) > 1
                for link in item.select("a[href^='#']")
            )
            text = "".join(item.text.split())
            if (
                linked
                or not known
                or any(name in text or (len(name) > 4 and name[:4] in text) for name in known)
                or "画像" in text
            ):
                yield passed(item)
            else:
                yield likely(item, "place", text=short(item.text))
