"""A meta element that tells the product and its version."""

import re
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


@page_rule(
    id="security/generator-version-disclosed",
    impact=Impact.MINOR,
    title=Text(ja="meta 要素から製品名と版が分かる", en="Meta generator tells the product and version"),
    why=Text(
        ja="古い版の弱点を狙う攻撃の手がかりになります。",
        en="It tells attackers which known weakness to try.",
    ),
    fix=Text(
        ja="CMS の設定やテンプレートから generator の meta 要素を除いてください。",
        en="Take the generator element out of the template.",
    ),
    messages={
        "version": Text(ja="generator に「{value}」と書かれています。", en="The generator says “{value}”.")
    },
    examples=[
        Example(PASSED, '<meta name="generator" content="CMS">'),
        Example(ADVICE, '<meta name="generator" content="WordPress 5.2.1">', at="meta", key="version"),
        Example(INAPPLICABLE, "<p>なし</p>"),
    ],
)
def generator_version_disclosed(page: Page) -> Iterator[Finding]:
    for meta in page.select("meta[name=generator i]"):
        value = meta["content"]
        yield advice(meta, "version", value=value[:200]) if re.search(r"\d+\.\d+", value) else passed(meta)
