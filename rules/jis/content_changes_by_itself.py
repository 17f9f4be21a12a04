"""JIS X 8341-3:2016 2.2.2: what changes by itself every few seconds can be stopped."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

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
from ._words import content, label, name, short

WATCHED, TURNS = 240, 3  # seconds of the page's own clock; times
OFTEN = 60  # seconds in which what changes so often is read while it does
CELLS = 3  # of a table or list that change together
_STOP = re.compile(r"停止|止め|とめ|ストップ|再生|pause|stop|play", re.IGNORECASE)
# Of a list of choices, a box to tick or a switch: how often, or whether at all.
_SETS = re.compile(
    r"自動|間隔|更新(?:しない|する)|切り?替え(?:ない|る)|手動|オフ|auto|interval|refresh|frequency|\boff\b|never",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"[\s\d０-９:：/年月日時分秒（）()火水木金土曜午前後]+")
_GROUPS = "table, ul, ol, dl, section"
# A place within a table or list → the table or list.
_GROUP_PATH = re.compile(r"^(.*\b(?:table|ul|ol|dl)\b(?::nth-of-type\(\d+\))?)(?: > .*)?$")
_NUMBER = re.compile(r"[\d０-９,，.]+")
_TURNING = {
    "events_seen": [
        {"at": at, **effect(appeared=[{"selector": "section > div:nth-of-type(2)", "text": "夜市"}])} for at in (4, 8, 12)
    ],
    "seconds": 1200,
}  # fmt: skip
_TABLE = "<table><tbody><tr><td>甲<td>7<td>5人<tr><td>乙<td>9<td>2人</table>"


def _renewed(*moments: int) -> dict[str, object]:
    """An answer of the probe for a table whose cells changed at these seconds."""
    places = [
        f"table > tbody > tr:nth-of-type({row}) > td:nth-of-type({cell})" for row in (1, 2) for cell in (2, 3)
    ]
    return {
        "events_seen": [
            {"at": at, **effect(texts=[{"selector": place, "after": f"{at}"} for place in places])}
            for at in moments
        ],
        "seconds": 1200,
    }


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
        Example(LIKELY, _TABLE, at="tr", why="Data that are renewed, numbers among them.", probes={"timers": _renewed(8, 18, 30)}),
        Example(LIKELY, _TABLE, at="tr", why="Once a minute.", probes={"timers": _renewed(60, 120, 180)}),
        Example(
            PASSED, f"<label>自動で更新する間隔<select><option>更新しない<option>8秒</select></label>{_TABLE}",
            probes={"timers": _renewed(8, 18, 30)},
        ),
        Example(
            PASSED, f"<label><input type=checkbox checked> 自動更新</label>{_TABLE}", probes={"timers": _renewed(8, 18, 30)},
        ),
        Example(PASSED, f"<select aria-label=表示><option>オフ<option>10秒</select>{_TABLE}", probes={"timers": _renewed(8, 18, 30)}),
        Example(
            INAPPLICABLE, "<p>あと <b>12</b> 日 <b>3</b> 時間 <b>9</b> 分</p>", why="Time that runs out.",
            probes={"timers": {"events_seen": [
                {"at": at, **effect(texts=[{"selector": "p > b:nth-of-type(3)", "before": "9", "after": f"{9 - at // 60}"}])}
                for at in (60, 120, 180)
            ], "seconds": 1200}},
        ),
        Example(
            REVIEW, "<section><p><b>3</b>日<b>8</b>時間<b>9</b>分</p></section>", at="p", key="maybe", why="Time that runs out.",
            probes={"timers": {"events_seen": [
                {"at": at, **effect(texts=[{"selector": f"section > p > b:nth-of-type({part})", "after": f"{at}"} for part in (1, 2, 3)])}
                for at in (4, 8, 12)
            ], "seconds": 1200}},
        ),
        Example(
            REVIEW, "<main><p>この募集は<b>3日</b>で終わります。</p></main>", at="p", key="maybe",
            why="Seldom, and one place only.",
            probes={"timers": {"events_seen": [
                {"at": at, **effect(texts=[{"selector": "main > p > b", "before": "甲", "after": f"あと{at}人です"}])}
                for at in (60, 120, 180)
            ], "seconds": 1200}},
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
    for element, texts, places, often in _changing(page):
        group = element.closest(_GROUPS) or element
        if group in said or watched & places or (len(places) == 1 and all(map(_CLOCK.fullmatch, texts))):
            continue  # said before, or a clock
        said.add(group)
        text = next((one for one in texts if one), content(element))
        around = element.closest("main, [role=main], body")
        if (
            _stops(page, element)
            or (around is not None and around.tag != "body" and _stops(page, around))
            or _sets(page)
        ):
            yield passed(element)
        elif _stops(page, page.root) or not _content(group, texts, places, often):
            yield review(element, "maybe", text=short(text))
        else:
            yield likely(element, "itself", text=short(text))


def _content(group: Element, texts: Sequence[str], places: AbstractSet[str], often: bool) -> bool:
    """Return whether what changes is to be read: data of a table or list, or more than a time or a number."""
    together = len(places) >= CELLS
    if all(_CLOCK.fullmatch(one) or _NUMBER.fullmatch(one) for one in texts):
        return together and group.tag == "table"  # else days, hours and minutes that are left
    return often or (together and group.tag != "section")


def _changing(page: Page) -> Iterator[tuple[Element, list[str], frozenset[str], bool]]:
    """(what holds it, its texts, its places in the same table or list, whether often) of what changed again and again."""
    turns: dict[str, list[tuple[int, dict[str, str]]]] = {}
    groups: dict[str, set[str]] = {}
    for one in page.probe("timers")["events_seen"]:
        if one["at"] > WATCHED:
            continue
        changed = {str(part["selector"]): str(part["text"]) for part in one["appeared"]}
        changed |= {str(part["selector"]): str(part["after"]) for part in one["texts"]}
        changed |= {
            str(part["selector"]): "" for part in one["attributes"] if {"src", "href"} & set(part["changes"])
        }
        holders: dict[str, dict[str, str]] = {}
        for place, text in changed.items():
            holders.setdefault(place.rpartition(" > ")[0], {})[place] = text
            groups.setdefault(_GROUP_PATH.sub(r"\1", place), set()).add(place)
        for holder, what in holders.items():
            turns.setdefault(holder, []).append((int(one["at"]), what))
    for holder, found in turns.items():
        element = page.at(holder) if len(found) >= TURNS and holder else None
        if element is not None and element.tag not in ("body", "html"):
            own = {place for _, what in found for place in what}
            beside = {place for one in own for place in groups[_GROUP_PATH.sub(r"\1", one)]}
            often = sum(at <= OFTEN for at, _ in found) >= TURNS
            yield (
                element,
                [text for _, what in found for text in what.values()],
                frozenset(own | beside),
                often,
            )


def _stops(page: Page, around: Element) -> bool:
    buttons = around.select("button, [role=button], input[type=checkbox], input[type=button], [role=switch]")[
        :500
    ]
    return any(
        _STOP.search(f"{content(one)} {label(page, one)} {one['aria-label']} {one['value']}")
        for one in buttons
    )


def _sets(page: Page) -> bool:
    """Return whether a setting of the page says how often it renews itself, or that it does not."""
    for one in page.select(
        "select, input[type=checkbox], input[type=radio], [role=switch], button[aria-pressed]"
    )[:200]:
        choices = " ".join(option.text for option in one.select("option")[:20])
        if _SETS.search(f"{label(page, one)} {name(page, one)} {choices}"):
            return True
    return False
