"""What a column is by its name and its values: a quantity, which is counted with, or a label, which only names."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from ._values import UNITS

_METRIC = (
    "(?:キロ|ヘクト|センチ|ミリ|マイクロ|ナノ|メガ|ギガ|テラ)?(?:メートル|グラム|リットル|ワット時?|ジュール|カロリー|ボルト|アンペア"
    "|シーベルト|グレイ|ベクレル|パスカル|ヘルツ|バイト|ビット)|トン|ヘクタール|アール|デシベル|パーセント|パーミル|ポイント|ルクス|度"
)
_SYMBOL = (
    "ppm|ppb|db|lx|ph|mm|cm|km|m|[kmμ]?g|t|[km]?l|[kmμ]?m[23]|ha|[kmg]?wh?|[kmg]?j|k?cal|k?v|[mμn]?sv|[mμn]?gy|k?bq|h?pa"
    "|[kmg]?hz|[kmg]?b|h|s|min"
)
_COUNTED = "歳|才|株|匹|頭|羽|社|隻|泊|通|冊子|票|基|箱|袋|着|足|組|種類?|品目|部|枠|席|か月|カ月|ヶ月|年|月|日|秒|分|時|丁"
_ONE_UNIT = rf"(?:平方|立方)?(?:{_METRIC})|{_SYMBOL}|{UNITS}|{_COUNTED}"
# After a sign that sets it off, as in 面積_平方メートル, 給付額/人, 人口 人; one per another is a unit too.
_SET_OFF = re.compile(rf"[_/\s・:;|-]\s*(?:{_ONE_UNIT})(?:\s*(?:毎|/)\s*(?:{_ONE_UNIT}))?$", re.I)
UNIT = re.compile(r"[（(［\[【][^）)］\]】]+[）)］\]】]|[%％㎡㎥㎞]|\b(km|m2|kg|ha)\b|円|単位")
IMPLIED = re.compile(
    r"人口|定員|金額|年齢|価格|料金|世帯|戸数|件数|人数|台数|棟数|回数|個数|本数|枚数|校数|室数|日数|世帯数|者数|員数|所数|口数|店数|体数|場数|路線数|学級数|割合|比率|率$|^(合計|計|総数|男|女|男性|女性)$"
)
LABEL = re.compile(
    r"コード|番号|緯度|経度|年$|年度|年月|月$|^日$|日付|日時|時刻|曜日|時$|ID|^No\.?|^NO|№|電話|郵便|FAX|TEL|順位|順番|通番|連番|座標|区分|フラグ|標高コード|丁目|番地|^[XYxy]$|版|法人|級$|学年|階$|URL"
    r"|(?<![\d元])年度$|\wCD$|dantai|nendo|\byear"
    r"|code|number\b|^#|latitude|longitude|コ[―‐-]ド",
    re.I,
)
# In parentheses, or in words that are counted or measured.
_MEASURED = re.compile(
    rf"[（(［\[【]\s*(?:{UNITS}|歳|株|匹|頭|羽|社|隻|泊|通|冊子|票|件数|㎡|㎥|㎞|㎏|％|ppm|µ?Sv(?:/h)?|千k?W?h?)\s*[）)］\]】]|[%％㎡㎥㎞]"
    r"|(?<!指)数(?:量|値)?(?:$|[（(\s])|[額量高]$|面積|延長|距離|費$|収入|支出|平均|総計|合計"
)
# The value under 2024年度 or 4月 is of that time, it is not one.
_PERIOD = re.compile(r"^(?:(?:19|20)\d\d|令和.{1,3}|平成.{1,3}|[RH]\d{1,2})(?:年度?)?$|^\d{1,2}月(?:分)?$")
_YEAR = re.compile(r"^(?:18[6-9]|19\d|20\d|210)\d$")
_DAY = re.compile(r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?$")
_FEWEST = 5  # values that prove a quantity where the name does not


def has_unit(name: str) -> bool:
    """Return whether a name tells the unit of its values: in parentheses, or set off by a sign or space."""
    return bool(UNIT.search(name) or _SET_OFF.search(unicodedata.normalize("NFKC", name).strip()))


def is_measured(name: str) -> bool:
    """Return whether a name says that its values are counted or measured."""
    return bool(_MEASURED.search(name) or IMPLIED.search(name))


def is_label(name: str) -> bool:
    """Return whether a name says that its values name things: codes, numbers of telephones, years."""
    return bool(LABEL.search(name)) and not _PERIOD.match(name.strip())


def are_years(values: Sequence[str]) -> bool:
    """Return whether all values are years of the western calendar."""
    return bool(values) and all(map(_YEAR.match, values))


def are_codes(values: Sequence[str]) -> bool:
    """Return whether digits name things rather than count them: zeros in front, years, days, rising numbers,
    one length for all,
    a few small numbers time and again."""
    if any(re.match(r"0\d", value) or len(value) >= 16 for value in values):
        return True
    if not all(value.isdecimal() for value in values):
        return False
    if are_years(values) or all(map(_DAY.match, values)):
        return True
    numbers = [int(value) for value in values]
    if all(one < two for one, two in pairwise(numbers)):
        return True
    if len({len(value) for value in values}) == 1 and len(values[0]) >= 4:
        return True
    return max(numbers) < 100 and len(set(numbers)) * 3 <= len(numbers)


def are_quantities(name: str, values: Sequence[str], *, first: bool) -> str:
    """Return whether texts of digits are numbers to count with: sure, likely, or '' where they may be labels.

    first: they stand in the first column, where rows are named.
    """
    if any(re.match(r"0\d", value) for value in values):
        return ""
    if is_measured(name):
        return "sure"
    if first or is_label(name) or len(values) < _FEWEST:
        return ""
    if _PERIOD.match(name.strip()):
        return "likely"
    if are_codes(values):
        return ""
    lengths = {len(value) for value in values}
    counted = "0" in values or not all(value.isdecimal() for value in values)
    return "likely" if counted or max(lengths) - min(lengths) > 1 else ""
