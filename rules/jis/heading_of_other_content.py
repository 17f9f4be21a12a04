"""JIS X 8341-3:2016 2.4.6: what follows a heading is what the heading announces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

from ._words import BLOCKS, SAMPLE, content, in_japanese, short, shown
from .title_not_about_page import MIN_TEXT, STEM, share, words


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact that headings of notices announce, and how it looks when it is given."""

    heading: re.Pattern[str]
    given: re.Pattern[str]


# What dates, sums, places and numbers look like is the same on every page; words of procedures are not.
KINDS = {
    "time": Kind(
        re.compile(
            r"(?:受付|開館|診療|開庁|営業|利用|相談|開設)?(?:日時|時間|期間|期限|日程|開催日|実施日|受付日|休館日|休診日)"
        ),
        re.compile(
            r"\d{1,2}\s*(?:時|：|:)\s*\d{0,2}|午前|午後|[月火水木金土日]曜|平日|毎[日週月年]|年中|\d+\s*月|\d+\s*日|通年|随時|未定|祝日|分間|まで"
        ),
    ),
    "money": Kind(
        re.compile(r"費用|料金|手数料|参加費|受講料|使用料|入場料|入館料|利用料|診療費|金額|会費|運賃"),
        re.compile(
            r"\d[\d,，]*\s*円|無料|有料|自己負担|実費|負担額|金額|料金|加算|免除|減額|かかりません|不要|費用|代金|会費|円"
        ),
    ),
    "place": Kind(
        re.compile(r"場所|会場|所在地|開催場所|集合場所|住所|受付場所|実施場所"),
        re.compile(
            r"[都道府県市区町村]|丁目|番地|\d+番|館|センター|ホール|会議室|庁舎|公園|学校|駅|\d階|室|窓口|施設|オンライン|体育|場|寺|神社|課|zoom",
            re.IGNORECASE,
        ),
    ),
    "contact": Kind(
        re.compile(r"問い?合わ?せ先?|連絡先|電話番号|担当課?|申込先"),
        re.compile(
            r"\d{2,4}[-－‐(（)）]\d{2,4}|電話|tel|mail|メール|@|＠|課|係|局|部|センター|フォーム|窓口|ファクス",
            re.IGNORECASE,
        ),
    ),
    "number": Kind(
        re.compile(r"定員|募集人数|募集人員|対象人数|収容人数"),
        re.compile(
            r"[\d０-９]+\s*(?:人|名|組|世帯|席|台)|若干名|制限(?:は|なし)|なし|先着|抽選|どなたでも|未定"
        ),
    ),
    "access": Kind(
        re.compile(
            r"アクセス(?:方法)?|交通(?:アクセス|案内|手段|機関)?|行き方|道順|最寄り?駅|(?:所在地・)?交通のご案内"
        ),
        re.compile(
            r"駅|バス|電車|線|徒歩|歩い|車|停|下車|駐|地図|丁目|番地|インター|出口|キロ|km|メートル|港|空港|方面|station|bus",
            re.IGNORECASE,
        ),
    ),
    "people": Kind(
        re.compile(
            r"対象|対象者|対象となる(?:方|人)|対象になる(?:方|人)|利用できる(?:方|人)|参加資格|応募資格|受験資格"
        ),
        re.compile(
            r"方|人|者|歳|才|児|生|世帯|家庭|家族|親|子|どなた|だれ|誰|在住|在勤|市民|区民|町民|村民|都民|住民|法人|企業|会社|団体|グループ|"
            r"個人|員|資格|満たす|次の"
        ),
    ),
    "way": Kind(
        re.compile(r"(?:お)?(?:申し?込み?|応募|申請|予約|届出)(?:の)?(?:方法|仕方)"),
        re.compile(
            r"電話|窓口|郵送|郵便|持参|来庁|来館|フォーム|メール|オンライン|電子|ネット|サイト|アプリ|はがき|ハガキ|往復|ファッ?クス|FAX|直接|当日|"
            r"不要|要りません|いりません|必要|申込書|申請書|書類|提出|申し?込|応募|申請|届|予約|受付|課|係|ください",
            re.IGNORECASE,
        ),
    ),
}
# Headings of any page: their words stand nowhere else for good reason.
_USUAL = re.compile(
    r"概要|詳細|注意|留意|備考|参考|補足|関連|目的|趣旨|背景|経緯|根拠|結果|内容|方法|手続|流れ|手順|対象|期間|日程|日時|場所|会場|費用|料金|定員|"
    r"募集|応募|申込|申請|届出|書類|様式|資料|持ち物|窓口|連絡|担当|案内|紹介|情報|一覧|目次|質問|回答|新着|更新|お知らせ|速報|エラー|特集|リンク|"
    r"ダウンロード|メニュー|ナビ|カテゴリ|アーカイブ|アクセス|組織|検索|最近|人気|広告|共有|印刷|評価|意見|アンケート|サイト|ページ|その他"
)
_LETTER = re.compile(r"[一-鿿ァ-ヺ]")
PROSE = 40  # characters of a part that has something to say
SHORT = 12  # characters of a heading that announces one kind of fact and nothing else
LONG = 600  # characters of a part that is more than the fact
SIBLINGS = 30


