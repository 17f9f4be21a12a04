"""JIS X 8341-3:2016 1.1.1: a word such as "image" is no alternative for what an image shows."""

import re
import unicodedata
from collections import Counter
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

from ._words import BLOCKS, fold

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
    r"((?:メイン|トップ|スライド|背景|イメージ)?画像|メインビジュアル|キービジュアル|写真|イラスト|バナー|アイコン|スライド|サムネイル|エリア|領域|リンク|ボタン|image|img|photo|picture|pic|dsc|banner|slide|icon|area|map|link|btn|button)"
    r"[\s_:-]*\d{1,8}"
)
# What a mark or rule looks like, colour and shape: no information, and heard before every line (F39).
DECORATION = re.compile(
    r"(?:(?:[赤青緑黄黒白茶紫灰橙桃金銀水紺](?:色|い)?|オレンジ|ピンク|グレー|グリーン|ブルー|レッド|red|blue|green|grey|gray|small|太い|細い|小さな)の?)?"
    r"(?:丸|まる|円|三角形?|四角形?|ひし形|菱形|星|ハート|ダイヤ|矢印|右矢印|下矢印|点|ドット|線|横線|縦線|点線|破線|波線|ライン|罫線|区切り線?|仕切り線?|"
    r"ボーダー|飾り|飾り線|装飾|模様|行頭|ビュレット|ブレット|circle|dot|bullet|square|triangle|star|arrow|line|divider|separator|decoration|ornament)"
    r"(?:の?(?:印|しるし|マーク|記号|飾り|模様|アイコン|イラスト|画像|mark|icon|image))*"
)
SMALL = 40  # pixels: a mark at the head of a line …
THIN = 16  # … or a rule across the page
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
        "decoration": Text(
            ja="飾りの画像に、見た目を書いた代替テキスト「{alt}」が付いています（同じもの {count} 個）。",
            en="A decoration has the alternative text “{alt}”, which says what it looks like ({count} of them).",
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
        Example(
            LIKELY,
            '<img src="m.png" usemap="#m" alt="地区割り図"><map name="m"><area href="/a" coords="0,0,9,9" alt="area2"></map>',
            at="area",
            key="numbered",
        ),
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
        Example(
            LIKELY,
            '<p><img src="m.png" width="12" height="12" alt="赤い丸の印"> お名前<br>'
            '<img src="m.png" width="12" height="12" alt="赤い丸の印"> ご住所</p>',
            at="img",
            key="decoration",
        ),
        Example(
            LIKELY,
            '<p><img src="l.gif" width="500" height="6" alt="区切り線画像"></p>',
            at="img",
            key="decoration",
        ),
        Example(
            PASSED,
            '<p>図の<img src="m.png" width="12" height="12" alt="赤い丸">は避難所です。</p>',
            why="A legend.",
        ),
        Example(
            PASSED,
            '<a href="/2"><img src="m.png" width="12" height="12" alt="矢印"></a>',
            why="A link's name.",
        ),
        Example(INAPPLICABLE, '<img src="a.png" alt="">', why="Empty: a decoration."),
    ],
)
def alt_is_generic_word(page: Page) -> Iterator[Finding]:
    images = page.select("img[alt], input[type=image][alt], area[alt], [role=img][aria-label]")
    uses = Counter((img["src"], img["alt"].strip()) for img in images)
    told: set[tuple[str, str]] = set()
    for img in images:
        alt = (img["aria-label"] if "alt" not in img else img["alt"]).strip()
        word = fold(alt)
        if not alt:
            continue
        use = (img["src"], alt)
        if DECORATION.fullmatch(word) and _is_mark(img, uses[use]):
            if use not in told:
                told.add(use)
                yield likely(img, "decoration", alt=alt, count=uses[use])
        elif word in GENERIC and CAPTCHA.search(f"{img['src']} {img['id']} {img['class']}"):
            yield review(img, "captcha", alt=alt)
        elif word in GENERIC:
            yield likely(img, "generic", alt=alt)
        elif NUMBERED.fullmatch(unicodedata.normalize("NFKC", alt).casefold()):
            yield likely(img, "numbered", alt=alt)
        elif MAP.fullmatch(word) and img.closest("a, button, area") is None:
            yield review(img, "map", alt=alt)
        else:
            yield passed(img)


def _is_mark(img: Element, uses: int) -> bool:
    """Return whether an image is a mark at the head of a line or a rule, and not what a sentence or link
    speaks of.
    """
    if img.tag != "img" or img.closest("a, button, th, td[headers], label, dt") or not img["src"]:
        return False
    sides = [
        int(img[side][:6]) for side in ("width", "height") if img[side].isascii() and img[side].isdigit()
    ]
    if len(sides) == 2 and sides[1] <= THIN and sides[0] >= 4 * sides[1]:
        return True
    small = uses > 1 and (not sides or max(sides) <= SMALL)
    return small and _begins_line(img)


def _begins_line(img: Element) -> bool:
    """Return whether nothing of the same line stands before the image."""
    around = img.parent
    before: Element | str | None = None
    for node in around.nodes if around else ():
        if node == img:
            break
        if not isinstance(node, str) or node.strip():
            before = node
    return before is None or (not isinstance(before, str) and before.tag in ("br", "hr", *BLOCKS))
