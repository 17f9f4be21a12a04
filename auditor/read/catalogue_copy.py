"""The offline copy of a data catalogue, and its entries."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from auditor.model import AuditorError, CatalogueEntry

FOLDER = "catalogue"
FILE = "packages.jsonl"
MAX_ENTRIES = 200_000
TEXT = 500  # characters of one field


def path_in(reports: Path) -> Path:
    """Where the copy lies in a reports folder."""
    return reports / FOLDER / FILE


def entries_of(package: Mapping[str, Any]) -> Iterator[CatalogueEntry]:
    """Yield the files of one dataset as CKAN's package_search gives it; what has no web address is left out."""
    organisation = package.get("organization")
    extras = package.get("extras")
    pairs = extras if isinstance(extras, list) else []
    told = {_text(one.get("key")): _text(one.get("value")) for one in pairs if isinstance(one, dict)}
    resources = package.get("resources")
    for one in resources if isinstance(resources, list) else []:
        url = _text(one.get("url"), 2_000) if isinstance(one, dict) else ""
        if not url.startswith(("http://", "https://")):
            continue
        size = one.get("size")
        yield CatalogueEntry(
            url=url,
            dataset=_text(package.get("title")),
            dataset_id=_text(package.get("name")),
            form=_text(one.get("format")),
            size=size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None,
            modified=_text(one.get("last_modified") or one.get("created"))[:26],
            frequency=_text(package.get("frequency") or told.get("更新頻度") or told.get("frequency")),
            organisation=_text(organisation.get("name")) if isinstance(organisation, dict) else "",
        )


def load(path: Path, organisations: Iterable[str]) -> tuple[CatalogueEntry, ...] | None:
    """Return the entries of some organisations, by address; None where there is no copy."""
    wanted = frozenset(organisations) - {""}
    if not wanted or not path.exists():
        return None
    try:
        with path.open("rb") as file:
            found = {
                entry.url: entry
                for line in file
                for entry in entries_of(msgspec.json.decode(line, type=dict[str, Any]))
                if entry.organisation in wanted
            }
    except (OSError, msgspec.DecodeError) as error:
        raise AuditorError(
            f"{path}: カタログの写しを読めません（{error}）。（直し方: auditor catalogue fetch で取り直してください。）"
        ) from error
    return tuple(found[url] for url in sorted(found)[:MAX_ENTRIES])


def _text(value: object, most: int = TEXT) -> str:
    return " ".join(value.split())[:most] if isinstance(value, str) else ""
