"""Which header lines of what a page loads are kept: those that tell of security, type, size and version."""

from collections.abc import Iterable

LINES, LINE, TOTAL = 16, 200, 1_000  # lines of one answer, characters of a line and of them all
KEPT = frozenset(
    {
        "access-control-allow-credentials", "access-control-allow-origin", "cache-control", "content-encoding",
        "content-length", "content-type", "cross-origin-resource-policy", "etag", "last-modified", "server",
        "set-cookie", "timing-allow-origin", "x-content-type-options", "x-powered-by",
    }
)  # fmt: skip

Lines = tuple[tuple[str, str], ...]


def kept_lines(lines: Iterable[tuple[str, str]]) -> Lines:
    """Return the lines worth keeping, as sent and in order; of a cookie its name and attributes, never its value."""
    kept: list[tuple[str, str]] = []
    left = TOTAL
    for name, value in lines:
        lower = name.lower()
        if lower not in KEPT:
            continue
        said = (_without_value(value) if lower == "set-cookie" else value)[:LINE]
        left -= len(name) + len(said)
        if left < 0 or len(kept) >= LINES:
            break
        kept.append((name, said))
    return tuple(kept)


def _without_value(cookie: str) -> str:
    pair, semicolon, attributes = cookie.partition(";")
    name, equals, _ = pair.partition("=")
    return f"{name if equals else ''}={semicolon}{attributes}"
