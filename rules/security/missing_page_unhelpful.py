"""A page that says that there is no such page tells so in Japanese and shows a way on."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Hop, Impact, SiteEvidence, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, SiteView, has_kana, passed, review, site_rule

from ._host import host_target

AT = "2026-11-22T00:00:00+00:00"
GONE = Hop("https://a.lg.jp/x", 404, (("Content-Type", "text/html"),))
_TITLE = re.compile(r"<title[^>]*>\s*[^<\s]", re.IGNORECASE)
_LANG = re.compile(r"<html[^>]{0,300}\slang\s*=", re.IGNORECASE)
_LINK = re.compile(r"<a\s[^>]{0,500}href\s*=", re.IGNORECASE)
KNOWN = 4_000  # characters of the answer that the probe keeps: links may follow


@site_rule(
    id="security/missing-page-unhelpful",
    impact=Impact.MINOR,
    title=Text(
        ja="「ページが見つかりません」の画面に、説明や戻る手段がない",
        en="The answer for a missing page explains nothing and leads nowhere",
    ),
    why=Text(
        ja="古いリンクから来た利用者が、そこで行き止まりになります。英語だけのサーバーの画面では、何が起きたかも伝わりません。",
        en="Visitors who follow an old link are stranded; the server’s own English text does not tell most of them why.",
    ),
    fix=Text(
        ja="日本語の説明、トップページ・検索・サイトマップへのリンク、title 要素、lang 属性のある 404 ページを用意してください。",
        en="Make a 404 page with an explanation, links to top, search and site map, a title and a lang attribute.",
    ),
    messages={
        "unhelpful": Text(
            ja="存在しないページへの応答に、{value}がありません。", en="The answer for a missing page lacks: {value}."
        )
    },
    question=Text(
        ja="この画面を見た利用者は、目的の情報にたどり着けますか。", en="Can visitors find their way from this page?"
    ),
    examples=[
        Example(
            PASSED,
            evidence=SiteEvidence(
                "a.lg.jp", AT, missing=GONE,
                missing_text='<html lang="ja"><title>なし</title><p>ページが見つかりません<a href="/">トップへ</a>',
            ),
        ),
        Example(
            REVIEW,
            evidence=SiteEvidence(
                "a.lg.jp", AT, missing=GONE, missing_text="<html><head><title>404 Not Found</title></head><h1>Not Found</h1>"
            ),
            key="unhelpful",
        ),
        Example(INAPPLICABLE, evidence=SiteEvidence("a.lg.jp", AT)),
        Example(
            INAPPLICABLE,
            evidence=SiteEvidence("a.lg.jp", AT, missing=Hop("https://a.lg.jp/x", 200, ())),
            why="missing-page-answered says so.",
        ),
    ],
)  # fmt: skip
def missing_page_unhelpful(site: SiteView) -> Iterator[Finding]:
    evidence = site.evidence
    if evidence.missing is None or evidence.missing.status not in (404, 410):
        return
    text = evidence.missing_text
    lacks = [
        name
        for name, there in (
            ("日本語の説明", has_kana(text)),
            ("title 要素", bool(_TITLE.search(text))),
            ("lang 属性", bool(_LANG.search(text))),
            ("ほかのページへのリンク", bool(_LINK.search(text)) or len(text) >= KNOWN),
        )
        if not there
    ]
    if lacks:
        yield review(host_target("404", text[:200]), "unhelpful", value="・".join(lacks))
    else:
        yield passed(host_target("404"))
