"""JIS X 8341-3:2016 1.2.2: the file of captions that a video names must be there and hold captions."""

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

from ._media import is_captions, track_answers
from ._words import short, shown

_VIDEO = '<video src="a.mp4" controls><track kind="captions" src="ja.vtt" srclang="ja" default></video>'
_VTT = {"url": "http://example.localhost/ja.vtt", "type": "TextTrack", "blocked": ""}
_KINDS = frozenset({"", "captions", "subtitles"})
_NO_CAPTIONS = frozenset({"descriptions", "chapters", "metadata"})


@page_rule(
    id="jis/captions-file-missing",
    criteria=["1.2.2"],
    techniques=["F8", "H95"],
    impact=Impact.CRITICAL,
    title=Text(ja="動画に指定した字幕のファイルが読み込めない", en="Captions file of a video that does not load"),
    why=Text(
        ja="字幕があるように見えて表示されず、耳の聞こえない人に話の内容が伝わりません。",
        en="The video seems to have captions and shows none to people who are deaf.",
    ),
    fix=Text(
        ja="track の src を、実際にある WebVTT のファイル（.vtt）のアドレスに直してください。",
        en="Make the src of the track the address of a WebVTT file that is there.",
    ),
    messages={
        "missing": Text(
            ja="字幕のファイル {url} が読み込めません（HTTP {status}）。",
            en="The captions file {url} does not load (HTTP {status}).",
        ),
        "wrong-type": Text(
            ja="字幕のファイル {url} は WebVTT ではありません（{mime}）。",
            en="The captions file {url} is no WebVTT ({mime}).",
        ),
        "empty": Text(
            ja="字幕の指定（track）に、ファイルのアドレス（src）がありません。",
            en="The track element for captions names no file (src).",
        ),
        "kind": Text(
            ja="動画にあるのは {kind} の track だけで、字幕（captions）がありません。",
            en="The video has a track of {kind} alone and none of captions.",
        ),
    },
    question=Text(
        ja="この動画に音声があるなら、話の内容がすべて字幕で示されますか。",
        en="If the video has sound, is all that is said captioned?",
    ),
    examples=[
        Example(PASSED, _VIDEO, probes={"requests": [{**_VTT, "status": 200, "mime": "text/vtt"}]}),
        Example(
            DEFINITE, _VIDEO, at="track", key="missing", probes={"requests": [{**_VTT, "status": 404, "mime": "text/html"}]}
        ),
        Example(
            LIKELY, _VIDEO, at="track", key="wrong-type",
            probes={"requests": [{**_VTT, "status": 200, "mime": "text/html"}]},
        ),
        Example(DEFINITE, '<video src="a.mp4"><track kind="captions" srclang="ja"></video>', at="track", key="empty"),
        Example(
            REVIEW, '<video src="a.mp4"><track kind="chapters" src="c.vtt"></video>', at="video", key="kind"
        ),
        Example(
            INAPPLICABLE,
            '<video src="a.mp4" controls><track kind="captions" src="ja.vtt"></video>',
            why="Asked for only when somebody turns it on.",
        ),
        Example(INAPPLICABLE, '<video src="a.mp4" controls></video>', why="No captions named: axe-core's video-caption."),
    ],
)  # fmt: skip
def captions_file_missing(page: Page) -> Iterator[Finding]:
    answers: dict[str, tuple[int, str]] | None = None
    for video in page.select("video")[:200]:
        tracks = [track for track in video.select("track") if track["kind"].strip().lower() in _KINDS]
        others = [track["kind"].strip().lower() for track in video.select("track")]
        if not tracks and shown(video) and set(others) & _NO_CAPTIONS:
            yield review(video, "kind", kind="・".join(sorted(set(others) & _NO_CAPTIONS)))
        for track in tracks:
            if not track["src"].strip():
                yield definite(track, "empty")
                continue
            if answers is None:
                answers = track_answers(page)
            url = track.url("src")
            if url not in answers:
                continue  # a track that nobody turned on is not asked for
            status, mime = answers[url]
            if status >= 400:
                yield definite(track, "missing", url=short(url, 120), status=status)
            elif not is_captions(answers[url]):
                yield likely(track, "wrong-type", url=short(url, 120), mime=short(mime))
            else:
                yield passed(track)
