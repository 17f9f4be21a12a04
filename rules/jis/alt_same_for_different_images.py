"""JIS X 8341-3:2016 1.1.1 and 1.3.3: pictures that mean different things need different words."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, likely, page_rule, passed

from ._words import short

PHOTO = re.compile(
    r"\.jpe?g(?:$|\?)", re.I
)  # several photographs of a dog may all be "a dog"; signs are not JPEG


@page_rule(
    id="jis/alt-same-for-different-images",
    criteria=["1.1.1", "1.3.3"],
    techniques=["F30", "F26", "G94", "G96"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="違う画像に同じ代替テキスト",
        en="One alternative text for different images",
    ),
    why=Text(
        ja="○や×のような印の画像にどれも同じ代替テキストが付いていると、画像を見ない人には違いが分かりません。",
        en="Where signs that differ share one text, who does not see them cannot tell them apart.",
    ),
    fix=Text(
        ja="「在庫あり」「在庫なし」のように、それぞれの画像が意味することを alt に書いてください。",
        en="Write what each image means: “in stock”, “out of stock”.",
    ),
    messages={
        "same": Text(
            ja="見た目の違う {count} 種類の画像が、同じ代替テキスト「{alt}」になっています。",
            en="{count} different images share the alternative text “{alt}”.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            '<table><tr><td><img src="1.png" alt="在庫状況"></td></tr><tr><td><img src="2.png" alt="在庫状況"></td></tr></table>',
            at="img",
            key="same",
        ),
        Example(
            LIKELY,
            '<ul><li><img src="1.png" alt="混雑度"></li><li><img src="3.png" alt="混雑度"></li></ul>',
            at="img",
        ),
        Example(
            PASSED,
            '<table><tr><td><img src="1.png" alt="あり"></td></tr><tr><td><img src="2.png" alt="なし"></td></tr></table>',
        ),
        Example(
            PASSED,
            '<table><tr><td><img src="1.png" alt="あり"></td></tr><tr><td><img src="1.png" alt="あり"></td></tr></table>',
        ),
        Example(
            PASSED,
            '<ul><li><a href="/a"><img src="a.jpg" alt="PDF"></a></li><li><a href="/b"><img src="b.jpg" alt="PDF"></a></li></ul>',
            why="Links are named by what is around them and judged elsewhere.",
        ),
        Example(
            PASSED,
            '<ul><li><img src="1.jpg" alt="犬"></li><li><img src="2.jpg" alt="犬"></li></ul>',
            why="Photographs, not signs.",
        ),
        Example(INAPPLICABLE, "<table><tr><td>あり</td></tr></table>"),
    ],
)
def alt_same_for_different_images(page: Page) -> Iterator[Finding]:
    for group in page.select("table, ul, ol, dl"):
        images = [
            one
            for one in group.select("img[alt][src]")
            if one["alt"].strip() and one.closest("table, ul, ol, dl") == group
        ]
        if not images:
            continue
        sources: dict[str, set[str]] = {}
        for image in images:
            if image.closest("a, button") is None and not PHOTO.search(image["src"]):
                sources.setdefault(image["alt"].strip(), set()).add(image["src"])
        shared = [alt for alt, files in sources.items() if len(files) > 1]
        for alt in shared:
            first = next(one for one in images if one["alt"].strip() == alt)
            yield likely(first, "same", alt=short(alt), count=len(sources[alt]))
        if not shared:
            yield passed(group)
