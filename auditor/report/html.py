"""The frame our HTML pages share: one self-contained file, readable without scripts, printable on A4."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from auditor.model import Text
from auditor.report.text import clip

VALUE = 160  # characters shown of what a page gave for one place of a message
TITLE = 120  # of a page title
ADDRESS = 300  # of a URL or selector

CSS = """
:root { --ink: #1b1f24; --soft: #434d57; --line: #b8c0c8; --paper: #ffffff; --shade: #f3f5f7; --mark: #0b4da2;
  --bad: #7a0c05; --bad-bg: #fbe9e7; --warn: #5c3d00; --warn-bg: #fff4d6; --ask: #0b3d6b; --ask-bg: #e6f0fa;
  --tip: #0b3d0b; --tip-bg: #e7f4e7; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); line-height: 1.7; font-size: 1rem;
  font-family: "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", Meiryo, sans-serif; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; display: inline-block; padding: .5rem 1rem; background: #fff3a3; }
header, main, footer { max-width: 70rem; margin: 0 auto; padding: .8rem 1.25rem; }
header { border-bottom: 4px solid var(--mark); }
footer { border-top: 1px solid var(--line); color: var(--soft); margin-top: 2rem; }
h1 { font-size: 1.5rem; line-height: 1.4; margin: .1rem 0 .3rem; }
h2 { font-size: 1.3rem; line-height: 1.4; margin: 2.2rem 0 .6rem; padding-left: .6rem;
  border-left: .4rem solid var(--mark); }
h2.top { margin-top: .5rem; }
h3 { font-size: 1.1rem; line-height: 1.5; margin: 1.6rem 0 .4rem; }
h4 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p, ul, ol, dl { margin: .5rem 0; }
header p { margin: .15rem 0; }
a { color: var(--mark); overflow-wrap: anywhere; }
a:focus-visible, button:focus-visible, .scroll:focus-visible { outline: 3px solid #b25000; outline-offset: 2px; }
code { font-family: ui-monospace, "Noto Sans Mono CJK JP", Consolas, monospace; font-size: .92em;
  background: var(--shade); padding: .05em .3em; border-radius: 3px; overflow-wrap: anywhere;
  unicode-bidi: isolate; }
code.quote { font-family: inherit; font-size: 1em; font-weight: bold; background: none; padding: 0; }
.meta { display: flex; flex-wrap: wrap; gap: 0 1.6rem; color: var(--soft); }
.lead { font-size: 1.1rem; } .lead strong { font-size: 1.25rem; }
.notice { border: 2px solid var(--bad); border-radius: 6px; padding: .6rem .9rem;
  background: var(--bad-bg); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1rem; font-size: .95rem; }
caption { text-align: left; font-weight: bold; padding: .3rem 0; }
th, td { border: 1px solid var(--line); padding: .35rem .55rem; text-align: left; vertical-align: top; }
th { background: var(--shade); } tbody th { font-weight: normal; min-width: 9rem; }
thead th { white-space: nowrap; } td.n { text-align: right; font-variant-numeric: tabular-nums;
  white-space: nowrap; }
td { overflow-wrap: break-word; } tr.sum > * { font-weight: bold; border-top: 2px solid var(--ink); }
th button { font: inherit; color: inherit; background: none; border: 0; padding: .1rem 0; min-height: 1.6rem;
  text-align: left; text-decoration: underline dotted; cursor: pointer; }
th[aria-sort] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
.share { white-space: nowrap; }
svg.bar { display: inline-block; width: 5rem; height: .8rem; vertical-align: middle;
  border: 1px solid var(--soft); }
.first { display: grid; gap: .8rem; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr));
  list-style: none;
  padding: 0; }
.first > li { border: 2px solid var(--mark); border-radius: 6px; padding: .6rem .8rem;
  background: var(--paper); }
