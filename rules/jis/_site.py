"""Looks at the pages of a site for what repeats on them: menus, controls, offers of help, and what forms ask."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from auditor.model import PageFacts, Target
from auditor.rule import Element, Page, SiteView

from ._words import block, content, fold, label, name, runs, shown

VIEWS = 60  # pages opened, spread over the site
CONTROLS = 400  # of one page
HELPS = 40
LOOKED_UP = 40  # places that are looked up for the findings of one rule
_SELECT = (
    "a[href], area[href], img[alt], button, input[type=submit], input[type=image], input[type=button], input[type=search],"
    " input[type=text], input:not([type]), [aria-current], nav li, nav dd, [role=navigation] li, [role=navigation] dd"
)
_LANDMARK = (
    "nav, [role=navigation], header, [role=banner], footer, [role=contentinfo], aside, [role=complementary],"
    " main, [role=main], article"
)
_MENUS = "nav, [role=navigation], header, [role=banner], footer, [role=contentinfo]"
_LISTS = "ul, ol, dl"
_SEARCH = re.compile(r"search|kensaku|検索|探す|さがす", re.IGNORECASE)
_QUERY = frozenset({"q", "s", "query", "keyword", "keywords", "kw", "search", "word"})
_ICON = re.compile(r"ico(?:n|_|-)|/ic_|mark_|btn_|pdf|print|mail|tel|blank|arrow_up|totop", re.IGNORECASE)
_HELP = re.compile(
    r"問い?合わ?せ|ヘルプ|質問|faq|チャット|コールセンター|サポート|お?困り|help|contact|support|chat|お手伝い|相談窓口",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:電話|tel|☎|フリーダイヤル|ダイヤル)[^\n]{0,12}\d{2,4}[-－‐(（)）]\d{2,4}|\b0120", re.IGNORECASE
)
SHORT = 80  # characters of a block that is an offer of help and no text about it
SEARCH_FIELD = "\0search"  # the name of every search form among the entries of a menu


@dataclass(frozen=True, slots=True)
class Control:
    """A link, button or search field of a page."""

    place: int  # among what is selected on its page
    kind: str  # link | call | submit | button | picture | field | text: an entry of a menu that is no control
    key: str  # what it does: an address, a form's address, a script or picture; '' where that is not known
    name: str
    zone: str  # banner | navigation | main | contentinfo | complementary | ''
    block: str  # what its block is called in the markup
    alone: bool  # nothing else stands in its block


@dataclass(frozen=True, slots=True)
class Menu:
    """What stands together outside the text of a page, in document order."""

    mark: str  # what it is called in the markup
    landmark: bool
    entries: tuple[tuple[str, int], ...]  # folded name and place of its control


@dataclass(frozen=True, slots=True)
class Help:
    """A way to people who help: a link, or a line with a telephone number."""

    key: str
    text: str
    zone: str
    certain: bool  # the zone is a landmark


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one page."""

    page: PageFacts
    lang: str
    heading: str
    controls: tuple[Control, ...]
    menus: tuple[Menu, ...]
    helps: tuple[Help, ...]
    forms: bool  # with fields to fill in, other than a search


def survey(site: SiteView) -> tuple[Seen, ...]:
    """Return what repeats on the audited pages, the start page first; each page is opened once for all rules."""
    return _known(cast(Hashable, site))


