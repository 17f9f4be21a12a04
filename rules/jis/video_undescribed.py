"""JIS X 8341-3:2016 1.2.3, 1.2.5: what a film only shows is told in sound or in a text."""

import re
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
    likely,
    page_rule,
    passed,
    review,
)

from ._media import Facts, beside, film, films, length, players, track
from ._words import fold, label, name, short

# Words that point at the picture; what they point at is to be heard too.
_POINTS = re.compile(
    r"(?:画面|映像|図|表示|この(?:番号|場所|日|時間|ように|部分|色|形|位置|向き)|こちらの|ご覧|写真)"
    # これ, ここ and the like, where they open a sentence or its object: in これから and これまで they point at nothing
    r"|(?:^|[、。\s])(?:これ|ここ|こちら|こう|あちら|そこ)(?=[をへにのはが、]|すると|し|やっ|持)"
    r"|on (?:the )?screen|shown here|this (?:number|one|way|part|here)|like this|over here",
    re.I,
)
_FIGURES = re.compile(r"\d|[一二三四五六七八九十]+(?:月|日|時|番|円)")
_DESCRIBED = re.compile(
    r"音声(?:による)?(?:解説|ガイド)|副音声|解説(?:音声|付|入)|audio.?descri|described version", re.I
)
_MEDIA = re.compile(
    r"[^\s'\"(),;]+\.(?:mp4|m4v|webm|mov|ogv|m3u8|mpd|mp3|m4a|wav|ogg)(?:\?[^\s'\"(),;]*)?", re.I
)
_CHOICES = (
    "button, a[href], option, input[type=radio], [role=tab], [role=option], [role=radio], [role=button], li"
)
_LOOKS = re.compile(
    r"(?:id|class|style|aria-.*|role|type|title|tabindex|name|checked|selected|for|data-(?:label|title|name|text))"
)
NAME = 40  # characters of a choice
AROUND = 3  # steps up from a choice to what holds the others
ALIKE = 1.5  # times as long as the other version at most: a description may stop the film
MORE = 1.3  # times as much as the captions say: then a text tells what is only shown too
SAID = "<main><video src='a.mp4' controls></video></main>"
VIDEO = "html > body > main > video"
CAPTION = "市場まつりは十一月三日、朝八時から始まります。"


