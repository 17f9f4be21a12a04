"""JIS X 8341-3:2016 3.3.1: input that is refused is not taken away without a word."""

from collections.abc import Iterator
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Need, Page, page_rule, passed, review

from ._answers import answered, filling, messages, plain_name, rounds
from ._words import short

_HTML = "<form><label>メール<input></label><button>登録</button></form>"
_GONE: dict[str, Any] = {
    "typed": {"input": "あ"},
    "values": [{"selector": "input", "before": "あ", "after": "", "own": False}],
}


@page_rule(
    id="jis/input-cleared-silently",
    criteria=["3.3.1"],
    techniques=["G84", "G85", "G139"],
    impact=Impact.SERIOUS,
    needs=[Need.FORMS],
    title=Text(ja="黙って消される入力", en="Input cleared without a word"),
    why=Text(
        ja="画面を見ない人は入力が消えたことに気付けず、何が誤りだったのかも分かりません。",
        en="People who do not see the screen do not notice that it is gone, nor what was wrong with it.",
    ),
    fix=Text(
        ja="入力された値は残し、欄のそばに何が誤りかを文字で書いてください。",
        en="Keep what was typed and write beside the field what is wrong with it.",
    ),
    messages={
        "cleared": Text(
            ja="「{name}」に入れた「{typed}」が消され、誤りを知らせる文が出ませんでした。",
            en="“{typed}” was taken out of “{name}”, and no text told of an error.",
        ),
    },
    question=Text(
        ja="形の違う値を入れたとき、値が消えたことと、何が誤りかが文字で知らされますか。",
        en="When a value of the wrong form is taken away, does text say so and what is wrong?",
    ),
    examples=[
        Example(REVIEW, _HTML, at="input", probes=filling("wrong", [({"value": "あ"}, {"value": ""})], **_GONE)),
        Example(PASSED, _HTML, probes=filling("wrong", [({"value": "あ"}, {"value": "あ"})], typed={"input": "あ"},
                                              appeared=[{"text": "@ を入れてください"}])),
        Example(INAPPLICABLE, "<p>文</p>", probes={"forms": {"tried": [], "left": 0}}),
    ],
)  # fmt: skip
def input_cleared_silently(page: Page) -> Iterator[Finding]:
    page.probe("forms")
    for button, _, one in rounds(page, "wrong"):
        told = bool(messages(one) or answered(one))
        gone = {str(part["selector"]) for part in one["effect"]["values"] if not part["after"]}
        heard = {str(part["selector"]) for part in one["blurred"] if messages(part)}
        gone |= {
            str(part["selector"]) for part in one["blurred"] if part["field"] and not part["field"]["value"]
        } - heard
        names = {str(field["selector"]): plain_name(field) for field in one["after"]}
        lost = [selector for selector in one["typed"] if selector in gone]
        place = page.at(lost[0]) if lost and not told else None
        if place is not None:
            yield review(place, "cleared", name=short(names.get(lost[0], "")), typed=one["typed"][lost[0]])
        elif one["typed"]:
            yield passed(button)
