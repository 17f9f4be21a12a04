"""The keys of targets.yaml: what each means, what it may hold, what it is when left out."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from auditor.criteria import CRITERIA, STANDARDS
from auditor.model import Bureau, Certainty, Exemption, RuleSettings, Site, Targets, TargetsError
from auditor.targets import url_values
from auditor.targets.keys import (
    BUREAU,
    DAY,
    EXCEPTION,
    ID,
    MAX_BUREAUS,
    MAX_LIST,
    MAX_RULES,
    MAX_SITES,
    MAX_VIEWPORTS,
    RULE,
    RULES,
    SETTINGS,
    SITE,
    TOP,
    VIEWPORT,
    Key,
    Kind,
    default_of,
    names,
)
from auditor.targets.marked import Marked, Problems, parse, show
from auditor.targets.section import Section, nearest

MAX_BYTES = 1_000_000

_ID = re.compile(ID)
_DAY = re.compile(DAY)
_RULE = re.compile(RULE)
_VIEWPORT = re.compile(VIEWPORT)
# Names that Windows keeps for devices, whatever the extension: files of such a site could not be written.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = {ord(char): chr(ord(char) + 0xFEE0) for char in '\\/:*?"<>|'}  # U+FF01…: full-width forms


def load(path: Path) -> Targets:
    """Read a targets.yaml. TargetsError carries one Japanese line for each thing that is wrong."""
    problems = Problems(path.name)
    data = _read(path, problems)
    marked = None if data is None else parse(data, problems)
    targets = None
    if marked is not None and marked.value is None:
        problems.add(
            0, "中身がありません", "bureaus: に局とサイトを書いてください。examples/targets.yaml が見本です"
        )
    elif marked is not None:
        targets = _targets(marked, path.parent, problems)
    if targets is None or problems.found:
        raise TargetsError(problems.lines())
    return targets


def file_name(name: str) -> str:
    """Return a bureau's name as part of a file name: NFC, characters no file system takes made full-width."""
    text = unicodedata.normalize("NFC", name).translate(_FORBIDDEN)
    return "".join(char for char in text if char.isprintable()).strip().rstrip(".") or "＿"


def _read(path: Path, problems: Problems) -> bytes | None:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        problems.add(0, f"ファイルがありません（{path}）", "ファイルの場所と名前を確かめてください")
        return None
    except IsADirectoryError:
        problems.add(0, "ファイルではなくフォルダーです", "中の targets.yaml を指定してください")
        return None
    except OSError as error:
        problems.add(0, f"読めません（{error.strerror}）", "ファイルの読み取り権限を確かめてください")
        return None
    if len(data) > MAX_BYTES:
        problems.add(
            0,
            f"大きすぎます（{MAX_BYTES // 1_000_000} MB を超えています）",
            "局ごとにファイルを分けてください",
        )
        return None
    return data


def _targets(marked: Marked, base: Path, problems: Problems) -> Targets:
    top = Section(marked, names(TOP), "ファイルの先頭", problems)
    settings: dict[str, Any] = {}
    for section in _sections(top, "defaults", names(SETTINGS)):
        settings = _settings(section)
    top.need("bureaus", "監査する局の一覧を bureaus: の下に書いてください")
    rows = top.entries("bureaus", MAX_BUREAUS)
    if "bureaus" in top and not rows and not problems.found:
        problems.add(
            top.line_of("bureaus"), "局が1件もありません", "「- id: …」で始まる局を1件以上書いてください"
        )
    seen = _Seen(problems)
    returned = _returned(top)
    bureaus = tuple(
        _bureau(Section(row, names(BUREAU), "局", problems), base, settings, seen, returned) for row in rows
    )
    return Targets(
        organisation=top.text("organisation"),
        contact=_contact(top),
        bureaus=bureaus,
        catalogue=_catalogue(top),
        axe=_axe(top, base),
        rules=_rules(top, base),
    )


def _sections(parent: Section, key: str, keys: tuple[str, ...]) -> tuple[Section, ...]:
    """Return the mapping under a key as a section, none where the key is absent."""
    marked = parent.get(key)
    return () if marked is None else (Section(marked, keys, key, parent.problems),)


