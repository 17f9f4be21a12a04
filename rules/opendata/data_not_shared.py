"""Scripts of other sites may read open data (CORS)."""

from collections.abc import Iterator

from auditor.model import Fate, Finding, Impact, Text
from auditor.read.link import answered_form, extension
from auditor.rule import (
    ADVICE,
    INAPPLICABLE,
    PASSED,
    Example,
    Need,
    SiteView,
    advice,
    header_values,
    link_target,
    passed,
    site_rule,
)

from ._data_links import data_links

FORMS = frozenset({"csv", "json", "geojson", "kml", "xml"})
CSV = ("Content-Type", "text/csv")
PAGE = '<a href="/d.csv">人口（CSV）</a>'


@site_rule(
    id="opendata/data-not-shared",
    impact=Impact.MINOR,
    needs=[Need.RESOURCES],
    place="response",
    title=Text(
        ja="ほかのサイトのプログラムから読み込めないデータ", en="Data that scripts of other sites cannot read"
    ),
    why=Text(
        ja="ブラウザーで動く地図やアプリが、データを直接読み込めません（CORSの許可がありません）。",
        en="Maps and apps that run in a browser cannot load the data (no CORS permission).",
    ),
    fix=Text(
        ja="データファイルの応答に Access-Control-Allow-Origin: * を付けてください。サーバーの設定で、公開データの置き場だけに付けます。",
        en="Send Access-Control-Allow-Origin: * with the data files, and with them only.",
    ),
    messages={
        "no-cors": Text(
            ja="「{text}」の応答に Access-Control-Allow-Origin がありません。",
            en="The answer of “{text}” has no Access-Control-Allow-Origin.",
        ),
    },
    examples=[
        Example(ADVICE, pages={"/": (PAGE, ()), "/d.csv": ("a,b\n", (CSV,))}, key="no-cors"),
        Example(
            PASSED, pages={"/": (PAGE, ()), "/d.csv": ("a,b\n", (CSV, ("Access-Control-Allow-Origin", "*")))}
        ),
        Example(
            INAPPLICABLE,
            pages={
                "/": ('<a href="/d.pdf">人口（PDF）</a>', ()),
                "/d.pdf": ("%PDF-", (("Content-Type", "application/pdf"),)),
            },
        ),
    ],
)
def data_not_shared(site: SiteView) -> Iterator[Finding]:
    for page, link in data_links(site):
        file = site.resource(link.url)
        if file is None or file.fate is not Fate.NOT_HTML:
            continue
        if not {extension(file.url), answered_form(file.headers, file.head)} & FORMS:
            continue
        allowed = [value.strip() for value in header_values(file.headers, "access-control-allow-origin")]
        if allowed and allowed != ["null"]:
            yield passed(page)
        else:
            yield advice(link_target(page, link, identity="cors"), "no-cors", text=link.text[:60] or link.url)