@page_rule(
    id="jis/heading-of-other-content",
    criteria=["2.4.6"],
    techniques=["G130"],
    act=["b49b2e"],
    impact=Impact.MODERATE,
    title=Text(ja="見出しと、その下の内容が食い違っている", en="Heading whose part says something else"),
    why=Text(
        ja="見出しだけを聞いて読む所を選ぶ人は、そこに書かれているはずの時間や費用を見付けられません。",
        en="People who choose by headings do not find the hours or fees that the heading announces.",
    ),
    fix=Text(
        ja="見出しと中身を対応させてください。ほかのページを写して作ったときや、順番を入れ替えたときに起こります。",
        en="Let heading and text match; it happens where parts were copied or moved.",
    ),
    messages={
        "foreign": Text(
            ja="見出し「{text}」の言葉が、ページタイトルにも本文にも見当たりません。",
            en="Neither the title nor the text of the page has a word of its heading “{text}”.",
        ),
        "stranger": Text(
            ja="見出し「{text}」の言葉が、その下の文にも、ページのほかの所にも見当たりません。",
            en="No word of the heading “{text}” stands in its part or anywhere else on the page.",
        ),
        "swapped": Text(
            ja="見出し「{text}」の下に{announced}が見当たらず、{found}は見出し「{other}」の下にあります。",
            en="Under “{text}” there is nothing of the kind; it stands under “{other}”.",
        ),
        "other": Text(
            ja="見出し「{text}」の下に、{announced}が見当たりません。",
            en="Nothing of what “{text}” announces was found under it.",
        ),
    },
    question=Text(
        ja="この見出しの下に、見出しが示す内容が書かれていますか。",
        en="Does the part say what the heading announces?",
    ),
    examples=[
        Example(
            LIKELY,
            "<h1>診療所</h1><h2>受付時間</h2><p>健康保険の自己負担分がかかります。現金をご用意ください。</p>"
            "<h2>費用</h2><p>午後7時30分から午後10時</p>",
            at="h2",
            key="swapped",
        ),
        Example(
            REVIEW,
            "<h1>講座</h1><h2>日時</h2><p>動きやすい服でお越しください。</p><h2>会場</h2><p>市民体育館</p>",
            at="h2",
            key="other",
        ),
        Example(
            REVIEW,
            "<h1>Weather</h1><p>We are open Monday through Friday from ten to sixteen.</p>",
            at="h1",
            key="foreign",
        ),
        Example(
            REVIEW,
            "<title>住民票の請求</title><h1>犬の登録</h1><p>住民票の写しは窓口で請求してください。本人確認の書類が要ります。</p>",
            at="h1",
            key="foreign",
            why="A heading that was left from another page.",
        ),
        Example(
            REVIEW,
            "<h1>総合体育館</h1><h2>アクセス</h2><table><tr><th>平日</th><td>9時から21時まで</td></tr></table><h2>利用料</h2><p>300円</p>",
            at="h2",
            key="other",
        ),
        Example(
            PASSED,
            "<h1>総合体育館</h1><h2>アクセス</h2><p>中央駅の北口から歩いて5分です。</p>",
        ),
        Example(
            REVIEW,
            "<h1>健康保険の保険料</h1><h2>粗大ごみの捨て方</h2>"
            "<p>世帯の所得に応じた額と、加入している人の数に応じた額を足したものが、一年間に納めていただく金額になります。前の年の所得が少ないときは低くなります。</p>"
            "<h2>保険料の納付</h2><p>保険料は納付書か口座振替で、毎年6月から翌年3月までの10回に分けて納めてください。口座振替は金融機関の窓口で手続きができます。</p>"
            "<h2>軽減のしくみ</h2><p>軽減は申請がなくても行われます。前の年の所得が決められた額より少ない世帯が受けられ、割合は所得によって7割から2割までです。</p>",
            at="h2",
            key="stranger",
        ),
        Example(
            PASSED,
            "<h1>Opening hours</h1><p>We are open Monday through Friday from ten to sixteen.</p>",
            why="The same word with another ending.",
        ),
        Example(
            PASSED,
            "<h1>講座</h1><h2>日時</h2><p>11月3日 午前10時</p><h2>費用</h2><p>無料です。</p><h2>場所</h2><p>市民体育館</p>",
        ),
        Example(PASSED, "<h1>講座</h1><h2>料金</h2><table><tr><th>大人</th><td>500円</td></tr></table>"),
        Example(
            INAPPLICABLE,
            '<h1>講座</h1><h2>場所</h2><p><a href="/map">案内図をご覧ください</a></p>',
            why="Behind the link.",
        ),
        Example(INAPPLICABLE, "<h1>町の歴史</h1><h2>宿場のはじまり</h2><p>昔の話です。</p>"),
    ],
)
def heading_of_other_content(page: Page) -> Iterator[Finding]:
    yield from _foreign(page)
    if not in_japanese(page):
        return
    yield from _strangers(page)
    parts = list(_parts(page))
    for heading, kind, text in parts:
        if KINDS[kind].given.search(text):
            yield passed(heading)
            continue
        other = _swapped_with(parts, kind)
        announced = {
            "access": "行き方",
            "people": "対象となる人",
            "way": "申込みや届け出の仕方",
            "time": "日や時間",
            "money": "金額",
            "place": "場所",
            "contact": "連絡先",
            "number": "人数",
        }[kind]
        if other:
            yield likely(
                heading,
                "swapped",
                text=short(heading.text),
                announced=announced,
                found=announced,
                other=other,
            )
        else:
            yield review(heading, "other", text=short(heading.text), announced=announced)


