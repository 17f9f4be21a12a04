"""Reads the facts of a certificate from its DER bytes: dates, names, key and signature (RFC 5280)."""

from collections.abc import Iterator
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.dsa import DSAPublicKey
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import NameOID, SignatureAlgorithmOID

LARGEST = 65_536  # bytes of a certificate that is read
NAMES = 200
_EDWARDS = {SignatureAlgorithmOID.ED25519: "ed25519", SignatureAlgorithmOID.ED448: "ed448"}


@dataclass(frozen=True, slots=True)
class Read:
    """The facts of one certificate. Dates are ISO 8601, UTC; `key_bits` is 0 where the size is fixed by the kind."""

    names: tuple[str, ...]
    issuer: str
    not_before: str
    not_after: str
    key: str
    key_bits: int
    signature: str


def read_certificate(der: bytes) -> Read:
    """Return the facts of a certificate. Raises ValueError where the bytes are none."""
    if len(der) > LARGEST:
        raise ValueError(f"a certificate of {len(der)} bytes")
    try:
        certificate = x509.load_der_x509_certificate(der)
        names = [*_alternative_names(certificate), *_texts(certificate.subject, NameOID.COMMON_NAME)]
        issuer = certificate.issuer
        issued_by = [*_texts(issuer, NameOID.ORGANIZATION_NAME), *_texts(issuer, NameOID.COMMON_NAME)]
        kind, bits = _key(certificate)
        return Read(
            names=tuple(dict.fromkeys(names))[:NAMES],
            issuer=", ".join(issued_by)[:200],
            not_before=certificate.not_valid_before_utc.isoformat(),
            not_after=certificate.not_valid_after_utc.isoformat(),
            key=kind,
            key_bits=bits,
            signature=_signature(certificate),
        )
    except (ValueError, TypeError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as error:
        raise ValueError(f"not a certificate: {error!r}"[:300]) from error


def _signature(certificate: x509.Certificate) -> str:
    """Return the name of the hash that is signed, or of the signature scheme where it has one of its own."""
    try:
        hashed = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return "other"
    return hashed.name if hashed else _EDWARDS.get(certificate.signature_algorithm_oid, "other")


def _key(certificate: x509.Certificate) -> tuple[str, int]:
    try:
        key = certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):  # a curve or an algorithm that the library does not hold
        return "other", 0
    if isinstance(key, RSAPublicKey):
        return "RSA", key.key_size
    if isinstance(key, EllipticCurvePublicKey):
        return "EC", key.key_size
    if isinstance(key, DSAPublicKey):
        return "DSA", key.key_size
    return _EDWARDS.get(certificate.public_key_algorithm_oid, "other"), 0


def _texts(name: x509.Name, wanted: x509.ObjectIdentifier) -> Iterator[str]:
    """Yield the texts of one kind in a distinguished name."""
    for attribute in name.get_attributes_for_oid(wanted):
        value = attribute.value
        yield (value if isinstance(value, str) else value.decode("utf-8", "replace"))[:200]


def _alternative_names(certificate: x509.Certificate) -> Iterator[str]:
    """Yield the host names and IP addresses of the extension subjectAltName."""
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return
    yield from (name[:253] for name in extension.value.get_values_for_type(x509.DNSName))
    yield from (str(address) for address in extension.value.get_values_for_type(x509.IPAddress))
