"""Lists the keys of targets.yaml: what each holds, within which bounds, and what it is for."""

from dataclasses import dataclass, fields
from enum import StrEnum

from auditor.criteria import CRITERIA, STANDARDS
from auditor.model import Certainty, Ocr, ProbedPages, Revisit, Selection, Site, Text

MAX_BUREAUS = 1_000
MAX_SITES = 5_000  # of one bureau
MAX_LIST = 10_000  # of addresses and patterns of one site
MAX_VIEWPORTS = 5
MAX_RULES = 1_000  # of own folders, globs and certainties
ID = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"
RULE = r"[A-Za-z0-9_*?-]+/[A-Za-z0-9_*?-]+"
DAY = r"2[0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
VIEWPORT = r"[1-9][0-9]{2,3}x[1-9][0-9]{2,3}"


class Kind(StrEnum):
    """What a key holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    TEXTS = "texts"  # a list of texts
    SECTION = "section"
    SECTIONS = "sections"  # a list of sections
    CHOICES = "choices"  # a name → one of a list of words


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a section. `low` and `high` bound a number; `most` bounds a list."""

    name: str
    kind: Kind
    about: Text
    required: bool = False
    low: float = 0
    high: float = 0
    choices: tuple[str, ...] = ()
    pattern: str = ""  # regular expression that the whole text matches
    most: int = 0
    single: bool = False  # one text may stand in place of a list of one
    keys: tuple["Key", ...] = ()  # of a section


def _text(name: str, ja: str, en: str, *, required: bool = False, pattern: str = "") -> Key:
    return Key(name, Kind.TEXT, Text(ja=ja, en=en), required, pattern=pattern)


def _texts(name: str, ja: str, en: str, most: int = MAX_LIST) -> Key:
    return Key(name, Kind.TEXTS, Text(ja=ja, en=en), most=most)


def _integer(name: str, low: int, high: int, ja: str, en: str) -> Key:
    return Key(name, Kind.INTEGER, Text(ja=ja, en=en), low=low, high=high)


SETTINGS: tuple[Key, ...] = (
    Key(
        "standard", Kind.TEXTS,
        Text(ja="目標とする規格とレベル（一覧にすると和集合）", en="Standard and level aimed at; a list means their union"),
        choices=tuple(STANDARDS), most=len(STANDARDS), single=True,
    ),
    Key(
        "extra_criteria", Kind.TEXTS,
        Text(ja="規格のほかに確かめる達成基準の番号", en="Numbers of further success criteria to check"),
        choices=tuple(CRITERIA), most=len(CRITERIA),
    ),
    Key(
        "selection", Kind.CHOICE,
        Text(ja="ページの選び方（JIS X 8341-3 附属書JB）", en="How pages are selected (JIS X 8341-3, annex JB)"),
        choices=tuple(one.value for one in Selection),
    ),
    _integer("pages", 0, 1_000_000, "1サイトで調べるページ数", "Pages audited of one site"),
    _integer("max_urls", 1, 10_000_000, "1サイトで見つけるURLの上限", "Most URLs discovered of one site"),
    Key(
        "delay", Kind.NUMBER, Text(ja="同じサーバーへの要求の間隔（秒）", en="Seconds between two requests to one host"),
        low=0, high=3600,
    ),
    _integer("concurrency", 1, 16, "同じサーバーへ同時に出す要求の数", "Requests to one host at a time"),
    Key(
        "viewports", Kind.TEXTS, Text(ja="画面の大きさ（幅x高さ）", en="Sizes of the window (width x height)"),
        pattern=VIEWPORT, most=MAX_VIEWPORTS, single=True,
    ),
    Key(
        "probes", Kind.CHOICE,
        Text(ja="キーボード操作や拡大表示を試すページ", en="Pages on which keyboard, zoom and the like are tried"),
        choices=tuple(one.value for one in ProbedPages),
    ),
    Key(
        "ocr", Kind.CHOICE,
        Text(
            ja="画像の中の文字を読むページ（auto は probes のページ）",
            en="Pages whose pictures are read for letters (auto: those of probes)",
        ),
        choices=tuple(one.value for one in Ocr),
    ),
    Key(
        "revisit", Kind.CHOICE,
        Text(
            ja="次の期に見直すページ（changed は変わったページと変わったかもしれないページ、all はすべて）",
            en="Pages visited again in the next cycle (changed: those that changed, or may have)",
        ),
        choices=tuple(one.value for one in Revisit),
    ),
    Key(
        "page_seconds", Kind.NUMBER, Text(ja="1ページにかける時間の上限（秒）", en="Most seconds spent on one page"),
        low=1, high=3600,
    ),
    _integer("files", 0, 100_000, "1サイトで中身まで調べるファイルの数", "Linked files read of one site"),
    _integer("file_mb", 1, 200, "1ファイルの大きさの上限（MB）", "Largest file that is read, in MB"),
    _integer("files_mb", 1, 100_000, "1サイトで受け取るファイルの合計の上限（MB）", "Most MB of files of one site"),
)  # fmt: skip

