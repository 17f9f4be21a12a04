"""Each figure and formula of a tagged PDF has an alternative."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.read.facts import Element
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

from ._pdf import NOT_PDF, of_role, page_target, pdf, tree


@file_rule(
    id="pdf/figure-alt-missing",
    impact=Impact.SERIOUS,
    needs=[Need.PDF_CONTENT],
    criteria=["1.1.1"],
    techniques=["PDF1", "Matterhorn 13-004", "Matterhorn 17-002"],
    title=Text(
        ja="代替テキストのない図",
        en="Figure without an alternative",
    ),
    why=Text(
        ja="図の内容が、見えない人に伝わりません。",
        en="People who cannot see the figure do not learn what it shows.",
    ),
    fix=Text(
        ja="Word では図を右クリックし「代替テキストの表示」で説明を入れて作り直します。Acrobat "
        "では「代替テキストを設定」で入れます。飾りは「装飾」にします。",
        en="In Word use Edit Alt Text and save again; in Acrobat use Set Alternate Text. Mark "
        "decoration as such.",
    ),
    messages={
        "figure": Text(
            ja="{page}ページの図に代替テキストがありません。",
            en="A figure on page {page} has no alternative text.",
        ),
        "formula": Text(
            ja="{page}ページの数式に代替テキストがありません。",
            en="A formula on page {page} has no alternative text.",
        ),
    },
    examples=[
        Example(
            PASSED,
            file=pdf(
                elements=tree(
                    ("Document", -1), Element("Figure", "Figure", 0, page=1, alt="人口の推移のグラフ")
                )
            ),
        ),
        Example(
            DEFINITE,
            file=pdf(elements=tree(("Document", -1), ("Figure", 0))),
            key="figure",
            at="1ページ Figure",
        ),
        Example(DEFINITE, file=pdf(elements=tree(("Document", -1), ("Formula", 0))), key="formula"),
        Example(INAPPLICABLE, file=pdf()),
        Example(INAPPLICABLE, file=NOT_PDF),
    ],
)
def figure_alt_missing(file: File) -> Iterator[Finding]:
    for _, element in of_role(file, "Figure", "Formula"):
        if (element.alt or "").strip() or element.actual is not None:
            yield passed()
        else:
            kind = "figure" if element.role == "Figure" else "formula"
            yield definite(page_target(file, element.page, element.role), kind, page=element.page or "?")
