"""WCAG 2.1 4.1.3: a message that comes up after a press is announced."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Need, Page, likely, page_rule, passed

from ._press import Json, effect, optional, pressing, require_all, tried
from ._words import content, fold, short

LONGEST = 80  # characters: more is content, not a message
_STATUS = re.compile(
    r"[0-9０-９]+\s*(?:件|冊|点|個|名|人|枚|品|か所|施設|円|%|％|results?|items?|found|건|条|个)|^.{2,14}(?:ています|中です)[。．….]*$|^[^。]{1,40}ました(?:$|[。！!（(「『:：、])|完了|"
    r"(?:保存|追加|登録|送信|更新|削除|コピー)(?:しました|済み?|されました|中)|送って|送り|読み?込み?中|検索中|処理中|お待ち|エラー|誤り|失敗|成功|見つかりません|ありません。?$|該当|正解|saved|added|copied|"
    r"loading|sent|error|success|updated|removed|완료|저장|已(?:保存|添加|发送)",
    re.IGNORECASE,
)
RENEWED = 3  # parts of one table or list
_PART = re.compile(r"(.*\b(?:table|ul|ol|dl)(?::nth-of-type\(\d+\))?) > .*\b(?:t[dh]|li|d[dt])\b")
_PAGER = re.compile(r"^\s*[0-9０-９]+\s*[/／]\s*[0-9０-９]+\s*$")
_SAVED = {"selector": "p", "text": "保存しました。"}


@page_rule(
    id="jis/status-unannounced",
    criteria=["4.1.3"],
    techniques=["F103", "ARIA19", "ARIA22", "ARIA23"],
    impact=Impact.SERIOUS,
    needs=[Need.PRESS],
    title=Text(ja="操作の結果が読み上げられない", en="Result of an action not announced"),
    why=Text(
        ja="画面を見ない人は、保存できたのか、何件見つかったのか、かごに入ったのかが分からず、何度もやり直してしまいます。",
        en="People who do not see the screen cannot tell whether it was saved, found or added.",
    ),
    fix=Text(
        ja='結果を出す要素に role="status"（急ぎの誤りは role="alert"）を初めから付けておき、その中の文を書き換えてください。',
        en='Give the element that holds the result role="status" (errors: role="alert") from the beginning and change its text.',
    ),
    messages={
        "silent": Text(
            ja="「{text}」を操作すると「{said}」と出ますが、読み上げられる領域（role=status など）の外です。",
            en="Using “{text}” shows “{said}” outside any live region (role=status).",
        ),
    },
    examples=[
        Example(LIKELY, "<button>保存</button><p hidden>保存しました。</p>", at="p",
                probes=pressing({"effect": effect(appeared=[_SAVED])})),
        Example(PASSED, '<button>保存</button><p role="status"></p>',
                probes=pressing({"effect": effect(appeared=[{**_SAVED, "live": "p"}])})),
        Example(LIKELY, "<button>かごへ</button><p>入れました（防災マップ）</p>", at="p", why="What it was done to follows.",
                probes=pressing({"effect": effect(appeared=[{"selector": "p", "text": "入れました（防災マップ）"}])})),
        Example(LIKELY, "<button>調べる</button><p>お調べしています</p>", at="p", why="It says that it is at work.",
                probes=pressing({"effect": effect(appeared=[{"selector": "p", "text": "お調べしています"}])})),
        Example(LIKELY, "<input><p>4件あります。</p>", at="p",
                probes=pressing({"kind": "field", "selector": "input", "tag": "input",
                                 "effect": effect(texts=[{"before": "4件あります。", "after": "0件あります。"}])})),
        Example(PASSED, "<button>申込み方法</button><p hidden>申込みは完了しました。</p>",
                why="Pressed again it goes: a part that opens and closes.",
                probes=pressing({"effect": effect(appeared=[_SAVED]),
                                 "again": effect(vanished=[{"selector": "p", "text": "保存しました。"}])})),
        Example(PASSED, "<button>保存</button><p hidden>保存しました。</p>", why="The focus goes to it.",
                probes=pressing({"effect": effect(appeared=[{**_SAVED, "focus": True}])})),
        Example(PASSED, "<button>次</button><p>1 / 5</p>", why="A pager: the picture is what changes.",
                probes=pressing({"effect": effect(texts=[{"before": "1 / 5", "after": "2 / 5"}])})),
        Example(PASSED, '<button>保存</button><div role="status"></div><p aria-hidden="true">保存しました。</p>',
                why="A live region that is not seen says the same.",
                probes=pressing({"effect": effect(appeared=[_SAVED], announced=["保存しました。"])})),
        Example(LIKELY, '<button>保存</button><div role="status"></div><p>保存しました。</p>', at="p",
                why="The live region says something else.",
                probes=pressing({"effect": effect(appeared=[_SAVED], announced=["読み込みました"])})),
        Example(PASSED, "<table><tr><td>6人<td>2人</table><button>今すぐ更新</button>", why="Its data are renewed.",
                probes=pressing({"effect": effect(texts=[
                    {"selector": f"table > tbody > tr > td:nth-of-type({at})", "before": "6人", "after": f"{at}人"}
                    for at in (1, 2, 3)])})),
        Example(PASSED, "<ul><li>6人<li>2人<li>4人</ul><button>今すぐ更新</button>",
                probes=pressing({"effect": effect(texts=[
                    {"selector": f"ul > li:nth-of-type({at})", "before": "6人", "after": f"{at}人"} for at in (1, 2, 3)])})),
        Example(LIKELY, "<table><tr><td>甲<td>0点</table><button>かごへ</button>", at="td:nth-of-type(2)", why="One cell tells.",
                probes=pressing({"effect": effect(texts=[
                    {"selector": "html > body > table > tbody > tr > td:nth-of-type(2)", "before": "0点", "after": "1点"}])})),
        Example(INAPPLICABLE, "<button>押す</button>", probes=pressing({"effect": effect()})),
    ],
)  # fmt: skip
def status_unannounced(page: Page) -> Iterator[Finding]:
    told = page.probe("press")
    said: set[str] = set()
    for element, seen, again, name, form in _actions(page):
        found = _message(element, seen, again, form)
        if found is None:
            continue
        place, text = found
        if not text:
            yield passed(element)
        elif place not in said:
            said.add(place)
            yield likely(page.at(place) or element, "silent", text=name, said=short(text))
    if not said:
        require_all(told)


def _actions(page: Page) -> Iterator[tuple[Element, Json, Json, str, bool]]:
    """Everything that was done: what was pressed, what came of it and of pressing it again, and whether it was a form."""
    for element, one in tried(page):
        if (
            one["kind"] not in ("skip", "drag", "draggable")
            and element["role"] != "tab"
            and "opened" not in one
        ):
            yield (
                element,
                one["effect"],
                one.get("again", {}),
                short(str(one["name"]) or content(element) or element.tag),
                False,
            )
    for form in optional(page, "forms").get("tried", ()):
        button = page.at(str(form["button"]))
        for turn in form["rounds"]:
            if button is not None and not turn["sent"] and not _tied(turn):
                yield button, turn["effect"], {}, short(content(button) or button["value"] or "送信"), True


def _tied(turn: Json) -> bool:
    """Return whether the focus went to a field, whose message is read with it."""
    focus = turn["effect"]["focus"]
    return focus[0] != focus[1] and any(field["selector"] == focus[1] for field in turn["after"])


def _message(element: Element, seen: Json, again: Json, form: bool) -> tuple[str, str] | None:
    """(place, text) of a message that nobody hears, ('', '') where all is heard, None where there is none.

    Whatever a form says instead of being sent is a message.
    """
    if seen["moves"]:
        return None
    folded = {one["selector"] for one in again.get("vanished", ())}
    swapped = len(seen["vanished"]) and len(seen["appeared"]) and element.tag not in ("input", "select")
    texts = [(one, str(one["after"]), str(one["before"])) for one in seen["texts"] if not one["own"]]
    texts += [
        (one, str(one["text"]), "") for one in seen["appeared"]
        if not one["own"] and not one["dialog"] and not one["controls"] and one["selector"] not in folded
        and not (swapped and one["share"] > 0.03)
    ]  # fmt: skip
    renewed = _renewed([str(one["selector"]) for one, *_ in texts])
    messages = [
        (one, text) for one, text, before in texts
        if str(one["selector"]) not in renewed
        and text and text != before and len(text) <= LONGEST and (form or _STATUS.search(text)) and not _PAGER.match(text)
    ]  # fmt: skip
    if not messages:
        return ("", "") if texts or seen["appeared"] else None
    if (
        any(one["focus"] for one in seen["appeared"])
        or any(one["live"] for one, *_ in texts)
        or _announced(messages[0][1], seen)
        or _inside(messages[0][0]["selector"], seen["focus"])
    ):
        return "", ""
    return str(messages[0][0]["selector"]), messages[0][1]


def _renewed(places: list[str]) -> frozenset[str]:
    """Return the places of a table or list of which several changed at once: its data are renewed, no message is given."""
    kinds: dict[str, list[str]] = {}
    for place in places:
        part = _PART.match(place)
        if part is not None:
            kinds.setdefault(part[1], []).append(place)
    return frozenset(place for found in kinds.values() if len(found) >= RENEWED for place in found)


def _announced(text: str, seen: Json) -> bool:
    """Return whether a live region anywhere, seen or not, got words of the message."""
    said = fold(text)
    return any(words in said or said in words for words in map(fold, seen.get("announced", ())) if words)


def _inside(place: object, focus: list[str]) -> bool:
    """Return whether the focus moved to the message or into it."""
    return focus[1] != focus[0] and bool(focus[1]) and str(focus[1]).startswith(str(place))
