"""A PDF holds no parts that assistive technology cannot deal with."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    File,
    definite,
    file_rule,
    passed,
)

from ._pdf import NOT_PDF, page_target, pdf

_FAULTS = frozenset(
    {
        "dynamic-xfa", "layer-unnamed", "layer-automatic", "embedded-file-unnamed", "trap-net", "printer-mark",
        "reference-xobject",
    }
)  # fmt: skip


@file_rule(
    id="pdf/parts-inaccessible",
    impact=Impact.MODERATE,
    techniques=["Matterhorn 20", "Matterhorn 21", "Matterhorn 25", "Matterhorn 30"],
    title=Text(
        ja="支援技術が扱えない部品",
        en="Part that assistive technology cannot deal with",
    ),
    why=Text(
        ja="動的フォームや名前のないレイヤー・添付ファイルは、読み上げでは扱えません。",
        en="Dynamic forms and unnamed layers or attachments cannot be dealt with by screen readers.",
    ),
    fix=Text(
        ja="動的フォーム（XFA）は Acrobat で通常のフォームに作り直します。"
        "レイヤーと添付ファイルには名前を付けます。",
        en="Make dynamic XFA forms again as plain forms; name layers and attachments.",
    ),
    messages={
        "dynamic-xfa": Text(
            ja="動的なフォーム（XFA）が使われています。",
            en="A dynamic form (XFA) is used.",
        ),
        "layer-unnamed": Text(
            ja="名前のないレイヤー設定があります。",
            en="A layer configuration has no name.",
        ),
        "layer-automatic": Text(
            ja="レイヤーが自動で切り替わる設定（AS）になっています。",
            en="Layers are set to switch by themselves (AS).",
        ),
        "embedded-file-unnamed": Text(
            ja="添付ファイルに名前（F と UF）がありません。",
            en="An embedded file has no name (F and UF).",
        ),
        "trap-net": Text(
            ja="印刷用の注釈（TrapNet）が残っています。",
            en="An annotation for printing (TrapNet) is left.",
        ),
        "printer-mark": Text(
            ja="印刷用の注釈（PrinterMark）がタグに入っています。",
            en="An annotation for printing (PrinterMark) is in the tags.",
        ),
        "reference-xobject": Text(
            ja="外部の PDF を参照する部品（Reference XObject）があります。",
            en="A part refers to another PDF (reference XObject).",
        ),
    },
    examples=[
        Example(PASSED, file=pdf()),
        Example(DEFINITE, file=pdf(faults=("dynamic-xfa",)), key="dynamic-xfa"),
        Example(DEFINITE, file=pdf(faults=("layer-unnamed",)), key="layer-unnamed"),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def parts_inaccessible(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    for fault in doc.faults:
        if fault in _FAULTS:
            yield definite(page_target(file, 0, fault), fault)
    if not set(doc.faults) & _FAULTS:
        yield passed()
