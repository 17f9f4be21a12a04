"""RFC 6797 7.2: Strict-Transport-Security over http is ignored."""

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
    header_values,
    passed,
    site_rule,
)

from ._headers import answers, is_local, reached, with_reach

HEADER = "Strict-Transport-Security"
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/hsts-over-plain",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="暗号化されない応答で HSTS を送っている", en="Strict-Transport-Security sent over plain http"
    ),
    why=Text(
        ja="http:// の応答に付けた HSTS はブラウザに無視されます。付けたつもりの設定漏れを見落とすおそれがありま"
        "す。",
        en="Browsers ignore it there; a host that seems covered is not.",
    ),
    fix=Text(
        ja="HTTPS の設定（server の 443 番）の側にだけ Strict-Transport-Security を書いてください。",
        en="Write the header in the https server block only.",
    ),
    messages={
        "ignored": reached(
            ja="http:// の応答に Strict-Transport-Security が付いています（無視されます）。",
            en="Strict-Transport-Security is sent over http:// and ignored.",
        )
    },
    examples=[
        Example(PASSED, pages={"http://a.lg.jp/": (PAGE, ())}),
        Example(
            ADVICE,
            pages={"http://a.lg.jp/": (PAGE, ((HEADER, "max-age=31536000"),))},
            at=HEADER,
            key="ignored",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ((HEADER, "max-age=31536000"),))}),
    ],
)
@with_reach(Impact.MINOR)
def hsts_over_plain(site: SiteView) -> Iterator[Finding]:
    for page, hop in answers(site):
        if hop.url.startswith("http://") and not is_local(page):
            values = header_values(hop.headers, HEADER)
            yield advice(header_target(page, HEADER, values[0]), "ignored") if values else passed(page)
