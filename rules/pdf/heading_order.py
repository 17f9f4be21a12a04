"""The headings of a tagged PDF go down one level at a time."""

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

from ._pdf import HEADINGS, NOT_PDF, children, of_role, page_target, pdf, tree


@file_rule(
    id="pdf/heading-order",
    impact=Impact.MODERATE,
    needs=[Need.PDF_CONTENT],
    criteria=["1.3.1", "2.4.6"],
    techniques=["PDF9", "Matterhorn 14"],
    title=Text(
        ja="順序の乱れた見出し",
        en="Headings out of order",
    ),
    why=Text(
        ja="見出しで文書の構成をつかむ人が、段階の抜けで迷います。",
        en="People who learn the structure from the headings are lost where a level is missing.",
    ),
    fix=Text(
        ja="Word では「見出し 1」「見出し 2」…の順にスタイルを付けて作り直します。Acrobat では「タグ」"
        "パネルで H1、H2 … の種類を直します。",
        en="In Word use the styles Heading 1, Heading 2 … in order; in Acrobat mend the tag types H1, H2 …",
    ),
    messages={
        "skipped": Text(
            ja="{page}ページで、{before} の次が {now} です（段階が抜けています）。",
            en="On page {page} {now} follows {before}: a level is skipped.",
        ),
        "first": Text(
            ja="最初の見出しが {now} です（H1 から始めます）。",
            en="The first heading is {now}, not H1.",
        ),
        "mixed": Text(
            ja="番号のない見出し（H）と番号のある見出し（H1〜H6）が混ざっています。",
            en="Headings without (H) and with numbers (H1 to H6) are mixed.",
        ),
        "several": Text(
            ja="{page}ページで、1つの節に番号のない見出し（H）が {number} つあります。",
            en="On page {page} one section has {number} headings H.",
        ),
    },
    examples=[
        Example(PASSED, file=pdf(elements=tree(("Document", -1), ("H1", 0), ("H2", 0), ("H1", 0)))),
        Example(DEFINITE, file=pdf(elements=tree(("Document", -1), ("H1", 0), ("H3", 0))), key="skipped"),
        Example(DEFINITE, file=pdf(elements=tree(("Document", -1), ("H2", 0))), key="first"),
        Example(DEFINITE, file=pdf(elements=tree(("Document", -1), ("H", 0), ("H1", 0))), key="mixed"),
        Example(DEFINITE, file=pdf(elements=tree(("Document", -1), ("H", 0), ("H", 0))), key="several"),
        Example(INAPPLICABLE, file=pdf()),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def heading_order(file: File) -> Iterator[Finding]:
    doc = file.facts.pdf
    if doc is None:
        return

    heads = [element for _, element in of_role(file, "H", *HEADINGS)]
    if not heads:
        return
    numbered = [element for element in heads if element.role != "H"]
    if numbered and len(numbered) < len(heads):
        yield definite(page_target(file, heads[0].page, "H"), "mixed")
    before = 0
    told = False
    for element in numbered:
        level = int(element.role[1])
        if level > before + 1:
            told = True
            if before:
                yield definite(
                    page_target(file, element.page, element.role),
                    "skipped",
                    page=element.page or "?",
                    before=f"H{before}",
                    now=element.role,
                )
            else:
                yield definite(page_target(file, element.page, element.role), "first", now=element.role)
        before = level
    for kids in children(doc.elements):
        plain = [doc.elements[index] for index in kids if doc.elements[index].role == "H"]
        if len(plain) > 1:
            told = True
            yield definite(
                page_target(file, plain[1].page, "H"), "several", page=plain[1].page or "?", number=len(plain)
            )
    if not told and not (numbered and len(numbered) < len(heads)):
        yield passed()
