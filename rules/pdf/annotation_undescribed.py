"""Links, form fields and notes of a PDF are tagged and say what they are."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    Need,
    definite,
    file_rule,
    passed,
)

from ._pdf import NOT_PDF, link, page_target, pdf

_KINDS = {
    "Link": ("リンク", "A link"),
    "Widget": ("入力欄", "A form field"),
    "FileAttachment": ("添付ファイル", "An attached file"),
}


@file_rule(
    id="pdf/annotation-undescribed",
    impact=Impact.SERIOUS,
    needs=[Need.PDF_CONTENT],
    criteria=["2.4.4", "4.1.2", "1.3.1"],
    techniques=["PDF10", "PDF11", "Matterhorn 28"],
    title=Text(
        ja="説明のないリンク・フォーム",
        en="Link or form field without a description",
    ),
    why=Text(
        ja="リンクの行き先や入力欄の名前が、音声読み上げで分かりません。",
        en="Listeners learn neither where a link leads nor what to enter.",
    ),
    fix=Text(
        ja="入力欄は Acrobat の「フォームを準備」→「プロパティ」→「ツールヒント」に名前を入れます。"
        "リンクは「タグ」パネルで Link タグに入れ、代替テキストを付けます。",
        en="Give form fields a tooltip (Prepare Form → Properties); put links into Link tags with an "
        "alternative text.",
    ),
    messages={
        "untagged": Text(
            ja="{page}ページの{kind}がタグに入っていません。",
            en="{kind_en} on page {page} is not tagged.",
        ),
        "no-text": Text(
            ja="{page}ページの{kind}に説明がありません。",
            en="{kind_en} on page {page} has no description.",
        ),
        "field": Text(
            ja="{page}ページの入力欄「{name}」に、利用者に見せる名前（ツールヒント）がありません。",
            en="The field “{name}” on page {page} has no name for people (tooltip).",
        ),
    },
    examples=[
        Example(PASSED, file=pdf(annotations=(link(),))),
        Example(DEFINITE, file=pdf(annotations=(link(role=""),)), key="untagged"),
        Example(DEFINITE, file=pdf(annotations=(link(contents=""),)), key="no-text"),
        Example(
            DEFINITE, file=pdf(annotations=(link(kind="Widget", role="Form", name="shimei"),)), key="field"
        ),
        Example(INAPPLICABLE, file=pdf()),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def annotation_undescribed(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    for one in doc.annotations:
        if one.hidden or one.outside or one.kind in ("Popup", "PrinterMark", "TrapNet"):
            continue
        kind, kind_en = _KINDS.get(one.kind, ("注釈", "A note"))
        said = {"page": one.page, "kind": kind, "kind_en": kind_en, "name": one.name[:60]}
        place = page_target(file, one.page, one.kind, one.name or one.kind)
        wanted = {"Link": "Link", "Widget": "Form"}.get(one.kind, "Annot")
        nested = one.role == wanted or (wanted == "Annot" and bool(one.role))
        if not one.role or not nested:
            yield definite(place, "untagged", **said)
        elif one.kind == "Widget" and not one.label and not one.alt:
            yield definite(place, "field", **said)
        elif one.kind != "Widget" and not one.contents and not one.alt:
            yield definite(place, "no-text", **said)
        else:
            yield passed()
