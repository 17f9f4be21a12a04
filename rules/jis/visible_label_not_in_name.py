"""WCAG 2.1 2.5.3: the name that software uses for a field holds the label that people see."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Element, Example, Need, Page, likely, page_rule, passed

from ._words import fold, referenced, short, shown

_FIELDS = "input:not([type=hidden]):not([type=image]), select, textarea"
_NAMED = "a[href][aria-label], button[aria-label], [role=button][aria-label], [role=link][aria-label]"
_LATIN = re.compile(r"[a-z]{2,}|[a-z](?=\s+[a-z]\b)|\d+")
_TOKEN = re.compile(r"[a-z]+|\d+|[^a-z\d]")
LONGEST = 100
MAX = 1000
SEEN = 4  # CSS pixels: less is cut away


@page_rule(
    id="jis/visible-label-not-in-name",
    criteria=["2.5.3"],
    techniques=["F96", "G208"],
    act=["2ee8b8"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    replaces=["axe/label-content-name-mismatch"],
    title=Text(
        ja="見えるラベルの言葉が、読み上げられる名前に入っていない",
        en="Visible label that is not part of the name",
    ),
    why=Text(
        ja="画面の言葉を声に出して操作する人（音声入力の利用者）が、その欄やボタンを呼び出せません。",
        en="People who operate by voice cannot call the field by the words they see.",
    ),
    fix=Text(
        ja="aria-label や aria-labelledby を外して label だけにするか、見えるラベルの言葉をそのまま含めてください。",
        en="Remove aria-label or aria-labelledby and leave the label, or let them hold its very words.",
    ),
    messages={
        "field": Text(
            ja="見えるラベルは「{label}」ですが、読み上げられる名前は「{name}」です。",
            en="The visible label is “{label}” and the name is “{name}”.",
        ),
        "spaced": Text(
            ja="見える文字「{label}」と読み上げられる名前「{name}」で、語の区切りが違います。",
            en="What is seen (“{label}”) and the name (“{name}”) are divided into words differently.",
        ),
        "button": Text(
            ja="見える文字は「{label}」ですが、読み上げられる名前は「{name}」です。",
            en="What is seen is “{label}” and the name is “{name}”.",
        ),
    },
    examples=[
        Example(PASSED, "<label for=a>地区名</label><input id=a aria-label='地区名（町の名前でも）'>"),
        Example(
            LIKELY,
            "<p id=n>エリアの検索語</p><label for=a>地区名</label><input id=a aria-labelledby=n>",
            at="input",
            key="field",
        ),
        Example(LIKELY, "<label>地区名 <input aria-label='エリア'></label>", at="input", key="field"),
        Example(
            LIKELY, "<input type=submit value=送信 aria-label='フォームを投げる'>", at="input", key="button"
        ),
        Example(
            PASSED,
            "<p id=n>地区名（必須）</p><label for=a>地区名<span>※</span></label><input id=a aria-labelledby=n>",
            why="Signs need not be said.",
        ),
        Example(
            PASSED,
            "<label for=y>生年月日</label><input id=y aria-label='生年月日の年'>",
        ),
        Example(
            INAPPLICABLE, "<input type=button aria-label='閉じる' value='×'>", why="A sign has no words."
        ),
        Example(
            INAPPLICABLE,
            "<label for=a style='position:absolute;width:1px;height:1px;overflow:hidden'>検索</label>"
            "<input id=a aria-label='市の中を探す'>",
            why="Nobody sees the label.",
        ),
        Example(LIKELY, "<a href='/a' aria-label='WCAG'>W C A G</a>", at="a", key="spaced"),
        Example(LIKELY, "<a href='/2021' aria-label='20 21年度'>2021年度</a>", at="a", key="spaced"),
        Example(
            INAPPLICABLE, "<a href='/a' aria-label='next page'>Next</a>", why="axe-core compares the words."
        ),
        Example(INAPPLICABLE, "<label for=a>地区名</label><input id=a>"),
    ],
)
def visible_label_not_in_name(page: Page) -> Iterator[Finding]:
    labels: dict[str, str] = {}
    for one in page.select("label[for]")[:MAX]:
        if _seen(one):
            labels.setdefault(one["for"], one.text)
    for part in page.select(_FIELDS)[:MAX]:
        said = referenced(page, part, "aria-labelledby") or part["aria-label"].strip()
        if not said or not shown(part):
            continue
        button = part["type"].lower() in ("submit", "button", "reset")
        seen = part["value"] if button else _label(part, labels)
        if not _words(seen):
            continue
        if _holds(said, seen):
            yield passed(part)
        else:
            yield likely(part, "button" if button else "field", label=short(seen), name=short(said))
    for part in page.select(_NAMED)[:MAX]:
        seen, said = part.text, part["aria-label"]
        if len(seen) <= LONGEST and _spaced(said, seen) and shown(part):
            yield likely(part, "spaced", label=short(seen), name=short(said))


def _spaced(said: str, seen: str) -> bool:
    """Return whether name and text hold the same letters, and Latin words or numbers of one are cut or
    joined in the other.
    """
    if not _words(seen) and not seen.strip().isdigit():
        return False
    words, tokens = fold(seen), [fold(one) for one in _TOKEN.findall(said.casefold().replace("-", ""))]
    at = "".join(tokens).find(words)
    ends = {0, *accumulate(map(len, tokens))}
    if at < 0 or not {at, at + len(words)} <= ends:  # an abbreviation is another word
        return False
    name = f" {' '.join(tokens)} "
    return any(
        f" {fold(word)} " not in name for word in _LATIN.findall(seen.casefold().replace("-", ""))[:50]
    )


def _seen(one: Element) -> bool:
    """Return whether a label is on the screen, and not there for software alone."""
    box = one.box
    return (
        shown(one)
        and one.visible
        and box is not None
        and box[2] >= SEEN
        and box[3] >= SEEN
        and box[0] + box[2] > 0
    )


def _label(field: Element, labels: dict[str, str]) -> str:
    around = field.closest("label")
    if around is not None and not around.select("select") and _seen(around):
        return around.text
    return labels.get(field["id"], "") if field["id"] else ""


def _words(text: str) -> str:
    """Return the letters and digits of a text; '' where it is a sign, an icon or a number alone."""
    plain = fold(text)
    letters = sum(unicodedata.category(char)[0] == "L" and not "\ue000" <= char <= "\uf8ff" for char in plain)
    return plain if letters >= 2 else ""


def _holds(said: str, seen: str) -> bool:
    """Return whether the words of the label stand in the name in their order."""
    name, words = fold(said), _words(seen)
    if words in name:
        return True
    marks = "必須任意required"
    rest = name
    for run in filter(None, (_words(part) for part in seen.replace("（", " ").replace("(", " ").split())):
        if run in marks:
            continue
        at = rest.find(run)
        if at < 0:
            return False
        rest = rest[at + len(run) :]
    return True
