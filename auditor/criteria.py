"""The success criteria of JIS X 8341-3:2016 and WCAG 2.2, as profiles a site is judged by.

JIS X 8341-3:2016 is WCAG 2.0 word for word (61 criteria, 4.1.1 among them). WCAG 2.2 adds 26 of editions
2.1 and 2.2 and takes 4.1.1 away. A profile is the union of the standards a site names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from auditor.model import Text

LEVELS = ("A", "AA", "AAA")

# number | level | name in JIS | name in Japanese WCAG 2.2 where it differs | English | edition | people
_TABLE = """
1.1.1 | A | 非テキストコンテンツ | | Non-text Content | 2.0 | blind low
1.2.1 | A | 音声だけ及び映像だけ（収録済み） | | Audio-only and Video-only (Prerecorded) | 2.0 | deaf blind
1.2.2 | A | キャプション（収録済み） | | Captions (Prerecorded) | 2.0 | deaf
1.2.3 | A | 音声解説又はメディアに対する代替コンテンツ（収録済み） | 音声解説、又はメディアに対する代替（収録済み） | Audio Description or Media Alternative (Prerecorded) | 2.0 | blind
1.2.4 | AA | キャプション（ライブ） | | Captions (Live) | 2.0 | deaf
1.2.5 | AA | 音声解説（収録済み） | | Audio Description (Prerecorded) | 2.0 | blind
1.2.6 | AAA | 手話（収録済み） | | Sign Language (Prerecorded) | 2.0 | deaf
1.2.7 | AAA | 拡張音声解説（収録済み） | | Extended Audio Description (Prerecorded) | 2.0 | blind
1.2.8 | AAA | メディアに対する代替コンテンツ（収録済み） | メディアに対する代替（収録済み） | Media Alternative (Prerecorded) | 2.0 | blind deaf
1.2.9 | AAA | 音声だけ（ライブ） | | Audio-only (Live) | 2.0 | deaf
1.3.1 | A | 情報及び関係性 | | Info and Relationships | 2.0 | blind
1.3.2 | A | 意味のある順序 | 意味をなすシーケンス | Meaningful Sequence | 2.0 | blind
1.3.3 | A | 感覚的な特徴 | 感覚による特性 | Sensory Characteristics | 2.0 | blind low colour
1.3.4 | AA | 向き（orientation） | | Orientation | 2.1 | motor low
1.3.5 | AA | 入力目的の特定 | | Identify Input Purpose | 2.1 | cognitive motor
1.3.6 | AAA | 目的の特定 | | Identify Purpose | 2.1 | cognitive blind
1.4.1 | A | 色の使用 | 色の用途 | Use of Color | 2.0 | colour low
1.4.2 | A | 音声の制御 | | Audio Control | 2.0 | blind cognitive
1.4.3 | AA | コントラスト（最低限レベル） | コントラスト（最低限） | Contrast (Minimum) | 2.0 | low colour
1.4.4 | AA | テキストのサイズ変更 | | Resize Text | 2.0 | low
1.4.5 | AA | 文字画像 | | Images of Text | 2.0 | low blind
1.4.6 | AAA | コントラスト（高度レベル） | コントラスト（高度） | Contrast (Enhanced) | 2.0 | low colour
1.4.7 | AAA | 小さな背景音，又は背景音なし | 背景音の小さい又はない音声 | Low or No Background Audio | 2.0 | deaf
1.4.8 | AAA | 視覚的提示 | | Visual Presentation | 2.0 | low cognitive
1.4.9 | AAA | 文字画像（例外なし） | | Images of Text (No Exception) | 2.0 | low blind
1.4.10 | AA | リフロー | | Reflow | 2.1 | low
1.4.11 | AA | 非テキストのコントラスト | | Non-text Contrast | 2.1 | low
1.4.12 | AA | テキストの間隔 | | Text Spacing | 2.1 | low cognitive
1.4.13 | AA | ホバー時又はフォーカス時のコンテンツ | | Content on Hover or Focus | 2.1 | low motor
2.1.1 | A | キーボード | | Keyboard | 2.0 | motor blind
2.1.2 | A | キーボードトラップなし | | No Keyboard Trap | 2.0 | motor blind
2.1.3 | AAA | キーボード（例外なし） | | Keyboard (No Exception) | 2.0 | motor blind
2.1.4 | A | 文字キーによるショートカット | | Character Key Shortcuts | 2.1 | motor
2.2.1 | A | タイミング調整可能 | 期限調節可能 | Timing Adjustable | 2.0 | cognitive motor blind
2.2.2 | A | 一時停止、停止及び非表示 | 一時停止・停止・非表示 | Pause, Stop, Hide | 2.0 | cognitive low
2.2.3 | AAA | タイミング非依存 | 期限なし | No Timing | 2.0 | cognitive motor blind
2.2.4 | AAA | 割込み | | Interruptions | 2.0 | cognitive blind
2.2.5 | AAA | 再認証 | | Re-authenticating | 2.0 | cognitive motor
2.2.6 | AAA | タイムアウト | | Timeouts | 2.1 | cognitive motor
2.3.1 | A | 3回のせん（閃）光、又はしきい（閾）値以下 | 3回の閃光、又は閾値以下 | Three Flashes or Below Threshold | 2.0 | seizure
2.3.2 | AAA | 3回のせん（閃）光 | 3回の閃光 | Three Flashes | 2.0 | seizure
2.3.3 | AAA | インタラクションによるアニメーション | | Animation from Interactions | 2.1 | seizure cognitive
2.4.1 | A | ブロックスキップ | ブロックのバイパス | Bypass Blocks | 2.0 | blind motor
2.4.2 | A | ページタイトル | | Page Titled | 2.0 | blind cognitive
2.4.3 | A | フォーカス順序 | | Focus Order | 2.0 | motor blind
2.4.4 | A | リンクの目的（コンテキスト内） | リンクの目的（文脈内） | Link Purpose (In Context) | 2.0 | blind cognitive
2.4.5 | AA | 複数の手段 | 複数の経路 | Multiple Ways | 2.0 | cognitive blind
2.4.6 | AA | 見出し及びラベル | | Headings and Labels | 2.0 | blind cognitive
2.4.7 | AA | フォーカスの可視化 | | Focus Visible | 2.0 | motor low
2.4.8 | AAA | 現在位置 | | Location | 2.0 | cognitive
2.4.9 | AAA | リンクの目的（リンクだけ） | | Link Purpose (Link Only) | 2.0 | blind cognitive
2.4.10 | AAA | セクション見出し | | Section Headings | 2.0 | blind cognitive
2.4.11 | AA | 隠されないフォーカス（最低限） | | Focus Not Obscured (Minimum) | 2.2 | motor low
2.4.12 | AAA | 隠されないフォーカス（高度） | | Focus Not Obscured (Enhanced) | 2.2 | motor low
2.4.13 | AAA | フォーカスの外観 | | Focus Appearance | 2.2 | motor low
2.5.1 | A | ポインタジェスチャ | | Pointer Gestures | 2.1 | motor
2.5.2 | A | ポインタキャンセル | | Pointer Cancellation | 2.1 | motor
2.5.3 | A | ラベルを含む名前（name） | | Label in Name | 2.1 | motor blind
2.5.4 | A | 動きによる起動 | | Motion Actuation | 2.1 | motor
2.5.5 | AAA | ターゲットのサイズ（高度） | | Target Size (Enhanced) | 2.1 | motor
2.5.6 | AAA | 入力メカニズムの共存 | | Concurrent Input Mechanisms | 2.1 | motor
2.5.7 | AA | ドラッグ動作 | | Dragging Movements | 2.2 | motor
2.5.8 | AA | ターゲットのサイズ（最低限） | | Target Size (Minimum) | 2.2 | motor
3.1.1 | A | ページの言語 | | Language of Page | 2.0 | blind
3.1.2 | AA | 一部分の言語 | | Language of Parts | 2.0 | blind
3.1.3 | AAA | 一般的ではない用語 | | Unusual Words | 2.0 | cognitive
3.1.4 | AAA | 略語 | | Abbreviations | 2.0 | cognitive
3.1.5 | AAA | 読解レベル | | Reading Level | 2.0 | cognitive
3.1.6 | AAA | 発音 | | Pronunciation | 2.0 | blind cognitive
3.2.1 | A | フォーカス時 | | On Focus | 2.0 | blind cognitive motor
3.2.2 | A | 入力時 | | On Input | 2.0 | blind cognitive
3.2.3 | AA | 一貫したナビゲーション | | Consistent Navigation | 2.0 | blind cognitive
3.2.4 | AA | 一貫した識別性 | | Consistent Identification | 2.0 | blind cognitive
3.2.5 | AAA | 要求による変化 | | Change on Request | 2.0 | blind cognitive
3.2.6 | A | 一貫したヘルプ | | Consistent Help | 2.2 | cognitive
3.3.1 | A | エラーの特定 | | Error Identification | 2.0 | blind cognitive colour
3.3.2 | A | ラベル又は説明 | ラベル又は指示 | Labels or Instructions | 2.0 | cognitive blind
3.3.3 | AA | エラー修正の提案 | エラーの修正提案 | Error Suggestion | 2.0 | cognitive
3.3.4 | AA | エラー回避（法的、金融及びデータ） | 誤り防止（法的・金融・データ） | Error Prevention (Legal, Financial, Data) | 2.0 | cognitive motor
3.3.5 | AAA | ヘルプ | | Help | 2.0 | cognitive
3.3.6 | AAA | エラー回避（全て） | 誤り防止（全て） | Error Prevention (All) | 2.0 | cognitive motor
3.3.7 | A | 冗長な入力項目 | | Redundant Entry | 2.2 | cognitive motor
3.3.8 | AA | アクセシブルな認証（最低限） | | Accessible Authentication (Minimum) | 2.2 | cognitive
3.3.9 | AAA | アクセシブルな認証（高度） | | Accessible Authentication (Enhanced) | 2.2 | cognitive
4.1.1 | A | 構文解析 | 構文解析（廃止及び削除） | Parsing | 2.0 | blind
4.1.2 | A | 名前（name）、役割（role）及び値（value） | 名前（name）・役割（role）・値（value） | Name, Role, Value | 2.0 | blind motor
4.1.3 | AA | ステータスメッセージ | | Status Messages | 2.1 | blind
"""  # noqa: E501 - one criterion a line is the point of the table

PRINCIPLES: Mapping[str, str] = MappingProxyType(
    {"1": "知覚可能", "2": "操作可能", "3": "理解可能", "4": "堅ろう（牢）"}
)
# In the order a report names them. The words say what the person does, not what the person lacks.
PEOPLE: Mapping[str, Text] = MappingProxyType(
    {
        "blind": Text(
            "画面を見ないで使う人（音声読み上げ・点字）",
            "people who do not see the screen (screen reader, braille)",
        ),
        "low": Text("見えにくい人（弱視・拡大表示）", "people with low vision (magnification)"),
        "colour": Text("色の見え方が異なる人", "people who see colours differently"),
        "deaf": Text("聞こえない人・聞こえにくい人", "people who are deaf or hard of hearing"),
        "motor": Text(
            "マウスを使わずに操作する人（キーボード・スイッチ・音声入力）",
            "people who work without a mouse (keyboard, switch, voice)",
        ),
        "cognitive": Text(
            "読むこと・覚えること・集中することに困難がある人",
            "people to whom reading, remembering or concentrating is hard",
        ),
        "seizure": Text("光の点滅や動きで体調を崩す人", "people whom flashing or movement makes ill"),
    }
)
# The four a page must meet everywhere, also in parts outside the claim (JIS X 8341-3:2016 5.1.5 非干渉).
NON_INTERFERENCE = ("1.4.2", "2.1.2", "2.2.2", "2.3.1")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One success criterion. Names are those of JIS and of the Japanese WCAG 2.2."""

    number: str
    level: str  # A | AA | AAA
    name_ja: str
    name_ja_22: str
    name_en: str
    edition: str  # of WCAG that brought it: 2.0 | 2.1 | 2.2
    people: tuple[str, ...]  # keys of PEOPLE, those most concerned first

    @property
    def principle(self) -> str:
        """知覚可能, 操作可能, 理解可能 or 堅ろう."""
        return PRINCIPLES[self.number[0]]

    @property
    def in_jis(self) -> bool:
        """Whether JIS X 8341-3:2016 has it."""
        return self.edition == "2.0"

    @property
    def in_wcag22(self) -> bool:
        """Whether WCAG 2.2 has it: all but 4.1.1, which the edition took away."""
        return self.number != "4.1.1"


