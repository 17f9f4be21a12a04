"""Tells texts that stand for what is written in another cell: 〃, 同上, ↑, and those that point elsewhere."""

import re
import unicodedata

ASKED = "ほかの欄を指す記入です。並べ替えると意味が変わるため、値そのものを記入してください"

_SIGN = r"[〃々仝\"”“„〝〟′'’´゛\u0301\u3099]{1,4}"
_ABOVE = r"(?:すぐ|一つ|1つ|ひとつ)?(?:上|前)(?:記|段|欄|行|項|(?:の|段の|記の)?(?:行|欄|段|セル|項目|課題))?"
_MARK = re.compile(
    rf"{_SIGN}|同(?:上|じ|様|前|断)?|{_ABOVE}(?:(?:に|と)(?:同じ|同様|同一|同)|の?(?:とおり|通り))|//+|[↑⇑⬆]+(?:に|と)?(?:同じ|同様)?"
    r"|ditto|do\.?|sameasabove|asabove"
)
_ELSEWHERE = re.compile(
    r"同(?:左|右|下)|(?:左|右|下)(?:記|欄|段|行|の行|の欄)?(?:に|と)(?:同じ|同様)|[↓←→⇓⇐⇒⬇]+(?:に|と)?(?:同じ|同様)?"
    r"|(?:no\.?|番号|第)?[0-9]+(?:行目?|番目?|件目)?(?:の行)?(?:に|と)(?:同じ|同様)"
    r"|(?:管理番号)?(?:m-)?[0-9a-z]{7}(?:に|と)(?:同じ|同様)"
    r"|(?:〃|仝|同上|上に同じ|上と同じ).+"
)
_AROUND = " 　\t\n-－―ー—~〜()[]「」『』【】。．.、,・:"


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).strip(_AROUND).lower()


def is_mark(text: str) -> bool:
    """Return whether a text says nothing but: as above."""
    return _MARK.fullmatch(_plain(text)) is not None


def points_elsewhere(text: str) -> bool:
    """Return whether a text means what another cell says, wherever that is, or begins so."""
    plain = _plain(text)
    return _MARK.fullmatch(plain) is not None or _ELSEWHERE.fullmatch(plain) is not None
