"""JIS X 8341-3:2016 1.1.1: the name of a logo is that of the logo shown."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Page, page_rule, passed, review

from ._words import name, short, shown

_LOGO = re.compile(r"logo(?:type|mark)?|emblem|ロゴ(?:マーク|タイプ)?|エンブレム|徽章|紋章", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+", re.IGNORECASE)
_FILE = re.compile(r"[\w%./~:-]{1,300}\.(?:svg|png|jpe?g|gif|webp|avif)\b", re.IGNORECASE)
# Parts of file names that say nothing of whose logo it is.
_PLAIN = re.compile(
    r"(?:site|main|sub|head(?:er)?|foot(?:er)?|top|new|old|small|large|big|mini|sp|pc|img|image|pic|icon|mark|"
    r"white|black|color|colour|gray|grey|blue|red|green|dark|light|bg|svg|png|home|nav|menu|s|m|l|x|w|h|v?\d+|"
    r"\d+x\d*|horizontal|vertical|tate|yoko|square|company|brand|the|of|and|type|logo|logotype|logomark)",
    re.IGNORECASE,
)
MAX_SCRIPT = 20_000


@page_rule(
    id="jis/logo-named-otherwise",
    criteria=["1.1.1"],
    techniques=["F30", "G94"],
    act=["qt1vmo"],
    impact=Impact.MODERATE,
    title=Text(ja="ロゴの名前が画像と合わない可能性", en="Logo that may be another's than its name says"),
    why=Text(
        ja="別の団体の名前が読み上げられると、画面を見ずに音声で読んでいる人は、どこのサイトや事業なのかを取り違えます。",
        en="People who listen hear the name of another body and mistake whose site or project it is.",
    ),
    fix=Text(
        ja="代替テキスト（alt や aria-label）を、画像に描かれているロゴの名前にしてください。",
        en="Let the alternative text be the name of the logo that is drawn.",
    ),
    messages={
        "file": Text(
            ja="代替テキストは「{alt}」ですが、画像のファイルは「{file}」です。",
            en="The alternative text is “{alt}”, but the file is “{file}”.",
        ),
        "drawn": Text(
            ja="ページの中に直接描かれたロゴに「{alt}」という名前が付いています。",
            en="A logo drawn in the page itself has the name “{alt}”.",
        ),
    },
    question=Text(
        ja="画像に描かれているロゴは、この名前の団体や製品のものですか。",
        en="Is the logo that is drawn the one of this body or product?",
    ),
    examples=[
        Example(PASSED, '<img src="/img/w3c-logo.png" alt="W3C logo">'),
        Example(REVIEW, '<img src="/img/mozilla_logo.png" alt="Firefox logo">', at="img", key="file"),
        Example(
            PASSED, '<img src="/img/tokyo_logo.png" alt="東京都のロゴ">', why="Two scripts do not compare."
        ),
        Example(PASSED, '<img src="header_logo02.png" alt="OpenStreetMap logo">', why="A file name that says nothing."),
        Example(REVIEW, '<svg role="img" aria-label="CSS 3 logo"><path d="M0 0h9v9z"/></svg>', at="svg", key="drawn"),
        Example(
            REVIEW,
            '<canvas aria-label="CSS 3 logo"></canvas><script>const i = new Image(); i.src = "/img/python-logo.png"</script>',
            at="canvas",
            key="file",
        ),
        Example(
            PASSED,
            '<canvas aria-label="Python logo"></canvas><script>const i = new Image(); i.src = "/img/python-logo.png"</script>',
        ),
        Example(INAPPLICABLE, '<img src="/img/w3c-logo.png" alt="">'),
        Example(INAPPLICABLE, '<img src="/img/star.png" alt="Our favourites">'),
        Example(
            INAPPLICABLE, '<a href="/" aria-label="W3C"><svg aria-label="W3C logo"><path d="M0 0h9v9z"/></svg></a>',
            why="The link has the name; what is in it is not read.",
        ),
    ],
)  # fmt: skip
def logo_named_otherwise(page: Page) -> Iterator[Finding]:
    for image in page.select("img, [role=img], svg, canvas"):
        said = name(page, image) or image["alt"] or _svg_title(image)
        if not _LOGO.search(said) or not shown(image) or image.matches("[role=presentation], [role=none]"):
            continue
        if image.parent and image.parent.closest("a[aria-label], button[aria-label], svg, [role=img]"):
            continue
        files = _files(page, image)
        if not files and image.tag == "svg":
            yield review(image, "drawn", alt=short(said))
        elif files and not any(_fits(said, file) for file in files):
            yield review(image, "file", alt=short(said), file=short(files[0].rsplit("/", 1)[-1]))
        else:
            yield passed(image)


def _svg_title(image: Element) -> str:
    titles = [one.text for one in image.children if one.tag == "title"] if image.tag == "svg" else []
    return titles[0] if titles else ""


def _files(page: Page, image: Element) -> list[str]:
    """Return files that hold the image: its own, those an SVG embeds, or those a script may draw on a canvas."""
    if image.tag == "img":
        return [unquote(urlsplit(image["src"]).path)] if not image["src"].startswith("data:") else []
    if image.tag == "svg":
        inner = [one["href"] or one["xlink:href"] for one in image.select("image, use")]
        return [unquote(urlsplit(one).path) for one in inner if _FILE.fullmatch(one)]
    if image.tag == "canvas":
        code = " ".join(one.raw_text or one.own_text for one in page.root.select("script:not([src])"))
        return [one for one in _FILE.findall(code[:MAX_SCRIPT]) if _LOGO.search(one)]
    return []


def _fits(said: str, file: str) -> bool:
    """Return whether a name and a file name share a word, or do not both say whose logo it is."""
    stem = re.sub(r"([a-z])([A-Z])", r"\1 \2", file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    if not _LOGO.search(stem):
        return True
    spelt = _telling(stem)
    named = _telling(said)
    together = "".join(_WORD.findall(said.lower()))
    return not spelt or not named or any(one in together or one[:4] in together for one in spelt)


def _telling(text: str) -> set[str]:
    """Latin words that may tell whose logo it is."""
    found = (_LOGO.sub("", one.lower()) for one in _WORD.findall(text.replace("_", " ")))
    return {one for one in found if len(one) > 1 and not _PLAIN.fullmatch(one)}
