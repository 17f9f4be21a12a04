"""Which security headers each host sends, and what the security rules said about them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from auditor.model import Certainty, FindingRow, HeaderLine, HeaderState, Outcome, PageFacts, Text
from auditor.plan import plan_words
from auditor.plan.issue_grouping import IMPACTS
from auditor.plan.material import Material
from auditor.words import of_value, say

_SENT = Text("指摘はありません。", "Nothing was found.")
_NOT_NEEDED = Text("不要、又は他の設定で満たされています。", "Not needed, or met by another setting.")
_NOT_TESTED = Text("このヘッダーを検査した結果がありません。", "This header was not tested.")
_NONE_EXPECTED = Text("", "")
_NONE_SENT = Text("（なし）", "(none)")
_OTHER_VALUES = Text("（ほか{n}種）", " (and {n} other values)")
# header → what is expected in words, and what its rules are called
EXPECTED: Mapping[str, tuple[Text, tuple[str, ...]]] = {
    "Strict-Transport-Security": (
        Text("max-age=31536000 以上（1年）", "max-age=31536000 or more (one year)"),
        ("strict-transport", "hsts"),
    ),
    "Content-Security-Policy": (
        Text("script-src 又は default-src で読込元を限定", "sources limited by script-src or default-src"),
        ("content-security", "csp"),
    ),
    "X-Content-Type-Options": (Text("nosniff", "nosniff"), ("content-type-options", "nosniff")),
    "X-Frame-Options": (
        Text(
            "DENY 又は SAMEORIGIN（CSPのframe-ancestorsでもよい）",
            "DENY or SAMEORIGIN (or frame-ancestors of CSP)",
        ),
        ("frame", "clickjack"),
    ),
    "Referrer-Policy": (
        Text("strict-origin-when-cross-origin など", "strict-origin-when-cross-origin or the like"),
        ("referrer",),
    ),
    "Permissions-Policy": (
        Text(
            "使わない機能を止める（例 camera=()）", "features that are not used are off (such as camera=())"
        ),
        ("permissions",),
    ),
}
_LOOKED = frozenset({Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE})


def lines(material: Material) -> tuple[HeaderLine, ...]:
    """Return one line per host and header: the six classic ones, then others that a finding names."""
    return tuple(line for site in material.sites for line in _site(material, site.id))


def _site(material: Material, site: str) -> list[HeaderLine]:
    found: dict[tuple[str, str], list[FindingRow]] = defaultdict(list)
    names = {name.lower(): name for name in EXPECTED}
    for row in material.rows:
        if row.site == site and row.target.region == "response" and row.target.where:
            name = row.target.where
            found[_host(row.url), name.lower()].append(row)
            names.setdefault(name.lower(), name)
    hosts: dict[str, list[PageFacts]] = defaultdict(list)
    for page in material.pages.get(site, ()):
        if page.sample and page.url:
            hosts[_host(page.url)].append(page)
    looked = {
        rule
        for rule, by_url in material.outcomes.get(site, {}).items()
        if rule.startswith("security/") and any(outcome in _LOOKED for outcome in by_url.values())
    }
    return [
        _line(material, site, host, names[name], hosts[host], found[host, name], looked)
        for host in sorted(hosts)
        for name in names
        if name in {n.lower() for n in EXPECTED} or found[host, name]
    ]


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _line(
    material: Material,
    site: str,
    host: str,
    name: str,
    pages: Sequence[PageFacts],
    found: Sequence[FindingRow],
    looked: set[str],
) -> HeaderLine:
    answered = [page for page in pages if page.hops]
    values = Counter(_value(page, name) for page in answered)
    expected, slugs = EXPECTED.get(name, (_NONE_EXPECTED, ()))
    ruled = bool(found) or any(slug in rule for rule in looked for slug in slugs)
    of_host = name not in EXPECTED and not any(values)  # TLS, 404, robots.txt: told once, with the start page
    judged = _judge(answered, found, ruled, of_host)
    worst = min(found, key=lambda row: (IMPACTS.index(row.impact), row.rule, row.url), default=None)
    rule = material.rules.get(worst.rule) if worst else None
    if worst:
        text = plan_words.message(worst, material.rules, material.lang)
    elif judged is HeaderState.FIT:
        sent = values and "" not in values
        text = say(_SENT if sent else _NOT_NEEDED, material.lang)
    else:
        text = say(_NOT_TESTED, material.lang)
    return HeaderLine(
        site=site,
        host=host,
        name=name,
        expected=say(expected, material.lang),
        actual=_actual(values, material.lang)
        if expected.ja or any(values) or not worst
        else worst.target.snippet[:200],
        judged=judged,
        impact=worst.impact if worst else None,
        message=text,
        fix=say(rule.fix, material.lang) if rule else "",
        previous=of_value(
            HeaderState, str(material.previous.get("headers", {}).get(f"{site}/{host}/{name.lower()}", ""))
        ),
        number=worst.issue if worst else "",
    )


def _value(page: PageFacts, name: str) -> str:
    return ", ".join(value for key, value in page.headers if key.lower() == name.lower())


def _actual(values: Counter[str], lang: str) -> str:
    if not values:
        return ""
    value = sorted(values.items(), key=lambda item: (-item[1], item[0]))[0][0]
    more = _OTHER_VALUES.fill(lang, {"n": len(values) - 1}) if len(values) > 1 else ""
    return (value or say(_NONE_SENT, lang)) + more


def _judge(
    answered: Sequence[PageFacts], found: Sequence[FindingRow], ruled: bool, of_host: bool
) -> HeaderState:
    if not answered or not ruled:
        return HeaderState.UNKNOWN
    if not found:
        return HeaderState.FIT
    # Advice counts too: a header that no page sends is not partly there.
    failing = {row.url for row in found if row.certainty is not Certainty.REVIEW}
    return (
        HeaderState.UNFIT
        if failing and (of_host or {page.url for page in answered} <= failing)
        else HeaderState.PARTLY
    )
