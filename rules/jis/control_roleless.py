"""JIS X 8341-3:2016 4.1.2: what the keyboard reaches and presses says what it is."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Need, Page, likely, page_rule, passed

from ._press import effect, happened, pressing, require_all, tried
from ._words import content, short

_PLAIN = frozenset({"div", "span", "li", "p", "td", "tr", "dt", "dd", "ul", "i", "b", "em", "strong", "section",
                    "article", "figure", "h2", "h3", "h4", "img"})  # fmt: skip
_SPAN = {"selector": "span", "kind": "bare", "tag": "span", "native": False, "name": "炊き出し"}
_ON = effect(
    attributes=[{"selector": "span", "self": True, "own": True, "changes": {"class": ["a", "a on"]}}]
)


@page_rule(
    id="jis/control-roleless",
    criteria=["4.1.2", "1.3.1"],
    techniques=["F59", "F15", "ARIA4", "G108"],
    impact=Impact.SERIOUS,
    needs=[Need.PRESS],
    title=Text(ja="役割の伝わらない手作りの部品", en="Home-made control without a role"),
    why=Text(
        ja="音声で操作している人には、ただの文としか読まれず、押せることも、選ばれているかどうかも分かりません。",
        en="It is read as mere text: nobody hears that it can be pressed, or whether it is chosen.",
    ),
    fix=Text(
        ja="button、input type=checkbox、select などの要素で作り直してください。"
        "作り直せないときは role と状態（aria-checked など）を付けます。",
        en="Use a button, checkbox or select; where that cannot be, give it a role and its state (aria-checked …).",
    ),
    messages={
        "roleless": Text(
            ja="「{text}」はキーボードで選べて押すと変わりますが、何の部品かを伝える役割（role）がありません。",
            en="“{text}” can be reached and pressed, and has no role that says what it is.",
        ),
    },
    examples=[
        Example(LIKELY, '<span class="a" tabindex="0">炊き出し</span>', at="span", probes=pressing({**_SPAN, "effect": _ON})),
        Example(PASSED, '<span class="a" tabindex="0" role="checkbox" aria-checked="false">炊き出し</span>',
                probes=pressing({**_SPAN, "role": "checkbox", "effect": _ON})),
        Example(INAPPLICABLE, '<span tabindex="0">炊き出し</span>', why="Nothing comes of a press.",
                probes=pressing({**_SPAN, "effect": effect()})),
        Example(INAPPLICABLE, "<span>炊き出し</span>", why="The keyboard does not reach it: another rule's.",
                probes=pressing({**_SPAN, "focusable": False, "effect": _ON})),
    ],
)  # fmt: skip
def control_roleless(page: Page) -> Iterator[Finding]:
    told = page.probe("press")
    said, shapes = False, set()
    for element, one in tried(page, "bare", "widget"):
        works = happened(one["effect"]) or one.get("key", {}).get("works")
        if not one["focusable"] or one["native"] or not works:
            continue
        shape = f"{element.tag} {element['class']}"
        if element["role"] or element.tag not in _PLAIN:
            yield passed(element)
        elif shape not in shapes:
            shapes.add(shape)
            said = True
            yield likely(element, "roleless", text=short(content(element) or shape))
    if not said:
        require_all(told)
