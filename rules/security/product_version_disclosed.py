"""OWASP Secure Headers: header lines that tell the product and its version."""

import re
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
VERSION = re.compile(r"\d+\.\d+")
TELLING = frozenset(
    {
        "server",
        "x-powered-by",
        "x-aspnet-version",
        "x-aspnetmvc-version",
        "x-generator",
        "x-drupal-cache",
        "x-runtime",
        "x-version",
        "x-powered-cms",
        "x-cms",
        "x-php-version",
        "x-jenkins",
        "liferay-portal",
        "x-owa-version",
        "microsoftsharepointteamservices",
        "x-oracle-dms-ecid",
        "x-litespeed-cache",
        "x-mod-pagespeed",
        "x-page-speed",
        "x-varnish",
        "via",
        "x-turbo-charged-by",
        "x-framework",
        "x-servlet-engine",
        "powered-by",
        "x-application-version",
        "x-server",
    }
)


@site_rule(
    id="security/product-version-disclosed",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(ja="サーバーの製品名と版がヘッダーで分かる", en="Header tells the product and its version"),
    why=Text(
        ja="古い版の弱点を狙う攻撃の手がかりになります。あわせて、その版が今も修正を受けられるか確かめてください"
        "。",
        en="It tells attackers which known weakness to try. See also whether that version still gets fixes.",
    ),
    fix=cure(
        ja="版を出さない設定にします。nginx: server_tokens off;  Apache: ServerTokens Prod と Header "
        "always unset X-Powered-By  PHP: expose_php = Off  IIS: <security><requestFiltering removeServerHeade"
        'r="true" /></security> と X-Powered-By の削除  CDN: オリジンの Server・X-Powered-By・X-AspNet-Versio'
        "n を落とす規則を加えます。",
        en="Hide it. nginx: server_tokens off;  Apache: ServerTokens Prod, Header always unset X-Powered-By "
        ' PHP: expose_php = Off  IIS: removeServerHeader="true" and no X-Powered-By  CDN: drop '
        "Server, X-Powered-By, X-AspNet-Version of the origin.",
    ),
    messages={
        "version": reached(
            ja="ヘッダーから製品と版が分かります（{value}）。",
            en="Header lines tell the product and version ({value}).",
        )
    },
    examples=[
        Example(PASSED, pages={"https://a.lg.jp/": (PAGE, (("Server", "nginx"),))}),
        Example(
            ADVICE,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (
                        ("Server", "Apache/2.4.6 (CentOS)"),
                        ("X-Powered-By", "PHP/5.6.40"),
                    ),
                )
            },
            at="Server",
            key="version",
        ),
        Example(
            ADVICE, pages={"https://a.lg.jp/": (PAGE, (("X-AspNet-Version", "4.0.30319"),))}, key="version"
        ),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}),
    ],
)
@with_reach(Impact.MINOR)
def product_version_disclosed(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        told = [
            (name, value)
            for hop in page.hops
            for name, value in hop.headers
            if name.lower() in TELLING and VERSION.search(value)
        ]
        if told:
            value = ", ".join(dict.fromkeys(f"{name}: {value}" for name, value in told))
            yield advice(header_target(page, told[0][0], value), "version", value=value[:200])
        else:
            yield passed(page)
