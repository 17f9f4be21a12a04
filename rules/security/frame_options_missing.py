"""RFC 7034, CSP3 frame-ancestors: a page says who may put it into a frame."""

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

from ._headers import how_to, joined, judged, policies, reached, with_reach

HEADER = "X-Frame-Options"
CSP = "Content-Security-Policy"
PAGE = "<title>案内</title><p>案内</p>"
ANYONE = frozenset({"*", "http:", "https:", "http://*", "https://*"})


@site_rule(
    id="security/frame-options-missing",
    impact=Impact.MODERATE,
    needs=[Need.RESPONSE],
    title=Text(
        ja="ほかのサイトへの埋め込みを防ぐヘッダー（X-Frame-Options）がない、または誤っている",
        en="X-Frame-Options header (or frame-ancestors) is missing or wrong",
    ),
    why=Text(
        ja="偽のサイトに透明にして重ねられ、利用者が気づかないうちにボタンを押させられるおそれがあります"
        "（クリックジャッキング。IPA「安全なウェブサイトの作り方」9-(i)-a）。",
        en="A false site can lay the page unseen over its own and make visitors press buttons unawares "
        "(clickjacking).",
    ),
    fix=how_to(
        "自分のサイトの中だけで埋め込みを許します。ほかのサイトに埋め込ませるページは、CSP の "
        "frame-ancestors で相手を指定します。",
        "Allow framing by the site itself only; name other sites in frame-ancestors of the CSP.",
        HEADER,
        "SAMEORIGIN",
    ),
    messages={
        "missing": reached(
            ja="X-Frame-Options も、CSP の frame-ancestors もありません。",
            en="There is neither X-Frame-Options nor frame-ancestors in a CSP.",
        ),
        "wrong-value": reached(
            ja="{header} の値「{value}」では埋め込みを防げません（例: {expected}）。",
            en="The {header} value “{value}” does not prevent framing (example: {expected}).",
        ),
    },
    examples=[
        Example(PASSED, pages={"https://a.example/": (PAGE, ((HEADER, "SAMEORIGIN"),))}),
        Example(PASSED, pages={"https://a.example/": (PAGE, ((CSP, "frame-ancestors 'none'"),))}),
        Example(
            DEFINITE,
            pages={"https://a.example/": (PAGE, ((CSP, "default-src 'self'"),))},
            at=HEADER,
            key="missing",
            why="default-src does not stand for frame-ancestors.",
        ),
        Example(
            DEFINITE,
            pages={"https://a.example/": (PAGE, ((HEADER, "ALLOW-FROM https://b.example"),))},
            at=HEADER,
            key="wrong-value",
        ),
        Example(
            DEFINITE,
            pages={"https://a.example/": (PAGE, ((CSP, "frame-ancestors *"),))},
            at=CSP,
            key="wrong-value",
        ),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}, why="A file has no header lines."),
    ],
)
@with_reach(Impact.MODERATE)
def frame_options_missing(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        ancestors = [policy["frame-ancestors"] for policy in policies(page) if "frame-ancestors" in policy]
        value = joined(page, HEADER)
        options = {part.strip().lower() for part in value.split(",")}
        # Where a policy names ancestors, browsers do not look at X-Frame-Options any more.
        if ancestors:
            if any(not set(sources) & ANYONE for sources in ancestors):
                yield passed(page)
            else:
                shown = "frame-ancestors " + " ".join(ancestors[0])
                yield definite(
                    header_target(page, CSP, joined(page, CSP)), "wrong-value", header=CSP, value=shown[:200],
                    expected="frame-ancestors 'self'",
                )  # fmt: skip
        elif len(options) == 1 and options <= {"deny", "sameorigin"}:
            yield passed(page)
        elif not value:
            yield definite(header_target(page, HEADER), "missing")
        else:
            yield definite(
                header_target(page, HEADER, value),
                "wrong-value",
                header=HEADER,
                value=value[:200],
                expected="SAMEORIGIN",
            )