@dataclass(frozen=True, slots=True)
class Profile:
    """What one site is judged by: the union of its standards and its extra criteria.

    Text counts as large from `large_text_pt`, bold text from `large_bold_pt`; then 3:1 suffices for 1.4.3.
    """

    standards: tuple[str, ...]
    numbers: tuple[str, ...]  # sorted numerically
    large_text_pt: float = 22.0
    large_bold_pt: float = 18.0

    def __contains__(self, number: object) -> bool:
        return number in self.numbers

    @property
    def title(self) -> str:
        """Japanese title of the standards, joined."""
        return " ＋ ".join(STANDARDS[name] for name in self.standards)

    @property
    def jis(self) -> bool:
        """Whether a level of JIS X 8341-3:2016 is among the standards."""
        return any(name.startswith(_JIS) for name in self.standards)

    def name(self, number: str, lang: str = "ja") -> str:
        """Name of a criterion in the words of this profile's standard."""
        criterion = CRITERIA[number]
        if lang == "en":
            return criterion.name_en
        return criterion.name_ja if self.jis and criterion.in_jis else criterion.name_ja_22


def sort_key(number: str) -> tuple[int, ...]:
    """Key that puts 1.4.10 after 1.4.9."""
    return tuple(int(part) for part in number.split("."))


