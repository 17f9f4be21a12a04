"""JIS X 8341-3:2016 1.1.1: an alternative text that repeats the text beside it is read twice."""

from collections.abc import Iterator, Sequence

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Page, page_rule, passed, review

from ._words import fold, short

LEVELS = 3  # wrappers around an image that are looked through


def _beside(nodes: Sequence[Element | str], child: Element) -> list[str]:
    """Return texts directly before and after a child."""
    at = next((i for i, node in enumerate(nodes) if node == child), -1)
    found = []
    for step in (-1, 1):
        i = at + step
        while at >= 0 and 0 <= i < len(nodes):
            node = nodes[i]
            text = node if isinstance(node, str) else node.text
            if text.strip():
                found.append(text)
                break
            i += step
    return found


def _neighbours(img: Element) -> Iterator[str]:
    child = img
    for _ in range(LEVELS):
        around = child.parent
        if around is None or around.tag in ("body", "ul", "ol", "td", "tr"):
            return
        yield from _beside(around.nodes, child)
        if around.text:  # beyond text of its own the image is no neighbour any more
            return
        child = around


@page_rule(
    id="jis/alt-repeats-neighbour",
    criteria=["1.1.1"],
    techniques=["H2", "H67"],
    impact=Impact.MINOR,
    replaces=["axe/image-redundant-alt"],
    title=Text(
        ja="画像の代替テキストが隣の文字と同じになっている",
        en="Image alternative text repeats the text beside it",
    ),
    why=Text(
        ja="音声で読んでいる人は同じ言葉を続けて二度聞かされ、画像に別の内容があるのかどうかも分かりません。",
        en="People who listen to the page hear the same words twice and cannot tell whether the image "
        "holds more.",
    ),
    fix=Text(
        ja='隣の文字だけで内容が伝わるなら代替テキストを空（alt=""）にしてください。'
        "写真の様子などを伝えたいなら、"
        '文字とは違う内容を書きます。例: <img alt="防災訓練"> 防災訓練 → <img alt=""> 防災訓練',
        en='If the text alone tells everything, leave the alternative text empty (alt=""). If the image '
        "shows more, write "
        'that. Example: <img alt="Fire drill"> Fire drill → <img alt=""> Fire drill.',
    ),
    messages={
        "same": Text(
            ja="代替テキスト「{alt}」が、隣の文字と同じです。",
            en="The alternative text “{alt}” equals the text beside it.",
        )
    },
    question=Text(
        ja="この画像は、隣の文字のほかに伝えることがありますか。なければ代替テキストを空にしてください。",
        en="Does the image tell anything that the text does not? If not, leave its alternative text empty.",
    ),
    examples=[
        Example(PASSED, '<p><img src="a.png" alt=""> 防災訓練のお知らせ</p>'),
        Example(PASSED, '<p><img src="a.png" alt="消火器を使う参加者"> 防災訓練</p>'),
        Example(REVIEW, '<p><img src="a.png" alt="防災訓練"> 「防災訓練」</p>', at="img"),
        Example(REVIEW, '<a href="/b"><span><img src="a.png" alt="防災訓練"></span>防災訓練</a>', at="img"),
        Example(
            REVIEW,
            '<figure><img src="a.png" alt="防災訓練"><figcaption>防災訓練</figcaption></figure>',
            at="img",
        ),
        Example(
            PASSED,
            '<ul><li><img src="a.png" alt="地図"></li><li>地図</li></ul>',
            why="Another item of a list.",
        ),
        Example(INAPPLICABLE, "<p>画像のないページ</p>"),
    ],
)
def alt_repeats_neighbour(page: Page) -> Iterator[Finding]:
    for img in page.select("img[alt]"):
        alt = fold(img["alt"])
        if len(alt) >= 2 and any(fold(text) == alt for text in _neighbours(img) if len(text) < 500):
            yield review(img, "same", alt=short(img["alt"]))
        else:
            yield passed(img)
