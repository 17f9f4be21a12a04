"""Set-Cookie lines as RFC 6265bis reads them: attributes, prefixes, and how far a cookie reaches."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ._domains import is_public_suffix, registrable

LONGEST = 4096  # octets of name and value together that browsers keep
MOST = 200  # Set-Cookie lines of one response that are read
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
_SESSION = re.compile(
    r"sess|login|logon|auth|^j?sid$|phpsessid|jsessionid|asp\.net_sessionid|connect\.sid|cfid|cftoken|laravel",
    re.IGNORECASE,
)
_CSRF = re.compile("csrf|xsrf", re.IGNORECASE)
SAME_SITE = frozenset({"strict", "lax", "none"})


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie as sent. Attributes are those that stand: the last of a name."""

    name: str
    value: str
    domain: str = ""  # '' for the host alone
    path: str = ""
    secure: bool = False
    http_only: bool = False
    same_site: str | None = None  # as written in lower case; None where there is none
    expires: str = ""
    max_age: str = ""
    partitioned: bool = False

    @property
    def is_session(self) -> bool:
        """A name that sessions and sign-ins use."""
        return bool(_SESSION.search(self.name)) and not self.is_csrf

    @property
    def is_csrf(self) -> bool:
        """A name that tokens against forged requests use."""
        return bool(_CSRF.search(self.name))

    @property
    def text(self) -> str:
        """The normal form: parsing it again gives this cookie."""
        parts = [f"{self.name}={self.value}"]
        for label, value in (
            ("Domain", self.domain), ("Path", self.path), ("Expires", self.expires), ("Max-Age", self.max_age)
        ):  # fmt: skip
            if value:
                parts.append(f"{label}={value}")
        parts += ["Secure"] * self.secure + ["HttpOnly"] * self.http_only
        if self.same_site is not None:
            parts.append(f"SameSite={self.same_site}")
        return "; ".join(parts + ["Partitioned"] * self.partitioned)


def parse(line: str) -> Cookie | None:
    """Return the cookie of one Set-Cookie value; None where a browser ignores the line (5.6)."""
    if _CONTROL.search(line):
        return None
    pair, _, rest = line.partition(";")
    name, equals, value = pair.partition("=")
    if not equals:
        name, value = "", pair
    name, value = name.strip(" \t"), value.strip(" \t")
    if not (name or value) or len(name.encode()) + len(value.encode()) > LONGEST:
        return None
    if not name and value.lower().startswith(("__secure-", "__host-")):
        return None  # a nameless cookie must not pass for a prefixed one
    attributes: dict[str, str] = {}
    for part in rest.split(";"):
        label, _, written = part.partition("=")
        label, written = label.strip(" \t").lower(), written.strip(" \t")
        if len(written.encode()) <= 1024:
            attributes[label] = written
    return Cookie(
        name=name,
        value=value,
        domain=attributes.get("domain", "").removeprefix(".").lower(),
        path=attributes.get("path", "") if attributes.get("path", "").startswith("/") else "",
        secure="secure" in attributes,
        http_only="httponly" in attributes,
        same_site=attributes["samesite"].lower() if "samesite" in attributes else None,
        expires=attributes.get("expires", ""),
        max_age=attributes.get("max-age", ""),
        partitioned="partitioned" in attributes,
    )


def cookies_of(lines: Iterable[str]) -> list[Cookie]:
    """Return the cookies of a response, in the order sent."""
    return [cookie for _, line in zip(range(MOST), lines, strict=False) if (cookie := parse(line))]


def prefix_fault(cookie: Cookie) -> str:
    """Return what breaks the promise of a `__Secure-` or `__Host-` name (4.1.3): secure, domain, path; ''
    for none.
    """
    name = cookie.name.lower()
    if not name.startswith(("__secure-", "__host-", "__http-", "__host-http-")):
        return ""
    if not cookie.secure:
        return "secure"
    if name.startswith(("__http-", "__host-http-")) and not cookie.http_only:
        return "httponly"
    if name.startswith("__host-"):
        return "domain" if cookie.domain else "path" if cookie.path != "/" else ""
    return ""


def is_refused(cookie: Cookie, host: str) -> bool:
    """Return whether a browser drops the cookie for its domain: a public suffix, or one the host does not lie in."""
    if not cookie.domain or cookie.domain == host:
        return False
    return is_public_suffix(cookie.domain) or not host.endswith("." + cookie.domain)


def reach(cookie: Cookie, host: str) -> str:
    """Return how far it is sent: host, subdomains (of the host), wider (an upper name), site (the
    registrable domain).
    """
    if not cookie.domain:
        return "host"
    if cookie.domain == registrable(host) and cookie.domain != host:
        return "site"
    return "wider" if host.endswith("." + cookie.domain) else "subdomains"
