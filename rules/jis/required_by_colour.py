"""JIS X 8341-3:2016 1.4.1: which fields must be filled in is told by more than the colour of their labels."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Element,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
)

from ._words import referenced, short

_COLOUR = (
    r"(?:赤|青|緑|黄|橙|紫|茶|オレンジ|ピンク|色(?:の|が)?(?:付|つ|変|違)|red|blue|green|orange|红|빨간)"
)
_MUST = r"(?:必須|必ず|かならず|入力が必要|記入が必要|省略でき(?:ない|ません)|required|mandatory|必填|필수)"
_SAYS = re.compile(
    rf"{_COLOUR}[^。\n]{{0,30}}{_MUST}|{_MUST}[^。\n]{{0,20}}{_COLOUR}(?:い|色)?(?:の)?(?:字|文字|で)", re.I
)
_MARK = re.compile(r"必須|必ず|required|[*＊※]", re.I)
_RGB = re.compile(r"rgba?\((\d+), (\d+), (\d+)")
VIVID = 60  # between the strongest and the weakest part of a colour that is no grey
FORM = (
    "<p>赤い字の項目は、かならず記入してください。</p><form>"
    '<label for="a" style="color:#c00000">団体名</label><input id="a">'
    '<label for="b">備考</label><input id="b"></form>'
)


@page_rule(
    id="jis/required-by-colour",
    criteria=["1.4.1", "3.3.2", "1.3.1"],
    techniques=["F81", "F13", "G14", "G83", "H90", "G205"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    replaces=["jis/colour-words"],
    title=Text(ja="必須の項目を色だけで示している", en="Required fields told by colour alone"),
    why=Text(
        ja="色の違いが見えにくい人や音声で読む人には、どの項目を必ず記入するのか分かりません。",
        en="Who does not see the colour, or listens, does not know which fields must be filled in.",
    ),
    fix=Text(
        ja="項目名に「（必須）」と書き、入力欄に required を付けてください。例: <label>団体名（必須） <input required></label>",
        en="Write “(required)” in the label and set required on the field.",
    ),
    messages={
        "colour": Text(
            ja="「{text}」などの必須の項目（{count} 個）が、文字の色だけで示されています。",
            en="Required fields ({count}) such as “{text}” are told by the colour of their labels alone.",
        ),
    },
    examples=[
        Example(LIKELY, FORM, at="label", key="colour"),
        Example(PASSED, FORM.replace("団体名", "団体名（必須）")),
        Example(PASSED, FORM.replace('<input id="a">', '<input id="a" required>')),
        Example(
            INAPPLICABLE,
            '<p>「必須」と書いた項目は必ず記入してください。</p><label style="color:#c00000">団体名 <input></label>',
        ),
        Example(INAPPLICABLE, "<p>赤い字の項目は、かならず記入してください。</p>"),
    ],
)
def required_by_colour(page: Page) -> Iterator[Finding]:
    if not _SAYS.search(page.text):
        return
    labels = [(label, field) for label in page.select("label, th, dt") if (field := _field(page, label))]
    usual = _usual([label for label, _ in labels])
    vivid = [(label, field) for label, field in labels if _vivid(_colour(label)) and _colour(label) != usual]
    bare = [label for label, field in vivid if not _told(page, label, field)]
    if bare:
        yield likely(bare[0], "colour", text=short(bare[0].text, 20), count=len(bare))
    elif vivid:
        yield passed(vivid[0][0])


def _field(page: Page, label: Element) -> Element | None:
    if label["for"]:
        return page.by_id(label, label["for"])
    if label.tag != "label":
        beside = label.next
        found = beside.select("input, select, textarea") if beside is not None else []
    else:
        found = label.select("input, select, textarea")
    return found[0] if found else None


def _colour(label: Element) -> str:
    """Return the colour of a label's text, or of the part of it that is coloured."""
    inner = next((one for one in label.select("span, font, b, strong") if one.text == label.text), label)
    return inner.style("color")


def _usual(labels: list[Element]) -> str:
    """Return the colour that is not vivid, of the page's labels."""
    return next((colour for label in labels if not _vivid(colour := _colour(label))), "")


def _vivid(colour: str) -> bool:
    match = _RGB.match(colour)
    parts = [int(part) for part in match.groups()] if match else [0]
    return max(parts) - min(parts) >= VIVID


def _told(page: Page, label: Element, field: Element) -> bool:
    if "required" in field or field["aria-required"] == "true":
        return True
    said = (
        f"{label.text} {field['placeholder']} {field['title']} {referenced(page, field, 'aria-describedby')}"
    )
    return _MARK.search(said) is not None or bool(label.select("img[alt]:not([alt=''])"))
