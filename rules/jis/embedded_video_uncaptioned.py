"""JIS X 8341-3:2016 1.2.2, 1.2.3, 1.2.5: an embedded video is listed for a look at its captions."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Page, page_rule, passed, review

from ._words import shown

HOSTS = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|nicovideo\.jp|dailymotion\.com|stream\.ne\.jp|"
    r"brightcove\.net|jstream\.jp|tokyodouga\.jp|facebook\.com)$"
)
_VIDEO_PATH = re.compile(r"/embed/|/video|player|/plugins/video|/v/", re.IGNORECASE)
_CHANNEL = re.compile(r"live_chat|subscribe", re.IGNORECASE)
# A transcript beside the video answers 1.2.3; of 1.2.2 only people can tell.
_TEXT = re.compile(r"書き起こし|文字起こし|テキスト版|字幕(?:付き|入り|あり)|手話|transcript", re.IGNORECASE)


@page_rule(
    id="jis/embedded-video-uncaptioned",
    criteria=["1.2.2", "1.2.3", "1.2.5"],
    techniques=["G87", "G93", "G69", "G78", "F8", "F75"],
    impact=Impact.SERIOUS,
    title=Text(ja="埋め込まれた動画の字幕と音声解説の確認", en="Captions of an embedded video"),
    why=Text(
        ja="字幕がないと耳の聞こえない人に、画面だけの説明だと目の見えない人に、動画の内容が伝わりません。",
        en="Without captions people who are deaf, and without description people who are blind, miss the content.",
    ),
    fix=Text(
        ja="話し声と大切な音の字幕を付けてください（自動字幕は誤りを直します）。画面でしか分からないことは、"
        "ナレーションか、動画のそばの文章でも伝えます。",
        en="Add captions, with automatic ones corrected, and tell in sound or text what is only shown.",
    ),
    messages={
        "embedded": Text(
            ja="{host} の動画が埋め込まれています。字幕は外側からは確かめられません。",
            en="A video of {host} is embedded; its captions cannot be seen from outside.",
        ),
    },
    question=Text(
        ja="この動画に、話し声と大切な音の正しい字幕がありますか。画面だけで伝えていることが、音声か文章でも分かりますか。",
        en="Does this video have correct captions, and is what it only shows also told in sound or text?",
    ),
    examples=[
        Example(
            REVIEW,
            '<iframe src="https://www.youtube.com/embed/abc" title="防災の動画"></iframe>',
            at="iframe",
            key="embedded",
        ),
        Example(
            PASSED,
            '<figure><iframe src="https://www.youtube.com/embed/abc" title="防災の動画"></iframe>'
            "<figcaption>字幕付きの動画です</figcaption></figure>",
            why="The page says that captions are there.",
        ),
        Example(INAPPLICABLE, '<iframe src="https://www.google.com/maps/embed?pb=1" title="地図"></iframe>'),
        Example(INAPPLICABLE, '<video src="/a.mp4"></video>', why="axe/video-caption speaks of these."),
    ],
)
def embedded_video_uncaptioned(page: Page) -> Iterator[Finding]:
    for frame in page.select("iframe[src], iframe[data-src], embed[src], object[data]")[:100]:
        address = frame.url("src") or frame.url("data-src") or frame.url("data")
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        if not HOSTS.search(host) or not _VIDEO_PATH.search(parts.path) or _CHANNEL.search(address):
            continue
        if not shown(frame):
            continue
        around = frame.closest("figure, li, td, section, article, p") or frame.parent
        beside = around.text if around is not None and len(around.text) <= 600 else ""
        if _TEXT.search(beside):
            yield passed(frame)
        else:
            yield review(frame, "embedded", host=host)
