"""JIS X 8341-3:2016 4.1.2: what a press opens is not left hidden from screen readers."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Need, Page, likely, page_rule, passed

from ._press import brought, effect, pressing, require_all, tried
from ._words import content, short

_HTML = '<button>メニュー</button><nav aria-hidden="true"><a href="/a">施政方針</a></nav>'
_LINK = {"selector": "html > body > nav > a", "around": "html > body > nav", "text": "施政方針"}
_OPENS = effect(appeared=[{"selector": "html > body > nav", "tag": "nav", "controls": 1}])


@page_rule(
    id="jis/opened-part-aria-hidden",
    criteria=["4.1.2", "1.3.1", "2.4.3"],
    techniques=["F15", "ARIA5"],
    impact=Impact.SERIOUS,
    needs=[Need.PRESS],
    title=Text(ja="開いても読み上げから隠されたままの部品", en="Opened part that stays hidden from screen readers"),
    why=Text(
        ja="画面では開いていても、音声で操作している人には中のリンクやボタンの名前も役割も読まれません。"
        "Tab キーで移ると、何も読まれない所に入ってしまいます。",
        en="It is open to the eye, and a screen reader says neither name nor role of what is in it, even with the focus there.",
    ),
    fix=Text(
        ja="開くときに aria-hidden を外してください（要素.removeAttribute('aria-hidden')）。"
        "hidden 属性や display: none で隠している部品には、aria-hidden は要りません。",
        en="Take aria-hidden off when it opens; what is hidden with `hidden` or display: none does not need it.",
    ),
    messages={
        "mute": Text(
            ja="「{name}」を操作して現れる部品は aria-hidden=\"true\" のままで、中の「{text}」などが読み上げられません。",
            en="What “{name}” opens keeps aria-hidden=\"true\": “{text}” and the like in it are not read.",
        ),
    },
    examples=[
        Example(LIKELY, _HTML, at="nav",
                probes=pressing({"name": "メニュー", "effect": _OPENS, "shown": brought(mute=[_LINK])})),
        Example(PASSED, _HTML, why="The script takes the attribute off.",
                probes=pressing({"name": "メニュー", "effect": _OPENS, "shown": brought()})),
        Example(INAPPLICABLE, "<button>しおりに入れる</button>", why="A message for the eye, told to readers elsewhere.",
                probes=pressing({"effect": effect(appeared=[{"text": "入れました"}]), "shown": brought()})),
        Example(INAPPLICABLE, "<p>文</p>", probes=pressing()),
    ],
)  # fmt: skip
def opened_part_aria_hidden(page: Page) -> Iterator[Finding]:
    told = page.probe("press")
    said: set[str] = set()
    for element, one in tried(page):
        if not any(part["controls"] for part in one["effect"]["appeared"]) or "shown" not in one:
            continue
        mute = [part for part in one["shown"]["mute"] if part["around"] not in said]
        if not mute:
            yield passed(element)
            continue
        said.update(part["around"] for part in mute)
        yield likely(
            page.at(str(mute[0]["around"])) or element,
            "mute",
            name=short(str(one["name"]) or content(element)),
            text=short(str(mute[0]["text"]) or "リンクやボタン"),
        )
    if not said:
        require_all(told)
