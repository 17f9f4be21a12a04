"""W3C SRI 3.5: a value no browser knows protects nothing; without CORS a foreign file is refused."""

import re
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
from ._markup import (
    is_foreign,
    is_web,
)

VALUE = re.compile(
    r"sha(256-[A-Za-z0-9+/_-]{43}=?|384-[A-Za-z0-9+/_-]{64}|512-[A-Za-z0-9+/_-]{86}={0,2})(\\?.*)?"
)
GOOD = "sha384-" + "A" * 64


@page_rule(
    id="security/integrity-broken",
    impact=Impact.MODERATE,
    title=Text(ja="改ざん検知の値（integrity）が誤っている", en="Integrity value that does not work"),
    why=Text(
        ja="誤った値は無視されるか、部品の読み込みが止まります。",
        en="A wrong value is ignored, or the part is not loaded.",
    ),
    fix=Text(
        ja='integrity は「sha384-（Base64）」の形で書き、ほかのサイトの部品には crossorigin="anonymous" '
        "も付けてください。",
        en='Write integrity as sha384-BASE64, with crossorigin="anonymous" for parts of other sites.',
    ),
    messages={
        "grammar": Text(
            ja="integrity の値「{value}」は正しい形ではありません。",
            en="The integrity value “{value}” is malformed.",
        ),
        "crossorigin": Text(
            ja="ほかのサイト（{host}）の部品に crossorigin がないため、読み込みが止まります。",
            en="A part of another site ({host}) lacks crossorigin and is refused.",
        ),
    },
    examples=[
        Example(
            PASSED, f'<script src="https://cdn.example.com/a.js" integrity="{GOOD}" crossorigin></script>'
        ),
        Example(DEFINITE, '<script src="/a.js" integrity="md5-abc"></script>', at="script", key="grammar"),
        Example(
            DEFINITE,
            f'<script src="https://cdn.example.com/a.js" integrity="{GOOD}"></script>',
            key="crossorigin",
        ),
        Example(INAPPLICABLE, '<script src="/a.js"></script>'),
    ],
)
def integrity_broken(page: Page) -> Iterator[Finding]:
    for element in page.select("script[integrity][src], link[integrity][href]"):
        value = element["integrity"].strip()
        url = element.url("src" if element.tag == "script" else "href")
        if not value:
            continue
        if not any(VALUE.fullmatch(one) for one in value.split()):
            yield definite(element, "grammar", value=value[:100])
        elif is_web(page) and is_foreign(url, page) and "crossorigin" not in element:
            yield definite(element, "crossorigin", host=host_of(url))
        else:
            yield passed(element)
