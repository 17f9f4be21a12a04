"""What a certificate says, read from its DER bytes: dates, names, key and signature (RFC 5280)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

LARGEST = 65_536  # bytes of a certificate that is read
NAMES = 200
_SEQUENCE, _INTEGER, _BITS, _OCTETS, _OID = 0x30, 0x02, 0x03, 0x04, 0x06
_SIGNATURES = {
    "1.2.840.113549.1.1.4": "md5", "1.2.840.113549.1.1.5": "sha1", "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384", "1.2.840.113549.1.1.13": "sha512", "1.2.840.113549.1.1.10": "pss",
    "1.2.840.10045.4.1": "sha1", "1.2.840.10045.4.3.2": "sha256", "1.2.840.10045.4.3.3": "sha384",
    "1.2.840.10045.4.3.4": "sha512", "1.3.101.112": "ed25519", "1.3.101.113": "ed448",
}  # fmt: skip
_CURVES = {"1.2.840.10045.3.1.7": 256, "1.3.132.0.34": 384, "1.3.132.0.35": 521, "1.3.132.0.33": 224}
_COMMON_NAME, _ORGANISATION, _ALTERNATIVE = "2.5.4.3", "2.5.4.10", "2.5.29.17"


@dataclass(frozen=True, slots=True)
class Read:
    """The facts of one certificate."""

    names: tuple[str, ...]
    issuer: str
    not_before: str
    not_after: str
    key: str
    key_bits: int
    signature: str


def read_certificate(der: bytes) -> Read:
    """Read a certificate. Raises ValueError where the bytes are none."""
    try:
        return _read(der[:LARGEST])
    except (IndexError, StopIteration, UnicodeError, OverflowError) as error:
        raise ValueError(f"not a certificate: {error!r}") from error


def _read(der: bytes) -> Read:
    body, signature, _ = list(_parts(_only(der, _SEQUENCE)))[:3]
    fields = list(_parts(body[1]))
    if fields[0][0] == 0xA0:  # the version, absent from version 1
        fields = fields[1:]
    _, _, issuer, validity, subject, key = fields[:6]
    begins, ends = (_date(tag, value) for tag, value in list(_parts(validity[1]))[:2])
    kind, bits = _key(key[1])
    names = [*_alternatives(fields[6:]), *_words(subject[1], _COMMON_NAME)]
    return Read(
        names=tuple(dict.fromkeys(names))[:NAMES],
        issuer=", ".join([*_words(issuer[1], _ORGANISATION), *_words(issuer[1], _COMMON_NAME)])[:200],
        not_before=begins,
        not_after=ends,
        key=kind,
        key_bits=bits,
        signature=_SIGNATURES.get(_oid(next(_parts(signature[1]))[1]), "other"),
    )


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The values of a sequence: (tag, content)."""
    at = 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            if not 0 < size <= 4:
                raise ValueError("length")
            length, at = int.from_bytes(data[at : at + size]), at + size
        if at + length > len(data):
            raise ValueError("beyond the end")
        yield tag, data[at : at + length]
        at += length


def _only(data: bytes, tag: int) -> bytes:
    found, content = next(_parts(data))
    if found != tag:
        raise ValueError(f"tag {found}")
    return content


def _oid(data: bytes) -> str:
    numbers, value = [], 0
    for byte in data[:40]:
        value = (value << 7) | (byte & 0x7F)
        if not byte & 0x80:
            numbers.append(value)
            value = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))


def _date(tag: int, value: bytes) -> str:
    """UTCTime (two digits of a year, 50 is 1950) or GeneralizedTime as ISO 8601."""
    text = value.decode("ascii").removesuffix("Z")
    if tag == 0x17:
        text = ("19" if int(text[:2]) >= 50 else "20") + text
    return datetime.strptime(text[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()


def _key(data: bytes) -> tuple[str, int]:
    algorithm, bits = list(_parts(data))[:2]
    kinds = list(_parts(algorithm[1]))
    name = _oid(kinds[0][1])
    if name == "1.2.840.113549.1.1.1":
        modulus = next(_parts(_only(bits[1][1:], _SEQUENCE)))[1]
        return "RSA", int.from_bytes(modulus).bit_length()
    if name == "1.2.840.10045.2.1":
        return "EC", _CURVES.get(_oid(kinds[1][1]), 0) if len(kinds) > 1 else 0
    return _SIGNATURES.get(name, "other"), 0


def _words(name: bytes, wanted: str) -> Iterator[str]:
    """The texts of one kind in a distinguished name."""
    for _, group in _parts(name):
        for _, pair in _parts(group):
            kind, text = list(_parts(pair))[:2]
            if _oid(kind[1]) == wanted:
                yield text[1].decode("utf-16-be" if text[0] == 0x1E else "utf-8", "replace")[:200]


def _alternatives(fields: list[tuple[int, bytes]]) -> Iterator[str]:
    for tag, data in fields:
        if tag != 0xA3:
            continue
        for _, extension in _parts(_only(data, _SEQUENCE)):
            values = list(_parts(extension))
            if _oid(values[0][1]) != _ALTERNATIVE:
                continue
            for kind, name in _parts(_only(values[-1][1], _SEQUENCE)):
                if kind == 0x82:
                    yield name.decode("ascii", "replace")[:253]
                elif kind == 0x87 and len(name) == 4:
                    yield ".".join(map(str, name))
