"""Fetch standard: nosniff keeps a browser from taking a file for something else than it is declared to be."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    SiteView,
    definite,
    header_target,
    passed,
    site_rule,
)

from ._headers import how_to, joined, judged, reached, with_reach

HEADER = "X-Content-Type-Options"
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/content-type-options-missing",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="ファイルの種類の読み替えを止めるヘッダー（X-Content-Type-Options）がない、または誤っている",
        en="X-Content-Type-Options header is missing or wrong",
    ),
    why=Text(
        ja="画像や文書に見せかけたファイルがスクリプトとして動かされ、利用者が被害を受けるおそれがあります。",
        en="A file disguised as an image or text may be run as a script and harm visitors.",
    ),
    fix=how_to("値は nosniff だけです。", "The only value is nosniff.", HEADER, "nosniff"),
    messages={
        "missing": reached(
            ja="X-Content-Type-Options がありません。", en="There is no X-Content-Type-Options."
        ),
        "wrong-value": reached(
            ja="X-Content-Type-Options の値「{value}」は無効です（正しくは {expected}）。",
            en="The X-Content-Type-Options value “{value}” has no effect (it must be {expected}).",
        ),
    },
    examples=[
        Example(PASSED, pages={"https://a.example/": (PAGE, ((HEADER, "nosniff"),))}),
        Example(DEFINITE, pages={"https://a.example/": (PAGE, ())}, at=HEADER, key="missing"),
        Example(
            DEFINITE,
            pages={"https://a.example/": (PAGE, ((HEADER, "no-sniff"),))},
            at=HEADER,
            key="wrong-value",
        ),
        Example(
            PASSED,
            pages={"https://a.example/": (PAGE, (("x-content-type-options", "NoSniff, nosniff"),))},
            why="Case does not matter, and browsers take the first of two.",
        ),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}, why="A file has no header lines."),
    ],
)
@with_reach(Impact.MINOR)
def content_type_options_missing(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        value = joined(page, HEADER)
        if value.split(",")[0].strip().lower() == "nosniff":
            yield passed(page)
        elif not value:
            yield definite(header_target(page, HEADER), "missing")
        else:
            yield definite(
                header_target(page, HEADER, value), "wrong-value", value=value[:200], expected="nosniff"
            )
