"""JIS X 8341-3:2016 1.2.1: a recording of sound or pictures alone has a text that says the same."""

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

from ._media import SPOKEN, Facts, beside, film, films, length, players, sound
from ._words import content, short, shown

_SOUND = re.compile(r"\.(?:mp3|wav|m4a|wma|ogg|oga|aac|flac)(?:[?#]|$)", re.IGNORECASE)
_FILM = re.compile(r"\.(?:mp4|wmv|mov|avi|webm|m4v|mpe?g)(?:[?#]|$)", re.IGNORECASE)
_TEXT = re.compile(
    r"書き起こし|文字起こし|テキスト版|原稿|全文|文章で|字幕|手話|歌詞|transcript|本文は|内容は次",
    re.IGNORECASE,
)
# A published paper that was read aloud: 「声の広報」 stands beside the paper itself.
_READ_ALOUD = re.compile(r"広報|だより|声の|音訳|読み上げ|朗読")
_WRITTEN = re.compile(r"文字|文章|テキスト|読む", re.IGNORECASE)
# A text that says itself that it gives the words, in whatever terms: 放送した文, お話の内容（全文）, 読み上げた文章.
_WORDS_OF_IT = re.compile(
    r"(?:放送|アナウンス|録音|収録|メッセージ|あいさつ|挨拶|スピーチ|お?話|発言|読み上げ|朗読|音声|ガイド|案内)(?:した|された|している|の|で話した)?"
    r"(?:内容)?[のをはで]?(?:全文|本文|原文|文面|文字|文章|文(?=[はをが（(：:\s」』]|$)|せりふ|言葉)|放送文|放送原稿|announced text|script",
    re.IGNORECASE,
)
# A text that sends people to the sound for what it does not say.
_ONLY_HEARD = re.compile(
    r"(?:音声|録音|放送|再生ボタン|プレーヤー|上|下)(?:を|で|から|にて)[^。]{0,12}?(?:お?聞き(?:ください|下さい|いただ|に)|お?聴き(?:ください|下さい|いただ|に)|聞いて|ご確認)"
)
NEAR = 1500  # characters of the section around
SEEN = 2.0  # characters a second that a text of a silent film has at least


