"""JIS X 8341-3:2016 2.4.4: a link text must say where the link goes, not spell its address."""

import re
from collections.abc import Iterator

from auditor.model import Finding, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, likely, page_rule, passed

ADDRESS = re.compile(r"https?://\S+")


@page_rule(
    id="jis/link-text-is-url",
    criteria=["2.4.4"],
    title=Text(ja="リンクの文字がアドレスになっている", en="Link text is an address"),
    why=Text(
        ja="音声で読んでいる人には英数字が長く読み上げられ、行き先が分かりません。",
        en="People who listen to the page hear a long row of letters and do not learn where the link goes.",
    ),
    fix=Text(
        ja="行き先のページの名前をリンクの文字にしてください。",
        en="Use the name of the page it leads to as the link text.",
    ),
    messages={
        "address": Text(ja="リンクの文字が「{text}」です。", en="The link text is “{text}”."),
    },
    examples=[
        Example(PASSED, '<a href="https://www.example.jp/">防災のページ</a>'),
        Example(
            LIKELY, '<a href="https://www.example.jp/">https://www.example.jp/</a>', at="a", key="address"
        ),
        Example(INAPPLICABLE, "<p>リンクのないページ</p>"),
    ],
)
def link_text_is_url(page: Page) -> Iterator[Finding]:
    for link in page.select("a[href]"):
        if ADDRESS.fullmatch(link.text):
            yield likely(link, "address", text=link.text[:200])
        else:
            yield passed(link)
