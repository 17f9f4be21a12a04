"""Certificates read from their bytes: every kind of key and name that sites show."""

from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from auditor.capture.certificate import LARGEST, read_certificate

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certificate(
    key: Any, hashed: Any = None, names: tuple[x509.GeneralName, ...] = (), pss: bool = False
) -> bytes:
    """A self-signed certificate of 都庁 in DER."""
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "東京都"),
            x509.NameAttribute(NameOID.COMMON_NAME, "www.metro.example"),
        ]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC))
    )
    if names:
        made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
    scheme = padding.PSS(padding.MGF1(hashes.SHA256()), 32) if pss else None
    return made.sign(key, hashed, rsa_padding=scheme).public_bytes(Encoding.DER)


@pytest.mark.parametrize(
    ("der", "expected"),
    [
        (certificate(RSA, hashes.SHA256()), ("RSA", 2048, "sha256")),
        (certificate(RSA, hashes.SHA256(), pss=True), ("RSA", 2048, "sha256")),
        (certificate(ec.generate_private_key(ec.SECP384R1()), hashes.SHA384()), ("EC", 384, "sha384")),
        (certificate(ec.generate_private_key(ec.BrainpoolP256R1()), hashes.SHA256()), ("EC", 256, "sha256")),
        (certificate(ed25519.Ed25519PrivateKey.generate()), ("ed25519", 0, "ed25519")),
    ],
    ids=["RSA", "RSA with PSS", "EC on P-384", "EC on Brainpool", "Ed25519"],
)
def test_the_kind_and_size_of_the_key_and_the_signed_hash_are_read(
    der: bytes, expected: tuple[str, int, str]
) -> None:
    read = read_certificate(der)

    assert (read.key, read.key_bits, read.signature) == expected


def test_names_of_hosts_and_addresses_are_read_with_the_common_name_last() -> None:
    names = (x509.DNSName("metro.example"), x509.IPAddress(ip_address("2001:db8::1")))

    read = read_certificate(certificate(RSA, hashes.SHA256(), names))

    assert read.names == ("metro.example", "2001:db8::1", "www.metro.example")
    assert read.issuer == "東京都, www.metro.example"


def test_dates_are_in_utc_and_reach_the_end_of_the_two_digit_years() -> None:
    read = read_certificate(certificate(RSA, hashes.SHA256()))

    assert (read.not_before, read.not_after) == ("2026-01-01T00:00:00+00:00", "2049-12-31T23:59:59+00:00")


def test_a_certificate_beyond_the_bound_is_refused() -> None:
    with pytest.raises(ValueError, match="bytes"):
        read_certificate(certificate(RSA, hashes.SHA256()) + b"\0" * LARGEST)
