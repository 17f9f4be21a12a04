"""The Japanese words a plan uses for the model's closed lists."""

from collections.abc import Mapping
from types import MappingProxyType

from auditor.criteria import CRITERIA, Profile, affected
from auditor.model import Family, Fate, FindingRow, Issue, Lost, Missing, PageKind, Reason, SampledAs
from auditor.rule import Rule
from auditor.words import of_value, say

_FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        "jis": Family.ACCESSIBILITY,
        "axe": Family.ACCESSIBILITY,
        "security": Family.SECURITY,
        "opendata": Family.OPEN_DATA,
        "pdf": Family.PDF,
    }
)
FATE: Mapping[Fate, str] = MappingProxyType(
    {
        Fate.OK: "",
        Fate.NOT_HTML: "ウェブページではない（文書・データ）",
        Fate.REDIRECTED: "サイト内の別のページへ転送",
        Fate.REDIRECTED_OFF_SITE: "サイト外へ転送",
        Fate.REDIRECT_LOOP: "転送が終わらない",
        Fate.HTTP_ERROR: "ページが無い、又は開けない",
        Fate.SERVER_ERROR: "サーバーの障害（5xx）",
        Fate.REFUSED: "サーバーが閲覧を拒んだ",
        Fate.TIMEOUT: "時間内に応答が無い",
        Fate.DNS: "ホスト名が見つからない",
        Fate.TLS: "証明書・暗号化の誤り",
        Fate.CONNECTION: "接続できない",
        Fate.BAD_RESPONSE: "応答がHTTPではない",
        Fate.FORBIDDEN_ADDRESS: "公開されていないネットワークのアドレスのため接続していない",
        Fate.TOO_LARGE: "大きすぎる",
        Fate.NO_CONTENT: "応答に中身が無い（204など）",
        Fate.NOT_WELL_FORMED: "XHTMLの文法の誤りでブラウザーがエラーを表示する",
        Fate.CRASHED: "ブラウザーが異常終了した",
        Fate.DOWNLOAD: "ファイルのダウンロードになった",
        Fate.ROBOTS_DENIED: "robots.txtで禁止されている",
        Fate.EXCLUDED: "対象外に指定されている",
        Fate.TRAP_CALENDAR: "終わりのないカレンダー",
        Fate.TRAP_SEGMENTS: "同じ階層の繰り返し",
        Fate.TRAP_PARAMETERS: "際限のないパラメーター",
        Fate.TRAP_SESSION: "セッションIDの入ったURL",
        Fate.TRAP_DEPTH: "階層が深すぎる",
        Fate.OVER_LIMIT: "ページ数の上限を超えた",
        Fate.INTERRUPTED: "検査が中断された",
    }
)
LOST: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.LOST_EVIDENCE: "検査の途中で情報を取得できなかった",
        Reason.FRAMES_UNTESTED: "埋め込まれた枠（iframe）が時間内に応答しなかった",
        Reason.OVER_BUDGET: "検査規則の処理が時間の上限を超えた",
        Reason.ERROR: "検査規則の処理でエラーが起きた",
        Reason.CHILD_KILLED: "ファイルを読む処理が途中で止まった",
        Reason.MEMORY: "ファイルを読む処理がメモリーの上限を超えた",
        Reason.CPU_TIME: "ファイルを読む処理が時間の上限を超えた",
        Reason.WALL_TIME: "検査の機械が混んでいて終わらなかった",
        Reason.TOO_LARGE: "大きすぎて読めなかった",
    }
)
# Bounds of a site's settings that keep a file from being fetched.
BOUNDS: Mapping[str, str] = MappingProxyType(
    {
        "too-large": "ファイルが大きさの上限（file_mb）を超えた",
        "over-budget": "サイトのファイルの合計が上限（files_mb）を超えた",
    }
)
_EVERYBODY = "すべての利用者"
_PEOPLE: Mapping[Family, str] = MappingProxyType(
    {
        Family.SECURITY: "すべての利用者（通信と閲覧の安全）",
        Family.OPEN_DATA: "データを機械で読み取って使う人、すべての利用者",
    }
)
# What a content type says, first match first.
_KINDS = (
    ("html", PageKind.HTML),
    ("pdf", PageKind.PDF),
    ("spreadsheet", PageKind.EXCEL),
    ("excel", PageKind.EXCEL),
    ("csv", PageKind.CSV),
    ("word", PageKind.WORD),
    ("presentation", PageKind.POWERPOINT),
    ("powerpoint", PageKind.POWERPOINT),
    ("json", PageKind.JSON),
    ("xml", PageKind.XML),
    ("zip", PageKind.ZIP),
    ("image/", PageKind.IMAGE),
    ("video/", PageKind.VIDEO),
    ("audio/", PageKind.AUDIO),
    ("text/", PageKind.TEXT),
)


