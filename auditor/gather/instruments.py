"""Names everything that a page is visited with: captures of other instruments are not comparable."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import auditor.capture
from auditor.capture.browser import SiteBrowserSettings
from auditor.criteria import Profile
from auditor.model import Site

_CODE = frozenset({".py", ".js"})


@dataclass(frozen=True, slots=True)
class Instruments:
    """The instruments of one site's audit. A page has its own probes beside them."""

    digest: str

    def of_page(self, probes: Sequence[str]) -> str:
        """Return the digest for a page that gets these probes."""
        return _digest((self.digest, *probes))


def instruments_of(
    site: Site, profile: Profile, settings: SiteBrowserSettings, agent: str, reader: str, headers: bool
) -> Instruments:
    """Return the instruments of a site: browser, axe-core, our own code, and the settings that change evidence.

    `agent`: how we present ourselves; `reader`: version of what reads letters; `headers`: they are evidence.
    """
    return Instruments(
        _digest(
            (
                capture_code(), settings.browser.version, settings.axe_source, agent, reader, str(headers),
                *site.viewports, str(site.page_seconds), site.ocr, *site.internal_hosts, *profile.numbers,
            )
        )
    )  # fmt: skip


def capture_code() -> str:
    """Return a digest of the code that takes captures: its probes and its format, without a number to forget."""
    folder = Path(auditor.capture.__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.suffix in _CODE)
    return _digest(
        [part for path in files for part in (str(path.relative_to(folder)), path.read_text("utf-8"))]
    )


def _digest(parts: Sequence[str]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(f"{len(part)}:{part}\n".encode())
    return whole.hexdigest()[:32]
