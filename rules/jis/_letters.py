"""What the rules on pictures share: the lines that were read in a picture, and whether the page says them in words."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.model.colour import contrast
from auditor.read.likeness import TOLD, folded, told_share
from auditor.rule import Element, MissingEvidence, Page

from ._words import TEXT_FIELDS, content, referenced, short

SURE = 0.85  # confidence below which a line may be a pattern
LEAST = 2  # letters of a line: one alone may be any shape
TALLEST = (
    0.7  # of the picture: what fills it from top to bottom is a shape, unless it is a row of several letters
)
LEGIBLE = 7.0  # CSS px that letters are high at least, to be held against anybody
BESIDE = 4000  # characters of text beside a picture that are looked at
ITEM = 300  # characters of an item or cell: one with more is a part of the layout
FEW = 12  # letters: a sign or two in a photograph
SIGNS = 0.06  # of a photograph that letters fill: less are signs that happen to be in it
NAME = 6  # letters of a sign at most
SCENE = 10  # letters of an alternative that tells what a photograph shows at least
ASIDE = 0.12  # of a drawing that a few letters fill at least where they are what it is for
CELLS, ALIGNED = 3, 0.02  # rows and columns of a table; share of the picture's width
PHOTO = 0.8  # of the boxes of letters: below it they stand on a photograph
WIDE, LARGE = 0.25, 0.05  # of the first screen: its width and area, for a picture that nobody overlooks
FIRST_SEEN = (
    "[aria-roledescription=carousel], [class*=carousel], [class*=slider], [class*=swiper], [class*=slick], "
    "[role=alert], [class*=emergency], [id*=emergency], [class*=kinkyu], [id*=kinkyu], marquee"
)
SHARED = "meta[property='og:image'], meta[name='twitter:image']"
EM = 0.9  # height of a kanji to the size of its font

_HEADING = re.compile(r"h[1-6]")
_STOP = frozenset({"main", "body", "html", "article", "form"})
_CODE = re.compile(
    r"(?=.*[A-Za-z])(?=.*[0-9])[A-Za-z0-9]{4,8}|(?=.*[a-z])(?=.*[A-Z].*[A-Z])(?!.*[a-z]{3})[A-Za-z]{4,8}"
)
_EMBLEM = re.compile(r"ロゴ|マーク|エンブレム|シンボル|logo|emblem|symbol|(?:^|[_/-])mark", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of letters in a picture, measured as it is shown on the page."""

    text: str
    size: float  # of its font, CSS px
    ratio: float  # contrast of the letters with their ground
    plain: float  # share of its box that the two colours make up
    box: tuple[float, float, float, float]  # in the picture: x, y, width, height as shares of it

    @property
    def letters(self) -> str:
        """The line folded, to be compared."""
        return folded(self.text)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was read, with the lines that are letters beyond doubt."""

    element: Element
    kind: str  # img | input | object | background | poster | canvas | svg | screen
    url: str
    box: tuple[float, float, float, float]  # on the page, CSS px
    lines: tuple[Line, ...]
    clear: bool = False  # parts of it are transparent: the ground of its letters is not known
    said: str = ""  # the alternative that a style sheet gives to a picture it puts in

    @property
    def text(self) -> str:
        """All lines, a space between."""
        return " ".join(line.text for line in self.lines)

    @property
    def letters(self) -> int:
        """How many letters and figures there are."""
        return sum(len(line.letters) for line in self.lines)

    @property
    def share(self) -> float:
        """How much of the picture its lines fill."""
        return min(1.0, sum(line.box[2] * line.box[3] for line in self.lines))

    @property
    def plain(self) -> float:
        """How plain the ground of the letters is, by their number."""
        return sum(line.plain * len(line.letters) for line in self.lines) / max(1, self.letters)

    @property
    def draft(self) -> str:
        """The lines as a person may copy them into an alternative text."""
        return short("、".join(line.text for line in self.lines), 200)


# Why a picture was not read that another try would not read either: too many crops, too large, or over private data.
_LEFT_OUT = frozenset({"many", "too-large", "private"})


def pictures(page: Page) -> Iterator[Picture]:
    """Yield the pictures of a page that were read, those without a letter too.

    Raises MissingEvidence where none was read. Those that no time was left for, or whose file the browser let go of,
    are noted as lost; those beyond a bound, and those that may show private data, as left out.
    """
    return _pictures(page, "letters")


def screen_pictures(page: Page) -> Iterator[Picture]:
    """Yield the places of a page where letters are drawn that are no text, as `pictures` does."""
    return _pictures(page, "screen")


def _pictures(page: Page, probe: str) -> Iterator[Picture]:
    told = page.probe(probe)
    failed = [one for one in told["images"] if "error" in one]
    # A file of no size never came: that is the site's.
    gone = any(one["error"] == "gone" and any(one["natural"]) for one in failed)
    if told.get("unread") or gone:
        page.lost.add(f"probe:{probe}:unread")
    if told.get("beyond"):
        page.left_out.add(f"probe:{probe}:beyond")
    page.left_out.update(f"probe:{probe}:{one['error']}" for one in failed if one["error"] in _LEFT_OUT)
    for one in told.get("images", ())[:200]:
        element = page.at(str(one["selector"])) if "lines" in one else None
        if element is not None:
            yield _picture(element, one)


def is_prominent(page: Page, picture: Picture) -> bool:
    """Return whether a picture is among the first that visitors see: large on the first screen, in a carousel,
    in a notice of an emergency, or the picture by which others show the page.
    """
    element, (_, top, width, height) = picture.element, picture.box
    across, down = page.viewport
    if top < down and width >= WIDE * across and width * height >= LARGE * across * down:
        return True
    if element.closest(FIRST_SEEN) is not None:
        return True
    name = picture.url.split("?", 1)[0].rsplit("/", 1)[-1]
    shared = [one["content"] for one in page.select(SHARED)[:5]]
    return len(name) > 4 and any(one.split("?", 1)[0].endswith(f"/{name}") for one in shared)


def read(page: Page) -> Mapping[Element, Picture]:
    """Return the pictures of a page that were read, by element; none where pictures were not read at all."""
    found: dict[Element, Picture] = {}
    try:
        for one in pictures(page):  # an element may have a background, and pictures before and after it
            if one.element not in found or one.letters > found[one.element].letters:
                found[one.element] = one
    except MissingEvidence:
        return {}
    return found


def _picture(element: Element, one: Mapping[str, Any]) -> Picture:
    x, y, width, height = (float(value) for value in one["box"])
    wide, high = (max(1.0, float(value)) for value in one["natural"])
    # Cut or stretched, a picture is drawn at one scale most often: that of the side it is fitted to.
    scale = min(width / wide, height / high)
    lines = []
    for line in one["lines"]:
        size = float(line["size"]) * scale / EM
        letters = len(folded(str(line["text"])))
        left, top, across, down = (float(value) for value in line["box"])
        tall = down > TALLEST * high and letters < 3 and max(width, height) > 60
        if (
            line["confidence"] < SURE
            or letters < LEAST
            or size < LEGIBLE
            or tall
            or _is_pattern(line["text"])
        ):
            continue
        place = (left / wide, top / high, across / wide, down / high)
        ratio = contrast(line["ink"], line["ground"])
        lines.append(Line(str(line["text"]), size, ratio, float(line["plain"]), place))
    return Picture(
        element,
        str(one["kind"]),
        str(one["url"]),
        (x, y, width, height),
        tuple(lines),
        bool(one.get("clear")),
        str(one.get("said", "")),
    )


def _is_pattern(text: str) -> bool:
    """Return whether one sign stands there again and again, as in a row of windows or dots."""
    return len(set(folded(text))) < 2 and not any(char.isdigit() for char in text)


def untold(lines: Sequence[Line], *texts: str) -> tuple[Line, ...]:
    """Return the lines that none of the texts says."""
    said = "\n".join(folded(text) for text in texts)
    return tuple(line for line in lines if told_share(line.letters, said) < TOLD)


def share_told(lines: Sequence[Line], *texts: str) -> float:
    """Return which share of the letters of these lines the texts say."""
    said = "\n".join(folded(text) for text in texts)
    total = sum(len(line.letters) for line in lines)
    told = sum(len(line.letters) for line in lines if told_share(line.letters, said) >= TOLD)
    return told / total if total else 1.0


def pairs_told(lines: Sequence[Line], text: str) -> float:
    """Return which share of the neighbouring pairs of letters of all lines a text has, in whatever order."""
    said = folded(text)
    pairs = [line.letters[at : at + 2] for line in lines for at in range(len(line.letters) - 1)]
    return sum(pair in said for pair in pairs) / len(pairs) if pairs else 1.0


def alternative(page: Page, picture: Picture) -> str:
    """Return what is told in place of a picture: alt, aria, title, the areas of its map, its caption and
    description.
    """
    element = picture.element
    parts = [
        "" if element["role"] in ("presentation", "none") else element["alt"],
        element["aria-label"],
        referenced(page, element, "aria-labelledby"),
        referenced(page, element, "aria-describedby"),
        element["title"],
    ]
    if element["usemap"].startswith("#"):
        name = element["usemap"][1:]
        parts += [
            f"{area['alt']} {area['title']}"
            for map_ in page.select("map")[:50]
            if name in (map_["name"], map_["id"])
            for area in map_.select("area")[:200]
        ]
    if element.tag in ("object", "canvas", "svg", "video"):
        parts += [element.text, *(one.text for one in element.select("title, desc")[:5])]
    if picture.kind == "background":
        parts += [picture.said, content(element), element["value"], element["placeholder"]]
    figure = element.closest("figure")
    parts += [one.text for one in figure.select("figcaption")[:3]] if figure else []
    return " ".join(filter(None, parts))


def around(picture: Picture) -> str:
    """Return the words of the link, button, item or cell that a picture stands in."""
    element = picture.element
    control = element.closest("a[href], button, input")
    # What a control is called is its own name, whatever stands around it.
    if control is not None and folded(element["alt"]):
        return content(control)[:BESIDE] if control != element else ""
    home = element.closest("label, li, dt, dd, td, th, figure, h1, h2, h3, h4, h5, h6") or control
    text = content(home) if home is not None else ""
    return text if len(text) <= ITEM else ""


def beside(picture: Picture) -> str:
    """Return the text before and after a picture, within the part of the page that the headings around it bound."""
    parts: list[str] = []
    here: Element | None = picture.element
    left = BESIDE
    for _ in range(6):
        if here is None or here.tag in _STOP:
            break
        for way in ("previous", "next"):
            one = here.previous if way == "previous" else here.next
            steps = 0
            while one is not None and steps < 12 and left > 0:
                text = content(one)[:left] if one.tag not in ("script", "style") else ""
                parts.append(text)
                left -= len(text)
                # The heading above says what the part is about and ends it.
                if _HEADING.fullmatch(one.tag):
                    break
                one = one.previous if way == "previous" else one.next
                steps += 1
        here = here.parent
    return " ".join(parts)


def is_grid(lines: Sequence[Line]) -> bool:
    """Return whether the lines stand in rows and columns as the cells of a table do: three of each at least."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box[1] + line.box[3] / 2):
        middle = line.box[1] + line.box[3] / 2
        if rows and rows[-1][0].box[1] <= middle <= rows[-1][0].box[1] + rows[-1][0].box[3]:
            rows[-1].append(line)
        else:
            rows.append([line])
    wide = [row for row in rows if len(row) >= CELLS]
    if len(wide) < CELLS:
        return False
    model = max(wide, key=len)
    return sum(_aligned(row, model) for row in wide) >= max(CELLS, 0.6 * len(wide))


