"""JIS X 8341-3:2016 2.2.2: what moves for more than five seconds can be stopped or hidden."""

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

from ._words import content, short, shown

_SAYS = re.compile(r"アニメ|動画|動く|animat", re.I)
_FILE = re.compile(r"anim|movie|アニメ", re.I)
_STOP = re.compile(r"停止|一時停止|止める|ストップ|再生|非表示|オフ|pause|stop|play", re.I)


def _stoppable(image: Element) -> bool:
    """In something that folds away, or beside a button that stops it."""
    if image.closest("details, [aria-expanded]"):
        return True
    around = image.parent
    for _ in range(3):
        if around is None or around.tag in ("main", "body"):
            return False
        if any(
            _STOP.search(f"{content(one)} {one['aria-label']}")
            for one in around.select("button, [role=button], a")
        ):
            return True
        around = around.parent
    return False


@page_rule(
    id="jis/animated-image-unstoppable",
    criteria=["2.2.2"],
    techniques=["F16", "G4", "G152", "G186"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="止められないアニメーション画像",
        en="Animated image that cannot be stopped",
    ),
    why=Text(
        ja="動き続ける画像が視界にあると、注意が向いてしまい文章を読み続けられない人がいます。",
        en="An image that keeps moving keeps some people from reading the text beside it.",
    ),
    fix=Text(
        ja="5秒以内に止まる画像に作り替えるか、静止画にして「再生」ボタンで動かすか、details 要素で隠せるようにしてください。",
        en="Let it end within five seconds, show a still picture with a play button, or make it foldable with details.",
    ),
    messages={
        "says": Text(
            ja="動く画像「{alt}」を止めたり隠したりする手段が見当たりません。",
            en="No way to stop or hide the moving image “{alt}” was found.",
        ),
        "gif": Text(
            ja="GIF 画像です。動く画像であれば、止める手段が必要です。",
            en="A GIF image: if it moves, there must be a way to stop it.",
        ),
    },
    question=Text(
        ja="この画像は5秒を超えて動き続けますか。動くなら、止めるか隠す操作がありますか。",
        en="Does it move for more than five seconds, and can it be stopped or hidden?",
    ),
    examples=[
        Example(LIKELY, '<img src="a.gif" alt="仕組みを説明したGIFアニメ">', at="img", key="says"),
        Example(REVIEW, '<p><img src="new_animation.gif" alt="新着"></p>', at="img", key="gif"),
        Example(PASSED, '<details open><summary>表示</summary><img src="a.gif" alt="GIFアニメ"></details>'),
        Example(PASSED, '<div><img src="a.gif" alt="GIFアニメ"><button>一時停止</button></div>'),
        Example(
            PASSED,
            '<img src="spacer.gif" alt="" width="1" height="1">',
            why="Old sites use GIF for what does not move.",
        ),
        Example(INAPPLICABLE, '<img src="a.jpg" alt="写真">'),
    ],
)
def animated_image_unstoppable(page: Page) -> Iterator[Finding]:
    for image in page.select("img[src]"):
        path = image["src"].split("?", 1)[0].lower()
        if not path.endswith((".gif", ".webp", ".apng")) or not shown(image):
            continue
        if _stoppable(image):
            yield passed(image)
        elif _SAYS.search(image["alt"]):
            yield likely(image, "says", alt=short(image["alt"]))
        elif path.endswith(".gif") and _FILE.search(path.rsplit("/", 1)[-1]):
            yield review(image, "gif")
        else:
            yield passed(image)
