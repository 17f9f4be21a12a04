"""A link to a data file says what the file is, and the file is that."""

from collections.abc import Iterator

from auditor.model import Fate, Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    definite,
    link_target,
    passed,
    review,
    site_rule,
)

from ._data_links import EXTENSIONS, actual, agrees, data_links, extension, promised

CSV = (("Content-Type", "text/csv"),)
EXCEL = (("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),)
PAGE = '<title>統計</title><a href="/d.csv">人口（CSV：2KB）</a>'
ZIP_BYTES = "PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"
JAPANESE = {"text": "テキスト", "HTML": "ウェブページ（HTML）", "ZIP": "ZIP"}
READ = frozenset({Fate.OK, Fate.NOT_HTML, Fate.DOWNLOAD})


@site_rule(
    id="opendata/data-link-type-untrue",
    impact=Impact.MODERATE,
    needs=[Need.RESOURCES],
    title=Text(ja="リンクの表示と中身が違うデータファイル", en="Data file that is not what its link says"),
    why=Text(
        ja="表示を信じて取り込んだ利用者やプログラムが読み込みに失敗し、データを使えません。",
        en="People and programs that trust the label fail to read the file and cannot use the data.",
    ),
    fix=Text(
        ja="リンクの文字・拡張子と、ファイルの中身をそろえてください。"
        "例: 「人口（CSV）」が Excel ファイルなら、CSV で保存し直すか「人口（Excel）」と書きます。",
        en="Make link text, extension and content agree. Example: if “Population (CSV)” is an Excel "
        "file, save it as CSV or "
        "write “Population (Excel)”.",
    ),
    messages={
        "content": Text(
            ja="「{text}」（{url}）は {promised} のはずですが、中身は {real} です。",
            en="“{text}” ({url}) is said to be {promised} and its content is {real_en}.",
        ),
        "extension": Text(
            ja="「{text}」の拡張子は .{suffix} ですが、中身は {real} です。",
            en="“{text}” has the extension .{suffix} and its content is {real_en}.",
        ),
        "page": Text(
            ja="「{text}」はデータファイル（{promised}）のように書かれていますが、ウェブページが開きます。",
            en="“{text}” reads like a data file ({promised}) and opens a web page.",
        ),
    },
    question=Text(
        ja="リンク先は、データを選んで受け取るページですか。"
        "そうであればリンクの文字から種類の表示を外してください。",
        en="Is the target a page where data are chosen? If so, take the type out of the link text.",
    ),
    examples=[
        Example(PASSED, pages={"/": (PAGE, ()), "/d.csv": ("市,人口\nA,2\n", CSV)}),
        Example(DEFINITE, pages={"/": (PAGE, ()), "/d.csv": (ZIP_BYTES, CSV)}, key="content"),
        Example(
            DEFINITE,
            pages={"/": ('<a href="/d.csv">人口</a>', ()), "/d.csv": ("<!DOCTYPE html><html><p>なし", CSV)},
            key="extension",
        ),
        Example(
            DEFINITE,
            pages={"/": ('<a href="/d.xlsx">人口（CSV：2KB）</a>', ()), "/d.xlsx": (ZIP_BYTES, EXCEL)},
            key="content",
        ),
        Example(
            REVIEW,
            pages={"/": ('<a href="/data/">人口（CSV形式）</a>', ()), "/data/": ("<p>データの一覧</p>", ())},
            key="page",
        ),
        Example(
            PASSED,
            pages={"/": ('<a href="/d.xlsx">人口（CSV・Excel形式）</a>', ()), "/d.xlsx": (ZIP_BYTES, EXCEL)},
            why="One of two types that the text names.",
        ),
        Example(INAPPLICABLE, pages={"/": ('<a href="/a">お知らせ</a>', ()), "/a": ("<p>a</p>", ())}),
    ],
)
def data_link_type_untrue(site: SiteView) -> Iterator[Finding]:
    for page, link in data_links(site):
        file = site.resource(link.url)
        if file is None or file.fate not in READ:
            continue
        suffix = extension(link.url)
        by_words, by_suffix = promised(link.text), EXTENSIONS.get(suffix, "")
        real = actual(file)
        said = {
            "text": link.text[:60] or link.url,
            "url": link.url,
            "suffix": suffix,
            "real": JAPANESE.get(real, real),
            "real_en": "plain text" if real == "text" else real,
            "promised": "・".join(sorted(by_words)) or by_suffix,
        }
        if real == "HTML" and not by_suffix:
            yield review(link_target(page, link), "page", **said)
        elif by_words and not any(agrees(kind, real, suffix) for kind in by_words):
            yield definite(link_target(page, link), "content", **said)
        elif by_suffix and not agrees(by_suffix, real, suffix):
            yield definite(link_target(page, link), "extension", **said)
        else:
            yield passed(page)
