"""JavaScript libraries in versions with known weaknesses, told by address, file name or banner comment."""

from collections.abc import Iterator
from dataclasses import replace

from auditor.model import Finding, Impact, Target, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, likely, page_rule, passed

from ._libraries import DAY, Library, of_address, of_text, weaknesses
from ._weak import FIX, IMPACTS, WHY, weak_data

SCRIPTS = 200  # of a page that are looked at
INLINE = 20  # scripts within the page whose text is read
SHORT = 2_000  # characters below which no script holds a library
BANNER = "/*! jQuery v1.8.0 jquery.com | jquery.org/license */" + " " * SHORT


@page_rule(
    id="security/library-vulnerable",
    impact=Impact.SERIOUS,
    title=Text(
        ja="既知の弱点がある JavaScript の部品を使っている", en="JavaScript library with known weaknesses"
    ),
    why=WHY,
    fix=FIX,
    messages={
        "weak": Text(
            ja="{name} {version} には、知られている弱点が {count} 件あります（{names}、深刻度 {grade}）。"
            "{below} 以降で直っています（RetireJS のデータ {day} 版による）。",
            en="{name} {version} has {count} known weaknesses ({names}, severity {severity}). "
            "Mended from {below} on (data of RetireJS of {day}).",
        )
    },
    examples=[
        Example(PASSED, '<script src="/js/jquery-3.7.1.min.js"></script>'),
        Example(LIKELY, '<script src="/js/jquery-1.12.4.min.js"></script>', at="script", key="weak"),
        Example(
            LIKELY,
            '<script src="https://cdnjs.cloudflare.com/ajax/libs/jquery/2.2.4/jquery.min.js"></script>',
            at="script",
            key="weak",
        ),
        Example(
            LIKELY,
            '<script src="https://cdn.jsdelivr.net/npm/bootstrap@3.3.7/dist/js/bootstrap.min.js"></script>',
            key="weak",
        ),
        Example(LIKELY, '<script src="/wp-includes/js/jquery/jquery.js?ver=1.12.4"></script>', key="weak"),
        Example(LIKELY, f"<script>{BANNER}</script>", at="script", key="weak"),
        Example(
            LIKELY,
            "<p>案内</p>",
            probes={"requests": [{"url": "https://a.jp/jquery-1.8.3.min.js", "type": "Script"}]},
            at="html",
            key="weak",
            why="Another script asked for it.",
        ),
        Example(INAPPLICABLE, '<script src="/js/site.js"></script><script>var a = 1;</script>'),
    ],
)
def library_vulnerable(page: Page) -> Iterator[Finding]:
    told: set[tuple[Library, str]] = set()
    inline = 0
    for script in page.select("script")[:SCRIPTS]:
        url = script.url("src") if script["src"] else ""
        if url:
            found = of_address(url)
        elif inline < INLINE and len(text := script.raw_text) >= SHORT:
            inline += 1
            found = of_text(text)
        else:
            continue
        for library in found:
            told.add((library, url))
            yield _judged(script.target(), library)
    for one in page.requests[:SCRIPTS]:
        url = str(one.get("url", ""))
        for library in of_address(url) if one.get("type") == "Script" else ():
            if (library, url) not in told:
                told.add((library, url))
                yield _judged(replace(page.root.target(), region="document", snippet=url[:500]), library)


def _judged(place: Target, library: Library) -> Finding:
    weak = weaknesses(library)
    if not weak:
        return passed()
    return likely(
        # A cause of its own for each library and version, wherever its script stands.
        replace(place, region="document", path="script", identity=f"{library.name} {library.version}"),
        "weak",
        name=library.name,
        version=library.version,
        **weak_data(weak),
        day=DAY,
        impact=IMPACTS[weak[0].severity],
    )
