"""What the PDF rules share: where a place is, walks over the structure tree, and the smallest facts of a PDF."""

from collections.abc import Iterator, Sequence
from typing import Any

from auditor.model import Target
from auditor.read.facts import Annotation, Element, FileFacts, Font, Pdf
from auditor.rule import File, file_target

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
MAX_TOLD = 100  # places told of one kind; the rest is counted in the last


def page_target(file: File, page: int, what: str = "", identity: str = "") -> Target:
    """Return a place on a page; page 0 stands for the whole document."""
    where = f"{page}ページ" if page else file.name
    return file_target(file, f"{where} {what}".strip(), what, identity or what)


def pages_word(pages: Sequence[int]) -> str:
    """Page numbers as people write them: 1〜3, 7."""
    parts: list[list[int]] = []
    for page in pages:
        if parts and page == parts[-1][1] + 1:
            parts[-1][1] = page
        else:
            parts.append([page, page])
    told = [f"{first}" if first == last else f"{first}〜{last}" for first, last in parts[:20]]
    return ", ".join(told) + (" …" if len(parts) > 20 else "")


def children(elements: Sequence[Element]) -> list[list[int]]:
    """Indexes of the children of each element; those of the root come last."""
    found: list[list[int]] = [[] for _ in range(len(elements) + 1)]
    for index, element in enumerate(elements):
        found[element.parent if element.parent >= 0 else len(elements)].append(index)
    return found


def of_role(file: File, *roles: str) -> Iterator[tuple[int, Element]]:
    """Yield the elements that map to one of these roles."""
    if file.facts.pdf is not None:
        yield from (
            (index, element) for index, element in enumerate(file.facts.pdf.elements) if element.role in roles
        )


def inside(elements: Sequence[Element], index: int, *roles: str) -> bool:
    """Return whether an element lies in one of these roles."""
    at = elements[index].parent
    while at >= 0:
        if elements[at].role in roles:
            return True
        at = elements[at].parent
    return False


def tree(*parts: tuple[str, int] | Element) -> tuple[Element, ...]:
    """Return elements from (role, index of the parent), for examples."""
    return tuple(
        one if isinstance(one, Element) else Element(one[0], one[0], one[1], page=1) for one in parts
    )


def pdf(**told: Any) -> FileFacts:
    """Return the facts of a PDF that is in order but for what is told."""
    whole: dict[str, Any] = {
        "pages": 1, "marked": True, "structured": True, "lang": "ja-JP", "title": "令和6年度の報告",
        "display_title": True, "ua_part": "1", "text_pages": (1,),
        "elements": tree(("Document", -1), ("P", 0)),
    }  # fmt: skip
    return FileFacts("houkoku.pdf", 1000, "pdf", pdf=Pdf(**{**whole, **told}))


def font(name: str, **told: Any) -> Font:
    """Return a font that is in order but for what is told."""
    return Font(**{"name": name, "kind": "Type0", "pages": (1,), "embedded": True, "readable": True, **told})


def link(**told: Any) -> Annotation:
    """Return a link annotation that is in order but for what is told."""
    return Annotation(
        **{"kind": "Link", "page": 1, "contents": "東京都公式ホームページ", "role": "Link", **told}
    )


NOT_PDF = FileFacts("data.csv", 10, "csv")