def _criterion(line: str) -> Criterion:
    number, level, name_ja, name_ja_22, name_en, edition, people = (cell.strip() for cell in line.split("|"))
    return Criterion(number, level, name_ja, name_ja_22 or name_ja, name_en, edition, tuple(people.split()))


CRITERIA: Mapping[str, Criterion] = MappingProxyType(
    {criterion.number: criterion for criterion in map(_criterion, _TABLE.strip().splitlines())}
)

_JIS = "jis-x-8341-3-2016"
_WCAG22 = "wcag-2.2"
_NAMES: Mapping[str, Text] = MappingProxyType(
    {
        f"{prefix}-{level.lower()}": Text(f"{title} レベル{level}", f"{title}, level {level}")
        for prefix, title in ((_JIS, "JIS X 8341-3:2016"), (_WCAG22, "WCAG 2.2"))
        for level in LEVELS
    }
)
STANDARDS: Mapping[str, str] = MappingProxyType({key: name.ja for key, name in _NAMES.items()})


def standard_name(key: str, lang: str) -> str:
    """Return the name of a standard with its level."""
    return _NAMES[key].fill(lang, {})


def criteria_of(standard: str) -> tuple[Criterion, ...]:
    """Return the criteria one standard asks for; a level includes the levels below it."""
    if standard not in STANDARDS:
        raise KeyError(standard)
    edition, _, level = standard.rpartition("-")
    levels = LEVELS[: LEVELS.index(level.upper()) + 1]
    return tuple(
        criterion
        for criterion in CRITERIA.values()
        if criterion.level in levels and (criterion.in_jis if edition == _JIS else criterion.in_wcag22)
    )


