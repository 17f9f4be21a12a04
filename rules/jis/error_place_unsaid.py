"""JIS X 8341-3:2016 3.3.1: an error message names the field that is wrong."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, likely, page_rule, passed

from ._answers import answered, filling, marked, messages, names, plain_name, rounds
from ._errors import error_lists, labels
from ._words import content, short

_ERROR = re.compile(
    r"誤り|間違|エラー|不備|正しく|入力して|確認して|確認(?:を|く)|確かめ|未入力|error|invalid|required",
    re.IGNORECASE,
)
_TWO: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
    ({"selector": "input"}, {}),
    ({"selector": "select", "name": "地区"}, {}),
)
_FORM = "<form><label>氏名<input></label><label>地区<select><option>北</select></label><button>送信</button></form>"


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
        "tried": Text(
            ja="入力せずに「{button}」を押すと「{text}」と出ますが、どの欄のことか書かれていません。",
            en="Pressing “{button}” on an empty form says “{text}” and names no field.",
        ),
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
            LIKELY,
            _FORM,
            at="button",
            key="tried",
            probes=filling(fields=_TWO, appeared=[{"text": "入力に誤りがあります。"}]),
        ),
        Example(PASSED, _FORM, probes=filling(fields=_TWO, appeared=[{"text": "氏名を入力してください。"}])),
        Example(
            INAPPLICABLE,
            "<label for=m>メールアドレス</label><input id=m><label for=t>電話番号</label><input id=t>",
        ),
    ],
)
def error_place_unsaid(page: Page) -> Iterator[Finding]:
    for button, _, one in rounds(page, "empty"):
        said = " ".join(messages(one))
        if not _ERROR.search(said) or len(one["after"]) < 2:
            continue
        named = any(names(field, said) for field in map(plain_name, one["after"]) if len(field) >= 2)
        at = str(one["effect"]["focus"][1])
        if named or answered(one) or marked(one) or any(field["selector"] == at for field in one["after"]):
            yield passed(button)
        else:
            yield likely(
                button, "tried", button=short(content(button) or button["value"] or "送信"), text=short(said)
            )
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
