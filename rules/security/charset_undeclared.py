"""HTML standard: a page says its encoding in the header, by a BOM, or in the first 1024 bytes."""

import re
from collections.abc import Iterator

from auditor_rules.security._headers import cure

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    Page,
    definite,
    header_values,
    page_rule,
    passed,
)

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
NAMES = {
    "utf8": "utf-8",
    "shift_jis": "sjis",
    "shift-jis": "sjis",
    "x-sjis": "sjis",
    "windows-31j": "sjis",
    "ms_kanji": "sjis",
    "cp932": "sjis",
    "x-euc-jp": "euc-jp",
}


@page_rule(
    id="security/charset-undeclared",
    impact=Impact.MODERATE,
    needs=[Need.SOURCE, Need.RESPONSE],
    title=Text(
        ja="文字コードの宣言がない、又は食い違っている", en="Character encoding undeclared or contradictory"
    ),
    why=Text(
        ja="文字化けのほか、文字コードを取り違えさせて不正なプログラムを動かす攻撃の余地が生じます（IPA「安全なウ"
        "ェブサイトの作り方」も Content-Type での指定を求めています）。",
        en="Beside garbled text, a browser that guesses wrongly may run what was mere text (IPA "
        "asks for it in Content-Type).",
    ),
    fix=cure(
        ja='応答ヘッダーを Content-Type: text/html; charset=UTF-8 とし、HTML の先頭にも <meta charset="utf-8"> '
        "を書いてください。nginx: charset utf-8;  Apache: AddDefaultCharset UTF-8  IIS: <mimeMap "
        'fileExtension=".html" mimeType="text/html; charset=utf-8" />  CDN: Content-Type を書き換えない',
        en='Send Content-Type: text/html; charset=UTF-8, and write <meta charset="utf-8"> first '
        'in the HTML. nginx: charset utf-8;  Apache: AddDefaultCharset UTF-8  IIS: mimeType="text/html;'
        ' charset=utf-8"  CDN: leave Content-Type alone',
    ),
    messages={
        "absent": Text(ja="文字コードの宣言がありません。", en="The character encoding is not declared."),
        "differs": Text(
            ja="文字コードの宣言が食い違っています（ヘッダー: {header}、HTML: {meta}）。",
            en="The encodings declared differ (header: {header}, HTML: {meta}).",
        ),
    },
    examples=[
        Example(PASSED, '<meta charset="utf-8"><p>案内</p>', headers=(("Content-Type", "text/html"),)),
        Example(PASSED, "<p>案内</p>", headers=(("Content-Type", "text/html; charset=UTF-8"),)),
        Example(DEFINITE, "<p>案内</p>", headers=(("Content-Type", "text/html"),), at="html", key="absent"),
        Example(
            DEFINITE,
            '<meta charset="Shift_JIS">',
            headers=(("Content-Type", "text/html; charset=utf-8"),),
            key="differs",
        ),
        Example(INAPPLICABLE, "<p>案内</p>", why="No header lines are known."),
    ],
)
def charset_undeclared(page: Page) -> Iterator[Finding]:
    kinds = header_values(page.hops[-1].headers, "content-type") if page.hops else []
    if not kinds:
        return
    sent = CHARSET.search(kinds[-1])
    tags = [tag for tag in page.source.tags[:200] if tag.name == "meta" and tag.offset < 1024]
    said = next((found[1] for tag in tags if (found := CHARSET.search(tag.text))), "")
    header = sent[1] if sent else ""
    if page.source.text.startswith("\ufeff"):
        yield passed(page.root)
    elif not header and not said:
        yield definite(page.root, "absent")
    elif (
        header and said and NAMES.get(header.lower(), header.lower()) != NAMES.get(said.lower(), said.lower())
    ):
        yield definite(page.root, "differs", header=header, meta=said)
    else:
        yield passed(page.root)
