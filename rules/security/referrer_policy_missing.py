"""Referrer Policy: a page does not tell other sites the full address it was left from."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    SiteView,
    advice,
    definite,
    header_target,
    passed,
    site_rule,
)  # fmt: skip

from ._headers import how_to, joined, judged, reached, with_reach
from ._markup import metas_of

HEADER = "Referrer-Policy"
EXPECTED = "strict-origin-when-cross-origin"
SAFE = frozenset({"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"})
UNSAFE = frozenset({"unsafe-url", "origin", "origin-when-cross-origin", "no-referrer-when-downgrade"})
PAGE = "<title>案内</title><p>案内</p>"
META = f'<meta name="referrer" content="same-origin">{PAGE}'


def _in_force(value: str) -> str:
    """Return the last policy a browser knows, as the standard takes it; '' where none is known."""
    known = [part.strip().lower() for part in value.split(",") if part.strip().lower() in SAFE | UNSAFE]
    return known[-1] if known else ""


def _metas(site: SiteView, wanted: set[str]) -> dict[str, str]:
    """Policies that audited pages give by a meta element."""
    found = {}
    for url in wanted:
        policy = next(iter(metas_of(site.source(url)).get("referrer-policy", ())), "")
        if policy:
            found[url] = policy
    return found


@site_rule(
    id="security/referrer-policy-missing",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="閲覧元の情報を制限するヘッダー（Referrer-Policy）がない、または緩すぎる",
        en="Referrer-Policy header is missing or too loose",
    ),
    why=Text(
        ja="利用者がどのページ（相談や申請など）を見ていたかが、"
        "リンク先のほかのサイトに伝わるおそれがあります。",
        en="Other sites may learn which page, on counselling or an application, a visitor came from.",
    ),
    fix=how_to(
        "ほかのサイトにはホスト名だけを伝える指定にします。",
        "Tell other sites the host only.",
        HEADER,
        EXPECTED,
    ),
    messages={
        "missing": reached(
            ja="Referrer-Policy がありません（ブラウザの既定値に任されています）。",
            en="There is no Referrer-Policy; it is left to the browser's default.",
        ),
        "wrong-value": reached(
            ja="Referrer-Policy の値「{value}」は、緩すぎるか無効です（例: {expected}）。",
            en="The Referrer-Policy value “{value}” is too loose or unknown (example: {expected}).",
        ),
    },
    examples=[
        Example(PASSED, pages={"https://a.example/": (PAGE, ((HEADER, "same-origin"),))}),
        Example(ADVICE, pages={"https://a.example/": (PAGE, ())}, at=HEADER, key="missing"),
        Example(
            DEFINITE,
            pages={"https://a.example/": (PAGE, ((HEADER, "unsafe-url"),))},
            at=HEADER,
            key="wrong-value",
        ),
        Example(
            DEFINITE,
            pages={"https://a.example/": (PAGE, ((HEADER, "nothing"),))},
            at=HEADER,
            key="wrong-value",
        ),
        Example(
            PASSED,
            pages={"https://a.example/": (PAGE, ((HEADER, "no-referrer, strict-origin-when-cross-origin"),))},
            why="The last known one counts: the first is for old browsers.",
        ),
        Example(PASSED, pages={"https://a.example/": (META, ())}, why="Given by a meta element."),
        Example(INAPPLICABLE, pages={"file:///a.html": (PAGE, ())}, why="A file has no header lines."),
    ],
)
@with_reach(Impact.MINOR)
def referrer_policy_missing(site: SiteView) -> Iterator[Finding]:
    pages = list(judged(site))
    metas = _metas(
        site, {page.url for page in pages if _in_force(joined(page, HEADER)) not in SAFE} & set(site.audited)
    )
    for page in pages:
        # The meta element is read after the header and overrides it.
        value = metas.get(page.url, "") or joined(page, HEADER)
        if not value:
            yield advice(header_target(page, HEADER), "missing")
        elif _in_force(value) in SAFE:
            yield passed(page)
        else:
            yield definite(
                header_target(page, HEADER, value), "wrong-value", value=value[:200], expected=EXPECTED
            )