.first h3 { margin: 0 0 .3rem; } .first p { margin: .3rem 0; line-height: 1.6; }
.first img { max-height: 8rem; width: auto; }
.problem { border-top: 1px solid var(--line); margin-top: 1.4rem; }
.parts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .9rem; }
.parts dt { font-weight: bold; } .parts dd { margin: 0; min-width: 0; }
.tag { display: inline-block; border: 1px solid currentColor; border-radius: 3px; padding: 0 .45em;
  font-size: .9rem;
  white-space: nowrap; }
.definite { color: var(--bad); background: var(--bad-bg); } .likely { color: var(--warn);
  background: var(--warn-bg); }
.review { color: var(--ask); background: var(--ask-bg); } .advice { color: var(--tip);
  background: var(--tip-bg); }
.places > li { margin: .5rem 0; } .soft { color: var(--soft); }
img { max-width: 100%; height: auto; border: 1px solid var(--line); }
@media (max-width: 40rem) { .parts { display: block; } .parts dd { margin-bottom: .4rem; } }
@page { size: A4; margin: 14mm; }
@media print { html { font-size: 9.5pt; } body { line-height: 1.55; }
  header, main, footer { max-width: none; padding: 0 0 .4rem; }
  .first { grid-template-columns: repeat(3, 1fr); gap: .4rem; } .first > li { padding: .4rem .5rem; }
  .first > li, tr, .places > li, img, .parts { break-inside: avoid; }
  h2, h3, h4, h3 + p, caption, thead { break-after: avoid; } .scroll { overflow: visible; }
  table { font-size: .9rem; } tbody th { min-width: 0; } .skip { display: none; } a { color: inherit; } }
