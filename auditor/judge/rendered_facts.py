"""What a rendered page tells the rest of the run: its links with their places, its terms, its last update."""

from dataclasses import replace

from auditor.crawl.encoding import encode_query
from auditor.crawl.links import leads_to_page
from auditor.crawl.url import canonical
from auditor.model import Link
from auditor.page import TreePage
from auditor.page.place import menu_links, name, near
from auditor.read.link import may_be_file
from auditor.read.terms import describes_items, forbids_reuse, licences, updated_on

LINKS = 3000  # of one page
DATA_LINKS = 500  # of one page that are looked at closely
DESCRIBED = "data-described"
HEADINGS = "h1, h2, h3, h4, h5, h6"
_CONTENT = "img, svg, canvas, video, audio, object, embed, input, select, textarea, button"


def rendered_links(page: TreePage, encoding: str = "utf-8") -> tuple[Link, ...]:
    """Return the links of the rendered page with their places, in document order, each address and text once.

    `encoding` is the page's: browsers write the query of a link in it.
    """
    links: dict[tuple[str, str], Link] = {}
    path: list[tuple[int, str]] = []
    close = 0
    menus = menu_links(page)
    for element in page.select(f"a[href], area[href], form[action], {HEADINGS}"):
        if element.tag in HEADINGS.split(", "):
            level = int(element.tag[1])
            path = [one for one in path if one[0] < level] + [(level, element.text[:100])]
            continue
        form = element.tag == "form"
        if form and not leads_to_page(element["method"], element["action"]):
            continue
        url = canonical(encode_query(element.url("action" if form else "href"), encoding))
        if url is None:
            continue
        images = " ".join(image["alt"] for image in element.select("img[alt]"))
        text = "" if form else (element.text or images or element["alt"] or element["aria-label"])[:200]
        menu = element in menus
        if (known := links.get((url, text))) is not None:
            if menu and not known.menu:
                links[url, text] = replace(known, menu=True)
            continue
        target = element.target()
        links[url, text] = Link(url, text, target.selector, target.snippet, menu=menu)
        if close < DATA_LINKS and may_be_file(url, text):
            close += 1
            links[url, text] = Link(
                url, (name(element) or text)[:200], target.selector, target.snippet, near(element),
                tuple(heading for _, heading in path if heading), menu,
            )  # fmt: skip
        if len(links) >= LINKS:
            break
    return tuple(links.values())


def terms_of(page: TreePage, links: tuple[Link, ...]) -> tuple[str, ...]:
    """Return the features that tell of a page's terms of use, and whether it says what the items of its data mean."""
    named = licences(page.text, (link.url for link in links))
    return (
        *(f"licence:{name}" for name in named),
        *(("reuse-forbidden",) if forbids_reuse(page.text) else ()),
        *((DESCRIBED,) if any(describes_items(head.text) for head in page.select(HEADINGS)) else ()),
    )


def is_empty(page: TreePage) -> bool:
    """Return whether a page and its frames show no text, picture, media or control: most likely it was never
    drawn.
    """
    return not page.text and not page.select(_CONTENT)


def last_update(page: TreePage) -> str:
    """Return the ISO date the page says it was last updated on."""
    return updated_on(page.text)