def _aligned(row: Sequence[Line], model: Sequence[Line]) -> bool:
    """Return whether most cells of a row begin, end or are centred where cells of another do."""
    met = 0
    for cell in row:
        x, _, width, _ = cell.box
        met += any(
            abs(x - other.box[0]) < ALIGNED
            or abs(x + width - other.box[0] - other.box[2]) < ALIGNED
            or abs(x + width / 2 - other.box[0] - other.box[2] / 2) < ALIGNED
            for other in model
        )
    return met >= max(2, 0.6 * len(row))


def is_emblem(picture: Picture) -> bool:
    """Return whether its name or file says that it is a logo: how that looks is not the page's to choose."""
    element = picture.element
    said = f"{element['alt']} {element['class']} {element['id']} {picture.url.rsplit('/', 1)[-1]}"
    return _EMBLEM.search(said) is not None


def is_incidental(picture: Picture, alt: str) -> bool:
    """Return whether letters happen to be in a picture, as on the signs of a street or in the mouth of a mascot."""
    few = picture.letters < FEW
    if few and picture.share < ASIDE and picture.element.closest("a[href], button, input") is None:
        return True
    if picture.plain >= PHOTO and picture.share >= SIGNS:
        return False
    # Names of shops, each by itself, where the alternative tells the scene.
    signs = len(folded(alt)) >= SCENE and all(
        len(line.letters) <= NAME and not any(map(str.isdigit, line.letters)) for line in picture.lines
    )
    return (few or signs or picture.share < SIGNS / 2) and (picture.share < SIGNS or bool(folded(alt)))