def kind(content_type: str, fate: Fate | None) -> PageKind | None:
    """Return what a URL leads to, None where nothing tells."""
    lowered = content_type.lower()
    for part, found in _KINDS:
        if part in lowered:
            return found
    if fate is Fate.OK:
        return PageKind.HTML
    return PageKind.OTHER if lowered else None


def sample(value: str) -> SampledAs | None:
    """Return why a page is in the sample, None where it is not."""
    return of_value(SampledAs, value.split(":", 1)[0])


def criterion(numbers: tuple[str, ...], profile: Profile | None, lang: str = "ja") -> tuple[str, str]:
    """達成基準 and 適合レベル of the primary criterion; two empty strings where none covers the defect."""
    for number in numbers:
        if number in CRITERIA:
            named = CRITERIA[number]
            own = named.name_ja if lang == "ja" else named.name_en
            name = profile.name(number, lang) if profile else own
            return f"{number} {name}", CRITERIA[number].level
    return "", ""


def family(rule: str) -> Family:
    """分類 of a rule id."""
    return _FAMILIES.get(rule.split("/", 1)[0], Family.OTHER)


def people(rule: str, numbers: tuple[str, ...]) -> str:
    """影響を受ける人."""
    named = affected(numbers)
    if named:
        return "、".join(named)
    return _PEOPLE.get(family(rule), _EVERYBODY)


def message(row: FindingRow | Issue, rules: Mapping[str, Rule], lang: str = "ja") -> str:
    """The message of a finding or an issue in words; the rule's id where the rule is unknown."""
    rule = rules.get(row.rule)
    if rule is None:
        return row.rule
    key = row.key if isinstance(row, FindingRow) else row.message
    text = rule.messages.get(key)
    return text.fill(lang, row.data) if text else say(rule.title, lang)


def title(rule_id: str, rules: Mapping[str, Rule], lang: str = "ja") -> str:
    """Title of a rule; its id where it is unknown."""
    rule = rules.get(rule_id)
    return say(rule.title, lang) if rule else rule_id


def lost(found: Lost) -> str:
    """How much was not tested because of our side, why, and what to do, in a few sentences; '' for nothing."""
    if not found:
        return ""
    counts = ((found.pages, "ページ"), (found.probes, "件の操作の検査"), (found.files, "ファイル"))
    much = "、".join(f"{count:,}{unit}" for count, unit in counts if count)
    why = "、".join(f"{_lost_reason(reason)} {count:,}" for reason, count in found.why)
    text = f"情報がそろわず、検査の全部又は一部ができなかったもの: {much}（理由: {why}）。"
    text += "問題がないという意味ではなく、前期の指摘は「未確認」として残しています。"
    if found.again:
        text += "同じコマンドをもう一度実行すると、できなかった所をもう一度検査します。"
    return text


def _lost_reason(reason: str) -> str:
    missing = Missing.of(reason)
    if missing is None:
        return reason
    if missing.detail in BOUNDS:
        return BOUNDS[missing.detail]
    if missing.kind in (Reason.NO_CAPTURE, Reason.NO_FILE):
        return FATE[Fate(missing.detail)]
    return LOST[missing.kind]
