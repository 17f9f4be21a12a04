"""JIS X 8341-3:2016 1.3.1, 3.3.2: radio buttons and check boxes of one question belong to a named group."""

import re
from collections import defaultdict
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    advice,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import content, fold, label, referenced, shown

SENTENCE = 8  # characters of a label that may tell its question too: 「はい」 and 「電話」 do not
_CLAUSE = re.compile(r"(?:る|い|す|た|ん|だ)[。．.]?\s*$")  # ends as a sentence does, not as a noun
_FIELDS = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]):not([type=reset]), select, textarea"


def _group(page: Page, choice: Element) -> str:
    """'named', 'unnamed' or '' for the group around a choice."""
    around = choice.closest("fieldset, [role=group], [role=radiogroup]")
    state = ""
    while around:
        legends = [one.text for one in around.children if one.tag == "legend"]
        if any(legends) or around["aria-label"].strip() or referenced(page, around, "aria-labelledby"):
            return "named"
        state = "unnamed"
        around = around.parent and around.parent.closest("fieldset, [role=group], [role=radiogroup]")
    return state


@page_rule(
    id="jis/choices-ungrouped",
    criteria=["1.3.1", "3.3.2"],
    techniques=["ARIA17", "F68", "H71"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="ラジオボタンやチェックボックスが質問ごとにまとめられていない",
        en="Radio buttons or check boxes are not grouped under their question",
    ),
    why=Text(
        ja="音声で入力する人には「はい」「いいえ」だけが読まれ、何についての選択肢なのかが分かりません。",
        en="People who listen hear “yes” and “no” and not the question they answer.",
    ),
    fix=Text(
        ja="選択肢全体を fieldset で囲み、質問を legend に書いてください。"
        "例: <fieldset><legend>連絡方法</legend>（電話・メールの選択肢）</fieldset>",
        en="Put the choices in a fieldset and the question in its legend. "
        "Example: <fieldset><legend>How to reach you</legend>…</fieldset>.",
    ),
    messages={
        "ungrouped": Text(
            ja="「{name}」の選択肢 {count} 個（「{first}」など）が、質問とひとまとまりになっていません。",
            en="The {count} choices of “{name}” (“{first}” …) are not grouped with their question.",
        ),
        "empty-legend": Text(
            ja="入力欄 {count} 個のまとまり（fieldset）の題（legend）が空です。",
            en="The legend of a group of {count} fields is empty.",
        ),
        "no-legend": Text(
            ja="入力欄 {count} 個のまとまり（fieldset）に題（legend）がありません。",
            en="A group of {count} fields (fieldset) has no legend.",
        ),
        "unnamed": Text(
            ja="「{name}」の選択肢 {count} 個（「{first}」など）のまとまりに、"
            "質問の文（legend）がありません。",
            en="The group of the {count} choices of “{name}” (“{first}” …) has no question (legend).",
        ),
    },
    question=Text(
        ja="質問や枠の題がなくても、何についての欄や選択肢か分かりますか。"
        "分かる場合は、まとめなくても（枠の fieldset を外しても）かまいません。",
        en="Is it clear without a question or a name of the group what its fields or choices are about? If so, no group is needed.",
    ),
    examples=[
        Example(
            LIKELY,
            "<fieldset><legend></legend><label>氏名 <input></label><label>電話 <input></label></fieldset>",
            at="fieldset",
            key="empty-legend",
        ),
        Example(
            REVIEW,
            "<form><fieldset><legend>本人</legend><label>氏名 <input></label></fieldset>"
            "<fieldset><label>氏名 <input></label><label>電話 <input></label></fieldset></form>",
            at="fieldset:nth-of-type(2)",
            key="no-legend",
        ),
        Example(
            REVIEW,
            "<form><fieldset><div><legend>本人</legend><label>氏名 <input></label><label>電話 <input></label></div></fieldset></form>",
            at="fieldset",
            key="no-legend",
            why="A legend within a box names nothing.",
        ),
        Example(
            ADVICE,
            "<form><fieldset><label>氏名 <input></label><label>電話 <input></label></fieldset></form>",
            at="fieldset",
            key="no-legend",
            why="A frame around the whole form.",
        ),
        Example(
            PASSED,
            '<fieldset><legend>連絡方法</legend><label><input type="radio" name="c">電話</label>'
            '<label><input type="radio" name="c">メール</label></fieldset>',
        ),
        Example(
            LIKELY,
            '<p>連絡方法 <label><input type="radio" name="c">電話</label><label><input type="radio" '
            'name="c">メール</label></p>',
            at="input",
            key="ungrouped",
        ),
        Example(
            REVIEW,
            '<div><label><input type="radio" name="q">育児で困っていることがある</label>'
            '<label><input type="radio" name="q">育児で困っていることはない</label></div>',
            at="input",
            key="ungrouped",
            why="Each label is a sentence that can be understood without a question.",
        ),
        Example(
            LIKELY,
            '<div><label><input type="radio" name="q">ある</label><label><input type="radio" name="q">ない</label></div>',
            at="input",
            key="ungrouped",
            why="An answer that ends as a sentence does, and does not tell to what.",
        ),
        Example(
            LIKELY,
            '<fieldset><label><input type="checkbox" name="k[]">電話</label>'
            '<label><input type="checkbox" name="k[]">メール</label></fieldset>',
            at="input",
            key="unnamed",
        ),
        Example(
            PASSED,
            '<p id="q">連絡方法</p><div role="radiogroup" aria-labelledby="q"><input type="radio" name="c">'
            '<input type="radio" name="c"></div>',
        ),
        Example(
            INAPPLICABLE,
            '<form><input type="radio" name="a"></form><form><input type="radio" name="a"></form>'
            '<input type="checkbox" name="b">',
            why="One choice each: the same name in two forms is two questions.",
        ),
    ],
)
def choices_ungrouped(page: Page) -> Iterator[Finding]:
    questions: defaultdict[tuple[str, str, str], list[Element]] = defaultdict(list)
    for choice in page.select("input[type=radio][name], input[type=checkbox][name]"):
        if choice["name"] and shown(choice):
            form = choice.closest("form")
            questions[form.target().selector if form else "", choice["type"], choice["name"]].append(choice)
    for (_, _, name), choices in questions.items():
        if len(choices) < 2:
            continue
        state = _group(page, choices[0])
        if state == "named":
            yield passed(choices[0])
        else:
            labels = [label(page, one) for one in choices[:20]]
            # Labels that are sentences, and not the same ones as of another question, may need no question.
            clear = all(len(fold(one)) >= SENTENCE and _CLAUSE.search(one) for one in labels) and len(
                set(labels)
            ) == len(labels)
            yield (review if clear else likely)(
                choices[0], state or "ungrouped", name=name, count=len(choices), first=label(page, choices[0])
            )
    told = {
        group for choices in questions.values() if len(choices) > 1 for group in _groups_around(choices[0])
    }
    for group in page.select("fieldset")[:500]:
        if shown(group) and group not in told:
            yield from _frame(page, group)


def _groups_around(choice: Element) -> Iterator[Element]:
    """Yield the fieldsets around a choice, of which its question has been told."""
    around = choice.closest("fieldset")
    while around is not None:
        yield around
        around = around.parent and around.parent.closest("fieldset")


def _frame(page: Page, group: Element) -> Iterator[Finding]:
    """Yield what is to be said of a fieldset around fields that are no choices of one question."""
    fields = [one for one in group.select(_FIELDS) if one.closest("fieldset") == group]
    if len(fields) < 2:
        return
    legends = [one for one in group.children if one.tag == "legend"]
    if (
        group["aria-label"].strip()
        or referenced(page, group, "aria-labelledby")
        or any(map(content, legends))
    ):
        yield passed(group)
    elif legends:
        yield likely(group, "empty-legend", count=len(fields))
    else:
        form = group.closest("form")
        alone = form is not None and len(form.select("fieldset")) == 1 and not group.select("legend")
        yield (advice if alone else review)(group, "no-legend", count=len(fields))
