"""Fetch standard: nosniff keeps a browser from running a file as a script that is none; files send it too."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Target, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    Example,
    Page,
    definite,
    header_values,
    page_rule,
    passed,
)

from ._headers import how_to
from ._loaded import own

HEADER = "X-Content-Type-Options"
KINDS = frozenset({"Script", "Stylesheet"})
TYPE = ("Content-Type", "text/javascript")
SCRIPT = {"url": "http://example.localhost/a.js", "type": "Script", "status": 200}


@page_rule(
    id="security/resource-type-options-missing",
    impact=Impact.MINOR,
    title=Text(
        ja="スクリプトやスタイルシートに、種類の読み替えを止めるヘッダー（X-Content-Type-Options）がない",
        en="Scripts or style sheets without X-Content-Type-Options",
    ),
    why=Text(
        ja="このヘッダーは、ページだけでなくスクリプトやスタイルシートの応答に付いて初めて、"
        "ほかの種類のファイルがスクリプトとして動かされるのを防ぎます。",
        en="The header works on scripts and style sheets: only there does it keep other files from being run.",
    ),
    fix=how_to(
        "ページと同じ設定を、スクリプトやスタイルシートを置くフォルダーやホストにも効かせます。",
        "Let the setting of the pages reach the folders and hosts of scripts and style sheets too.",
        HEADER,
        "nosniff",
    ),
    messages={
        "missing": Text(
            ja="{host} のスクリプト・スタイルシート {count} 件に X-Content-Type-Options: nosniff がありません（例: {url}）。",
            en="{count} scripts or style sheets of {host} lack X-Content-Type-Options: nosniff (such as {url}).",
        )
    },
    examples=[
        Example(
            PASSED,
            "<p>",
            probes={"requests": [{**SCRIPT, "headers": [TYPE, ("x-content-type-options", "nosniff")]}]},
        ),
        Example(
            DEFINITE, "<p>", probes={"requests": [{**SCRIPT, "headers": [TYPE]}]}, at=HEADER, key="missing"
        ),
        Example(
            DEFINITE,
            "<p>",
            probes={"requests": [{**SCRIPT, "type": "Stylesheet", "headers": [TYPE, (HEADER, "sniff")]}]},
            key="missing",
        ),
        Example(
            INAPPLICABLE,
            "<p>",
            probes={"requests": [{**SCRIPT, "url": "https://cdn.example.com/a.js", "headers": [TYPE]}]},
            why="The host of others.",
        ),
        Example(
            INAPPLICABLE,
            "<p>",
            probes={"requests": [{**SCRIPT, "type": "Image", "headers": [TYPE]}]},
            why="Browsers heed it for scripts and styles.",
        ),
    ],
)
def resource_type_options_missing(page: Page) -> Iterator[Finding]:
    lacking: dict[str, list[str]] = {}
    for entry, host, lines in own(page, KINDS):
        if entry.get("status") != 200:
            continue
        values = ", ".join(header_values(lines, HEADER))
        if values.split(",")[0].strip().lower() == "nosniff":
            yield passed()
        else:
            lacking.setdefault(host, []).append(str(entry["url"]))
    for host, urls in sorted(lacking.items()):
        place = Target(where=HEADER, snippet=urls[0][:500], region="response", identity=host)
        yield definite(place, "missing", host=host, count=len(urls), url=urls[0][:200])
