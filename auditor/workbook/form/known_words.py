"""Short digests of all that a workbook says when it is written, so that what people add anywhere is told from it."""

import base64
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from auditor.workbook.form.cells import clean
from auditor.workbook.form.texts import text_of

MARK = (
    "words"  # in the first column of the sheet about the workbook; then the title of the sheet, then digests
)
MOST = 400_000  # digests of one sheet; of a longer one nothing is kept
_SIZE = 4  # bytes of a digest: of 10,000 words that people add, one passes for one of 400,000 that were there
_CHUNK = 2_800 * _SIZE  # bytes of digests in a cell: whole ones, 15,000 characters
_ROUND = 10  # digits of a number that all programs keep


def digest(value: object) -> bytes:
    """Return the digest of what a cell holds, whichever program saved it."""
    if isinstance(value, float):
        value = f"{value:.{_ROUND}g}"
    text = text_of(value)
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(text))).lstrip("'")
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()


def formula_of(column: int) -> str:
    """Return what is kept of a column of a sheet where the machine computes: programs write formulas in
    their own ways.
    """
    return f"=column{column}"


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What stood on one sheet when it was written. `pictures`: charts and pictures that were drawn on it."""

    digests: frozenset[bytes]
    pictures: int = 0
    _seen: dict[object, bool] = field(
        default_factory=dict
    )  # what was asked for before: most words stand often

    def __contains__(self, value: object) -> bool:
        key = (type(value), value)
        if key not in self._seen:
            self._seen[key] = digest(value) in self.digests
        return self._seen[key]


def known_words(values: Iterable[object], pictures: int = 0) -> KnownWords:
    """Return what is kept of a sheet that says these values; an empty cell says nothing."""
    return KnownWords(frozenset(digest(value) for value in {*values} - {None, ""}), pictures)


def as_rows(words: Mapping[str, KnownWords]) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of the hidden sheet that keep them: mark, title of the sheet with its pictures, digests."""
    for title, known in words.items():
        if len(known.digests) <= MOST:
            together = b"".join(sorted(known.digests))
            for at in range(0, max(1, len(together)), _CHUNK):
                yield (
                    MARK, f"{known.pictures}:{title}", base64.b64encode(together[at : at + _CHUNK]).decode()
                )  # fmt: skip


def from_rows(rows: Iterable[tuple[str, str, str]]) -> dict[str, KnownWords]:
    """Return the inverse of `as_rows`; rows that are something else, or were damaged, are passed over."""
    found: dict[str, tuple[int, set[bytes]]] = {}
    for mark, name, text in rows:
        pictures, _, title = name.partition(":")
        if mark != MARK or not pictures.isdecimal() or len(pictures) > 6:
            continue
        try:
            together = base64.b64decode(text, validate=True)
        except ValueError:
            continue
        _, digests = found.setdefault(title, (int(pictures), set()))
        digests.update(together[at : at + _SIZE] for at in range(0, len(together), _SIZE))
    return {title: KnownWords(frozenset(digests), pictures) for title, (pictures, digests) in found.items()}
