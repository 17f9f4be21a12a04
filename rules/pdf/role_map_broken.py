"""The tags of a PDF are those of the standard, or map to them."""

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

from ._pdf import MAX_TOLD, NOT_PDF, page_target, pdf


@file_rule(
    id="pdf/role-map-broken",
    impact=Impact.MODERATE,
    criteria=["1.3.1", "4.1.2"],
    techniques=["Matterhorn 02"],
    title=Text(
        ja="標準のタグに対応しないタグ",
        en="Tag that maps to no standard one",
    ),
    why=Text(
        ja="音声読み上げが知らない種類のタグは、ただの文字として扱われます。",
        en="Tags of an unknown kind are read as plain text.",
    ),
    fix=Text(
        ja="Acrobat の「タグ」パネル →「役割マップを編集」で、標準のタグ（P、H1、Table "
        "など）に対応させます。",
        en="In Acrobat edit the role map so that the tag maps to a standard one (P, H1, Table …).",
    ),
    messages={
        "unmapped": Text(
            ja="タグ「{name}」が標準のタグに対応していません。",
            en="The tag “{name}” maps to no standard one.",
        ),
        "circular": Text(
            ja="タグ「{name}」の対応が堂々巡りになっています。",
            en="The mapping of the tag “{name}” goes round in a circle.",
        ),
        "remapped": Text(
            ja="標準のタグ「{name}」が別の意味に変えられています。",
            en="The standard tag “{name}” is given another meaning.",
        ),
    },
    examples=[
        Example(PASSED, file=pdf()),
        Example(DEFINITE, file=pdf(role_faults=("unmapped:本文",)), key="unmapped"),
        Example(DEFINITE, file=pdf(role_faults=("circular:A",)), key="circular"),
        Example(DEFINITE, file=pdf(role_faults=("remapped:P",)), key="remapped"),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def role_map_broken(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    if not doc.structured:
        return
    for fault in doc.role_faults[:MAX_TOLD]:
        kind, _, name = fault.partition(":")
        yield definite(page_target(file, 0, f"RoleMap {name}"), kind, name=name[:60])
    if not doc.role_faults:
        yield passed()
