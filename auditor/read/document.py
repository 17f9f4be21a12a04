"""JSON, JSON Lines, GeoJSON, XML and KML: whether they can be read, and whether their coordinates can be true."""

import json
import re
from collections.abc import Mapping
from typing import Any

from auditor.read.facts import Data, Linked
from auditor.read.limits import Unreadable
from auditor.read.linked import Links, json_links, rdf_event
from auditor.read.text import encoding_of as text_encoding
from auditor.read.xml_events import encoding_of as markup_encoding
from auditor.read.xml_events import parse

MAX_POINTS = 200_000
_LINE = re.compile(r"\bline (\d+)")
JAPAN = (122.0, 154.0, 20.0, 46.0)  # west, east, south, north


class _Json:
    """Hooks of the decoder that remember what RFC 8259 warns of."""

    def __init__(self) -> None:
        self.twice: list[str] = []
        self.not_finite = False

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs) and len(self.twice) < 20:
            names = [name for name, _ in pairs]
            self.twice += sorted({name for name in names if names.count(name) > 1})
        return made

    def constant(self, name: str) -> float:
        self.not_finite = True
        return float(name.replace("Infinity", "inf"))


def read_json(text: str) -> tuple[str, Data, Linked | None]:
    """(json or geojson, what is known of it, how it names things)."""
    hooks = _Json()
    try:
        value = json.loads(text, object_pairs_hook=hooks.pairs, parse_constant=hooks.constant)
    except json.JSONDecodeError as error:
        return "json", Data(error=error.msg[:200], line=error.lineno), None
    except RecursionError:
        raise Unreadable("bomb", "nested too deep") from None
    told: dict[str, Any] = {"duplicate_keys": tuple(hooks.twice[:20]), "not_finite": hooks.not_finite}
    linked = json_links(value)
    if isinstance(value, dict) and value.get("type") in (
        "FeatureCollection",
        "Feature",
        "GeometryCollection",
    ):
        points = _Points()
        features = value.get("features", [value])
        for feature in features if isinstance(features, list) else []:
            geometry = feature.get("geometry", feature) if isinstance(feature, dict) else None
            if isinstance(geometry, dict):
                points.add(geometry)
        return "geojson", Data(
            root=str(value["type"]), items=len(features) if isinstance(features, list) else 0,
            swapped=points.swapped, outside=points.outside,
            open_rings=points.open_rings, **told,
        ), linked  # fmt: skip
    items = len(value) if isinstance(value, (list, dict)) else 1
    return "json", Data(root="array" if isinstance(value, list) else "object", items=items, **told), linked


def read_json_lines(text: str) -> Data:
    """Return what is known of JSON Lines: one value on each line that is not blank.

    The first line that fails is named.
    """
    hooks = _Json()
    items = 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if not line.strip():
            continue
        try:
            json.loads(line, object_pairs_hook=hooks.pairs, parse_constant=hooks.constant)
        except json.JSONDecodeError as error:
            return Data(root="lines", items=items, error=error.msg[:200], line=number)
        except RecursionError:
            raise Unreadable("bomb", "nested too deep") from None
        items += 1
    return Data(
        root="lines", items=items, duplicate_keys=tuple(dict.fromkeys(hooks.twice))[:20], not_finite=hooks.not_finite
    )  # fmt: skip


class _Points:
    """Counts over the coordinates of GeoJSON geometries (RFC 7946: longitude first)."""

    def __init__(self) -> None:
        self.number = self.swapped = self.outside = self.open_rings = 0

    def add(self, geometry: Mapping[str, Any], depth: int = 0) -> None:
        parts = geometry.get("geometries")
        if isinstance(parts, list) and depth < 20:
            for part in parts:
                if isinstance(part, dict):
                    self.add(part, depth + 1)
        kind, coordinates = geometry.get("type"), geometry.get("coordinates")
        self._walk(coordinates, 0)
        polygons = coordinates if kind == "MultiPolygon" else [coordinates] if kind == "Polygon" else []
        for rings in polygons if isinstance(polygons, list) else []:
            for ring in rings if isinstance(rings, list) else []:
                if isinstance(ring, list) and (len(ring) < 4 or ring[0] != ring[-1]):
                    self.open_rings += 1

    def _walk(self, value: Any, depth: int) -> None:
        if not isinstance(value, list) or depth > 6 or self.number >= MAX_POINTS:
            return
        if len(value) >= 2 and all(type(one) in (int, float) for one in value[:2]):
            self._point(float(value[0]), float(value[1]))
            return
        for one in value:
            self._walk(one, depth + 1)

    def _point(self, x: float, y: float) -> None:
        west, east, south, north = JAPAN
        self.number += 1
        if west <= x <= east and south <= y <= north:
            return
        if west <= y <= east and south <= x <= north:
            self.swapped += 1
        else:
            self.outside += 1


def read_xml(data: bytes) -> tuple[str, Data, Linked | None]:
    """(xml or kml, what is known of it, how RDF names things). An XML that is not well-formed is told, not raised."""
    root: list[str] = []
    counts = {"all": 0, "marks": 0}
    links = Links()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if not root:
            root.append(name)
        counts["all"] += 1
        counts["marks"] += name == "Placemark"
        if root[0] == "RDF":
            rdf_event(links, name, attributes)

    try:
        parse(data, start)
    except Unreadable as error:
        if error.problem != "damaged":
            raise
        line = _LINE.search(error.detail)
        declared, written = _encodings(data)
        found = Data(
            root=root[0] if root else "",
            error=error.detail,
            line=int(line[1]) if line else 0,
            items=counts["all"],
            declared=declared,
            written=written,
        )
        return "xml", found, None
    form = "kml" if root[0] == "kml" else "xml"
    items = counts["marks"] if form == "kml" else counts["all"]
    return form, Data(root=root[0][:80], items=items), links.found() if root[0] == "RDF" else None


def _encodings(data: bytes) -> tuple[str, str]:
    """(encoding that an XML document declares, the one it is written in); both '' where it is in the one it has to be in."""
    declared, codec = markup_encoding(data)
    written = text_encoding(data)
    plain = {one.replace("_", "-").removesuffix("-sig") for one in (codec, written)}
    if data.isascii() or len(plain) == 1 or not _is_in(data, written):
        return "", ""
    if written != "utf-8" and _is_in(data, codec):
        return "", ""  # what can be read as declared is not guessed to be another
    return declared, written


def _is_in(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
