"""The document of a visit kept to be answered with again, so that nobody asks the site for the same page twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from auditor.model import Capture

# How a body was sent, which is kept decoded.
_OF_THE_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})


@dataclass(frozen=True, slots=True)
class RecordedDocument:
    """The answer that a page's main document came with."""

    url: str  # without a fragment, as it is asked for
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def answers(self, request: dict[str, Any]) -> bool:
        """Return whether this DevTools request asks for the document."""
        asked = str(request["url"]).partition("#")[0]
        return request["method"] == "GET" and asked == self.url


def recorded(capture: Capture) -> RecordedDocument | None:
    """Return the document of a capture, None where not all of it was kept."""
    if not isinstance(capture.source, bytes) or not capture.hops:
        return None
    url, hop = capture.url.partition("#")[0], capture.hops[-1]
    if hop.url.partition("#")[0] != url or not hop.headers:
        return None
    return RecordedDocument(url, hop.status, of_a_decoded(hop.headers), capture.source)


def of_a_decoded(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the header lines that are true of a decoded body too."""
    return tuple(line for line in headers if line[0].lower() not in _OF_THE_WIRE)
