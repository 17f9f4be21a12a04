"""The words a plan uses for closed lists and for what the machine found, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType

from auditor.criteria import CRITERIA, Profile, affected
from auditor.model import Family, Fate, FindingRow, Issue, Lost, Missing, PageKind, Reason, SampledAs, Text
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
FATE: Mapping[Fate, Text] = MappingProxyType(
    {
        Fate.OK: Text("", ""),
        Fate.NOT_HTML: Text("ウェブページではない（文書・データ）", "Not a web page (a document or data)"),
        Fate.REDIRECTED: Text("サイト内の別のページへ転送", "Redirected to another page of the site"),
        Fate.REDIRECTED_OFF_SITE: Text("サイト外へ転送", "Redirected to another site"),
        Fate.REDIRECT_LOOP: Text("転送が終わらない", "Redirects do not end"),
        Fate.HTTP_ERROR: Text("ページが無い、又は開けない", "The page is not there, or cannot be opened"),
        Fate.SERVER_ERROR: Text("サーバーの障害（5xx）", "Failure of the server (5xx)"),
        Fate.REFUSED: Text("サーバーが閲覧を拒んだ", "The server refused to show it"),
        Fate.TIMEOUT: Text("時間内に応答が無い", "No answer in time"),
        Fate.DNS: Text("ホスト名が見つからない", "Host name not found"),
        Fate.TLS: Text("証明書・暗号化の誤り", "Error of the certificate or the encryption"),
        Fate.CONNECTION: Text("接続できない", "No connection"),
        Fate.BAD_RESPONSE: Text("応答がHTTPではない", "The answer is not HTTP"),
        Fate.FORBIDDEN_ADDRESS: Text(
            "公開されていないネットワークのアドレスのため接続していない",
            "Not visited: an address of a network that is not public",
        ),
        Fate.TOO_LARGE: Text("大きすぎる", "Too large"),
        Fate.NO_CONTENT: Text("応答に中身が無い（204など）", "An answer without content (204 and the like)"),
        Fate.NOT_WELL_FORMED: Text(
            "XHTMLの文法の誤りでブラウザーがエラーを表示する", "The browser shows an error of XHTML syntax"
        ),
        Fate.CRASHED: Text("ブラウザーが異常終了した", "The browser crashed"),
        Fate.DOWNLOAD: Text("ファイルのダウンロードになった", "It became the download of a file"),
        Fate.ROBOTS_DENIED: Text("robots.txtで禁止されている", "Forbidden by robots.txt"),
        Fate.EXCLUDED: Text("対象外に指定されている", "Excluded by the settings"),
        Fate.TRAP_CALENDAR: Text("終わりのないカレンダー", "A calendar without end"),
        Fate.TRAP_SEGMENTS: Text("同じ階層の繰り返し", "The same folders again and again"),
        Fate.TRAP_PARAMETERS: Text("際限のないパラメーター", "Parameters without end"),
        Fate.TRAP_SESSION: Text("セッションIDの入ったURL", "An address with a session id"),
        Fate.TRAP_DEPTH: Text("階層が深すぎる", "Too many folders deep"),
        Fate.OVER_LIMIT: Text("ページ数の上限を超えた", "Beyond the limit of pages"),
        Fate.INTERRUPTED: Text("検査が中断された", "The audit was interrupted"),
    }
)
LOST: Mapping[Reason, Text] = MappingProxyType(
    {
        Reason.LOST_EVIDENCE: Text(
            "検査の途中で情報を取得できなかった", "evidence could not be gathered during the audit"
        ),
        Reason.FRAMES_UNTESTED: Text(
            "埋め込まれた枠（iframe）が時間内に応答しなかった",
            "an embedded frame (iframe) did not answer in time",
        ),
        Reason.OVER_BUDGET: Text(
            "検査規則の処理が時間の上限を超えた", "a rule went beyond its limit of time"
        ),
        Reason.ERROR: Text("検査規則の処理でエラーが起きた", "a rule met an error"),
        Reason.CHILD_KILLED: Text(
            "ファイルを読む処理が途中で止まった", "the process that reads a file stopped"
        ),
        Reason.MEMORY: Text(
            "ファイルを読む処理がメモリーの上限を超えた",
            "the process that reads a file went beyond its limit of memory",
        ),
        Reason.CPU_TIME: Text(
            "ファイルを読む処理が時間の上限を超えた",
            "the process that reads a file went beyond its limit of time",
        ),
        Reason.WALL_TIME: Text(
            "検査の機械が混んでいて終わらなかった", "the machine of the audit was too busy"
        ),
        Reason.TOO_LARGE: Text("大きすぎて読めなかった", "it was too large to read"),
    }
)
# Bounds of a site's settings that keep a file from being fetched.
BOUNDS: Mapping[str, Text] = MappingProxyType(
    {
        "too-large": Text(
            "ファイルが大きさの上限（file_mb）を超えた", "a file is larger than the limit (file_mb)"
        ),
        "over-budget": Text(
            "サイトのファイルの合計が上限（files_mb）を超えた",
            "the files of a site are larger than the limit (files_mb)",
        ),
    }
)
_EVERYBODY = Text("すべての利用者", "everybody")
_BETWEEN = Text("、", "; ")
_AND = Text("、", ", ")
_PEOPLE: Mapping[Family, Text] = MappingProxyType(
    {
        Family.SECURITY: Text("すべての利用者（通信と閲覧の安全）", "everybody (safe transfer and display)"),
        Family.OPEN_DATA: Text(
            "データを機械で読み取って使う人、すべての利用者",
            "people who read data with machines, and everybody",
        ),
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


def people(rule: str, numbers: tuple[str, ...], lang: str = "ja") -> str:
    """影響を受ける人."""
    named = affected(numbers, lang)
    if named:
        return say(_BETWEEN, lang).join(named)
    return say(_PEOPLE.get(family(rule), _EVERYBODY), lang)


def message(row: FindingRow | Issue, rules: Mapping[str, Rule], lang: str = "ja") -> str:
    """Return the message of a finding or an issue in words; the rule's id where the rule is unknown."""
    rule = rules.get(row.rule)
    if rule is None:
        return row.rule
    key = row.key if isinstance(row, FindingRow) else row.message
    text = rule.messages.get(key)
    said = text.fill(lang, row.data) if text else say(rule.title, lang)
    draft = row.data.get("suggestion", "")
    return f"{said}\n{_DRAFT.fill(lang, {'draft': draft})}" if draft else said


