"""Fetch standard: a page that any site may read, by Access-Control-Allow-Origin."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Need,
    SiteView,
    advice,
    header_target,
    likely,
    passed,
    site_rule,
)

from ._headers import cure, joined, judged, reached, with_reach

PAGE = "<title>案内</title><p>案内</p>"
HEADER = "Access-Control-Allow-Origin"


@site_rule(
    id="security/cors-open-to-all",
    impact=Impact.MINOR,
    needs=[Need.RESPONSE],
    title=Text(
        ja="どのサイトのプログラムからもページを読める設定になっている",
        en="Access-Control-Allow-Origin opens pages to every site",
    ),
    why=Text(
        ja="公開データのファイルでは望ましい設定ですが、手続やログインのページでは、ほかのサイトに内容を読まれる"
        "おそれがあります。",
        en="Right for open data files; on pages of applications or sign-in other sites may read "
        "what is shown.",
    ),
    fix=cure(
        ja="公開データの場所（例: /data/）だけに Access-Control-Allow-Origin: * を付け、ページには付けないように"
        'します。nginx: location /data/ { add_header Access-Control-Allow-Origin "*"; }  Apache: '
        '<Location "/data"> の中だけに Header set  IIS: 該当フォルダーの web.config に限る  CDN: '
        "パスで規則を分ける",
        en="Send it for the folder of open data only (nginx location, Apache Location, a web.config "
        "of that folder, a CDN rule by path).",
    ),
    messages={
        "credentials": reached(
            ja="Access-Control-Allow-Origin「{value}」と資格情報の許可が一緒に送られています。",
            en="Access-Control-Allow-Origin “{value}” comes with credentials allowed.",
        ),
        "open": reached(
            ja="ページに Access-Control-Allow-Origin: {value} が付いています。",
            en="The page says Access-Control-Allow-Origin: {value}.",
        ),
    },
    examples=[
        Example(
            PASSED, pages={"https://a.lg.jp/": (PAGE, (("Access-Control-Allow-Origin", "https://a.lg.jp"),))}
        ),
        Example(
            ADVICE,
            pages={"https://a.lg.jp/": (PAGE, (("Access-Control-Allow-Origin", "*"),))},
            at=HEADER,
            key="open",
        ),
        Example(
            LIKELY,
            pages={
                "https://a.lg.jp/": (
                    PAGE,
                    (
                        ("Access-Control-Allow-Origin", "null"),
                        ("Access-Control-Allow-Credentials", "true"),
                    ),
                )
            },
            key="credentials",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": (PAGE, ())}),
    ],
)
@with_reach(Impact.MINOR)
def cors_open_to_all(site: SiteView) -> Iterator[Finding]:
    for page in judged(site):
        value = joined(page, HEADER)
        if not value:
            continue
        credentials = joined(page, "Access-Control-Allow-Credentials").lower() == "true"
        if value in ("*", "null") and credentials:
            yield likely(header_target(page, HEADER, value), "credentials", value=value)
        elif value == "*":
            yield advice(header_target(page, HEADER, value), "open", value=value)
        else:
            yield passed(page)
