"""Japanese practice: half-width katakana are read and searched unreliably."""

import re
import unicodedata
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Example, Page, advice, page_rule, passed

from ._words import find, in_japanese, short

KANA = re.compile(r"[\uff66-\uff6f\uff71-\uff9d][\uff66-\uff9f]+")


@page_rule(
    id="jis/hankaku-kana",
    impact=Impact.MINOR,
    title=Text(ja="半角カタカナ", en="Half-width katakana"),
    why=Text(
        ja="半角カタカナは、音声読み上げで一字ずつ区切って読まれたり、検索に掛からなかったりします。",
        en="Half-width katakana may be read letter by letter, and searches miss them.",
    ),
    fix=Text(
        ja="全角のカタカナに直してください。例: ﾎｰﾑﾍﾟｰｼﾞ → ホームページ",
        en="Use full-width katakana. Example: ﾎｰﾑﾍﾟｰｼﾞ → ホームページ.",
    ),
    messages={
        "text": Text(
            ja="半角カタカナ「{text}」があります（全角では「{wide}」）。",
            en="“{text}” is in half-width katakana (full width: “{wide}”).",
        )
    },
    examples=[
        Example(PASSED, "<p>ホームページのご案内</p>"),
        Example(ADVICE, "<p>この<b>ﾎｰﾑﾍﾟｰｼﾞ</b>のご案内</p>", at="b"),
        Example(ADVICE, '<p>このご案内は<img src="a.png" alt="ｱｸｾｽ"></p>', at="img"),
        Example(PASSED, "<p>例は<code>ﾎｰﾑﾍﾟｰｼﾞ</code>と入力します。</p>", why="A sample of input."),
        Example(INAPPLICABLE, "<p>No Japanese text.</p>"),
    ],
)
def hankaku_kana(page: Page) -> Iterator[Finding]:
    if not in_japanese(page):
        return
    yield passed()
    places = list(find(page, KANA))
    for attribute in ("alt", "title", "aria-label"):
        places += [(one, one[attribute]) for one in page.select(f"[{attribute}]")]
    for element, run in places:
        found = KANA.search(run)
        if found:
            yield advice(
                element, "text", text=short(found[0]), wide=unicodedata.normalize("NFKC", short(found[0]))
            )
