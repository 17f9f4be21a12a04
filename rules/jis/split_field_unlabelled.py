"""JIS X 8341-3:2016 3.3.2, 4.1.2: each part of a divided postcode or telephone number has its own name."""

from collections.abc import Iterator, Sequence

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Page, likely, page_rule, passed

from ._words import label, short, shown

SHORT = 6  # characters that a part takes at most


def _is_part(field: Element) -> bool:
    limits = [
        field[name] for name in ("size", "maxlength") if field[name].isascii() and field[name].isdigit()
    ]
    return field["type"].lower() in ("", "text", "tel", "number") and any(
        int(limit[:6]) <= SHORT for limit in limits
    )


def _parts(page: Page) -> Iterator[Sequence[Element]]:
    """Yield two to four short fields in one place: what stands between them is no more than a hyphen."""
    groups: dict[str, list[Element]] = {}
    for field in page.select("input:not([type]), input[type=text], input[type=tel], input[type=number]"):
        around = field.parent
        if around and around.tag == "label":
            around = around.parent
        if around and _is_part(field) and shown(field):
            groups.setdefault(around.target().selector, []).append(field)
    yield from (fields for fields in groups.values() if 2 <= len(fields) <= 4)


@page_rule(
    id="jis/split-field-unlabelled",
    criteria=["3.3.2", "4.1.2"],
    techniques=["F82", "F86", "H65"],
    impact=Impact.SERIOUS,
    replaces=["axe/label"],
    title=Text(
        ja="郵便番号や電話番号などの分割した入力欄に、一つずつの名前がない",
        en="Parts of a divided field (postcode, telephone) have no names of their own",
    ),
    why=Text(
        ja="音声で入力する人は、2 つめの欄に移っても何を入れる欄か分からず、番号を最後まで入力できません。",
        en="People who listen do not know what the second part is for and cannot finish entering the number.",
    ),
    fix=Text(
        ja="一つの欄にまとめるのがいちばん確実です。分けるなら、欄ごとに title や aria-label "
        "で名前を付けてください。"
        '例: aria-label="郵便番号の下4桁"',
        en="Best use one field. If it must be divided, name each part by title or aria-label, as in "
        "“last four digits of the "
        "postcode”.",
    ),
    messages={
        "unnamed": Text(
            ja="分割した入力欄の {position} 番めに名前がありません（1 番めの名前は「{first}」）。",
            en="Part {position} of the divided field has no name (the first is “{first}”).",
        ),
        "same-name": Text(
            ja="分割した入力欄の名前が、どれも「{first}」です。",
            en="All parts of the divided field are named “{first}”.",
        ),
    },
    examples=[
        Example(
            PASSED,
            '<p><input size="3" aria-label="郵便番号の上3桁">-<input size="4" '
            'aria-label="郵便番号の下4桁"></p>',
        ),
        Example(
            LIKELY,
            '<p><label for="z">郵便番号</label><input id="z" maxlength="3">-<input maxlength="4"></p>',
            at="input:nth-of-type(2)",
            key="unnamed",
        ),
        Example(
            LIKELY,
            '<p><input size="4" title="電話番号">-<input size="4" title="電話番号">-<input size="4" '
            'title="電話番号"></p>',
            at="input",
            key="same-name",
        ),
        Example(PASSED, '<p><label><input size="4">年</label><label><input size="2">月</label></p>'),
        Example(INAPPLICABLE, '<label>郵便番号 <input size="8"></label>', why="One field."),
    ],
)
def split_field_unlabelled(page: Page) -> Iterator[Finding]:
    for fields in _parts(page):
        names = [label(page, field) for field in fields]
        empty = [i for i, text in enumerate(names) if not text]
        if empty:
            for i in empty:
                yield likely(fields[i], "unnamed", position=i + 1, first=short(names[0]))
        elif len(set(names)) == 1:
            yield likely(fields[0], "same-name", first=short(names[0]))
        else:
            yield passed(fields[0])
