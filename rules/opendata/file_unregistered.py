"""Data files of a site are listed in the catalogue of its organisation."""

from collections.abc import Iterator

from auditor.model import CatalogueEntry, Fate, Finding, Impact, Text
from auditor.read.link import key
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    link_target,
    passed,
    review,
    site_rule,
)

from ._data_links import EXTENSIONS, data_links, extension

CSV = (("Content-Type", "text/csv"),)
PAGES = {"/": ('<a href="/d.csv">人口（CSV）</a>', ()), "/d.csv": ("a,b\n1,2\n", CSV)}
ENTRY = CatalogueEntry("https://example.localhost/d.csv?t=1", "人口", "t000001d0000000001")
OTHER = CatalogueEntry("http://example.localhost/e.csv", "面積", "t000001d0000000002")


@site_rule(
    id="opendata/file-unregistered",
    impact=Impact.MODERATE,
    needs=[Need.RESOURCES],
    place="page",
    title=Text(
        ja="カタログに登録されていないデータファイル", en="Data file that the catalogue does not list"
    ),
    why=Text(
        ja="カタログに無いデータは、データを探す人とプログラムに見つけてもらえません。",
        en="Data outside the catalogue are found by nobody who looks for data.",
    ),
    fix=Text(
        ja="オープンデータとして公開するファイルは、カタログにデータセットとして登録してください。公開の対象でなければ、その旨を備考に書きます。",
        en="Register the file in the catalogue, or note why it is not open data.",
    ),
    messages={
        "unregistered": Text(
            ja="「{text}」（{url}）が、カタログの局の登録の中に見つかりません。",
            en="“{text}” ({url}) is not among the catalogue's entries of the organisation.",
        ),
    },
    question=Text(
        ja="このファイルはオープンデータとして公開するものですか。そうであればカタログに登録してください。",
        en="Is the file meant as open data? Then register it.",
    ),
    examples=[
        Example(
            PASSED, pages=PAGES, catalogue=(ENTRY,), why="Scheme and time stamp do not name another file."
        ),
        Example(REVIEW, pages=PAGES, catalogue=(OTHER,), key="unregistered"),
        Example(INAPPLICABLE, pages={"/": ("<p>a</p>", ())}, catalogue=(OTHER,)),
    ],
)
def file_unregistered(site: SiteView) -> Iterator[Finding]:
    listed = {key(entry.url) for entry in site.catalogue}
    for page, link in data_links(site):
        file = site.resource(link.url)
        if file is None or file.fate is not Fate.NOT_HTML or EXTENSIONS.get(extension(link.url)) == "PDF":
            continue
        final = file.hops[-1].url if file.hops else link.url
        if {key(link.url), key(final)} & listed:
            yield passed(page)
        else:
            target = link_target(page, link, identity="unregistered")
            yield review(target, "unregistered", text=link.text[:60] or link.url, url=link.url)
