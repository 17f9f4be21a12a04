"""The fourth and fifth star: URIs that name things and links to other data, read from the content of a file."""

import pytest

from auditor.gather.fetch_files import told
from auditor.plan.openness import star_words, stars
from auditor.read.any_file import read_bytes

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="http://www.w3.org/2002/07/owl#">
<rdf:Description rdf:about="https://data.example.lg.jp/park/1"><rdf:type rdf:resource="http://schema.org/Park"/>
{}</rdf:Description></rdf:RDF>"""
SAME = '<owl:sameAs rdf:resource="http://ja.dbpedia.org/resource/日比谷公園"/>'
LD = '{"@context": {"name": "http://schema.org/name"}, "@id": "https://data.example.lg.jp/park/1", "name": "公園"%s}'
TURTLE = """@prefix p: <https://data.example.lg.jp/park/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
# parks
p:1 a <http://schema.org/Park> ;
    owl:label "日比谷 <https://ja.dbpedia.org/> 公園"%s .
"""


def rows(name: str, *values: str, second: str = "名称") -> str:
    lines = [f"{name},{second}", *(f"{value},施設{at}" for at, value in enumerate(values, 1))]
    return "\r\n".join(lines)


URIS = [f"https://data.example.lg.jp/id/{n}" for n in range(1, 6)]


def linked(name: str, text: str) -> tuple[str, str]:
    found = told(read_bytes(name, text.encode()), "-")
    return found.form, found.linked


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.rdf", RDF.format(""), ("xml", "uris")),
        ("a.rdf", RDF.format(SAME), ("xml", "links")),
        ("a.json", LD % "", ("json", "uris")),
        ("a.json", LD % ', "sameAs": "http://www.wikidata.org/entity/Q1"', ("json", "links")),
        ("a.json", LD % ', "near": {"@id": "https://data.example.lg.jp/park/2"}', ("json", "uris")),
        ("a.json", '{"id": "https://data.example.lg.jp/park/1"}', ("json", "")),
        ("a.ttl", TURTLE % "", ("ttl", "uris")),
        ("a.ttl", TURTLE % ";\n    owl:sameAs <http://ja.dbpedia.org/resource/公園>", ("ttl", "links")),
        ("a.nt", f"<{URIS[0]}> <http://schema.org/name> \"公園\" .", ("ttl", "uris")),
        ("a.csv", rows("URI", *URIS), ("csv", "uris")),
        ("a.csv", rows("ホームページ", *URIS), ("csv", "uris?:ホームページ")),
        ("a.csv", rows("ホームページ", *URIS[:1] * 5), ("csv", "")),
        ("a.csv", rows("全国地方公共団体コード", "131016", "131024", "131032"), ("csv", "codes:全国地方公共団体コード")),
        ("a.csv", rows("番号", "1", "2", "3"), ("csv", "")),
    ],
)  # fmt: skip
def test_the_content_tells_how_things_are_named(name: str, text: str, expected: tuple[str, str]) -> None:
    assert linked(name, text) == expected


@pytest.mark.parametrize(
    ("form", "told_of", "expected"),
    [("csv", "uris", 4), ("xml", "links", 5), ("csv", "uris?:URL", 3), ("csv", "codes:法人番号", 3), ("xlsx", "links", 2), ("pdf", "", 1)],
)  # fmt: skip
def test_a_star_needs_all_stars_below_it(form: str, told_of: str, expected: int) -> None:
    assert stars(form, ("CC BY 4.0",), told_of) == expected
    assert stars(form, (), told_of) == 0


def test_what_a_machine_cannot_decide_is_put_to_a_person() -> None:
    assert "4つ目は要確認" in star_words("csv", ("CC BY 4.0",), "uris?:ホームページ")
    assert "「法人番号」をURIでも示すと4" in star_words("csv", ("CC BY 4.0",), "codes:法人番号")
    assert star_words("csv", ("CC BY 4.0",), "") == "5つ星の★★★（3）"
