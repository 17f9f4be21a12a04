"""What the words of a page say about terms of use of its data and about the day of its last update."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

TEXT = 400_000  # characters that are searched
# Name → how it is written, and what is in every way of writing it: a plain search first is thirty times as fast.
# A link to the licence counts as its name.
_LICENCES = (
    (
        "CC BY 4.0",
        ("creativecommons", "cc", "表示"),
        re.compile(r"creativecommons\.org/licenses/by/4\.0|cc[ -]?by[ -]?4\.0|表示\s*4\.0"),
    ),
    ("CC0", ("creativecommons", "cc"), re.compile(r"creativecommons\.org/publicdomain/zero|\bcc[ -]?0\b")),
    (
        "CC BY",
        ("creativecommons", "cc", "クリエイティブ"),
        re.compile(
            r"creativecommons\.org/licenses/by/|\bcc[ -]?by\b(?![ -]?(?:nc|nd))"
            r"|クリエイティブ[・ ]?コモンズ[・ ]?(?:ライセンス)?[ (]*表示"
        ),
    ),
    (
        "CC BY-NC/ND",
        ("creativecommons", "cc"),
        re.compile(r"creativecommons\.org/licenses/by-n[cd]|\bcc[ -]?by[ -]?n[cd]\b"),
    ),
    ("PDL1.0", ("pdl", "公共データ"), re.compile(r"\bpdl\s?1\.0|公共データ利用規約")),
    ("政府標準利用規約", ("政府標準",), re.compile(r"政府標準利用規約")),
    ("ODC", ("opendatacommons", "odbl", "odc"), re.compile(r"opendatacommons\.org/licenses|\bodbl\b|\bodc[ -]by\b")),
    (
        "サイトの利用規約",
        ("オープンデータ", "二次利用", "自由に"),
        re.compile(
            r"オープンデータ[^。\n]{0,12}利用(?:規約|条件|ルール)|二次利用[^。\n]{0,30}(?:できます|可能|自由)"
            r"|自由に(?:二次)?利用(?:でき|いただけ)"
        ),
    ),
)  # fmt: skip
_FORBIDS = re.compile(
    r"無断(?:転載|複製|使用|利用)[^。\n]{0,12}(?:禁|お断り|ご遠慮)|二次利用[^。\n]{0,12}(?:禁じ|禁止|できません)"
)
_ITEMS = re.compile(r"項目(の)?(定義|説明|意味)|データ(の)?(定義|説明)|data dictionary", re.IGNORECASE)
_UPDATED = re.compile(
    r"(?:最終)?(?:更新|掲載|公開|作成|ページ更新)年?月?日時?\s*[:：は]?\s*"
    r"(?:(?P<year>20\d\d|19\d\d)\s*[年./-]|(?P<era>令和|平成|R|H)\s*(?P<count>元|\d{1,2})\s*[年./-])"
    r"\s*(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})"
)  # fmt: skip
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_LINK = re.compile(
    r"利用規約|利用条件|ライセンス|著作権|サイトポリシー|このサイトについて|免責|リンク・著作|オープンデータ.{0,8}(?:規約|ルール)|licen[cs]e|terms|copyright",
    re.I,
)


def licences(text: str, addresses: Iterable[str] = ()) -> tuple[str, ...]:
    """Return names of the licences and terms a page speaks of, by its text and the addresses it links."""
    linked = [
        address for address in addresses if "creativecommons.org" in address or "opendatacommons" in address
    ]
    whole = "\n".join([unicodedata.normalize("NFKC", text[:TEXT]), *linked[:100]]).lower()
    return tuple(
        name
        for name, hints, written in _LICENCES
        if any(hint in whole for hint in hints) and written.search(whole)
    )


def forbids_reuse(text: str) -> bool:
    """Return whether a page forbids what open data allow."""
    return _FORBIDS.search(unicodedata.normalize("NFKC", text[:TEXT])) is not None


def names_terms(text: str) -> bool:
    """Return whether the words of a link lead to terms of use."""
    return len(text) <= 60 and _LINK.search(unicodedata.normalize("NFKC", text)) is not None


def describes_items(heading: str) -> bool:
    """Return whether a heading stands above what the items of a data set mean."""
    return _ITEMS.search(unicodedata.normalize("NFKC", heading[:100])) is not None


def updated_on(text: str) -> str:
    """Return the ISO date a page says it was last updated on, '' where it says none."""
    for found in _UPDATED.finditer(unicodedata.normalize("NFKC", text[:TEXT])):
        count = 1 if found["count"] == "元" else int(found["count"] or 0)
        year = int(found["year"]) if found["year"] else _ERAS[found["era"]] + count
        try:
            return date(year, int(found["month"]), int(found["day"])).isoformat()
        except ValueError:
            continue
    return ""
