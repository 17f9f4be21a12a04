"""A link to a data file tells its form and size before it is followed, and tells them right."""

from collections.abc import Iterator

from auditor.model import Fate, Finding, Impact, Text
from auditor.read.link import FORMS, extension, promised, told_size
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Need,
    SiteView,
    advice,
    likely,
    link_target,
    passed,
    site_rule,
)

from ._data_links import data_links

CSV = (("Content-Type", "text/csv"),)
BODY = ("市,人口\n" + "あ,1\n" * 300, CSV)
THERE = frozenset({Fate.OK, Fate.NOT_HTML})
ROUGH = 3  # a label may be rounded, or be of last year's file
FEW = 20_000  # bytes that nobody waits for


@site_rule(
    id="opendata/data-link-form-untold",
    impact=Impact.MINOR,
    needs=[Need.RESOURCES],
    title=Text(
        ja="形式・容量の表示がない、又は違うデータへのリンク",
        en="Data link without, or with wrong, form and size",
    ),
    why=Text(
        ja="開く前に形式と容量が分からないと、開けないファイルや大きなファイルを受け取ってしまいます。",
        en="People fetch files they cannot open or cannot afford when form and size are not told before.",
    ),
    fix=Text(
        ja="リンクの文字に「人口（CSV：120KB）」のように形式と容量を書いてください。容量はファイルの差し替えのたびに直します"
        "（CMSの自動表示を使うと確実です）。",
        en="Write form and size into the link, as in “Population (CSV: 120 KB)”, best by the CMS itself.",
    ),
    messages={
        "untold": Text(
            ja="「{text}」は、形式と容量が書かれていません（実際は {form}、{size}）。",
            en="“{text}” tells neither form nor size (it is {form}, {size}).",
        ),
        "form-untold": Text(
            ja="「{text}」は、形式が書かれていません（実際は {form}）。",
            en="“{text}” does not tell the form (it is {form}).",
        ),
        "size-untold": Text(
            ja="「{text}」は、容量が書かれていません（実際は {size}）。",
            en="“{text}” does not tell the size (it is {size}).",
        ),
        "size-untrue": Text(
            ja="「{text}」の容量の表示が、実際（{size}）と大きく違います。",
            en="The size told by “{text}” is far from the real one ({size}).",
        ),
    },
    examples=[
        Example(PASSED, pages={"/": ('<p><a href="/d.csv">人口（CSV：2KB）</a></p>', ()), "/d.csv": BODY}),
        Example(
            PASSED,
            pages={"/": ('<ul><li><a href="/d.csv">人口</a> CSV形式 2KB</li></ul>', ()), "/d.csv": BODY},
            why="Told beside the link.",
        ),
        Example(ADVICE, pages={"/": ('<p><a href="/d.csv">人口</a></p>', ()), "/d.csv": BODY}, key="untold"),
        Example(
            ADVICE,
            pages={"/": ('<p><a href="/d.csv">人口（CSV）</a></p>', ()), "/d.csv": BODY},
            key="size-untold",
        ),
        Example(
            LIKELY,
            pages={
                "/": ('<p><a href="/d.csv">人口（CSV：2KB）</a></p>', ()),
                "/d.csv": ("市,人口\n" + "あ,1\n" * 9000, CSV),
            },
            key="size-untrue",
        ),
        Example(INAPPLICABLE, pages={"/": ('<a href="/a">お知らせ</a>', ()), "/a": ("<p>a</p>", ())}),
    ],
)
def data_link_form_untold(site: SiteView) -> Iterator[Finding]:
    for page, link in data_links(site):
        file = site.resource(link.url)
        if file is None or file.fate not in THERE:
            continue
        around = f"{link.text} {link.near}"
        form, size = bool(promised(around)) or _named(link.text, link.url), told_size(around)
        said = {
            "text": link.text[:60] or link.url, "form": FORMS.get(extension(link.url), extension(link.url)) or "不明",
            "size": _words(file.size),
        }  # fmt: skip
        told, real = told_size(link.text), file.size
        if told and real and (real > told * ROUGH or told > real * ROUGH) and max(told, real) > FEW:
            yield likely(link_target(page, link), "size-untrue", **said)
        elif form and size is not None:
            yield passed(page)
        else:
            key = "untold" if not form and size is None else "size-untold" if form else "form-untold"
            # One habit, hence one cause: the editor's template does not tell.
            yield advice(link_target(page, link, identity=key), key, **said)


def _named(text: str, url: str) -> bool:
    """Return whether a link is called by its form alone: 「CSV」「Excel」."""
    word = text.strip().lower()
    return word in (extension(url), FORMS.get(extension(url), "").lower()) and bool(word)


def _words(size: int | None) -> str:
    if size is None:
        return "容量不明"
    return f"{size / 1_000_000:.1f}MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))}KB"
