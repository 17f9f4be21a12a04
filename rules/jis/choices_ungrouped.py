"""JIS X 8341-3:2016 1.3.1, 3.3.2: radio buttons and check boxes of one question belong to a named group."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Page, likely, page_rule, passed

from ._words import label, referenced, shown


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
        "unnamed": Text(
            ja="「{name}」の選択肢 {count} 個（「{first}」など）のまとまりに、"
            "質問の文（legend）がありません。",
            en="The group of the {count} choices of “{name}” (“{first}” …) has no question (legend).",
        ),
    },
    examples=[
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
            yield likely(
                choices[0], state or "ungrouped", name=name, count=len(choices), first=label(page, choices[0])
            )