@page_rule(
    id="jis/video-undescribed",
    criteria=["1.2.3", "1.2.5"],
    techniques=["G69", "G78", "G173", "G203", "H96", "F113"],
    act=["1ea59c", "1a02b0"],
    impact=Impact.SERIOUS,
    needs=[Need.MEDIA],
    title=Text(ja="映像だけで伝えることの音声解説や文章", en="Audio description or text of what a film shows"),
    why=Text(
        ja="画面の文字や動きだけで伝えることは、目の見えない人に届きません。",
        en="What is only shown, as text on the screen or as action, does not reach people who are blind.",
    ),
    fix=Text(
        ja="画面で示すことをナレーションでも言うか、音声解説の付いた版を置き、場面と画面の文字も書いた文章を添えてください。",
        en="Say in the narration what is shown, or offer a described version, and a text that also tells scenes and screen text.",
    ),
    messages={
        "points": Text(
            ja="音声が「{text}」と画面を指していますが、その中身を言う声や文章が見当たりません。",
            en="The speech points at the picture (“{text}”), and nothing was found that says what is there.",
        ),
        "undescribed": Text(
            ja="動画（{seconds} 秒）に音声解説がなく、場面や画面の文字を書いた文章も近くに見当たりません。",
            en="A film ({seconds} seconds) has no audio description, and no text of its scenes was found near it.",
        ),
        "same-file": Text(
            ja="「音声解説」とされている動画が、解説のない動画と同じファイル（{src}）です。",
            en="What is called the described version is the same file as the other one ({src}).",
        ),
    },
    question=Text(
        ja="画面だけで伝えていること（文字、場所、動作）がありますか。あるなら、音声か近くの文章でも分かりますか。",
        en="Is anything told by the picture alone, and if so, is it also in the sound or in a text nearby?",
    ),
    examples=[
        Example(
            REVIEW, SAID, at="video", key="undescribed",
            probes=films(film(selector=VIDEO, tracks=[track(CAPTION)])),
        ),
        Example(
            REVIEW, SAID, at="video", key="points",
            probes=films(film(selector=VIDEO, tracks=[track("こちらの番号へお電話ください。", "相談は無料です。")])),
        ),
        Example(
            PASSED,
            "<main><video src='a.mp4' controls></video><p>声「こちらの番号へお電話ください。相談は無料です。」"
            "画面には、電話 000-000-0188、受付は平日9時から16時と表示されます。</p></main>",
            probes=films(film(selector=VIDEO, tracks=[track("番号は 000-000-0188 です。", "相談は無料です。")])),
        ),
        Example(
            LIKELY,
            "<main><video src='a.mp4' controls aria-label='公園の歴史'></video>"
            "<video src='a.mp4' controls aria-label='公園の歴史（音声解説付き）'></video></main>",
            at="video:nth-of-type(2)", key="same-file",
            probes=films(
                film(selector="html > body > main > video:nth-of-type(1)"),
                film(selector="html > body > main > video:nth-of-type(2)"),
            ),
        ),
        Example(
            LIKELY,
            "<main><video src='a.mp4' controls></video><p>体操の動画です。</p><div><button data-file='a.mp4'>標準版</button>"
            "<button data-file='a.mp4'>音声ガイド版</button></div></main>",
            at="button:nth-of-type(2)", key="same-file", why="A choice of the player that leads to the same film.",
            probes=films(film(selector=VIDEO)),
        ),
        Example(
            PASSED,
            "<main><video src='a.mp4' controls></video><div><button data-file='a.mp4'>標準版</button>"
            "<button data-file='a_ad.mp4'>音声ガイド版</button></div></main>",
            probes=films(film(selector=VIDEO)),
        ),
        Example(
            LIKELY,
            "<main><video src='a.mp4' controls></video><ul><li><a href='a.mp4'>体操（字幕付き）</a></li>"
            "<li><a href='a.mp4'>体操（音声解説付き）</a></li></ul></main>",
            at="li:nth-of-type(2) a", key="same-file", probes=films(film(selector=VIDEO)),
        ),
        Example(
            LIKELY,
            "<main><video src='a.mp4' controls></video><select aria-label='版'><option value='a.mp4'>標準</option>"
            "<option value='a.mp4'>副音声あり</option></select></main>",
            at="option:nth-of-type(2)", key="same-file", probes=films(film(selector=VIDEO)),
        ),
        Example(
            LIKELY,
            "<main><video src='a.mp4' controls></video><form><label><input type='radio' name='v' value='a.mp4'>通常版</label>"
            "<label><input type='radio' name='v' value='a.mp4'>解説音声版</label></form></main>",
            at="label:nth-of-type(2) input", key="same-file", probes=films(film(selector=VIDEO)),
        ),
        Example(
            PASSED,
            "<main><video src='a.mp4' controls></video><div><button onclick=\"play('a.mp4', 0)\">標準</button>"
            "<button onclick=\"play('a.mp4', 1)\">音声解説</button></div></main>",
            why="One file may hold two sounds.", probes=films(film(selector=VIDEO)),
        ),
        Example(
            PASSED,
            "<main><figure><video src='a.mp4' controls aria-label='消火器'></video></figure><h2>音声解説つきの動画</h2>"
            "<p>内容は上の動画と同じです。</p>"
            "<figure><video src='b.mp4' controls aria-label='消火器（音声解説つき）'></video></figure></main>",
            why="The described version stands further down.",
            probes=films(
                film(selector="html > body > main > figure:nth-of-type(1) > video", tracks=[track(CAPTION)]),
                film(selector="html > body > main > figure:nth-of-type(2) > video", src="b.mp4"),
            ),
        ),
        Example(
            REVIEW,
            "<main><figure><video src='a.mp4' controls aria-label='消火器'></video></figure>"
            "<figure><video src='b.mp4' controls aria-label='消火器（音声解説つき）'></video></figure></main>",
            at="figure:nth-of-type(1) > video",
            key="undescribed",
            why="Four times as long, it is another film.",
            probes=films(
                film(selector="html > body > main > figure:nth-of-type(1) > video", tracks=[track(CAPTION)], seconds=60),
                film(selector="html > body > main > figure:nth-of-type(2) > video", src="b.mp4", seconds=240),
            ),
        ),
        Example(
            REVIEW, SAID, at="video", key="points", why="A demonstration that says これ and こちら.",
            probes=films(film(selector=VIDEO, tracks=[track("まず、これを抜きます。", "こちらへ向けます。")])),
        ),
        Example(
            REVIEW, SAID, at="video", key="undescribed", why="これから points at nothing.",
            probes=films(film(selector=VIDEO, tracks=[track("これから市の予算についてお話しします。", "よろしくお願いします。")])),
        ),
        Example(
            PASSED, "<main><video src='a.mp4' controls></video><p><a href='b.html'>音声解説付きの動画</a></p></main>",
            probes=films(film(selector=VIDEO)),
        ),
        Example(
            PASSED, SAID, why="Nothing is heard in it: another rule asks for a text.",
            probes=films(film(selector=VIDEO, sound=False)),
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes=films()),
    ],
)  # fmt: skip
def video_undescribed(page: Page) -> Iterator[Finding]:
    found = [(element, one) for element, one in players(page, page.probe("media")) if element.tag == "video"]
    wrong = set(_false_choices(page)) if found else set()
    for choice in sorted(wrong, key=lambda one: one.target().selector):
        yield likely(choice, "same-file", src=_files(choice)[0].rsplit("/", 1)[-1][:80])
    for element, one in found:
        same = _same_file(element, one, found)
        if same is None and (_offered(page, element, wrong) or _twin(element, one, found)):
            yield passed(element)
        else:
            yield same or _judged(element, one)