@page_rule(
    id="jis/media-file-without-text",
    criteria=["1.2.1", "1.2.2"],
    techniques=["G158", "G159", "F30", "F67"],
    act=["2eb176"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    title=Text(ja="音声や動画のファイルに、同じ内容の文章が見当たらない", en="Recording without a text"),
    why=Text(
        ja="耳の聞こえない人や音を出せない場所にいる人は、音声だけの情報を受け取れません。映像だけのものは目の見えない人に伝わりません。",
        en="People who are deaf, or blind, do not get what only sounds, or is only shown.",
    ),
    fix=Text(
        ja="音声や動画のすぐそばに、同じ内容の文章（書き起こし）か、それへのリンクを置いてください。"
        "例: 「市長メッセージ（音声、3分）　書き起こしを読む」",
        en="Put a transcript, or a link to it, beside the recording.",
    ),
    messages={
        "partial": Text(
            ja="音声（{seconds} 秒）の文字版と見られる文章が {length} 文字ほどしかなく、全部は書かれていない可能性があります。",
            en="The text beside the sound ({seconds} seconds) is some {length} characters: part of it may be left out.",
        ),
        "heard": Text(
            ja="「{text}」とあり、音声（{seconds} 秒）の内容を書いた文章が見当たりません（近くの文章は {length} 文字ほどです）。",
            en="“{text}” sends people to the sound ({seconds} seconds); no text of it was found, only some {length} characters.",
        ),
        "silent": Text(
            ja="音のない動画（{seconds} 秒）の内容を書いた文章が、近くに見当たりません。",
            en="No text of what the silent film ({seconds} seconds) shows was found near it.",
        ),
        "sound": Text(
            ja="音声「{text}」の近くに、書き起こしなどの文章が見当たりません。",
            en="No transcript was found near the sound “{text}”.",
        ),
        "film": Text(
            ja="動画ファイル「{text}」の近くに、字幕や書き起こしについての記載が見当たりません。",
            en="Nothing on captions or a transcript was found near the film “{text}”.",
        ),
    },
    question=Text(
        ja="この音声や動画と同じ内容を、近くの文章やリンク先で読めますか。動画に音声があるなら字幕がありますか。",
        en="Can the same be read nearby or behind a link? If the film speaks, has it captions?",
    ),
    examples=[
        Example(REVIEW, '<p><a href="/message.mp3">市長メッセージ</a></p>', at="a", key="sound"),
        Example(REVIEW, '<div><audio src="/message.mp3" controls></audio></div>', at="audio", key="sound"),
        Example(REVIEW, '<p><a href="/intro.mp4">施設の紹介（動画）</a></p>', at="a", key="film"),
        Example(
            PASSED,
            '<p><a href="/message.mp3">市長メッセージ</a> <a href="/message.html">書き起こしを読む</a></p>',
        ),
        Example(
            PASSED, '<p><a href="/koho.mp3">声の広報10月号</a></p>', why="A paper read aloud is its own text."
        ),
        Example(
            REVIEW, "<main><audio src='a.mp3' controls></audio><p>文字で読む 防災訓練を行います。</p></main>",
            at="audio", key="partial", why="A word on a text is no text.",
            probes=films(sound(selector="html > body > main > audio", seconds=12)),
        ),
        Example(
            PASSED,
            "<main><audio src='a.mp3' controls></audio><h3>文字原稿</h3><p>十月十二日、午前九時から、中央公園で防災訓練を行います。"
            "軍手と飲み物を持って来てください。雨のときは中止です。</p></main>",
            probes=films(sound(selector="html > body > main > audio", seconds=12)),
        ),
        Example(
            PASSED,
            "<main><audio src='a.mp3' controls></audio><details><summary>文字で読む</summary><p>午前九時から、中央公園で"
            "防災訓練を行います。軍手を持って来てください。</p></details></main>",
            probes=films(sound(selector="html > body > main > audio", seconds=8)),
        ),
        Example(
            REVIEW,
            "<main><audio src='a.mp3' controls></audio><h2>今回の内容</h2><p>除雪の体制と、冬の交通安全について市長がお話ししました。"
            "収録は十一月です。</p></main>",
            at="audio", key="sound", why="It tells what the talk is about, not what is said.",
            probes=films(sound(selector="html > body > main > audio", seconds=6)),
        ),
        Example(
            REVIEW,
            "<main><audio src='a.mp3' controls></audio>"
            "<p style='text-indent:-9999px'>十月十二日、午前九時から、中央公園で防災訓練を行います。</p></main>",
            at="audio", why="Nobody who cannot hear sees it.",
            probes=films(sound(selector="html > body > main > audio", seconds=6)),
        ),
        Example(
            REVIEW, "<main><audio src='a.mp3' controls></audio>"
            "<p aria-hidden='true'>十月十二日、午前九時から、中央公園で防災訓練を行います。</p></main>",
            at="audio", why="Nobody who reads by touch meets it.",
            probes=films(sound(selector="html > body > main > audio", seconds=6)),
        ),
        Example(
            LIKELY,
            "<main><audio src='a.mp3' controls></audio><details><summary>放送について</summary><p>浜地区の屋外スピーカーから放送しました。"
            "断水する日時と区域は、上の音声でお聞きください。</p></details></main>",
            at="audio", key="heard", why="It tells about the recording and sends everybody to it.",
            probes=films(sound(selector="html > body > main > audio", seconds=28)),
        ),
        Example(
            PASSED,
            "<main><p>聞き取れなかったときは、下の音声でお聞きください。</p><audio src='a.mp3' controls></audio><details>"
            "<summary>放送について</summary><p>放送した文：水道管の修理のため、今夜22時から明日の午前4時まで断水します。"
            "給水車は公民館の前に止まります。</p></details></main>",
            probes=films(sound(selector="html > body > main > audio", seconds=14)),
        ),
        Example(
            PASSED,
            "<main><article><audio src='a.mp3' controls></audio><p>放送した文は、<a href='#t'>このページの下</a>にあります。</p></article>"
            "<h2 id='t'>放送文</h2><p>警察署からのお知らせです。"
            "港一丁目の80歳の男性の行方が分かりません。お心当たりの方はご連絡ください。</p></main>",
            why="The text stands where the line beside the player leads.",
            probes=films(sound(selector="html > body > main > article > audio", seconds=14)),
        ),
        Example(
            REVIEW,
            "<main><article><audio src='a.mp3' controls></audio><p>17時の放送です。</p></article><article>"
            "<audio src='b.mp3' controls></audio><p><a href='/b.html'>書き起こしを読む</a></p></article></main>",
            at="audio", why="The text is of the other recording.",
            probes=films(
                sound(selector="html > body > main > article:nth-of-type(1) > audio", seconds=14),
                sound(selector="html > body > main > article:nth-of-type(2) > audio", src="b.mp3", seconds=14),
            ),
        ),
        Example(
            REVIEW,
            "<main><article><audio src='a.mp3' controls></audio><p>放送した文は、"
            "<a href='#t'>このページの下</a>にあります。</p></article><h2 id='t'>放送文</h2><p>準備中です。</p></main>",
            at="audio", why="It leads to nothing.", probes=films(sound(selector="html > body > main > article > audio", seconds=14)),
        ),
        Example(
            REVIEW, "<main><video src='a.mp4' controls></video><h2>収集日</h2><p>第2・第4水曜日です。</p></main>",
            at="video", key="silent", probes=films(film(selector="html > body > main > video", sound=False, seconds=8)),
        ),
        Example(
            PASSED,
            "<main><video src='a.mp4' controls></video><h2>動画の内容</h2><ol><li>新聞と雑誌に分けます。</li>"
            "<li>ひもで十文字にしばります。</li></ol></main>",
            probes=films(film(selector="html > body > main > video", sound=False, seconds=8)),
        ),
        Example(
            PASSED, "<main><video src='a.mp4' autoplay muted loop></video></main>", why="A moving background.",
            probes=films(
                film(selector="html > body > main > video", sound=False, autoplay=True, muted=True, controls=False)
            ),
        ),
        Example(INAPPLICABLE, '<p><a href="/a.pdf">資料</a></p>'),
    ],
)  # fmt: skip
def media_file_without_text(page: Page) -> Iterator[Finding]:
    known = _known(page)
    for element, one in known.items():
        yield from _played(page, element, one)
    for element in page.select("audio, a[href]")[:3000]:
        key = _kind(element)
        if not key or not shown(element) or element in known:
            continue
        around = element.closest("section, article, td, li, figure, p, dd") or element.parent
        if around is not None and len(around.text) < 60 and around.parent is not None:
            around = around.parent
        near = around.text[:NEAR] if around is not None else ""
        named = content(element)
        if _TEXT.search(near) or (key == "sound" and _READ_ALOUD.search(f"{named} {page.title}")):
            yield passed(element)
        else:
            yield review(element, key, text=short(named or element["title"] or element["src"] or element.tag))


def _known(page: Page) -> dict[Element, Facts]:
    """Return the players that the browser could tell the length of; without a probe none, and the markup
    alone is read.
    """
    try:
        told = page.probe("media")
    except MissingEvidence:
        return {}
    return {element: one for element, one in players(page, told) if one["seconds"]}


def _played(page: Page, element: Element, one: Facts) -> Iterator[Finding]:
    """Yield what the text beside a player says, weighed against how long it plays."""
    seconds = float(one["seconds"])
    if element.tag == "audio":
        if not one["controls"] or not shown(element):
            return  # a sound that accompanies the page, or that a script plays
        least, missing = SPOKEN * seconds, "sound"
    elif one["sound"] is False:
        if one["autoplay"] and not one["controls"]:
            yield passed(element)
            return
        least, missing = SEEN * seconds, "silent"
    else:
        return
    near = beside(element, seen=element.tag == "audio")
    links = element.parent or element
    if links.parent is not None and len(links.parent.select("audio, video")) == 1:
        links = links.parent  # what stands with several players may lead to the text of another
    leads = any(_leads(page, link, least) for link in links.select("a[href]")[:50])
    # A summary beside a sound may be as long as a text of it; who writes down what is said says so.
    told = missing == "silent" or _TEXT.search(near) or _WRITTEN.search(near) or _WORDS_OF_IT.search(near)
    if (length(near) >= least and told) or leads:
        yield passed(element)
    elif missing == "sound" and length(near) < least and (sent := _ONLY_HEARD.search(near)):
        yield likely(
            element, "heard", text=short(sent[0]), seconds=round(seconds), length=round(length(near))
        )
    elif (missing == "sound" and _TEXT.search(near)) or (near and _WRITTEN.search(near)):
        yield review(element, "partial", seconds=round(seconds), length=round(length(near)))
    else:
        text = short(
            element["aria-label"] or element["title"] or element["src"].rsplit("/", 1)[-1] or element.tag
        )
        yield review(element, missing, seconds=round(seconds), text=text)


def _leads(page: Page, link: Element, least: float) -> bool:
    """Return whether a link leads to the text: by its own name, or by its line and a long enough text of this page."""
    if not link["href"].startswith("#"):
        return _TEXT.search(content(link)) is not None
    line = link.closest("p, li, dd, td") or link
    place = page.by_id(link, link["href"][1:])
    if place is None or not (_TEXT.search(line.text) or _WORDS_OF_IT.search(line.text)):
        return False
    said, after = length(place.text), place.next
    while after is not None and said < least and not after.tag.startswith("h"):
        said += length(after.text)
        after = after.next
    return said >= least


def _kind(element: Element) -> str:
    if element.tag == "audio":
        return "sound" if element["src"] or element.select("source") else ""
    href = element["href"]
    if _SOUND.search(href):
        return "sound"
    return "film" if _FILM.search(href) else ""
