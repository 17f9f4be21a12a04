"""OWASP Secure Headers: headers that browsers gave up."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    SiteView,
    advice,
    header_target,
    passed,
    site_rule,
)

from ._headers import cure, judged, reached, with_reach

PAGE = "<title>案内</title><p>案内</p>"
OLD = frozenset(
    {
        "x-xss-protection",
        "public-key-pins",
        "public-key-pins-report-only",
        "expect-ct",
        "p3p",
        "x-webkit-csp",
        "x-content-security-policy",
    }
)


@site_rule(
    id="security/deprecated-header",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(ja="今は使われない、又は害のあるヘッダーが残っている", en="Headers that browsers gave up"),
    why=Text(
        ja="X-XSS-Protection は古いブラウザで逆に弱点となります。ほかは働かず、守られていると思い違えるもとになり"
        "ます。",
        en="X-XSS-Protection opens holes in old browsers; the others do nothing and give false comfort.",
    ),
    fix=cure(
        ja="次のヘッダーの設定を除いてください。nginx: add_header の行を削除  Apache: Header always "
        'unset（名前）  IIS: <remove name="（名前）" />  CDN: 応答ヘッダーの規則から削除',
        en="Remove them. nginx: delete the add_header line  Apache: Header always unset NAME  IIS: "
        '<remove name="NAME" />  CDN: delete the rule',
    ),
    messages={
        "old": reached(
            ja="今は使われないヘッダーがあります（{value}）。",
            en="There are headers no longer used ({value}).",
        )
    },
    examples=[
        Example(
            PASSED, pages={"https://a.lg.jp/": (PAGE, (("X-XSS-Protection", "0"),))}, why="0 turns it off."
        ),
        Example(
            ADVICE,
            pages={"https://a.lg.jp/": (PAGE, (("X-XSS-Protection", "1; mode=block"),))},
            at="X-XSS-Protection",
            key="old",
        ),
        Example(ADVICE, pages={"https://a.lg.jp/": (PAGE, (("Public-Key-Pins", "max-age=1"),))}, key="old"),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}),
    ],
)
@with_reach(Impact.MINOR)
def deprecated_header(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        old = [
            (name, value)
            for name, value in page.headers
            if name.lower() in OLD and not (name.lower() == "x-xss-protection" and value.strip() == "0")
        ]
        if old:
            names = ", ".join(dict.fromkeys(name for name, _ in old))
            yield advice(header_target(page, old[0][0], old[0][1]), "old", value=names[:200])
        else:
            yield passed(page)
