"""JIS X 8341-3:2016 2.2.1: who needs more time is told before it is over and can have more."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Page,
    definite,
    likely,
    page_rule,
    passed,
    review,
)

from ._press import Json, effect, optional
from ._scripts import block_at, inline_scripts
from ._words import find, short

_TIMER = re.compile(r"\bsetTimeout\(\s*(?P<what>function\b|\([^()]*\)\s*=>|\w+)")
_TICKS = re.compile(r"\bsetInterval\(\s*(?P<what>function\b|\([^()]*\)\s*=>|\w+)")
_COUNTS = re.compile(
    r"(?:(?P<a>\b[\w.]+)\s*(?:--|-=\s*1\b)|--\s*(?P<b>[\w.]+)|(?P<c>\b[\w.]+)\s*=\s*(?P=c)\s*-\s*1\b)"
)
_SPAN = r"[0-9０-９]+\s*(?:分|秒|時間)(?:間)?"
_TOLD = re.compile(
    rf"{_SPAN}(?:で|を過ぎ|が過ぎ|を超え|たつ|たち|経つ|経過|以内|(?:の間)?操作|(?:の間)?何も|放置|で自動)[^。\n]{{0,50}}?"
    r"(?:時間切れ|タイムアウト|ログアウト|取り消|無効|最初|はじめ(?:から|に)|破棄|消え|消去|失われ|切断|切れ|閉じ|やり直|自動的に)"
    rf"|(?:制限|有効|残り)時間[はが：:]?[^。\n]{{0,6}}{_SPAN}(?:です|で|$)"
)
_CODE = re.compile(r"\bsetTimeout\(\s*(['\"])(?P<body>.{1,300}?)\1\s*,\s*(?P<delay>[\w\s*+().]{1,60}?)\s*\)")
_MORE = re.compile(r"延長|延ばせ|延ばす|制限(?:時間)?(?:は|を)(?:ありません|なく)|extend")
_NUMBER = re.compile(r"^[\d\s*+().]{1,60}$")
_DELAY = re.compile(r",\s*(?P<delay>[\w\s*+().]{1,60}?)\s*\)\s*(?:;|$|\n|\})")
_ENDS = re.compile(r"\.reset\(|location(?:\.href)?\s*=|location\.(?:assign|replace|reload)\(|logout|\.val\(\s*['\"]['\"]\s*\)|"
                   r"\.value\s*=\s*['\"]['\"]|\.submit\(|時間(?:が)?切れ|タイムアウト", re.I)  # fmt: skip
_OFFERS = re.compile(r"\bconfirm\s*\(|延長|showModal|extend", re.I)
_DELAYED = re.compile(r"\s*(\d{1,9}(?:\.\d{0,9})?)\s*(?:[;,\s]|$)")
_BUTTON_OFFERS = re.compile(
    r"<button\b[^>]{0,200}>[^<]{0,20}(?:延長|延ば|続け|extend|continue)|\bconfirm\s*\(|showModal", re.I
)
FROM, UNTIL = 20, 20 * 3600  # seconds: less is no time for input, and more than 20 hours is allowed

_OVER = re.compile(
    r"時間(?:が)?(?:切れ|過ぎ|経過|になりました)|タイムアウト|セッション.{0,12}(?:切れ|終了|無効)|ログアウトし|"
    r"消しました|timed? ?out|expired",
    re.I,
)
_OFFERED = re.compile(r"延長|続け|継続|延ば[すし]|extend|continue|stay", re.I)


def _clock(*events: Json) -> dict[str, dict[str, object]]:
    """Return an answer of the probe that lets timers run."""
    return {"timers": {"events_seen": list(events), "seconds": 1200, "filled": 1, "why": ""}}


@page_rule(
    id="jis/time-limit-without-warning",
    criteria=["2.2.1"],
    techniques=["F40", "F58", "G133", "SCR16"],
    impact=Impact.CRITICAL,
    title=Text(ja="延長できない制限時間", en="Time limit that cannot be extended"),
    why=Text(
        ja="読むのや入力に時間がかかる人は、途中で内容を消されたり別のページへ移されたりして、手続を終えられません。",
        en="Who reads or types slowly loses the input or the page before the task is done.",
    ),
    fix=Text(
        ja="制限時間をなくすか、切れる20秒以上前に知らせて、簡単な操作（例: スペースキーを押す）で10回以上延長できるようにしてください。",
        en="Drop the limit, or warn 20 seconds ahead and let people extend it at least ten times by a simple action.",
    ),
    messages={
        "tried": Text(
            ja="何もせずに {seconds} 秒ほどたつと、入力の途中でも「{what}」となり、その前に延長を選べる知らせがありませんでした。",
            en="After about {seconds} seconds without any action “{what}” happened, and nothing before offered more time.",
        ),
        "refresh": Text(
            ja="{seconds} 秒たつと、自動で別のページへ移るか読み込み直す設定（meta の refresh）があります。",
            en="After {seconds} seconds the page moves on or reloads by itself (meta refresh).",
        ),
        "timer": Text(
            ja="{seconds} 秒たつと入力内容の消去や移動を行うスクリプトがあり、延長の手段が見当たりません。",
            en="After {seconds} seconds a script clears input or moves on, and no way to extend was found.",
        ),
        "told": Text(
            ja="「{text}」と書かれています。時間を延ばす方法は見当たりません。",
            en="The page says “{text}”, and no way to extend the time was found.",
        ),
    },
    question=Text(
        ja="時間が切れる前に知らせがあり、簡単な操作で延ばせますか（抽選や競売など、時間が本質のものは除きます）。",
        en="Is there a warning before time is up, and a simple way to extend it, unless time is essential?",
    ),
    examples=[
        Example(
            LIKELY,
            "<form></form><script>const limit = 2 * 60 * 1000; var over = function() { alert('入力時間が切れました');"
            "document.forms[0].reset(); }; setTimeout(over, limit);</script>",
        ),
        Example(LIKELY, "<script>setTimeout(function(){ location.href = '/timeout.html'; }, 600000);</script>"),
        Example(
            PASSED,
            "<script>var over = function() { if (!confirm('時間を延長しますか？')) { form.reset(); }"
            "setTimeout(over, 120000); }; setTimeout(over, 120000);</script>",
        ),
        Example(PASSED, "<script>setTimeout(function(){ location.href = '/'; }, 5000);</script>",
                why="A short delay is judged as a redirect, not as a limit of input."),
        Example(
            LIKELY,
            "<p>残り <span id=n>3分</span></p><script>var s = 180; var h = setInterval(function() { s--; show(s);"
            "if (s <= 0) { clearInterval(h); location.href = '/timeout'; } }, 1000);</script>",
            why="Counted down second by second.",
        ),
        Example(REVIEW, "<p>30分間操作がない場合は自動的にログアウトします。</p>", at="p", key="told"),
        Example(
            INAPPLICABLE,
            "<p>15分操作がない場合は時間切れになります。画面の「延長する」ボタンで何度でも延ばせます。</p>",
            why="There is a way.",
        ),
        Example(
            PASSED,
            "<script>var i = 5; setInterval(function() { i--; if (i < 0) { i = 5; } slide(i); }, 4000);</script>",
            why="A slideshow that begins again.",
        ),
        Example(REVIEW, "<p>この画面は20分で自動的に閉じます。</p>", at="p", key="told"),
        Example(LIKELY, "<script>setTimeout(\"location.href='/logout'\", 300000)</script>"),
        Example(INAPPLICABLE, "<p>申込みは10分ほどで終わります。講座は90分です。</p>"),
        Example(INAPPLICABLE, "<p>本文</p>"),
        Example(
            DEFINITE,
            '<META HTTP-EQUIV="Refresh" CONTENT="15; URL=new.html"><p>移転しました。</p>',
            at="meta",
            key="refresh",
            why="axe-core knows the word in small letters only.",
        ),
        Example(
            INAPPLICABLE,
            '<META HTTP-EQUIV="Refresh" CONTENT="0; URL=new.html"><p>移転しました。</p>',
            why="It moves on at once.",
        ),
        Example(INAPPLICABLE, '<meta http-equiv="refresh" content="15"><p>本文</p>', why="axe/meta-refresh."),
        Example(LIKELY, "<form><input></form>", at="html", key="tried", probes=_clock(
            {"at": 60, **effect(vanished=[{"tag": "form", "text": "申請"}], appeared=[{"text": "時間切れ"}])})),
        Example(LIKELY, "<p>本文</p>", at="html", key="tried", probes=_clock(
            {"at": 360, **effect(moves=["navigation: scriptInitiated http://example.localhost/timeout"])})),
        Example(INAPPLICABLE, "<form><input></form>", why="It asks before.", probes=_clock(
            {"at": 360, **effect(appeared=[{"text": "まもなく時間切れです。延長する", "controls": 1}])},
            {"at": 660, **effect(vanished=[{"tag": "form", "text": "申請"}])})),
        Example(INAPPLICABLE, "<p>本文</p>", why="Slides change: no limit.", probes=_clock(
            {"at": 60, **effect(appeared=[{"text": "夏の夜市"}], vanished=[{"tag": "div", "text": "桜"}])})),
    ],
)  # fmt: skip
def time_limit_without_warning(page: Page) -> Iterator[Finding]:
    for meta in page.select("meta[http-equiv][content]"):
        word = meta["http-equiv"].strip()
        delay = _DELAYED.match(meta["content"])
        # axe-core compares the word letter by letter and knows it in small ones alone.
        if word != "refresh" and word.lower() == "refresh" and delay and 0 < float(delay[1]) <= UNTIL:
            yield definite(meta, "refresh", seconds=round(float(delay[1])))
    ended = _ended(optional(page, "timers"))
    if ended is not None:
        # The warning may come and go within one step of the probe's clock.
        offers = any(_BUTTON_OFFERS.search(text) for _, text in inline_scripts(page))
        yield (review if offers else likely)(page.root, "tried", seconds=ended[0], what=short(ended[1], 80))
        return
    counted = False
    for element, text in inline_scripts(page):
        said = False
        for match in (*_TIMER.finditer(text), *_TICKS.finditer(text)):
            body, seconds = _timer(text, match)
            if match.re is _TICKS:
                seconds *= _ticks(text, body)
            if FROM <= seconds <= UNTIL and _ENDS.search(body) and not _OFFERS.search(body):
                if not said:
                    yield likely(element, "timer", seconds=round(seconds))
                said = counted = True
            else:
                yield passed(element)
        for match in () if said else _CODE.finditer(text):
            seconds = _milliseconds(text, match["delay"]) / 1000
            if FROM <= seconds <= UNTIL and _ENDS.search(match["body"]):
                counted = True
                yield likely(element, "timer", seconds=round(seconds))
                break
    for element, run in () if counted or _MORE.search(page.text) else find(page, _TOLD):
        told = _TOLD.search(run)
        if told:
            yield review(element, "told", text=short(told[0], 60))


def _ticks(text: str, body: str) -> float:
    """From what number a handler counts down to its end, 0 where it does not."""
    counts = _COUNTS.search(body)
    if not counts or not re.search(r"(?:<=?|===?)\s*[01]\b|!\s*\w+\s*\)", body):
        return 0.0
    name = re.escape((counts["a"] or counts["b"] or counts["c"]).split(".")[-1])
    begun = re.search(rf"\b{name}\s*[=:]\s*([\d\s*+().]{{1,60}}?)\s*[,;\n}}]", text)
    return _milliseconds(text, begun[1]) if begun else 0.0


def _timer(text: str, match: re.Match[str]) -> tuple[str, float]:
    """Return what a timer does and after how many seconds; 0 where the script does not say it plainly."""
    what = match["what"]
    if what.isidentifier() and what != "function":
        defined = re.search(rf"function\s+{what}\s*\(|\b{what}\s*=\s*(?:function\b|\([^()]*\)\s*=>)", text)
        body = block_at(text, defined.start()) if defined else ""
        after = match.end()
    else:
        body = block_at(text, match.start())
        after = text.find(body, match.start()) + len(body)
    delay = _DELAY.match(text.rstrip() + "\n", after)
    return body, _milliseconds(text, delay["delay"]) / 1000 if delay else 0.0


def _milliseconds(text: str, words: str) -> float:
    if words.isidentifier():
        known = re.search(rf"\b{words}\s*=\s*([\d\s*+().]{{1,60}}?)\s*[,;\n]", text)
        words = known[1] if known else ""
    if not _NUMBER.match(words):
        return 0.0
    product = 1.0
    for factor in words.replace("(", "").replace(")", "").split("*"):
        try:
            product *= float(factor)
        except ValueError:
            return 0.0
    return product


def _ended(told: Json) -> tuple[int, str] | None:
    """(second, what) of an end that came on the page's own clock, unless more time was offered before."""
    for one in told.get("events_seen", ()):
        said = [str(part["text"]) for part in one["appeared"]] + [str(part["after"]) for part in one["texts"]]
        offered = any(part["controls"] and _OFFERED.search(str(part["text"])) for part in one["appeared"])
        if offered or any(str(move).startswith("dialog: confirm") for move in one["moves"]):
            return None
        said += [str(move) for move in one["moves"] if str(move).startswith("dialog")]
        if one["at"] < FROM:
            continue
        gone = [
            str(move).rsplit(" ", 1)[-1]
            for move in one["moves"]
            if str(move).startswith("navigation") and "Refresh" not in move
        ]
        if gone:
            return int(one["at"]), gone[0]
        over = next((text for text in said if _OVER.search(text)), "")
        form = any(part["tag"] == "form" for part in one["vanished"])
        cleared = any(part["before"] and not part["after"] for part in one["values"])
        if over or form or cleared:
            return int(one["at"]), over or (said[0] if said else "入力が消える")
    return None
