"""Values of small header fields: structured-field tokens, Strict-Transport-Security, Referrer-Policy."""

import re
from dataclasses import dataclass

HALF_YEAR = 15_552_000  # 180 days, the least that counts as lasting
YEAR = 31_536_000
_TOKEN = r"[A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*"
_BARE = (
    r'(?:"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"|-?\d{1,12}\.\d{1,3}|-?\d{1,15}'
    rf"|:[A-Za-z0-9+/=]*:|\?[01]|@-?\d{{1,15}}|{_TOKEN})"
)
_ITEM = re.compile(rf" *({_TOKEN})((?:; *[a-z*][a-z0-9_\-.*]*(?:={_BARE})?)*) *")

PRIVATE = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")
TELLING = ("origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade")


def token(value: str) -> str | None:
    """Return the token of a structured-field item (RFC 8941 3.3), its parameters left out; None for anything else."""
    found = _ITEM.fullmatch(value[:1024].rstrip(" "))
    return found[1] if found else None


def referrer_policy(value: str) -> str:
    """Return the policy in force: the last token a browser knows; '' where it knows none."""
    known = [one.strip().lower() for one in value.split(",") if one.strip().lower() in PRIVATE + TELLING]
    return known[-1] if known else ""


@dataclass(frozen=True, slots=True)
class Hsts:
    """A Strict-Transport-Security value (RFC 6797 6.1). `fault` names why browsers ignore it."""

    max_age: int = 0
    subdomains: bool = False
    preload: bool = False
    fault: str = ""  # twice | no-max-age | bad-max-age | repeated

    @property
    def text(self) -> str:
        """The normal form."""
        return "; ".join(
            [f"max-age={self.max_age}"] + ["includeSubDomains"] * self.subdomains + ["preload"] * self.preload
        )


def hsts(values: list[str]) -> Hsts:
    """Return what the lines of one response say; a browser takes the first line alone (8.1)."""
    if len({value.strip() for value in values}) > 1 or "," in values[0]:
        return Hsts(fault="twice")
    ages: list[str] = []
    seen: list[str] = []
    for part in values[0][:1024].split(";"):
        name, _, written = part.partition("=")
        name = name.strip().lower()
        if not name:
            continue
        if name == "max-age":
            ages.append(written.strip())
        seen.append(name)
    if len(set(seen)) != len(seen):
        return Hsts(fault="repeated")
    if not ages:
        return Hsts(fault="no-max-age")
    age = ages[0].removeprefix('"').removesuffix('"') if re.fullmatch(r'".*"', ages[0]) else ages[0]
    if not re.fullmatch(r"[0-9]{1,12}", age):
        return Hsts(fault="bad-max-age")
    return Hsts(int(age), "includesubdomains" in seen, "preload" in seen)
