"""JIS X 8341-3:2016 3.3.2, 1.3.1: a label is tied to the field that stands beside it, and to no other."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    definite,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import fold, referenced, short, shown

_FIELD = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]):not([type=reset]), select, textarea"
_ROWS = "tr, li, p, dd, dt, div"
MAX_LABELS = 1000


@page_rule(
    id="jis/label-of-other-field",
    criteria=["3.3.2", "1.3.1", "4.1.2", "2.4.6"],
    techniques=["F68", "H44"],
    impact=Impact.CRITICAL,
    title=Text(
        ja="ラベルが、隣の欄ではなく別の欄に結び付いている",
        en="Label tied to another field than the one beside it",
    ),
    why=Text(
        ja="音声で聞く人には別の欄の名前が読まれ、住所の欄に名前を入れるなど、間違った内容を送ってしまいます。",
        en="People who listen hear the name of another field and enter the wrong thing.",
    ),
    fix=Text(
        ja="label の for を、隣の欄の id に直してください。欄ごとに違う名前を付けます。",
        en="Make the for of the label the id of the field beside it; give each field a name of its own.",
    ),
    messages={
        "swapped": Text(
            ja="「{text}」のラベルは、隣の欄ではなく「{other}」の並びの欄に結び付いています。",
            en="The label “{text}” is tied to the field beside “{other}” and not to its own.",
        ),
        "elsewhere": Text(
            ja="「{text}」のラベルは、隣の欄ではなく別の場所の欄に結び付いています。",
            en="The label “{text}” is tied to a field elsewhere and not to the one beside it.",
        ),
        "twice": Text(
            ja="一つのフォームの {count} 個の欄が、どれも「{text}」という名前です。",
            en="{count} fields of one form are all named “{text}”.",
        ),
    },
    question=Text(
        ja="同じ名前の欄を、まわりの見出しや枠の題で聞き分けられますか。",
        en="Do headings or group names around tell the fields of one name apart?",
    ),
    examples=[
        Example(
            PASSED, "<p><label for=a>氏名</label><input id=a></p><p><label for=b>住所</label><input id=b></p>"
        ),
        Example(
            DEFINITE,
            "<table><tr><td><label for=b>ふりがな</label></td><td><input id=a></td></tr>"
            "<tr><td><label for=a>住所</label></td><td><input id=b></td></tr></table>",
            at="label",
            key="swapped",
        ),
        Example(
            LIKELY,
            "<p><label for=b>電話</label><input id=a></p><p>住所 <input id=b></p>",
            at="label",
            key="elsewhere",
        ),
        Example(
            LIKELY,
            "<form><p><label for=a>電話番号</label><input id=a></p><p><label for=b>電話番号</label><input id=b></p></form>",
            at="input",
            key="twice",
        ),
        Example(
            REVIEW,
            "<form><h3>本人</h3><p><label for=a>電話</label><input id=a></p>"
            "<h3>家族</h3><p><label for=b>電話</label><input id=b></p></form>",
            at="input",
            key="twice",
        ),
        Example(
            PASSED,
            "<form><fieldset><legend>本人</legend><label>電話<input></label></fieldset>"
            "<fieldset><legend>家族</legend><label>電話<input></label></fieldset></form>",
            why="The groups tell them apart.",
        ),
        Example(
            PASSED,
            "<div><label for=a>氏名</label><label for=b>住所</label></div><div><input id=a><input id=b></div>",
            why="Labels in a row of their own.",
        ),
        Example(
            INAPPLICABLE,
            "<form><label><input type=radio name=a>はい</label></form><form><label><input type=radio name=b>はい</label></form>",
            why="Choices have the name of their question.",
        ),
        Example(INAPPLICABLE, "<label>氏名 <input></label>", why="Around its field."),
    ],
)
def label_of_other_field(page: Page) -> Iterator[Finding]:
    labels = page.select("label[for]")[:MAX_LABELS]
    for one in labels:
        tied = page.by_id(one, one["for"]) if one["for"] else None
        if tied is None or not shown(one) or not one.text or not tied.matches(_FIELD):
            continue
        beside = _beside(one)
        if beside is None or beside == tied or one.select(_FIELD):
            yield passed(one)
            continue
        own = beside["id"] if beside["id"] and page.by_id(beside, beside["id"]) == beside else ""
        back = next((other for other in labels if own and other["for"] == own), None)
        if back is not None and _beside(back) == tied:
            yield definite(one, "swapped", text=short(one.text), other=short(back.text))
        elif own and back is None and not beside["aria-label"] and not beside["aria-labelledby"]:
            yield likely(one, "elsewhere", text=short(one.text))
        else:
            yield passed(one)
    yield from _repeated(page)


def _beside(one: Element) -> Element | None:
    """The only field of the row that the label is the only label of."""
    row = one.closest(_ROWS)
    while row is not None and row.tag not in ("form", "body", "fieldset", "table"):
        fields = row.select(_FIELD)
        if len(fields) > 1 or len(row.select("label")) > 1:
            return None
        if fields:
            return fields[0]
        row = row.parent
    return None


def _repeated(page: Page) -> Iterator[Finding]:
    """Fields of one form and one group that go by one name."""
    groups: dict[tuple[Element | None, Element | None, str], list[Element]] = {}
    texts = {one["for"]: one.text for one in page.select("label[for]")[:MAX_LABELS]}
    for field in page.select(_FIELD)[:MAX_LABELS]:
        if field["type"].lower() in ("radio", "checkbox") or not shown(field):
            continue
        around = field.closest("label")
        said = (
            referenced(page, field, "aria-labelledby")
            or field["aria-label"].strip()
            or texts.get(field["id"], "")
            or (around.text if around and not around.select("option") else "")
        )
        form = field.closest("form")
        if fold(said) and form is not None and not field.closest("table[role=grid], [role=row], td"):
            group = field.closest("fieldset, [role=group], section")
            groups.setdefault((form, group, fold(said)), []).append(field)
    for (form, group, _), fields in groups.items():
        if len(fields) < 2:
            yield passed(fields[0])
            continue
        place, count = fields[1], len(fields)
        text = short(texts.get(place["id"], "") or place["aria-label"] or _text(place))
        within = group or form
        if within is not None and within.select("h1, h2, h3, h4, h5, h6, legend, dt"):
            yield review(fields[0], "twice", text=text, count=count)
        else:
            yield likely(fields[0], "twice", text=text, count=count)


def _text(field: Element) -> str:
    around = field.closest("label")
    return around.text if around else ""
