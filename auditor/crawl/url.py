"""The one written form of a URL, and whether a URL belongs to a site."""

import re
from urllib.parse import quote, unquote, urlsplit

import idna

from auditor.crawl.address import absolute, as_read, without_dots
from auditor.model import Fate, Site

MAX_LENGTH = 2000
_DEFAULT_PORT = {"http": 80, "https": 443}
# RFC 3986 2.2 and 2.3; everything else is percent-encoded. "%" stays: what is encoded stays encoded.
_PATH_SAFE = "/!$&'()*+,;=:@%-._~"
_QUERY_SAFE = _PATH_SAFE.replace("'", "") + "?"  # browsers write %27 in a query
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
# "#!" alone is how links that do nothing are written.
_ROUTE = re.compile(r"/|!.")
_IPV6 = re.compile(r"\[[0-9a-f:.]+\]")
# Most links are written so already; a dot between two other characters is no dot segment.
_PLAIN = re.compile(
    r"https?://([a-z0-9]+(?:[.-][a-z0-9]+)*)/(?:[A-Za-z0-9_~/-]|(?<=[A-Za-z0-9_~-])\.(?=[A-Za-z0-9_~-]))*"
)

# Names that carry a session wherever they stand; the shorter ones only with a value no person would type.
_SESSION_NAMES = re.compile(r"(?i)(?:jsessionid|phpsessid|aspsessionid\w*|cftoken|cfid|zenid|osCsid)")
_SESSION_MAYBE = re.compile(r"(?i)(?:sid|sess|session|session_?id|s_id|ssid)")
_SESSION_VALUE = re.compile(r"(?i)[0-9a-f-]{16,}|(?=\w*\d)(?=\w*[a-z])\w{20,}")
_SESSION_IN_PATH = re.compile(r"(?i);(?:jsessionid|phpsessid|sid)=[^/;]*|(?<=/)\([A-Z]\([^/)]*\)\)/")


def canonical(url: str, base: str = "") -> str | None:
    """Return the one written form of an http or https URL, None for anything else. Never raises.

    A fragment is kept where it is the route of a page drawn by scripts (`#/…`, `#!…`): it names a page then.
    """
    if len(url) <= MAX_LENGTH and (plain := _PLAIN.fullmatch(url)) and len(plain[1]) <= 253:
        return url
    if len(url) > 4 * MAX_LENGTH:
        return None
    text = as_read(url, base)
    if len(text) > MAX_LENGTH or (not text and not base):
        return None
    try:
        parts = urlsplit(absolute(base, text))
        scheme, port = parts.scheme.lower(), parts.port
        host = _host(parts.hostname or "")
    except ValueError:  # what the standard library and idna say of nonsense
        return None
    if scheme not in _DEFAULT_PORT or host is None:
        return None
    netloc = host if port in (None, _DEFAULT_PORT[scheme]) else f"{host}:{port}"
    answer = f"{scheme}://{netloc}{without_dots(_escaped(parts.path, _PATH_SAFE))}"
    if parts.query:
        answer += "?" + _escaped(parts.query, _QUERY_SAFE)
    if _ROUTE.match(parts.fragment):
        answer += "#" + _escaped(parts.fragment, _QUERY_SAFE)
    return answer if len(answer) <= MAX_LENGTH else None


def _host(name: str) -> str | None:
    if ":" in name:
        address = f"[{name.lower()}]"
        return address if _IPV6.fullmatch(address) else None
    name = unquote(name).lower().rstrip(".")
    if not name.isascii():
        name = idna.encode(name, uts46=True).decode("ascii").rstrip(".")
    return name if len(name) <= 253 and ".." not in name and _HOST.fullmatch(name) else None


def _escaped(text: str, safe: str) -> str:
    return _ESCAPE.sub(_escape, quote(text, safe=safe, errors="replace"))


