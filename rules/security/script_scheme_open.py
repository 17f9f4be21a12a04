"""A script of another owner whose address leaves the scheme open comes unencrypted with a plain page."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    Page,
    advice,
    page_rule,
    passed,
)

from ._domains import host_of
from ._markup import is_foreign, is_web


@page_rule(
    id="security/script-scheme-open",
    impact=Impact.MINOR,
    title=Text(
        ja="外部の部品を「//」で始まるアドレスで読み込む",
        en="External script by an address that begins with //",
    ),
    why=Text(
        ja="ページが http:// で開かれると部品も暗号化されずに届き、途中で書き換えられるおそれがあります。",
        en="Where the page opens over http://, so does the script, and others can change it.",
    ),
    fix=Text(ja="「//」を「https://」に改めてください。", en="Write https:// instead of //."),
    messages={
        "open": Text(
            ja="外部の部品（{host}）を「//」で始まるアドレスで読み込んでいます。",
            en="An external script ({host}) is loaded by an address that begins with //.",
        )
    },
    examples=[
        Example(PASSED, '<script src="https://cdn.example.com/a.js"></script>'),
        Example(ADVICE, '<script src="//cdn.example.com/a.js"></script>', at="script", key="open"),
        Example(INAPPLICABLE, '<script src="/a.js"></script>'),
    ],
)
def script_scheme_open(page: Page) -> Iterator[Finding]:
    for script in page.select("script[src]"):
        url = script.url("src")
        if not is_web(page) or not is_foreign(url, page):
            continue
        if script["src"].strip().startswith("//"):
            yield advice(script, "open", host=host_of(url))
        else:
            yield passed(script)
