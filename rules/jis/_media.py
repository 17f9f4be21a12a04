"""What the rules on sounds and films share: the probe's answers for examples, and the text that belongs to a player."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.rule import Element, Page

from ._words import shown

Facts = Mapping[str, Any]  # Any: the probe's JSON

SPOKEN = 3.0  # characters a second that a transcript has at least; Japanese is spoken at five to eight
CAPTION = 12  # characters between a player and a heading: with more, the heading begins another matter
# Japanese and Chinese say in three letters what a word says elsewhere.
_WORD = re.compile(r"[A-Za-zÀ-ɏ가-힣]+")
_HEADING = re.compile(r"h[1-6]")
_CAPTIONED = re.compile(r"字幕|キャプション|手話|subtitle|caption|자막", re.I)
_DENIED = re.compile(
    r"(?:字幕|キャプション)(?:は|が)?(?:あり?ません|ない|なし|付い?ていま?せん|付い?ていない)", re.I
)
_OF_IT = re.compile(
    r"動画|映像|音声|内容|文字|文章|テキスト|原稿|書き起こ|台本|せりふ|全文|transcript|text|원고", re.I
)


def film(**facts: Any) -> dict[str, Any]:
    """Return a film as the probe tells of it."""
    return {
        "selector": "html > body > video", "tag": "video", "written": True, "shown": True, "autoplay": False,
        "muted": False, "volume": 1, "loop": False, "controls": True, "playing": False, "at": 0, "src": "a.mp4",
        "state": "read", "seconds": 12.0, "live": False, "picture": True, "sound": True, "tracks": [],
        "box": [0, 0, 320, 240], **facts,
    }  # fmt: skip


def sound(**facts: Any) -> dict[str, Any]:
    """Return a sound as the probe tells of it."""
    return film(**{"selector": "html > body > audio", "tag": "audio", "picture": False, **facts})


def track(*texts: str, last: float = 12.0, **facts: Any) -> dict[str, Any]:
    """Return a text track with cues of these texts."""
    known = {
        "kind": "captions", "lang": "ja", "label": "日本語", "shown": True, "src": "a.vtt", "state": "loaded",
        "cues": len(texts), "first": 0.0, "last": last if texts else None, "texts": list(texts),
        "characters": sum(map(len, texts)),
    }  # fmt: skip
    return {**known, **facts}


def films(*media: Facts) -> dict[str, Any]:
    """Return an answer of the probe."""
    return {"media": {"media": list(media)}}


def track_answers(page: Page) -> dict[str, tuple[int, str]]:
    """Return address → status and type of the caption files that came with the visit; what we refused is left out."""
    return {
        str(one.get("url", "")): (status, str(one.get("mime", "")))
        for one in page.requests
        if one.get("type") == "TextTrack"
        and isinstance(status := one.get("status"), int)
        and not one.get("blocked")
    }


def is_captions(answer: tuple[int, str]) -> bool:
    """Return whether an answer can be a file of captions: it came, and is no page, picture or film."""
    status, mime = answer
    return status < 400 and not mime.startswith(("text/html", "image/", "video/"))


def players(page: Page, told: Facts) -> Iterator[tuple[Element, Facts]]:
    """Yield the audio and video elements that name something to play, with what the probe learned of each."""
    for one in told["media"]:
        element = page.at(str(one["selector"]))
        if element is not None and one["written"]:
            yield element, one


def length(text: str) -> float:
    """Return how much a text says, in Japanese characters: a Latin or Korean word counts as three."""
    words = len(_WORD.findall(text))
    return 3 * words + len(re.sub(r"[\W\d_]", "", _WORD.sub("", text))) + len(re.findall(r"\d+", text))


def beside(element: Element, seen: bool = False) -> str:
    """Return the text that belongs to a player: what is in one figure or item with it, and what follows up
    to the next
    heading of another matter or the next player; a heading right behind the player is part of it. What is hidden
    from those who listen is left out, and where it must be `seen` what stands outside the screen too."""
    own = element.closest("figure, li, td, dd")
    place = own or element
    parts = [own.text] if own is not None else []
    for _ in range(4):
        after = place.next
        headed = False
        while after is not None:
            if after.tag in ("video", "audio") or after.select("video, audio"):
                return " ".join(parts)
            if _HEADING.fullmatch(after.tag):
                if headed or length(" ".join(parts)) >= CAPTION or not _speaks_of_it(after.text):
                    return " ".join(parts)
                headed = True
            if shown(after) and not (seen and _off_screen(after)):
                parts.append(after.text)
            after = after.next
        if place.parent is None or place.parent.tag in ("main", "article", "body", "section"):
            break
        place = place.parent
    return " ".join(parts)


def _off_screen(part: Element) -> bool:
    """Return whether the letters of a part stand to the left of the screen or above it."""
    box = part.text_box
    return box is not None and (box[0] + box[2] <= 0 or box[1] + box[3] <= 0)


def _speaks_of_it(heading: str) -> bool:
    """Return whether a heading behind a player belongs to it."""
    return _OF_IT.search(heading) is not None


def says_captioned(text: str) -> bool:
    """Return whether a text tells of captions or sign language that are there."""
    return _CAPTIONED.search(text) is not None and _DENIED.search(text) is None
