"""RFC 9110 5: header lines that contradict each other, hold control characters, or are too many."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Impact, PageFacts, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    definite,
    header_target,
    header_values,
    passed,
    review,
    site_rule,
)

from ._headers import judged, reached, with_reach

PAGE = "<title>案内</title>"
# Of these an answer has one; X-Frame-Options and Strict-Transport-Security have rules that say so.
SINGLE = ("Content-Type", "Location", "Content-Disposition", "ETag", "Last-Modified", "Date")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LINES, LENGTH = 200, 8_000  # from here on many programs refuse the answer


@site_rule(
    id="security/header-malformed",
    impact=Impact.MODERATE,
    needs=[Need.RESPONSE],
    title=Text(
        ja="応答ヘッダーが食い違っている、壊れている、又は多すぎる",
        en="Header lines contradict each other, are broken, or too many",
    ),
    why=Text(
        ja="ブラウザや途中の機器が別々の行を採るため、表示や守りの設定が場所によって変わります。受け取りを拒む機器もあります。",
        en="Browsers and devices on the way take different lines, so pages and protections differ; some refuse the answer.",
    ),
    fix=Text(
        ja="サーバー・アプリケーション・CDN のうち 1 か所だけで設定し、同じ名前のヘッダーが重ならないようにしてください。",
        en="Set each header in one place only: server, application or CDN.",
    ),
    messages={
        "conflicting": reached(
            ja="{name} が違う値で 2 回以上送られています（{value}）。",
            en="{name} is sent more than once with different values ({value}).",
        ),
        "control": reached(
            ja="{name} の値に制御文字（U+{value}）が入っています。",
            en="The value of {name} holds a control character (U+{value}).",
        ),
        "many": reached(
            ja="応答ヘッダーが多すぎます（{value}）。",
            en="There are too many or too long header lines ({value}).",
        ),
    },
    question=Text(ja="これだけの量が必要ですか。", en="Is that much needed?"),
    examples=[
        Example(PASSED, pages={"https://a.lg.jp/": (PAGE, (("ETag", '"a"'), ("ETag", '"a"')))}),
        Example(
            DEFINITE,
            pages={"https://a.lg.jp/": (PAGE, (("ETag", '"a"'), ("etag", '"b"')))},
            at="ETag",
            key="conflicting",
        ),
        Example(DEFINITE, pages={"https://a.lg.jp/": (PAGE, (("X-A", "a\x01b"),))}, at="X-A", key="control"),
        Example(
            REVIEW,
            pages={"https://a.lg.jp/": (PAGE, tuple((f"X-{n}", "y") for n in range(LINES)))},
            key="many",
        ),
        Example(REVIEW, pages={"https://a.lg.jp/": (PAGE, (("X-A", "y" * LENGTH),))}, key="many"),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}),
    ],
)
@with_reach(Impact.MODERATE)
def header_malformed(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        found = list(_faults(page))
        yield from found or [passed(page)]


def _faults(page: PageFacts) -> Iterator[Finding]:
    for name in SINGLE:
        values = list(dict.fromkeys(value.strip() for value in header_values(page.headers, name)))
        if len(values) > 1:
            said = " / ".join(values)[:200]
            yield definite(header_target(page, name, said), "conflicting", name=name, value=said)
    for name, value in page.headers:
        if match := CONTROL.search(value):
            code = f"{ord(match[0]):04X}"
            yield definite(header_target(page, name, repr(value)), "control", name=name[:80], value=code)
            break
    longest = max((len(value) for _, value in page.headers), default=0)
    if len(page.headers) >= LINES or longest >= LENGTH:
        said = f"{len(page.headers)} 行、最長 {longest} 字"
        yield review(header_target(page, "HTTP"), "many", value=said)
