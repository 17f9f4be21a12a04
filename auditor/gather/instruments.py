"""Names everything that a page is visited and judged with: what other instruments brought is not comparable."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import auditor
from auditor.capture.browser import SiteBrowserSettings
from auditor.judge.judge import Judge

_CODE = frozenset({".py", ".js"})
_CAPTURE = ("capture", "gather/read_letters.py", "read/drawn.py", "read/recogniser.py")
_RULES = ("criteria.py", "evaluate", "judge", "model", "page", "read", "rule.py")


@dataclass(frozen=True, slots=True)
class Instruments:
    """The instruments of one site's audit. A page has its own probes beside them."""

    visit: str  # digest of what pages are visited with
    rules: str  # digest of what their captures are judged with

    def of_page(self, probes: Sequence[str]) -> str:
        """Return the digest for a page that gets these probes."""
        return _digest((self.visit, *probes))


def instruments_of(judge: Judge, settings: SiteBrowserSettings, agent: str, reader: str) -> Instruments:
    """Return the instruments of a site: browser, axe-core, rules, our own code, and the settings that count.

    `agent`: how we present ourselves; `reader`: version of what reads letters.
    """
    site = judge.site
    visit = (
        *_code(_CAPTURE), settings.browser.version, settings.axe_source, agent, reader, *site.viewports,
        str(site.page_seconds), site.ocr, *site.internal_hosts, str(judge.headers), *judge.profile.numbers,
    )  # fmt: skip
    rules = (*_code(_RULES), judge.digest, str(judge.headers), str(judge.whole), site.bureau, site.id)
    return Instruments(_digest(visit), _digest(rules))


def _code(rooms: Sequence[str]) -> Iterator[str]:
    """Yield our own code, so that a change of format, probe or judgement needs no number that somebody may forget."""
    top = Path(auditor.__file__).parent
    for room in rooms:
        place = top / room
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in _CODE:
                yield str(path.relative_to(top))
                yield path.read_text("utf-8")


def _digest(parts: Sequence[str]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(f"{len(part)}:{part}\n".encode())
    return whole.hexdigest()[:32]
