"""RFC 6797 6.1.2: hosts below the site stay open to plain http without includeSubDomains."""

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

from ._fields import hsts
from ._headers import how_to, is_https, judged, reached, with_reach

HEADER = "Strict-Transport-Security"
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/hsts-subdomains-absent",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="HSTS が下位のホスト名に及んでいない", en="Strict-Transport-Security without includeSubDomains"
    ),
    why=Text(
        ja="下位のホスト名が http:// のまま残ると、そこを足がかりに Cookie などを書き換えられるおそれがあります。"
        "なお、ブラウザへの事前登録（preload）は tokyo.lg.jp 全体の判断が必要で、局には求めません。",
        en="A host below that stays on http:// can be used to tamper with cookies. Preloading is "
        "a matter of the whole tokyo.lg.jp and is not asked of a bureau.",
    ),
    fix=how_to(
        "下位のホスト名（例: shisetsu.○○.metro.tokyo.lg.jp）がすべて HTTPS で開けることを確かめてから、",
        "Make sure that every host below opens over HTTPS, then set it.",
        HEADER,
        "max-age=31536000; includeSubDomains",
    ),
    messages={
        "absent": reached(
            ja="Strict-Transport-Security に includeSubDomains がありません（{value}）。",
            en="Strict-Transport-Security lacks includeSubDomains ({value}).",
        )
    },
    examples=[
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),),
                )
            },
        ),
        Example(
            ADVICE,
            pages={"https://a.lg.jp/": (PAGE, (("Strict-Transport-Security", "max-age=31536000"),))},
            at=HEADER,
            key="absent",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}, why="hsts-missing says so."),
    ],
)
@with_reach(Impact.MINOR)
def hsts_subdomains_absent(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        values = header_values(page.headers, HEADER)
        said = hsts(values) if values and is_https(page) else None
        if said is None or said.fault:
            continue
        if said.subdomains:
            yield passed(page)
        else:
            yield advice(header_target(page, HEADER, values[0]), "absent", value=values[0][:200])
