"""The name with www and the one without lead to one site."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.model import Finding, Hop, Impact, SiteEvidence, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, SiteView, passed, review, site_rule

from ._headers import cure
from ._host import UNREACHED, host_target

AT = "2026-11-22T00:00:00+00:00"
HERE = (Hop("https://www.a.lg.jp/", 200, ()),)


@site_rule(
    id="security/www-name-divergent",
    impact=Impact.MINOR,
    title=Text(
        ja="www の有無で表示できない、又は別の内容が表示される",
        en="The name with and without www do not lead to one site",
    ),
    why=Text(
        ja="アドレスを手で打つ利用者がたどり着けません。別々に表示されると、証明書やヘッダーの設定漏れも起こりがちです。",
        en="People who type the address do not arrive; of two copies one is easily left without its settings.",
    ),
    fix=cure(
        ja="どちらかを正とし、もう一方から 301 で転送してください（証明書には両方の名前を入れます）。"
        "nginx: return 301 https://（正とする名前）$request_uri;  Apache: Redirect permanent / https://（正とする名前）/ "
        " IIS: URL Rewrite の規則  CDN: 両方の名前を登録し、一方から転送",
        en="Choose one and redirect the other with 301 (the certificate names both). "
        "nginx: return 301 https://NAME$request_uri;  Apache: Redirect permanent / https://NAME/ "
        " IIS: a URL Rewrite rule  CDN: add both names and redirect one",
    ),
    messages={
        "closed": Text(
            ja="www を除いた名前（{host}）では表示できません（{value}）。",
            en="The name without www ({host}) does not answer ({value}).",
        ),
        "apart": Text(
            ja="{host} は転送されず、{value} のまま表示されます。",
            en="{host} is not redirected and stays at {value}.",
        ),
    },
    question=Text(
        ja="この名前を利用者に使わせていますか。使わせていれば、正とする名前へ転送していますか。",
        en="Do people use this name, and does it lead to the chosen one?",
    ),
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence(
                "www.a.lg.jp",
                AT,
                https=HERE,
                twin=(Hop("https://a.lg.jp/", 301, ()), *HERE),
                twin_fate="ok",
            ),
        ),
        Example(
            REVIEW,
            evidence=SiteEvidence("www.a.lg.jp", AT, https=HERE, twin_fate="dns"),
            key="closed",
        ),
        Example(
            REVIEW,
            evidence=SiteEvidence(
                "www.a.lg.jp", AT, https=HERE, twin=(Hop("https://a.lg.jp/", 200, ()),), twin_fate="ok"
            ),
            key="apart",
        ),
        Example(
            INAPPLICABLE,
            evidence=SiteEvidence("soumu.a.lg.jp", AT, https=HERE, twin_fate="dns"),
            why="A name without www need not have one with it.",
        ),
        Example(INAPPLICABLE, evidence=SiteEvidence("www.a.lg.jp", AT), why="It was not asked."),
    ],
)
def www_name_divergent(site: SiteView) -> Iterator[Finding]:
    evidence = site.evidence
    here = evidence.https or evidence.http
    if not here or not evidence.twin_fate:
        return
    host = evidence.host.removeprefix("www.") if evidence.host.startswith("www.") else f"www.{evidence.host}"
    if evidence.twin_fate in (*UNREACHED, "tls"):
        if evidence.host.startswith("www."):
            yield review(host_target("www", host), "closed", host=host, value=evidence.twin_fate)
        return
    there = evidence.twin[-1].url if evidence.twin else ""
    if urlsplit(there).hostname == urlsplit(here[-1].url).hostname:
        yield passed(host_target("www"))
    elif urlsplit(there).hostname == host:
        yield review(host_target("www", there), "apart", host=host, value=there[:200])
