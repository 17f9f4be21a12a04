"""JIS X 8341-3:2016 2.2.2: what changes by itself every few seconds can be stopped."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._press import effect, optional
from ._words import content, short

HALF_MINUTE, TURNS = 30, 3  # seconds of the page's own clock; times
_STOP = re.compile(r"停止|止め|とめ|ストップ|再生|pause|stop|play", re.IGNORECASE)
_CLOCK = re.compile(r"[\s\d０-９:：/年月日時分秒（）()火水木金土曜午前後]+")
_TURNING = {
    "events_seen": [
        {"at": at, **effect(appeared=[{"selector": "section > div:nth-of-type(2)", "text": "夜市"}])} for at in (4, 8, 12)
    ],
    "seconds": 1200,
}  # fmt: skip


@page_rule(
    id="jis/content-changes-by-itself",
    criteria=["2.2.2"],
    techniques=["F16", "G186", "SCR33", "SCR36"],
    impact=Impact.SERIOUS,
    needs=[Need.TIMERS],
    title=Text(ja="自動で替わり続け、止められない内容", en="Content that keeps changing and cannot be stopped"),
    why=Text(
        ja="読むのに時間がかかる人は読み終える前に替わってしまい、注意がそれやすい人はほかの文を読めません。",
        en="It is gone before slow readers are through, and draws others away from what they read.",
    ),
    fix=Text(
        ja="「停止」ボタンを近くに置くか、自動で替えるのをやめて「次へ」で替えるようにしてください。",
        en="Put a pause button beside it, or change it on demand only.",
    ),
    messages={
        "itself": Text(
            ja="「{text}」が数秒ごとに自動で替わり続け、止めるボタンが見当たりません。",
            en="“{text}” changes by itself every few seconds, and no button stops it.",
        ),
        "maybe": Text(
            ja="「{text}」が自動で替わり続けます。止めるボタンが近くに見当たりません。",
            en="“{text}” keeps changing by itself, and no button to stop it was found near it.",
        ),
    },
    question=Text(
        ja="ほかの内容と並んでいて5秒を超えて続きますか。そうなら、止めるか隠す操作がありますか。",
        en="Does it go on for more than five seconds beside other content, and can it be stopped or hidden?",
    ),
    examples=[
        Example(LIKELY, "<section><div>桜</div><div hidden>夜市</div></section>", at="section", probes={"timers": _TURNING}),
        Example(
            PASSED, "<section><div>桜</div><div hidden>夜市</div><button>止める</button></section>",
            probes={"timers": _TURNING},
        ),
        Example(
            REVIEW, "<section><div>桜</div><div hidden>夜市</div></section><footer><button>動画を停止</button></footer>",
            at="section", key="maybe", why="A button elsewhere may be meant for it.", probes={"timers": _TURNING},
        ),
        Example(INAPPLICABLE, "<p>文</p>", probes={"timers": {"events_seen": [], "seconds": 1200}}),
        Example(
            INAPPLICABLE, "<p>いま <b>10:00</b></p>", why="A clock.",
            probes={"timers": {"events_seen": [
                {"at": at, **effect(texts=[{"selector": "p > b", "before": "10:00", "after": f"10:0{at}"}])} for at in (4, 8, 9)
            ], "seconds": 1200}},
        ),
        Example(
            INAPPLICABLE, "<section><div>桜</div><div hidden>夜市</div></section>", why="jis/motion-without-stop saw it move.",
            probes={"timers": _TURNING, "motion": {"moving": [{"selector": "section > div:nth-of-type(2)"}]}},
        ),
    ],
)  # fmt: skip
def content_changes_by_itself(page: Page) -> Iterator[Finding]:
    watched = {
        str(one["selector"]) for one in optional(page, "motion").get("moving", ()) if one.get("times", 3) >= 3
    }
    said: set[Element] = set()
    for element, text, places in _changing(page):
        group = element.closest("table, ul, ol, dl, section") or element
        if group in said or watched & places or (len(places) == 1 and _CLOCK.fullmatch(text)):
            continue  # said before, or a clock
        said.add(group)
        around = element.closest("main, [role=main], body")
        if _stops(element) or (around is not None and around.tag != "body" and _stops(around)):
            yield passed(element)
        elif _CLOCK.fullmatch(text) or _stops(page.root):
            yield review(element, "maybe", text=short(text))
        else:
            yield likely(element, "itself", text=short(text))


def _changing(page: Page) -> Iterator[tuple[Element, str, frozenset[str]]]:
    """(what holds it, a text of it, its places) of what changed again and again within half a minute."""
    turns: dict[str, list[dict[str, str]]] = {}
    for one in page.probe("timers")["events_seen"]:
        if one["at"] > HALF_MINUTE:
            continue
        changed = {str(part["selector"]): str(part["text"]) for part in one["appeared"]}
        changed |= {str(part["selector"]): str(part["after"]) for part in one["texts"]}
        changed |= {
            str(part["selector"]): "" for part in one["attributes"] if {"src", "href"} & set(part["changes"])
        }
        holders: dict[str, dict[str, str]] = {}
        for place, text in changed.items():
            holders.setdefault(place.rpartition(" > ")[0], {})[place] = text
        for holder, what in holders.items():
            turns.setdefault(holder, []).append(what)
    for holder, found in turns.items():
        element = page.at(holder) if len(found) >= TURNS and holder else None
        if element is not None and element.tag not in ("body", "html"):
            text = next((text for what in found for text in what.values() if text), content(element))
            yield element, text, frozenset(place for what in found for place in what)


def _stops(around: Element) -> bool:
    buttons = around.select("button, [role=button], input[type=checkbox], input[type=button]")[:500]
    return any(_STOP.search(f"{content(one)} {one['aria-label']} {one['value']}") for one in buttons)
