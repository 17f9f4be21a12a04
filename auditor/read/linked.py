"""How far a file names things by URIs and links them to data elsewhere: the fourth and fifth star of open data."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from auditor.read.facts import Linked, Sheet

MAX_LOOKED = 200_000  # URIs of one file
_ROWS, _COLUMNS = 2_000, 100  # of a sheet
_LEAST = 3  # rows, below which a column proves nothing
_URI = re.compile(r"https?://[^\s<>\"]+")
# Words of schemes, not data: a link to them gives no context.
_VOCABULARIES = ("www.w3.org", "purl.org", "schema.org", "xmlns.com", "www.opengis.net", "imi.go.jp")
# Where Japanese and worldwide data are named by URIs.
_DATA_HOSTS = (
    "dbpedia.org", "wikidata.org", "geonames.org", "data.e-stat.go.jp", "id.ndl.go.jp", "linkdata.org", "data.go.jp",
    "info.gbiz.go.jp", "uri.geospatial.jp", "geolod.ex.nii.ac.jp",
)  # fmt: skip
_IDENTIFIER = re.compile(r"(?:^|[^a-z])(?:uri|iri|@id|rdf:about|subject)(?:[^a-z]|$)|識別子", re.IGNORECASE)
_CODE = re.compile(r"(?:地方公共団体|市区町村|都道府県|自治体|団体|法人)\s*(?:コード|番号)|法人番号")
_PREFIX = re.compile(r"^\s*@?prefix\s+([\w-]*):\s*<([^>\s]*)>", re.IGNORECASE)
_STRING = re.compile(r'"""(?:.|\n)*?"""|"(?:[^"\\\n]|\\.)*"(?:@[\w-]+|\^\^\S+)?')


def _host(uri: str) -> str:
    try:
        return (urlsplit(uri).hostname or "").lower()
    except ValueError:  # a bracket out of place
        return ""


def _within(host: str, hosts: Iterable[str]) -> bool:
    return any(host == one or host.endswith("." + one) for one in hosts)


class Links:
    """Names of things and links from them, as a reader meets them."""

    def __init__(self) -> None:
        self.things: Counter[str] = Counter()  # host → things named by a URI of it
        self.targets: Counter[str] = Counter()  # host → links to it

    def thing(self, uri: str) -> None:
        if _URI.fullmatch(uri) and self.things.total() < MAX_LOOKED:
            self.things[_host(uri)] += 1

    def target(self, uri: str) -> None:
        if _URI.fullmatch(uri) and self.targets.total() < MAX_LOOKED:
            self.targets[_host(uri)] += 1

    def found(self) -> Linked:
        """Return what it comes to: a link to a host that names things here too, or to a vocabulary, leads
        nowhere new.
        """
        foreign = sum(
            number
            for host, number in self.targets.items()
            if host not in self.things and not _within(host, _VOCABULARIES)
        )
        return Linked(self.things.total(), foreign)


def rdf_event(links: Links, name: str, attributes: Mapping[str, str]) -> None:
    """Hear one element of an RDF/XML document."""
    for key, value in attributes.items():
        if key.endswith(":about"):
            links.thing(value)
        elif key.endswith(":resource") and name != "type":
            links.target(value)


def json_links(value: Any) -> Linked | None:
    """JSON-LD, or GeoJSON whose features have URIs for ids; None for other JSON."""
    # Any: what json.loads gives.
    if not isinstance(value, dict) or not ("@context" in value or value.get("type") == "FeatureCollection"):
        return None
    links = Links()
    waiting: list[Any] = [value]  # Any: as above
    linked = "@context" in value
    for _ in range(MAX_LOOKED):
        if not waiting:
            break
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one[: MAX_LOOKED - len(waiting)] if len(waiting) < MAX_LOOKED else []
        elif isinstance(one, dict):
            name = one.get("@id", one.get("id") if one.get("type") == "Feature" else None)
            if isinstance(name, str):
                (links.target if set(one) <= {"@id", "@type"} else links.thing)(name)
            for key, inner in one.items():
                if key in ("@context", "@id", "@type", "id", "type"):
                    continue
                if (
                    linked
                    and key.rsplit(":", 1)[-1] in ("sameAs", "seeAlso", "exactMatch")
                    and isinstance(inner, str)
                ):
                    links.target(inner)
                elif isinstance(inner, (dict, list)):
                    waiting.append(inner)
    return links.found()


def turtle_links(text: str) -> Linked:
    """Turtle and N-Triples, a line at a time: subjects begin at the margin, objects follow their predicate."""
    links, prefixes = Links(), dict[str, str]()
    for line in _STRING.sub('""', text).splitlines()[:MAX_LOOKED]:
        if prefix := _PREFIX.match(line):
            prefixes[prefix[1]] = prefix[2]
            continue
        words = [_expanded(word, prefixes) for word in line.split(" #")[0].replace("\t", " ").split()]
        if not words or line.startswith(("@", "#")):
            continue
        if line[0] not in " \t":
            links.thing(words.pop(0))
        for word in words[1:] if words and words[0] not in ("a", ",") else []:
            links.target(word)
    return links.found()


def _expanded(word: str, prefixes: Mapping[str, str]) -> str:
    word = word.rstrip(";,.") if not word.startswith("<") else word[1 : max(word.find(">"), 1)]
    name, colon, rest = word.partition(":")
    return prefixes[name] + rest if colon and name in prefixes else word


def table_links(sheets: Iterable[Sheet]) -> Linked | None:
    """Return columns of URIs and of official codes in the visible sheets; None where there are neither."""
    things = foreign = 0
    maybe: list[str] = []
    codes: list[str] = []
    for sheet in sheets:
        if sheet.visibility != "visible":
            continue
        rows = sheet.rows[:_ROWS]
        full = sum(sum(cell is not None for cell in row) > 1 for row in rows)
        for column in range(min(sheet.width, _COLUMNS)):
            cells = [row[column] if column < len(row) else None for row in rows]
            texts = [(at, cell.strip()) for at, cell in enumerate(cells) if isinstance(cell, str)]
            uris = [(at, text) for at, text in texts if _URI.fullmatch(text)]
            name = next((text for at, text in reversed(texts) if not uris or at < uris[0][0]), "")
            codes += [text for _, text in texts[:10] if _CODE.search(text) and len(text) <= 30][:1]
            if len(uris) < _LEAST:
                continue
            to_data = sum(_within(_host(text), _DATA_HOSTS) for _, text in uris)
            foreign += to_data
            one_each = (
                len({text for _, text in uris}) == len(uris) and len(uris) * 10 >= (full - uris[0][0]) * 9
            )
            if one_each and _IDENTIFIER.search(name):
                things += len(uris)
            elif one_each or to_data * 2 >= len(uris):
                maybe.append(name[:40])
    if not (things or foreign or maybe or codes):
        return None
    return Linked(things, foreign, tuple(maybe[:5]), tuple(dict.fromkeys(codes))[:5])
