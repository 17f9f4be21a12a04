"""JIS X 8341-3:2016 1.1.1: what is written in a picture is told in its alternative text or beside it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.model import PROMINENT, Finding, Impact, Text
from auditor.read.likeness import amounts, dates_alike, folded, numbers
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    Page,
    definite,
    japanese_share,
    likely,
    page_rule,
    passed,
    review,
)

from ._letters import (
    PHOTO,
    SIGNS,
    Picture,
    alternative,
    around,
    beside,
    drawn,
    is_code,
    is_incidental,
    is_prominent,
    pairs_told,
    pictures,
    share_told,
    untold,
)
from ._logo import is_logo
from ._words import short, shown

# Maps, charts and screens hold words that belong to them; whether all are told is a question of other rules.
_FIGURE = re.compile(
    r"地図|マップ|案内図|路線図|配置図|間取り|グラフ|チャート|図$|図表|組織図|画面|スクリーンショット|キャプチャ|ロゴ|マーク|シンボル|エンブレム|"
    r"map|chart|graph|diagram|screen|logo|emblem|地图|지도|그래프",
    re.IGNORECASE,
)
# What says nothing in any language: the name of a file, or of the kind of thing.
_SAYS_NOTHING = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|bmp|avif)|(?:banner|image|img|photo|picture|icon|logo|button|bnr|btn|pic)?[\s\d_.-]*",
    re.IGNORECASE,
)
# In text whose years and times are in one notation.
_WHEN = re.compile(r"[01]?\d[月/.]\s*[0-3]?\d|(?:19|20)\d\d|\d{1,2}時(?:\d{1,2}分)?")
SAID = 0.6  # of the letters, in the alternative text: it says what is written
SAME_WORDS = 0.34  # of the pairs of letters of a short text: the same words, shortened or in another order
BESIDE_SAID = 0.7  # of the letters, in the text beside it
LITTLE = 0.34  # of the letters, told anywhere near: nearly nothing
WHOLE = 0.85  # of a notice, told anywhere on the page
MUCH = 30  # letters that are certainly no logo and no accident
CERTAIN = 10
ROUNDED = 0.05  # of a number that a text may round away
SCALE, ROUND = 3, 5  # bare numbers at one distance; what those on a scale are multiples of


@page_rule(
    id="jis/alt-misses-drawn-text",
    criteria=["1.1.1", "2.4.4", "2.5.3", "1.4.5"],
    techniques=["F20", "F30", "F38", "F65", "G94", "G95", "H37", "C30"],
    impact=Impact.SERIOUS,
    needs=[Need.LETTERS],
    replaces=[
        "axe/image-alt", "axe/input-image-alt", "axe/role-img-alt", "axe/svg-img-alt", "axe/object-alt",
        "jis/alt-shorter-than-image", "jis/large-image-empty-alt", "jis/background-image-tells",
        "jis/alt-is-generic-word", "jis/alt-names-kind-only", "jis/alt-is-file-name",
    ],
    title=Text(ja="画像に書かれた文字が、代替テキストで伝わらない", en="Alternative text does not say what is written in the image"),
    why=Text(
        ja="画像に書かれた催しの名前、日時、行き先などは、画面を見ずに音声で読んでいる人には、代替テキストにない限り伝わりません。",
        en="Names, dates and destinations written in a picture reach people who listen only by its alternative text.",
    ),
    fix=Text(
        ja="画像に書かれている文字を、代替テキスト（alt）にそのまま書いてください。"
        "長いときは本文に書き、alt には何の画像かと、本文に内容があることを書きます。"
        "指摘には、読み取った文字を案として付けています。読み違いがないか、画像と見比べてから使ってください。",
        en="Write the words of the picture in its alternative text (alt); if they are long, in the page, and say so in alt. "
        "Each place comes with the words as read, for a draft: compare them with the picture before use.",
    ),
    messages={
        "none": Text(
            ja="画像に「{drawn}」と書かれていますが、代替テキストがありません。",
            en="The image says “{drawn}” and has no alternative text.",
        ),
        "empty": Text(
            ja="画像に「{drawn}」と書かれていますが、代替テキストが空で、近くにも同じ文字がありません。",
            en="The image says “{drawn}”; its alternative text is empty and nothing near it says so.",
        ),
        "other": Text(
            ja="画像に「{drawn}」と書かれていますが、代替テキストは「{alt}」で、書かれた文字を伝えていません。",
            en="The image says “{drawn}”, and its alternative text “{alt}”.",
        ),
        "partly": Text(
            ja="画像に書かれた文字のうち「{drawn}」が、代替テキスト「{alt}」にも近くの文章にも見当たりません。",
            en="Of what the image says, “{drawn}” is neither in its alternative text “{alt}” nor near it.",
        ),
        "unsaid": Text(
            ja="画像に書かれた文字のうち「{drawn}」が、近くの文章に見当たりません（代替テキストは空です）。",
            en="Of what the image says, “{drawn}” is not in the text near it; its alternative text is empty.",
        ),
        "dated": Text(
            ja="画像には「{drawn}」とありますが、代替テキストは「{alt}」で、日付や数字が違います。",
            en="The image says “{drawn}”, its alternative text “{alt}”: dates or figures differ.",
        ),
        "drawing": Text(
            ja="背景や図形として描かれた「{drawn}」が、文字としてどこにもありません。",
            en="“{drawn}”, drawn as a background or shape, is nowhere in words.",
        ),
    },
    question=Text(
        ja="画像に書かれた文字のうち、知らせる必要のあるものが、代替テキストか近くの文章で分かりますか。",
        en="Is what matters of the words in the image told in its alternative text or near it?",
    ),
    examples=[
        Example(
            LIKELY, '<a href="https://other.example/"><img src="a.png" alt="バナー"></a>', at="img", key="other",
            probes=drawn("img", "やまびこ通信"),
        ),
        Example(
            DEFINITE, '<main><p><img src="a.png" alt=""></p><p>お待ちしています。</p></main>', at="img", key="empty",
            why="Two lines of a notice that stand nowhere else.",
            probes=drawn("img", "献血バスが来ます", "12月5日午前10時から市役所前"),
        ),
        Example(
            DEFINITE, '<main><img src="a.png"></main>', at="img", key="none", probes=drawn("img", "窓口の休みのお知らせ"),
        ),
        Example(
            LIKELY, '<a href="/k"><img src="b.jpg" alt="banner_01.jpg"></a>', at="img", key="other",
            why="The name of a file is no word of another language.", probes=drawn("img", "子育て応援", "ポータル"),
        ),
        Example(
            DEFINITE, '<header><a href="/"><img src="logo.png"></a></header>', at="img", key="none",
            why="A logo's letters are its name.", probes=drawn("img", "みさき市役所"),
        ),
        Example(
            REVIEW, '<main><img src="a.png" alt=""><p>会場は中央公園の野外音楽堂と広場です。</p></main>', at="img",
            key="unsaid", why="A part of it stands beside.",
            probes=drawn("img", "夏まつり", "8月3日 午後4時から9時まで", "中央公園の野外音楽堂と広場"),
        ),
        Example(
            REVIEW, '<main><img src="a.png" alt="a.png"><p>会場は中央公園の野外音楽堂と広場です。</p></main>', at="img",
            key="partly", why="An alternative that says nothing is none, and is not empty either.",
            probes=drawn("img", "夏まつり", "8月3日 午後4時から9時まで", "中央公園の野外音楽堂と広場"),
        ),
        Example(
            LIKELY, '<form><input type="image" src="a.png" alt="つづき"></form>', at="input", key="other",
            probes=drawn("input", "申し込む", kind="input", box=[0, 0, 120, 40], natural=[120, 40]),
        ),
        Example(
            LIKELY, '<form><p>申し込む日を選びます。</p><input type="image" src="a.png" alt="次へ"></form>', at="input",
            key="other", why="What stands beside a button is not its name.",
            probes=drawn("input", "申し込む", kind="input", box=[0, 0, 120, 40], natural=[120, 40]),
        ),
        Example(
            LIKELY, '<main><p><img src="a.png" alt="防災訓練 11月3日 9時から"></p></main>', at="img", key="dated",
            why="The picture was changed, its alternative text was not.",
            probes=drawn("img", "防災訓練", "12月7日 10時から"),
        ),
        Example(
            PASSED,
            '<main><img src="a.png" alt="走る人を募集しています。申し込みは1月29日金曜日まで。抽選のうえ参加できます。"></main>',
            why="The same in other words.", probes=drawn("img", "参加者募集中", "申込は1月29日(金)まで", "抽選で参加"),
        ),
        Example(
            PASSED, '<main><p><img src="a.png" alt="防災訓練は令和9年3月7日（日曜日）、午後1時半から。"></p></main>',
            why="The same day and time in another notation.",
            probes=drawn("img", "防災訓練", "2027年3月7日(日)", "13:30～"),
        ),
        Example(
            LIKELY, '<main><p><img src="a.png" alt="防災訓練は令和8年3月7日、午後1時半から。"></p></main>', at="img",
            key="dated", why="Last year's alternative text.",
            probes=drawn("img", "防災訓練", "2027年3月7日(日)", "13:30～"),
        ),
        Example(
            LIKELY, '<main><p><img src="a.png" alt="防災訓練は3月7日、13時から。"></p></main>', at="img", key="dated",
            probes=drawn("img", "防災訓練", "3月7日(日)", "午前10時から"),
        ),
        Example(
            LIKELY,
            '<main><p><img src="g.png" alt="令和5年度のごみのグラフ。家庭系658グラム、事業系214グラムで、9グラム増えました。"></p></main>',
            at="img", key="dated", why="Last year's figures on this year's chart.",
            probes=drawn("img", "令和6年度ごみの量", "587g", "203g", "家庭系", "事業系", "-71g"),
        ),
        Example(
            PASSED,
            '<main><p><img src="g.png" alt="令和６年度のごみの量の棒グラフ。家庭系は５８７グラム、事業系は203グラムです。"></p></main>',
            probes=drawn("img", "令和6年度ごみの量", "587g", "203g", "家庭系", "事業系", "-71g"),
        ),
        Example(
            LIKELY, '<main><p><img src="g.png" alt="人口のグラフ。男は12,020人、女は12,987人です。"></p></main>', at="img",
            key="dated", why="No line is said as it is drawn.",
            probes=drawn("img", "令和6年の人口", "男 15,320人", "女 16,108人"),
        ),
        Example(
            PASSED,
            '<main><p><img src="g.png" alt="人口の折れ線グラフ。4月の152人から9月の187人に増えました。"></p></main>',
            why="The numbers of a scale are not those of the line.",
            probes=drawn("img", "人口の折れ線グラフ", "100", "200", "300", "4月", "9月"),
        ),
        Example(
            PASSED,
            '<main><p><img src="g.png" alt="利用者数のグラフ。約3万2千人で、前の年より15パーセント、およそ4,200人増えました。"></p></main>',
            why="Rounded, and worked out.",
            probes=drawn("img", "利用者数のグラフ", "32,104人", "27,904人", "令和5年", "令和6年"),
        ),
        Example(
            LIKELY, '<main><p><img src="a.png" alt="親子料理教室 参加費500円 定員24人"></p></main>', at="img", key="dated",
            why="The fee was raised, in the picture alone.", probes=drawn("img", "親子料理教室", "参加費800円", "定員24名"),
        ),
        Example(
            PASSED, '<main><p><img src="a.png" alt="親子料理教室 電話 03-1234-5678 定員は24人です。"></p></main>',
            why="A telephone number is no number of people.", probes=drawn("img", "親子料理教室", "電話 03-1234-5678"),
        ),
        Example(
            PASSED, '<main><p><img src="a.png" alt="親子料理教室。参加費は一人800円、定員は24人です。"></p></main>',
            probes=drawn("img", "親子料理教室", "参加費 ８００円", "定員24名"),
        ),
        Example(
            PASSED, '<main><p><img src="a.png" alt="閉館は午後8時30分、R9.03.07から。"></p></main>',
            probes=drawn("img", "閉館 20時半", "2027.3.7から"),
        ),
        Example(
            LIKELY, '<main><div id="b"></div></main>', at="#b", key="drawing",
            probes=drawn("#b", "受付は終わりました", kind="background"),
        ),
        Example(
            PASSED, '<main><div id="b"></div></main>', why="The style sheet names the picture that it puts in.",
            probes=drawn("#b", "受付は終わりました", kind="background", said="受付は終わりました"),
        ),
        Example(
            LIKELY, '<main><canvas></canvas><p>混み具合です。</p></main>', at="canvas", key="drawing",
            probes=drawn("canvas", "窓口の待ち人数 12人", kind="canvas"),
        ),
        Example(
            REVIEW, '<main><img src="a.png" alt="夏まつり 8月3日"><p>雨なら中止。</p></main>', at="img", key="partly",
            probes=drawn("img", "夏まつり", "8月3日", "会場は中央公園"),
        ),
        Example(
            PASSED, '<main><img src="a.png" alt="夏まつり 8月3日 会場は中央公園"></main>', why="All told.",
            probes=drawn("img", "夏まつり", "８月３日", "会場は中央公園"),
        ),
        Example(
            PASSED, '<main><img src="a.png" alt="子供の広場はボランティアを募集中"></main>',
            why="Misread by a letter, and in another order.", probes=drawn("img", "ボランテイア募集中", "子供の広場"),
        ),
        Example(
            PASSED, '<main><h2>夏まつり</h2><img src="a.png" alt=""><p>8月3日に中央公園で開きます。</p></main>',
            why="The text beside the picture says it.", probes=drawn("img", "夏まつり", "8月3日"),
        ),
        Example(
            PASSED,
            '<main><h1>催し</h1><img src="a.png" alt=""><h2>夏まつり</h2><ul><li>8月3日 午後4時から9時まで</li>'
            "<li>中央公園の野外音楽堂と広場</li></ul></main>",
            why="The part below says all of the flyer.",
            probes=drawn("img", "夏まつり", "8月3日 午後4時から9時まで", "中央公園の野外音楽堂と広場"),
        ),
        Example(
            LIKELY, '<main><img src="a.png" alt="夏まつり"><p>雨なら中止。</p></main>', at="img", key="partly",
            why="The title of a flyer is a small part of it.",
            probes=drawn("img", "夏まつり", "8月3日 午後4時から9時まで", "中央公園の野外音楽堂と広場"),
        ),
        Example(
            PASSED, '<a href="/mail"><img src="a.png" alt="">やまびこ通信</a>', probes=drawn("img", "やまびこ通信"),
        ),
        Example(
            PASSED, '<main><img src="a.jpg" alt="朝の商店街を歩く人たち"></main>', why="Signs in a photograph.",
            probes=drawn("img", "大安売り", "営業中", plain=0.6, boxes=[[10, 10, 40, 12], [90, 40, 30, 12]]),
        ),
        Example(
            PASSED, '<main><img src="a.jpg" alt="両側に店が並ぶ通りを、家族連れが歩いている様子"></main>',
            why="Names of shops on their signs, which fill little of the photograph.",
            probes=drawn(
                "img", "手打そば", "青山鮮魚", "大橋茶舗", "くすり",
                boxes=[[30, 30, 30, 10], [80, 34, 28, 10], [200, 30, 28, 10], [250, 32, 24, 10]],
            ),
        ),
        Example(
            LIKELY, '<main><img src="a.jpg" alt="広い芝生の公園で子どもたちが遊んでいる様子"></main>', at="img",
            why="A date in a photograph is no sign of a shop.",
            probes=drawn(
                "img", "秋の催し", "10月5日", "中央公園", "雨天中止",
                boxes=[[30, 30, 40, 10], [30, 44, 40, 10], [30, 58, 40, 10], [30, 72, 40, 10]],
            ),
        ),
        Example(
            LIKELY, '<main><img src="a.jpg" alt="両側に店が並ぶ通りを、家族連れが歩いている様子"></main>', at="img",
            why="A notice in a photograph is longer than a name.",
            probes=drawn(
                "img", "臨時休業のお知らせ", "またのご来店をお待ちします", boxes=[[30, 30, 60, 10], [30, 44, 60, 10]],
            ),
        ),
        Example(
            LIKELY, '<main><img src="a.jpg" alt="商店街"></main>', at="img", why="The alternative does not tell the scene.",
            probes=drawn(
                "img", "手打そば", "青山鮮魚", "大橋茶舗", "くすり",
                boxes=[[30, 30, 30, 10], [80, 34, 28, 10], [200, 30, 28, 10], [250, 32, 24, 10]],
            ),
        ),
        Example(
            PASSED, '<main><img src="a.png" alt=""></main>', why="What a mascot says, in passing.",
            probes=drawn("img", "こまったなあ"),
        ),
        Example(
            PASSED, '<main><img src="a.png" alt="1990年から2012年までの気温のグラフ"></main>',
            why="The scale of a chart has further years.", probes=drawn("img", "気温のグラフ", "2020年", "1850年"),
        ),
        Example(
            PASSED, '<form><input type="submit" value="送信する"></form>', why="Its own value stands over the background.",
            probes=drawn("input", "送信する", kind="background", box=[0, 0, 120, 40], natural=[120, 40]),
        ),
        Example(
            PASSED, '<header><a href="/"><img src="a.png" alt="港市"></a></header>', why="The mark of the site.",
            probes=drawn("img", "MINATO CITY"),
        ),
        Example(
            PASSED, '<main><img src="a.png" alt="駅から市役所までの地図"></main>', why="Names on a map belong to it.",
            probes=drawn("img", "中央公園", "市役所", "みなと駅"),
        ),
        Example(PASSED, '<main><img src="a.jpg" alt="桜"></main>', why="Nothing is written.", probes=drawn("img")),
        Example(
            PASSED, '<main><img src="a.jpg" alt="桜"></main>', why="A pattern, and letters too small for anybody.",
            probes=drawn("img", "一一一一", "きらきら", size=4),
        ),
        Example(
            PASSED, '<a href="https://get.example/"><img src="a.png" alt="Adobe Readerのダウンロードページへ"></a>',
            why="The badge's words, shortened.", probes=drawn("img", "Get Adobe", "Acrobat Reader"),
        ),
        Example(
            PASSED, '<main><img src="a.png" alt="花火大会"></main>', why="The same in another language.",
            probes=drawn("img", "FIREWORKS"),
        ),
        Example(
            PASSED,
            '<main><img src="a.png" alt="窓口" usemap="#m"><map name="m"><area alt="北部窓口" href="/n">'
            '<area alt="南部窓口" href="/s"></map></main>',
            probes=drawn("img", "北部窓口", "南部窓口"),
        ),
        Example(
            PASSED, '<form><img src="a.png" alt=""><label>表示された文字 <input></label></form>',
            why="A CAPTCHA: its letters told would be no test.", probes=drawn("img", "x7Kq2"),
        ),
        Example(INAPPLICABLE, "<p>本文</p>", probes={"letters": {"images": [], "unread": 0}}),
    ],
)  # fmt: skip
def alt_misses_drawn_text(page: Page) -> Iterator[Finding]:
    for picture in pictures(page):
        element = picture.element
        if not shown(element) and picture.kind != "background":
            continue
        yield _judged(page, picture)


def _judged(page: Page, picture: Picture) -> Finding:
    element, alt = picture.element, alternative(page, picture)
    alt = "" if _SAYS_NOTHING.fullmatch(alt.strip()) else alt
    nameless = "alt" not in element and not alt and picture.kind in ("img", "input")
    if not picture.lines or is_code(picture) or is_logo(page, element, alt) or is_incidental(picture, alt):
        return passed(element)
    said = share_told(picture.lines, alt)
    figure = _FIGURE.search(f"{alt} {_file(picture)}") is not None or _is_figure(picture)
    if said > 0 and not figure and (dated := _dated(page, picture, alt)):
        return dated
    if (said > 0 or figure) and (other := _other_figures(page, picture, alt, figure=figure)):
        return other
    if said >= SAID:
        return passed(element)
    if said == 0 and picture.letters < MUCH and pairs_told(picture.lines, alt) >= SAME_WORDS:
        return passed(element)
    control = element.closest("a[href], button, input") is not None
    near = around(picture) if control and folded(alt) else f"{around(picture)} {beside(picture)}"
    close = share_told(picture.lines, alt, near)
    if close >= BESIDE_SAID or _is_foreign(picture, alt):
        return passed(element)
    if figure and not nameless:
        return passed(element)
    whole = share_told(picture.lines, alt, near, page.text[:200_000])
    # Nobody who reads the page misses what it says somewhere; of a few words that may be by chance.
    if whole >= WHOLE and picture.letters >= (MUCH if control else CERTAIN):
        return passed(element)
    missing = short(" ".join(line.text for line in untold(picture.lines, alt, near)))
    told = _told(page, picture, missing, element["alt"] or alt)
    if close > LITTLE:  # a part of it stands beside
        return review(element, "partly" if folded(told["alt"]) else "unsaid", **told)
    if said > 0:
        return likely(element, "partly", **told)
    return _firm(picture, alt, whole, told)


def _file(picture: Picture) -> str:
    """Return the name of the file; a background's says nothing of what it is for."""
    return "" if picture.kind == "background" else picture.url.split("?", 1)[0].rsplit("/", 1)[-1]