class _Seen:
    """What must not occur twice in the file, with the line that had it first."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._lines: dict[tuple[str, str], int] = {}

    def once(self, kind: str, value: str, line: int, cure: str, key: Callable[[str], str] = str) -> None:
        """Note a problem where the value, seen through `key`, was there before."""
        if not value:
            return
        first = self._lines.get((kind, key(value)))
        if first is None:
            self._lines[kind, key(value)] = line
            return
        self._problems.add(line, f"{kind}「{show(value)}」が {first}行目と重なっています", cure)


def _bureau(
    section: Section, base: Path, settings: dict[str, Any], seen: _Seen, returned: tuple[str, str]
) -> Bureau:
    section.need("id", "半角英数字で id: を書いてください（例: soumu）")
    section.need("name", "局の名前を name: に書いてください（例: 総務局）")
    section.need("sites", "この局のサイトを sites: の下に書いてください")
    bureau, name = _id(section), section.text("name")
    if "name" in section and not name:
        section.problems.add(
            section.line_of("name"), "局の名前が空です", "名前を書いてください（例: 総務局）"
        )
    seen.once("局のID", bureau, section.line_of("id"), "別のIDにしてください", str.lower)
    # Two names that end in one file name would overwrite each other's workbook.
    seen.once(
        "局の名前", name, section.line_of("name"), "別の名前にするか、一つの局にまとめてください",
        lambda value: file_name(value).casefold(),
    )  # fmt: skip
    rows = section.entries("sites", MAX_SITES)
    if section.is_empty_list("sites"):
        section.problems.add(
            section.line_of("sites"),
            "サイトが1件もありません",
            "サイトを1件以上書くか、この局の行を消してください",
        )
    sites = tuple(
        _site(Section(row, names(SITE), "サイト", section.problems), bureau, base, settings, seen)
        for row in rows
    )
    own = _returned(section)
    return Bureau(bureau, name, sites, own[0] or returned[0], own[1] or returned[1])


def _returned(section: Section) -> tuple[str, str]:
    """To whom and by when workbooks go back, as a section says; '' where it does not."""
    day = section.text("return_by")
    if day and not _is_day(day):
        section.problems.add(
            section.line_of("return_by"),
            f"「return_by」の値「{show(day)}」は日付ではありません",
            "2027-01-29 の形で、暦にある日を書いてください",
        )
    return section.text("return_to"), day


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _site(section: Section, bureau: str, base: Path, settings: dict[str, Any], seen: _Seen) -> Site:
    section.need("id", "半角英数字で id: を書いてください（例: soumu）")
    section.need(
        "start", "最初のページのURL（https://…）か、公開前のサイトのフォルダーを start: に書いてください"
    )
    site = _id(section)
    seen.once(
        "サイトのID", site, section.line_of("id"), "ファイル全体で一つだけのIDにしてください", str.lower
    )
    start, folder = url_values.start(section, site, base)
    return Site(
        id=site,
        name=section.text("name") or site,
        bureau=bureau,
        start=start,
        folder=folder,
        include=_words(section, "include"),
        exclude=_words(section, "exclude"),
        urls=url_values.listed(section, "urls", start),
        sample=url_values.listed(section, "sample", start),
        exceptions=_exceptions(section),
        terms=url_values.single(section, "terms", start),
        catalogue_organisation=section.text("catalogue_organisation"),
        internal_hosts=url_values.hosts(section, "internal_hosts"),
        **(settings | _settings(section)),
    )


def _id(section: Section) -> str:
    text = section.text("id")
    if "id" not in section or not section.is_text("id"):
        return ""
    if _ID.fullmatch(text) and not _DEVICE.fullmatch(text):
        return text
    section.problems.add(
        section.line_of("id"),
        f"id「{show(text)}」はファイル名に使えません",
        "半角の英数字とハイフンで63文字以内にしてください（例: soumu）。con、nul などは Windows で使えません",
    )
    return ""


def _settings(section: Section) -> dict[str, Any]:
    """Return the settings a section names itself; what it leaves out comes from defaults, then from Site."""
    problems, found = section.problems, {}
    if "standard" in section:
        names = section.texts("standard", len(STANDARDS), single=True)
        for line, name in names:
            if name not in STANDARDS:
                problems.add(line, f"規格「{show(name)}」はありません", nearest(name, tuple(STANDARDS)))
        if section.is_empty_list("standard"):
            problems.add(section.line_of("standard"), "規格が1件もありません", "例: jis-x-8341-3-2016-aa")
        found["standard"] = tuple(dict.fromkeys(name for _, name in names))
    if "extra_criteria" in section:
        numbers = section.texts("extra_criteria", len(CRITERIA))
        for line, number in numbers:
            if number not in CRITERIA:
                problems.add(
                    line, f"達成基準「{show(number)}」はありません", "「2.1.3」のように番号で書いてください"
                )
        found["extra_criteria"] = tuple(dict.fromkeys(number for _, number in numbers))
    if "viewports" in section:
        found["viewports"] = _viewports(section)
    return found | {
        key.name: _setting(section, key)
        for key in SETTINGS
        if key.name in section and key.kind is not Kind.TEXTS
    }


def _setting(section: Section, key: Key) -> Any:
    """Return the value of a setting that is a number or one of a list of words."""
    default: Any = default_of(key.name)
    if key.kind is Kind.CHOICE:
        return type(default)(section.choice(key.name, default, key.choices))  # str, or a list of the model
    if key.kind is Kind.INTEGER:
        return section.integer(key.name, default, int(key.low), int(key.high))
    return section.number(key.name, default, key.low, key.high)


def _viewports(section: Section) -> tuple[str, ...]:
    cure = "「1280x900」のように幅x高さを半角で、100 から 9999 までの数で書いてください"
    sizes = section.texts("viewports", MAX_VIEWPORTS, single=True)
    for line, size in sizes:
        if not _VIEWPORT.fullmatch(size):
            section.problems.add(line, f"画面の大きさ「{show(size)}」の書き方が違います", cure)
    if section.is_empty_list("viewports"):
        section.problems.add(section.line_of("viewports"), "画面の大きさが1件もありません", cure)
    return tuple(dict.fromkeys(size for _, size in sizes))


def _words(section: Section, key: str) -> tuple[str, ...]:
    return tuple(text for _, text in section.texts(key, MAX_LIST))


def _exceptions(section: Section) -> tuple[Exemption, ...]:
    rows = section.entries("exceptions", MAX_LIST)
    exemptions = []
    for row in rows:
        entry = Section(row, names(EXCEPTION), "exceptions の1件", section.problems)
        entry.need("pattern", "対象のURLの形を pattern: に書いてください")
        entry.need("reason", "理由を reason: に書いてください（結果の報告に載ります）")
        exemptions.append(Exemption(entry.text("pattern"), entry.text("reason")))
    return tuple(exemptions)


def _contact(top: Section) -> str:
    text = top.text("contact")
    if text and not re.fullmatch(r"[!-~]{1,200}", text):
        top.problems.add(
            top.line_of("contact"),
            "contact はブラウザーの名乗り（User-Agent）に入るため、半角の英数字と記号だけが使えます",
            "メールアドレスかURLを空白なしで書いてください",
        )
    return text


def _catalogue(top: Section) -> str:
    for section in _sections(top, "catalogue", ("endpoint",)):
        text = section.text("endpoint")
        return url_values.web(section, section.line_of("endpoint"), "endpoint", text) if text else ""
    return ""


def _axe(top: Section, base: Path) -> str:
    text = top.text("axe")
    if not text:
        return ""
    path = base / text
    if "\0" in text or len(text) > 1000 or not path.is_file():
        top.problems.add(
            top.line_of("axe"),
            f"axe のファイル「{show(text)}」がありません",
            'axe.min.js の場所を書くか、axe: "" にしてください',
        )
        return ""
    return str(path.resolve())


def _rules(top: Section, base: Path) -> RuleSettings:
    for section in _sections(top, "rules", names(RULES)):
        return RuleSettings(
            tuple(_folders(section, base)), tuple(_off(section)), tuple(_certainties(section))
        )
    return RuleSettings()


def _folders(section: Section, base: Path) -> Iterator[str]:
    for line, text in section.texts("folders", MAX_RULES):
        path = base / text
        if "\0" in text or len(text) > 1000 or not path.is_dir():
            section.problems.add(
                line,
                f"規則のフォルダー「{show(text)}」がありません",
                f"{section.problems.file} のある場所から見たフォルダー名を書いてください",
            )
            continue
        yield str(path.resolve())


def _off(section: Section) -> Iterator[str]:
    for line, text in section.texts("off", MAX_RULES):
        if _RULE.fullmatch(text):
            yield text
        else:
            section.problems.add(
                line,
                f"規則の名前「{show(text)}」の書き方が違います",
                "「security/csp-missing」か「security/*」の形で書いてください",
            )


def _certainties(section: Section) -> Iterator[tuple[str, Certainty]]:
    marked = section.get("certainty")
    if marked is None:
        return
    if not isinstance(marked.value, dict):
        section.problems.add(
            marked.line, "「certainty」の書き方が違います", "「jis/fake-list: review」の形で書いてください"
        )
        return
    if len(marked.value) > MAX_RULES:
        section.problems.add(
            marked.line,
            f"「certainty」が {len(marked.value)} 件あります",
            f"{MAX_RULES} 件以下にしてください",
        )
        return
    words = tuple(Certainty)
    for id, item in marked.value.items():
        if isinstance(item.value, str) and item.value.strip() in words:
            yield id, Certainty(item.value.strip())
        else:
            section.problems.add(
                item.line,
                f"「{show(id)}」の確からしさ「{show(_word(item))}」は使えません",
                nearest(_word(item), words),
            )


def _word(item: Marked) -> str:
    return "" if item.value is None or isinstance(item.value, list | dict) else str(item.value)
