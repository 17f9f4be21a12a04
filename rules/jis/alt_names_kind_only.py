"""JIS X 8341-3:2016 1.1.1: the words flyer image say what a picture is, not what it tells."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Page,
    page_rule,
    passed,
    review,
)

from ._words import short, shown

_KIND = re.compile(
    r"(?:.{0,12}の)?(?:チラシ|ちらし|ポスター|リーフレット|パンフレット|フライヤー|バナー|案内|告知|お知らせ|説明|資料|プログラム|日程|説明文|詳細)(?:の)?(?:画像|写真|図|表面|裏面|[0-9０-９]{1,2})?[。]?"
)


@page_rule(
    id="jis/alt-names-kind-only",
    criteria=["1.1.1"],
    techniques=["F30", "G92", "G95"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="内容を伝えていない代替テキスト",
        en="Alternative text that names the kind of image only",
    ),
    why=Text(
        ja="「チラシ画像」と読み上げられても、日時・場所・申込方法など、チラシに書かれたことは何も伝わりません。",
        en="“Flyer image” tells nothing of the date, the place or how to apply.",
    ),
    fix=Text(
        ja="画像にある情報を本文に書き、alt には「チラシ画像。内容は以下に記載」のように、どこに書いたかを示してください。",
        en="Write what the image tells in the page, and say in alt where it is written.",
    ),
    messages={
        "kind": Text(
            ja="代替テキスト「{alt}」は画像の種類だけで、書かれている内容を伝えていません。",
            en="The alternative text “{alt}” names the kind of image, not what it says.",
        ),
    },
    question=Text(
        ja="画像に書かれている情報（日時、場所、料金など）が、同じページの文章でも読めますか。",
        en="Can what the image tells be read in the text of the page as well?",
    ),
    examples=[
        Example(REVIEW, '<p><img src="a.png" alt="チラシ画像"></p>', at="img", key="kind"),
        Example(REVIEW, '<img src="a.png" alt="防災訓練のポスター">', at="img", key="kind"),
        Example(PASSED, '<img src="a.png" alt="チラシ画像。同等の内容を以下に記します。">'),
        Example(PASSED, '<a href="a.pdf"><img src="a.png" alt="チラシ"></a>', why="A link to the flyer."),
        Example(PASSED, '<img src="a.png" alt="桜の咲く公園">'),
        Example(INAPPLICABLE, '<img src="a.png" alt="">'),
    ],
)
def alt_names_kind_only(page: Page) -> Iterator[Finding]:
    for image in page.select("img[alt]"):
        alt = image["alt"].strip()
        if not alt or not shown(image):
            continue
        if _KIND.fullmatch(alt) and image.closest("a, button") is None:
            yield review(image, "kind", alt=short(alt))
        else:
            yield passed(image)