def _firm(picture: Picture, alt: str, whole: float, told: dict[str, str]) -> Finding:
    """Return the finding where next to nothing of what is written is told."""
    element = picture.element
    sure = (
        picture.letters >= CERTAIN
        and whole < LITTLE / 2
        and picture.plain >= PHOTO
        and picture.share >= SIGNS
    )
    if picture.kind in ("background", "canvas", "svg", "poster"):
        return likely(element, "other" if folded(alt) else "drawing", **told)
    if "alt" not in element and not alt:
        return definite(element, "none", **told)
    if not folded(element["alt"]):
        return definite(element, "empty", **told) if sure else likely(element, "empty", **told)
    return likely(element, "other", **told)


def _told(page: Page, picture: Picture, missing: str, alt: str) -> dict[str, str]:
    """Return what a finding tells: the words, the alternative text, a draft of one, and whether everybody sees it."""
    told = {"drawn": missing, "alt": short(alt), "suggestion": picture.draft}
    return {**told, PROMINENT: "1"} if is_prominent(page, picture) else told


def _dated(page: Page, picture: Picture, alt: str) -> Finding | None:
    """Return the finding where dates and times of an alternative text are other ones than are written in the
    picture.
    """
    strange = numbers(" ".join(_WHEN.findall(dates_alike(picture.text)))) - numbers(alt)
    gone = numbers(" ".join(_WHEN.findall(dates_alike(alt)))) - numbers(picture.text)
    if strange and gone:
        lines = [line.text for line in picture.lines if numbers(line.text) & strange]
        told = _told(page, picture, short(" ".join(lines)), alt)
        return likely(picture.element, "dated", **told)
    return None


