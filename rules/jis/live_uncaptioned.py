"""JIS X 8341-3:2016 1.2.4: a live broadcast has captions."""

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
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import short, shown

_LIVE = re.compile(
    r"生中継|生配信|生放送|ライブ(?:配信|中継|放送|映像|ストリーミング)|リアルタイム(?:配信|中継)|同時(?:配信|中継)|"
    r"(?:議会|会議|委員会|会見|講演会?|式典|行事)[をの]?(?:インターネット)?中継|中継(?:しています|します|を行|中)|"
    r"ただいま放送中|live\s?(?:stream|broadcast|webcast)|webcast|now live",
    re.IGNORECASE,
)
_LIVE_ADDRESS = re.compile(r"live_stream|/live(?:/|\b)|\.m3u8|livestream|/embed/live", re.IGNORECASE)
_RECORDED = re.compile(r"録画|アーカイブ|見逃し|過去の|archive|recorded", re.IGNORECASE)
_CAPTIONS = r"(?:字幕|要約筆記|文字通訳|リアルタイム文字|UDトーク|captions?|CART)"
_NONE = re.compile(
    rf"{_CAPTIONS}[^。\n]{{0,20}}?(?:ありません|付きません|付いていません|つきません|対応していません|なし|行いません|予定(?:は|が)?ありません|"
    r"後日|not (?:be )?(?:available|provided))|no captions|音声と映像のみ|without captions",
    re.IGNORECASE,
)
_THERE = re.compile(_CAPTIONS, re.IGNORECASE)
_PLAYERS = "video, iframe[src], iframe[data-src], embed[src], object[data]"
_NO_PICTURE = re.compile(
    r"map|calendar|twitter|facebook\.com/plugins/(?:page|like)|live_chat|form", re.IGNORECASE
)
NEAR = 800


@page_rule(
    id="jis/live-uncaptioned",
    criteria=["1.2.4"],
    techniques=["G9", "G87", "G93"],
    impact=Impact.SERIOUS,
    title=Text(ja="字幕のない生中継", en="Live broadcast without captions"),
    why=Text(
        ja="議会や会見の生中継に字幕がないと、耳の聞こえない人は、その場で話されていることを知ることができません。",
        en="Without captions people who are deaf do not know what is being said while it is said.",
    ),
    fix=Text(
        ja="文字通訳や音声認識（人が誤りを直すもの）で、話し声の字幕を同時に出してください。字幕の出し方も近くに書きます。",
        en="Provide live captions, by a captioner or by recognition that people correct, and say how to show them.",
    ),
    messages={
        "none": Text(
            ja="生中継「{text}」に字幕がないと書かれています。",
            en="The page says that the live broadcast “{text}” has no captions.",
        ),
        "unsaid": Text(
            ja="生中継「{text}」の近くに、字幕についての記載が見当たりません。",
            en="Nothing is said of captions near the live broadcast “{text}”.",
        ),
    },
    question=Text(
        ja="中継中に、話し声と大切な音の字幕が出ますか。",
        en="Are captions of speech and telling sounds shown during the broadcast?",
    ),
    examples=[
        Example(
            REVIEW,
            '<h2>本会議の生中継</h2><video controls aria-label="本会議の生中継"><source src="a.m3u8"></video><p>午前10時から</p>',
            at="video",
            key="unsaid",
        ),
        Example(
            REVIEW,
            '<h1>市長会見のライブ配信</h1><iframe src="https://www.youtube.com/embed/live_stream?channel=a" title="会見"></iframe>',
            at="iframe",
        ),
        Example(
            LIKELY,
            '<h1>会見の生中継</h1><iframe src="player.html" title="会見の生中継"></iframe><p>手話通訳と字幕はありません。</p>',
            at="iframe",
            key="none",
        ),
        Example(
            PASSED,
            '<h1>会見の生中継</h1><iframe src="player.html" title="会見の生中継"></iframe><p>同時字幕を画面に付けています。</p>',
        ),
        Example(
            INAPPLICABLE,
            '<h1>議会中継</h1><h2>録画中継</h2><video controls src="a.mp4"></video>',
            why="A recording: 1.2.2.",
        ),
        Example(
            INAPPLICABLE,
            '<h1>河川のライブ映像</h1><iframe src="https://www.google.com/maps/embed" title="カメラの地図"></iframe>',
            why="A map.",
        ),
    ],
)
def live_uncaptioned(page: Page) -> Iterator[Finding]:
    if not (_LIVE.search(page.text) or _LIVE.search(page.title) or page.select("[src*=live], [src*=m3u8]")):
        return
    for player in page.select(_PLAYERS)[:20]:
        address = " ".join(
            [
                player["src"],
                player["data-src"],
                player["data"],
                *(one["src"] for one in player.select("source")),
            ]
        )
        if (
            not shown(player)
            or _NO_PICTURE.search(address)
            or player.select("track[kind=captions], track[kind=subtitles]")
        ):
            continue
        heading, near = _around(player)
        named = f"{player['title']} {player['aria-label']} {heading}"
        if not (_LIVE_ADDRESS.search(address) or _LIVE.search(named)) or _RECORDED.search(named):
            continue
        called = short(player["aria-label"] or player["title"] or heading or page.title)
        if _NONE.search(near):
            yield likely(player, "none", text=called)
        elif _THERE.search(near):
            yield passed(player)
        else:
            yield review(player, "unsaid", text=called)


def _around(player: Element) -> tuple[str, str]:
    """Return the heading a player stands under, and the text of its part up to a length."""
    around = player.closest("section, article, main, [role=main]") or player.parent
    here: Element | None = player
    for _ in range(8):
        if here is None:
            break
        before, steps = here.previous, 0
        while before is not None and steps < 30:
            if before.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                return before.text, _text_from(before)
            before, steps = before.previous, steps + 1
        here = here.parent
    return "", around.text[:NEAR] if around is not None else ""


def _text_from(heading: Element) -> str:
    texts, after, steps = [heading.text], heading.next, 0
    while after is not None and steps < 20 and after.tag not in (heading.tag, "h1", "h2"):
        texts.append(after.text)
        after, steps = after.next, steps + 1
    return " ".join(texts)[:NEAR]
