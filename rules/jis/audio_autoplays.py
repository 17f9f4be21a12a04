"""JIS X 8341-3:2016 1.4.2: sound that starts by itself drowns a screen reader."""

from collections.abc import Iterator

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


@page_rule(
    id="jis/audio-autoplays",
    criteria=["1.4.2"],
    techniques=["F23", "F93", "G60", "G170"],
    act=["4c31df"],
    impact=Impact.CRITICAL,
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
        "plays": Text(
            ja="{tag} 要素の音声が自動で再生され、止める操作部（controls）がありません。",
            en="The sound of the {tag} element plays by itself and there are no controls.",
        ),
        "controls": Text(
            ja="{tag} 要素の音声が自動で再生されます（操作部はあります）。",
            en="The sound of the {tag} element plays by itself; it has controls.",
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
        Example(PASSED, '<video src="a.mp4" autoplay muted loop></video>', why="It makes no sound."),
        Example(PASSED, '<audio src="wave.mp3" controls></audio>'),
        Example(INAPPLICABLE, "<p>本文</p>"),
    ],
)
def audio_autoplays(page: Page) -> Iterator[Finding]:
    for media in page.select("audio, video"):
        if "autoplay" not in media or "muted" in media:
            yield passed(media)
        elif "controls" in media:
            yield review(media, "controls", tag=media.tag)
        else:
            yield likely(media, "plays", tag=media.tag)
