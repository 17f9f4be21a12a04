"""Makes the JSON Schema of targets.yaml from its keys, for editors that complete and check while one types."""

import json
from typing import Any

from auditor.targets.keys import SETTINGS, TOP, Key, Kind, default_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def schema(lang: str = "ja") -> Schema:
    """Return the JSON Schema (2020-12) of a targets.yaml with descriptions in `lang`."""
    return {"$schema": DIALECT, "title": "targets.yaml", **_section(TOP, lang)}


def schema_text(lang: str = "ja") -> str:
    """Return the schema as it is published in docs/targets.schema.json."""
    return json.dumps(schema(lang), ensure_ascii=False, indent=2) + "\n"


def _section(keys: tuple[Key, ...], lang: str) -> Schema:
    made: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _value(key, lang) for key in keys},
    }
    if required := [key.name for key in keys if key.required]:
        made["required"] = required
    return made


def _value(key: Key, lang: str) -> Schema:
    made: Schema = {"description": key.about.fill(lang, {})}
    match key.kind:
        case Kind.TEXT:
            made |= {"type": "string", **_pattern(key)}
        case Kind.CHOICE:
            made |= {"type": "string", "enum": list(key.choices)}
        case Kind.INTEGER | Kind.NUMBER:
            made |= {"type": str(key.kind), "minimum": key.low, "maximum": key.high}
        case Kind.TEXTS:
            made |= _texts(key)
        case Kind.CHOICES:
            word = {"type": "string", "enum": list(key.choices)}
            made |= {"type": "object", "maxProperties": key.most, "additionalProperties": word}
        case Kind.SECTION:
            made |= _section(key.keys, lang)
        case Kind.SECTIONS:
            made |= {"type": "array", "maxItems": key.most, "items": _section(key.keys, lang)}
    if key in SETTINGS:
        default = default_of(key.name)
        made["default"] = list(default) if isinstance(default, tuple) else default
    return made


def _texts(key: Key) -> Schema:
    text: Schema = {"type": "string", **_pattern(key)}
    if key.choices:
        text["enum"] = list(key.choices)
    many: Schema = {"type": "array", "maxItems": key.most, "items": text}
    return {"anyOf": [text, many]} if key.single else many


def _pattern(key: Key) -> Schema:
    """Return the pattern anchored: a JSON Schema looks for it anywhere. An empty text counts as absent."""
    return {"pattern": f"^(?:{key.pattern})?$"} if key.pattern else {}
