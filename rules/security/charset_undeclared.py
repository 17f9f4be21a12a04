"""HTML standard: a page says its encoding in the header, by a BOM, or at its beginning."""

import re
from collections.abc import Iterator

import webencodings

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    Page,
    Source,
    definite,
    header_values,
    page_rule,
    passed,
)

from ._headers import cure

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
XML_DECLARATION = re.compile(r"<\?xml\s[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]+)")
XML_TYPE = re.compile(r"\s*(?:[\w.+-]+/[\w.-]+\+xml|application/xml|text/xml)\s*(?:;|$)", re.IGNORECASE)
EARLY = 1024  # bytes a browser reads before it settles on an encoding; counted here in characters
XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>案内</title></head></html>'
XHTML_META = XHTML.replace(
    "<title>", '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS" /><title>'
)


def _in_meta(source: Source) -> str:
    """Return the encoding that a meta element names, '' for none."""
    for tag in source.tags[:200]:
        if tag.name != "meta" or tag.end or tag.offset >= EARLY:
            continue
        attributes = dict(reversed(tag.attributes))  # of two of one name the first holds
        if attributes.get("charset", "").strip():
            return attributes["charset"].strip()
        if attributes.get("http-equiv", "").strip().lower() == "content-type":
            found = CHARSET.search(attributes.get("content", ""))
            if found:
                return found[1]
    return ""


def _known(label: str) -> str:
    """Return the name of an encoding that all its labels share."""
    found = webencodings.lookup(label)
    return found.name if found else {"cp932": "shift_jis"}.get(label.lower(), label.lower())


@page_rule(
    id="security/charset-undeclared",
    impact=Impact.MODERATE,
    needs=[Need.SOURCE, Need.RESPONSE],
    replaces=["jis/mojibake"],  # of the whole page: it is what comes of this
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
        Example(
            PASSED,
            f'<?xml version="1.0" encoding="UTF-8"?>{XHTML}',
            headers=(("Content-Type", "application/xhtml+xml"),),
            why="The XML declaration says it.",
        ),
        Example(
            PASSED,
            XHTML,
            headers=(("Content-Type", "application/xhtml+xml"),),
            why="XML without a declaration is UTF-8.",
        ),
        Example(
            PASSED,
            f'<?xml version="1.0" encoding="UTF-8"?>{XHTML_META}',
            headers=(("Content-Type", "application/xhtml+xml"),),
            why="An XML parser reads no meta element.",
        ),
        Example(
            DEFINITE,
            f'<?xml version="1.0" encoding="UTF-8"?>{XHTML}',
            headers=(("Content-Type", "application/xhtml+xml; charset=EUC-JP"),),
            key="differs",
        ),
        Example(
            PASSED,
            f"<?xml version='1.0' encoding='EUC-JP'?>{XHTML}",
            headers=(("Content-Type", "text/html"),),
            why="An HTML parser falls back to the XML declaration.",
        ),
        Example(
            DEFINITE,
            f'<?xml version="1.0" encoding="Shift_JIS"?>{XHTML}',
            headers=(("Content-Type", "text/html; charset=EUC-JP"),),
            key="differs",
        ),
        Example(
            DEFINITE,
            "<p>案内</p><?xml version='1.0' encoding='UTF-8'?>",
            headers=(("Content-Type", "text/html"),),
            key="absent",
            why="A declaration stands at the very beginning.",
        ),
        Example(
            PASSED, "\ufeff<p>案内</p>", headers=(("Content-Type", "text/html"),), why="A byte order mark."
        ),
        Example(
            PASSED,
            "<META CONTENT='text/html;CHARSET=ms932' HTTP-EQUIV='content-type'>",
            headers=(("Content-Type", "text/html; charset=Windows-31J"),),
            why="Two labels of one encoding.",
        ),
        Example(
            DEFINITE,
            '<meta name="description" content="このページの charset=utf-8 について"><script charset="utf-8"></script>',
            headers=(("Content-Type", "text/html"),),
            key="absent",
        ),
        Example(
            DEFINITE,
            f'<!-- {"ライセンス" * 300} --><meta charset="utf-8">',
            headers=(("Content-Type", "text/html"),),
            key="absent",
            why="Too late for a browser that has begun to read.",
        ),
        Example(INAPPLICABLE, "<p>案内</p>", why="No header lines are known."),
    ],
)
def charset_undeclared(page: Page) -> Iterator[Finding]:
    kinds = header_values(page.hops[-1].headers, "content-type") if page.hops else []
    if not kinds:
        return
    sent = CHARSET.search(kinds[-1])
    header = sent[1] if sent else ""
    xml = XML_TYPE.match(kinds[-1]) is not None
    declared = XML_DECLARATION.match(page.source.text)
    in_declaration = declared[1] if declared else ""
    # An XML parser reads no meta element; an HTML parser falls back to an XML declaration.
    said = in_declaration if xml else _in_meta(page.source) or in_declaration
    if page.source.bom:
        yield passed(page.root)
    elif header and said and _known(header) != _known(said):
        yield definite(page.root, "differs", header=header, meta=said)
    elif header or said or xml:  # XML without a declaration is UTF-8
        yield passed(page.root)
    else:
        yield definite(page.root, "absent")
