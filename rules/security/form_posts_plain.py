"""What people type must not travel unencrypted."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    Page,
    definite,
    page_rule,
    passed,
)

from ._domains import host_of
from ._markup import is_plain, is_secure, is_web


@page_rule(
    id="security/form-posts-plain",
    impact=Impact.CRITICAL,
    title=Text(ja="入力した内容が暗号化されずに送信される", en="Form sends what was typed over plain http"),
    why=Text(
        ja="氏名や連絡先などの入力が、途中で盗み見られるおそれがあります。",
        en="Names and addresses can be read on the way.",
    ),
    fix=Text(
        ja="form の action と、ボタンの formaction を https:// に改めてください。送り先のサーバーに証明書を入れる"
        "必要があります。",
        en="Turn action and formaction into https://; the server that takes them needs a certificate.",
    ),
    messages={
        "plain": Text(
            ja="フォームの送り先 {host} が暗号化されていません。",
            en="The form sends to {host} without encryption.",
        ),
        "plain-page": Text(
            ja="入力欄のあるページが暗号化されていません（{host}）。",
            en="A page with input fields is not encrypted ({host}).",
        ),
    },
    examples=[
        Example(PASSED, '<form action="/send"><input name="a"></form>'),
        Example(DEFINITE, '<form action="http://a.jp/send"><input name="a"></form>', at="form", key="plain"),
        Example(DEFINITE, '<form><button formaction="http://a.jp/send">送信</button></form>', key="plain"),
        Example(INAPPLICABLE, "<p>フォームなし</p>"),
    ],
)
def form_posts_plain(page: Page) -> Iterator[Finding]:
    if not is_web(page):
        return
    for element in page.select("form, [formaction]"):
        written = element["formaction"] if "formaction" in element else element["action"]
        url = (
            element.url("formaction" if "formaction" in element else "action")
            if written.strip()
            else page.url
        )
        if not written.strip() and not is_secure(page) and element["method"].lower() == "post":
            yield definite(element, "plain-page", host=host_of(url))
        elif is_plain(url) and is_secure(page):
            yield definite(element, "plain", host=host_of(url))
        else:
            yield passed(element)
