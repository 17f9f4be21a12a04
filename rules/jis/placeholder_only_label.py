"""JIS X 8341-3:2016 3.3.2: a placeholder vanishes while typing and is no label."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

from ._words import TEXT_FIELDS, block, content, fold, label, short, shown

MAX = 1000  # fields of one page


def _search_button(field: Element) -> bool:
    """Return whether a visible button named 検索 stands directly with the field and tells what it is for (G167)."""
    around = field.closest("form, [role=search]") or field.parent
    if around is None:
        return False
    buttons = around.select("button, input[type=submit], input[type=image], input[type=button]")
    said = (f"{content(one)} {one['value']} {one['alt']}" for one in buttons)
    return any("検索" in text or "search" in text.lower() for text in said)


@page_rule(
    id="jis/placeholder-only-label",
    criteria=["3.3.2", "1.3.1"],
    techniques=["F82", "G131", "H44"],
    impact=Impact.SERIOUS,
    title=Text(
        ja="入力欄の名前が、欄の中の薄い文字（プレースホルダー）だけになっている",
        en="Form field is labelled by its placeholder only",
    ),
    why=Text(
        ja="入力を始めると文字が消えるため、記憶が苦手な人や拡大して見ている人は、"
        "何の欄だったか確かめられません。",
        en="The text vanishes while typing, so people with memory or sight difficulties cannot check "
        "what the field was for.",
    ),
    fix=Text(
        ja="欄の前に見える名前を置き、label で結び付けてください。"
        '例: <input placeholder="お名前"> → <label for="name">お名前</label><input id="name">',
        en="Put a visible name before the field and tie it with a label. "
        'Example: <label for="name">Name</label><input id="name">.',
    ),
    messages={
        "placeholder": Text(
            ja="入力欄の名前がプレースホルダー「{text}」だけです。",
            en="The field is labelled by its placeholder “{text}” only.",
        ),
        "unseen": Text(
            ja="入力欄の見える名前がプレースホルダー「{text}」だけで、入力を始めると消えます。",
            en="The only visible name of the field is its placeholder “{text}”, which vanishes while typing.",
        ),
        "search": Text(
            ja="検索欄の名前がプレースホルダー「{text}」だけです。隣に検索ボタンがあります。",
            en="The search field is labelled by its placeholder “{text}” only; a search button stands "
            "beside it.",
        ),
    },
    question=Text(
        ja="隣の「検索」ボタンを見れば、何を入れる欄か分かりますか。分かる場合でも "
        'aria-label="サイト内検索" を付けてください。',
        en='Does the search button tell what to enter? Even so, give the field aria-label="Search this '
        'site".',
    ),
    examples=[
        Example(PASSED, '<label for="n">お名前</label><input id="n" placeholder="例: 東京 太郎">'),
        Example(
            LIKELY, '<form><input type="text" placeholder="お名前"></form>', at="input", key="placeholder"
        ),
        Example(LIKELY, '<p>ご意見</p><textarea placeholder="ご意見"></textarea>', at="textarea"),
        Example(
            REVIEW,
            '<form role="search"><input type="search" placeholder="キーワード"><button>検索</button></form>',
            at="input",
            key="search",
        ),
        Example(
            LIKELY,
            '<form><p><input placeholder="団体の名前" aria-label="団体の名前"></p>'
            '<p><input placeholder="希望する日" title="希望する日"></p>'
            "<button>送る</button></form>",
            at="input",
            key="unseen",
            why="A name that only software hears.",
        ),
        Example(
            PASSED,
            '<table><tr><th>団体の名前</th><td><input placeholder="団体の名前" aria-label="団体の名前"></td></tr></table>',
            why="The row says it.",
        ),
        Example(PASSED, '<input placeholder="キーワード" aria-label="サイト内検索">'),
        Example(INAPPLICABLE, '<label>お名前 <input type="text"></label>', why="No placeholder."),
    ],
)
def placeholder_only_label(page: Page) -> Iterator[Finding]:
    labelled = frozenset(one["for"] for one in page.select("label[for]"))
    for field in page.select(TEXT_FIELDS)[:MAX]:
        hint = field["placeholder"].strip()
        if not hint or not shown(field):
            continue
        if label(page, field):
            yield (
                likely(field, "unseen", text=short(hint)) if _unseen(field, labelled, hint) else passed(field)
            )
        elif _search_button(field):
            yield review(field, "search", text=short(hint))
        else:
            yield likely(field, "placeholder", text=short(hint))


def _unseen(field: Element, labelled: frozenset[str], hint: str) -> bool:
    """Return whether the field's name is the placeholder again, said to software and nowhere to be seen."""
    said = field["aria-label"].strip() or field["title"].strip()
    if not said or field["aria-labelledby"] or field.closest("label, [role=search]"):
        return False
    if field["id"] in labelled:
        return False
    if fold(said) not in fold(hint) and fold(hint) not in fold(said):
        return False
    around = block(field)
    if around is None or field["type"].lower() == "search" or _search_button(field):
        return False
    row = field.closest("tr, dd, li")
    before = around.previous
    texts = [
        around.text,
        row.text if row else "",
        row.previous.text if row and row.tag == "dd" and row.previous else "",
    ]
    if (
        before is not None
        and before.tag not in ("form", "table")
        and not before.select("input, select, textarea")
    ):
        texts.append(before.text if before.tag in ("label", "span", "p", "div", "dt", "th", "td") else "")
    return not any(fold(said)[:4] in fold(text) for text in texts)