def is_code(picture: Picture) -> bool:
    """Return whether it stands in a form with a text field and says a few letters and figures that make no
    word: a CAPTCHA.

    Its letters must not become an alternative text.
    """
    form = picture.element.closest("form")
    code = "".join(unicodedata.normalize("NFKC", picture.text).split())
    return form is not None and _CODE.fullmatch(code) is not None and bool(form.select(TEXT_FIELDS))


def drawn(selector: str, *lines: str, **facts: Any) -> dict[str, Any]:  # Any: the probe's JSON
    """Return an answer of the probe for an example: one picture of 300 × 100 px with these lines.

    facts: of the picture, or of each line: size, ink, ground, plain, confidence.
    """
    known = {
        "selector": selector,
        "kind": "img",
        "url": "a.png",
        "box": [0, 0, 300, 100],
        "natural": [300, 100],
    }
    each = {"confidence": 0.99, "size": 18, "ink": [0, 0, 0], "ground": [255, 255, 255], "plain": 1.0}
    picture = {**known, **{name: value for name, value in facts.items() if name not in (*each, "boxes")}}
    line = {**each, **{name: value for name, value in facts.items() if name in each}}
    boxes = facts.get("boxes") or [[10, 10 + 25 * n, 18 * len(text), 24] for n, text in enumerate(lines)]
    made = [{**line, "text": text, "box": box} for text, box in zip(lines, boxes, strict=True)]
    return {"letters": {"images": [{**picture, "lines": made, "more": 0}], "unread": 0}}
