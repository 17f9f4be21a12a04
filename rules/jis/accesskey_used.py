"""Good practice: access keys take keys that people's own tools use."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import ADVICE, INAPPLICABLE, PASSED, Example, Page, advice, page_rule, passed

from ._words import short


@page_rule(
    id="jis/accesskey-used",
    impact=Impact.MINOR,
    title=Text(ja="accesskey（ショートカットキー）の指定", en="Access keys"),
    why=Text(
        ja="読み上げソフトやブラウザーのキー操作とぶつかり、思わぬ所へ移ることがあります。どのキーがあるかも利用者に伝わりません。",
        en="They clash with keys of screen readers and browsers, and nobody is told of them.",
    ),
    fix=Text(
        ja="accesskey を外してください。残す場合は、どのキーで何ができるかをページに書きます。",
        en="Remove accesskey, or say in the page which keys there are.",
    ),
    messages={
        "used": Text(
            ja="accesskey が {count} か所にあります（「{value}」など）。",
            en="{count} elements have an accesskey (“{value}” …).",
        )
    },
    examples=[
        Example(ADVICE, '<a href="/" accesskey="1">トップ</a><a href="/s" accesskey="2">検索</a>', at="a", key="used"),
        Example(PASSED, '<a href="/">トップ</a>'),
        Example(INAPPLICABLE, "<p>本文</p>"),
    ],
)  # fmt: skip
def accesskey_used(page: Page) -> Iterator[Finding]:
    with_key = [one for one in page.select("[accesskey]") if one["accesskey"].strip()]
    if with_key:
        yield advice(with_key[0], "used", count=len(with_key), value=short(with_key[0]["accesskey"], 10))
    elif page.select("a[href], button, input"):
        yield passed()