EXCEPTION: tuple[Key, ...] = (
    _text("pattern", "対象のURLの形", "Pattern of URLs", required=True),
    _text("reason", "理由（結果の報告に載ります）", "Reason, shown in the reports", required=True),
)

SITE: tuple[Key, ...] = (
    _text("id", "サイトのID（半角英数字。ファイル全体で一つだけ）", "Id of the site, unique in the file", required=True, pattern=ID),
    _text("name", "サイトの名前", "Name of the site"),
    _text("start", "最初のページのURLか、公開前のサイトのフォルダー", "URL of the first page, or a folder", required=True),
    _text("publish_url", "フォルダーのサイトを公開するときのURL", "URL at which the folder will be published"),
    _texts("include", "たどるURLの範囲（前方一致、又は * を含む形）", "URLs to follow: prefixes, or globs with a *"),
    _texts("exclude", "たどらないURLの範囲", "URLs not to follow"),
    _texts("urls", "調べるページを決めるときの一覧（たどりません）", "Exactly these pages; nothing is crawled"),
    _texts("sample", "選んだページに加えて調べるページ", "Pages audited beside the selected ones"),
    Key(
        "exceptions", Kind.SECTIONS, Text(ja="調べて別に数えるページ（第三者の内容）", en="Pages counted apart (third-party content)"),
        most=MAX_LIST, keys=EXCEPTION,
    ),
    _texts(
        "internal_hosts", "サイトのページが使う、庁内などの公開でないサーバー（ホスト名、又は ホスト名:ポート）",
        "Hosts without a public address that the site's pages use: HOST or HOST:PORT",
    ),
    _text("terms", "利用規約のページ", "Page with the terms of use"),
    _text("catalogue_organisation", "データカタログでの組織のID", "Id of the organisation in the data catalogue"),
    *SETTINGS,
)  # fmt: skip

# Of the whole file, and of a bureau in its place.
RETURN: tuple[Key, ...] = (
    _text("return_to", "記入した計画書の提出先（計画書に載ります）", "To whom the filled-in workbook goes back"),
    _text(
        "return_by", "記入した計画書の提出期限（2027-01-29 の形）", "Until when it goes back, as 2027-01-29",
        pattern=DAY,
    ),
)  # fmt: skip

BUREAU: tuple[Key, ...] = (
    _text("id", "局のID（半角英数字）", "Id of the bureau", required=True, pattern=ID),
    _text("name", "局の名前", "Name of the bureau", required=True),
    Key(
        "sites", Kind.SECTIONS, Text(ja="この局のサイト", en="Sites of the bureau"),
        required=True, most=MAX_SITES, keys=SITE,
    ),
    *RETURN,
)  # fmt: skip

RULES: tuple[Key, ...] = (
    _texts("folders", "独自の規則のフォルダー（分類/名前.py の形で置く）", "Folders of own rules: FAMILY/NAME.py", MAX_RULES),
    Key(
        "off", Kind.TEXTS, Text(ja="使わない規則の名前、又は * を含む形", en="Rules that do not run: ids, or globs with a *"),
        pattern=RULE, most=MAX_RULES,
    ),
    Key(
        "certainty", Kind.CHOICES,
        Text(ja="規則の名前と、その不合格の確からしさ", en="Rule id and the certainty of its failing findings"),
        choices=tuple(Certainty), most=MAX_RULES,
    ),
)  # fmt: skip

TOP: tuple[Key, ...] = (
    _text("organisation", "団体の名前", "Name of the organisation"),
    _text(
        "contact", "連絡先（ブラウザーの名乗りに入ります）", "Contact, part of the User-Agent",
        pattern="[!-~]{1,200}",
    ),
    Key(
        "catalogue", Kind.SECTION, Text(ja="データカタログ", en="Data catalogue"),
        keys=(_text("endpoint", "CKAN の API のアドレス", "Address of the CKAN API"),),
    ),
    *RETURN,
    _text("axe", "axe.min.js の場所（空なら、入っているもの）", "Path of an axe.min.js; empty: the installed one"),
    Key(
        "rules", Kind.SECTION, Text(ja="規則の追加・停止・確からしさ", en="Rules added, off, and their certainty"),
        keys=RULES,
    ),
    Key(
        "defaults", Kind.SECTION, Text(ja="すべてのサイトに当てはまる設定", en="Settings of all sites"),
        keys=SETTINGS,
    ),
    Key(
        "bureaus", Kind.SECTIONS, Text(ja="監査する局", en="Bureaus to audit"),
        required=True, most=MAX_BUREAUS, keys=BUREAU,
    ),
)  # fmt: skip


def names(keys: tuple[Key, ...]) -> tuple[str, ...]:
    """Return the names of the keys of a section."""
    return tuple(key.name for key in keys)


def default_of(name: str) -> object:
    """Return the value that a site has where the key is absent, None where there is none."""
    return next((field.default for field in fields(Site) if field.name == name), None)