def _named(element: Element) -> str:
    return f"{element['aria-label']} {element['title']}"


def _same_file(element: Element, one: Facts, found: Sequence[tuple[Element, Facts]]) -> Finding | None:
    """Return a version that is called described, and is another player's very file."""
    figure = element.closest("figure, li")
    before = element.previous
    called = f"{_named(element)} {figure.text if figure else ''} {before.text if before else ''}"
    if not one["src"] or not _DESCRIBED.search(called):
        return None
    for other, known in found:
        if other != element and known["src"] == one["src"] and not _DESCRIBED.search(_named(other)):
            return likely(element, "same-file", src=str(one["src"]).rsplit("/", 1)[-1][:80])
    return None


def _false_choices(page: Page) -> Iterator[Element]:
    """Yield the choices that are called a described version and lead to the very film of a choice beside them."""
    for choice in page.select(_CHOICES)[:3000]:
        files = _files(choice)
        if not files or not _is_described(page, choice):
            continue
        around, others = choice.parent, list[Element]()
        for _ in range(AROUND):
            if around is not None and not others:
                others = [one for one in around.select(_CHOICES)[:50] if one != choice and _files(one)]
                around = around.parent
        if any(
            _files(one) == files and _told(one) == _told(choice) and not _is_described(page, one)
            for one in others
        ):
            yield choice


def _is_described(page: Page, choice: Element) -> bool:
    """Return whether a choice is called a described version."""
    called = f"{label(page, choice) if choice.tag == 'input' else name(page, choice)} {choice['title']}"
    return len(called) <= NAME and _DESCRIBED.search(called) is not None


def _files(choice: Element) -> list[str]:
    """Return the sounds and films that the attributes of a choice name."""
    return [file for value in choice.attributes.values() for file in _MEDIA.findall(value[:2000])]


def _told(choice: Element) -> dict[str, str]:
    """Return what else a choice tells a script: of two that differ, one may ask for the other sound of one file."""
    return {
        key: value
        for key, value in choice.attributes.items()
        if not _LOOKS.fullmatch(key) and not value.lower().endswith((".vtt", ".srt"))
    }


def _offered(page: Page, element: Element, wrong: set[Element]) -> bool:
    """Return whether the player has a choice that is called a described version and is another file."""
    around = element.parent
    for _ in range(2):
        if around is None or around.tag in ("main", "body", "article"):
            return False
        for choice in around.select(_CHOICES)[:50]:
            if choice not in wrong and _files(choice) and _is_described(page, choice):
                return True
        around = around.parent
    return False


def _twin(element: Element, one: Facts, found: Sequence[tuple[Element, Facts]]) -> bool:
    """Return whether another player of the page is called a described version, is another file and is about as long."""
    for other, known in found:
        if other == element or known["src"] == one["src"] or not _DESCRIBED.search(_named(other)):
            continue
        short_one, long_one = sorted((float(one["seconds"] or 0), float(known["seconds"] or 0)))
        same = _DESCRIBED.sub("", _named(other))[:200]
        alike = fold(_named(element)) and fold(_named(element)) in fold(same)
        if long_one <= ALIKE * short_one and (alike or len(found) == 2):
            return True
    return False


def _judged(element: Element, one: Facts) -> Finding:
    if one["sound"] is False or not one["picture"] or (one["autoplay"] and one["muted"]):
        return passed(element)
    near = beside(element)
    if _DESCRIBED.search(f"{_named(element)} {near}") or any(
        track["kind"] == "descriptions" and track["cues"] for track in one["tracks"]
    ):
        return passed(element)
    texts: Sequence[str] = max((track["texts"] for track in one["tracks"]), key=len, default=())
    pointing = _unsaid(texts)
    if pointing:
        return review(element, "points", text=short(pointing))
    said = length(" ".join(texts)) or float(one["seconds"] or 0) * 4
    if length(near) >= MORE * said or (not texts and length(near) >= said):
        return passed(element)
    if texts and _FIGURES.search(texts[-1]) and _POINTS.search(" ".join(texts)):
        return passed(element)  # what the words pointed at was said in the end
    return review(element, "undescribed", seconds=round(float(one["seconds"] or 0)))


def _unsaid(texts: Sequence[str]) -> str:
    """Return a caption that points at the picture, with nothing after it that gives figures; '' where there
    is none.
    """
    for at, text in enumerate(texts):
        if _POINTS.search(text) and not any(_FIGURES.search(later) for later in texts[at:]):
            return text
    return ""
