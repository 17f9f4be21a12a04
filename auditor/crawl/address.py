"""How a browser reads an address as it is written in a page (WHATWG URL), and makes it absolute."""

import re
from urllib.parse import urljoin, urlsplit

_TRIMMED = "".join(map(chr, range(33)))
_IGNORED = re.compile(r"[\t\r\n]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SPECIAL = frozenset({"http", "https", "file"})


def as_read(address: str, base: str = "") -> str:
    """Return the address without what browsers pass over: white space around and line ends within it, `\\` for `/`."""
    text = _IGNORED.sub("", address.strip(_TRIMMED))
    named, around = _SCHEME.match(text), _SCHEME.match(base)
    own = around[1].lower() if around else ""
    scheme = named[1].lower() if named else own
    if scheme not in _SPECIAL:
        return text
    at = next((place for place, char in enumerate(text) if char in "?#"), len(text))
    head, tail = text[:at].replace("\\", "/"), text[at:]
    if named and scheme != "file":
        rest = head[len(scheme) + 1 :]
        # "http:a.html" on a page of http is a relative address; any number of slashes leads to a host.
        relative = scheme == own and not rest.startswith("//")
        head = rest if relative else f"{scheme}://{rest.lstrip('/')}"
    elif head.startswith("//"):
        head = "//" + head.lstrip("/")
    return head + tail


def absolute(base: str, address: str) -> str:
    """Return an address made absolute. Raises ValueError for what is none, such as "http://[".

    Unlike `urljoin` it leaves empty segments and parameters where they are: to a server `a//b;` is not `a/b`.
    """
    here = base.partition("#")[0]
    text = as_read(address, here)
    around = urlsplit(here)
    parts = urlsplit(text)
    if (parts.scheme or around.scheme) not in _SPECIAL or (parts.scheme and not parts.netloc):
        return urljoin(here, text)
    if parts.netloc:
        path = without_dots(parts.path) if parts.path else ""
        return parts._replace(scheme=parts.scheme or around.scheme, path=path).geturl()
    path, query = parts.path, parts.query
    if not path:
        path, query = around.path, query if "?" in text.partition("#")[0] else around.query
    elif not path.startswith("/"):
        path = without_dots(around.path.rpartition("/")[0] + "/" + path)
    else:
        path = without_dots(path)
    return around._replace(path=path, query=query, fragment=parts.fragment).geturl()


def without_dots(path: str) -> str:
    """Resolve "." and ".." (RFC 3986 5.2.4); empty segments stay, servers may mean them."""
    kept: list[str] = []
    segments = path.split("/")[1:] if path.startswith("/") else path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
