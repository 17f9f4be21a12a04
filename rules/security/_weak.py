"""How the known weaknesses of a library are told: their names, grade, and the version that has none of them."""

from collections.abc import Sequence

from auditor.model import Text

from ._libraries import Weakness

NAMES = 5  # of weaknesses that are told
IMPACTS = {"critical": "critical", "high": "serious", "medium": "moderate", "low": "minor"}
GRADES = {"critical": "緊急", "high": "高", "medium": "中", "low": "低"}
WHY = Text(
    ja="弱点と攻撃の方法が公開されています。使い方によっては、偽の内容を表示されたり入力を盗まれたりします。",
    en="The weaknesses and how to use them are public; depending on use, false content is shown or input stolen.",
)
FIX = Text(
    ja="弱点が直された版に替え、動作を確かめてください。CMS やテンプレートに含まれる部品は、それらの更新で替わります。"
    "使っていない部品は読み込みを除いてください。",
    en="Move to a version in which they are mended and test. Parts of a CMS or template come with its update. "
    "Take unused ones out.",
)


def weak_data(weak: Sequence[Weakness]) -> dict[str, str | int]:
    """Return what a message says of weaknesses, the gravest of which comes first."""
    return {
        "count": len(weak),
        "names": _names(weak),
        "severity": weak[0].severity,
        "grade": GRADES[weak[0].severity],
        "below": _mended(weak),
    }


def _names(weak: Sequence[Weakness]) -> str:
    names = list(dict.fromkeys(one.name for one in weak if one.name)) or ["番号なし"]
    return "・".join(names[:NAMES]) + (" …" if len(names) > NAMES else "")


def _mended(weak: Sequence[Weakness]) -> str:
    """Return the version from which on none of them is left."""
    return max(
        (one.below for one in weak),
        key=lambda one: [(part.isdigit(), int(part) if part.isdigit() else 0) for part in one.split(".")],
    )
