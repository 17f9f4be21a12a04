"""Changes copies of the example sites as a redesign or a quarter of editing would, without touching the defects."""

import random
import re
import shutil
from pathlib import Path

_NAMES = re.compile(r"""\b(class|id|for|aria-labelledby|aria-describedby)=(["'])([^"']*)\2""")
_FRAGMENT = re.compile(r"""\bhref=(["'])#([^"']+)\1""")
_ITEMS = re.compile(r"(?:^[ \t]*<li>.*</li>[ \t]*\n){2,}", re.MULTILINE)
_PARAGRAPH = re.compile(r"^<p>(?:[^<\n]|<br>)*</p>$", re.MULTILINE)
_BLOCK = re.compile(
    r"^(?:<p>.*</p>|<h[2-4]>.*</h[2-4]>)$|^<table[^>]*>$.*?^</table>$", re.MULTILINE | re.DOTALL
)
_DATE = re.compile(r"2026年(\d{1,2})月(\d{1,2})日")
_ENCODING = re.compile(rb"""charset=["']?([A-Za-z0-9_-]+)""")
_WORDS = (
    "窓口は平日に開いています。",
    "詳しい日程は決まりしだい掲載します。",
    "お問い合わせは電話でもお受けします。",
)


def mutate(source: Path, target: Path, seed: int, remove: int = 2) -> frozenset[str]:
    """Write a changed copy of a site; the paths of the pages that were taken out."""
    choice = random.Random(seed)
    shutil.copytree(source, target)
    pages = sorted(target.rglob("*.html"))
    removed = _remove(choice, target, pages, remove)
    pages = [page for page in pages if page.exists()]
    renamed = _new_names(choice, target, pages)
    _rename_in_styles(target, renamed)
    for page in pages:
        encoding, text = _read(page)
        foreign = "en" in page.relative_to(target).parts  # Japanese words there would mend its lang="ja"
        for change in (_reorder, _wrap) if foreign else (_reorder, _edit, _wrap):
            text = change(choice, text)
        _write(page, encoding, _rename(text, renamed))
    _add(choice, pages)
    return removed


def _read(page: Path) -> tuple[str, str]:
    data = page.read_bytes()
    found = _ENCODING.search(data[:1024])
    encoding = found[1].decode() if found else "utf-8"
    return encoding, data.decode(encoding)


def _write(page: Path, encoding: str, text: str) -> None:
    page.write_bytes(text.encode(encoding))


def _remove(choice: random.Random, target: Path, pages: list[Path], count: int) -> frozenset[str]:
    """Take out pages that nothing hangs from: no start page of a folder, nothing that a page embeds."""
    texts = [_read(page)[1] for page in pages]
    embedded = {
        name for text in texts for name in re.findall(r"<iframe[^>]*\bsrc=\"(?:[^\"]*/)?([^\"/]+)", text)
    }
    leaves = [page for page in pages if page.name not in {"index.html", *embedded}]
    gone = choice.sample(leaves, min(count, len(leaves)))
    for page in gone:
        page.unlink()
    return frozenset("/" + page.relative_to(target).as_posix() for page in gone)


def _new_names(choice: random.Random, target: Path, pages: list[Path]) -> dict[str, str]:
    """New names of all classes and ids but those that scripts know."""
    scripts = " ".join(path.read_text("utf-8") for path in target.rglob("*.js"))
    names = {name for page in pages for match in _NAMES.finditer(_read(page)[1]) for name in match[3].split()}
    known = set(re.findall(r"[\w-]+", scripts))
    inline = set(re.findall(r"on\w+=\"[^\"]*?'([\w-]+)'", " ".join(_read(page)[1] for page in pages)))
    return {
        name: f"x{choice.randrange(10**6)}-{place}"
        for place, name in enumerate(sorted(names - known - inline))
    }


def _rename(text: str, renamed: dict[str, str]) -> str:
    def names(match: re.Match[str]) -> str:
        return f'{match[1]}="{" ".join(renamed.get(name, name) for name in match[3].split())}"'

    text = _NAMES.sub(names, text)
    return _FRAGMENT.sub(lambda match: f'href="#{renamed.get(match[2], match[2])}"', text)


def _rename_in_styles(target: Path, renamed: dict[str, str]) -> None:
    for sheet in target.rglob("*.css"):
        text = re.sub(
            r"(?<=[.#])[A-Za-z][\w-]*(?=[^{}]*\{)", lambda match: renamed.get(match[0], match[0]),
            sheet.read_text("utf-8"),
        )  # fmt: skip
        sheet.write_text(text, "utf-8")


def _reorder(choice: random.Random, text: str) -> str:
    def shuffled(match: re.Match[str]) -> str:
        items = match[0].splitlines(keepends=True)
        choice.shuffle(items)
        return "".join(items)

    return _ITEMS.sub(shuffled, text)


def _edit(choice: random.Random, text: str) -> str:
    """Other dates, paragraphs with more words, new paragraphs between them."""
    text = _DATE.sub(lambda _: f"2026年{choice.randint(1, 12)}月{choice.randint(1, 28)}日", text)

    def edited(match: re.Match[str]) -> str:
        if choice.random() < 0.3 and "<main" in text[: match.start()]:
            return f"<p>{choice.choice(_WORDS)}</p>\n{match[0]}"
        return match[0]

    return _PARAGRAPH.sub(edited, text)


def _wrap(choice: random.Random, text: str) -> str:
    def wrapped(match: re.Match[str]) -> str:
        if choice.random() < 0.4:
            return f'<div class="w{choice.randrange(99)}">\n{match[0]}\n</div>'
        return match[0]

    start = text.find("<main")
    if start >= 0:
        text = text[:start] + _BLOCK.sub(wrapped, text[start:])
    for tag in ("main", "header", "footer", "nav"):
        if choice.random() < 0.7:
            text = re.sub(rf"(<{tag}\b[^>]*>)", r"\1<div>", text)
            text = text.replace(f"</{tag}>", f"</div></{tag}>")
    return text


def _add(choice: random.Random, pages: list[Path]) -> None:
    """A new page beside a leaf, in its template, with a link from the start page."""
    leaves = [page for page in pages if page.name != "index.html"] or pages
    model = choice.choice(leaves)
    encoding, text = _read(model)
    new = model.with_name("atarashii.html")
    _write(new, encoding, re.sub(r"<title>.*?</title>", "<title>新しいページ｜みらい都</title>", text))
    start = min(pages, key=lambda page: (len(page.parts), page.name != "index.html"))
    encoding, text = _read(start)
    link = f'<p><a href="{new.relative_to(start.parent).as_posix()}">新しいページ</a></p>\n'
    _write(start, encoding, text.replace("</main>", link + "</main>", 1))
