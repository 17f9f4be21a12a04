"""JIS X 8341-3:2016 3.3.1: a field with an error says so in words, not by a colour or a sign alone."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Page, likely, page_rule, passed

from ._words import block, content, label, referenced, short, shown

_FIELDS = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]):not([type=reset]), select, textarea"
_WRONG = re.compile(
    r"(?:^|[\s_-])(?:(?:is|has|input|field|form|item)?[_-]?(?:error|err|invalid|danger|ng|warn(?:ing)?|miss|batu|ayamari))(?:$|[\s_-]?(?:field|input|item|box|row|waku)?(?:$|\s))",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"エラー|誤り|間違|不正|正しく|不備|ありません|未入力|未選択|ください(?!。*例)|足りません|できません|違い|必ず|ではありません|"
    r"error|invalid|incorrect|must|please|enter a|required field|错误|錯誤|请|오류|잘못",
    re.IGNORECASE,
)
_HINT = re.compile(r"[（(][^）)]*[）)]")
MAX = 1000


@page_rule(
    id="jis/error-shown-by-mark",
    criteria=["3.3.1", "1.4.1", "1.1.1"],
    techniques=["F81", "G83", "G85"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="入力の誤りを、色や記号だけで示している", en="Input error shown by a colour or a sign alone"
    ),
    why=Text(
        ja="色や絵が見えない人には、どの欄が何のために受け付けられなかったのかが伝わりません。",
        en="People who do not see the colour or sign learn neither which field is wrong nor why.",
    ),
    fix=Text(
        ja='欄のそばに「誤り: 7桁の数字で入力してください」のように言葉で書き、aria-invalid="true" と '
        "aria-describedby で結び付けてください。",
        en='Write the error beside the field in words, and tie it with aria-invalid="true" and aria-describedby.',
    ),
    messages={
        "mark": Text(
            ja="「{text}」の欄に誤りの印（{mark}）がありますが、誤りを伝える言葉がありません。",
            en="The field “{text}” is marked as wrong ({mark}) and no words say so.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            '<form><p class="err"><label for=k>口座の番号（7桁の数字）</label><input id=k value="12345"><span class="x"></span></p></form>',
            at="input",
            key="mark",
        ),
        Example(
            LIKELY,
            '<form><div><label for=k>電話</label><input id=k class="is-invalid" value="03"></div></form>',
            at="input",
        ),
        Example(
            LIKELY,
            '<form><label for=k>電話</label><input id=k aria-invalid="true" value="03"><img src="batsu.png" alt=""></form>',
            at="input",
        ),
        Example(
            PASSED,
            '<form><p class="err"><label for=k>口座の番号</label><input id=k aria-invalid=true aria-describedby=e>'
            "<span id=e>誤り: 7桁の数字で入力してください。</span></p></form>",
        ),
        Example(
            PASSED,
            "<div role=alert><p>口座の番号は7桁の数字で入力してください。</p></div>"
            '<form><p class="error"><label>口座の番号 <input value="123"></label></p></form>',
            why="Said above the form.",
        ),
        Example(INAPPLICABLE, "<form><p><label>口座の番号 <input></label></p></form>", why="No error is marked."),
        Example(
            INAPPLICABLE,
            '<form class="error-check"><p><label>口座の番号 <input aria-invalid="false"></label></p></form>',
        ),
    ],
)  # fmt: skip
def error_shown_by_mark(page: Page) -> Iterator[Finding]:
    marked = [
        (field, mark) for field in page.select(_FIELDS)[:MAX] if shown(field) and (mark := _mark(field))
    ]
    if not marked:
        return
    above = " ".join(
        box.text[:500]
        for box in page.select(
            "[role=alert], [role=status], [aria-live], [class*=err], [id*=err], [class*=alert], [class*=Err]"
        )[:50]
        if not box.select(_FIELDS) and shown(box)
    )
    for field, mark in marked:
        if _SAID.search(above) or _SAID.search(_near(page, field)):
            yield passed(field)
        else:
            yield likely(field, "mark", text=short(label(page, field) or field["name"]), mark=short(mark, 20))


def _mark(field: Element) -> str:
    """Return what marks the field, or the row that holds it alone, as wrong."""
    if field["aria-invalid"].lower() == "true":
        return "aria-invalid"
    if _WRONG.search(field["class"]):
        return field["class"]
    around = field.parent
    for _ in range(2):
        if (
            around is None
            or around.tag in ("form", "body", "fieldset", "table", "main")
            or len(around.select(_FIELDS)) > 1
        ):
            return ""
        if _WRONG.search(around["class"]):
            return around["class"]
        around = around.parent
    return ""


def _near(page: Page, field: Element) -> str:
    """Return words of the field's row besides its label, and of what describes it."""
    texts = [
        referenced(page, field, "aria-describedby"),
        referenced(page, field, "aria-errormessage"),
        field["title"],
    ]
    around = block(field)
    for _ in range(2):
        if (
            around is None
            or around.tag in ("form", "body", "fieldset", "table")
            or len(around.select(_FIELDS)) > 1
        ):
            break
        texts.append(content(around).replace(label(page, field) or "\0", ""))
        around = around.parent
    beside = block(field)
    if beside is not None:
        texts += [
            one.text for one in (beside.previous, beside.next) if one is not None and not one.select(_FIELDS)
        ]
    return _HINT.sub("", " ".join(texts))
