"""Which hosts belong together: the registrable domain of a host, after the public suffix list."""

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

SHORT = 300  # characters of an address that is remembered


@lru_cache(maxsize=1)  # reading the list takes a tenth of a second
def _list() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """Return the domain one owner registered (`tokyo.lg.jp` of every bureau); '' of an address or a bare suffix."""
    host = host.strip().strip(".").lower()
    if not host or is_address(host):
        return ""
    return str(_list().privatesuffix(host) or "")


def is_public_suffix(host: str) -> bool:
    """Return whether the name is one under which anybody may register: lg.jp, co.jp, com."""
    host = host.strip(".").lower()
    return bool(host) and not is_address(host) and not registrable(host)


@lru_cache(maxsize=4096)
def is_address(host: str) -> bool:
    """Return whether it is an IPv4 or IPv6 address instead of a name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def host_of(url: str) -> str:
    """Return the host an address names, '' where there is none; never raises."""
    # A dozen rules ask this of the same addresses; what is long is a data: URL, or made to fill a memory.
    return _host_of(url) if len(url) <= SHORT else _host_of.__wrapped__(url)


@lru_cache(maxsize=4096)
def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:  # "http://[": what a site sends need not be an address
        return ""


def scheme_of(url: str) -> str:
    """Return the scheme of an address, '' where there is none; never raises."""
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""


def same_site(one: str, other: str) -> bool:
    """Return whether two hosts have one owner: equal names, or one registrable domain."""
    return one == other or (registrable(one) != "" and registrable(one) == registrable(other))
