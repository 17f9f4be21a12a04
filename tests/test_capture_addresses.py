"""Which addresses may be connected to, however they are written and whatever a name server says of them."""

import asyncio
import ssl

import pytest
import trustme
from servers import SiteServer, page, redirect

from auditor.capture.addresses import (
    Endpoint,
    ForbiddenAddress,
    Resolver,
    endpoint_of,
    is_public,
    loopback,
    reach_of,
    same_place,
)
from auditor.capture.http import Answer, PlainClient
from auditor.model import Fate

SITE = "http://www.kyoku.example.jp/"
HOST = "www.kyoku.example.jp"


def names(*answers: str) -> Resolver:
    """The resolver of a site whose name leads to these addresses, one lookup after the other."""
    given = list(answers)

    async def look_up(host: str) -> tuple[str, ...]:
        return tuple((given.pop(0) if len(given) > 1 else given[0]).split())

    return Resolver(reach_of([SITE]), look_up)


def found(resolver: Resolver, host: str, port: int = 80) -> tuple[Endpoint, ...]:
    return asyncio.run(resolver.endpoints(host, port))


def anew(resolver: Resolver) -> Resolver:
    """The same resolver when what it knows of names is out of date."""
    resolver.forget()
    return resolver


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.5", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255",
        "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
        "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "224.0.0.251", "239.255.255.250",
        "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.5", "64:ff9b::a00:5", "64:ff9b:1::1",
        "2002:a00:5::1", "2002:7f00:1::", "2001:0:a00:5::1", "2001:0:4136:e378:8000:63bf:f5ff:fffa", "2001:10::1",
        "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::fb", "100::1", "5f00::1",
    ],
)  # fmt: skip
def test_an_address_of_a_special_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.0.0.1", "128.0.0.1",
        "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255", "198.17.255.255", "198.20.0.0",
        "223.255.255.255", "203.0.113.10", "2001:200::1", "2400:8500::1", "2606:4700::1111", "::ffff:1.1.1.1",
        "64:ff9b::101:101", "2002:101:101::1",
    ],
)  # fmt: skip
def test_an_address_beside_one_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "localhost", "LOCALHOST.", "a.localhost",
     "[::1]", "::1", "[::ffff:127.0.0.1]", "0", "0.0.0.0"],
)  # fmt: skip
def test_however_loopback_is_written_it_is_refused(host: str) -> None:
    with pytest.raises(ForbiddenAddress):
        found(Resolver(reach_of([SITE])), host)


def test_a_name_is_refused_for_where_it_leads() -> None:
    with pytest.raises(ForbiddenAddress):
        found(names("10.0.0.5"), "internal.kyoku.example.jp")

    assert found(names("10.0.0.5 203.0.113.7 127.0.0.1"), "half.example.jp") == (("203.0.113.7", 80),)


def test_a_site_on_an_internal_network_is_asked_at_its_own_ports_alone() -> None:
    inside = names("10.0.0.5")

    assert found(inside, HOST) == (("10.0.0.5", 80),)
    assert found(inside, f"{HOST.upper()}.", 443) == (("10.0.0.5", 443),)
    with pytest.raises(ForbiddenAddress):
        found(inside, HOST, 8080)
    with pytest.raises(ForbiddenAddress):
        found(inside, "10.0.0.5")


def test_a_site_found_on_the_public_network_cannot_lead_inside_later() -> None:
    site = names("203.0.113.10", "127.0.0.1", "203.0.113.11")

    assert found(site, HOST) == (("203.0.113.10", 80),)
    with pytest.raises(ForbiddenAddress):
        found(anew(site), HOST)
    assert found(anew(site), HOST) == (("203.0.113.11", 80),)


def test_a_site_found_on_one_internal_network_cannot_lead_to_another() -> None:
    site = names("10.0.0.5", "10.0.0.6", "169.254.169.254")

    assert found(site, HOST) == (("10.0.0.5", 80),)
    assert found(anew(site), HOST) == (("10.0.0.6", 80),)
    with pytest.raises(ForbiddenAddress):
        found(anew(site), HOST)


def test_between_two_requests_a_name_is_not_looked_up_again() -> None:
    site = names("203.0.113.10", "203.0.113.11")

    assert found(site, HOST) == found(site, HOST) == (("203.0.113.10", 80),)


def test_ports_are_part_of_a_host_and_http_and_https_are_one_place() -> None:
    assert same_place("http://a.jp/x", "https://A.jp:443/y")
    assert not same_place("http://a.jp/", "http://a.jp:8080/")
    assert not same_place("http://a.jp:8001/", "http://a.jp:8002/")
    assert not same_place("http://a.jp/", "http://www.a.jp/")
    assert endpoint_of("http://[") == ("", 0)


# The plain client


def ask(url: str, resolver: Resolver, context: ssl.SSLContext | None = None) -> Answer:
    async def once() -> Answer:
        async with PlainClient("test", seconds=5, resolver=resolver, ssl_context=context) as client:
            return await client.get(url, stay=lambda _: True)

    return asyncio.run(once())


def test_each_hop_is_checked_and_a_refused_address_is_its_own_fate() -> None:
    with SiteServer({"*": page("geheim")}) as victim, SiteServer({"/": redirect(victim.url())}) as site:
        got = ask(site.url(), Resolver(reach_of([site.url()])))

    assert (got.fate, got.body, len(got.hops)) == (Fate.FORBIDDEN_ADDRESS, b"", 1)
    assert victim.hits == []


def test_the_hosts_that_a_site_names_as_internal_are_asked() -> None:
    with SiteServer({"*": page("teil")}) as parts, SiteServer({"/": redirect(parts.url())}) as site:
        got = ask(site.url(), Resolver(reach_of([site.url()], hosts=[f"127.0.0.1:{parts.port}"])))

    assert (got.fate, got.body) == (Fate.OK, b"teil")


def test_a_name_is_connected_to_where_it_was_checked_and_keeps_its_name_for_tls_and_host() -> None:
    authority, serving, trusting = (
        trustme.CA(),
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER),
        ssl.create_default_context(),
    )
    authority.issue_cert(HOST).configure_cert(serving)
    authority.configure_trust(trusting)

    with SiteServer({"/": page("x")}, tls=serving) as server:
        got = ask(f"https://{HOST}/", loopback({HOST: server.port}), trusting)

    assert got.fate is Fate.OK, got.detail
    assert [hit.headers["host"] for hit in server.hits] == [HOST]
