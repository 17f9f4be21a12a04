"""A PDF has a title of its own, and viewers show it."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    likely,
    passed,
)

from ._pdf import NOT_PDF, page_target, pdf

_FILE_NAME = re.compile(
    r"^Microsoft (Word|Excel|PowerPoint) - |\.(docx?|xlsx?|pptx?|pdf|jtd|indd)$|^(無題|名称未設定|untitled)",
    re.I,
)


@file_rule(
    id="pdf/title-missing",
    impact=Impact.MODERATE,
    criteria=["2.4.2"],
    techniques=["PDF18", "Matterhorn 06-003", "Matterhorn 07-001", "Matterhorn 07-002"],
    title=Text(
        ja="文書タイトルがない、または表示されないPDF",
        en="PDF without a title, or that does not show it",
    ),
    why=Text(
        ja="ファイル名だけが読み上げられ、何の文書か分かりません。",
        en="Only the file name is announced, and nobody knows what the document is.",
    ),
    fix=Text(
        ja="Acrobat の「文書のプロパティ」→「概要」でタイトルを入れ、「開き方」→「ウィンドウオプション」"
        "の表示を「文書のタイトル」にします。Word では「情報」のタイトルを入れて作り直します。",
        en="In Acrobat enter Document Properties → Description → Title and set Initial View → Show to "
        "Document Title; in Word fill in the title under Info.",
    ),
    messages={
        "missing": Text(
            ja="文書のタイトルがありません。",
            en="The document has no title.",
        ),
        "file-name": Text(
            ja="タイトル「{title}」は、文書の題名ではなくファイル名のようです。",
            en="The title “{title}” seems to be a file name.",
        ),
        "not-shown": Text(
            ja="タイトル「{title}」がありますが、タイトルバーにはファイル名が表示される設定です。",
            en="There is a title, “{title}”, and the window is set to show the file name.",
        ),
    },
    examples=[
        Example(PASSED, file=pdf()),
        Example(DEFINITE, file=pdf(title=""), key="missing"),
        Example(LIKELY, file=pdf(title="Microsoft Word - 01_報告.docx"), key="file-name"),
        Example(DEFINITE, file=pdf(display_title=False), key="not-shown"),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def title_missing(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    title = doc.title or ("" if doc.ua_part else doc.info_title)
    if not title:
        yield definite(page_target(file, 0, "Title"), "missing")
    elif _FILE_NAME.search(title):
        yield likely(page_target(file, 0, "Title"), "file-name", title=title[:80])
    elif not doc.display_title:
        yield definite(page_target(file, 0, "DisplayDocTitle"), "not-shown", title=title[:80])
    else:
        yield passed()
