"""WCAG 2.1 2.5.2: what a pointer does happens when it is lifted, so that a slip can be taken back."""

import re
from collections.abc import Iterator, Mapping

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._press import Json, effect, happened, optional, pressing, tried
from ._scripts import bindings, elements_of
from ._words import short

_DOWN = frozenset({"mousedown", "pointerdown", "touchstart"})
_ACTS = re.compile(r"\.(?:submit|requestSubmit|click|trigger)\s*\(|location(?:\.href)?\s*=|location\.(?:assign|replace)\(|"
                   r"window\.open\(")  # fmt: skip

_BINDING = re.compile(r"取り?消|削除|消す|送信|申込|予約|注文|支払|delete|cancel|submit", re.IGNORECASE)

_PRESSED = effect(attributes=[{"own": True, "self": True, "changes": {"class": ["b", "b pressed"]}}])


@page_rule(
    id="jis/action-on-pointer-down",
    criteria=["2.5.2"],
    techniques=["F101", "G212"],
    impact=Impact.SERIOUS,
    title=Text(ja="押した瞬間に実行される操作", en="Action on the down-event of a pointer"),
    why=Text(
        ja="手が震える人は、誤って触れたボタンから指やマウスをずらして取り消すことができず、送信や移動が始まってしまいます。",
        en="People whose hands tremble cannot slide off a button touched by mistake: it has acted already.",
    ),
    fix=Text(
        ja="mousedown・pointerdown・touchstart ではなく click で処理してください。click は指を離したときに働き、外へずらせば取り消せます。",
        en="Act on click instead of mousedown, pointerdown or touchstart: it fires on release and can be aborted.",
    ),
    messages={
        "down": Text(
            ja="「{kind}」で送信や移動を行うため、押した瞬間に実行されます。",
            en="“{kind}” submits or navigates as soon as the pointer goes down.",
        ),
        "tried": Text(
            ja="「{text}」は押した瞬間に働き、指やマウスを外へずらして離しても取り消されません。",
            en="“{text}” acts as soon as the pointer goes down; sliding off it takes nothing back.",
        ),
        "script": Text(
            ja="押した瞬間（{kind}）に送信や移動を行うスクリプトがあります。",
            en="A script submits or navigates on {kind}.",
        ),
    },
    question=Text(
        ja="ボタンを押したまま指やマウスを外へずらしてから離したとき、送信や移動は取り消されますか。",
        en="When you press, slide off the button and release, is the action aborted?",
    ),
    examples=[
        Example(LIKELY, '<button onmousedown="this.form.submit()">送信</button>', at="button", key="down"),
        Example(
            LIKELY,
            "<input type=submit id=s><script>$('#s').on('touchstart', function(){ $('form').submit(); });</script>",
            at="input",
        ),
        Example(
            REVIEW,
            "<script>var handler = function(event) { event.preventDefault(); form.submit(); };"
            "submit.addEventListener('pointerdown', handler);</script>",
            key="script",
        ),
        Example(PASSED, '<button onmousedown="press(this)">送信</button>', why="It only looks pressed."),
        Example(INAPPLICABLE, '<button onclick="this.form.submit()">送信</button>'),
        Example(
            LIKELY,
            "<button>取り消す</button><p>予約 3件</p>",
            at="button",
            key="tried",
            probes=pressing(
                {
                    "name": "取り消す",
                    "down": {**effect(texts=[{"after": "予約 2件"}]), "kept": True},
                    "effect": effect(),
                }
            ),
        ),
        Example(
            INAPPLICABLE,
            "<button>取り消す</button>",
            why="It looks pressed, and acts when it is let go.",
            probes=pressing(
                {
                    "name": "取り消す",
                    "down": {**_PRESSED, "kept": True},
                    "effect": effect(moves=["dialog: confirm"]),
                }
            ),
        ),
        Example(
            REVIEW,
            "<button>お気に入り</button>",
            at="button",
            key="tried",
            why="Another look is all that comes of it: it may be the state.",
            probes=pressing({"name": "お気に入り", "down": {**_PRESSED, "kept": True}, "effect": effect()}),
        ),
        Example(
            INAPPLICABLE,
            "<button>並べ替え</button>",
            why="Sliding off takes it back.",
            probes=pressing(
                {"down": {**effect(texts=[{"after": "新しい順"}]), "kept": False}, "effect": effect()}
            ),
        ),
        Example(
            INAPPLICABLE,
            "<button>並べ替え</button>",
            why="Something listens, and nothing comes of it.",
            probes=pressing({"down": True, "effect": effect()}),
        ),
    ],
)
def action_on_pointer_down(page: Page) -> Iterator[Finding]:
    for kind in sorted(_DOWN):
        for element in page.select(f"[on{kind}]"):
            if _ACTS.search(element[f"on{kind}"]):
                yield likely(element, "down", kind=kind)
            else:
                yield passed(element)
    said = set()
    shapes: set[str] = set()
    if optional(page, "press"):
        for element, one in tried(page):
            down = one["down"]  # what happened on the way down, or only whether anything listens for it
            if (
                not isinstance(down, Mapping)
                or one["kind"] in ("drag", "draggable")
                or not down["kept"]
                or not happened(down)
                or (_looks_pressed(down) and happened(one["effect"]))  # it acts when let go, as it should
            ):
                continue
            said.add(element)
            shape = f"{one['name']} {element.tag} {element['class']}"
            if shape in shapes:
                continue  # one of a row is enough
            shapes.add(shape)
            firm = bool(down["moves"] or down["vanished"] or down["texts"]) or (
                _BINDING.search(str(one["name"])) and not _looks_pressed(down)
            )
            yield (likely if firm else review)(element, "tried", text=short(str(one["name"]) or element.tag))
    for binding in bindings(page):
        kind = next((one for one in binding.kinds if one in _DOWN), "")
        if not kind:
            continue
        if not _ACTS.search(binding.body):
            yield passed(binding.script)
            continue
        elements = elements_of(page, binding)
        place = elements[0] if elements else binding.script
        if place in said or (elements and said & set(elements)):
            continue
        said.add(place)
        yield likely(place, "down", kind=kind) if elements else review(place, "script", kind=kind)


def _looks_pressed(down: Json) -> bool:
    """Return whether nothing but the look of the pressed part is another one."""
    rest = ("appeared", "vanished", "texts", "values", "moves")
    return (
        not any(down[part] for part in rest)
        and not down["order"]
        and all(one["self"] and set(one["changes"]) <= {"class", "style"} for one in down["attributes"])
    )