def _escape(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if _UNRESERVED.fullmatch(char) else match[0].upper()


def host_of(url: str) -> str:
    """Return host and, unless it is the default, port: what one server and one pace belong to."""
    return urlsplit(url).netloc


def path_of(url: str) -> str:
    """Return path, query and route of a canonical URL."""
    parts = urlsplit(url)
    query = "?" + parts.query if parts.query else ""
    return parts.path + query + ("#" + parts.fragment if parts.fragment else "")


def document_of(url: str) -> str:
    """Return what a canonical URL asks a server for: itself without its route."""
    return url.partition("#")[0]


def has_route(url: str) -> bool:
    """Return whether a canonical URL names a page that scripts draw in a document."""
    return "#" in url


def routed(url: str, document: str) -> str:
    """Return the address of `url` where its document answers as `document`: the route stays, as in a browser."""
    return document + url[len(document_of(url)) :] if "#" not in document else document


def page_of(url: str) -> str:
    """Return a canonical URL without a route that names no view (`#/`, `#!/`): the document shows its first one."""
    document, _, route = url.partition("#")
    return url if route.strip("/!") else document


def as_path(url: str) -> str:
    """Return a canonical URL with its route as path and query: folders and parameters are counted in both."""
    document, mark, route = url.partition("#")
    if not mark:
        return url
    head, _, query = document.partition("?")
    path, _, more = route.removeprefix("!").partition("?")
    queries = "&".join(part for part in (query, more) if part)
    return f"{head.rstrip('/')}/{path.lstrip('/')}" + ("?" + queries if queries else "")


def session_free(url: str) -> str:
    """Return a canonical URL without its session ids; the URL itself when it has none."""
    document, mark, route = url.partition("#")
    return _session_free(document) + (mark + _session_free(route) if mark else "")


def _session_free(url: str) -> str:
    head, _, query = url.partition("?")
    bare = _SESSION_IN_PATH.sub("", head)
    kept = [pair for pair in query.split("&") if not _is_session(pair)] if query else []
    return bare + ("?" + "&".join(kept) if kept else "")


def _is_session(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return bool(
        _SESSION_NAMES.fullmatch(name) or (_SESSION_MAYBE.fullmatch(name) and _SESSION_VALUE.fullmatch(value))
    )


def same_host(url: str, other: str) -> bool:
    """Return whether two canonical URLs lie on one host; with and without `www.` it is the same one."""
    return host_of(url).removeprefix("www.") == host_of(other).removeprefix("www.")


def twin_of(url: str, start: str) -> str:
    """Return a canonical URL as it is with the scheme and host of `start`, where both lie on one host."""
    parts, first = urlsplit(url), urlsplit(start)
    return parts._replace(scheme=first.scheme, netloc=first.netloc).geturl() if same_host(url, start) else url


def on_site(url: str, site: Site) -> bool:
    """Return whether a canonical URL lies on the site's host and, where `start` names a folder, below it."""
    start = canonical(site.start) or site.start
    folder = _folder(urlsplit(start).path)
    path = urlsplit(url).path
    return same_host(url, start) and (path.startswith(folder) or path + "/" == folder or url == start)


def stays(url: str, site: Site, page: str) -> bool:
    """Return whether an address that a page leads on to is still the site's: on the page's host, or on a
    configured one.
    """
    there = canonical(url)
    named = (canonical(one) or one for one in (page, site.start, *site.urls, *site.sample))
    return there is not None and any(same_host(there, one) for one in named)


def _folder(path: str) -> str:
    # "/soumu" is a folder written without its slash, "/soumu/index.html" a file in one.
    folder, last = path.rsplit("/", 1)
    return path + "/" if last and "." not in last else folder + "/"


def in_scope(url: str, site: Site) -> Fate | None:
    """Return None for a URL the crawl may take, `excluded` for any other. The start is always taken."""
    if url == canonical(site.start):
        return None
    if not on_site(url, site):
        return Fate.EXCLUDED
    if site.include and not any(matches(pattern, url) for pattern in site.include):
        return Fate.EXCLUDED
    return Fate.EXCLUDED if excluded_by(url, site) else None


def excluded_by(url: str, site: Site) -> str:
    """Return the `exclude` pattern that takes a URL out, or ''."""
    return next((pattern for pattern in site.exclude if matches(pattern, url)), "")


def matches(pattern: str, url: str) -> bool:
    """Return whether a canonical URL matches a pattern of targets.yaml: a prefix, or a glob where it has a `*`."""
    absolute = bool(re.match(r"(?i)https?://", pattern))
    subject = url if absolute or pattern.startswith("*") else path_of(url)
    if absolute:
        # http and https of one host are one site; the pattern may have been written for either.
        subject, pattern = re.sub(r"^https?://", "//", subject), re.sub(r"(?i)^https?://", "//", pattern)
    elif not pattern.startswith(("/", "*")):
        pattern = "/" + pattern
    written = _escaped(pattern, _QUERY_SAFE + "#")
    if "*" not in written:
        return subject.startswith(written)
    return re.fullmatch(".*".join(map(re.escape, written.split("*"))), subject) is not None
