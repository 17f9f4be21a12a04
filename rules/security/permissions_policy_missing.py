"""Permissions Policy: a page turns off the camera, microphone and place where it does not need them."""

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

from ._headers import how_to, joined, judged, reached, with_reach

HEADER = "Permissions-Policy"
OLD = "Feature-Policy"
EXPECTED = "camera=(), microphone=(), geolocation=()"
# A structured-field dictionary: names with a list, * or self, and perhaps parameters (RFC 8941).
MEMBER = re.compile(r"[a-z*][a-z0-9_.*-]*(=(\([^()]*\)|\*|self|none|\?[01]))?(\s*;[^;]*)*", re.IGNORECASE)
PAGE = "<title>案内</title><p>案内</p>"


@site_rule(
    id="security/permissions-policy-missing",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="カメラや位置情報の利用を制限するヘッダー（Permissions-Policy）がない、または誤っている",
        en="Permissions-Policy header is missing or wrong",
    ),
    why=Text(
        ja="埋め込んだ外部の部品が、利用者にカメラや位置情報の許可を求められる状態のままになっています。",
        en="Embedded parts of others remain able to ask visitors for their camera or place.",
    ),
    fix=how_to(
        "使わない機能を止める指定を付けます（地図で現在地を使うページでは geolocation=(self) とします）。",
        "Turn off what the site does not use (geolocation=(self) where a map needs the place).",
        HEADER,
        EXPECTED,
    ),
    messages={
        "missing": reached(ja="Permissions-Policy がありません。", en="There is no Permissions-Policy."),
        "old-name": reached(
            ja="古い名前の Feature-Policy だけがあり、今のブラウザでは使われません（値「{value}」、"
            "今の書き方の例: {expected}）。",
            en="Only the old Feature-Policy is there (“{value}”), which browsers do not use (example: "
            "{expected}).",
        ),
        "wrong-value": reached(
            ja="Permissions-Policy の値「{value}」は書き方が正しくないため無視されます（例: {expected}）。",
            en="The Permissions-Policy value “{value}” is malformed and ignored (example: {expected}).",
        ),
    },
    examples=[
        Example(PASSED, pages={"https://a.example/": (PAGE, ((HEADER, "camera=(), geolocation=(self)"),))}),
        Example(ADVICE, pages={"https://a.example/": (PAGE, ())}, at=HEADER, key="missing"),
        Example(
            ADVICE, pages={"https://a.example/": (PAGE, ((OLD, "camera 'none'"),))}, at=HEADER, key="old-name"
        ),
        Example(
            ADVICE,
            pages={"https://a.example/": (PAGE, ((HEADER, "camera 'none'; geolocation 'self'"),))},
            at=HEADER,
            key="wrong-value",
        ),
        Example(
            PASSED,
            pages={
                "https://a.example/": (PAGE, ((HEADER, 'fullscreen=(self "https://b.example"), camera=()'),))
            },
            why="Origins are quoted.",
        ),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}, why="A file has no header lines."),
    ],
)
@with_reach(Impact.MINOR)
def permissions_policy_missing(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        value, old = joined(page, HEADER), joined(page, OLD)
        if not value and not old:
            yield advice(header_target(page, HEADER), "missing")
        elif not value:
            yield advice(header_target(page, HEADER, old), "old-name", value=old[:200], expected=EXPECTED)
        elif all(MEMBER.fullmatch(part.strip()) for part in value[:4000].split(",")):
            yield passed(page)
        else:
            yield advice(
                header_target(page, HEADER, value), "wrong-value", value=value[:200], expected=EXPECTED
            )
