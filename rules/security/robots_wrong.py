"""RFC 9309: robots.txt is a text of rules, and does not close the site."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Hop, Impact, SiteEvidence, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    SiteView,
    header_values,
    passed,
    review,
    site_rule,
)

from ._host import host_target

AT = "2026-11-22T00:00:00+00:00"
THERE = Hop("https://a.lg.jp/robots.txt", 200, (("Content-Type", "text/plain"),))
KNOWN = re.compile(
    r"\s*(?:#|$|(?:user-agent|allow|disallow|sitemap|crawl-delay|host|clean-param|noindex|content-signal|request-rate|visit-time)\s*:)",
    re.IGNORECASE,
)


@site_rule(
    id="security/robots-wrong",
    impact=Impact.MODERATE,
    title=Text(
        ja="robots.txt がサイト全体を閉ざしている、又は誤っている",
        en="robots.txt closes the site or is wrong",
    ),
    why=Text(
        ja="検索や災害時の情報収集からサイト全体が外れます。誤った書き方は、意図と逆に読まれることがあります。",
        en="The whole site drops out of search; what is written wrongly may be read the other way round.",
    ),
    fix=Text(
        ja="公開するサイトでは「Disallow: /」を除き、除外したい場所だけを書いてください。"
        "robots.txt は text/plain の文字だけのファイルにします。",
        en="Drop “Disallow: /” from a public site and name only what is to be left out; robots.txt is plain text.",
    ),
    messages={
        "closed": Text(
            ja="robots.txt がすべての巡回プログラムにサイト全体（Disallow: /）を禁じています。",
            en="robots.txt forbids the whole site (Disallow: /) to every crawler.",
        ),
        "markup": Text(
            ja="robots.txt のアドレスに、規則でなくウェブページが返ります。",
            en="A web page is answered in place of robots.txt.",
        ),
        "unknown": Text(
            ja="robots.txt に通じない行があります（「{value}」）。",
            en="robots.txt has a line nobody understands (“{value}”).",
        ),
    },
    question=Text(ja="この指定は意図どおりですか。", en="Is it meant so?"),
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp", AT, robots=THERE, robots_text="User-agent: *\nDisallow: /cgi/\n"
            ),
        ),
        Example(
            REVIEW,
            evidence=SiteEvidence("a.lg.jp", AT, robots=THERE, robots_text="User-agent: *\nDisallow: /\n"),
            key="closed",
        ),
        Example(
            REVIEW,
            evidence=SiteEvidence("a.lg.jp", AT, robots=THERE, robots_text="<!DOCTYPE html><p>案内"),
            key="markup",
        ),
        Example(
            REVIEW,
            evidence=SiteEvidence("a.lg.jp", AT, robots=THERE, robots_text="User-agent *\nDisallow: /a/\n"),
            key="unknown",
        ),
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp", AT, robots=THERE, robots_text="User-agent: *\nDisallow: /\nAllow: /koho/\n"
            ),
            why="Part of the site is open.",
        ),
        Example(
            INAPPLICABLE,
            evidence=SiteEvidence("a.lg.jp", AT, robots=Hop("https://a.lg.jp/robots.txt", 404, ())),
        ),
    ],
)
def robots_wrong(site: SiteView) -> Iterator[Finding]:
    evidence = site.evidence
    if evidence.robots is None or evidence.robots.status != 200:
        return
    text = evidence.robots_text.removeprefix("\ufeff")
    kind = " ".join(header_values(evidence.robots.headers, "Content-Type")).lower()
    if "html" in kind or text.lstrip()[:1] == "<":
        yield review(host_target("robots.txt", text[:200]), "markup")
        return
    lines = text.splitlines()
    # What the probe kept may end within a line.
    odd = next((line for line in lines[:-1] or lines if not KNOWN.match(line)), "")
    if _closes(lines):
        yield review(host_target("robots.txt", "Disallow: /"), "closed")
    elif odd:
        yield review(host_target("robots.txt", odd), "unknown", value=odd.strip()[:80])
    else:
        yield passed(host_target("robots.txt"))


def _closes(lines: list[str]) -> bool:
    """Return whether the group for everybody forbids everything and opens nothing."""
    everybody, naming, closed, opened = False, False, False, False
    for line in lines:
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            everybody = value == "*" or (naming and everybody)
            naming = True
            continue
        if name in ("allow", "disallow"):
            naming = False
            if everybody and value:
                closed |= name == "disallow" and value in ("/", "/*")
                opened |= name == "allow"
    return closed and not opened
