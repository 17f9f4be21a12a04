"""HTML standard: frame-ancestors, report-uri and sandbox of a policy in a meta element do nothing."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Page,
    header_values,
    likely,
    page_rule,
    passed,
)

from ._csp import parse, policies_of


def _meta(policy: str) -> str:
    return f'<head><meta http-equiv="Content-Security-Policy" content="{policy}"></head>'


@page_rule(
    id="security/csp-meta-ignored",
    impact=Impact.MODERATE,
    title=Text(
        ja="meta 要素に書いた CSP の一部が無視される", en="Part of the policy in a meta element is ignored"
    ),
    why=Text(
        ja="frame-ancestors・sandbox・report-uri は、ヘッダーで送ったときにしか働きません。守られているつもりで守られていません。",
        en="frame-ancestors, sandbox and report-uri work only when sent as a header: the page is not protected as meant.",
    ),
    fix=Text(
        ja="Content-Security-Policy を応答ヘッダーで送ってください。埋め込みの防止だけなら X-Frame-Options: SAMEORIGIN でも足ります。",
        en="Send the policy as a response header; X-Frame-Options: SAMEORIGIN is enough against framing.",
    ),
    messages={
        "ignored": Text(
            ja="meta 要素の CSP にある {value} は、ブラウザに無視されます。",
            en="Browsers ignore {value} in the policy of the meta element.",
        )
    },
    examples=[
        Example(PASSED, _meta("default-src 'self'")),
        Example(LIKELY, _meta("default-src 'self'; frame-ancestors 'none'"), at="meta", key="ignored"),
        Example(
            PASSED,
            _meta("frame-ancestors 'none'"),
            headers=(("Content-Security-Policy", "frame-ancestors 'none'"),),
            why="The header says it too.",
        ),
        Example(INAPPLICABLE, "<p>案内</p>"),
    ],
)
def csp_meta_ignored(page: Page) -> Iterator[Finding]:
    sent = {
        name
        for hop in page.hops[-1:]
        for policy in policies_of(header_values(hop.headers, "Content-Security-Policy"))
        for name in policy.table
    }
    for meta in page.select("meta[http-equiv]"):
        if meta["http-equiv"].strip().lower() != "content-security-policy":
            continue
        lost = {
            name
            for policy in parse(meta["content"], meta=True)
            for name in policy.ignored
            if name not in sent
        }
        if lost:
            yield likely(meta, "ignored", value="・".join(sorted(lost)))
        else:
            yield passed(meta)
