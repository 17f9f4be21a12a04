"""JavaScript libraries in versions with known weaknesses whose file name tells no version: the first comment does."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, ScriptHead, Target, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, SiteView, likely, passed, site_rule

from ._libraries import DAY, Library, of_address, of_text, weaknesses
from ._weak import FIX, IMPACTS, WHY, weak_data

PAGE = "https://a.lg.jp/"
PAGES = {PAGE: ("<title>案内</title>", ())}
OLD = "/*! jQuery v1.12.4 | (c) jQuery Foundation | jquery.org/license */\n!function(a,b){"


def _head(text: str, name: str = "jquery.min.js") -> tuple[ScriptHead, ...]:
    return (ScriptHead(PAGE + name, PAGE, 3, text),)


@site_rule(
    id="security/library-vulnerable-unnamed",
    impact=Impact.SERIOUS,
    title=Text(
        ja="名前から版の分からない JavaScript の部品に既知の弱点がある",
        en="JavaScript library with known weaknesses under a name without a version",
    ),
    why=WHY,
    fix=FIX,
    messages={
        "weak": Text(
            ja="{url} は {name} {version} です（ファイルの先頭の記述による。{pages} ページで使用）。知られている弱点が"
            " {count} 件あり（{names}、深刻度 {grade}）、{below} 以降で直っています（RetireJS のデータ {day} 版による）。",
            en="{url} is {name} {version} by its first comment ({pages} pages use it). It has {count} known weaknesses "
            "({names}, severity {severity}), mended from {below} on (data of RetireJS of {day}).",
        )
    },
    examples=[
        Example(LIKELY, pages=PAGES, scripts=_head(OLD), key="weak"),
        Example(PASSED, pages=PAGES, scripts=_head(OLD.replace("1.12.4", "3.7.1"))),
        Example(INAPPLICABLE, pages=PAGES, scripts=_head("var a = 1;")),
        Example(
            INAPPLICABLE,
            pages=PAGES,
            scripts=_head(OLD, "jquery.js?ver=1.12.4"),
            why="library-vulnerable knows it by its address.",
        ),
        Example(INAPPLICABLE, pages=PAGES, scripts=()),
    ],
)
def library_vulnerable_unnamed(site: SiteView) -> Iterator[Finding]:
    told: set[Library] = set()
    for script in site.scripts:
        known = {library.name for library in of_address(script.url)}
        for library in of_text(script.text):
            if library.name in known or library in told:
                continue
            told.add(library)
            place = Target(
                selector="html", snippet=script.url[:500], region="document", path="script",
                identity=f"{library.name} {library.version}", url=script.page,
            )  # fmt: skip
            weak = weaknesses(library)
            if not weak:
                yield passed(place)
            else:
                yield likely(
                    place,
                    "weak",
                    name=library.name,
                    version=library.version,
                    **weak_data(weak),
                    url=script.url[:200],
                    pages=script.pages,
                    day=DAY,
                    impact=IMPACTS[weak[0].severity],
                )