@lru_cache(maxsize=1)  # several rules ask this of the site being judged
def _known(hashable: Hashable) -> tuple[Seen, ...]:
    site = cast(SiteView, hashable)
    pages = {page.url: page for page in site.pages}
    urls = [url for url in site.audited if url in pages]
    step = max(1, -(-len(urls) // VIEWS))
    chosen = urls[::step]
    if site.start in pages and site.start in urls and site.start not in chosen:
        chosen.append(site.start)
    found = []
    for url in sorted(chosen, key=lambda one: (one != site.start, one)):
        view = site.view(url)
        if view is not None:
            found.append(_seen(pages[url], view))
    return tuple(found)


def target_at(site: SiteView, seen: Seen, place: int) -> Target:
    """Where a control stands; its page is opened again for this."""
    view = site.view(seen.page.url)
    elements = _selected(view) if view is not None else []
    if place < len(elements):
        return replace(elements[place].target(), url=seen.page.url)
    return Target(selector="html", region="document", url=seen.page.url)


def _selected(page: Page) -> list[Element]:
    return list(page.select(_SELECT)[: 3 * CONTROLS])


def _seen(facts: PageFacts, page: Page) -> Seen:
    elements = _selected(page)
    boxes: dict[Element, list[tuple[str, int]]] = {}
    controls: list[Control] = []
    for place, element in enumerate(elements):
        control = _control(page, element, place) if len(controls) < CONTROLS and shown(element) else None
        if control is None:
            continue
        controls.append(control)
        around = _menu_of(element) if control.kind != "picture" else None
        if around is not None:
            called = SEARCH_FIELD if control.kind == "field" else fold(control.name)
            boxes.setdefault(around, []).append((called, place))
    menus = tuple(
        Menu(_mark(box), box.matches(_MENUS), tuple(entries))
        for box, entries in boxes.items()
        if len(entries) > 1
    )
    heading = next((one.text for one in page.root.select("h1") if one.text), "")
    helps = tuple(_helps(page, elements, controls))
    forms = any(_asks(form) for form in page.select("form")[:20])
    return Seen(facts, page.root["lang"].lower()[:2], heading, tuple(controls), menus, helps, forms)


def _asks(form: Element) -> bool:
    fields = form.select("input:not([type]), input[type=text], input[type=email], input[type=tel], textarea")[
        :20
    ]
    return bool(fields) and not any(_searches(form, one) for one in fields if one.tag == "input")


def _control(page: Page, element: Element, place: int) -> Control | None:
    kind, key = _kind_of(element)
    if not kind:
        return None
    called = element["value"] if element.tag == "input" and kind != "field" else ""
    called = called or element["alt"] if element.tag in ("input", "area", "img") else name(page, element)
    if kind == "text" and (len(element.text) > 30 or element.select("a[href], button, input, li")):
        return None
    if kind == "field":
        called = label(page, element) or element["placeholder"]
    if not called.strip() and kind != "field":
        return None
    around = block(element) or element
    return Control(
        place, kind, key, " ".join(called.split())[:100], element.region, _mark(around),
        len(around.text) <= len(element.text) + 2,
    )  # fmt: skip


def _kind_of(element: Element) -> tuple[str, str]:
    """Return what an element is, and what it does as far as the markup tells."""
    if element.tag in ("a", "area"):
        if not element["href"]:
            return "text", ""
        address = element.url("href")
        if address.startswith("javascript:"):
            return "button", address
        if address.startswith(("tel:", "mailto:")):
            return "call", address
        return (
            ("link", address.split("#")[0])
            if address.startswith("http") and element["href"][0] != "#"
            else ("", "")
        )
    if element.tag == "img":
        file = element["src"].split("?")[0].rsplit("/", 1)[-1]
        own = element.closest("button") is None and _ICON.search(element["src"]) is not None
        return ("picture", file) if own else ("", "")
    kind = element["type"].lower()
    form = element.closest("form, [role=search], search")
    if element.tag == "input" and kind in ("", "text", "search"):
        return ("field", "search") if form is not None and _searches(form, element) else ("", "")
    if (
        (
            (element.tag == "input" and kind in ("submit", "image"))
            or (element.tag == "button" and kind in ("", "submit"))
        )
        and form is not None
        and any(_searches(form, one) for one in form.select("input")[:5])
    ):
        return "submit", f"search {form.url('action').split('?')[0]}"
    if element.tag in ("button", "input"):
        # What a button that sends a form does is the form's to tell.
        sends = kind in ("submit", "image") or (
            element.tag == "button" and kind != "button" and form is not None
        )
        pictures = [one["src"].rsplit("/", 1)[-1] for one in element.select("img[src]")[:1]]
        return "button", ("" if sends else element["onclick"].strip()) or next(iter(pictures), "")
    return "text", ""


def _searches(form: Element, field: Element) -> bool:
    if field["type"].lower() not in ("", "text", "search"):
        return False
    told = f"{form['action']} {form['role']} {form['id']} {form['class']}"
    return field["type"].lower() == "search" or form.tag == "search" or form["role"] == "search" or (
        len(form.select("input[type=text], input:not([type]), textarea")) == 1
        and (field["name"].lower() in _QUERY or _SEARCH.search(told) is not None)
    )  # fmt: skip


def _menu_of(element: Element) -> Element | None:
    """Return the block of repeated content that an element stands in, None for one of the page's own text."""
    landmark = element.closest(_LANDMARK)
    if element.closest("ol") is not None and (landmark is None or landmark.tag == "aside"):
        return None  # in order of rank or date
    if landmark is not None:
        return None if landmark.tag in ("main", "article") or landmark["role"] == "main" else landmark
    around = element.closest(_LISTS)
    if around is not None:
        return around
    here = element.parent
    while here is not None and not (here["id"] or here["class"]) and here.tag not in ("td", "body"):
        here = here.parent
    return here if here is not None and here.tag != "body" else None


def _mark(element: Element) -> str:
    called = element["id"] or element["class"] or element["aria-label"]
    return f"{element.tag} {called}".strip()


def _helps(page: Page, elements: list[Element], controls: list[Control]) -> Iterator[Help]:
    count = 0
    for control in controls:
        offers = control.kind == "call" or (control.kind == "link" and _HELP.search(control.name))
        if offers and len(control.name) <= 30 and count < HELPS:
            count += 1
            zone, certain = _zone(elements[control.place])
            yield Help(f"{control.key} {fold(control.name)}", control.name, zone, certain)
    said: set[Element] = set()
    for element, run in runs(page.root):
        if count >= HELPS or not _PHONE.search(run):
            continue
        around = element if block(element) is None else _own_block(element)
        if around in said or len(around.text) > SHORT:
            continue
        said.add(around)
        count += 1
        zone, certain = _zone(around)
        yield Help(fold(content(around)), around.text, zone, certain)


def _own_block(element: Element) -> Element:
    if element.tag in ("p", "li", "dd", "td", "div", "address", "dt"):
        return element
    return block(element) or element


def _zone(element: Element) -> tuple[str, bool]:
    """Return the part of the page something stands in: a landmark, or what its box is called."""
    landmark = element.region
    if landmark:
        return {"navigation": "banner", "search": "banner"}.get(landmark, landmark), True
    here = element.parent
    while here is not None and here.tag != "body" and not (here["id"] or here["class"]):
        here = here.parent
    return (_mark(here) if here is not None else ""), False


def usual(names: dict[str, int], first: str) -> str:
    """Return the name used on most pages; of names used equally often the first page's."""
    most = max(names.values())
    return first if names.get(first) == most else min(one for one, count in names.items() if count == most)