def profile(standards: Sequence[str], extra: Sequence[str] = ()) -> Profile:
    """Make the profile of these standards. KeyError for a standard or criterion that does not exist.

    Where JIS and WCAG 2.2 meet, the smaller of the thresholds for large text would let pass what JIS asks
    to be 4.5:1; a union asks for everything, so the JIS values hold as soon as JIS is named.
    """
    asked = {criterion.number for name in standards for criterion in criteria_of(name)}
    added = {CRITERIA[number].number for number in extra} - asked
    jis = any(name.startswith(_JIS) for name in standards)
    return Profile(
        standards=tuple(dict.fromkeys(standards)),
        numbers=tuple(sorted(asked | added, key=sort_key)),
        large_text_pt=22.0 if jis else 18.0,
        large_bold_pt=18.0 if jis else 14.0,
    )


def affected(numbers: Iterable[str], lang: str = "ja") -> tuple[str, ...]:
    """Return the people a defect in these criteria meets, in the order of PEOPLE; unknown numbers name no one."""
    keys = {key for number in numbers if number in CRITERIA for key in CRITERIA[number].people}
    return tuple(text.fill(lang, {}) for key, text in PEOPLE.items() if key in keys)


def severity(numbers: Iterable[str]) -> int:
    """Rank of the gravest criterion, 0 first: 非干渉, then A, AA, AAA, then what no criterion covers."""
    known = [CRITERIA[number] for number in numbers if number in CRITERIA]
    return min(map(_rank, known), default=len(LEVELS) + 1)


def _rank(criterion: Criterion) -> int:
    if criterion.number in NON_INTERFERENCE:
        return 0
    return LEVELS.index(criterion.level) + 1