def _foreign(page: Page) -> Iterator[Finding]:
    """Yield the one heading of a page, where neither the title nor anything else has a word of it.

    Above parts with headings of their own it may be a word that sums them up.
    """
    mains = [one for one in page.root.select("h1, h2, h3, h4, h5, h6, [role=heading]")[:2] if shown(one)]
    bodies = page.root.select("body")
    if len(mains) != 1 or not bodies:
        return
    called, text = content(mains[0]), bodies[0].text[:SAMPLE]
    rest = text.replace(called, " ", 1)
    wanted = words(called)
    if not wanted or len(rest) < MIN_TEXT:
        return
    alternatives = " ".join(one["alt"] for one in bodies[0].select("img[alt]")[:200])
    if share(wanted, words(f"{page.title} {rest} {alternatives}")) == 0:
        yield review(mains[0], "foreign", text=short(called))
    else:
        yield passed(mains[0])


def _strangers(page: Page) -> Iterator[Finding]:
    """Yield headings of which no word stands anywhere else, on a page whose other headings do.

    It is what is left where a part was made from another page's copy.
    """
    bodies = page.select("body")
    headings = [
        one for one in page.select("h2, h3, h4")[:60] if shown(one) and not one.closest("nav, aside, footer")
    ]
    if not bodies or len(headings) < 3:
        return
    alternatives = " ".join(one["alt"] for one in bodies[0].select("img[alt]")[:200])
    whole = f"{page.title} {bodies[0].text[:SAMPLE]} {alternatives}".lower()
    fitting, strange = 0, []
    for one in headings:
        called = content(one)
        wanted = words(called)
        if not wanted or _USUAL.search(called):
            continue
        rest = whole.replace(called.lower(), " ")
        if any(word[:STEM] in rest for word in wanted):
            fitting += 1
            continue
        text, closed = _following(one)
        if closed and len(text) >= PROSE and not {*_LETTER.findall(called)} & {*text}:
            strange.append(one)
    if fitting >= 2 * len(strange):
        for one in strange:
            yield review(one, "stranger", text=short(content(one)))


def _swapped_with(parts: Sequence[tuple[Element, str, str]], kind: str) -> str:
    """Return the heading of another kind under which the missing fact is given, and its own is not."""
    for heading, own, text in parts:
        if own != kind and KINDS[kind].given.search(text) and not KINDS[own].given.search(text):
            return short(heading.text)
    return ""


def _parts(page: Page) -> Iterator[tuple[Element, str, str]]:
    """Headings that announce one kind of fact, with the text up to the next heading."""
    for heading in page.select("h2, h3, h4, h5, h6, dt")[:500]:
        called = heading.text
        kind = next((name for name, one in KINDS.items() if one.heading.fullmatch(called)), "")
        if not kind or len(called) > SHORT or not shown(heading):
            continue
        text, closed = _following(heading)
        if closed and 4 <= len(text) <= LONG:
            yield heading, kind, text


def _following(heading: Element) -> tuple[str, bool]:
    """Return the text between a heading and the next one beside it, and whether words alone give the fact."""
    texts = []
    after, steps = heading.next, 0
    while after is not None and steps < SIBLINGS and not re.fullmatch(r"h[1-6]|dt|section", after.tag):
        if after.select("h1, h2, h3, h4, h5, h6") or after.tag not in BLOCKS:
            return "", False
        # A picture, a frame or a link may hold it.
        if after.select("img, iframe, svg, a[href], object, input, details") or after.tag in (
            "figure",
            "details",
        ):
            return "", False
        texts.append(after.text)
        after, steps = after.next, steps + 1
    return " ".join(texts), True
