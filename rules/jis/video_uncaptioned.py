"""JIS X 8341-3:2016 1.2.2: what a film says is captioned, to its end and in the language it is said in."""

from collections.abc import Iterator, Sequence

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
    japanese_share,
    likely,
    page_rule,
    passed,
    review,
)

from ._media import (
    SPOKEN,
    Facts,
    beside,
    film,
    films,
    is_captions,
    players,
    says_captioned,
    track,
    track_answers,
)

SHORT = 0.6  # of the film's length: captions that end before that leave something out
TAIL = 4.0  # seconds without captions at the end that music or a title may fill
SAID = "<main><video src='a.mp4' controls></video></main>"
VIDEO = "html > body > main > video"


@page_rule(
    id="jis/video-uncaptioned",
    criteria=["1.2.2"],
    techniques=["F8", "F74", "F75", "G87", "G93", "H95"],
    act=["eac66b"],
    impact=Impact.CRITICAL,
    needs=[Need.MEDIA],
    replaces=["axe/video-caption"],
    title=Text(ja="動画の字幕がない、または足りない", en="Captions of a film missing or incomplete"),
    why=Text(
        ja="耳の聞こえない人や音を出せない場所で見る人に、話の内容が伝わりません。",
        en="People who are deaf, or who watch without sound, do not get what is said.",
    ),
    fix=Text(
        ja="話し声と大切な音を、初めから終わりまで、話している言葉と同じ言語の字幕にしてください。"
        '例: <track kind="captions" srclang="ja" label="日本語字幕" src="ja.vtt" default>',
        en="Caption speech and important sounds from beginning to end, in the language spoken. "
        'Example: <track kind="captions" srclang="ja" label="Japanese" src="ja.vtt" default>.',
    ),
    messages={
        "missing": Text(
            ja="音のある動画（{seconds} 秒）に字幕がなく、字幕についての記載も近くにありません。",
            en="A film with sound ({seconds} seconds) has no captions, and nothing beside it tells of any.",
        ),
        "broken": Text(
            ja="字幕のファイルが読み込めないか、中身がありません（{src}）。",
            en="The caption file cannot be loaded, or holds nothing ({src}).",
        ),
        "short": Text(
            ja="字幕が {last} 秒で終わります。動画は {seconds} 秒あります。",
            en="The captions end at {last} seconds; the film goes on to {seconds}.",
        ),
        "language": Text(
            ja="字幕は「{lang}」の言葉だけで、ページの言葉の字幕がありません。",
            en="The captions are in “{lang}” only, not in the language of the page.",
        ),
        "unread": Text(
            ja="動画を読み込めなかったため、字幕の要る音があるか分かりません。",
            en="The film could not be loaded, so whether it has sound to be captioned is not known.",
        ),
    },
    question=Text(
        ja="この動画の話し声と大切な音がすべて、話している言葉の字幕で分かりますか（映像に焼き込まれた字幕も含みます）。",
        en="Are all speech and important sounds captioned in the language spoken, if only within the picture?",
    ),
    examples=[
        Example(LIKELY, SAID, at="video", key="missing", probes=films(film(selector=VIDEO))),
        Example(
            LIKELY, SAID, at="video", key="short",
            probes=films(film(selector=VIDEO, tracks=[track("子育てひろばは", last=3.0)])),
        ),
        Example(
            LIKELY, SAID, at="video", key="short", why="Only the title of a short film is captioned.",
            probes=films(film(selector=VIDEO, seconds=6.0, tracks=[track("カードの更新", last=2.0)])),
        ),
        Example(
            LIKELY, SAID, at="video", key="broken",
            probes=films(film(selector=VIDEO, tracks=[track(state="error")])),
        ),
        Example(
            PASSED, SAID, why="The file did not come: jis/captions-file-missing names the track.",
            probes={**films(film(selector=VIDEO, tracks=[track(state="error", src="http://example.localhost/a.vtt")])),
                    "requests": [{"url": "http://example.localhost/a.vtt", "type": "TextTrack", "status": 404}]},
        ),
        Example(
            REVIEW, f"<html lang='ja'>{SAID}</html>", at="video", key="language",
            probes=films(film(selector=VIDEO, tracks=[track("The fair begins at eight.", lang="en")])),
        ),
        Example(
            PASSED, f"<html lang='ja'>{SAID}</html>",
            probes=films(film(selector=VIDEO, tracks=[track("市場まつりは八時からです。", lang="ja")])),
        ),
        Example(
            PASSED, "<main><video src='a.mp4' controls></video><p>字幕は映像の中に入っています。</p></main>",
            why="Captions within the picture.", probes=films(film(selector=VIDEO)),
        ),
        Example(
            LIKELY, "<main><video src='a.mp4' controls></video><p>この動画に字幕はありません。</p></main>",
            at="video", key="missing", probes=films(film(selector=VIDEO)),
        ),
        Example(
            PASSED, SAID, why="Nothing is heard in it: jis/media-file-without-text asks for a text.",
            probes=films(film(selector=VIDEO, sound=False)),
        ),
        Example(
            PASSED, "<main><video src='a.mp4' autoplay muted loop></video></main>", why="A moving background.",
            probes=films(film(selector=VIDEO, autoplay=True, muted=True, loop=True, controls=False)),
        ),
        Example(
            REVIEW, SAID, at="video", key="unread",
            probes=films(film(selector=VIDEO, state="error", seconds=None, sound=None, picture=None)),
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes=films()),
    ],
)  # fmt: skip
def video_uncaptioned(page: Page) -> Iterator[Finding]:
    for element, one in players(page, page.probe("media")):
        if element.tag == "video" and one["picture"] is not False:
            yield _judged(page, element, one)


def _judged(page: Page, element: Element, one: Facts) -> Finding:
    tracks = [track for track in one["tracks"] if track["kind"] in ("captions", "subtitles")]
    seconds = round(float(one["seconds"] or 0))
    if one["sound"] is False or (one["autoplay"] and one["muted"] and not one["controls"]):
        return passed(element)
    if not tracks:
        if says_captioned(f"{beside(element)} {element['aria-label']} {element['title']}"):
            return passed(element)
        if one["sound"] is None and one["state"] != "read":
            return review(element, "unread")
        answer = likely if one["sound"] else review
        return answer(element, "missing", seconds=seconds)
    full = [track for track in tracks if track["cues"]]
    if not full:
        answers = track_answers(page)
        if any(not is_captions(answers.get(str(track["src"]), (200, ""))) for track in tracks):
            return passed(element)  # the track is wrong: jis/captions-file-missing
        return likely(element, "broken", src=str(tracks[0]["src"]).rsplit("/", 1)[-1][:80])
    lang = page.root["lang"].lower().split("-")[0]
    own = [track for track in full if not lang or _language(track, lang)]
    if not own:
        return review(element, "language", lang=full[0]["lang"] or full[0]["label"])
    return _whole(element, own, seconds)


def _whole(element: Element, tracks: Sequence[Facts], seconds: int) -> Finding:
    last = max(float(track["last"] or 0) for track in tracks)
    said = max(int(track["characters"]) for track in tracks)
    if seconds and last < SHORT * seconds and (seconds - last > TAIL or said < SPOKEN * seconds):
        return likely(element, "short", last=round(last), seconds=seconds)
    return passed(element)


def _language(track: Facts, lang: str) -> bool:
    """Return whether captions are in a language, by what they say where that can be told, else by what they claim."""
    text = " ".join(track["texts"])
    if lang == "ja":
        return japanese_share(text) >= 0.3
    claimed = str(track["lang"]).split("-")[0]
    return not claimed or claimed == lang
