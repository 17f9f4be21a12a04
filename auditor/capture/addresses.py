"""Decides which network addresses may be connected to: public ones, and the hosts that a site is configured at."""

import asyncio
import ipaddress
import socket
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LOOKUPS = 4  # names looked up at a time, each in a thread of the event loop's pool
KEPT_SECONDS = 60.0  # a name's addresses
NONE_SECONDS = 5.0  # that a name has none
KEPT = 2_000  # names
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}

Endpoint = tuple[str, int]  # host name or address, and port
LookUp = Callable[[str], Awaitable[tuple[str, ...]]]  # the addresses of a name, none where it has none
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# The registries of special addresses (IANA, RFC 6890 and later). The networks for documentation are left out: they
# are routed nowhere, and stand for the public network in tests.
_SPECIAL: tuple[_Network, ...] = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32",  # metadata of a cloud, at an address that looks public
            "::/128", "::1/128", "fc00::/7", "fe80::/10", "ff00::/8", "2001::/23",
        ),
    )
)  # fmt: skip
_GLOBAL = ipaddress.IPv6Network("2000::/3")
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # an IPv4 address behind a NAT64 (RFC 6052)
_REST = ipaddress.IPv6Network("::/0")  # outside of what is given to anybody


class ForbiddenAddress(OSError):
    """A host that is at an address the audit may not connect to."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where an audit may connect: public addresses, and what is named here; with `only`, at none but its hosts."""

    own: frozenset[Endpoint] = frozenset()  # the site's hosts, wherever they are
    served: Mapping[Endpoint, Endpoint] = field(
        default_factory=dict
    )  # names of folders served by this process
    only: frozenset[str] | None = None  # names of hosts; None for any


def reach_of(
    urls: Iterable[str], served: Mapping[str, Endpoint] | None = None, hosts: Iterable[str] = ()
) -> Reach:
    """Return the reach of a site configured at these addresses and `host:port`s.

    Ports count: only where an address names none, http and https of its host are one place.
    `served` maps the name of a folder to the loopback server that stands for it.
    """
    own: set[Endpoint] = set()
    for url in (*urls, *(f"http://{host}" for host in hosts)):
        host, port = endpoint_of(url)
        own |= {(host, 80), (host, 443)} if port in (80, 443) else {(host, port)}
    ours = {(name, port): there for name, there in (served or {}).items() for port in (80, 443)}
    return Reach(frozenset(own), ours)


def endpoint_of(url: str) -> Endpoint:
    """Return the host and port of an address; ('', 0) where it has none."""
    try:
        parts = urlsplit(url)
        return _plain(parts.hostname or ""), parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return "", 0


def same_place(one: str, other: str) -> bool:
    """Return whether two addresses are of one host and port; http and https at their own ports are one place."""
    (host, port), (other_host, other_port) = endpoint_of(one), endpoint_of(other)
    return host == other_host and (port == other_port or {port, other_port} == {80, 443})


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public network's, and no other one is hidden in it."""
    return _network(ipaddress.ip_address(address.partition("%")[0])) is None


def _network(address: _Address) -> _Network | None:
    """Return the special network an address lies in; None for a public one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [one for one in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if one]
        if address in _TRANSLATED:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if inner:
            return next((net for one in inner if (net := _network(one)) is not None), None)
    found = next((net for net in _SPECIAL if address.version == net.version and address in net), None)
    if found is None and address.version == 6 and address not in _GLOBAL:
        return _REST
    return found


class Resolver:
    """Turns a host into the addresses to connect to, checked, so that nothing is resolved a second time.

    One for a site's whole audit. A host of the site that is found on the public network stays there, and one that is
    found on an internal network stays on that: a name cannot lead elsewhere between two requests (DNS rebinding).
    """

    def __init__(self, reach: Reach, look_up: LookUp | None = None) -> None:
        self.reach = reach
        self._look_up = look_up or _look_up
        self._places = asyncio.Semaphore(LOOKUPS)
        self._known: dict[str, tuple[float, tuple[str, ...]]] = {}
        self._networks: dict[
            str, frozenset[_Network]
        ] = {}  # of the site's hosts, as first found; none: public

    async def endpoints(self, host: str, port: int) -> tuple[Endpoint, ...]:
        """Return the addresses of a host in the order to try; ports are passed through.

        Raises ForbiddenAddress where the host is at none that may be connected to, socket.gaierror where it has none.
        """
        host = _plain(host)
        if (host, port) in self.reach.served:
            return (self.reach.served[host, port],)
        if self.reach.only is not None and host not in self.reach.only:
            raise ForbiddenAddress(f"{host}:{port}")
        found = await self._addresses(host)
        chosen = tuple(one for one in found if is_public(one))
        if (host, port) in self.reach.own:
            networks = {one: _network(ipaddress.ip_address(one.partition("%")[0])) for one in found}
            inside = frozenset(net for net in networks.values() if net is not None)
            kept = self._networks.setdefault(host, frozenset() if chosen else inside)
            if kept:
                chosen = tuple(one for one in found if networks[one] in kept)
        if not chosen:
            raise ForbiddenAddress(f"{host}:{port} {' '.join(found[:4])}")
        return tuple((one, port) for one in chosen)

    def forget(self) -> None:
        """Look names up again; on which network the site's hosts were found stays known."""
        self._known.clear()

    async def _addresses(self, host: str) -> tuple[str, ...]:
        if host == "localhost" or host.endswith(".localhost"):  # RFC 6761: never asked for
            return ("127.0.0.1", "::1")
        until, found = self._known.get(host, (0.0, ()))
        if until < time.monotonic():
            async with self._places:
                found = await self._look_up(host)
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[host] = (time.monotonic() + (KEPT_SECONDS if found else NONE_SECONDS), found)
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, f"no address: {host[:200]}")
        return found


async def _look_up(host: str) -> tuple[str, ...]:
    try:
        rows = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, ValueError):  # no such name, or none that a resolver could be asked for
        return ()
    return tuple(dict.fromkeys(str(row[4][0]) for row in rows))


def _plain(host: str) -> str:
    """Return a host as it is compared: without brackets, the root's dot and capitals."""
    return host.strip("[]").rstrip(".").lower()


def loopback(hosts: Mapping[str, int], *others: str) -> Resolver:
    """Return a resolver that leads host names to ports of this machine, and knows other hosts by `host:port`."""
    return Resolver(reach_of((), {host: ("127.0.0.1", port) for host, port in hosts.items()}, others))