"""


# Puts a table in the order of a column: an extra, the page says everything without it. Text reads as its first number.
SORT = """
document.querySelectorAll('table[data-sort]').forEach((table) => {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const said = document.createElement('p');
  said.setAttribute('role', 'status');
  said.className = 'soft';
  table.parentElement.after(said);
  const text = (row, at) => row.cells[at].textContent.trim();
  const number = (value) => (/^[+-]?[0-9]/.test(value) ? parseFloat(value.replace(/,/g, '')) : NaN);
  const compare = (a, b) => {
    const x = number(a), y = number(b);
    if (isNaN(x) !== isNaN(y)) return isNaN(x) ? 1 : -1;
    return isNaN(x) ? a.localeCompare(b, 'ja') : x - y;
  };
  heads.forEach((head, at) => {
    const rows = () => [...body.rows].filter((row) => !row.classList.contains('sum'));
    if (!rows().some((row) => text(row, at))) return;
    const name = head.textContent, button = document.createElement('button');
    button.type = 'button';
    button.append(name);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const order = rows().sort((a, b) => compare(text(a, at), text(b, at)) * (down ? -1 : 1));
      body.prepend(...order);
      said.textContent = '「' + name + '」の' + (down ? '大きい' : '小さい') + '順に並べ替えました。';
    });
  });
});
"""

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def document(*, title: str, lang: str, header: str, main: str, footer: str) -> str:
    """A whole page around the three parts, which are HTML already."""
    skip = "本文へ移動" if lang == "ja" else "Skip to content"
    script = f"<script>{SORT}</script>\n" if "<table data-sort>" in main else ""
    whole = (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(SORT if script else "")}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n"
        f'<header>\n<a class="skip" href="#main">{skip}</a>\n{header}\n</header>\n'
        f'<main id="main" tabindex="-1">\n{main}\n</main>\n<footer>\n{footer}\n</footer>\n{script}</body>\n</html>\n'
    )
    # The last guard: no byte of the file is one that a parser or an encoder stumbles over.
    return _UNWRITABLE.sub("\ufffd", whole)


def policy(script: str) -> str:
    """The content security policy of a page: our style sheet, this script or none, pictures in the file itself."""
    scripts = f"'sha256-{_digest(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(CSS)}'; script-src {scripts}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    row_heads: bool = True,
    total: Sequence[Any] | None = None,
    sortable: bool = False,
) -> Html:
    """A data table; numbers stand right. Cells are text, or HTML where they are wrapped in `Html`.

    A sortable one gets buttons in its head where scripts run; the total stays below.
    """
    tag = "<table data-sort>" if sortable else "<table>"
    parts = [f'<div class="scroll" role="group" aria-label="{escape(caption)}" tabindex="0">{tag}']
    parts.append(f"<caption>{escape(caption)}</caption><thead><tr>")
    parts += [f'<th scope="col">{escape(head)}</th>' for head in heads]
    parts.append("</tr></thead><tbody>")
    parts += [f"<tr>{_cells(row, row_heads)}</tr>" for row in rows]
    if total is not None:
        parts.append(f'<tr class="sum">{_cells(total, row_heads)}</tr>')
    parts.append("</tbody></table></div>")
    return Html("".join(parts))


def _cells(row: Sequence[Any], row_heads: bool) -> str:
    cells = []
    for index, value in enumerate(row):
        text = cell(value)
        if index == 0 and row_heads:
            cells.append(f'<th scope="row">{text}</th>')
        elif isinstance(value, int | float):
            cells.append(f'<td class="n">{text}</td>')
        else:
            cells.append(f"<td>{text}</td>")
    return "".join(cells)


def cell(value: Any) -> str:
    """A value as HTML."""
    if isinstance(value, Html):
        return value
    return f"{value:,}" if isinstance(value, int) else escape(str(value))


def link(url: str, text: str) -> Html:
    """A hyperlink for http and https addresses, plain text for anything else."""
    if url.lower().startswith(("http://", "https://")):
        return Html(f'<a href="{escape(clip(url, 2000))}">{escape(text)}</a>')
    return Html(escape(text))


def file_link(path: str, text: str) -> Html:
    """A hyperlink to a file beside the page; no character of the path can turn it into another address."""
    return Html(f'<a href="{escape(quote(path, errors="replace"))}">{escape(text)}</a>')


def code(text: str, limit: int, kind: str = "") -> Html:
    """Text that came from a page, set off from our words; `kind` is a class of the style sheet."""
    name = f' class="{kind}"' if kind else ""
    return Html(f"<code{name}>{escape(clip(text, limit))}</code>")


# From the first tag to the last one of an example, short texts between them included.
_MARKUP = re.compile(r"<[A-Za-z/!][^<>]*>(?:[^<>。→]{0,60}<[A-Za-z/!][^<>]*>)*")


# Cures for servers end in one setting for each product.
_RECIPE = re.compile(r"(?:\s+|(?<=。))(?=(?:nginx|Apache|IIS): )")


def worded(text: str) -> Html:
    """Our own sentences in their lines; the markup they cite is set off as code."""
    text = _RECIPE.sub("\n", text)
    parts, last = [], 0
    for match in _MARKUP.finditer(text):
        parts.append(f"{escape(text[last : match.start()])}<code>{escape(match[0])}</code>")
        last = match.end()
    return Html(("".join(parts) + escape(text[last:])).replace("\n", "<br>"))


def filled(text: Text, lang: str, data: Mapping[str, Any]) -> Html:
    """A message with its places filled: what came from a page is set off as code, never read as our words."""
    marked = {name: f"\x00{clip(str(value), VALUE)}\x00" for name, value in data.items()}
    pieces = text.fill(lang, marked).split("\x00")  # cleaned values hold no NUL: odd pieces are values
    return Html(
        "".join(
            f"<code>{escape(piece)}</code>" if index % 2 else worded(piece)
            for index, piece in enumerate(pieces)
        )
    )


def bar(part: int, whole: int) -> Html:
    """A bar for a share. It only repeats the number beside it, so it is hidden from screen readers."""
    width = round(100 * part / whole, 1) if whole else 0
    return Html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width}" height="10" fill="#0b4da2"/></svg>'
    )


def day(iso: str, lang: str) -> str:
    """An ISO date as people of the language write it."""
    if lang != "ja":
        return iso
    year, month, date = (int(part) for part in iso[:10].split("-"))
    return f"{year}年{month}月{date}日"


def size(count: int) -> str:
    """Bytes in the unit people know."""
    return f"{max(1, round(count / 1024)):,}KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f}MB"
