"""Content Security Policy Level 3: policies, directives and sources of a page, as a browser reads them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MOST = 100  # policies of a page, directives of a policy
LONGEST = 65_536  # characters of all policies that are read
NAME = re.compile(r"[A-Za-z0-9-]+")
NONCE = re.compile(r"'nonce-([A-Za-z0-9+/_-]+={0,2})'", re.IGNORECASE)
HASH = re.compile(r"'sha(256|384|512)-([A-Za-z0-9+/_-]+={0,2})'", re.IGNORECASE)
WHITE = "\t\n\f\r "  # of ASCII: what parts directives and sources
KEYWORDS = frozenset(
    {
        "'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "'strict-dynamic'", "'unsafe-hashes'",
        "'report-sample'", "'wasm-unsafe-eval'", "'inline-speculation-rules'", "'unsafe-allow-redirects'",
        "'report-sha256'", "'report-sha384'", "'report-sha512'", "'trusted-types-eval'",
    }
)  # fmt: skip
# What a meta element cannot say (HTML standard, "Content security policy state").
NOT_IN_META = frozenset({"frame-ancestors", "report-uri", "sandbox"})
# Whom a directive follows where it is not written (CSP3 6.8.3).
FALLBACK: Mapping[str, tuple[str, ...]] = {
    "script-src-elem": ("script-src", "default-src"),
    "script-src-attr": ("script-src", "default-src"),
    "style-src-elem": ("style-src", "default-src"),
    "style-src-attr": ("style-src", "default-src"),
    "worker-src": ("child-src", "script-src", "default-src"),
    "frame-src": ("child-src", "default-src"),
    **{
        f"{name}-src": ("default-src",)
        for name in ("script", "style", "img", "media", "font", "connect", "object", "child", "manifest")
    },
}
BROAD = frozenset(
    {"*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*", "data:"}
)


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy. Of directives of one name the first stands; the further ones are only remembered."""

    directives: tuple[tuple[str, tuple[str, ...]], ...]
    repeated: tuple[str, ...] = ()  # names written more than once
    malformed: tuple[str, ...] = ()  # names that are no directive names
    meta: bool = False  # from a meta element: frame-ancestors, report-uri and sandbox are left out
    ignored: tuple[str, ...] = ()  # directives that a meta element cannot say
    table: Mapping[str, tuple[str, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", dict(self.directives))

    def __contains__(self, name: str) -> bool:
        return name in self.table

    def sources(self, name: str) -> tuple[str, ...] | None:
        """Return the sources in force for a directive, its fallbacks asked; None where it is not restricted."""
        for known in (name, *FALLBACK.get(name, ())):
            if known in self.table:
                return self.table[known]
        return None

    @property
    def text(self) -> str:
        """The normal form: parsing it again gives this policy."""
        return "; ".join(" ".join((name, *values)) for name, values in self.directives)


def parse(value: str, *, meta: bool = False) -> tuple[Policy, ...]:
    """Return the policies of one header value or meta element; commas part policies, empty ones are none."""
    policies = (_policy(one, meta) for one in value[:LONGEST].split(",")[:MOST])
    return tuple(policy for policy in policies if policy.directives or policy.ignored)


def policies_of(headers: Iterable[str], metas: Iterable[str] = ()) -> tuple[Policy, ...]:
    """Return all policies of a page, header lines first. Each of them applies: a load must pass every one."""
    found = [policy for value in headers for policy in parse(value)]
    found += [policy for value in metas for policy in parse(value, meta=True)]
    return tuple(found[:MOST])


def _policy(text: str, meta: bool) -> Policy:
    directives: dict[str, tuple[str, ...]] = {}
    repeated: list[str] = []
    malformed: list[str] = []
    ignored: list[str] = []
    for part in text.split(";")[:MOST]:
        words = _words(part)
        if not words:
            continue
        name = words[0].lower()
        if not NAME.fullmatch(name):
            malformed.append(name)
        elif meta and name in NOT_IN_META:
            ignored.append(name)
        elif name in directives:
            repeated.append(name)
        else:
            directives[name] = tuple(_normal(word) for word in words[1:])
    return Policy(
        tuple(directives.items()), tuple(dict.fromkeys(repeated)), tuple(malformed), meta, tuple(ignored)
    )


def _words(part: str) -> list[str]:
    return [word for word in re.split(f"[{WHITE}]+", part.strip(WHITE)) if word]


def _normal(source: str) -> str:
    """Keywords, schemes and hosts compare without case; nonces, hashes and paths with it."""
    if NONCE.fullmatch(source) or HASH.fullmatch(source):
        kind, _, rest = source.partition("-")
        return f"{kind.lower()}-{rest}"
    if source.startswith("'"):
        return source.lower()
    head, slashes, rest = source.partition("://")
    if slashes:
        host, slash, path = rest.partition("/")
        return f"{head.lower()}://{host.lower()}{slash}{path}"
    host, slash, path = source.partition("/")
    return f"{host.lower()}{slash}{path}"


def is_keyed(sources: Sequence[str]) -> bool:
    """Return whether scripts are let in by nonce or hash; browsers then ignore 'unsafe-inline'."""
    return any(NONCE.fullmatch(source) or HASH.fullmatch(source) for source in sources)


def nonces(policies: Iterable[Policy]) -> set[str]:
    """Return the nonces of all directives of all policies."""
    return {
        found[1]
        for policy in policies
        for _, sources in policy.directives
        for source in sources
        if (found := NONCE.fullmatch(source))
    }


def loose_scripts(policy: Policy) -> Iterator[str]:
    """Sources that let a script somebody put into the page run; strict-dynamic shuts hosts out (CSP3 6.7.3.2)."""
    sources = policy.sources("script-src") or ()
    keyed = is_keyed(sources)
    strict = "'strict-dynamic'" in sources
    for source in sources:
        if (source == "'unsafe-inline'" and not keyed and not strict) or (source in BROAD and not strict):
            yield source


def insecure(sources: Iterable[str]) -> list[str]:
    """Sources that let content in over plain http."""
    return [source for source in sources if source.startswith(("http:", "ftp:", "ws:"))]


def unknown_sources(policy: Policy) -> Iterator[tuple[str, str]]:
    """(directive, source) of quoted words no browser knows: mostly a slip such as 'self without its end."""
    for name, sources in policy.directives:
        if not (name.endswith(("-src", "-elem", "-attr", "-uri", "-action")) or name == "frame-ancestors"):
            continue
        for source in sources:
            quoted = source.startswith("'") or source.endswith("'")
            if (quoted and source not in KEYWORDS and not is_keyed([source])) or f"'{source}'" in KEYWORDS:
                yield name, source
