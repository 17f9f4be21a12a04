"""JIS X 8341-3:2016 1.4.2: sound that starts by itself drowns a screen reader."""

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
    MissingEvidence,
    Need,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._media import Facts, film, films, sound
from ._press import optional
from ._words import content, label, shown

_KINDS = {"speech": "合成の声", "audio": "音", "media": "音声や動画"}
_STOPS = re.compile(
    r"停止|止め|ミュート|消音|音を消|\b(?:pause|stop|mute)\b|暂停|静音|정지|음소거", re.IGNORECASE
)
# What a button beside nothing is called that turns the sound of a whole page off.
_SOUND = re.compile(
    r"音楽|BGM|サウンド|音声|音量|音を?(?:オン|オフ|ＯＮ|ＯＦＦ|on|off|出す|鳴ら|消)|スピーカー|\b(?:sound|music|audio|volume)\b|[🔇🔈🔉🔊]"
    r"|음악|소리|音乐|声音",
    re.IGNORECASE,
)
_BUTTONS = "button, input[type=button], input[type=checkbox], summary, a[href], [role=button], [role=switch]"
NAME = 40  # characters of the name of a button
BRIEF = 3.0  # seconds of sound that the criterion lets pass


_BY_SCRIPT = {"motion": {"events": [{"kind": "sound", "detail": "audio"}]}}


@page_rule(
    id="jis/audio-autoplays",
    criteria=["1.4.2"],
    techniques=["F23", "F93", "G60", "G170"],
    act=["4c31df"],
    impact=Impact.CRITICAL,
    needs=[Need.LAYOUT],
    replaces=["axe/no-autoplay-audio"],
    title=Text(
        ja="自動で鳴る音声",
        en="Sound that plays by itself",
    ),
    why=Text(
        ja="音声が勝手に鳴ると、スクリーンリーダーの読み上げが聞き取れなくなります。",
        en="Sound that starts by itself drowns the voice of a screen reader.",
    ),
    fix=Text(
        ja="autoplay を外し、利用者が再生ボタンを押したときだけ鳴らしてください。"
        "外せない場合は3秒以内で止めるか、ページの先頭に停止ボタンを置きます。",
        en="Remove autoplay and let people press play; else stop within three seconds or put a stop button first.",
    ),
    messages={
        "script": Text(
            ja="ページを開いただけで、スクリプトが{kind}を流し始めます。",
            en="A script begins to play sound ({kind}) as soon as the page is open.",
        ),
        "plays": Text(
            ja="{tag} 要素の音声が自動で再生され、止める操作部（controls）がありません。",
            en="The sound of the {tag} element plays by itself and there are no controls.",
        ),
        "controls": Text(
            ja="{tag} 要素の音声が自動で再生されます（操作部か停止ボタンはあります）。",
            en="The sound of the {tag} element plays by itself; it has controls, or a button to stop it.",
        ),
    },
    question=Text(
        ja="この音声は3秒以内に終わりますか。または、ページの初めのほうにあるボタンで止められますか。",
        en="Does it end within three seconds, or can a button near the top stop it?",
    ),
    examples=[
        Example(LIKELY, '<audio src="wave.mp3" autoplay loop></audio>', at="audio", key="plays"),
        Example(REVIEW, '<audio src="wave.mp3" autoplay controls></audio>', at="audio", key="controls"),
        Example(LIKELY, '<video src="a.mp4" autoplay></video>', at="video", key="plays"),
        Example(
            REVIEW, '<div><video src="a.mp4" autoplay></video><button>一時停止</button></div>', at="video", key="controls",
            why="A button of the page's own may stop it.",
        ),
        Example(
            LIKELY, '<div><video src="a.mp4" autoplay></video><button style="display:none">停止</button></div>', at="video",
            key="plays", why="Nobody can press it.",
        ),
        Example(
            LIKELY, '<div><video src="a.mp4" autoplay></video><button></button></div>', at="video", key="plays",
            why="Nobody who listens knows what it does.",
        ),
        Example(PASSED, '<video src="a.mp4" autoplay muted loop></video>', why="It makes no sound."),
        Example(PASSED, '<audio src="wave.mp3" controls></audio>'),
        Example(
            PASSED, '<audio src="chime.mp3" autoplay></audio>', why="It ends within three seconds.",
            probes=films(sound(autoplay=True, controls=False, seconds=1.8)),
        ),
        Example(
            LIKELY, '<audio src="chime.mp3" autoplay loop></audio>', at="audio", why="Short, again and again.",
            probes=films(sound(autoplay=True, controls=False, loop=True, seconds=1.8)),
        ),
        Example(
            PASSED, '<video src="a.mp4" autoplay></video>', why="A film without sound.",
            probes=films(film(autoplay=True, controls=False, sound=False)),
        ),
        Example(
            LIKELY, '<video src="a.mp4" autoplay muted></video>', at="video", why="A script turns its sound on.",
            probes=films(film(autoplay=True, controls=False, muted=False)),
        ),
        Example(INAPPLICABLE, "<p>本文</p>"),
        Example(
            LIKELY,
            "<p>本文</p>",
            at="html",
            key="script",
            probes={"motion": {"events": [{"kind": "sound", "detail": "speech"}]}},
        ),
        Example(
            LIKELY, "<p>里の田植え唄</p><audio controls src='uta.wav'></audio>", at="html", key="script",
            why="The player of another recording does not stop what a script made.", probes=_BY_SCRIPT,
        ),
        Example(
            REVIEW, "<header><button>音楽を止める</button></header><p>本文</p>", at="html", key="script",
            why="The first control of the page may stop it.", probes=_BY_SCRIPT,
        ),
        Example(
            REVIEW, "<p><label><input type=checkbox checked>BGM</label></p>", at="html", key="script", probes=_BY_SCRIPT,
        ),
        Example(
            REVIEW, '<a href="#" role="button" aria-label="sound off">♪</a>', at="html", key="script",
            probes=_BY_SCRIPT,
        ),
        Example(
            LIKELY, "<button>検索</button><button style='display:none'>音楽を止める</button>", at="html", key="script",
            why="Nobody can press it.", probes=_BY_SCRIPT,
        ),
        Example(
            LIKELY, "<button>里の音楽の歴史を知るための講座に申し込んだ人だけが見られる、これまでの発表の記録を開く</button>", at="html",
            key="script", why="It speaks of music, and stops none.", probes=_BY_SCRIPT,
        ),
        Example(
            LIKELY, "<p><a href='/uta.html'>里の音楽の歴史を知る長い物語のページはこちらからお読みください</a></p>", at="html",
            key="script", why="A link to a page about music stops nothing.", probes=_BY_SCRIPT,
        ),
        Example(
            REVIEW, "<audio id=a controls src='uta.wav'></audio>", at="html", key="script",
            why="A player of the page, set going by a script, can be stopped by its own controls.",
            probes={"motion": {"events": [{"kind": "sound", "detail": "media"}]}},
        ),
    ],
)  # fmt: skip
def audio_autoplays(page: Page) -> Iterator[Finding]:
    # A page that is quiet at once is watched no longer; the probe of motion watches on without touching it.
    for event in (*page.events, *optional(page, "motion").get("events", ())):
        if event["kind"] == "sound" and not (event["detail"] == "media" and page.select("[autoplay]")):
            # What a script made outside the page has no controls of its own.
            controls = event["detail"] == "media" and page.select("audio[controls], video[controls]")
            yield (review if controls or _silencer(page) else likely)(
                page.root, "script", kind=_KINDS.get(str(event["detail"]), "音")
            )
            break
    try:
        told = {page.at(str(one["selector"])): one for one in page.probe("media")["media"]}
    except MissingEvidence:
        told = {}
    for media in page.select("audio, video"):
        one = told.get(media)
        if _silent(media, one):
            yield passed(media)
        elif "controls" in media or _stoppable(media):
            yield review(media, "controls", tag=media.tag)
        else:
            yield likely(media, "plays", tag=media.tag)