def _other_figures(page: Page, picture: Picture, alt: str, *, figure: bool) -> Finding | None:
    """Return the finding where the amounts of one unit in an alternative text are none of those in the picture, of a
    figure two on either side at least: what was written of another year's picture.

    A scale, and figures that an alternative text rounds or leaves out, are no contradiction.
    """
    sure, least = [line.text for line in picture.lines], 2 if figure else 1
    drawn_ones, told = amounts("\n".join(sure)), amounts(alt)
    spread = _without_scale({number for number, unit in drawn_ones if not unit})
    for unit in sorted({unit for _, unit in told if unit}):
        ours = {number for number, its in told if its == unit}
        theirs = {number for number, its in drawn_ones if its == unit}
        if figure and len(theirs) < least <= len(spread):
            theirs |= spread  # bars bear the bare number, the text says of what
        if len(ours) < least or len(theirs) < least:
            continue
        if any(
            _is_near(one, other) for one in ours for other in {*theirs, *(number for number, _ in drawn_ones)}
        ):
            continue
        lines = [text for text in sure if {number for number, _ in amounts(text)} & theirs]
        told_ones = _told(page, picture, short(" ".join(lines)), alt)
        return likely(picture.element, "dated", **told_ones)
    return None


def _without_scale(found: set[int]) -> set[int]:
    """Return bare numbers without those of a scale: round ones, or all at one distance from each other."""
    ordered = sorted(found)
    steps = {high - low for low, high in pairwise(ordered)}
    return set() if len(ordered) >= SCALE and len(steps) == 1 else {one for one in found if one % ROUND}


def _is_near(one: int, other: int) -> bool:
    return abs(one - other) <= ROUNDED * max(one, other)


def _is_foreign(picture: Picture, alt: str) -> bool:
    """Return whether the alternative text says in one script what is written in another: a translation
    cannot be compared.
    """
    if len(folded(alt)) < 2 or picture.letters >= MUCH:
        return False
    return abs(japanese_share(alt) - japanese_share(picture.text)) > 0.8


def _is_figure(picture: Picture) -> bool:
    """Return whether many short labels stand all over a picture, as in a chart, a plan or a table: other
    rules speak of those.
    """
    short_ones = [line for line in picture.lines if len(line.letters) <= 6]
    return len(picture.lines) >= 5 and len(short_ones) >= 0.7 * len(picture.lines)
