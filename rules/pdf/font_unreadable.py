"""The fonts of a PDF are embedded, and their codes can be turned into characters."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    File,
    Need,
    file_rule,
    likely,
    passed,
)

from ._pdf import NOT_PDF, font, page_target, pages_word, pdf


@file_rule(
    id="pdf/font-unreadable",
    impact=Impact.MODERATE,
    needs=[Need.PDF_CONTENT],
    techniques=["Matterhorn 31", "Matterhorn 10-001"],
    title=Text(
        ja="文字を取り出せないフォント",
        en="Font whose text cannot be got out",
    ),
    why=Text(
        ja="見た目は正しくても、読み上げ・検索・コピーで文字が化けます。",
        en="The text looks right and is garbled when read aloud, searched or copied.",
    ),
    fix=Text(
        ja="作成ソフトの PDF 設定で「すべてのフォントを埋め込む」を選んで作り直します（Word では「ISO "
        "19005-1 に準拠（PDF/A）」に印を付けると埋め込まれます）。Acrobat "
        "のプリフライトの「フォントを埋め込み」でも直せます。",
        en="Make the PDF again with all fonts embedded (in Word: PDF/A compliant), or use the preflight "
        "fix-up Embed fonts in Acrobat.",
    ),
    messages={
        "not-embedded": Text(
            ja="フォント「{name}」が埋め込まれていません（{pages}ページ）。",
            en="The font “{name}” is not embedded (page {pages}).",
        ),
        "no-map": Text(
            ja="フォント「{name}」の文字を文字コードに戻せません（{pages}ページ）。",
            en="The text in “{name}” cannot be turned into characters (page {pages}).",
        ),
        "faulty": Text(
            ja="フォント「{name}」の情報に誤りがあります（{fault}、{pages}ページ）。",
            en="The font “{name}” is faulty ({fault}, page {pages}).",
        ),
    },
    examples=[
        Example(PASSED, file=pdf(fonts=(font("MS-Mincho"),))),
        Example(LIKELY, file=pdf(fonts=(font("MS-Mincho", embedded=False),)), key="not-embedded"),
        Example(LIKELY, file=pdf(fonts=(font("MS-Mincho", readable=False),)), key="no-map"),
        Example(LIKELY, file=pdf(fonts=(font("MS-Mincho", faults=("widths",)),)), key="faulty"),
        Example(INAPPLICABLE, file=pdf()),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def font_unreadable(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    for font_ in doc.fonts:
        said = {"name": font_.name[:60], "pages": pages_word(font_.pages), "fault": ", ".join(font_.faults)}
        place = page_target(file, font_.pages[0] if font_.pages else 0, font_.name, font_.name)
        if not font_.embedded:
            yield likely(place, "not-embedded", **said)
        elif not font_.readable:
            yield likely(place, "no-map", **said)
        elif font_.faults:
            yield likely(place, "faulty", **said)
        else:
            yield passed()