def _silencer(page: Page) -> bool:
    """Return whether a control of the page is called as one that stops its sound."""
    for one in page.select(_BUTTONS)[:500]:
        leads = (
            one.tag == "a" and one["role"] != "button" and not one["href"].startswith(("#", "javascript:"))
        )
        if leads or not shown(one) or not one.visible:
            continue
        field = one.tag == "input" and one["type"] == "checkbox"
        named = " ".join(
            (label(page, one) if field else content(one), one["aria-label"], one["title"], one["value"])
        )
        if len(named) <= NAME and (_STOPS.search(named) or _SOUND.search(named)):
            return True
    return False


def _stoppable(media: Element) -> bool:
    """Return whether a named button that can be operated stands beside the player and says that it stops or
    mutes it.
    """
    around = media.parent
    for _ in range(2):
        if around is None or around.tag in ("body", "main"):
            return False
        if any(_is_stop(one) for one in around.select("button, input[type=button], [role=button]")[:20]):
            return True
        around = around.parent
    return False


def _is_stop(button: Element) -> bool:
    named = f"{button['aria-label']} {content(button)} {button['title']} {button['value']}"
    return button.visible and shown(button) and "disabled" not in button and _STOPS.search(named) is not None


def _silent(media: Element, one: Facts | None) -> bool:
    """Return whether nothing is heard by itself for more than three seconds: by the browser's word where
    there is one.
    """
    if "autoplay" not in media:
        return True
    if one is None:
        return "muted" in media
    brief = one["seconds"] is not None and one["seconds"] <= BRIEF and not one["loop"]
    return bool(one["muted"]) or one["sound"] is False or brief or one["state"] == "error"
