"""JIS X 8341-3:2016 1.4.5 and 1.4.3: text is written as text; in images its contrast is to be looked at."""

import re
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

from ._letters import drawn, read
from ._words import short, shown

_SENTENCE = re.compile(r"[。！？!?]")
_DRAWN = re.compile(r"グラフ|図|表|写真|地図|イラスト|ロゴ|チャート|画面|graph|chart|map|logo|screen", re.I)
_TEXTUAL = re.compile(r"チラシ|ちらし|ポスター|バナー|看板|パンフ|リーフレット|「.{4,}」|説明")
_ICON = re.compile(
    r"(^|[/_.-])(ico|icon|icons)([/_.-]|$)", re.I
)  # in the address: a sign, whatever its name says
LONG, PROSE = 30, 100  # characters of an alternative text: quoted text; whole sentences


@page_rule(
    id="jis/image-of-text",
    criteria=["1.4.5", "1.4.3"],
    techniques=["C22", "C30", "G18", "G140"],
    impact=Impact.MODERATE,
    title=Text(
        ja="文字を画像にしている",
        en="Text put into an image",
    ),
    why=Text(
        ja="画像の中の文字は、拡大するとぼやけ、色や行間を変えられず、背景との差が小さいと読めません。",
        en="Text in an image blurs when enlarged, cannot be recoloured, and may have too little contrast.",
    ),
    fix=Text(
        ja="文字は HTML と CSS で書き、画像には写真や絵だけを残してください。"
        "やむを得ない場合は、文字と背景のコントラスト比を 4.5:1 以上にします。",
        en="Write text in HTML and CSS and leave only pictures in images; else give the text a contrast of 4.5:1.",
    ),
    messages={
        "prose": Text(
            ja="画像の代替テキストが文章です。文章を画像にしている可能性があります。",
            en="The alternative text is prose: the text itself may have been made an image.",
        ),
        "textual": Text(
            ja="画像の中に文字があると見られます（代替テキスト「{alt}」）。",
            en="The image seems to hold text; its alternative text is “{alt}”.",
        ),
    },
    question=Text(
        ja="画像の中に読ませる文字がありますか。あるなら、HTML の文字に替えられませんか。また、文字と背景の色の差は十分ですか。",
        en="Does the image hold text to be read? Could it be HTML text, and is its contrast enough?",
    ),
    examples=[
        Example(
            LIKELY,
            '<img src="a.png" alt="'
            + "都道府県及び市町村は、その区域の自然的社会的条件に応じて、総合的かつ計画的な施策を策定し、実施するように努めます。"
            * 2
            + '">',
            at="img",
            key="prose",
        ),
        Example(
            REVIEW,
            '<img src="main.jpg" alt="「未来の笑顔のために」市民一人一人の小さな取り組みが、未来の笑顔につながっています。">',
            at="img",
            key="textual",
        ),
        Example(REVIEW, '<img src="flyer.png" alt="チラシ画像">', at="img", key="textual"),
        Example(PASSED, '<img src="photo.jpg" alt="桜の咲く公園">'),
        Example(
            PASSED,
            '<img src="graph.png" alt="' + "平均気温は上がっています。" * 12 + 'のグラフ">',
            why="A graph is described in sentences.",
        ),
        Example(
            PASSED, '<img src="s.png" alt="申請システムの入力画面。上に氏名、下に住所の欄が並んでいるところ">'
        ),
        Example(
            PASSED,
            '<img src="/img/icon_facebook.svg" alt="みなと市動物愛護センターPR大使ブッチーのフェイスブックページへ移動します">',
            why="An icon with a long name.",
        ),
        Example(
            PASSED,
            '<img src="flyer.png" alt="チラシ画像">',
            why="It was read: other rules speak of what is written.",
            probes=drawn("img", "夏まつり"),
        ),
        Example(INAPPLICABLE, '<img src="a.png" alt="">'),
    ],
)
def image_of_text(page: Page) -> Iterator[Finding]:
    read_ones = read(page)
    for image in page.select("img[alt]"):
        alt = image["alt"].strip()
        if not alt or not shown(image):
            continue
        if len(alt) >= PROSE and len(_SENTENCE.findall(alt)) >= 2 and not _DRAWN.search(alt):
            yield likely(image, "prose")
        elif image in read_ones:
            yield passed(image)
        elif _TEXTUAL.search(alt) or (
            len(alt) >= LONG and not _DRAWN.search(alt) and not _ICON.search(image["src"])
        ):
            yield review(image, "textual", alt=short(alt))
        else:
            yield passed(image)
