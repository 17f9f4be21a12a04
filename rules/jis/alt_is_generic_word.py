"""JIS X 8341-3:2016 1.1.1: a word such as "image" is no alternative for what an image shows."""

import re
import unicodedata
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

from ._words import fold

_GENERIC = (
    "画像 写真 イラスト 図 図表 図版 バナー バナー画像 アイコン ロゴ ボタン サムネイル サムネール "
    "背景 空白 余白 線 罫線 影 点 メイン画像 メインビジュアル キービジュアル 画像なし イメージ "
    "イメージ画像 イメージ写真 代替テキスト 説明 image images img photo photograph picture pic "
    "graphic illustration figure icon logo banner button bullet spacer blank null void undefined "
    "alt alttext noimage thumbnail thumb mainvisual keyvisual placeholder background gif jpg jpeg png "
    "clickhere"
)
GENERIC = frozenset(_GENERIC.split())
# 写真2, image_03; a number with hyphens in it is somebody's code and may be what readers look for.
NUMBERED = re.compile(
    r"((?:メイン|トップ|スライド|背景|イメージ)?画像|メインビジュアル|キービジュアル|写真|イラスト|バナー|アイコン|スライド|サムネイル|image|img|photo|picture|pic|dsc|banner|slide|icon)"
    r"[\s_:-]*\d{1,8}"
)
# It says that there is a map, and not the way; the text around may say it.
MAP = re.compile(r"(案内|周辺|位置|略|所在|アクセス)?(地図|図|マップ)|map|access ?map")
CAPTCHA = re.compile(r"captcha|securimage|authimage|auth_image", re.I)


@page_rule(
    id="jis/alt-is-generic-word",
    criteria=["1.1.1"],
    techniques=["F30", "F39", "G94"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="画像の代替テキストが「画像」「写真」などの語だけになっている",
        en="Image alternative text is only a word such as “image” or “photo”",
    ),
    why=Text(
        ja="画面を見ずに音声で読んでいる人は、画像があることしか分からず、何の画像かを知ることができません。",
        en="People who listen to the page learn that there is an image, and not what it shows.",
    ),
    fix=Text(
        ja="その画像がなければ伝わらない内容を代替テキスト（alt）に書いてください。"
        '何も伝えていない飾りなら空（alt=""）にします。'
        '例: alt="写真" → alt="窓口で手話通訳を利用する来庁者"',
        en="Write in the alternative text (alt) what would be lost without the image; leave it empty "
        '(alt="") if that is '
        'nothing. Example: alt="photo" → alt="A visitor using sign language at the counter".',
    ),
    messages={
        "generic": Text(
            ja="代替テキストが「{alt}」だけで、画像の内容を伝えていません。",
            en="The alternative text is only “{alt}” and does not tell what the image shows.",
        ),
        "numbered": Text(
            ja="代替テキストが連番の「{alt}」で、画像の内容を伝えていません。",
            en="The alternative text is the serial name “{alt}” and does not tell what the image shows.",
        ),
        "captcha": Text(
            ja="画像認証（CAPTCHA）の画像と見られ、代替テキストは「{alt}」です。",
            en="Looks like the image of a CAPTCHA; its alternative text is “{alt}”.",
        ),
        "map": Text(
            ja="地図の代替テキストが「{alt}」だけです。",
            en="The alternative text of a map is only “{alt}”.",
        ),
    },
    question=Text(
        ja="地図なら、行き方や場所が近くの文章でも分かりますか。画像認証なら、何のための画像かが分かり、"
        "音声や計算問題など別の方法もありますか。",
        en="A map: does text near it tell the way? A CAPTCHA: is its purpose told, and is there another way?",
    ),
    examples=[
        Example(PASSED, '<img src="a.png" alt="桜が咲く上野公園の写真">'),
        Example(LIKELY, '<img src="a.png" alt="写真">', at="img", key="generic"),
        Example(LIKELY, '<img src="a.png" alt=" ＩＭＡＧＥ ">', at="img", key="generic"),
        Example(LIKELY, '<img src="a.png" alt="画像 2">', at="img", key="numbered"),
        Example(LIKELY, '<img src="a.png" alt="メイン画像2">', at="img", key="numbered"),
        Example(REVIEW, '<img src="a.png" alt="案内図">', at="img", key="map"),
        Example(
            REVIEW,
            '<img src="/captcha.png" alt="画像">',
            at="img",
            key="captcha",
            why="1.1.1 has its own terms.",
        ),
        Example(PASSED, '<a href="/map"><img src="a.png" alt="地図"></a>', why="A link to the map."),
        Example(PASSED, '<img src="a.png" alt="港駅から公園までの地図">', why="It says of what."),
        Example(PASSED, '<img src="a.png" alt="東京都ロゴ">', why="It says whose logo it is."),
        Example(PASSED, '<img src="a.png" alt="写真：7-18-2">', why="A code that readers look for."),
        Example(INAPPLICABLE, '<img src="a.png" alt="">', why="Empty: a decoration."),
    ],
)
def alt_is_generic_word(page: Page) -> Iterator[Finding]:
    for img in page.select("img[alt], input[type=image][alt], area[alt], [role=img][aria-label]"):
        alt = (img["aria-label"] if "alt" not in img else img["alt"]).strip()
        word = fold(alt)
        if not alt:
            continue
        if word in GENERIC and CAPTCHA.search(f"{img['src']} {img['id']} {img['class']}"):
            yield review(img, "captcha", alt=alt)
        elif word in GENERIC:
            yield likely(img, "generic", alt=alt)
        elif NUMBERED.fullmatch(unicodedata.normalize("NFKC", alt).casefold()):
            yield likely(img, "numbered", alt=alt)
        elif MAP.fullmatch(word) and img.closest("a, button, area") is None:
            yield review(img, "map", alt=alt)
        else:
            yield passed(img)
