"""JIS X 8341-3:2016 1.3.2: spaces inside a word break it for screen readers, search and translation."""

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

from ._words import find, in_japanese, short

CHAR = r"[ぁ-んァ-ヶー一-鿿々]"
SPACED = re.compile(
    rf"(?<!{CHAR})(?<!{CHAR}[ \u3000\xa0])({CHAR})"
    rf"(?:[ \u3000\xa0\u2002\u2003]+{CHAR})+(?![ \u3000\xa0]*{CHAR})"
)
SPACES = r"[ \u3000\xa0\u2002\u2003]+"
LOOSE = re.compile(rf"{CHAR}[ \u3000\xa0\u2002\u2003]+{CHAR}")
_WORDS = (
    "日時 場所 氏名 住所 電話 期間 期日 期限 対象 定員 費用 料金 内容 主催 共催 後援 協力 備考 目次 "
    "目的 総数 合計 小計 会場 締切 件名 様式 題名 名称 名前 提出 課長 係長 部長 局長 室長 次長 会長 "
    "議長 委員 知事 市長 区長 町長 村長 助役 理事 監事 幹事 所属 職業 年齢 性別 生年 印鑑 区分 種類 "
    "種別 単位 金額 単価 数量 面積 人口 世帯 時間 時刻 曜日 回数 担当 連絡 宛先 宛名 番号 記号 項目 "
    "要旨 概要 経過 経緯 議題 議事 議案 次第 開会 閉会 挨拶 報告 質疑 資料 別紙 別添 別表 附則 付則 "
    "記載 記入 記事 以上 以下 公告 公示 告示 通知 通達 案内 募集 受付 申請 届出 許可 認可 承認 決定 "
    "施行 改正 資格 条件 方法 手段 講師 司会 進行 交通 地図 所在 本庁 支所 窓口 東京 収入 支出 歳入 "
    "歳出 予算 決算 残高 前期 後期 上期 下期 品名 品目 規格 型式 用途 理由 根拠 法令 条例 規則 規程 "
    "要綱 要領 計画 事業"
)
WORDS = frozenset(_WORDS.split())
# A label is followed by a space and the text it labels: 場　所　福祉会館.
LABEL = re.compile(
    rf"(?<!{CHAR})(?<!{CHAR}[ \u3000\xa0])(?:"
    + "|".join(SPACES.join(word) for word in sorted(WORDS))
    + rf")(?={SPACES}{CHAR}{{2}})"
)
EITHER = re.compile(rf"{SPACED.pattern}|{LABEL.pattern}")
_SERIES = (
    "一二三四五六七八九十百千万 日月火水木金土祝 男女 上中下左右前後 春夏秋冬 東西南北 大中小"
    " 甲乙丙丁 高低 有無 可否 優良可 年月日時分秒 父母子 姓名"
)
SERIES = tuple(map(frozenset, _SERIES.split()))
NAME_PLACE = re.compile(
    r"氏名|名前|委員|担当者|代表|議員|会長|理事|講師|作者|著者|職員|メンバー|受賞者|監督|出演"
)
NAME_AFTER = re.compile(r"[\s\u3000]*(様|氏|さん|委員|議員|教授|先生|君)")


def _series(word: str) -> bool:
    """Characters that stand each for itself: weekdays, numbers, a kana index."""
    return any(set(word) <= kind for kind in SERIES) or not re.search("[一-鿿々]", word)


def _is_name(element: Element, run: str, end: int) -> bool:
    """Return whether the place is one where names of people stand: 林　一 is a name, spaced on purpose."""
    if NAME_AFTER.match(run[end:]):
        return True
    cell = element.closest("td, dd, li")
    row = cell and cell.parent
    heads = [one.text for one in row.select("th")] if row and row.tag == "tr" else []
    table = element.closest("table")
    heads += [one.text for one in table.select("th")][:30] if table else []
    before = cell.previous.text if cell and cell.tag == "dd" and cell.previous else ""
    return bool(NAME_PLACE.search(" ".join([*heads, before])))


@page_rule(
    id="jis/spaced-characters",
    criteria=["1.3.2"],
    techniques=["C8", "F32"],
    impact=Impact.MODERATE,
    title=Text(ja="単語の途中に空白が入っている", en="Spaces inside a word"),
    why=Text(
        ja="「日　時」のような空白があると、音声では一字ずつばらばらに読まれ、"
        "検索や翻訳でも言葉として扱われません。",
        en="A word with spaces in it is read letter by letter, and neither search nor translation knows it.",
    ),
    fix=Text(
        ja="空白を消してください。字の間隔を広げたいときはスタイル（letter-spacing）で指定します。例: "
        "日　時 → 日時",
        en="Delete the spaces; to spread the letters use a style (letter-spacing). Example: 日　時 → 日時.",
    ),
    messages={
        "word": Text(
            ja="「{text}」は「{word}」の途中に空白が入っています。",
            en="“{text}” is the word “{word}” with spaces in it.",
        ),
        "unknown": Text(
            ja="「{text}」は一字ずつ空白で区切られています。",
            en="In “{text}” spaces stand between single characters.",
        ),
    },
    question=Text(
        ja="この文字は一つの言葉ですか。人の名前や、別々の語の並びであれば問題ありません。",
        en="Is this one word? The name of a person, or separate words in a row, is no problem.",
    ),
    examples=[
        Example(PASSED, "<p>日時：4月1日　午後1時から</p>"),
        Example(LIKELY, "<table><tr><th>日　時</th><td>4月1日です</td></tr></table>", at="th", key="word"),
        Example(LIKELY, "<h2>東　京　都</h2><p>のお知らせ</p>", at="h2", key="word"),
        Example(LIKELY, '<p>お知らせ <img src="a.png" alt="会 場"></p>', at="img"),
        Example(LIKELY, "<p>場　所　みらい都福祉会館</p>", at="p", key="word"),
        Example(PASSED, "<p>日時　場所　定員の順に書きます</p>"),
        Example(REVIEW, "<p>林　一</p><p>のお知らせ</p>", at="p", key="unknown"),
        Example(
            PASSED, "<table><tr><th>氏名</th><td>林　一</td></tr></table>", why="A name where names stand."
        ),
        Example(PASSED, "<p>日 月 火 水 木 金 土</p><p>のカレンダー</p>", why="Weekdays, each a word."),
        Example(PASSED, "<p>あ い う え お</p>", why="An index of kana."),
        Example(INAPPLICABLE, "<p>No Japanese text on this page.</p>"),
    ],
)
def spaced_characters(page: Page) -> Iterator[Finding]:
    if not in_japanese(page):
        return
    yield passed()
    places = [(element, run) for element, run in find(page, EITHER, LOOSE)]
    places += [(img, img["alt"]) for img in page.select("img[alt], input[type=image][alt]")]
    places += [(one, one["value"]) for one in page.select("input[type=submit], input[type=button]")]
    places += [(one, one["aria-label"]) for one in page.select("[aria-label]")]
    for element, run in places:
        for match in EITHER.finditer(run[:20_000]):
            text = match[0]
            word = "".join(text.split())
            if word not in WORDS and _series(word):
                continue
            if word in WORDS or (len(word) >= 3 and not _is_name(element, run, match.end())):
                yield likely(element, "word", text=short(text), word=short(word))
                break
            if not _is_name(element, run, match.end()):
                yield review(element, "unknown", text=short(text))
                break
