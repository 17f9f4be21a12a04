"""Japanese practice beside 2.4.4: a link to a file tells the type and size before it is opened."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Element, Example, Page, advice, page_rule, passed

from ._words import block, name, short, shown

TYPES = {
    "pdf": ("PDF", r"pdf"),
    "doc": ("Word", r"word|ワード|\bdocx?\b"),
    "docx": ("Word", r"word|ワード|\bdocx?\b"),
    "xls": ("Excel", r"excel|エクセル|\bxlsx?\b"),
    "xlsx": ("Excel", r"excel|エクセル|\bxlsx?\b"),
    "xlsm": ("Excel", r"excel|エクセル|\bxlsx?\b"),
    "ppt": ("PowerPoint", r"power\s*point|パワーポイント|\bpptx?\b"),
    "pptx": ("PowerPoint", r"power\s*point|パワーポイント|\bpptx?\b"),
    "csv": ("CSV", r"csv"),
    "zip": ("ZIP", r"zip|圧縮"),
    "jtd": ("一太郎", r"一太郎|jtd"),
}
SIZE = re.compile(r"\d\s*(kb|mb|gb|k\b|m\b|キロ|メガ|バイト|byte)", re.IGNORECASE)
TOO_FAR = 300


def _around(page: Page, link: Element) -> str:
    """Return the link's name with the text beside it: municipal pages often write the type after the link."""
    around = block(link)
    near = around.text if around and len(around.text) <= TOO_FAR else ""
    return unicodedata.normalize("NFKC", f"{name(page, link)} {link['title']} {near}").lower()


@page_rule(
    id="jis/link-file-type-missing",
    criteria=["2.4.4"],
    techniques=["G91", "H33"],
    impact=Impact.MINOR,
    title=Text(
        ja="ファイルへのリンクに種類や大きさの表示がない", en="Link to a file does not tell its type or size"
    ),
    why=Text(
        ja="スマートフォンや音声読み上げで利用している人は、"
        "開いて初めて別のソフトが必要な大きなファイルだと気づき、戻れなくなることがあります。",
        en="People on a phone or with a screen reader learn only after opening that it is a large file "
        "for another program.",
    ),
    fix=Text(
        ja="リンクの文字に種類と大きさを書き添えてください。例: 申請書 → 申請書（PDF：120KB）",
        en="Add type and size to the link text. Example: Application form → Application form (PDF, 120 KB).",
    ),
    messages={
        "type": Text(
            ja="{type} ファイルへのリンク「{text}」に、ファイルの種類が書かれていません。",
            en="The link “{text}” to a {type} file does not tell its type.",
        ),
        "size": Text(
            ja="ファイルの大きさが書かれていないリンクが、このページに {count} 件あります（最初の 1 "
            "件を示します）。",
            en="{count} links to files on this page do not tell the size; the first is shown.",
        ),
    },
    examples=[
        Example(PASSED, '<p><a href="a.pdf">申請書（PDF：120KB）</a></p>'),
        Example(ADVICE, '<p><a href="a.pdf">申請書</a></p>', at="a", key="type"),
        Example(ADVICE, '<p><a href="/x/a.xlsx?v=1">統計表（エクセル）</a></p>', at="a", key="size"),
        Example(
            PASSED,
            '<li><a href="a.pdf">申請書</a> <img src="pdf.gif" alt="PDF">［PDF形式　120キロバイト］</li>',
            why="The text after the link counts.",
        ),
        Example(INAPPLICABLE, '<a href="/pdf/">申請書の一覧</a>'),
    ],
)
def link_file_type_missing(page: Page) -> Iterator[Finding]:
    silent = []
    for link in page.select("a[href]"):
        path = urlsplit(link["href"].strip()).path.lower()
        kind = TYPES.get(path.rsplit(".", 1)[-1]) if "." in path else None
        if kind is None or not shown(link):
            continue
        text = _around(page, link)
        if not re.search(kind[1], text):
            yield advice(link, "type", type=kind[0], text=short(name(page, link)))
        elif not SIZE.search(text):
            silent.append(link)
        else:
            yield passed(link)
    if silent:
        yield advice(silent[0], "size", count=len(silent))
