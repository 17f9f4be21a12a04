"""What a site's robots.txt lets us ask for (RFC 9309)."""

from dataclasses import dataclass

from protego import Protego

from auditor.crawl.url import document_of

TOKEN = "TokyoWebAuditor"
MAX_BYTES = 500 * 1024  # RFC 9309 2.5
MAX_DELAY = 300.0  # seconds; a Crawl-delay of a day would mean never
MAX_SITEMAPS = 100
_BOMS = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Robots:
    """The rules of one robots.txt for us. `note` says where they come from when no file was read."""

    rules: Protego | None  # None: no file to obey
    unreachable: bool = False
    note: str = ""

    def allows(self, url: str) -> bool:
        """Return whether we may ask for a canonical URL."""
        if self.unreachable:
            return False
        return self.rules is None or bool(self.rules.can_fetch(document_of(url), TOKEN))

    @property
    def delay(self) -> float:
        """Crawl-delay in seconds for us or for everyone, 0.0 where there is none."""
        asked = self.rules.crawl_delay(TOKEN) if self.rules else None
        return min(max(float(asked or 0.0), 0.0), MAX_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of sitemaps as written, each once."""
        found = dict.fromkeys(self.rules.sitemaps) if self.rules else {}
        return tuple(found)[:MAX_SITEMAPS]


def parse(status: int | None, body: bytes) -> Robots:
    """Read the answer to /robots.txt; status None means that no answer came.

    No such file (4xx) allows everything; a server in trouble (5xx) or silent denies everything until it
    answers (RFC 9309 2.3.1.3 and 2.3.1.4). What is not a robots.txt, such as an HTML page, has no rules.
    """
    if status is None:
        return Robots(None, unreachable=True, note="robots.txt: 応答なし")
    if status >= 500:
        return Robots(None, unreachable=True, note=f"robots.txt: HTTP {status}")
    if not 200 <= status < 300:
        return Robots(None, note=f"robots.txt: HTTP {status}")
    text = body[:MAX_BYTES].removeprefix(_BOMS).decode("utf-8", errors="replace")
    lines = text.replace("\0", "").splitlines()
    if len(body) > MAX_BYTES:
        lines = lines[:-1]  # cut in the middle, it could say something else than was meant
    return Robots(Protego.parse("\n".join(lines)))
