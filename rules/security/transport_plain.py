"""A public page is delivered over HTTPS."""

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

from ._headers import cure, is_local, judged

PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/transport-plain",
    impact=Impact.CRITICAL,
    needs=[Need.RESPONSE],
    title=Text(
        ja="暗号化されない通信（http://）で公開されているページ",
        en="Page delivered without encryption (http://)",
    ),
    why=Text(
        ja="途中で内容を盗み見られたり書き換えられたりして、"
        "利用者が誤った情報や偽の入力欄を信じてしまうおそれがあります。",
        en="Others on the way can read or change the page, and visitors may trust false information or "
        "false forms.",
    ),
    fix=cure(
        ja="サーバーの管理者に、証明書を入れて HTTPS で公開し、http:// から https:// "
        "へ転送するよう依頼してください。"
        "nginx: return 301 https://$host$request_uri;  Apache: Redirect permanent / https://（ホスト名）/  "
        "IIS: URL Rewrite の規則で https へ転送",
        en="Ask whoever runs the server to deliver over HTTPS and to redirect http:// there. "
        "nginx: return 301 https://$host$request_uri;  Apache: Redirect permanent / https://HOST/  "
        "IIS: a URL Rewrite rule to https",
    ),
    messages={
        "plain": Text(
            ja="ページが http:// で開かれ、https:// に転送されません。",
            en="The page opens over http:// and is not redirected to https://.",
        )
    },
    examples=[
        Example(PASSED, pages={"https://a.example/": (PAGE, ())}),
        Example(DEFINITE, pages={"http://a.example/": (PAGE, ())}, key="plain"),
        Example(
            DEFINITE,
            pages={"https://a.example/": (PAGE, ()), "http://a.example/b": (PAGE, ())},
            at="/b",
            key="plain",
        ),
        Example(
            INAPPLICABLE, pages={"http://a.localhost/": (PAGE, ())}, why="A folder served for the audit."
        ),
    ],
)
def transport_plain(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        if is_local(page):
            continue
        if page.url.startswith("https://"):
            yield passed(page)
        else:
            yield definite(header_target(page, "transport"), "plain")
