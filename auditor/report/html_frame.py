"""The frame our HTML pages share: drawn from templates, one self-contained file, readable without scripts, printable."""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from auditor.model import Text
from auditor.report.safe_text import clip

VALUE = 160  # characters shown of what a page gave for one place of a message
TITLE = 120  # of a page title
ADDRESS = 300  # of a URL or selector

_TEMPLATES = Path(__file__).with_name("templates")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")


def draw(template: str, **values: Any) -> Markup:
    """Return a piece of HTML from a template; whatever is no `Markup` yet is escaped, and a name it lacks is
    an error.
    """
    return Markup(_templates().get_template(template).render(values))


def draw_page(template: str, *, lang: str, sort: bool = False, **values: Any) -> str:
    """Return a whole page from a template; `sort`: whether it has tables that a script may sort."""
    css, script = _asset("style.css"), _asset("sort.js") if sort else ""
    whole = draw(
        template,
        lang=lang,
        css=Markup(css),
        script=Markup(script),
        policy=Markup(policy(css, script)),
        **values,
    )
    # The last guard: no byte of the file is one that a parser or an encoder stumbles over.
    return _UNWRITABLE.sub("\ufffd", whole)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {"cell": cell, "day": day, "number": "{:,}".format, "size": size, "worded": worded}
    made.globals |= {"code": code, "file_link": file_link, "link": link, "ADDRESS": ADDRESS, "TITLE": TITLE}
    return made


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def policy(css: str, script: str) -> str:
    """Return the content security policy of a page: its style sheet, its script or none, pictures in the
    file itself.
    """
    scripts = f"'sha256-{_digest(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(css)}'; script-src {scripts}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def cell(value: Any) -> str:
    """Return a value as a table shows it: whole numbers in groups of three."""
    if isinstance(value, Markup):
        return value
    return f"{value:,}" if isinstance(value, int) else str(value)


def link(url: str, text: str) -> Markup:
    """Return a hyperlink for http and https addresses, plain text for anything else."""
    if url.lower().startswith(("http://", "https://")):
        return Markup('<a href="{}">{}</a>').format(clip(url, 2000), text)
    return escape(text)


def file_link(path: str, text: str) -> Markup:
    """Return a hyperlink to a file beside the page; no character of the path can turn it into another address."""
    return Markup('<a href="{}">{}</a>').format(quote(path, errors="replace"), text)


def code(text: str, limit: int, kind: str = "") -> Markup:
    """Return text that came from a page, set off from our words; `kind` is a class of the style sheet."""
    if kind:
        return Markup('<code class="{}">{}</code>').format(kind, clip(text, limit))
    return Markup("<code>{}</code>").format(clip(text, limit))


# From the first tag to the last one of an example, short texts between them included.
_MARKUP = re.compile(r"<[A-Za-z/!][^<>]*>(?:[^<>。→]{0,60}<[A-Za-z/!][^<>]*>)*")


# Cures for servers end in one setting for each product.
_RECIPE = re.compile(r"(?:\s+|(?<=。))(?=(?:nginx|Apache|IIS): )")


def worded(text: str) -> Markup:
    """Our own sentences in their lines; the markup they cite is set off as code."""
    text = _RECIPE.sub("\n", text)
    parts, last = [], 0
    for match in _MARKUP.finditer(text):
        parts += [escape(text[last : match.start()]), _code(match[0])]
        last = match.end()
    return Markup("<br>").join(Markup("").join((*parts, escape(text[last:]))).split("\n"))


def _code(text: str) -> Markup:
    return Markup("<code>{}</code>").format(text)


def filled(text: Text, lang: str, data: Mapping[str, Any]) -> Markup:
    """Return a message with its places filled: what came from a page is set off as code, never read as our words."""
    marked = {name: f"\x00{clip(str(value), VALUE)}\x00" for name, value in data.items()}
    pieces = text.fill(lang, marked).split("\x00")  # cleaned values hold no NUL: odd pieces are values
    return Markup("").join(_code(piece) if index % 2 else worded(piece) for index, piece in enumerate(pieces))


def day(iso: str, lang: str) -> str:
    """Return an ISO date as people of the language write it."""
    if lang != "ja":
        return iso
    year, month, date = (int(part) for part in iso[:10].split("-"))
    return f"{year}年{month}月{date}日"


def size(count: int) -> str:
    """Bytes in the unit people know."""
    return f"{max(1, round(count / 1024)):,}KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f}MB"
