"""Whether two addresses belong to one organisation, by their host names."""

import re
from urllib.parse import urlsplit

# pref.osaka.lg.jp, city.yaizu.lg.jp, metro.tokyo.lg.jp, city.takamatsu.kagawa.jp: four labels name the body.
_PUBLIC = re.compile(r"(?:^|\.)((?:[^.]+\.[^.]+\.lg|(?:metro|pref|city|town|vill)\.[^.]+\.[^.]+)\.jp)$")
_SECOND = re.compile(r"(?:^|\.)([^.]+\.(?:ac|ad|co|ed|go|gr|lg|ne|or)\.jp)$")
_ADDRESS = re.compile(r"[\d.]+|.*:.*")


def owner(url: str) -> str:
    """Return the part of a host name that names the organisation; addresses without names stand for themselves."""
    host = (urlsplit(url).hostname or "").lower()
    if _ADDRESS.fullmatch(host):
        return host
    # tokyo.jp and tokyo.lg.jp are two names of one organisation, at many of them.
    host = re.sub(r"\.metro\.tokyo\.jp$", ".metro.tokyo.lg.jp", f".{host}").lstrip(".")
    found = _PUBLIC.search(host) or _SECOND.search(host)
    return found[1] if found else ".".join(host.split(".")[-2:])


def same_owner(one: str, other: str) -> bool:
    """Return whether both addresses belong to one organisation."""
    return owner(one) == owner(other)