def title(rule_id: str, rules: Mapping[str, Rule], lang: str = "ja") -> str:
    """Title of a rule; its id where it is unknown."""
    rule = rules.get(rule_id)
    return say(rule.title, lang) if rule else rule_id


_LOST_PAGES = Text("{n:,}ページ", "{n:,} pages")
_DRAFT = Text(
    "【代替テキストの案】画像の文字：{draft}", "[Draft of an alternative text] Words in the image: {draft}"
)
_LOST_PROBES = Text("{n:,}件の操作の検査", "{n:,} tests of operation")
_LOST_FILES = Text("{n:,}ファイル", "{n:,} files")
_LOST_MUCH = Text(
    "情報がそろわず、検査の全部又は一部ができなかったもの: {much}（理由: {why}）。"
    "問題がないという意味ではなく、前期の指摘は「未確認」として残しています。",
    "Not tested, or only in part, because evidence was missing: {much} (reasons: {why}). "
    "This does not mean that nothing is wrong; findings of last cycle stay as “Not confirmed”.",
)
_AGAIN = Text(
    "取りまとめの部署が検査をもう一度実行すると、できなかった所を検査します。",
    " Another run of the audit tests what could not be tested.",
)


def lost(found: Lost, lang: str = "ja") -> str:
    """Return how much was not tested because of our side, why, and what to do, in a few sentences; '' for nothing."""
    if not found:
        return ""
    counts = ((found.pages, _LOST_PAGES), (found.probes, _LOST_PROBES), (found.files, _LOST_FILES))
    much = say(_AND, lang).join(text.fill(lang, {"n": count}) for count, text in counts if count)
    why = say(_AND, lang).join(f"{_lost_reason(reason, lang)} {count:,}" for reason, count in found.why)
    text = _LOST_MUCH.fill(lang, {"much": much, "why": why})
    return text + say(_AGAIN, lang) if found.again else text


def _lost_reason(reason: str, lang: str) -> str:
    missing = Missing.of(reason)
    if missing is None:
        return reason
    if missing.detail in BOUNDS:
        return say(BOUNDS[missing.detail], lang)
    if missing.kind in (Reason.NO_CAPTURE, Reason.NO_FILE):
        return say(FATE[Fate(missing.detail)], lang)
    return say(LOST[missing.kind], lang)
